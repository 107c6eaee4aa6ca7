/** Names of answers and their zip entries, stamped in Pacific time like the recorded ones. */
import { formatDay, dayOf } from "../kit/calendar.ts";
import { localTime } from "../kit/time-zone.ts";

/**
 * The trailing semicolon is the original's: three public clients take an answer for "no data" by
 * matching `.xml.zip;` at the end.
 */
export function oasisHeaders(fileName: string): Readonly<Record<string, string>> {
  return {
    "Content-Type": "application/x-zip-compressed",
    "Content-Disposition": `inline; filename=${fileName};`,
  };
}

/** `20260720_20260721_SLD_FCST_DAM_20260727_14_19_18`; the market part is left out when the request had none. */
export function answerName(options: {
  readonly startMs: number;
  readonly endMs: number;
  readonly report: string;
  readonly market: string | null;
  readonly nowMs: number;
}): string {
  const { startMs, endMs, report, market, nowMs } = options;
  const { year, month, day, hour, minute, second } = localTime("pacific", nowMs);
  const date = `${year}${pad(month)}${pad(day)}`;
  const stamp = [date, pad(hour), pad(minute), pad(second)].join("_");
  return [
    compactDay(startMs),
    compactDay(endMs),
    report,
    ...(market === null ? [] : [market]),
    stamp,
  ].join("_");
}

/** The UTC day of an instant as `YYYYMMDD`. */
export function compactDay(utcMs: number): string {
  return formatDay(dayOf(utcMs)).replaceAll("-", "");
}

function pad(part: number): string {
  return String(part).padStart(2, "0");
}
