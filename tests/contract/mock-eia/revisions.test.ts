import { describe, expect, it } from "vitest";
import { isBusinessDay } from "../../../mock-providers/kit/calendar.ts";
import { localDay } from "../../../mock-providers/kit/time-zone.ts";
import type { CatalogueSeries, MockProvider } from "../../../mock-providers/kit/types.ts";
import { leaves } from "../../../mock-providers/eia/leaves.ts";
import { timetable } from "../../../mock-providers/eia/timetable.ts";
import {
  anchorMs,
  ask,
  createTestProvider,
  digestOf,
  facet,
  read,
  regionPath,
  rowsOf,
  type Row,
} from "./ask-eia.ts";

const provider = createTestProvider();
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const stepMs = 300_000;

async function said(path: string, query: string, nowMs: number): Promise<readonly Row[]> {
  return rowsOf(provider, path, query, { nowMs });
}

/** The instants at which an answer changes between two others, to the step of the clock of publication. */
async function changesOf(
  path: string,
  query: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<number[]> {
  const changes: number[] = [];
  let last = JSON.stringify(await said(path, query, from));
  for (let nowMs = from + stepMs; nowMs <= to; nowMs += stepMs) {
    const next = JSON.stringify(await said(path, query, nowMs));
    if (next !== last) changes.push(nowMs);
    last = next;
  }
  return changes;
}

describe("hours of the grid", () => {
  const hour = "data[]=value&start=2026-03-05T18&end=2026-03-05T18";
  const published = Date.parse("2026-03-05T19:00:00Z");

  it("are rewritten at most three times, on business days, and then stay as they are", async () => {
    const window = { from: published + 2 * hourMs, to: published + 12 * dayMs };
    let total = 0;
    for (const code of ["CISO", "PJM"]) {
      const changes = await changesOf(regionPath, `${hour}&facets[respondent][]=${code}`, window);
      total += changes.length;
      expect(changes.length).toBeLessThanOrEqual(3);
      for (const atMs of changes) {
        expect(isBusinessDay(localDay("eastern", atMs))).toBe(true);
        expect(atMs).toBeGreaterThan(published);
      }
    }
    expect(total).toBeGreaterThan(0);
  });

  it("change for half of all demands at some hours, for fewer later, and never for forecasts", async () => {
    const query =
      "data[]=value&facets[type][]=D&facets[type][]=DF&start=2026-03-03T23&end=2026-03-04T04";
    const keyed = (rows: readonly Row[]) =>
      new Map(
        rows.map((row) => [
          `${String(row["period"])} ${String(row["respondent"])} ${String(row["type"])}`,
          row["value"],
        ]),
      );
    const at = async (text: string) => keyed(await said(regionPath, query, Date.parse(text)));
    // Hours of a Tuesday evening are first rewritten on Wednesday at nine, after ten on Thursday, and on Tuesday.
    const states = [
      await at("2026-03-04T13:00:00Z"),
      await at("2026-03-04T20:00:00Z"),
      await at("2026-03-07T00:00:00Z"),
      await at("2026-03-20T00:00:00Z"),
    ];
    const shares = states.slice(1).map((later, step) => {
      const earlier = states[step] ?? new Map<string, unknown>();
      const keys = [...earlier.keys()].filter((key) => key.endsWith(" D"));
      return keys.filter((key) => earlier.get(key) !== later.get(key)).length / keys.length;
    });
    const [first = 0, second = 0, third = 0] = shares;
    expect(first).toBeGreaterThan(0.4);
    expect(first).toBeLessThan(0.65);
    expect(second).toBeLessThan(first);
    expect(second).toBeGreaterThan(0.1);
    expect(third).toBeGreaterThan(0.02);
    expect(third).toBeLessThan(second);
    for (const [key, value] of states[0] ?? []) {
      if (key.endsWith(" DF")) expect(states[3]?.get(key), key).toBe(value);
    }
  });

  it("arrive late for some, as missing first", async () => {
    const query = "data[]=value&facets[type][]=D&start=2026-03-10T00&end=2026-03-11T23&length=5000";
    const early = await said(regionPath, query, Date.parse("2026-03-12T12:00:00Z"));
    const late = await said(regionPath, query, Date.parse("2026-04-12T12:00:00Z"));
    const missing = (rows: readonly Row[]) => rows.filter(({ value }) => value === null).length;
    expect(missing(early)).toBeGreaterThan(missing(late));
  });

  it("say nothing about it: no vintage, no other column", async () => {
    const query = `${hour}&facets[respondent][]=CISO`;
    const before = await said(regionPath, query, published + 2 * hourMs);
    const after = await said(regionPath, query, published + 30 * dayMs);
    expect(after.map((row) => Object.keys(row))).toEqual(before.map((row) => Object.keys(row)));
  });
});

describe("monthly and weekly numbers", () => {
  it.each([
    ["/v2/total-energy/data/", "value", "2025-11", "2026-03-24T16:00:00Z"],
    ["/v2/electricity/retail-sales/data/", "sales", "2025-12", "2026-03-24T16:00:00Z"],
    ["/v2/international/data/", "value", "2025-11", "2026-04-10T16:00:00Z"],
    ["/v2/petroleum/move/pipe/data/", "value", "2025-12", "2026-03-31T16:00:00Z"],
  ])(
    "%s replaces estimates of %s for %s with the release of %s",
    async (path, column, month, at) => {
      const query = `data[]=${column}&frequency=monthly&start=${month}&end=${month}`;
      const releaseMs = Date.parse(at);
      const before = await said(path, query, releaseMs - 1);
      const after = await said(path, query, releaseMs);
      expect(before.length).toBeGreaterThan(3);
      expect(after).not.toEqual(before);
      // Most of it is known by then.
      const off = before.map((row, at) => {
        const [old, now] = [Number(row[column]), Number(after[at]?.[column])];
        return Math.abs(old - now) / Math.max(1, Math.abs(now));
      });
      expect(Math.max(...off)).toBeLessThan(0.05);
      const settled = await said(path, query, releaseMs + 400 * dayMs);
      expect(await said(path, query, releaseMs + 800 * dayMs)).toEqual(settled);
    },
  );

  it("the outlook forecasts every month anew, and leaves alone what is long past", async () => {
    const path = "/v2/steo/data/";
    const releaseMs = Date.parse("2026-04-14T16:00:00Z");
    const at = (period: string, nowMs: number) =>
      said(path, `data[]=value&start=${period}&end=${period}`, nowMs);
    expect(await at("2027-06", releaseMs)).not.toEqual(await at("2027-06", releaseMs - 1));
    expect(await at("2024-06", releaseMs)).toEqual(await at("2024-06", releaseMs - 1));
  });

  it("weekly stocks are rarely restated, with the next release", async () => {
    const path = "/v2/petroleum/stoc/wstk/data/";
    let restated = 0;
    let weeks = 0;
    for (let week = 0; week < 60; week++) {
      const friday = Date.parse("2025-01-03") + week * 7 * dayMs;
      const period = new Date(friday).toISOString().slice(0, 10);
      const query = `data[]=value&start=${period}&end=${period}`;
      const early = await said(path, query, friday + 6.5 * dayMs);
      const later = await said(path, query, friday + 14 * dayMs);
      weeks += early.length;
      restated += early.filter(({ value }, at) => value !== later[at]?.["value"]).length;
      expect(await said(path, query, friday + 300 * dayMs)).toEqual(later);
    }
    expect(restated).toBeGreaterThan(0);
    expect(restated / weeks).toBeLessThan(0.03);
  });

  it("an annual statistic that was not available comes a year later", async () => {
    const path = "/v2/seriesid/INTL.29-12-HKG-BKWH.A";
    const [before] = await said(path, "", Date.parse("2025-10-10T15:59:59Z"));
    expect(before).toMatchObject({ period: 2023, value: "NA", dataFlagId: 2 });
    const [newest, second] = await said(path, "", Date.parse("2025-10-10T16:00:00Z"));
    expect(newest).toMatchObject({ period: 2024, value: "NA" });
    expect(second).toMatchObject({ period: 2023, dataFlagId: null });
    expect(typeof second?.["value"]).toBe("number");
  });
});

/** Everything catalogued of a dataset that is newer than ten days, and what is to come. */
function recent(dataset: string, catalogue: readonly CatalogueSeries[]): string {
  const list = catalogue.filter((one) => one.dataset === dataset);
  const frequency = list[0]?.frequency ?? "";
  const names = Object.keys(list[0]?.params ?? {}).filter((name) => name !== "frequency");
  const facets = names.map((name) =>
    facet(name, [...new Set(list.map(({ params }) => String(params[name])))]),
  );
  return `data[]=value&frequency=${frequency}&${facets.join("&")}&length=2000`;
}

describe("the timetable", () => {
  it.each(timetable.map(({ dataset, nextMs }) => [dataset, nextMs] as const))(
    "of %s agrees with the answers: nothing changes before the instant it names",
    async (dataset, nextMs) => {
      const exact = createTestProvider({ scope: "catalogue" });
      const isCatalogued = exact.catalogue.some((one) => one.dataset === dataset);
      const asked = isCatalogued ? exact : provider;
      const path = `/v2/${dataset}/data/`;
      const columns = dataset.includes("operational") ? "generation" : "price";
      const query = isCatalogued
        ? recent(dataset, exact.catalogue)
        : `data[]=${/^electricity\/(retail|electric)/.test(dataset) ? columns : "value"}&length=300`;
      let changed = 0;
      // Irregular steps over a month with both kinds of holiday and a clock change.
      for (let at = Date.parse("2026-02-13T03:00:00Z"); at < anchorMs + 10 * dayMs;) {
        const due = nextMs(at);
        expect(due).toBeGreaterThan(at);
        const body = async (nowMs: number) => (await ask(asked, path, query, { nowMs })).body;
        const before = await body(at);
        expect(await body(due - 1), `${dataset} after ${new Date(at).toISOString()}`).toBe(before);
        if ((await body(due)) !== before) changed++;
        at = due + (dataset.includes("/rto/") ? 1 : 0) * 13.3 * hourMs;
      }
      expect(changed).toBeGreaterThan(0);
    },
  );
});

describe("the default run", () => {
  it("sees nothing change in the catalogued ranges from noon of its Sunday to midnight", () => {
    const exact = createTestProvider({ scope: "catalogue" });
    for (const { dataset, seriesId, points, startMs, endMs } of exact.catalogue) {
      const range = { dataset, seriesId, count: points, fromMs: startMs, toMs: endMs };
      const digests = new Set<string>();
      for (let nowMs = anchorMs; nowMs < anchorMs + 12 * hourMs; nowMs += 1.3 * hourMs) {
        digests.add(digestOf(exact.expand(range, nowMs)));
      }
      expect(digests.size, seriesId).toBe(1);
      // On Monday the newest hours are rewritten: the test would see it.
      if (seriesId === "CISO.D.hourly") {
        digests.add(digestOf(exact.expand(range, anchorMs + 48 * hourMs)));
        expect(digests.size).toBe(2);
      }
    }
  });
});

describe("the ledger of rewritten values", () => {
  it.each([
    [regionPath, "data[]=value&start=2026-03-12T00&end=2026-03-13T23&length=5000"],
    ["/v2/electricity/rto/fuel-type-data/data/", "data[]=value&start=2026-03-13T00&length=5000"],
    ["/v2/electricity/rto/daily-region-data/data/", "data[]=value&start=2026-03-01&length=5000"],
    ["/v2/steo/data/", "data[]=value&start=2025-01&length=5000"],
    ["/v2/international/data/", "data[]=value&frequency=annual&length=5000"],
    [
      "/v2/electricity/retail-sales/data/",
      "data[]=price&data[]=sales&data[]=customers&length=1000",
    ],
    [
      "/v2/electricity/electric-power-operational-data/data/",
      "data[]=cost&data[]=cost-per-btu&length=2000",
    ],
  ])("expands %s to what was said at the instant, by another start", async (path, query) => {
    const other: MockProvider = createTestProvider();
    const digests = new Set<string>();
    for (const nowMs of [anchorMs, anchorMs + 1.5 * dayMs, anchorMs + 60 * dayMs]) {
      const answer = await ask(provider, path, query, { nowMs });
      const { served } = answer;
      if (served === undefined) throw new Error("nothing was served");
      const expanded = served.ranges.flatMap((range) => [...other.expand(range, nowMs)]);
      const columns = query.match(/data\[\]/g)?.length ?? 0;
      expect(served.observations).toBe(read(answer).response.data.length * columns);
      expect(digestOf([...expanded, ...served.rows])).toBe(served.digest);
      digests.add(served.digest);
    }
    expect(digests.size).toBeGreaterThan(1);
  });

  it.each(leaves.map((leaf) => [leaf.route, leaf] as const))(
    "shows nothing of %s before its nominal time, so that corrections come after it",
    async (route, { frequencies, columns }) => {
      const data = `data[]=${columns[0]?.id ?? ""}`;
      for (const { id: frequency } of frequencies) {
        for (let nowMs = anchorMs; nowMs < anchorMs + 400 * dayMs; nowMs += 33.3 * dayMs) {
          const query = `${data}&frequency=${frequency}&length=60`;
          const { served } = await ask(provider, `/v2/${route}/data/`, query, { nowMs });
          for (const range of served?.ranges ?? []) {
            for (const { asOfMs } of provider.expand(range, nowMs)) {
              expect(asOfMs, range.seriesId).toBeLessThanOrEqual(nowMs);
            }
          }
        }
      }
    },
  );
});
