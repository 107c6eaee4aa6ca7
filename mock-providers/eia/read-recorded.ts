/** What recorded EIA answers meant. Source: recorded answers; mapping as in docs/data-model.md. */
import { civilDate, dayMs, dayNumber, hourMs, parseDay } from "../kit/calendar.ts";
import type {
  CreateRecordedReader,
  RecordedAnswer,
  RecordedMeaning,
  RecordedSeries,
} from "../kit/recorded.ts";
import type { TruthObservation } from "../kit/types.ts";

/** Per route: the facets that name a series, the column of the unit and that of the place. */
interface Route {
  readonly facets: readonly string[];
  readonly unit: string;
  readonly location?: string;
}

const routes: Readonly<Record<string, Route>> = {
  "electricity/rto/region-data": {
    facets: ["respondent", "type"],
    unit: "value-units",
    location: "respondent",
  },
  "electricity/rto/fuel-type-data": {
    facets: ["respondent", "fueltype"],
    unit: "value-units",
    location: "respondent",
  },
  "electricity/rto/region-sub-ba-data": {
    facets: ["parent", "subba"],
    unit: "value-units",
    location: "subba",
  },
  "electricity/rto/interchange-data": {
    facets: ["fromba", "toba"],
    unit: "value-units",
    location: "fromba",
  },
  steo: { facets: ["seriesId"], unit: "unit" },
  "total-energy": { facets: ["msn"], unit: "unit" },
  international: {
    facets: ["productId", "activityId", "countryRegionId", "unit"],
    unit: "unit",
    location: "countryRegionId",
  },
};
const survey: Route = { facets: ["series"], unit: "units", location: "duoarea" };

type Row = Readonly<Record<string, string | number | null>>;

export const createEiaRecordedReader: CreateRecordedReader = () => ({ read: readAnswer });

function readAnswer(answer: RecordedAnswer): RecordedMeaning | undefined {
  if (answer.status !== 200 || !/\/data\/?$/.test(answer.path)) return undefined;
  if (answer.body.subarray(0, 1).toString("latin1") !== "{")
    throw new Error("Cannot read a recorded EIA answer that is not JSON");
  const { frequency, data } =
    (
      JSON.parse(answer.body.toString("utf8")) as {
        response?: { frequency?: string; data?: Row[] };
      }
    ).response ?? {};
  if (frequency === undefined || data === undefined) return undefined;
  const dataset = answer.path.replace(/^\/+v2\//, "").replace(/\/data\/?$/, "");
  const route = routes[dataset] ?? survey;
  if (data.some((row) => row["value"] === undefined))
    throw new Error(`Cannot read recorded EIA rows of ${dataset} without a column "value"`);
  const rows = data.map((row) => readRow(row, dataset, route, frequency));
  const series = new Map<string, RecordedSeries>();
  for (const facets of askedFacets(answer, route)) {
    series.set(idOf(facets, route, frequency), describe(facets, dataset, route, frequency, answer));
  }
  for (const row of data) {
    const id = idOf(row, route, frequency);
    // What the row tells is more than what the question told.
    series.set(id, describe(row, dataset, route, frequency, answer));
  }
  return { rows, series: [...series.values()] };
}

function readRow(row: Row, dataset: string, route: Route, frequency: string): TruthObservation {
  const [startMs, endMs] = intervalOf(frequency, String(row["period"]));
  const value = row["value"];
  return {
    dataset,
    seriesId: idOf(row, route, frequency),
    intervalStartMs: startMs,
    intervalEndMs: endMs,
    value: value === null || value === undefined || value === "NA" ? null : Number(value),
    unit: String(row[route.unit]),
    location: route.location === undefined ? null : String(row[route.location]),
    asOfMs: nominalMs(dataset, row, { startMs, endMs }),
  };
}

/** As docs/data-model.md has it: forecasts come out before their interval, all else counts from its end. */
function nominalMs(
  dataset: string,
  row: Row,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
): number {
  if (dataset === "electricity/rto/region-data" && row["type"] === "DF") return startMs - dayMs;
  if (dataset !== "steo") return endMs;
  return dayNumber(civilDate(Math.floor(startMs / dayMs)).year - 1, 1, 1) * dayMs;
}

function idOf(row: Row, { facets }: Route, frequency: string): string {
  return [...facets.map((facet) => String(row[facet])), frequency].join(".");
}

function describe(
  row: Row,
  dataset: string,
  route: Route,
  frequency: string,
  answer: RecordedAnswer,
): RecordedSeries {
  const seriesId = idOf(row, route, frequency);
  const facets = route.facets.map((facet): [string, string] => [facet, String(row[facet])]);
  const range = askedRange(answer, frequency);
  const location = route.location === undefined ? undefined : row[route.location];
  return {
    dataset,
    seriesId,
    title: String(row["series-description"] ?? row["seriesDescription"] ?? seriesId),
    unit: String(row[route.unit] ?? ""),
    frequency,
    location: typeof location === "string" ? location : null,
    params: { ...Object.fromEntries(facets), frequency },
    ...(range === undefined ? {} : { range }),
  };
}

/** Every combination the question selects, in its order; none when it leaves a facet open. Series without rows count: the question names them. */
function askedFacets({ parameters }: RecordedAnswer, { facets }: Route): Row[] {
  return facets.reduce<Row[]>(
    (combinations, facet) =>
      combinations.flatMap((combination) =>
        (parameters.get(`facets[${facet.toLowerCase()}][]`) ?? []).map((value) => ({
          ...combination,
          [facet]: value,
        })),
      ),
    [{}],
  );
}

function askedRange(
  { parameters }: RecordedAnswer,
  frequency: string,
): { startMs: number; endMs: number } | undefined {
  const start = parameters.get("start")?.[0];
  const end = parameters.get("end")?.[0];
  if (start === undefined || end === undefined) return undefined;
  const [startMs] = intervalOf(frequency, start);
  const [, endMs] = intervalOf(frequency, end);
  // Weeks overlap as ranges of starts: only the last one's own start may lie in the range.
  const lastMs = frequency === "weekly" ? endMs - 6 * dayMs : endMs;
  return startMs < lastMs ? { startMs, endMs: lastMs } : undefined;
}

function intervalOf(frequency: string, period: string): [startMs: number, endMs: number] {
  const [year = 0, part = 1] = period.split("-").map((text) => Number(text.replace("Q", "")));
  const month = (index: number): number => dayNumber(year, index, 1) * dayMs;
  switch (frequency) {
    case "hourly": {
      const end = Date.parse(`${period}:00:00Z`);
      return [end - hourMs, end];
    }
    case "daily": {
      const start = (parseDay(period) ?? Number.NaN) * dayMs;
      return [start, start + dayMs];
    }
    case "weekly": {
      const last = (parseDay(period) ?? Number.NaN) * dayMs;
      return [last - 6 * dayMs, last + dayMs];
    }
    case "monthly":
      return [month(part), part === 12 ? dayNumber(year + 1, 1, 1) * dayMs : month(part + 1)];
    case "quarterly":
      return [
        month(part * 3 - 2),
        part === 4 ? dayNumber(year + 1, 1, 1) * dayMs : month(part * 3 + 1),
      ];
    case "annual":
      return [month(1), dayNumber(year + 1, 1, 1) * dayMs];
    default:
      throw new Error(`Cannot read a recorded EIA answer of frequency "${frequency}"`);
  }
}
