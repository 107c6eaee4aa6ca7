/**
 * What recorded FRED answers meant. Only JSON observations carry facts. Unit and frequency stand in another answer,
 * `/fred/series`, or in what a person wrote about the series.
 */
import { dayMs, dayNumber, parseDay } from "../kit/calendar.ts";
import type {
  CreateRecordedReader,
  RecordedAnswer,
  RecordedMeaning,
  RecordedSeries,
} from "../kit/recorded.ts";

const dataset = "series/observations";
/** The archive's first day: a window that begins with it clips nothing. */
const archiveStart = "1776-07-04";

interface Description {
  readonly title: string;
  readonly unit: string;
  /** FRED's `frequency_short`. */
  readonly frequency: string;
}

interface Observations {
  readonly output_type?: number;
  readonly observations?: readonly {
    readonly realtime_start: string;
    readonly date: string;
    readonly value: string;
  }[];
}

const monthsOf: Readonly<Record<string, number>> = { M: 1, Q: 3, SA: 6, A: 12 };
const daysBefore: Readonly<Record<string, number>> = { D: 0, W: 6, BW: 13 };

export const createFredRecordedReader: CreateRecordedReader = (written) => {
  const known = new Map<string, Description>(written.map((series) => [series.seriesId, series]));
  return {
    learn(answer) {
      if (answer.status !== 200 || !answer.path.endsWith("/fred/series")) return;
      for (const { id, title, units, frequency_short } of readSeries(answer.body)) {
        if (!known.has(id)) known.set(id, { title, unit: units, frequency: frequency_short });
      }
    },
    read(answer) {
      if (answer.status !== 200 || !answer.path.endsWith("/series/observations")) return undefined;
      const id = parameter(answer, "series_id") ?? "";
      const described = known.get(id);
      if (described === undefined)
        throw new Error(
          `Cannot read recorded observations of "${id}": neither an answer of /fred/series nor series.json tells its unit and frequency`,
        );
      return readObservations(id, described, answer);
    },
  };
};

function readSeries(
  body: Buffer,
): readonly { id: string; title: string; units: string; frequency_short: string }[] {
  try {
    const { seriess } = JSON.parse(body.toString("utf8")) as {
      seriess?: { id: string; title: string; units: string; frequency_short: string }[];
    };
    return seriess ?? [];
  } catch {
    // XML: it describes the series too, but its observations are not read either.
    return [];
  }
}

function readObservations(
  seriesId: string,
  described: Description,
  answer: RecordedAnswer,
): RecordedMeaning {
  const text = answer.body.toString("utf8");
  if (!text.startsWith("{"))
    throw new Error(`Cannot read recorded observations of "${seriesId}" that are not JSON`);
  const { observations = [], output_type: outputType = 1 } = JSON.parse(text) as Observations;
  if (outputType !== 1 && outputType !== 4)
    throw new Error(
      `Cannot read recorded observations of "${seriesId}" of output_type ${outputType}`,
    );
  const windowStart = parameter(answer, "realtime_start") ?? archiveStart;
  const rows = observations
    // A fact that began before the window was clipped to it: when it was published is not known here.
    .filter((row) => windowStart === archiveStart || row.realtime_start !== windowStart)
    .map(({ realtime_start, date, value }) => {
      const [startMs, endMs] = intervalOf(described.frequency, date);
      return {
        dataset,
        seriesId,
        intervalStartMs: startMs,
        intervalEndMs: endMs,
        value: value === "." ? null : Number(value),
        unit: described.unit,
        location: null,
        asOfMs: dayMsOf(realtime_start),
      };
    });
  const range = askedRange(answer, described.frequency);
  const series: RecordedSeries = {
    dataset,
    seriesId,
    title: described.title,
    unit: described.unit,
    frequency: described.frequency,
    location: null,
    params: {
      series_id: seriesId,
      realtime_end: parameter(answer, "realtime_end") ?? "9999-12-31",
    },
    ...(range === undefined ? {} : { range }),
  };
  return { rows, series: [series] };
}

function askedRange(
  answer: RecordedAnswer,
  frequency: string,
): { startMs: number; endMs: number } | undefined {
  const start = parameter(answer, "observation_start");
  const end = parameter(answer, "observation_end");
  if (start === undefined || end === undefined) return undefined;
  const [startMs] = intervalOf(frequency, start);
  const [lastMs] = intervalOf(frequency, end);
  return startMs <= lastMs ? { startMs, endMs: lastMs + 1 } : undefined;
}

function parameter({ parameters }: RecordedAnswer, name: string): string | undefined {
  return parameters.get(name)?.[0];
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
