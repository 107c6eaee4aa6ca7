/**
 * Groups planned EIA series into requests. Facets multiply (OR inside a facet, AND between facets), so a
 * request answers a cross product: every group must be one, exactly.
 */
import { SandboxError } from "../../core/errors.ts";
import type { PlannedDataset, PlannedSeries } from "../../core/plan.ts";
import type { FetchUnit } from "../connector.ts";
import { quote } from "../quote.ts";
import { chunk, mergeRanges, type TimeRange } from "../ranges.ts";
import { type EiaFrequency, isEiaFrequency, periods, periodsIn } from "./periods.ts";
import { type EiaRoute, routeOf } from "./routes.ts";

/** Bounds a unit: pages of one unit are fetched one after another, units side by side. */
export const unitSeriesMax = 10;

export function planEia({ dataset, series }: PlannedDataset): readonly FetchUnit[] {
  const route = routeOf(dataset);
  return alike(series, dataset).flatMap(({ frequency, range, planned }) =>
    periodsIn(frequency, range) === undefined
      ? []
      : crossProducts(planned, route, dataset).map((group): FetchUnit => ({
          provider: "eia",
          dataset,
          unit: `${group[0]?.seriesId ?? ""}+${group.length - 1}@${new Date(range.startMs).toISOString().slice(0, 16)}`,
          series: group,
          ...range,
        })),
  );
}

/** The facet values that select exactly the unit's series. */
export function facetsOf(unit: FetchUnit): readonly (readonly [string, readonly string[]])[] {
  return routeOf(unit.dataset).facets.map((facet) => [
    facet,
    [...new Set(unit.series.map((one) => param(one, facet, unit.dataset)))],
  ]);
}

/** Throws CONFIG_INVALID for a frequency without a rule. All series of a unit share it. */
export function frequencyOf(series: PlannedSeries | undefined, dataset: string): EiaFrequency {
  const frequency = series?.params["frequency"];
  if (isEiaFrequency(frequency)) return frequency;
  throw new SandboxError(
    "CONFIG_INVALID",
    `Cannot plan EIA ${dataset} series ${quote(series?.seriesId)}: frequency ${quote(frequency)}, expected one of ${Object.keys(periods).join(", ")}`,
  );
}

interface Alike {
  readonly frequency: EiaFrequency;
  readonly range: TimeRange;
  readonly planned: readonly PlannedSeries[];
}

/** Series of the same frequency and range. A series planned twice counts once per range. */
function alike(series: readonly PlannedSeries[], dataset: string): readonly Alike[] {
  const wanted = [...Map.groupBy(series, (one) => one.seriesId).values()].flatMap((same) =>
    mergeRanges(same).flatMap((range) =>
      same[0] === undefined
        ? []
        : { planned: same[0], range, frequency: frequencyOf(same[0], dataset) },
    ),
  );
  const groups = Map.groupBy(
    wanted,
    ({ frequency, range }) => `${frequency} ${range.startMs} ${range.endMs}`,
  );
  return [...groups.values()].flatMap((group) =>
    group[0] === undefined
      ? []
      : {
          frequency: group[0].frequency,
          range: group[0].range,
          planned: group.map(({ planned }) => planned),
        },
  );
}

/**
 * Starts with one group per series, then joins, facet by facet from the last, groups that agree in all
 * other facets. Joining two cross products that differ in one facet gives a cross product.
 */
function crossProducts(
  series: readonly PlannedSeries[],
  route: EiaRoute,
  dataset: string,
): readonly (readonly PlannedSeries[])[] {
  let groups: readonly (readonly PlannedSeries[])[] = series.map((one) => [one]);
  for (const facet of route.facets.toReversed()) {
    const others = route.facets.filter((name) => name !== facet);
    const joinable = Map.groupBy(groups, (group) =>
      JSON.stringify(
        others.map((name) =>
          [...new Set(group.map((one) => param(one, name, dataset)))].toSorted(),
        ),
      ),
    );
    groups = [...joinable.values()].flatMap((same) => {
      const together = Math.max(1, Math.floor(unitSeriesMax / (same[0]?.length ?? 1)));
      return chunk(same, together).map((part) => part.flat());
    });
  }
  return groups;
}

function param(series: PlannedSeries, name: string, dataset: string): string {
  const value = series.params[name];
  if (value !== undefined && value !== "") return value;
  throw new SandboxError(
    "CONFIG_INVALID",
    `Cannot plan EIA ${dataset} series "${series.seriesId}": params hold no "${name}", expected a facet value`,
  );
}
