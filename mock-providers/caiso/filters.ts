/** The request parameters that narrow a report, and the values each of them knows. */
import { ancillaryRegions, ancillaryTypes } from "./ancillary-world.ts";
import { fuelRegions } from "./cost-world.ts";
import type { ReportName } from "./feeds.ts";
import { scheduleZone } from "./other-series.ts";
import { schedules } from "./schedule-world.ts";

/** Allowed values by parameter; a parameter that is not there does not filter. */
export type Filters = ReadonlyMap<string, readonly string[]>;

const known: Partial<Record<ReportName, Readonly<Record<string, readonly string[]>>>> = {
  PRC_AS: { anc_type: ancillaryTypes, anc_region: ancillaryRegions },
  ENE_SLRS: { tac_zone_name: [scheduleZone], schedule: schedules },
  PRC_FUEL: { fuel_region_id: fuelRegions.map((region) => region.id) },
};

/** Undefined when a parameter names something the report does not have. Comma lists are taken. */
export function readFilters(
  report: ReportName,
  parameters: ReadonlyMap<string, string>,
): Filters | undefined {
  const filters = new Map<string, readonly string[]>();
  for (const [name, allowed] of Object.entries(known[report] ?? {})) {
    const wanted = (parameters.get(name) ?? "ALL").split(",").map((value) => value.trim());
    if (wanted.includes("ALL")) continue;
    if (!wanted.every((value) => allowed.includes(value))) return undefined;
    filters.set(name, wanted);
  }
  return filters;
}
