/**
 * How far a FRED series has been read. The steps, in order:
 *
 *   (no cursor) /fred/series            → unit text and frequency
 *   observations /series/observations   → facts, page by page; refused when it spans too many vintages, then
 *   vintages    /series/vintagedates    → every vintage date, page by page, reduced to window starts, then
 *   observations again, window by window
 */
import { z } from "zod";
import type { Cursor, FetchUnit } from "../connector.ts";
import { dayMs, formatDate, parseDateMs } from "../calendar.ts";
import { type FredFrequency, fredIntervals } from "./frequency.ts";

/** The provider answers at most 2,000 vintage dates at once; the rest is room for the day before a window and for releases during the run. */
export const windowVintages = 1900;

/** The archive's own first day: before every vintage. */
const firstRealtime = "1776-07-04";

// Proof for the cast: the keys of a table whose keys are the union.
const frequency = z.enum(Object.keys(fredIntervals) as [FredFrequency, ...FredFrequency[]]);
const shared = {
  units: z.string().min(1).describe("Unit text of the series as sent."),
  frequency: frequency.describe("frequency_short of the series."),
  offset: z.int().min(0).describe("Rows of this step, or of this window, that were read so far."),
  windowStarts: z
    .array(z.iso.date())
    .describe("First vintage date of every window after the first; empty: one window."),
};
const cursorSchema = z.discriminatedUnion("step", [
  z.strictObject({ step: z.literal("vintages"), ...shared }),
  z.strictObject({
    step: z.literal("observations"),
    ...shared,
    window: z.int().min(0).describe("Index of the window being read."),
  }),
]);

export type FredCursor = z.infer<typeof cursorSchema>;
export type ObservationsCursor = Extract<FredCursor, { step: "observations" }>;
export type VintagesCursor = Extract<FredCursor, { step: "vintages" }>;

export function readFredCursor(cursor: Cursor | null): FredCursor | null {
  return cursor === null ? null : cursorSchema.parse(cursor);
}

export interface RealtimeWindow {
  readonly start: string;
  readonly end: string;
  /** Whether facts that begin on `start` came with the window before. */
  readonly continued: boolean;
}

/**
 * The real-time period of a window, both ends inclusive. Later windows start on the day before their first
 * vintage date: the provider clips a fact that continues from earlier to begin with the window, and on
 * that day no fact of this window can begin, so clipped and new facts cannot be mistaken for each other. A plan that
 * asks for the vintages since an earlier poll names such a day itself.
 */
export function realtimeWindow(unit: FetchUnit, cursor: ObservationsCursor): RealtimeWindow {
  const own = cursor.window === 0 ? undefined : cursor.windowStarts[cursor.window - 1];
  const following = cursor.windowStarts[cursor.window];
  return {
    start: own === undefined ? realtimeStart(unit) : dayBefore(own),
    end: following === undefined ? realtimeEnd(unit) : dayBefore(following),
    continued: own !== undefined || unit.series[0]?.params["realtime_start"] !== undefined,
  };
}

/** The vintages the plan asks for: the whole history up to its day, or those since a poll before. */
export function realtimeHistory(unit: FetchUnit): { readonly start: string; readonly end: string } {
  return { start: realtimeStart(unit), end: realtimeEnd(unit) };
}

/** The instant since which the series must have been updated to be worth reading, undefined when it always is. */
export function updatedSinceMs(unit: FetchUnit): number | undefined {
  const text = unit.series[0]?.params["updated_since"];
  return text === undefined ? undefined : Date.parse(text);
}

/** The series as FRED names it; every unit is of one series. */
export function fredSeriesId(unit: FetchUnit): string {
  return unit.series[0]?.params["series_id"] ?? unit.series[0]?.seriesId ?? unit.unit;
}

function realtimeStart(unit: FetchUnit): string {
  return unit.series[0]?.params["realtime_start"] ?? firstRealtime;
}

function realtimeEnd(unit: FetchUnit): string {
  return unit.series[0]?.params["realtime_end"] ?? "9999-12-31";
}

function dayBefore(date: string): string {
  return formatDate(parseDateMs(date) - dayMs);
}
