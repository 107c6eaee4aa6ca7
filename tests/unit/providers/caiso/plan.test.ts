import { describe, expect, it } from "vitest";
import { caisoConnector } from "../../../../services/providers/caiso/connector.ts";
import type { PlannedSeries } from "../../../../services/core/plan.ts";
import { thrownBy } from "../../../contract/providers/connector-contract.ts";

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 1, 20, 8);
const access = { baseUrl: "http://caiso.test", apiKey: "unused" };

function price(node: string, hours: number, fromMs = startMs): PlannedSeries {
  const params = { node, lmp_type: "LMP" };
  return { seriesId: `${node}.LMP`, params, startMs: fromMs, endMs: fromMs + hours * hourMs };
}

function plan(dataset: string, series: readonly PlannedSeries[]) {
  return caisoConnector.plan({ provider: "caiso", dataset, series });
}

function query(unit: ReturnType<typeof plan>[number] | undefined): URLSearchParams {
  if (unit === undefined) throw new Error("Expected a unit");
  return new URL(caisoConnector.request(unit, null, access).url).searchParams;
}

describe("CAISO plan", () => {
  it("asks at most ten nodes and 744 hours at once", () => {
    const nodes = Array.from({ length: 23 }, (_, index) => price(`N${index}`, 1000));
    const units = plan("PRC_LMP/DAM", nodes);
    expect(units).toHaveLength(6);
    for (const unit of units) {
      expect(query(unit).get("node")?.split(",").length).toBeLessThanOrEqual(10);
      expect(unit.endMs - unit.startMs).toBeLessThanOrEqual(744 * hourMs);
    }
  });

  it("writes the request a public client writes, with colons encoded", () => {
    const [unit] = plan("PRC_LMP/DAM", [price("TH_NP15_GEN-APND", 744)]);
    const request = caisoConnector.request(unit ?? never(), null, access);
    expect(request.description).toBe(
      "/oasisapi/SingleZip?resultformat=6&queryname=PRC_LMP&version=12&market_run_id=DAM&node=TH_NP15_GEN-APND&startdatetime=20260220T08%3A00-0000&enddatetime=20260323T08%3A00-0000",
    );
    expect(request.url).toBe(`http://caiso.test${request.description}`);
  });

  it("asks a node once for all its components", () => {
    const components = ["LMP", "MCC"].map((lmp_type) => ({
      ...price("N", 24),
      seriesId: `N.${lmp_type}`,
      params: { node: "N", lmp_type },
    }));
    const units = plan("PRC_LMP/DAM", components);
    expect(units).toHaveLength(1);
    expect(query(units[0]).get("node")).toBe("N");
  });

  it("keeps five-minute windows small enough for memory", () => {
    const nodes = Array.from({ length: 10 }, (_, index) => price(`N${index}`, 744));
    const units = plan("PRC_INTVL_LMP/RTM", nodes);
    for (const unit of units) {
      expect(((unit.endMs - unit.startMs) / hourMs) * 12 * 5 * 10).toBeLessThanOrEqual(40_000);
    }
    expect(query(units[0]).get("version")).toBe("3");
  });

  it("asks a load report once for all areas, without naming any", () => {
    const areas = ["CA ISO-TAC", "PGE-TAC"].map((tac_area) => ({
      ...price("", 800),
      seriesId: tac_area,
      params: { tac_area },
    }));
    const units = plan("SLD_FCST/ACTUAL", areas);
    expect(units.map((unit) => unit.series.length)).toEqual([2, 2]);
    expect(query(units[0]).has("node")).toBe(false);
    expect(query(units[0]).get("market_run_id")).toBe("ACTUAL");
  });

  it("does not fetch what lies between two distant ranges", () => {
    const apart = [price("N", 24), price("N", 24, startMs + 2000 * hourMs)];
    expect(plan("PRC_LMP/DAM", apart)).toHaveLength(2);
  });

  it("rounds an end inside a minute up", () => {
    const [unit] = plan("PRC_LMP/DAM", [{ ...price("N", 1), endMs: startMs + hourMs + 1 }]);
    expect(query(unit).get("enddatetime")).toBe("20260220T09:01-0000");
  });

  it("names the series whose node is missing", () => {
    const error = thrownBy(() => plan("PRC_LMP/DAM", [{ ...price("N", 1), params: {} }]));
    expect(error.code).toBe("CONFIG_INVALID");
    expect(error.message).toContain('"N.LMP"');
  });
});

function never(): never {
  throw new Error("Expected a unit");
}
