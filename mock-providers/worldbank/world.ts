/**
 * The world one seed describes: which series there are, how far back they go, and what the catalogue lists. The
 * original's histories are some 65 years of annual and 40 of monthly data; a catalogue that asks for more points
 * continues the histories of its own series into the past, where only a `date` that asks for them shows them.
 */
import { civilDate, dayOf } from "../kit/calendar.ts";
import type { CatalogueSeries, WorldOptions } from "../kit/types.ts";
import { createAnnualWorld } from "./annual-amounts.ts";
import { catalogueEntry, chooseCatalogue } from "./catalogue.ts";
import type { Economy } from "./economies.ts";
import type { Indicator } from "./indicators.ts";
import { createMonthlyValues } from "./monthly-values.ts";
import type { Frequency } from "./periods.ts";
import { createStateAt, type DatabaseState } from "./releases.ts";
import { createSeries, firstYearNeeded, frequenciesOf, seriesIdOf, type Series } from "./series.ts";

export interface WorldBankWorld {
  readonly catalogue: readonly CatalogueSeries[];
  readonly stateAt: (nowMs: number) => DatabaseState;
  /** Undefined when the indicator has no data of that frequency, or the economy none at all. */
  series(indicator: Indicator, economy: Economy, frequency: Frequency): Series | undefined;
}

/** Levels are made for this many years after the anchor; later ones repeat the last. */
const yearsAhead = 100;
const firstYearOfAll = 1957;

/** Throws when even monthly series would have to begin before the year 100. */
export function createWorld(options: WorldOptions): WorldBankWorld {
  const { seed, anchorMs, pointsPerSeries } = options;
  const stateAt = createStateAt();
  const state = stateAt(anchorMs);
  const chosen = chooseCatalogue(options, state);
  const lastYear = Math.max(civilDate(dayOf(anchorMs)).year, 2018) + yearsAhead;

  const continued = new Map<string, number>();
  const firstYears = new Map<Economy, number>();
  for (const { indicator, economy, frequency, startIndex } of chosen) {
    continued.set(seriesIdOf(indicator, economy, frequency), startIndex);
    const needed = firstYearNeeded(frequency, startIndex);
    firstYears.set(economy, Math.min(needed, firstYears.get(economy) ?? firstYearOfAll));
  }
  const annual = createAnnualWorld({
    seed,
    rangeOf: (economy) => ({ firstYear: firstYears.get(economy) ?? firstYearOfAll, lastYear }),
  });
  const parts = { seed, annual, monthly: createMonthlyValues(seed, annual), lastYear };

  // At most every indicator of every economy at every frequency.
  const known = new Map<string, Series>();
  function series(
    indicator: Indicator,
    economy: Economy,
    frequency: Frequency,
  ): Series | undefined {
    const isAggregate = economy.members !== undefined;
    // The Global Economic Monitor has economies only.
    if (isAggregate && (economy.members.length === 0 || !("value" in indicator))) return undefined;
    if (!frequenciesOf(indicator).includes(frequency)) return undefined;
    const id = seriesIdOf(indicator, economy, frequency);
    let found = known.get(id);
    if (found === undefined) {
      const wanted = { indicator, economy, frequency };
      const original = createSeries(parts, wanted);
      const start = continued.get(id);
      const isLonger = start !== undefined && start < original.firstIndex;
      found = isLonger ? createSeries(parts, wanted, start) : original;
      known.set(id, found);
    }
    return found;
  }

  const catalogue = chosen.flatMap(({ indicator, economy, frequency, startIndex }) => {
    const found = series(indicator, economy, frequency);
    return found === undefined ? [] : [catalogueEntry(found, startIndex, pointsPerSeries)];
  });
  return { catalogue, stateAt, series };
}
