/** On which days each release published something, told by the vintages of its series. */
import { dayMs } from "../kit/calendar.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { at, countBelow } from "./facts.ts";
import type { Library } from "./library.ts";
import type { SeriesSpec } from "./series-spec.ts";

export interface PublicationCalendar {
  /** Days with data that are out at an instant, ascending. */
  published(releaseId: number, nowMs: number): Int32Array;
  /** Days of the release's calendar that are still to come, as far ahead as it is known, ascending. */
  announced(releaseId: number, nowMs: number): readonly number[];
}

/** How far ahead agencies tell their dates. */
const announcedDays = 180;

export function createPublicationCalendar(
  library: Library,
  archives: ArchiveStore,
): PublicationCalendar {
  interface Known {
    readonly days: Int32Array;
    readonly fromMs: number;
    readonly untilMs: number;
  }
  const known = new Map<number, Known>();
  const representatives = new Map(
    library.releases.map(({ id }) => [id, distinctCalendars(library.seriesOfRelease(id))]),
  );

  function build(releaseId: number, nowMs: number): Known {
    const days = new Set<number>();
    let fromMs = Number.NEGATIVE_INFINITY;
    let untilMs = nowMs + dayMs;
    for (const spec of representatives.get(releaseId) ?? []) {
      const { vintageDays, vintageMs } = archives.get(spec, nowMs).facts;
      const visible = countBelow(vintageMs, nowMs + 1);
      for (let vintage = 0; vintage < visible; vintage++) days.add(at(vintageDays, vintage));
      if (visible > 0) fromMs = Math.max(fromMs, at(vintageMs, visible - 1));
      if (visible < vintageMs.length) untilMs = Math.min(untilMs, at(vintageMs, visible));
    }
    return { days: Int32Array.from(days).sort(), fromMs, untilMs };
  }

  return {
    published(releaseId, nowMs) {
      let entry = known.get(releaseId);
      if (entry === undefined || nowMs < entry.fromMs || nowMs >= entry.untilMs) {
        entry = build(releaseId, nowMs);
        known.set(releaseId, entry);
      }
      return entry.days;
    },
    announced(releaseId, nowMs) {
      const days = new Set<number>();
      for (const spec of representatives.get(releaseId) ?? []) {
        const untilMs = nowMs + announcedDays * dayMs;
        const { vintageDays, vintageMs } = archives.get(spec, untilMs).facts;
        const to = countBelow(vintageMs, untilMs);
        for (let next = countBelow(vintageMs, nowMs + 1); next < to; next++) {
          days.add(at(vintageDays, next));
        }
      }
      return [...days].sort((a, b) => a - b);
    },
  };
}

/** One series for each different calendar; the others publish on the same days. */
function distinctCalendars(series: readonly SeriesSpec[]): SeriesSpec[] {
  const byCalendar = new Map(
    series.map((spec) => [
      JSON.stringify([
        spec.cadence,
        spec.release,
        spec.archiveStart,
        spec.firstDate,
        spec.revisions?.stages,
      ]),
      spec,
    ]),
  );
  return [...byCalendar.values()];
}
