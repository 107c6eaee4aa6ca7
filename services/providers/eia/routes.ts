/**
 * The EIA routes the pipeline reads: which columns name a series, and where unit and place stand.
 * Source: recorded answers of API 2.1.7 to 2.1.14; mapping as in `docs/data-model.md`.
 */
import { SandboxError } from "../../core/errors.ts";
import { quote } from "../quote.ts";

export interface EiaRoute {
  /** Facets that together name a series, in the order of the series id. */
  readonly facets: readonly string[];
  /** Measured columns. With more than one, the column is part of the series id. */
  readonly columns: readonly string[];
  readonly unitColumn: (column: string) => string;
  readonly locationColumn: string | null;
}

const value = { columns: ["value"] } as const;
const gridUnits = { ...value, unitColumn: () => "value-units" } as const;

const petroleumOrGas: EiaRoute = {
  ...value,
  facets: ["series"],
  unitColumn: () => "units",
  locationColumn: "duoarea",
};

const routes: Readonly<Record<string, EiaRoute>> = {
  "electricity/rto/region-data": {
    ...gridUnits,
    facets: ["respondent", "type"],
    locationColumn: "respondent",
  },
  "electricity/rto/fuel-type-data": {
    ...gridUnits,
    facets: ["respondent", "fueltype"],
    locationColumn: "respondent",
  },
  "electricity/rto/region-sub-ba-data": {
    ...gridUnits,
    facets: ["parent", "subba"],
    locationColumn: "subba",
  },
  "electricity/rto/interchange-data": {
    ...gridUnits,
    facets: ["fromba", "toba"],
    locationColumn: "fromba",
  },
  "electricity/electric-power-operational-data": {
    facets: ["location", "sectorid", "fueltypeid"],
    columns: ["cost", "cost-per-btu"],
    unitColumn: (column) => `${column}-units`,
    locationColumn: "location",
  },
  steo: { ...value, facets: ["seriesId"], unitColumn: () => "unit", locationColumn: null },
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
  if (/^(petroleum|natural-gas)\/[a-z0-9/-]+$/.test(dataset)) return petroleumOrGas;
  const route = Object.hasOwn(routes, dataset) ? routes[dataset] : undefined;
  if (route !== undefined) return route;
  throw new SandboxError(
    "CONFIG_INVALID",
    `Cannot read EIA dataset ${quote(dataset)}: expected petroleum/…, natural-gas/… or one of ${Object.keys(routes).join(", ")}`,
  );
}
