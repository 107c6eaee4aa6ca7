/** PRC_CORR_GRP: the only sign that prices were corrected. Columns as public clients read them. */
import { formatDay, hourMs } from "../kit/calendar.ts";
import { localTime } from "../kit/time-zone.ts";
import type { Correction, Corrections } from "./corrections.ts";
import { type PricingNode, schedulingPoints } from "./nodes.ts";
import { fiveMinutesMs } from "./publication.ts";
import type { Table } from "./tables.ts";
import { oprTime, type TradeDay } from "./trade-day.ts";

const columns = [
  "TRADE_DATE",
  "HOUR_ENDING",
  "INTERVAL",
  "MARKET",
  "AFFECTED_AREA",
  "CORRECTION_METHOD",
  "CORRECTION_COUNT",
  "ENERGY_TYPECODE",
  "CORRECTION_REASON",
  "REPORT_GENERATED",
];

/** Public clients drop rows with exactly this reason. */
const noRecords = "No records found for report.";

/** One row per corrected interval, as far as corrections are published; one row without numbers for a day without any. */
export function correctionReport(
  world: { readonly nodes: readonly PricingNode[]; readonly corrections: Corrections },
  tradeDay: TradeDay,
  nowMs: number,
): Table {
  const published = (["DAM", "RTM"] as const)
    .map((market) => world.corrections.of(market, tradeDay))
    .filter((one) => one !== undefined)
    .filter((one) => one.publishedMs <= nowMs);
  const nodeIds = new Set([...world.nodes, ...schedulingPoints].map((node) => node.id));
  const rows = published.flatMap((one) => correctionRows(one, tradeDay, nodeIds));
  const date = formatDay(tradeDay.day);
  return {
    report: "PRC_CORR",
    columns,
    rows:
      rows.length > 0
        ? rows
        : [[date, "", "", "", "", "", "", "", noRecords, formatPacific(nowMs)]],
  };
}

function correctionRows(
  correction: Correction,
  tradeDay: TradeDay,
  nodeIds: ReadonlySet<string>,
): readonly (readonly string[])[] {
  const { market, from, to, reason, publishedMs } = correction;
  const affected = [...nodeIds].filter((id) => correction.affects(id)).length;
  // A correction that touches no node of this world changed nothing.
  if (affected === 0) return [];
  const stepMs = market === "DAM" ? hourMs : fiveMinutesMs;
  return Array.from({ length: to - from }, (_, offset) => {
    const { oprHour, oprInterval } = oprTime(tradeDay, stepMs, from + offset);
    return [
      formatDay(tradeDay.day),
      String(oprHour),
      String(oprInterval),
      market,
      "CAISO",
      "Selective Recalculation",
      String(affected),
      "EN",
      reason,
      formatPacific(publishedMs),
    ];
  });
}

/** `2026-03-10T16:30:00`, wall clock. */
function formatPacific(utcMs: number): string {
  const { days, hour, minute, second } = localTime("pacific", utcMs);
  const clock = [hour, minute, second].map((part) => String(part).padStart(2, "0")).join(":");
  return `${formatDay(days)}T${clock}`;
}
