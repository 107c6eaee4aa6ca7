/**
 * What recorded answers of Climate Data Online meant; api.weather.gov carries no observations of the data model.
 * Only metric answers are read: without units values come in tenths, and standard ones are rounded.
 */
import { civilDate, dayMs, dayNumber, parseDay } from "../kit/calendar.ts";
import type {
  CreateRecordedReader,
  RecordedAnswer,
  RecordedMeaning,
  RecordedSeries,
} from "../kit/recorded.ts";
import { dailyScales, monthlyScales, normalScale, normalTypes } from "./world/datatypes.ts";

interface Row {
  readonly date: string;
  readonly datatype: string;
  readonly station: string;
  readonly value: number;
}

/** Months of an interval; 0 for a day. */
const monthsOf: Readonly<Record<string, number>> = { GHCND: 0, GSOM: 1, GSOY: 12, NORMAL_DLY: 0 };
const frequencies: Readonly<Record<string, string>> = { GSOM: "monthly", GSOY: "annual" };

const units: Readonly<Record<string, string>> = {
  ...Object.fromEntries(normalTypes.map((type) => [type, normalScale.unit])),
  ...Object.fromEntries(
    [...Object.entries(monthlyScales), ...Object.entries(dailyScales)].map(([type, { unit }]) => [
      type,
      unit,
    ]),
  ),
};

export const createNoaaRecordedReader: CreateRecordedReader = () => ({ read: readAnswer });

function readAnswer(answer: RecordedAnswer): RecordedMeaning | undefined {
  if (answer.status !== 200 || !/\/cdo-web\/api\/v2\/data\/?$/.test(answer.path)) return undefined;
  const dataset = all(answer, "datasetid")[0] ?? "";
  const months = monthsOf[dataset];
  if (months === undefined) throw new Error(`Cannot read recorded NOAA rows of "${dataset}"`);
  if (all(answer, "units")[0] !== "metric")
    throw new Error(`Cannot read recorded NOAA rows of ${dataset} without units=metric`);
  const { results = [] } = JSON.parse(answer.body.toString("utf8")) as { results?: Row[] };
  // A datatype without a unit goes to quarantine: its rows may not land.
  const known = results.filter(({ datatype }) => units[datatype] !== undefined);
  const rows = known.map(({ date, datatype, station, value }) => {
    const day = parseDay(date.slice(0, 10)) ?? Number.NaN;
    const intervalEndMs = endDay(day, months) * dayMs;
    return {
      dataset,
      seriesId: `${station}.${datatype}`,
      intervalStartMs: day * dayMs,
      intervalEndMs,
      value,
      unit: units[datatype] ?? "",
      location: station,
      asOfMs: intervalEndMs,
    };
  });
  const series = new Map<string, RecordedSeries>();
  const asked = all(answer, "stationid").flatMap((station) =>
    all(answer, "datatypeid").map((datatype) => ({ station, datatype })),
  );
  for (const { station, datatype } of [...asked, ...known]) {
    if (series.has(`${station}.${datatype}`)) continue;
    series.set(`${station}.${datatype}`, describe(answer, dataset, station, datatype));
  }
  return { rows, series: [...series.values()] };
}

function describe(
  answer: RecordedAnswer,
  dataset: string,
  station: string,
  datatype: string,
): RecordedSeries {
  const [first, last] = ["startdate", "enddate"].map((name) =>
    parseDay((all(answer, name)[0] ?? "").slice(0, 10)),
  );
  const range =
    first === undefined || last === undefined
      ? {}
      : { range: { startMs: first * dayMs, endMs: (last + 1) * dayMs } };
  return {
    dataset,
    seriesId: `${station}.${datatype}`,
    title: `${datatype} of ${station}`,
    unit: units[datatype] ?? "",
    frequency: frequencies[dataset] ?? "daily",
    location: station,
    params: { datasetid: dataset, stationid: station, datatypeid: datatype },
    ...range,
  };
}

function endDay(day: number, months: number): number {
  if (months === 0) return day + 1;
  const { year, month } = civilDate(day);
  return dayNumber(year, month + months, 1);
}

/** Repeated or in one comma list. */
function all({ parameters }: RecordedAnswer, name: string): string[] {
  return (parameters.get(name) ?? []).flatMap((text) => text.split(","));
}
