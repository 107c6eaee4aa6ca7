/** How one series of the mock is described: what FRED says of it, when it is published, how it moves. */

/** What one observation stands for; `endsOn` is a weekday, 0 is Sunday. */
export type Cadence =
  | { readonly kind: "business-day" }
  | { readonly kind: "seven-day" }
  | { readonly kind: "week"; readonly endsOn: number }
  | { readonly kind: "month" }
  | { readonly kind: "quarter" }
  | { readonly kind: "year" };

/** When a period is published, seen from its last day. Times are minutes after midnight, US Eastern. */
export type ReleaseRule =
  /** So many business days later. */
  | { readonly kind: "business-days"; readonly lag: number; readonly minutes: number }
  /** So many calendar days later, or the next business day. */
  | { readonly kind: "days"; readonly lag: number; readonly minutes: number }
  /** A day of a month so many months later, or the next business day. */
  | {
      readonly kind: "month-day";
      readonly months: number;
      readonly day: number;
      readonly minutes: number;
    }
  /** The nth weekday of a month so many months later (−1: the last), or the business day before. */
  | {
      readonly kind: "weekday";
      readonly months: number;
      readonly weekday: number;
      readonly nth: number;
      readonly minutes: number;
    };

/** How later vintages change what was published. Absent: never. */
export interface RevisionRule {
  /**
   * How many later releases state a period again. For quarters these are the second and third estimate,
   * one and two months after the first.
   */
  readonly stages: number;
  /** Once a year, with the release made in `month`, the last `periods` are stated again. */
  readonly annual?: { readonly month: number; readonly periods: number; readonly share: number };
  /** In years that end in 3 or 8 the annual restatement reaches back to the beginning. */
  readonly comprehensive?: boolean;
  /** Standard deviation of one revision, relative to the value (absolute for `additive` series). */
  readonly deviation: number;
}

/** How a series is computed from others, as it is in reality. */
export type Derivation =
  /** Of the same dates. */
  | { readonly kind: "difference"; readonly of: string; readonly minus: string }
  /** The mean of the other's dates inside the period; holidays do not count. */
  | { readonly kind: "average"; readonly of: string }
  /** Statement by statement, divided by 100; all three are stated on the same days. */
  | { readonly kind: "product"; readonly of: string; readonly by: string }
  /** The own level, and on top of it a share of the other's mean over the `days` before. */
  | {
      readonly kind: "pass-through";
      readonly of: string;
      readonly days: number;
      readonly share: number;
    };

/** What FRED's catalogue says of a series besides its figures; the ids are those of `metadata/`. */
export interface SeriesLabels {
  readonly releaseId: number;
  readonly categoryIds: readonly number[];
  readonly tags: readonly string[];
  /** One or two sentences for the notes. */
  readonly about: string;
}

export type SeriesSpec = SeriesFigures & SeriesLabels;

export interface SeriesFigures {
  readonly id: string;
  readonly title: string;
  readonly units: string;
  readonly unitsShort: string;
  readonly adjustment: "SA" | "NSA" | "SAAR";
  readonly cadence: Cadence;
  /** Where FRED says more than the cadence does: "Daily, Close", "Weekly, As of Wednesday". */
  readonly frequency?: string;
  readonly release: ReleaseRule;
  readonly revisions?: RevisionRule;
  readonly decimals: number;
  /** Values are shown without trailing zeros, as the national accounts are. */
  readonly trimmed?: boolean;
  readonly popularity: number;
  /** First observation date. */
  readonly firstDate: string;
  /** Earlier dates whose numbers were withdrawn; they stay as rows of ".". */
  readonly withdrawnPeriods?: number;
  /** Day of the first vintage in the archive. */
  readonly archiveStart: string;
  /** `[year, level]`, ascending; in between and beyond on straight lines. */
  readonly levels: readonly (readonly [number, number])[];
  /** Size of slow movements and of noise, relative to the level unless `additive`. */
  readonly swing: number;
  readonly noise: number;
  readonly season?: number;
  readonly additive?: boolean;
  /** No value lies below. */
  readonly floor?: number;
  /** Moves with other series: their movements, times the weight, come on top of the own. */
  readonly follows?: readonly { readonly id: string; readonly weight: number }[];
  readonly derived?: Derivation;
  /** Series with the same text here have the same periods stated again by each release. */
  readonly statedWith?: string;
}
