import { describe, expect, it } from "vitest";
import type { CatalogueSeries, MockProvider } from "../../../mock-providers/kit/types.ts";
import {
  anchorMs,
  ask,
  createTestProvider,
  datasetQueries,
  hourMs,
  loads,
  stampOf,
} from "./ask-caiso.ts";

/** Reads the whole catalogue as a client does: ten nodes and 31 days at a time. Counts per series. */
async function readCatalogue(
  provider: MockProvider,
  nowMs: number,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const [dataset, query] of Object.entries(datasetQueries)) {
    const series = provider.catalogue.filter((one) => one.dataset === dataset);
    const [first] = series;
    if (first === undefined) continue;
    const nodes = [...new Set(series.flatMap(({ params }) => params["node"] ?? []))];
    const groups =
      nodes.length === 0 ? [""] : chunk(nodes, 10).map((ids) => `&node=${ids.join(",")}`);
    for (const group of groups) {
      for (let at = first.startMs; at < first.endMs; at += 744 * hourMs) {
        const end = Math.min(at + 744 * hourMs, first.endMs);
        const dates = `startdatetime=${stampOf(at)}&enddatetime=${stampOf(end)}`;
        const answer = await ask(provider, `${query}${group}&${dates}`, { nowMs });
        for (const range of answer.served?.ranges ?? []) {
          const key = `${range.dataset} ${range.seriesId}`;
          counts.set(key, (counts.get(key) ?? 0) + range.count);
        }
      }
    }
  }
  return counts;
}

function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function countByDataset(catalogue: readonly CatalogueSeries[]) {
  return Object.fromEntries(
    Object.keys(datasetQueries).map((dataset) => [
      dataset,
      catalogue.filter((series) => series.dataset === dataset).length,
    ]),
  );
}

describe("the catalogue", () => {
  it("lists hubs in both markets and series of every other report when it has 50 series", () => {
    const { catalogue } = createTestProvider();
    expect(countByDataset(catalogue)).toEqual({
      "PRC_LMP/DAM": 15,
      "PRC_INTVL_LMP/RTM": 10,
      "PRC_AS/DAM": 3,
      "SLD_FCST/7DA": 2,
      "SLD_FCST/2DA": 2,
      "SLD_FCST/DAM": 6,
      "SLD_FCST/ACTUAL": 6,
      "SLD_REN_FCST/DAM": 3,
      "SLD_REN_FCST/ACTUAL": 3,
    });
    expect(catalogue[0]).toEqual({
      dataset: "PRC_LMP/DAM",
      seriesId: "TH_NP15_GEN-APND.LMP",
      title: "DAM LMP at TH_NP15_GEN-APND",
      unit: "USD/MWh",
      frequency: "hourly",
      location: "TH_NP15_GEN-APND",
      params: { node: "TH_NP15_GEN-APND", lmp_type: "LMP" },
      points: 1000,
      startMs: anchorMs - 1000 * hourMs,
      endMs: anchorMs,
    });
    const loadSeries = catalogue.filter((series) => series.dataset === "SLD_FCST/ACTUAL");
    expect(loadSeries.map((series) => series.seriesId)).toEqual([
      "CA ISO-TAC",
      "PGE-TAC",
      "SCE-TAC",
      "SDGE-TAC",
      "VEA-TAC",
      "MWD-TAC",
    ]);
    expect(loadSeries[0]?.params).toEqual({ tac_area: "CA ISO-TAC" });
    // The day's output of plants is out on the day after, so the range ends with a day that is out.
    expect(catalogue.find((series) => series.dataset === "SLD_REN_FCST/ACTUAL")).toEqual({
      dataset: "SLD_REN_FCST/ACTUAL",
      seriesId: "SP15.Solar",
      title: "Renewable Actual, Solar SP15",
      unit: "MW",
      frequency: "hourly",
      location: "SP15",
      params: { trading_hub: "SP15", renewable_type: "Solar" },
      points: 1000,
      startMs: Date.parse("2026-03-14T07:00:00Z") - 1000 * hourMs,
      endMs: Date.parse("2026-03-14T07:00:00Z"),
    });
  });

  it.each([1, 2, 5, 9, 13, 50, 51, 52, 53, 54, 99, 171, 368, 369, 500, 997, 1000])(
    "lists exactly %i series, each once and each with the wanted points",
    (seriesCount) => {
      const { catalogue } = createTestProvider({ seriesCount, pointsPerSeries: 24 });
      expect(catalogue).toHaveLength(seriesCount);
      expect(new Set(catalogue.map((one) => `${one.dataset} ${one.seriesId}`)).size).toBe(
        seriesCount,
      );
      for (const { points, startMs, endMs, frequency } of catalogue) {
        expect(points).toBe(24);
        expect(endMs - startMs).toBe(24 * (frequency === "hourly" ? hourMs : 300_000));
        expect(endMs).toBeLessThanOrEqual(anchorMs);
      }
    },
  );

  it("gives all series of a dataset one range", () => {
    const { catalogue } = createTestProvider({ seriesCount: 200 });
    for (const dataset of Object.keys(datasetQueries)) {
      const ranges = catalogue.filter((one) => one.dataset === dataset);
      expect(new Set(ranges.map((one) => `${one.startMs} ${one.endMs}`)).size).toBe(1);
    }
  });

  it.each([
    [50, 1000, anchorMs],
    [7, 10, Date.parse("2025-11-02T09:31:07Z")],
    [333, 60, Date.parse("2026-01-01T00:00:00Z")],
    [1000, 24, Date.parse("2026-07-21T20:00:00Z")],
    [1, 20_000, anchorMs],
  ])(
    "is exactly what a client reads: %i series of %i points",
    async (seriesCount, pointsPerSeries, anchor) => {
      const options = { seriesCount, pointsPerSeries, anchorMs: anchor };
      const provider = createTestProvider({ ...options, scope: "catalogue" });
      const counts = await readCatalogue(provider, anchor);
      const wanted = provider.catalogue.map((one) => [
        `${one.dataset} ${one.seriesId}`,
        one.points,
      ]);
      expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(wanted));
    },
  );

  it("does not narrow load answers in full scope", async () => {
    const provider = createTestProvider();
    const dates = `startdatetime=${stampOf(anchorMs - hourMs * 2)}&enddatetime=${stampOf(anchorMs - hourMs)}`;
    expect((await ask(provider, `${loads("ACTUAL")}&${dates}`)).served?.observations).toBe(34);
  });

  it("says how many points are possible when retention is too short for the wanted ones", () => {
    expect(() => createTestProvider({ pointsPerSeries: 40_000 })).toThrow(
      /^Cannot build a CAISO catalogue of 40000 points per series: OASIS keeps 39 months, expected at most \d+ points for PRC_LMP\/DAM$/,
    );
  });
});
