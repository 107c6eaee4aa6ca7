/**
 * What a leaf route is: its words, frequencies, facets, measured columns and how rows write them. The leaves
 * themselves stand in `grid-leaves.ts`, `survey-leaves.ts`, `outlook-leaves.ts` and `power-leaves.ts`.
 */
export type FrequencyId =
  | "hourly"
  | "local-hourly"
  | "daily"
  | "weekly"
  | "four-week-average"
  | "monthly"
  | "quarterly"
  | "annual";

export interface Frequency {
  readonly id: FrequencyId;
  readonly alias?: string;
  readonly description: string;
  readonly query: string;
  /** The `dateFormat` of the provider. */
  readonly format: string;
}

export interface Facet {
  readonly id: string;
  readonly description: string;
  /** The row column that holds the readable name of the facet's value. */
  readonly nameColumn: string;
}

/** One column `data[]` can ask for. */
export interface MeasuredColumn {
  readonly id: string;
  /** What `data` of the metadata says about it. Petroleum says nothing: an empty list. */
  readonly about: Readonly<Record<string, string>> | undefined;
  /** A text of the row, such as a county: without unit, and no observation. */
  readonly isText?: boolean;
}

/** How a row says that its value is missing, where that is not JSON null alone. */
export interface MissingForm {
  /** Stands in place of the value, as text in every form. */
  readonly text: string;
  /** Columns that say why. */
  readonly columns: Readonly<Record<string, string>>;
}

export interface Leaf {
  /** Without `/v2/` and `/data`: also the dataset of docs/data-model.md. */
  readonly route: string;
  /** As in `response.id` of the metadata; petroleum leaves answer with the name of their root. */
  readonly id: string;
  /** Petroleum metadata has no name. */
  readonly name?: string;
  readonly description: string;
  /** Whether `/data` carries the description: electricity does, petroleum does not. */
  readonly describesData: boolean;
  /** In the order of the metadata, which error messages repeat. */
  readonly columns: readonly MeasuredColumn[];
  /** The column that holds the unit of a measured column. */
  readonly unitColumn: (column: string) => string;
  readonly facets: readonly Facet[];
  /** In the order of the metadata, which error messages repeat. */
  readonly frequencies: readonly Frequency[];
  readonly defaultFrequency: FrequencyId;
  /** Columns that `/seriesid` writes as numbers and `/data` as text. */
  readonly numberColumns?: readonly string[];
  readonly missing?: MissingForm;
  /** Whether the values of a facet have an alias beside id and name; most have. */
  readonly hasAliases?: boolean;
}

/** The one column of every leaf but two. */
export function valueColumn(about?: Readonly<Record<string, string>>): readonly MeasuredColumn[] {
  return [{ id: "value", about }];
}

const hourFormat = 'YYYY-MM-DD"T"HH24';

export const frequencies = {
  hourly: {
    id: "hourly",
    alias: "hourly (UTC)",
    description: "One data point for each hour in UTC time.",
    query: "H",
    format: hourFormat,
  },
  localHourly: {
    id: "local-hourly",
    alias: "hourly (Local Time Zone)",
    description: "One data point for each hour in local time.",
    query: "LH",
    format: `${hourFormat}TZH`,
  },
  daily: {
    id: "daily",
    description: "One data point for each day.",
    query: "D",
    format: "YYYY-MM-DD",
  },
  weekly: {
    id: "weekly",
    description: "One data point for each week.",
    query: "W",
    format: "YYYY-MM-DD",
  },
  /** Of the weekly petroleum surveys; the letter is the one of legacy ids such as `PET.WCRFPUS2.4`. */
  fourWeeks: {
    id: "four-week-average",
    description: "One data point (average) for a four week period.",
    query: "4",
    format: "YYYY-MM-DD",
  },
  monthly: {
    id: "monthly",
    description: "One data point for each month.",
    query: "M",
    format: "YYYY-MM",
  },
  quarterly: {
    id: "quarterly",
    description: "One data point every 3 months.",
    query: "Q",
    format: 'YYYY-"Q"Q',
  },
  annual: {
    id: "annual",
    description: "One data point for each calendar year.",
    query: "A",
    format: "YYYY",
  },
} as const satisfies Record<string, Frequency>;
