/** The series of electricity/rto/region-data: every respondent with its four types, hourly. */
import { dayNumber } from "../kit/calendar.ts";
import type { TimeZone } from "../kit/time-zone.ts";
import { regionData } from "./leaves.ts";
import { hourlyAxis, localHourlyAxis, type PeriodAxis } from "./periods.ts";
import { actualHoursBefore, forecastHoursBefore } from "./publication.ts";
import { createRegionValues, regionTypes, type RegionType } from "./region-values.ts";
import { listRespondents, type Respondent } from "./respondents.ts";
import { createTimeline, type Timeline } from "./timeline.ts";

export const typesPerRespondent = 4;
const typeCodes = ["D", "DF", "NG", "TI"] as const satisfies readonly RegionType[];

/** `2019-01-01T00`, the first period of the route, is the hour before that midnight. */
const firstHour = dayNumber(2019, 1, 1) * 24 - 1;

export interface RegionOptions {
  readonly seed: number;
  /** How many series: whole respondents first, the last one may lack some of its types. */
  readonly count: number;
  readonly frequency: "hourly" | "local-hourly";
  /** History reaches back at least to this hour from the epoch. */
  readonly firstHourMax: number;
}

export function createRegionTimelines(options: RegionOptions): Timeline[] {
  const { seed, count, frequency } = options;
  const firstIndex = Math.min(firstHour, options.firstHourMax);
  const axisOf = frequency === "hourly" ? () => hourlyAxis : createLocalAxes();
  const timelines = listRespondents(Math.ceil(count / typesPerRespondent)).flatMap((respondent) => {
    const values = createRegionValues(seed, respondent);
    return typeCodes.map((type) =>
      createTimeline({
        leaf: regionData,
        seriesId: `${respondent.code}.${type}.${frequency}`,
        unit: "megawatthours",
        location: respondent.code,
        columns: {
          respondent: respondent.code,
          "respondent-name": respondent.name,
          type,
          "type-name": regionTypes[type],
        },
        axis: axisOf(respondent.zone),
        firstIndex,
        publishedBefore: publicationOf(type, respondent),
        value: values[type],
        isForecast: type === "DF",
      }),
    );
  });
  return timelines.slice(0, count);
}

function publicationOf(type: RegionType, respondent: Respondent): (nowMs: number) => number {
  if (type === "DF") return forecastHoursBefore;
  return (nowMs) => actualHoursBefore(nowMs, respondent.lagMs);
}

/** One axis per zone, so that series of a zone share the search for a period. */
function createLocalAxes(): (zone: TimeZone) => PeriodAxis {
  const axes = new Map<TimeZone, PeriodAxis>();
  return (zone) => {
    const axis = axes.get(zone) ?? localHourlyAxis(zone);
    axes.set(zone, axis);
    return axis;
  };
}
