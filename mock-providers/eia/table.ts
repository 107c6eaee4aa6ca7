/**
 * Routes that are a table of rows through time: what a row says of itself, and what is measured of it. Values are
 * pure functions of the period, in the shortest period the route has; longer ones are sums or means. Routes made this
 * way are served in scope `full`; nothing of them is restated.
 */
import { roundTo, seedOf, normal, valueNoise, wave } from "../kit/random.ts";
import type { Facet, Frequency, FrequencyId, Leaf, MeasuredColumn } from "./leaf.ts";
import { monthsBefore, spanOf } from "./monthly-timelines.ts";
import { everyDayAxis } from "./periods.ts";
import type { MonthlyRelease } from "./publication.ts";
import { createTimeline, type Timeline } from "./timeline.ts";

/** By the base period of its table. */
export type AtPeriod = (index: number) => number | null;

export interface Quantity {
  readonly unit: string;
  readonly at: AtPeriod;
  readonly combine: "sum" | "mean";
  readonly decimals: number;
}

export interface TableRow {
  /** Every column but the period and what is measured, in row order. */
  readonly columns: Readonly<Record<string, string | null>>;
  readonly location: string | null;
  /** By measured column; a text stands for itself in every period. */
  readonly measures: Readonly<Record<string, Quantity | string | null>>;
}

export interface Table {
  readonly leaf: Leaf;
  /** Months of the shortest period, or days. */
  readonly base: 1 | 3 | 12 | "day";
  /** Index of the first period of the base. */
  readonly first: number;
  /** Index after the newest period of the base that is out. */
  readonly outBefore: (nowMs: number) => number;
  /** Nominal publication, where it is not the end of the interval. */
  readonly asOfMs?: number;
  readonly rows: (seed: number) => readonly TableRow[];
}

export interface TableForm {
  readonly route: string;
  readonly name: string;
  readonly description: string;
  readonly columns: readonly MeasuredColumn[];
  /** Id, description and the column of the name. */
  readonly facets: readonly (readonly [id: string, description: string, nameColumn: string])[];
  readonly frequencies: readonly Frequency[];
  readonly defaultFrequency?: FrequencyId;
  /** `<column>-units` unless told otherwise. */
  readonly unitColumn?: string;
}

export function tableLeaf(form: TableForm): Leaf {
  const { facets, unitColumn, frequencies } = form;
  const [first] = frequencies;
  return {
    route: form.route,
    id: form.route.slice(form.route.lastIndexOf("/") + 1),
    name: form.name,
    description: form.description,
    describesData: true,
    columns: form.columns,
    unitColumn: (column) => unitColumn ?? `${column}-units`,
    facets: facets.map(([id, description, nameColumn]): Facet => ({ id, description, nameColumn })),
    frequencies,
    defaultFrequency: form.defaultFrequency ?? first?.id ?? "annual",
  };
}

/** A measured column with the unit the metadata gives it. */
export function measured(id: string, units?: string, alias?: string): MeasuredColumn {
  const about = {
    ...(alias === undefined ? {} : { alias }),
    ...(units === undefined ? {} : { units }),
  };
  return { id, about };
}

/** A column of texts. */
export function told(id: string, alias: string): MeasuredColumn {
  return { id, about: { alias }, isText: true };
}

/** What is out by the month: a period of `base` months is, `lagMonths` after its last one. */
export function monthlyOut(
  base: 1 | 3 | 12,
  releaseMs: MonthlyRelease,
  lagMonths: number,
): (nowMs: number) => number {
  return (nowMs) => Math.floor(monthsBefore({ releaseMs, lagMonths }, nowMs) / base);
}

/** Index of the base period that begins with a year. */
export function yearStart(base: 1 | 3 | 12, year: number): number {
  return (year * 12) / base;
}

export interface Course {
  readonly level: number;
  readonly unit: string;
  readonly decimals?: number;
  /** Relative change a year, counted from 2024. */
  readonly trend?: number;
  readonly season?: number;
  /** When of the year it is most, 0 to 1. */
  readonly peak?: number;
  readonly noise?: number;
  readonly combine?: "sum" | "mean";
}

/** A quantity that moves around its level. `perYear` base periods make a year. */
export function quantity(seed: number, perYear: number, course: Course): Quantity {
  const { level, unit, decimals = 0, trend = 0, season = 0, peak = 0.5, noise = 0.05 } = course;
  return {
    unit,
    decimals,
    combine: course.combine ?? "sum",
    at(index) {
      const year = index / perYear;
      // Half a life of growth at most: nothing turns negative far in the past.
      const grown = Math.max(0.3, 1 + trend * (year - 2024));
      const moves =
        season * wave(year - peak + 0.25) +
        noise * valueNoise(seed, (index / perYear) * 0.7) +
        0.4 * noise * normal(seed + 1, index);
      return roundTo(Math.max(0, level * grown * (1 + moves)), decimals);
    },
  };
}

/** The sum of parts; missing ones do not count. */
export function sumOf(parts: readonly Quantity[]): Quantity {
  const [first] = parts;
  const decimals = first?.decimals ?? 0;
  return {
    unit: first?.unit ?? "",
    decimals,
    combine: first?.combine ?? "sum",
    at(index) {
      let sum = 0;
      for (const part of parts) sum += part.at(index) ?? 0;
      return roundTo(sum, decimals);
    },
  };
}

export function seedFor(seed: number, route: string, ...names: readonly string[]): number {
  return seedOf(seed, `table ${route} ${names.join(" ")}`);
}

export function createTableTimelines(
  table: Table,
  seed: number,
  frequency: FrequencyId,
): Timeline[] {
  const { leaf, base, first, outBefore, asOfMs } = table;
  const span = base === "day" ? { axis: everyDayAxis, months: 1 } : spanOf(frequency);
  const count = base === "day" ? 1 : span.months / base;
  return table.rows(seed).map((row) =>
    createTimeline({
      leaf,
      name: leaf.facets.map(({ id }) => row.columns[id] ?? "").join(".") || leaf.id,
      frequency,
      location: row.location,
      columns: row.columns,
      axis: span.axis,
      firstIndex: Math.ceil(first / count),
      publishedBefore: (nowMs) => Math.floor(outBefore(nowMs) / count),
      ...(asOfMs === undefined ? {} : { asOfMs: () => asOfMs }),
      measures: leaf.columns.map(({ id, about, isText }) => {
        const held = row.measures[id] ?? null;
        const nothing = { column: id, unit: about?.["units"] ?? "", value: () => null };
        if (isText === true || typeof held === "string") {
          return { ...nothing, text: typeof held === "string" ? held : null };
        }
        return held === null
          ? nothing
          : { column: id, unit: held.unit, value: combined(held, count) };
      }),
    }),
  );
}

function combined({ at, combine, decimals }: Quantity, count: number): AtPeriod {
  if (count === 1) return at;
  return (index) => {
    let sum = 0;
    for (let part = index * count; part < (index + 1) * count; part++) {
      const value = at(part);
      if (value === null) return null;
      sum += value;
    }
    return roundTo(combine === "sum" ? sum : sum / count, decimals);
  };
}
