/**
 * What is known of a series without its values: whether it is out, its newest date and its last update. Told
 * by the release calendar alone, so lists of many series cost no archives.
 */
import { dayMs } from "../kit/calendar.ts";
import { localDay, localDayStartMs } from "../kit/time-zone.ts";
import { parseSpecDay, releasesSince, vintageInstant } from "./releases.ts";
import { periodDate, periodFrom } from "./periods.ts";
import type { SeriesSpec } from "./series-spec.ts";

export interface SeriesStatus {
  /** First and newest observation date, day numbers. */
  readonly firstDate: number;
  readonly lastDate: number;
  /** Day of the newest vintage. */
  readonly vintageDay: number;
  /** When the newest vintage appeared, UTC milliseconds. */
  readonly updatedMs: number;
}

export interface StatusBook {
  /** Undefined before the first vintage. */
  at(spec: SeriesSpec, instantMs: number): SeriesStatus | undefined;
}

/** The last instant of FRED's calendar day, on which a vintage of that day is out for certain. */
export function endOfDayMs(day: number): number {
  return localDayStartMs("central", day + 1) - 1;
}

/** Remembers one status per series, which holds until the series' next release. */
export function createStatusBook(): StatusBook {
  interface Page {
    readonly status: SeriesStatus | undefined;
    readonly fromMs: number;
    readonly untilMs: number;
  }
  const pages = new Map<string, Page>();
  return {
    at(spec, instantMs) {
      const known = pages.get(spec.id);
      if (known !== undefined && instantMs >= known.fromMs && instantMs < known.untilMs) {
        return known.status;
      }
      const page = readStatus(spec, instantMs);
      // Catalogues hold 1,000 series at most, but clients may name 5,000 made-up ones.
      if (pages.size >= 2_000) pages.clear();
      pages.set(spec.id, page);
      return page.status;
    },
  };
}

function readStatus(spec: SeriesSpec, instantMs: number) {
  const archiveDay = parseSpecDay(spec.archiveStart);
  const day = localDay("eastern", instantMs);
  // A release that is still to come ends the status; it is never further away than a year and a half.
  const releases = releasesSince(spec, Math.max(archiveDay, day), Math.max(archiveDay, day) + 550);
  let status: SeriesStatus | undefined;
  let fromMs = Number.NEGATIVE_INFINITY;
  for (const release of releases) {
    const vintageDay = Math.max(archiveDay, release.day);
    const updatedMs = vintageInstant(spec, vintageDay);
    if (updatedMs > instantMs) return { status, fromMs, untilMs: updatedMs };
    fromMs = updatedMs;
    status = {
      firstDate: periodDate(spec.cadence, periodFrom(spec.cadence, parseSpecDay(spec.firstDate))),
      lastDate: periodDate(spec.cadence, Math.max(...release.ranges.map(({ to }) => to))),
      vintageDay,
      updatedMs,
    };
  }
  return { status, fromMs, untilMs: instantMs + dayMs };
}
