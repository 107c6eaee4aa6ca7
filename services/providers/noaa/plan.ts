/**
 * Groups planned NOAA series into requests. Stations and datatypes multiply, so a request answers a cross
 * product: stations that want the same datatypes go together, window by window.
 */
import { SandboxError } from "../../core/errors.ts";
import type { PlannedDataset, PlannedSeries } from "../../core/plan.ts";
import { dayMs, formatDate } from "../calendar.ts";
import type { FetchUnit } from "../connector.ts";
import { chunk, mergeRanges, splitRange, type TimeRange } from "../ranges.ts";
import { datasetOf } from "./datasets.ts";

/** Bounds a unit: pages of one unit are fetched one after another, units side by side. */
export const unitSeriesMax = 10;

export function planNoaa({ dataset, series }: PlannedDataset): readonly FetchUnit[] {
  const { windowDays } = datasetOf(dataset);
  return stationGroups(series, dataset).flatMap(({ range, planned }) =>
    splitRange(range, windowDays * dayMs)
      .filter((window) => daysIn(window) !== undefined)
      .map((window): FetchUnit => ({
        provider: "noaa",
        dataset,
        // The group's first series is in no other group of the same range.
        unit: `${planned[0]?.seriesId ?? ""}+${planned.length - 1}@${new Date(window.startMs).toISOString().slice(0, 16)}`,
        series: planned,
        ...window,
      })),
  );
}

/** Stations and datatypes that together select exactly the unit's series. */
export function selectionOf(unit: FetchUnit): {
  readonly stations: readonly string[];
  readonly datatypes: readonly string[];
} {
  const values = (name: string): string[] => [
    ...new Set(unit.series.map((one) => param(one, name, unit.dataset))),
  ];
  return { stations: values("stationid"), datatypes: values("datatypeid") };
}

/** First and last day whose midnight lies in the range; undefined when none does. */
export function daysIn({ startMs, endMs }: TimeRange):
  | {
      readonly first: string;
      readonly last: string;
    }
  | undefined {
  const first = Math.ceil(startMs / dayMs);
  const last = Math.ceil(endMs / dayMs) - 1;
  if (last < first) return undefined;
  return { first: formatDate(first * dayMs), last: formatDate(last * dayMs) };
}

interface StationGroup {
  readonly range: TimeRange;
  readonly planned: readonly PlannedSeries[];
}

/** A series planned twice counts once per range. */
function stationGroups(series: readonly PlannedSeries[], dataset: string): readonly StationGroup[] {
  const wanted = [...Map.groupBy(series, (one) => one.seriesId).values()].flatMap((same) =>
    mergeRanges(same).flatMap((range) =>
      same[0] === undefined ? [] : { planned: same[0], range },
    ),
  );
  const byRange = Map.groupBy(wanted, ({ range }) => `${range.startMs} ${range.endMs}`);
  return [...byRange.values()].flatMap((sameRange) => {
    const range = sameRange[0]?.range ?? { startMs: 0, endMs: 0 };
    const stations = Map.groupBy(
      sameRange.map(({ planned }) => planned),
      (one) => param(one, "stationid", dataset),
    );
    const alike = Map.groupBy(stations.values(), (ofStation) =>
      ofStation
        .map((one) => param(one, "datatypeid", dataset))
        .toSorted()
        .join(" "),
    );
    return [...alike.values()].flatMap((group) => {
      const together = Math.max(1, Math.floor(unitSeriesMax / (group[0]?.length ?? 1)));
      return chunk(group, together).map((part) => ({ range, planned: part.flat() }));
    });
  });
}

function param(series: PlannedSeries, name: string, dataset: string): string {
  const value = series.params[name];
  if (value !== undefined && value !== "") return value;
  throw new SandboxError(
    "CONFIG_INVALID",
    `Cannot plan NOAA ${dataset} series "${series.seriesId}": params hold no "${name}", expected e.g. ${name === "stationid" ? '"GHCND:USW00023174"' : '"TMAX"'}`,
  );
}
