import { describe, expect, it } from "vitest";
import { loadAreas } from "../../../mock-providers/caiso/areas.ts";
import { ask, createTestProvider, loads, type Row, rowsOf, window } from "./ask-caiso.ts";

const january = window("2025-12-20T08:00", "2026-01-20T08:00");
const february = window("2026-01-20T08:00", "2026-02-20T08:00");
const areaIds = loadAreas.map((area) => area.id);

function daysByArea(rows: readonly Row[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = Map.groupBy(rows, (row) => row["TAC_AREA_NAME"] ?? "");
  return new Map(
    [...groups].map(([area, some]) => [area, new Set(some.map((row) => row["OPR_DT"] ?? ""))]),
  );
}

describe("absent days", () => {
  it.each(["DAM", "2DA", "7DA"])(
    "take whole days of some outer areas out of %s forecasts, never of the operator's own",
    async (market) => {
      const provider = createTestProvider();
      const rows = await Promise.all(
        [january, february].map(async (month) =>
          rowsOf(await ask(provider, `${loads(market)}&${month}`)),
        ),
      );
      const days = daysByArea(rows.flat());
      const lacking = [...days].filter(([, some]) => some.size < 62).map(([area]) => area);
      expect(lacking.length).toBeGreaterThan(0);
      expect(lacking.length).toBeLessThan(20);
      expect(lacking.filter((area) => area.endsWith("-TAC"))).toEqual([]);
    },
  );

  it("do not happen to actual load", async () => {
    const provider = createTestProvider();
    const days = daysByArea(rowsOf(await ask(provider, `${loads("ACTUAL")}&${february}`)));
    expect([...days.keys()].sort()).toEqual([...areaIds].sort());
    expect(new Set([...days.values()].map((some) => some.size))).toEqual(new Set([31]));
  });

  it("never happen to catalogued series, in either scope", async () => {
    for (const scope of ["full", "catalogue"] as const) {
      // So many series that every area is catalogued.
      const provider = createTestProvider({ scope, seriesCount: 400, pointsPerSeries: 24 });
      const catalogued = provider.catalogue.filter((one) => one.dataset === "SLD_FCST/DAM");
      expect(catalogued).toHaveLength(34);
      const rows = rowsOf(await ask(provider, `${loads("DAM")}&${february}`));
      expect(rows).toHaveLength(34 * 31 * 24);
    }
  });

  it("leave whole an area that some worlds catalogue and others do not", async () => {
    const [missing = ""] = [
      ...daysByArea(rowsOf(await ask(createTestProvider(), `${loads("7DA")}&${february}`))),
    ]
      .filter(([, days]) => days.size < 31)
      .map(([area]) => area);
    const larger = createTestProvider({ seriesCount: 400, pointsPerSeries: 24 });
    const days = daysByArea(rowsOf(await ask(larger, `${loads("7DA")}&${february}`)));
    expect(days.get(missing)?.size).toBe(31);
  });
});
