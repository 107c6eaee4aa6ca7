/**
 * `series/vintagedates`: every day a series was released, changed values or not.
 * Source: https://fred.stlouisfed.org/docs/api/fred/series_vintagedates.html and recorded answers.
 */
import { dayText } from "./day-text.ts";
import { writeDocument } from "./documents.ts";
import type { Facts } from "./facts.ts";
import { type FileType, type RealtimePeriod, readChoice, readWhole } from "./parameters.ts";
import { badRequest } from "./refusal.ts";
import { vintagesWithin } from "./select-facts.ts";

const datesMax = 10_000;

/** Throws a FredRefusal. */
export function answerVintageDates(
  query: URLSearchParams,
  fileType: FileType,
  { facts, visible }: { readonly facts: Facts; readonly visible: number },
  period: RealtimePeriod,
): string {
  const limit = readWhole(query, "limit", { fallback: datesMax, min: 1, max: datesMax });
  const offset = readWhole(query, "offset", { fallback: 0, min: 0, max: 0x7fff_ffff });
  const descending = readChoice(query, "sort_order", ["asc", "desc"]) === "desc";
  const realtimeStart = dayText(period.realtimeStart);
  const realtimeEnd = dayText(period.realtimeEnd);
  const { from, to } = vintagesWithin(facts, { ...period, visible });
  if (from === to) {
    throw badRequest(
      `No vintage dates exist for the specified real-time period: ${realtimeStart} to ${realtimeEnd}`,
    );
  }
  const days = facts.vintageDays.slice(from, to);
  if (descending) days.reverse();
  const fields = [
    ["realtime_start", realtimeStart],
    ["realtime_end", realtimeEnd],
    ["order_by", "vintage_date"],
    ["sort_order", descending ? "desc" : "asc"],
    ["count", to - from],
    ["offset", offset],
    ["limit", limit],
  ] as const;
  const texts = Array.from(days.subarray(offset, offset + limit), dayText);
  const rows =
    fileType === "json"
      ? texts.map((text) => `"${text}"`).join(",")
      : texts.map((text) => `  <vintage_date>${text}</vintage_date>\n`).join("");
  return writeDocument(fileType, { name: "vintage_dates", fields }, rows);
}
