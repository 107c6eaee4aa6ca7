/**
 * What Today's Outlook shows: the same load, sun, wind and trade as the OASIS reports, every five minutes, with
 * the plants that close the balance. Levels: recorded rows of July 2026.
 */
import { hourMs } from "../kit/calendar.ts";
import { seedOf, valueNoise } from "../kit/random.ts";
import type { LoadWorld } from "./load-world.ts";
import { createOutput, renewableHubs, type RenewableType } from "./renewable-world.ts";
import { createTrade } from "./schedule-world.ts";
import { summerShare, sunshine } from "./seasons.ts";
import { hourEnding, type TradeDay, wallHour } from "./trade-day.ts";

/** As the columns of fuelsource.csv, whole MW. */
export const fuels = [
  "Solar",
  "Wind",
  "Geothermal",
  "Biomass",
  "Biogas",
  "Small hydro",
  "Coal",
  "Nuclear",
  "Natural Gas",
  "Large Hydro",
  "Batteries",
  "Imports",
  "Other",
] as const;
export type Fuel = (typeof fuels)[number];

/** The supply of every fuel at one instant. Together they are the demand. */
export type Supply = Readonly<Record<Fuel, number>>;

export interface OutlookDay {
  readonly demandMw: number;
  readonly supply: Supply;
}

/** Least output the gas plants keep up; what is too much then is exported. */
const gasMinMw = 1_600;

/** The supply at any instant of a trade day. */
export function createOutlookDay(
  seed: number,
  loadWorld: LoadWorld,
  tradeDay: TradeDay,
): (utcMs: number) => OutlookDay {
  const { day, startMs, hours } = tradeDay;
  const summer = summerShare(day);
  const load = loadWorld.actualMw(tradeDay);
  const sun = outputs(seed, "Solar", tradeDay);
  const wind = outputs(seed, "Wind", tradeDay);
  const trade = createTrade(seed, day);
  const steady = (name: string, meanMw: number) => {
    const own = seedOf(seed, `plants ${name}`);
    return (utcMs: number) =>
      Math.round(meanMw * (1 + 0.05 * valueNoise(own, utcMs / (5 * hourMs))));
  };
  const geothermal = steady("geothermal", 720);
  const biomass = steady("biomass", 240);
  const biogas = steady("biogas", 165);
  const smallHydro = steady("small hydro", 220 + 80 * summer);
  const nuclear = steady("nuclear", 2_255);
  const hydro = steady("large hydro", 1_500 + 900 * summer);
  const battery = steady("batteries", 1_000);

  return (utcMs) => {
    const dayPart = Math.min(hours - 0.001, (utcMs - startMs) / hourMs);
    const hour = wallHour(hourEnding(hours, Math.floor(dayPart)));
    const light = sunshine(utcMs, summer);
    const evening = hour >= 17 && hour <= 22 ? 1 : hour === 6 || hour === 7 ? 0.35 : 0;
    const { importMw, exportMw } = trade(utcMs);
    const demandMw = Math.round(load(dayPart));
    const others = {
      Solar: Math.round(sun(utcMs)),
      Wind: Math.round(wind(utcMs)),
      Geothermal: geothermal(utcMs),
      Biomass: biomass(utcMs),
      Biogas: biogas(utcMs),
      "Small hydro": smallHydro(utcMs),
      Coal: 0,
      Nuclear: nuclear(utcMs),
      "Large Hydro": Math.round(hydro(utcMs) * (1 + 0.6 * evening)),
      // Batteries take the midday sun and give it back in the evening.
      Batteries: Math.round((battery(utcMs) / 1_000) * (5_200 * evening - 5_600 * light + 250)),
      Other: 0,
    };
    const given = Object.values(others).reduce((sum, mw) => sum + mw, 0);
    const wantedImports = Math.round(importMw - exportMw);
    const gas = Math.max(gasMinMw, demandMw - given - wantedImports);
    const supply = { ...others, "Natural Gas": gas, Imports: demandMw - given - gas };
    return { demandMw, supply };
  };
}

function outputs(seed: number, type: RenewableType, tradeDay: TradeDay): (utcMs: number) => number {
  const hubs = renewableHubs.map((hub) => createOutput(seed, hub, type, tradeDay));
  return (utcMs) => hubs.reduce((sum, mwAt) => sum + mwAt(utcMs), 0);
}

/** Metric tons of CO2 per MWh. */
const emissions = {
  "Biogas CO2": { fuel: "Biogas", tons: 0.056 },
  "Biomass CO2": { fuel: "Biomass", tons: 0.12 },
  "Natural Gas CO2": { fuel: "Natural Gas", tons: 0.41 },
  "Coal CO2": { fuel: "Coal", tons: 0.95 },
  "Imports CO2": { fuel: "Imports", tons: 0.428 },
  "Geothermal CO2": { fuel: "Geothermal", tons: 0.058 },
} as const satisfies Record<string, { readonly fuel: Fuel; readonly tons: number }>;

export const emissionColumns = Object.keys(emissions);

/** Whole metric tons per hour, in the order of `emissionColumns`; exports count as negative imports. */
export function emissionsOf(supply: Supply): readonly number[] {
  return Object.values(emissions).map(({ fuel, tons }) => Math.round(supply[fuel] * tons));
}
