import { describe, expect, it } from "vitest";
import {
  anchorMs,
  ask,
  createTestProvider,
  type Row,
  readCsv,
  rowsOf,
  window,
} from "./ask-caiso.ts";

const provider = createTestProvider();

async function get(path: string, nowMs = anchorMs, query = "") {
  const answer = await ask(provider, query, { path, nowMs });
  return { ...answer, text: String(answer.body) };
}

async function rowsAt(path: string, nowMs = anchorMs): Promise<readonly Row[]> {
  const { status, text } = await get(path, nowMs);
  expect(status).toBe(200);
  return readCsv(text);
}

const files = ["fuelsource", "demand", "netdemand", "co2", "storage"];

describe("Today's Outlook", () => {
  it.each(files)("shows every five minutes of a past day in %s", async (file) => {
    const { headers } = await get(`/outlook/history/20260310/${file}.csv`);
    expect(headers).toEqual({ "Content-Type": "text/csv" });
    const rows = await rowsAt(`/outlook/history/20260310/${file}.csv`);
    expect(rows).toHaveLength(288);
    expect([rows[0]?.["Time"], rows[287]?.["Time"]]).toEqual(["00:00", "23:55"]);
    for (const row of rows) {
      for (const [name, cell] of Object.entries(row)) {
        if (name !== "Time" && name !== "Demand response") expect(cell).toMatch(/^-?\d+$/);
      }
    }
  });

  it.each(files)("leaves the cells of the skipped hour empty in %s", async (file) => {
    const rows = await rowsAt(`/outlook/history/20260308/${file}.csv`);
    expect(rows).toHaveLength(288);
    const empty = rows.filter((row) =>
      Object.entries(row).every(([name, cell]) => name === "Time" || cell === ""),
    );
    expect(empty.map((row) => row["Time"])).toEqual(
      Array.from({ length: 12 }, (_, index) => `02:${String(index * 5).padStart(2, "0")}`),
    );
  });

  it("shows the long day's repeated hour once", async () => {
    expect(await rowsAt("/outlook/history/20251102/fuelsource.csv")).toHaveLength(288);
  });

  it("balances: all fuels together are the demand, less sun and wind the net demand", async () => {
    const fuel = await rowsAt("/outlook/history/20260310/fuelsource.csv");
    const demand = await rowsAt("/outlook/history/20260310/demand.csv");
    const net = await rowsAt("/outlook/history/20260310/netdemand.csv");
    fuel.forEach(({ Time: time, ...supply }, index) => {
      const total = Object.values(supply).reduce((sum, cell) => sum + Number(cell), 0);
      expect(demand[index]?.["Time"]).toBe(time);
      expect(total).toBe(Number(demand[index]?.["Current demand"]));
      expect(Number(net[index]?.["Net demand"])).toBe(
        total - Number(supply["Solar"]) - Number(supply["Wind"]),
      );
    });
  });

  it("tells of the same world as the OASIS reports", async () => {
    const day = window("2026-03-10T07:00", "2026-03-11T07:00");
    const loads = rowsOf(
      await ask(
        provider,
        `queryname=SLD_FCST&market_run_id=ACTUAL&version=1&resultformat=6&${day}`,
      ),
    ).filter((row) => row["TAC_AREA_NAME"] === "CA ISO-TAC");
    const demand = await rowsAt("/outlook/history/20260310/demand.csv");
    expect(loads).toHaveLength(24);
    for (const load of loads) {
      const hour = String(Number(load["OPR_HR"]) - 1).padStart(2, "0");
      const shown = demand.find((row) => row["Time"] === `${hour}:00`);
      expect(Math.abs(Number(shown?.["Current demand"]) - Number(load["MW"]))).toBeLessThan(10);
    }
    const sun = rowsOf(
      await ask(
        provider,
        `queryname=SLD_REN_FCST&market_run_id=ACTUAL&version=1&resultformat=6&${day}`,
      ),
    ).filter((row) => row["RENEWABLE_TYPE"] === "Solar" && row["OPR_HR"] === "13");
    const noon = sun.reduce((sum, row) => sum + Number(row["MW"]), 0);
    const fuel = await rowsAt("/outlook/history/20260310/fuelsource.csv");
    const shown = Number(fuel.find((row) => row["Time"] === "12:30")?.["Solar"]);
    expect(Math.abs(shown / noon - 1)).toBeLessThan(0.02);
  });

  it("shows today up to five minutes ago, and forecasts to midnight", async () => {
    // 05:00 Pacific daylight time.
    expect((await rowsAt("/outlook/current/fuelsource.csv")).at(-1)?.["Time"]).toBe("04:55");
    expect((await rowsAt("/outlook/current/fuelsource.csv", anchorMs - 1)).at(-1)?.["Time"]).toBe(
      "04:50",
    );
    const demand = await rowsAt("/outlook/current/demand.csv");
    expect(demand).toHaveLength(288);
    const filled = demand.filter((row) => row["Current demand"] !== "");
    expect(filled.at(-1)?.["Time"]).toBe("04:55");
    expect(demand.at(-1)?.["Day ahead forecast"]).toMatch(/^\d+$/);
  });

  it("still shows yesterday until today's first value is there", async () => {
    const midnightMs = Date.parse("2026-03-15T07:00:00Z");
    const late = await rowsAt("/outlook/current/storage.csv", midnightMs + 299_999);
    expect(late).toHaveLength(288);
    expect(late).toEqual(await rowsAt("/outlook/history/20260314/storage.csv"));
    expect(await rowsAt("/outlook/current/storage.csv", midnightMs + 300_000)).toHaveLength(1);
  });

  it("ignores the cache buster and the throttle", async () => {
    provider.throttled = true;
    const plain = await get("/outlook/current/co2.csv");
    const busted = await get("/outlook/current/co2.csv", anchorMs, "_=1773576000");
    provider.throttled = false;
    expect(busted.status).toBe(200);
    expect(busted.text).toBe(plain.text);
  });

  it("tells the grid's status as JSON that agrees with the files", async () => {
    const { text, headers } = await get("/outlook/current/stats.txt");
    expect(headers).toEqual({ "Content-Type": "text/plain" });
    const stats = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const demand = await rowsAt("/outlook/current/demand.csv");
    const latest = demand.find((row) => row["Time"] === "04:55");
    expect(stats).toMatchObject({
      slotDate: "2026-03-15 04:55:00",
      gridstatus: ["Normal"],
      CurrentSystemDemand: Number(latest?.["Current demand"]),
    });
    expect(stats["todayForecastPeakDemand"]).toBe(
      Math.max(...demand.map((row) => Number(row["Day ahead forecast"]))),
    );
  });

  it.each([
    "/outlook/current/nothing.csv",
    "/outlook/current/fuelsource",
    "/outlook/history/20260315/fuelsource.csv",
    "/outlook/history/20270101/fuelsource.csv",
    "/outlook/history/20260230/fuelsource.csv",
    "/outlook/history/20170101/fuelsource.csv",
    "/outlook/history/../current/stats.txt",
    "/outlook/",
  ])("answers %s with the 404 page", async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it("takes nothing but GET", async () => {
    const answer = await ask(provider, "", { path: "/outlook/current/co2.csv", method: "POST" });
    expect(answer.status).toBe(405);
  });
});
