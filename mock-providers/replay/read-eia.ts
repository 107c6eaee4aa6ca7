/** What a recorded EIA answer meant, read for the ledger. Source: recorded answers; mapping as in docs/data-model.md. */
import { civilDate, dayMs, dayNumber, hourMs, parseDay } from "../kit/calendar.ts";
import type { TruthObservation } from "../kit/types.ts";

/** Per route: the facets that name a series, the column of the unit and that of the place. */
const routes: Readonly<
  Record<string, { facets: readonly string[]; unit: string; location?: string }>
> = {
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
};
const survey = { facets: ["series"], unit: "units", location: "duoarea" };

type Row = Readonly<Record<string, string | number | null>>;

export function readEiaTruth(path: string, body: Buffer): TruthObservation[] {
  const answer = JSON.parse(body.toString("utf8")) as {
    response?: { frequency?: string; data?: Row[] };
  };
  const { frequency, data } = answer.response ?? {};
  if (frequency === undefined || data === undefined) return [];
  const dataset = path.replace(/^\/+v2\//, "").replace(/\/data\/?$/, "");
  const route = routes[dataset] ?? survey;
  return data.map((row) => {
    const [startMs, endMs] = intervalOf(frequency, String(row["period"]));
    const value = row["value"];
    return {
      dataset,
      seriesId: [...route.facets.map((facet) => row[facet]), frequency].join("."),
      intervalStartMs: startMs,
      intervalEndMs: endMs,
      value: value === null || value === undefined || value === "NA" ? null : Number(value),
      unit: String(row[route.unit]),
      location: route.location === undefined ? null : String(row[route.location]),
      asOfMs: nominalMs(dataset, row, { startMs, endMs }),
    };
  });
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
