/**
 * The series of Form EIA-930, hourly and as daily sums. A daily row is the sum of the hours of a day on one wall
 * clock, as they stand at the instant; every series has one for each of the five clocks.
 */
import { civilDate, dayMs, dayNumber, dayOf, hourMs } from "../kit/calendar.ts";
import { hash32, seedOf } from "../kit/random.ts";
import { createAuthority, regionTypes, type Authority, type RegionType } from "./authority.ts";
import { fuelNames, fuelsOf } from "./grid-fuels.ts";
import * as grid from "./grid-leaves.ts";
import { foreignNames, neighboursOf, subregionsOf } from "./grid-neighbours.ts";
import { fuelTotals, regionTotals, type GridSeries } from "./grid-regions.ts";
import { createGridRevisions } from "./grid-revisions.ts";
import { dayStartHour, gridOffsetMs, gridZones, type GridZone } from "./grid-zones.ts";
import type { FrequencyId, Leaf } from "./leaf.ts";
import {
  everyDayAxis,
  hourlyAxis,
  localHourlyAxis,
  type IndexRange,
  type PeriodAxis,
} from "./periods.ts";
import { actualHoursBefore, forecastHoursBefore } from "./publication.ts";
import { createSettledSums } from "./settled-sums.ts";
import { listRespondents, realRespondents, type Respondent } from "./respondents.ts";
import { createTimeline, type Timeline, type ValueAt } from "./timeline.ts";
import type { Reach } from "./reach.ts";

/** What of the grid a world has. */
export interface GridOptions {
  readonly seed: number;
  readonly reach: Reach;
  /** In scope `full` there are regions, and interchange has whole days without rows outside the catalogued range. */
  readonly isFull: boolean;
}

export interface GridWorld {
  /** How many series the real authorities have in a leaf, at one clock. */
  realSeries(leaf: Leaf): number;
  /** The first `count` series of a leaf at a frequency, of which the first `catalogued` reach back far enough. */
  timelines(leaf: Leaf, frequency: FrequencyId, counts: SeriesCounts): Timeline[];
}

export interface SeriesCounts {
  readonly count: number;
  readonly catalogued: number;
}

/** `2019-01-01T00`, the first period of the route, is the hour before that midnight. */
const firstHour = dayNumber(2019, 1, 1) * 24 - 1;
const firstDay = dayNumber(2019, 1, 1);

export function createGridWorld({ seed, reach, isFull }: GridOptions): GridWorld {
  const revisions = createGridRevisions();
  const authorities = new Map<string, Authority>();
  function authorityOf(respondent: Respondent): Authority {
    const known = authorities.get(respondent.code) ?? createAuthority(seed, respondent, revisions);
    authorities.set(respondent.code, known);
    return known;
  }
  const axisOf = createLocalAxes();

  const listers = {
    region: (count: number) => regionSeries(seed, count, authorityOf),
    fuel: () => real.flatMap((one) => fuelSeries(one, authorityOf)),
    subregion: () => real.flatMap((one) => subregionSeries(one, authorityOf)),
    interchange: () => real.flatMap((one) => interchangeSeries(one, authorityOf)),
  };
  function listSeries(leaf: Leaf, count: number): readonly GridSeries[] {
    if (leaf === grid.regionData || leaf === grid.dailyRegionData) return listers.region(count);
    if (leaf === grid.fuelTypeData || leaf === grid.dailyFuelTypeData) return listers.fuel();
    if (leaf === grid.subregionData || leaf === grid.dailySubregionData) return listers.subregion();
    return listers.interchange();
  }
  const totals = { all: real, authorityOf, remember: createSettledSums() };
  /** Regions are served beside the authorities, and never catalogued. */
  function listTotals(leaf: Leaf): readonly GridSeries[] {
    if (!isFull) return [];
    if (leaf === grid.regionData || leaf === grid.dailyRegionData) {
      return regionTotals(totals);
    }
    const isFuel = leaf === grid.fuelTypeData || leaf === grid.dailyFuelTypeData;
    return isFuel ? fuelTotals(totals) : [];
  }
  return {
    realSeries(leaf) {
      return listSeries(leaf, realRespondents * typeCodes.length).length;
    },
    timelines(leaf, frequency, { count, catalogued }) {
      const series = [...listSeries(leaf, count).slice(0, count), ...listTotals(leaf)];
      if (frequency === "daily") {
        // The hours of a series are the same for both: catalogued ones have none without rows.
        return series.flatMap((one, position) =>
          gridZones.map((zone) =>
            dailyTimeline(leaf, { one, zone, isCatalogued: position < catalogued }),
          ),
        );
      }
      return series.map((one, position) => {
        const isCatalogued = position < catalogued;
        // Some series of a dataset are out earlier than others, and all share one catalogued range.
        const firstIndex = isCatalogued
          ? reach.firstIndex(firstHour, one.hoursBefore, 48)
          : firstHour;
        return createTimeline({
          leaf,
          name: one.name,
          frequency,
          location: one.location,
          columns: one.columns,
          axis: frequency === "hourly" ? hourlyAxis : axisOf(one.zone),
          firstIndex,
          publishedBefore: one.hoursBefore,
          gaps: gapsOf(one, isCatalogued),
          ...(one.isForecast ? { asOfMs: (hour: number) => hour * hourMs - dayMs } : {}),
          measures: [{ column: "value", unit: "megawatthours", value: one.value }],
        });
      });
    },
  };

  /** Whole days without rows, never in the catalogued range and not around the anchor. */
  function gapsOf({ gapSeed }: GridSeries, isCatalogued: boolean): readonly IndexRange[] {
    if (gapSeed === undefined || !isFull) return [];
    const anchorHour = Math.floor(reach.anchorMs / hourMs);
    const keptFrom = anchorHour - 48 - (isCatalogued ? reach.points : 0);
    const { year: lastYear } = civilDate(dayOf(reach.anchorMs));
    const gaps: IndexRange[] = [];
    for (let year = 2019; year <= lastYear + 2; year++) {
      const day = dayNumber(year, 1, 1) + (hash32(gapSeed, year) % 360);
      const gap = { from: day * 24, to: (day + gapDays) * 24 };
      if (gap.to <= keptFrom || gap.from >= anchorHour + 48) gaps.push(gap);
    }
    return gaps;
  }

  function dailyTimeline(
    leaf: Leaf,
    { one, zone, isCatalogued }: { one: GridSeries; zone: GridZone; isCatalogued: boolean },
  ): Timeline {
    const zoneName = zone.slice(0, 1).toUpperCase() + zone.slice(1);
    const gaps = gapsOf(one, isCatalogued);
    return createTimeline({
      leaf,
      name: `${one.name}.${zoneName}`,
      frequency: "daily",
      location: one.location,
      columns: { ...one.columns, timezone: zoneName, "timezone-description": zoneName },
      axis: everyDayAxis,
      firstIndex: firstDay,
      // A day is out with the last of its hours.
      publishedBefore(nowMs) {
        const hours = Math.min(one.hoursBefore(nowMs), actualHoursBefore(nowMs, 0));
        const untilMs = hours * hourMs;
        return Math.floor((untilMs + gridOffsetMs(zone, untilMs)) / dayMs);
      },
      measures: [{ column: "value", unit: "megawatthours", value: sumOfDay(one, zone, gaps) }],
    });
  }
}

/** Four whole days a year, as in the 2023 extract. */
const gapDays = 4;

/** Hours without a value are left out; a day without any has none. */
function sumOfDay({ value }: GridSeries, zone: GridZone, gaps: readonly IndexRange[]): ValueAt {
  return (day, nowMs) => {
    const to = dayStartHour(zone, day + 1);
    let sum: number | null = null;
    for (let hour = dayStartHour(zone, day); hour < to; hour++) {
      if (gaps.some((gap) => hour >= gap.from && hour < gap.to)) continue;
      const part = value(hour, nowMs);
      if (part !== null) sum = (sum ?? 0) + part;
    }
    return sum;
  };
}

type AuthorityOf = (respondent: Respondent) => Authority;

const typeCodes = ["D", "DF", "NG", "TI"] as const satisfies readonly RegionType[];

/** Authorities whose demand opens the catalogue; California comes with all of its types. */
const openingRespondents = 8;

function regionSeries(seed: number, count: number, authorityOf: AuthorityOf): GridSeries[] {
  // Whole authorities, and one more because the opening ones are told apart by type.
  const respondents = listRespondents(
    Math.max(openingRespondents, Math.ceil(count / typeCodes.length)),
  );
  const make = (respondent: Respondent, types: readonly RegionType[]): GridSeries[] =>
    types.map((type) => ({
      name: `${respondent.code}.${type}`,
      location: respondent.code,
      columns: {
        respondent: respondent.code,
        "respondent-name": respondent.name,
        type,
        "type-name": regionTypes[type],
      },
      zone: respondent.zone,
      value: authorityOf(respondent).region[type],
      hoursBefore: type === "DF" ? forecastHoursBefore : reportedBefore(respondent),
      isForecast: type === "DF",
      ...(type === "TI" ? { gapSeed: seedOf(seed, `gap ${respondent.code}`) } : {}),
    }));
  const opening = respondents.slice(0, openingRespondents);
  const [first] = opening;
  return [
    ...(first === undefined ? [] : make(first, typeCodes)),
    ...opening.slice(1).flatMap((one) => make(one, ["D"])),
    ...opening.slice(1).flatMap((one) => make(one, ["DF", "NG", "TI"])),
    ...respondents.slice(openingRespondents).flatMap((one) => make(one, typeCodes)),
  ];
}

function fuelSeries(respondent: Respondent, authorityOf: AuthorityOf): GridSeries[] {
  return fuelsOf(respondent).map((fuel, position) => ({
    name: `${respondent.code}.${fuel}`,
    location: respondent.code,
    columns: {
      respondent: respondent.code,
      "respondent-name": respondent.name,
      fueltype: fuel,
      "type-name": fuelNames[fuel],
    },
    zone: respondent.zone,
    value: authorityOf(respondent).fuel(position),
    hoursBefore: reportedBefore(respondent),
    isForecast: false,
  }));
}

function subregionSeries(respondent: Respondent, authorityOf: AuthorityOf): GridSeries[] {
  return subregionsOf(respondent).map(({ code, name }, position) => ({
    name: `${respondent.code}.${code}`,
    location: code,
    columns: {
      subba: code,
      "subba-name": name,
      parent: respondent.code,
      "parent-name": respondent.name,
    },
    zone: respondent.zone,
    value: authorityOf(respondent).subregion(position),
    hoursBefore: reportedBefore(respondent),
    isForecast: false,
  }));
}

function interchangeSeries(respondent: Respondent, authorityOf: AuthorityOf): GridSeries[] {
  return neighboursOf(respondent).map((neighbour, position) => ({
    name: `${respondent.code}.${neighbour}`,
    location: respondent.code,
    columns: {
      fromba: respondent.code,
      "fromba-name": respondent.name,
      toba: neighbour,
      "toba-name": nameOf(neighbour),
    },
    zone: respondent.zone,
    value: authorityOf(respondent).border(position),
    // By neighbour about a day behind.
    hoursBefore: (nowMs) => actualHoursBefore(nowMs, respondent.lagMs + dayMs),
    isForecast: false,
  }));
}

function reportedBefore({ lagMs }: Respondent): (nowMs: number) => number {
  return (nowMs) => actualHoursBefore(nowMs, lagMs);
}

const real = listRespondents(realRespondents);

function nameOf(code: string): string {
  return foreignNames[code] ?? real.find((one) => one.code === code)?.name ?? code;
}

/** One axis per zone, so that series of a zone share the search for a period. */
function createLocalAxes(): (zone: GridZone) => PeriodAxis {
  const axes = new Map<GridZone, PeriodAxis>();
  return (zone) => {
    const axis = axes.get(zone) ?? localHourlyAxis(zone);
    axes.set(zone, axis);
    return axis;
  };
}
