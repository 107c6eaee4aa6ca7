/** What recorded answers of the World Bank's classic form in JSON meant. */
import type {
  CreateRecordedReader,
  RecordedAnswer,
  RecordedMeaning,
  RecordedSeries,
} from "../kit/recorded.ts";
import { type Frequency, type Period, endMs, parsePeriod, startMs } from "./periods.ts";
import { dataset } from "./series.ts";

interface Row {
  readonly indicator: { readonly id: string; readonly value: string };
  readonly countryiso3code: string;
  readonly date: string;
  readonly value: number | null;
}

const route = /\/v2\/(?:[a-z]{2}\/)?countr(?:y|ies)\/([^/]+)\/indicators?\/([^/]+)\/?$/i;

export const createWorldBankRecordedReader: CreateRecordedReader = () => ({ read: readAnswer });

function readAnswer(answer: RecordedAnswer): RecordedMeaning | undefined {
  const [, codes, indicator] = route.exec(answer.path) ?? [];
  if (answer.status !== 200 || codes === undefined || indicator === undefined) return undefined;
  const text = answer.body.toString("utf8").replace(/^\uFEFF/, "");
  if (!text.startsWith("["))
    throw new Error(`Cannot read recorded World Bank rows of ${indicator} that are not JSON`);
  // Proof for the cast: an answer of this route is a list of paging and rows, or of one message.
  const [, listed] = JSON.parse(text) as [object, (Row[] | null)?];
  const countries = decodeURIComponent(codes).split(";");
  const only = countries.length === 1 ? countries[0] : undefined;
  const series = new Map(
    askedSeries(answer, decodeURIComponent(indicator), countries).map((one) => [one.seriesId, one]),
  );
  const rows = (listed ?? []).flatMap((row) => {
    const location = row.countryiso3code === "" ? only : row.countryiso3code;
    const period = parsePeriod(row.date);
    // A row without an economy goes to quarantine: it may not land.
    if (location === undefined || period === undefined) return [];
    const { frequency, index } = period;
    const seriesId = `${row.indicator.id}.${location}.${frequency}`;
    const unit = /\(([^()]+)\)/.exec(row.indicator.value)?.[1] ?? "number";
    // What the row tells is more than what the question told.
    const title = row.indicator.value;
    const id = row.indicator.id;
    series.set(seriesId, describe(answer, { indicator: id, title, unit, location, frequency }));
    const intervalEndMs = endMs(frequency, index);
    return {
      dataset,
      seriesId,
      intervalStartMs: startMs(frequency, index),
      intervalEndMs,
      value: row.value,
      unit,
      location,
      asOfMs: intervalEndMs,
    };
  });
  return { rows, series: [...series.values()] };
}

/** The client's own order: a plan asks so again. A page may hold rows of some economies only. */
function askedSeries(
  answer: RecordedAnswer,
  indicator: string,
  countries: readonly string[],
): RecordedSeries[] {
  const frequency = askedPeriods(answer)[0]?.frequency;
  if (frequency === undefined) return [];
  return countries
    .filter((code) => /^[A-Z]{3}$/.test(code))
    .map((location) => describe(answer, { indicator, title: "", unit: "", location, frequency }));
}

function askedPeriods({ parameters }: RecordedAnswer): (Period | undefined)[] {
  return (parameters.get("date")?.[0] ?? "").split(":").map(parsePeriod);
}

function describe(
  answer: RecordedAnswer,
  parts: {
    readonly indicator: string;
    readonly title: string;
    readonly unit: string;
    readonly location: string;
    readonly frequency: Frequency;
  },
): RecordedSeries {
  const { indicator, title, unit, location, frequency } = parts;
  const source = answer.parameters.get("source")?.[0];
  const [from, to = from] = askedPeriods(answer);
  const range =
    from === undefined || to === undefined
      ? {}
      : {
          range: {
            startMs: startMs(from.frequency, from.index),
            endMs: endMs(to.frequency, to.index),
          },
        };
  return {
    dataset,
    seriesId: `${indicator}.${location}.${frequency}`,
    title,
    unit,
    frequency,
    location,
    params: {
      indicator,
      country: location,
      frequency,
      ...(source === undefined ? {} : { source }),
    },
    ...range,
  };
}
