/** What related series share, so that a line of the tables says only what is its own. */
import type { SeriesFigures } from "./series-spec.ts";

type Levels = SeriesFigures["levels"];

/** Levels written as `year:level year:level …`. */
export function path(text: string): Levels {
  return text.split(" ").map((point) => {
    const [year, level] = point.split(":").map(Number);
    if (year === undefined || level === undefined || Number.isNaN(year + level)) {
      throw new Error(`Cannot read the level "${point}" of the series table: expected year:level`);
    }
    return [year, level];
  });
}

export const percent = { units: "Percent", unitsShort: "%", adjustment: "NSA" } as const;
export const morning = 8 * 60 + 30;

/** H.15 yields: business days, out on the next one at 16:15, never revised. */
export function treasury(
  id: string,
  maturity: string,
  firstDate: string,
  popularity: number,
  levels: Levels,
  more: Partial<SeriesFigures> = {},
): SeriesFigures {
  return {
    ...percent,
    id,
    title: `Market Yield on U.S. Treasury Securities at ${maturity} Constant Maturity, Quoted on an Investment Basis`,
    cadence: { kind: "business-day" },
    release: { kind: "business-days", lag: 1, minutes: 16 * 60 + 15 },
    decimals: 2,
    popularity,
    firstDate,
    archiveStart: "2005-06-30",
    levels,
    swing: 0.8,
    noise: 0.025,
    additive: true,
    floor: 0.01,
    ...more,
  };
}

/** Prices and spreads of a business day, out on the next one unless told otherwise. */
export function market(
  spec: Pick<
    SeriesFigures,
    "id" | "title" | "units" | "unitsShort" | "popularity" | "firstDate" | "levels" | "swing"
  > &
    Partial<SeriesFigures>,
): SeriesFigures {
  return {
    adjustment: "NSA",
    cadence: { kind: "business-day" },
    release: { kind: "business-days", lag: 1, minutes: 16 * 60 },
    decimals: 2,
    archiveStart: "2008-01-02",
    noise: 0.006,
    ...spec,
  };
}

/** Weekly figures out some days after the week's last day. */
export function weekly(
  spec: Pick<SeriesFigures, "id" | "title" | "units" | "unitsShort" | "popularity"> &
    Pick<SeriesFigures, "firstDate" | "levels" | "swing" | "noise" | "release" | "decimals"> &
    Partial<SeriesFigures> & { readonly endsOn: number },
): SeriesFigures {
  const { endsOn, ...rest } = spec;
  return {
    adjustment: "NSA",
    cadence: { kind: "week", endsOn },
    archiveStart: "2004-01-08",
    ...rest,
  };
}

/** For series made of others: nothing of their own. */
export const computed = { levels: [], swing: 0, noise: 0 } as const;

export const accountRevisions = {
  stages: 2,
  annual: { month: 9, periods: 20, share: 0.97 },
  comprehensive: true,
  deviation: 0.0019,
} as const;

/** National accounts: three estimates a quarter, the last five years again each September. */
export function nationalAccount(
  id: string,
  title: string,
  popularity: number,
  levels: Levels,
  more: Partial<SeriesFigures> = {},
): SeriesFigures {
  return {
    id,
    title,
    units: "Billions of Dollars",
    unitsShort: "Bil. of $",
    adjustment: "SAAR",
    cadence: { kind: "quarter" },
    release: { kind: "weekday", months: 1, weekday: 4, nth: -1, minutes: morning },
    revisions: accountRevisions,
    decimals: 3,
    trimmed: true,
    popularity,
    firstDate: "1947-01-01",
    archiveStart: "1991-12-04",
    levels,
    swing: 0.012,
    noise: 0.002,
    statedWith: "National accounts",
    ...more,
  };
}

/** Monthly statistics, revised as the agency does. */
export function monthly(
  spec: Pick<SeriesFigures, "id" | "title" | "units" | "unitsShort" | "popularity" | "decimals"> &
    Pick<SeriesFigures, "firstDate" | "levels" | "release" | "swing" | "noise"> &
    Partial<SeriesFigures>,
): SeriesFigures {
  return { adjustment: "SA", cadence: { kind: "month" }, archiveStart: "1996-12-12", ...spec };
}

export const realAccount = {
  units: "Billions of Chained 2017 Dollars",
  unitsShort: "Bil. of Chn. 2017 $",
} as const;
export const firstFriday = {
  kind: "weekday",
  months: 1,
  weekday: 5,
  nth: 1,
  minutes: morning,
} as const;
export const payrollRevisions = {
  stages: 2,
  annual: { month: 2, periods: 60, share: 0.96 },
  deviation: 0.0004,
} as const;
export const priceRevisions = {
  stages: 0,
  annual: { month: 2, periods: 60, share: 0.85 },
  deviation: 0.0006,
} as const;
export const midMonth = (day: number, minutes = morning, months = 1) =>
  ({ kind: "month-day", months, day, minutes }) as const;
export const index2017 = { units: "Index 2017=100", unitsShort: "Index 2017=100" } as const;
export const index1982 = {
  units: "Index 1982-1984=100",
  unitsShort: "Index 1982-1984=100",
} as const;
export const thousandPersons = {
  units: "Thousands of Persons",
  unitsShort: "Thous. of Persons",
} as const;
export const billions = { units: "Billions of Dollars", unitsShort: "Bil. of $" } as const;
export const millions = { units: "Millions of Dollars", unitsShort: "Mil. of $" } as const;
