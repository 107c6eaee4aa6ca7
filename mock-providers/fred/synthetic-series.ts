/**
 * Series beyond the real ones, for catalogues of any length. Ids begin with `SANDBOX`; their history is as
 * long as the catalogue's points need, ending where the real ones do.
 */
import { civilDate, dayOf, formatDay } from "../kit/calendar.ts";
import { hash32 } from "../kit/random.ts";
import type { WorldOptions } from "../kit/types.ts";
import { sandboxId } from "./metadata/source-table.ts";
import type { SeriesSpec } from "./series-spec.ts";

export const syntheticMax = 5_000;

/** `SANDBOX0001` for 1. Every third is revised month by month when that gives it enough facts, else all are daily. */
export function syntheticSeries(number: number, world: WorldOptions): SeriesSpec {
  const id = `SANDBOX${String(number).padStart(4, "0")}`;
  const anchorDay = dayOf(world.anchorMs);
  const { year } = civilDate(anchorDay);
  const level = 5 + (hash32(world.seed, number, 11) % 3000) / 10;
  const common = {
    id,
    units: "Index",
    unitsShort: "Index",
    adjustment: "NSA",
    decimals: 3,
    popularity: 1,
    archiveStart: formatDay(anchorDay - archiveDays),
    levels: [
      [year - 80, level * 0.2],
      [year, level],
    ],
    swing: 0.2,
    noise: 0.01,
    releaseId: sandboxId,
    categoryIds: [sandboxId],
    tags: ["sandbox"],
    about: "Made up altogether.",
  } as const satisfies Partial<SeriesSpec>;
  if (number % 3 === 0 && world.pointsPerSeries <= monthlyPointsMax) {
    return {
      ...common,
      title: `Sandbox Monthly Index ${number}`,
      cadence: { kind: "month" },
      release: { kind: "month-day", months: 1, day: 12, minutes: 8 * 60 + 30 },
      revisions: { stages: 2, annual: { month: 2, periods: 60, share: 0.9 }, deviation: 0.002 },
      firstDate: `${year - 40}-01-01`,
    };
  }
  return {
    ...common,
    title: `Sandbox Daily Index ${number}`,
    cadence: { kind: "business-day" },
    release: { kind: "business-days", lag: 1, minutes: 16 * 60 },
    // Seven days hold five points; some weeks more than needed cost little.
    firstDate: formatDay(anchorDay - Math.ceil(world.pointsPerSeries * 1.4) - 60),
  };
}

/** One made-up series of each calendar there is, with a history and an archive that hold all of `year`. */
export function syntheticCalendars(year: number): SeriesSpec[] {
  const anchorMs = Date.UTC(year + 2, 0, 1);
  const world = { seed: 0, seriesCount: 0, anchorMs, scope: "full" } as const;
  return [
    syntheticSeries(1, { ...world, pointsPerSeries: 2_000 }),
    syntheticSeries(3, { ...world, pointsPerSeries: monthlyPointsMax }),
  ];
}

const archiveDays = 5 * 365;
/** Five years of vintages on forty years of months carry more facts than this. */
const monthlyPointsMax = 500;

/** The number in a synthetic id, undefined for any other id. */
export function syntheticNumber(seriesId: string): number | undefined {
  const match = /^SANDBOX(\d{4})$/.exec(seriesId);
  const number = Number(match?.[1] ?? 0);
  return number >= 1 && number <= syntheticMax ? number : undefined;
}
