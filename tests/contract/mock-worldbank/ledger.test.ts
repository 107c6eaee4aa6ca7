import { describe, expect, it } from "vitest";
import type { Served, TruthObservation } from "../../../mock-providers/kit/types.ts";
import { anchorMs, ask, askRows, createTestProvider, digestOf } from "./ask-worldbank.ts";

/** By another provider of the same world, as reconciliation has it. */
function expandAll(
  served: Served,
  atMs = anchorMs,
  provider = createTestProvider(),
): TruthObservation[] {
  const expanded = served.ranges.flatMap((range) => [...provider.expand(range, atMs)]);
  return [...expanded, ...served.rows];
}

async function servedOf(target: string, nowMs = anchorMs): Promise<Served> {
  return (await ask(target, { nowMs })).served ?? expect.fail(`${target} served nothing`);
}

describe("what the ledger records", () => {
  it.each([
    ["one series", "/v2/country/MEX/indicator/NY.GDP.MKTP.CD?format=json"],
    [
      "a page in the middle",
      "/v2/country/all/indicator/SP.POP.TOTL?format=json&per_page=777&page=3",
    ],
    [
      "the newest year of all",
      "/v2/country/all/indicator/SP.POP.TOTL?format=json&mrv=1&per_page=300",
    ],
    ["months", "/v2/country/USA;MEX/indicator/CPTOTSAXN?format=json&date=2020M01:2026M01"],
    ["quarters", "/v2/country/USA/indicator/NYGDPMKTPSAKD?format=json&date=2020Q1:2026Q4"],
    [
      "several indicators",
      "/v2/country/USA/indicator/SP.POP.TOTL;NY.GDP.MKTP.CD?source=2&per_page=90",
    ],
    ["XML", "/v2/country/FRA/indicator/SL.UEM.TOTL.ZS"],
    ["JSONP", "/v2/country/FRA/indicator/SL.UEM.TOTL.ZS?format=jsonP&prefix=f"],
    ["the advanced form", "/v2/sources/2/country/FRA;DEU/series/SP.POP.TOTL/time/all?per_page=100"],
  ])("%s: ranges that another start expands to the same digest", async (_, target) => {
    const served = await servedOf(target);
    expect(served.rows).toEqual([]);
    const expanded = expandAll(served);
    expect(expanded).toHaveLength(served.observations);
    expect(digestOf(expanded)).toBe(served.digest);
  });

  it.each([
    ["scattered times", "/v2/sources/2/country/FRA/series/SP.POP.TOTL/time/2000;2005"],
    ["filled gaps", "/v2/country/MEX/indicator/NY.GDP.MKTP.CD?date=2023:2025&mrv=3&gapfill=Y"],
    ["late reporters' latest", "/v2/country/all/indicator/EG.USE.ELEC.KH.PC?mrnev=2&per_page=600"],
  ])("%s: ranges and rows that give the same digest", async (_, target) => {
    const served = await servedOf(target);
    const expanded = expandAll(served);
    expect(expanded).toHaveLength(served.observations);
    expect(digestOf(expanded)).toBe(served.digest);
  });

  it("keeps rows that do not lie together in full", async () => {
    const { ranges, rows } = await servedOf(
      "/v2/sources/2/country/FRA/series/SP.POP.TOTL/time/2000;2005",
    );
    expect(ranges).toEqual([]);
    expect(rows).toHaveLength(2);
  });

  it("keeps a filled value as the one that was served", async () => {
    const nowMs = Date.parse("2026-07-20T00:00:00Z");
    const target = "/v2/country/MEX;EMU/indicator/NY.GDP.MKTP.CD?mrv=2&gapfill=Y";
    const { rows } = await askRows(target, { nowMs });
    const served = await servedOf(`${target}&format=json`, nowMs);
    expect(served.rows.map(({ value }) => value)).toEqual(
      rows.filter(({ country }) => country.id === "XC").map(({ value }) => value),
    );
  });

  it.each([
    ["SP.POP.TOTL", "2020", "annual", "2020-01-01", "2021-01-01", "number"],
    ["NY.GDP.MKTP.CD", "2020", "annual", "2020-01-01", "2021-01-01", "current US$"],
    ["NY.GDP.MKTP.KD.ZG", "2020", "annual", "2020-01-01", "2021-01-01", "annual %"],
    ["EG.USE.ELEC.KH.PC", "2020", "annual", "2020-01-01", "2021-01-01", "kWh per capita"],
    ["CPTOTSAXN", "2024Q2", "quarterly", "2024-04-01", "2024-07-01", "number"],
    ["CPTOTSAXN", "2024M02", "monthly", "2024-02-01", "2024-03-01", "number"],
  ])("means %s of %s as the data model has it", async (id, date, frequency, start, end, unit) => {
    const target = `/v2/country/MX/indicator/${id}?date=${date}`;
    const { rows } = await askRows(target);
    expect(expandAll(await servedOf(`${target}&format=json`))).toEqual([
      {
        dataset: "country/indicator",
        seriesId: `${id}.MEX.${frequency}`,
        intervalStartMs: Date.parse(start),
        intervalEndMs: Date.parse(end),
        value: rows[0]?.value,
        unit,
        location: "MEX",
        asOfMs: Date.parse(end),
      },
    ]);
  });

  it("expands to what was said at the time, before and after a restatement", async () => {
    const target = "/v2/country/MEX/indicator/SP.POP.TOTL?format=json&date=2000:2024";
    for (const nowMs of ["2026-06-30", "2026-07-20", "2028-07-20"].map((day) => Date.parse(day))) {
      const served = await servedOf(target, nowMs);
      expect(digestOf(expandAll(served, nowMs))).toBe(served.digest);
      expect(digestOf(expandAll(served, Date.parse("2030-07-30")))).not.toBe(served.digest);
    }
  });

  it("cannot be expanded by another seed to the same digest", async () => {
    const served = await servedOf("/v2/country/MEX/indicator/NY.GDP.MKTP.CD?date=2000:2010");
    const expanded = expandAll(served, anchorMs, createTestProvider({ seed: 43 }));
    expect(digestOf(expanded)).not.toBe(served.digest);
  });

  it("carries nothing for metadata, errors and empty pages", async () => {
    for (const target of [
      "/v2/country",
      "/v2/sources/2/concepts",
      "/v2/country/XYZ/indicator/SP.POP.TOTL",
      "/v2/country/MEX/indicator/SP.POP.TOTL?page=9",
    ]) {
      expect((await ask(target)).served, target).toBeUndefined();
    }
  });
});

describe("expand()", () => {
  const range = {
    dataset: "country/indicator",
    seriesId: "SP.POP.TOTL.MEX.annual",
    count: 2,
    fromMs: Date.parse("2024-01-01"),
    toMs: Date.parse("2026-01-01"),
  };
  const provider = createTestProvider();

  it("expands what was listed at the instant", () => {
    expect([...provider.expand(range, anchorMs)].map(({ value }) => value === null)).toEqual([
      false,
      true,
    ]);
  });

  it.each([
    ["a series it does not know", { ...range, seriesId: "NOPE.MEX.annual" }, anchorMs],
    ["an economy it does not know", { ...range, seriesId: "SP.POP.TOTL.XYZ.annual" }, anchorMs],
    ["an economy by its other code", { ...range, seriesId: "SP.POP.TOTL.MX.annual" }, anchorMs],
    ["a frequency it has none of", { ...range, seriesId: "SP.POP.TOTL.MEX.monthly" }, anchorMs],
    ["a text that is no series id", { ...range, seriesId: "" }, anchorMs],
    ["a dataset it does not know", { ...range, dataset: "country" }, anchorMs],
    ["a count that does not fit the range", { ...range, count: 3 }, anchorMs],
    ["no rows", { ...range, count: 0 }, anchorMs],
    ["a start inside a year", { ...range, fromMs: range.fromMs + 1 }, anchorMs],
    ["what was not yet listed", range, Date.parse("2026-02-01")],
    [
      "what was never listed without being catalogued",
      { ...range, fromMs: Date.parse("1958-01-01"), toMs: Date.parse("1960-01-01") },
      anchorMs,
    ],
    [
      "a range without bounds",
      { dataset: range.dataset, seriesId: range.seriesId, count: 1 },
      anchorMs,
    ],
  ])("refuses %s", (_, wrong, atMs) => {
    expect(() => [...provider.expand(wrong, atMs)]).toThrow("Cannot expand");
  });
});
