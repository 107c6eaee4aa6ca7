/**
 * When the two databases are updated. The World Development Indicators come out anew six times a year, the Global
 * Economic Monitor every month, always at 18:00 UTC of a business day; `lastupdated` is all the API says about it.
 * Source: days of `lastupdated` seen in public recordings (2024-02-21, 2024-03-28, 2024-05-30, 2024-06-28, 2024-12-16,
 * 2026-04-08, 2026-07-13; GEM 2024-06-19, 2026-09-08). The days here are rules, not the original's.
 */
import { addBusinessDays, civilDate, dayMs, dayNumber, dayOf, hourMs } from "../kit/calendar.ts";
import { uniform } from "../kit/random.ts";

/** What the databases hold is a function of these numbers alone. */
export interface DatabaseState {
  /** Days of the last updates, at or before the instant. */
  readonly wdiDay: number;
  readonly gemDay: number;
  /** Half-years of annual restatement: two per year, the main update in July and the one in December. */
  readonly wdiStep: number;
  /** Year of the last main update. */
  readonly wdiMainYear: number;
  /** The last month (year × 12 + month − 1) the Global Economic Monitor knows. */
  readonly gemMonth: number;
}

const releaseMs = 18 * hourMs;

/** Earliest day of the year for each update and how many days it may come later. July's is the main one. */
const wdiUpdates = [
  { month: 2, day: 14, spread: 10 },
  { month: 4, day: 5, spread: 8 },
  { month: 5, day: 22, spread: 8 },
  { month: 7, day: 1, spread: 12 },
  { month: 9, day: 12, spread: 10 },
  { month: 12, day: 9, spread: 8 },
] as const;
const mainUpdate = 3;
const decemberUpdate = 5;

/** Seed of the release days: the calendar is the same in every world. */
const calendarSeed = 0x5744_4931;

/** The state of both databases at an instant. Cached for the last one: pages of one query share it. */
export function createStateAt(): (nowMs: number) => DatabaseState {
  let fromMs = 0;
  let toMs = 0;
  let state: DatabaseState | undefined;
  return (nowMs) => {
    if (state === undefined || nowMs < fromMs || nowMs >= toMs) {
      state = stateAt(nowMs);
      fromMs = Math.max(state.wdiDay, state.gemDay) * dayMs + releaseMs;
      toMs = Math.min(nextWdiRelease(nowMs), nextGemRelease(nowMs));
    }
    return state;
  };
}

function stateAt(nowMs: number): DatabaseState {
  const wdi = latestWdi(nowMs);
  const gem = latestGem(nowMs);
  const { year, update } = wdi;
  const half = update >= decemberUpdate ? 1 : update >= mainUpdate ? 0 : -1;
  return {
    wdiDay: wdiDay(year, update),
    gemDay: gemDay(gem),
    wdiStep: 2 * year + half,
    wdiMainYear: update >= mainUpdate ? year : year - 1,
    // An update in March carries January.
    gemMonth: gem - 2,
  };
}

/** First instant after `afterMs` at which the World Development Indicators change. */
export function nextWdiRelease(afterMs: number): number {
  let { year, update } = latestWdi(afterMs);
  update += 1;
  if (update === wdiUpdates.length) {
    update = 0;
    year += 1;
  }
  return wdiDay(year, update) * dayMs + releaseMs;
}

/** First instant after `afterMs` at which the Global Economic Monitor changes. */
export function nextGemRelease(afterMs: number): number {
  return gemDay(latestGem(afterMs) + 1) * dayMs + releaseMs;
}

function latestWdi(nowMs: number): { year: number; update: number } {
  const { year } = civilDate(dayOf(nowMs));
  for (let update = wdiUpdates.length - 1; update >= 0; update--) {
    if (wdiDay(year, update) * dayMs + releaseMs <= nowMs) return { year, update };
  }
  return { year: year - 1, update: wdiUpdates.length - 1 };
}

function wdiDay(year: number, update: number): number {
  // Proof for the fallback: `update` is a position in the list.
  const { month, day, spread } = wdiUpdates[update] ?? wdiUpdates[mainUpdate];
  const delay = Math.floor(uniform(calendarSeed, year, update) * spread);
  return addBusinessDays(dayNumber(year, month, day + delay), 0);
}

/** Months are counted as year × 12 + month − 1. */
function latestGem(nowMs: number): number {
  const { year, month } = civilDate(dayOf(nowMs));
  const current = year * 12 + month - 1;
  return gemDay(current) * dayMs + releaseMs <= nowMs ? current : current - 1;
}

/** The sixth business day of the month. */
function gemDay(month: number): number {
  return addBusinessDays(dayNumber(Math.floor(month / 12), (month % 12) + 1, 1), 5);
}
