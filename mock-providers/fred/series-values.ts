/**
 * What a series is worth: a trend of straight lines through known levels, slow movements, season and noise;
 * each later statement of the same period moves it a little. Related series share movements or are
 * computed from one another. Pure functions of seed and period.
 */
import { isFederalHoliday } from "../kit/calendar.ts";
import { normal, roundTo, seedOf, uniform, valueNoise, wave } from "../kit/random.ts";
import { intervalEndDay, intervalStartDay, periodDate, periodFrom } from "./periods.ts";
import type { Cadence, SeriesFigures } from "./series-spec.ts";
import { findTableSeries } from "./series-table.ts";

/**
 * Fills `values` with the statements of one period, oldest first. NaN stands for ".". Two statements that
 * follow each other always differ, because FRED begins a new fact only when the value changes.
 */
export function fillStatements(
  spec: SeriesFigures,
  worldSeed: number,
  period: number,
  values: Float64Array,
): void {
  if (isHoliday(spec.cadence, periodDate(spec.cadence, period))) {
    values.fill(Number.NaN);
    return;
  }
  fillRaw(spec, worldSeed, period, values);
  const { decimals, floor = Number.NEGATIVE_INFINITY } = spec;
  const unit = roundTo(1 / 10 ** decimals, decimals);
  const seed = seedOf(worldSeed, spec.id);
  let previous = Number.NaN;
  for (let statement = 0; statement < values.length; statement++) {
    let value = Math.max(floor, roundTo(values[statement] ?? Number.NaN, decimals));
    if (value === previous) {
      const down = uniform(seed, period, 1000 + statement) < 0.5 && value - unit >= floor;
      value = roundTo(down ? value - unit : value + unit, decimals);
    }
    values[statement] = value;
    previous = value;
  }
}

/** Statements before rounding. */
function fillRaw(
  spec: SeriesFigures,
  worldSeed: number,
  period: number,
  values: Float64Array,
): void {
  if (spec.derived?.kind === "product") {
    const factor = values.slice();
    fillStatements(tableSeries(spec.derived.of), worldSeed, period, values);
    fillStatements(tableSeries(spec.derived.by), worldSeed, period, factor);
    for (let statement = 0; statement < values.length; statement++) {
      values[statement] = ((values[statement] ?? 0) * (factor[statement] ?? 0)) / 100;
    }
    return;
  }
  const settled = settledValue(spec, worldSeed, period);
  const deviation = (spec.revisions?.deviation ?? 0) * (spec.additive === true ? 1 : settled);
  const seed = seedOf(worldSeed, spec.id);
  let drift = 0;
  for (let statement = 0; statement < values.length; statement++) {
    if (statement > 0) drift += normal(seed, period, statement) * (statement === 1 ? 1 : 0.75);
    values[statement] = settled + drift * deviation;
  }
}

/** The first statement of a period of a series that others are computed from. */
function statedValue(spec: SeriesFigures, worldSeed: number, period: number): number {
  const stated = new Float64Array(1);
  fillStatements(spec, worldSeed, period, stated);
  return stated[0] ?? Number.NaN;
}

function settledValue(spec: SeriesFigures, worldSeed: number, period: number): number {
  const date = periodDate(spec.cadence, period);
  const { derived } = spec;
  if (derived?.kind === "difference") {
    return (
      valueOnDate(tableSeries(derived.of), worldSeed, date) -
      valueOnDate(tableSeries(derived.minus), worldSeed, date)
    );
  }
  if (derived?.kind === "average") {
    const from = intervalStartDay(spec.cadence, date);
    const to = intervalEndDay(spec.cadence, date);
    return meanBetween(tableSeries(derived.of), worldSeed, from, to);
  }
  const year = yearOf(date);
  const season = spec.season === undefined ? 0 : spec.season * seasonIn(year);
  const movement = movementOf(spec, worldSeed, date, spec.cadence) + season;
  let level = levelIn(spec.levels, year);
  if (derived?.kind === "pass-through") {
    const source = tableSeries(derived.of);
    level += derived.share * meanBetween(source, worldSeed, date - derived.days, date);
  }
  return spec.additive === true ? level + movement : level * (1 + movement);
}

/**
 * Slow movements and noise of a series and of those it follows. The noise of a followed series is that of a
 * single period, so it is shared by series of the same cadence only.
 */
function movementOf(
  spec: SeriesFigures,
  worldSeed: number,
  date: number,
  cadence: Cadence,
): number {
  const seed = seedOf(worldSeed, spec.id);
  const year = yearOf(date);
  const slow =
    valueNoise(seed, year * 1.3) * 0.5 +
    valueNoise(seed ^ 1, year * 6) * 0.3 +
    valueNoise(seed ^ 2, year * 26) * 0.13 +
    valueNoise(seed ^ 3, year * 120) * 0.07;
  let movement = slow * spec.swing;
  if (spec.cadence.kind === cadence.kind) {
    movement += normal(seed ^ 4, periodFrom(cadence, date)) * spec.noise;
  }
  for (const { id, weight } of spec.follows ?? []) {
    movement += weight * movementOf(tableSeries(id), worldSeed, date, cadence);
  }
  return movement;
}

function valueOnDate(spec: SeriesFigures, worldSeed: number, date: number): number {
  return statedValue(spec, worldSeed, periodFrom(spec.cadence, date));
}

/** The mean over dates in `[from, to)`; NaN when all of them are holidays. */
function meanBetween(spec: SeriesFigures, worldSeed: number, from: number, to: number): number {
  const end = periodFrom(spec.cadence, to);
  let sum = 0;
  let count = 0;
  for (let period = periodFrom(spec.cadence, from); period < end; period++) {
    const value = statedValue(spec, worldSeed, period);
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

/** Series tables name one another in literals; a wrong name is a mistake in the table. */
function tableSeries(id: string): SeriesFigures {
  const spec = findTableSeries(id);
  if (spec === undefined) throw new Error(`The series table names "${id}" but does not hold it`);
  return spec;
}

function isHoliday(cadence: Cadence, date: number): boolean {
  return cadence.kind === "business-day" && isFederalHoliday(date);
}

function yearOf(date: number): number {
  return 1970 + date / 365.2425;
}

/** Highest in January, with a second, smaller top in July: heating and cooling. */
function seasonIn(year: number): number {
  return wave(year + 0.2) * 0.7 + wave(2 * year + 0.2) * 0.5;
}

function levelIn(levels: SeriesFigures["levels"], year: number): number {
  let index = 1;
  while (index < levels.length - 1 && (levels[index]?.[0] ?? 0) < year) index++;
  const [fromYear, from] = levels[index - 1] ?? [0, 0];
  const [toYear, to] = levels[index] ?? [fromYear + 1, from];
  if (year <= fromYear) return from;
  return from + ((to - from) * (year - fromYear)) / (toYear - fromYear);
}
