/**
 * The EIA routes the pipeline reads: which columns name a series, and where unit and place stand.
 * Source: recorded answers of API 2.1.7 to 2.1.14; mapping as in `docs/data-model.md`.
 */
import { SandboxError } from "../../core/errors.ts";
import type { JsonObject } from "../json-answer.ts";
import { quote } from "../quote.ts";

/** When a row counts as published, where the provider does not say (`docs/data-model.md`). */
export type NominalPublication =
  /** With the end of its interval. */
  | "interval-end"
  /** A day before its interval: forecasts of demand. */
  | "day-ahead"
  /** On the first of January of the year before: no outlook reaches further ahead. */
  | "year-ahead";

export interface EiaRoute {
  /** Facets that together name a series, in the order of the series id. */
  readonly facets: readonly string[];
  /** Measured columns. With more than one, the column is part of the series id. */
  readonly columns: readonly string[];
  readonly unitColumn: (column: string) => string;
  readonly locationColumn: string | null;
  readonly publication: (row: JsonObject) => NominalPublication;
}

const actual = { publication: (): NominalPublication => "interval-end" } as const;
const value = { ...actual, columns: ["value"] } as const;
const gridUnits = { ...value, unitColumn: () => "value-units" } as const;
const ownUnits = (column: string): string => `${column}-units`;

const region = {
  ...gridUnits,
  locationColumn: "respondent",
  publication: (row) => (row["type"] === "DF" ? "day-ahead" : "interval-end"),
} as const satisfies Partial<EiaRoute>;
const fuel = { ...gridUnits, locationColumn: "respondent" } as const;
const subregion = { ...gridUnits, locationColumn: "subba" } as const;
const interchange = { ...gridUnits, locationColumn: "fromba" } as const;

const petroleumOrGas: EiaRoute = {
  ...value,
  facets: ["series"],
  unitColumn: () => "units",
  locationColumn: "duoarea",
};

const routes: Readonly<Record<string, EiaRoute>> = {
  "electricity/rto/region-data": { ...region, facets: ["respondent", "type"] },
  "electricity/rto/fuel-type-data": { ...fuel, facets: ["respondent", "fueltype"] },
  "electricity/rto/region-sub-ba-data": { ...subregion, facets: ["parent", "subba"] },
  "electricity/rto/interchange-data": { ...interchange, facets: ["fromba", "toba"] },
  // Daily sums exist once for every time zone a day may be cut in; forecasts come out with the day.
  "electricity/rto/daily-region-data": {
    ...region,
    ...actual,
    facets: ["respondent", "type", "timezone"],
  },
  "electricity/rto/daily-fuel-type-data": {
    ...fuel,
    facets: ["respondent", "fueltype", "timezone"],
  },
  "electricity/rto/daily-region-sub-ba-data": {
    ...subregion,
    facets: ["parent", "subba", "timezone"],
  },
  "electricity/rto/daily-interchange-data": {
    ...interchange,
    facets: ["fromba", "toba", "timezone"],
  },
  "electricity/electric-power-operational-data": {
    ...actual,
    facets: ["location", "sectorid", "fueltypeid"],
    columns: ["cost", "cost-per-btu"],
    unitColumn: ownUnits,
    locationColumn: "location",
  },
  "electricity/retail-sales": {
    ...actual,
    facets: ["stateid", "sectorid"],
    columns: ["revenue", "sales", "price", "customers"],
    unitColumn: ownUnits,
    locationColumn: "stateid",
  },
  steo: {
    ...value,
    facets: ["seriesId"],
    unitColumn: () => "unit",
    locationColumn: null,
    publication: () => "year-ahead",
  },
  "total-energy": { ...value, facets: ["msn"], unitColumn: () => "unit", locationColumn: null },
  international: {
    ...value,
    facets: ["productId", "activityId", "countryRegionId", "unit"],
    unitColumn: () => "unit",
    locationColumn: "countryRegionId",
  },
};

/** Throws CONFIG_INVALID for a route that is not known. */
export function routeOf(dataset: string): EiaRoute {
  // All routes of the two surveys have the same columns.
  if (/^(petroleum|natural-gas)\/[a-z0-9/-]+$/i.test(dataset)) return petroleumOrGas;
  const route = Object.hasOwn(routes, dataset) ? routes[dataset] : undefined;
  if (route !== undefined) return route;
  throw new SandboxError(
    "CONFIG_INVALID",
    `Cannot read EIA dataset ${quote(dataset)}: expected petroleum/…, natural-gas/… or one of ${Object.keys(routes).join(", ")}`,
  );
}
