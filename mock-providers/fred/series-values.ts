/**
 * What a series is worth: a trend of straight lines through known levels, slow movements, season and noise;
 * each later statement of the same period moves it a little. Pure functions of seed and period.
 */
import { isFederalHoliday } from "../kit/calendar.ts";
import { normal, roundTo, uniform, valueNoise, wave } from "../kit/random.ts";
import { periodDate } from "./periods.ts";
import type { SeriesSpec } from "./series-spec.ts";

/**
 * Fills `values` with the statements of one period, oldest first. NaN stands for ".". Two statements that
 * follow each other always differ, because FRED begins a new fact only when the value changes.
 */
export function fillStatements(
  spec: SeriesSpec,
  seed: number,
  period: number,
  values: Float64Array,
): void {
  const date = periodDate(spec.cadence, period);
  if (spec.cadence.kind === "business-day" && isFederalHoliday(date)) {
    values.fill(Number.NaN);
    return;
  }
  const { decimals, floor = Number.NEGATIVE_INFINITY } = spec;
  const settled = settledValue(spec, seed, period, date);
  const deviation = (spec.revisions?.deviation ?? 0) * (spec.additive === true ? 1 : settled);
  const unit = roundTo(1 / 10 ** decimals, decimals);
  let drift = 0;
  let previous = Number.NaN;
  for (let statement = 0; statement < values.length; statement++) {
    if (statement > 0) drift += normal(seed, period, statement) * (statement === 1 ? 1 : 0.75);
    let value = Math.max(floor, roundTo(settled + drift * deviation, decimals));
    if (value === previous) {
      const down = uniform(seed, period, 1000 + statement) < 0.5 && value - unit >= floor;
      value = roundTo(down ? value - unit : value + unit, decimals);
    }
    values[statement] = value;
    previous = value;
  }
}

function settledValue(spec: SeriesSpec, seed: number, period: number, date: number): number {
  const year = 1970 + date / 365.2425;
  const level = levelIn(spec.levels, year);
  const slow =
    valueNoise(seed, year * 1.3) * 0.5 +
    valueNoise(seed ^ 1, year * 6) * 0.3 +
    valueNoise(seed ^ 2, year * 26) * 0.13 +
    valueNoise(seed ^ 3, year * 120) * 0.07;
  const season = spec.season === undefined ? 0 : spec.season * seasonIn(year);
  const movement = slow * spec.swing + normal(seed ^ 4, period) * spec.noise + season;
  return spec.additive === true ? level + movement : level * (1 + movement);
}

/** Highest in January, with a second, smaller top in July: heating and cooling. */
function seasonIn(year: number): number {
  return wave(year + 0.2) * 0.7 + wave(2 * year + 0.2) * 0.5;
}

function levelIn(levels: SeriesSpec["levels"], year: number): number {
  let index = 1;
  while (index < levels.length - 1 && (levels[index]?.[0] ?? 0) < year) index++;
  const [fromYear, from] = levels[index - 1] ?? [0, 0];
  const [toYear, to] = levels[index] ?? [fromYear + 1, from];
  if (year <= fromYear) return from;
  return from + ((to - from) * (year - fromYear)) / (toYear - fromYear);
}
