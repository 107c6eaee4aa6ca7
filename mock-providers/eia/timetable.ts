/**
 * When each dataset may gain or change something, derived from the very rules its rows follow
 * (`publication.ts`, `grid-revisions.ts`). Between two of these instants answers stay the same.
 */
import { hourMs, isBusinessDay } from "../kit/calendar.ts";
import type { PublicationRule } from "../kit/declaration.ts";
import { localTime } from "../kit/time-zone.ts";
import { gridLeaves } from "./grid-leaves.ts";
import { revisionWindows } from "./grid-revisions.ts";
import {
  changeStepMs,
  internationalReleaseMs,
  latestMonth,
  latestRelease,
  latestStorageWeek,
  outlookReleaseMs,
  petroleumReleaseMs,
  reviewReleaseMs,
  storageReleaseMs,
  supplyMonthlyReleaseMs,
  type MonthlyRelease,
} from "./publication.ts";

const quarterHourMs = hourMs / 4;

/** Authorities report on the quarter hours; rewrites come in steps within a few hours of a business day. */
function nextGridChange(afterMs: number): number {
  const reportMs = (Math.floor(afterMs / quarterHourMs) + 1) * quarterHourMs;
  const stepMs = (Math.floor(afterMs / changeStepMs) + 1) * changeStepMs;
  const { days, hour } = localTime("eastern", stepMs);
  const mayBeRewritten =
    isBusinessDay(days) && revisionWindows.some(({ from, to }) => hour >= from && hour < to);
  return mayBeRewritten ? stepMs : reportMs;
}

function nextPetroleumWeek(afterMs: number): number {
  return petroleumReleaseMs(latestRelease(afterMs).weekEndDay + 7);
}

function nextStorageWeek(afterMs: number): number {
  return storageReleaseMs(latestStorageWeek(afterMs) + 7);
}

function monthly(releaseMs: MonthlyRelease): (afterMs: number) => number {
  return (afterMs) => releaseMs(latestMonth(afterMs, releaseMs) + 1);
}

const wednesday = "Wednesday 10:30 Eastern, Thursday after a Monday holiday";

export const timetable: readonly PublicationRule[] = [
  ...gridLeaves.map(({ route }) => ({
    dataset: route,
    rule: route.includes("interchange")
      ? "a day and an hour or two after each hour; rewritten on the business days after it"
      : "an hour or two after each hour; rewritten on the business days after it",
    nextMs: nextGridChange,
  })),
  { dataset: "petroleum/stoc/wstk", rule: wednesday, nextMs: nextPetroleumWeek },
  { dataset: "petroleum/sum/sndw", rule: wednesday, nextMs: nextPetroleumWeek },
  { dataset: "petroleum/pnp/wiup", rule: wednesday, nextMs: nextPetroleumWeek },
  {
    dataset: "petroleum/pri/spt",
    rule: `with the weekly release, to two days before it: ${wednesday}`,
    nextMs: nextPetroleumWeek,
  },
  {
    dataset: "petroleum/move/pipe",
    rule: "two months behind, on the last business day of the month at noon Eastern",
    nextMs: monthly(supplyMonthlyReleaseMs),
  },
  {
    dataset: "natural-gas/pri/fut",
    rule: `with the weekly release, to two days before it: ${wednesday}`,
    nextMs: nextPetroleumWeek,
  },
  {
    dataset: "natural-gas/stor/wkly",
    rule: "Thursday 10:30 Eastern, the next business day after a holiday",
    nextMs: nextStorageWeek,
  },
  {
    dataset: "steo",
    rule: "the second Tuesday of the month at noon Eastern, the whole forecast anew",
    nextMs: monthly(outlookReleaseMs),
  },
  {
    dataset: "total-energy",
    rule: "three months behind, about the 24th at noon Eastern; earlier months corrected",
    nextMs: monthly(reviewReleaseMs),
  },
  {
    dataset: "international",
    rule: "four months behind, about the tenth at noon Eastern; years in October",
    nextMs: monthly(internationalReleaseMs),
  },
  {
    dataset: "electricity/retail-sales",
    rule: "two months behind, about the 24th at noon Eastern; earlier months corrected",
    nextMs: monthly(reviewReleaseMs),
  },
  {
    dataset: "electricity/electric-power-operational-data",
    rule: "two months behind, about the 24th at noon Eastern; earlier months corrected",
    nextMs: monthly(reviewReleaseMs),
  },
];
