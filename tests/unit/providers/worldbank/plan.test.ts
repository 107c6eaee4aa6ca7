import { describe, expect, it } from "vitest";
import { SandboxError } from "../../../../services/core/errors.ts";
import type { PlannedSeries } from "../../../../services/core/plan.ts";
import { worldbankConnector } from "../../../../services/providers/worldbank/connector.ts";
import { planWorldBank, unitSeriesMax } from "../../../../services/providers/worldbank/plan.ts";

const access = { baseUrl: "http://provider.test", apiKey: "unused" };

function series(
  changes: Partial<Record<string, string>> = {},
  range = years(2000, 2025),
): PlannedSeries {
  const params = { indicator: "SP.POP.TOTL", country: "MEX", frequency: "annual", ...changes };
  const kept = Object.entries<string | undefined>(params).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    seriesId: `${params.indicator}.${params.country}.${params.frequency}`,
    params: Object.fromEntries(kept),
    ...range,
  };
}

function years(from: number, to: number): { startMs: number; endMs: number } {
  return { startMs: Date.UTC(from, 0), endMs: Date.UTC(to, 0) };
}

function plan(...planned: PlannedSeries[]) {
  return planWorldBank({ provider: "worldbank", dataset: "country/indicator", series: planned });
}

function urlOf(planned: readonly PlannedSeries[], cursor: { page: number } | null = null): string {
  const [unit] = plan(...planned);
  if (unit === undefined) throw new Error("nothing was planned");
  return worldbankConnector.request(unit, cursor, access).url;
}

describe("planWorldBank()", () => {
  it("joins economies of one indicator, frequency, source and range", () => {
    const units = plan(
      series(),
      series({ country: "USA" }),
      series({ indicator: "NY.GDP.MKTP.CD" }),
      series({ frequency: "quarterly" }),
      series({ source: "2" }, years(2000, 2025)),
      series({ country: "FRA" }, years(1990, 2025)),
    );
    expect(units.map(({ series: own }) => own.map(({ seriesId }) => seriesId))).toEqual([
      ["SP.POP.TOTL.MEX.annual", "SP.POP.TOTL.USA.annual"],
      ["NY.GDP.MKTP.CD.MEX.annual"],
      ["SP.POP.TOTL.MEX.quarterly"],
      ["SP.POP.TOTL.FRA.annual"],
    ]);
  });

  it("bounds the economies of a unit", () => {
    const codes = Array.from({ length: 2 * unitSeriesMax + 1 }, (_, index) => `C${index}`);
    const sizes = plan(...codes.map((country) => series({ country }))).map(
      ({ series: own }) => own.length,
    );
    expect(sizes).toEqual([unitSeriesMax, unitSeriesMax, 1]);
  });

  it("merges ranges of a series planned twice and leaves out what holds no period", () => {
    expect(plan(series({}, years(2000, 2010)), series({}, years(2005, 2020)))).toMatchObject([
      years(2000, 2020),
    ]);
    const inside = { startMs: Date.UTC(2020, 1), endMs: Date.UTC(2020, 11) };
    expect(plan(series({}, inside))).toEqual([]);
    expect(plan(series({}, years(2020, 2020)))).toEqual([]);
  });

  it.each([
    [{ frequency: "weekly" }, /frequency "weekly", expected one of annual, quarterly, monthly/],
    [{ frequency: undefined }, /frequency nothing/],
    [{ indicator: "" }, /params hold no "indicator"/],
    [{ country: "" }, /params hold no "country"/],
  ])("refuses %j", (changes, message) => {
    expect(() => plan(series(changes))).toThrow(SandboxError);
    expect(() => plan(series(changes))).toThrow(message);
  });
});

describe("requests", () => {
  it.each([
    ["annual", years(2000, 2025), "2000:2024"],
    ["quarterly", { startMs: Date.UTC(1999, 10), endMs: Date.UTC(2000, 7) }, "2000Q1:2000Q3"],
    ["monthly", { startMs: Date.UTC(2000, 0, 2), endMs: Date.UTC(2000, 3) }, "2000M02:2000M03"],
    ["annual", { startMs: Date.parse("1026-01-01"), endMs: Date.parse("1027-01-01") }, "1026:1026"],
    [
      "monthly",
      { startMs: Date.parse("0359-06-01"), endMs: Date.parse("0359-08-01") },
      "0359M06:0359M07",
    ],
  ])("ask for the %s periods that start in the range", (frequency, range, date) => {
    expect(new URL(urlOf([series({ frequency }, range)])).searchParams.get("date")).toBe(date);
  });

  it("ask for a thousand rows a page in JSON, from the source where one is named", () => {
    expect(urlOf([series(), series({ country: "USA" })])).toBe(
      "http://provider.test/v2/country/MEX;USA/indicator/SP.POP.TOTL?date=2000:2024&format=json&per_page=1000&page=1",
    );
    const next = new URL(urlOf([series({ source: "15" })], { page: 7 }));
    expect([next.searchParams.get("page"), next.searchParams.get("source")]).toEqual(["7", "15"]);
  });

  it("carry no key, for there is none", () => {
    expect(urlOf([series()])).not.toContain("unused");
  });

  it("escape codes that are no codes", () => {
    expect(urlOf([series({ country: "A/B?c", indicator: "X&Y" })])).toContain(
      "/v2/country/A%2FB%3Fc/indicator/X%26Y?date=",
    );
  });
});
