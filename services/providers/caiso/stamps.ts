/** OASIS time stamps: `20260714T07:00-0000` in requests, `2026-07-14T07:00:00-00:00` in data. Both are GMT. */
import { dayMs, digitsAt, hourMs, minuteMs, parseDateAt } from "../calendar.ts";

/** A request stamp. Whole minutes only: seconds are cut. */
export function oasisStamp(ms: number): string {
  const iso = new Date(ms).toISOString();
  return `${iso.slice(0, 10).replaceAll("-", "")}T${iso.slice(11, 16)}-0000`;
}

/** The instant of a stamp in data, NaN when the text is none. An offset other than zero is none. */
export function parseGmtStamp(text: string): number {
  const dayStartMs = parseDateAt(text);
  const hour = digitsAt(text, 11, 2);
  const minute = digitsAt(text, 14, 2);
  const second = digitsAt(text, 17, 2);
  const shaped = text[10] === "T" && text[13] === ":" && text[16] === ":";
  if (
    !shaped ||
    !(hour <= 23 && minute <= 59 && second <= 59) ||
    !zeroOffsets.has(text.slice(19))
  ) {
    return Number.NaN;
  }
  const timeMs = hour * hourMs + minute * minuteMs + second * 1000;
  return timeMs < dayMs ? dayStartMs + timeMs : Number.NaN;
}

const zeroOffsets = new Set(["-00:00", "+00:00", "Z"]);
