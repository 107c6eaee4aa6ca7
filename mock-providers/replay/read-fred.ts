/** What a recorded FRED answer meant, read for the ledger. Only JSON observations carry facts; other answers carry none. */
import { dayMs, dayNumber, parseDay } from "../kit/calendar.ts";
import type { TruthObservation } from "../kit/types.ts";

export interface FredSeries {
  readonly unit: string;
  /** FRED's `frequency_short`. */
  readonly frequency: string;
}

interface Observations {
  readonly observations?: readonly {
    readonly realtime_start: string;
    readonly date: string;
    readonly value: string;
  }[];
}

const monthsOf: Readonly<Record<string, number>> = { M: 1, Q: 3, SA: 6, A: 12 };
const daysBefore: Readonly<Record<string, number>> = { D: 0, W: 6, BW: 13 };

export function readFredTruth(
  seriesId: string,
  series: FredSeries,
  body: Buffer,
): TruthObservation[] {
  const { observations = [] } = JSON.parse(body.toString("utf8")) as Observations;
  return observations.map(({ realtime_start, date, value }) => {
    const [startMs, endMs] = intervalOf(series.frequency, date);
    return {
      dataset: "series/observations",
      seriesId,
      intervalStartMs: startMs,
      intervalEndMs: endMs,
      value: value === "." ? null : Number(value),
      unit: series.unit,
      location: null,
      asOfMs: dayMsOf(realtime_start),
    };
  });
}

function intervalOf(frequency: string, date: string): [startMs: number, endMs: number] {
  const months = monthsOf[frequency];
  if (months !== undefined) {
    const [year = 0, month = 1] = date.split("-").map(Number);
    const next = month - 1 + months;
    const end = dayNumber(year + Math.floor(next / 12), (next % 12) + 1, 1) * dayMs;
    return [dayMsOf(date), end];
  }
  const before = daysBefore[frequency];
  if (before === undefined)
    throw new Error(`Cannot read a recorded FRED answer of frequency "${frequency}"`);
  return [dayMsOf(date) - before * dayMs, dayMsOf(date) + dayMs];
}

function dayMsOf(date: string): number {
  return (parseDay(date) ?? Number.NaN) * dayMs;
}
