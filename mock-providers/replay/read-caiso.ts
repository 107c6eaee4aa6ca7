/** What a recorded OASIS zip meant, read for the ledger: CSV members of the load and renewables forecasts and of prices. */
import { unzipSync } from "fflate";
import { dayMs, hourMs } from "../kit/calendar.ts";
import { localDay, localToUtcMs } from "../kit/time-zone.ts";
import type { TruthObservation } from "../kit/types.ts";

const minuteMs = 60_000;

interface Report {
  readonly location: string;
  readonly item?: string;
  readonly value: string;
  readonly unit: string;
}

const reports: Readonly<Record<string, Report>> = {
  PRC_LMP: { location: "NODE", item: "LMP_TYPE", value: "MW", unit: "USD/MWh" },
  PRC_INTVL_LMP: { location: "NODE", item: "LMP_TYPE", value: "VALUE", unit: "USD/MWh" },
  SLD_FCST: { location: "TAC_AREA_NAME", value: "MW", unit: "MW" },
  SLD_REN_FCST: { location: "TRADING_HUB", item: "RENEWABLE_TYPE", value: "MW", unit: "MW" },
};

const forecastsAtMs = 9 * hourMs + 10 * minuteMs;

/** How many days before the trade day, and at which Pacific time; other markets are published when the interval ends. */
const published: Readonly<Record<string, { readonly daysBefore: number; readonly atMs: number }>> =
  {
    "PRC_LMP/DAM": { daysBefore: 1, atMs: 13 * hourMs },
    "SLD_FCST/DAM": { daysBefore: 1, atMs: forecastsAtMs },
    "SLD_FCST/2DA": { daysBefore: 2, atMs: forecastsAtMs },
    "SLD_FCST/7DA": { daysBefore: 7, atMs: forecastsAtMs },
    "SLD_REN_FCST/DAM": { daysBefore: 1, atMs: 7 * hourMs },
  };

export function readCaisoTruth(queryname: string, body: Buffer): TruthObservation[] {
  const report = reports[queryname];
  if (report === undefined) throw new Error(`Cannot read a recorded OASIS report "${queryname}"`);
  const members = Object.entries(unzipSync(body)).filter(([name]) => name.endsWith(".csv"));
  return members.flatMap(([, bytes]) =>
    readCsv(queryname, report, Buffer.from(bytes).toString("utf8")),
  );
}

function readCsv(queryname: string, report: Report, text: string): TruthObservation[] {
  const [header = "", ...lines] = text.split("\n").filter((line) => line !== "");
  const columns = new Map(header.split(",").map((name, index) => [name, index]));
  return lines.map((line) => {
    const cells = line.split(",");
    const cell = (name: string): string => cells[columns.get(name) ?? -1] ?? "";
    const startMs = Date.parse(cell("INTERVALSTARTTIME_GMT").replace("-00:00", "Z"));
    const endMs = Date.parse(cell("INTERVALENDTIME_GMT").replace("-00:00", "Z"));
    const dataset = `${queryname}/${cell("MARKET_RUN_ID")}`;
    const location = cell(report.location);
    return {
      dataset,
      seriesId: report.item === undefined ? location : `${location}.${cell(report.item)}`,
      intervalStartMs: startMs,
      intervalEndMs: endMs,
      value: Number(cell(report.value)),
      unit: report.unit,
      location,
      asOfMs: asOf(dataset, startMs, endMs),
    };
  });
}

function asOf(dataset: string, startMs: number, endMs: number): number {
  const rule = published[dataset];
  if (rule === undefined) return endMs;
  const tradeDay = localDay("pacific", startMs);
  return localToUtcMs("pacific", (tradeDay - rule.daysBefore) * dayMs + rule.atMs);
}
