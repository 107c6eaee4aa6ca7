/**
 * Retail sales and electric power operations: values are made by state and month, as parts of a table; the
 * nation, all sectors and all fuels are sums of those parts, longer periods sums or means of months.
 */
import { normal, roundTo, seedOf, valueNoise, wave } from "../kit/random.ts";
import type { FrequencyId } from "./leaf.ts";
import {
  combineMonths,
  createReleaseCount,
  estimateError,
  monthsBefore,
  spanOf,
} from "./monthly-timelines.ts";
import { powerOperations, retailSales } from "./power-leaves.ts";
import {
  allSectors,
  nation,
  powerFuels,
  powerSectors,
  retailSectors,
  states,
  type BurntFuel,
  type PowerFuel,
  type RetailSector,
  type State,
} from "./power-series.ts";
import { reviewReleaseMs } from "./publication.ts";
import { createTimeline, type Measure, type Timeline, type ValueAt } from "./timeline.ts";

/** January is out at the end of March. */
const release = { releaseMs: reviewReleaseMs, lagMonths: 2 };
/** Of both routes: January 2001. */
const firstMonth = 2001 * 12;
/** Customers were not counted by the month before 2008. */
const firstCustomersMonth = 2008 * 12;
/** First estimates are off by so much, relative to the value. */
const errorSize = 0.01;

interface Shared {
  readonly axis: Timeline["axis"];
  readonly months: number;
  readonly firstIndex: number;
  readonly publishedBefore: (nowMs: number) => number;
}

function shareOf(frequency: FrequencyId): Shared {
  const { axis, months } = spanOf(frequency);
  return {
    axis,
    months,
    firstIndex: firstMonth / months,
    publishedBefore: (nowMs) => Math.floor(monthsBefore(release, nowMs) / months),
  };
}

interface Place {
  readonly id: string;
  readonly name: string;
  readonly states: readonly State[];
}

const places: readonly Place[] = [
  ...states.map((state) => ({ id: state.id, name: state.name, states: [state] })),
  { ...nation, states },
];

export function createRetailTimelines(seed: number, frequency: FrequencyId): Timeline[] {
  const { months, ...shared } = shareOf(frequency);
  const sold = createSales(seed);
  const sectors = [
    ...retailSectors.map((one) => ({ ...one, parts: [one] })),
    { ...allSectors, parts: retailSectors },
  ];
  return places.flatMap((place) =>
    sectors.map((sector) => {
      const total = (of: "sales" | "revenue" | "customers"): ValueAt => {
        return (month, nowMs) => {
          let sum = 0;
          for (const state of place.states) {
            for (const part of sector.parts) sum += sold(state, part, month, nowMs)[of];
          }
          return sum;
        };
      };
      const sales = sumOf(total("sales"), months, 5);
      const revenue = sumOf(total("revenue"), months, 5);
      const customers = combineMonths(
        (month, nowMs) =>
          month < firstCustomersMonth && months === 1
            ? null
            : Math.round(total("customers")(month, nowMs) ?? 0),
        { months, decimals: 0, combine: "mean" },
      );
      const price: ValueAt = (index, nowMs) => {
        const [money, energy] = [revenue(index, nowMs) ?? 0, sales(index, nowMs) ?? 0];
        return energy === 0 ? null : roundTo((money / energy) * 100, 2);
      };
      const values: Readonly<Record<string, ValueAt>> = { revenue, sales, price, customers };
      return createTimeline({
        ...shared,
        leaf: retailSales,
        name: `${place.id}.${sector.id}`,
        frequency,
        location: place.id,
        columns: {
          stateid: place.id,
          stateDescription: place.name,
          sectorid: sector.id,
          sectorName: sector.name,
        },
        measures: retailSales.columns.map(({ id, about }) => ({
          column: id,
          unit: about?.["units"] ?? "",
          value: values[id] ?? (() => null),
        })),
      });
    }),
  );
}

interface Sold {
  /** Million kilowatthours, million dollars, number. */
  readonly sales: number;
  readonly revenue: number;
  readonly customers: number;
}

type SoldAt = (state: State, sector: RetailSector, month: number, nowMs: number) => Sold;

function createSales(worldSeed: number): SoldAt {
  const releasesSince = createReleaseCount(release);
  const seeds = new Map<string, number>();
  return (state, sector, month, nowMs) => {
    const name = `${state.id} ${sector.id}`;
    const seed = seeds.get(name) ?? seedOf(worldSeed, `retail-sales ${name}`);
    seeds.set(name, seed);
    const years = month / 12 - 2025;
    const error = 1 + errorSize * estimateError(seed, month, releasesSince(month, nowMs));
    const season = sector.season * wave(month / 6 + 0.2);
    const weather = 0.03 * normal(seed, month) + 0.02 * valueNoise(seed + 1, month / 9);
    const growth = 1 + 0.004 * years;
    const sales = state.sales * sector.share * growth * (1 + season + weather) * error;
    // Prices have about doubled since 2001, the most of it of late.
    const level = 1 + 0.028 * years + 0.00022 * years * Math.abs(years);
    const price = state.price * sector.priceFactor * Math.max(0.4, level);
    const swing = 1 + 0.03 * wave(month / 12 + 0.7) + 0.02 * valueNoise(seed + 2, month / 5);
    const rounded = roundTo(sales, 5);
    return {
      sales: rounded,
      revenue: roundTo((rounded * roundTo(price * swing, 2)) / 100, 5),
      customers: Math.ceil((state.sales * sector.share * (1 + 0.009 * years)) / sector.perCustomer),
    };
  };
}

export function createPowerTimelines(seed: number, frequency: FrequencyId): Timeline[] {
  const { months, ...shared } = shareOf(frequency);
  const burntAt = createGeneration(seed);
  return places.flatMap((place) =>
    powerSectors.flatMap((sector) =>
      powerFuels.map((fuel) =>
        createTimeline({
          ...shared,
          leaf: powerOperations,
          name: `${place.id}.${sector.id}.${fuel.id}`,
          frequency,
          location: place.id,
          columns: {
            location: place.id,
            stateDescription: place.name,
            sectorid: sector.id,
            sectorDescription: sector.name,
            fueltypeid: fuel.id,
            fuelTypeDescription: fuel.name,
          },
          measures: measureFuel({ fuel, place, share: sector.share, months, burntAt }),
        }),
      ),
    ),
  );
}

interface FuelSource {
  readonly fuel: PowerFuel;
  readonly place: Place;
  readonly share: number;
  readonly months: number;
  readonly burntAt: BurntAt;
}

/** Every column of the route: null where a fuel is not bought, "0" and null where a state burns none (recorded). */
function measureFuel(source: FuelSource): Pick<Measure, "column" | "unit" | "value">[] {
  const { fuel, place, share, months, burntAt } = source;
  const parts = fuel.id === "ALL" ? powerFuels : [fuel];
  const generated: ValueAt = (month, nowMs) => {
    let sum = 0;
    for (const state of place.states) {
      for (const part of parts) sum += burntAt(state, part, month, nowMs).generation * share;
    }
    return roundTo(sum, 5);
  };
  const { burnt } = fuel;
  const unit = burnt?.unit ?? "megawatthours";
  const none: ValueAt = () => null;
  const scaled = (factor: number): ValueAt =>
    burnt === undefined
      ? none
      : sumOf((month, nowMs) => (generated(month, nowMs) ?? 0) * factor, months, 3);
  const perMwh = burnt?.perMwh ?? 0;
  const heat = burnt?.heat ?? 0;
  // The nation pays the mean of its states, weighted by what they burn.
  const priced = (perUnit: number): ValueAt =>
    combineMonths(
      (month, nowMs) => {
        let money = 0;
        let amount = 0;
        for (const state of place.states) {
          const { generation, cost } = burntAt(state, fuel, month, nowMs);
          money += generation * cost;
          amount += generation;
        }
        return amount === 0 ? null : roundTo((money / amount) * perUnit, 4);
      },
      { months, decimals: 4, combine: "mean" },
    );
  const perUnit = priced(burnt?.cost ?? 0);
  const stocks: ValueAt = (index, nowMs) =>
    burnt === undefined || burnt.stockMonths === 0
      ? null
      : roundTo((generated((index + 1) * months - 1, nowMs) ?? 0) * perMwh * burnt.stockMonths, 3);
  const isBurnt = (index: number, nowMs: number) => (generated(index * months, nowMs) ?? 0) > 0;
  const quality =
    (level: number | null | undefined): ValueAt =>
    (index, nowMs) =>
      level === null || level === undefined || !isBurnt(index, nowMs) ? null : level;
  const values: Readonly<Record<string, readonly [unit: string, value: ValueAt]>> = {
    generation: ["thousand megawatthours", sumOf(generated, months, 5)],
    "total-consumption": [`thousand ${unit}`, scaled(perMwh)],
    "consumption-for-eg": [`thousand ${unit}`, scaled(perMwh * 0.97)],
    "consumption-uto": [`thousand ${unit}`, scaled(perMwh * 0.03)],
    "total-consumption-btu": ["million MMBtu", scaled((perMwh * heat) / 1000)],
    "consumption-for-eg-btu": ["million MMBtu", scaled((perMwh * heat * 0.97) / 1000)],
    "consumption-uto-btu": ["million MMBtu", scaled((perMwh * heat * 0.03) / 1000)],
    stocks: [`thousand ${unit}`, stocks],
    receipts: [`thousand ${unit}`, scaled(perMwh * 1.01)],
    "receipts-btu": ["billion Btu", scaled(perMwh * heat * 1.01)],
    cost: [
      `dollars per ${unit}`,
      burnt === undefined ? none : (index, nowMs) => roundTo(perUnit(index, nowMs) ?? 0, 2),
    ],
    "cost-per-btu": [
      "dollars per million Btu",
      burnt === undefined ? none : priced(burnt.cost / burnt.heat),
    ],
    "sulfur-content": ["percent", quality(burnt?.sulfur)],
    "ash-content": ["percent", quality(burnt?.ash)],
    "heat-content": [`million Btu per ${unit}`, quality(burnt?.heat)],
  };
  return powerOperations.columns.map(({ id }) => {
    const [columnUnit = "", value = none] = values[id] ?? [];
    return { column: id, unit: columnUnit, value };
  });
}

interface Burnt {
  /** Thousand megawatthours. */
  readonly generation: number;
  /** Of a unit of fuel, relative to its level; gas costs less than nothing now and then. */
  readonly cost: number;
}

type BurntAt = (state: State, fuel: PowerFuel, month: number, nowMs: number) => Burnt;

function createGeneration(worldSeed: number): BurntAt {
  const releasesSince = createReleaseCount(release);
  const seeds = new Map<string, number>();
  return (state, fuel, month, nowMs) => {
    const level = fuel.id === "ALL" ? undefined : state.generation[fuel.id];
    if (level === undefined) return nothing;
    const name = `${state.id} ${fuel.id}`;
    const seed = seeds.get(name) ?? seedOf(worldSeed, `power ${name}`);
    seeds.set(name, seed);
    const years = month / 12 - 2025;
    const growth = Math.max(0.02, 1 + (yearlyGrowth[fuel.id] ?? 0) * years);
    const season = fuel.season * wave(month / 12 - fuel.peak + 0.25);
    const moves = 0.06 * normal(seed, month) + 0.06 * valueNoise(seed + 1, month / 8);
    const error = 1 + errorSize * estimateError(seed, month, releasesSince(month, nowMs));
    const place = 0.25 * valueNoise(seed + 5, 0.5);
    const cost =
      1 + place + 0.25 * valueNoise(seed + 3, month / 14) + 0.03 * normal(seed + 4, month);
    // New Mexico's gas was cheaper than its way out in spring 2026 (recorded at -2.77).
    const glut = fuel.id === "NG" && state.id === "NM" && isSpring(month) ? 1.7 : 0;
    return {
      generation: roundTo(Math.max(0, level * growth * (1 + season + moves) * error), 5),
      cost: cost - glut,
    };
  };
}

const nothing: Burnt = { generation: 0, cost: 0 };

function isSpring(month: number): boolean {
  const ofYear = month - Math.floor(month / 12) * 12;
  return ofYear >= 2 && ofYear <= 4 && month >= 2025 * 12;
}

/** Of the level of 2025, a year. */
const yearlyGrowth: Readonly<Partial<Record<BurntFuel | "ALL", number>>> = {
  COW: -0.06,
  NG: 0.022,
  PEL: -0.03,
  WND: 0.04,
  SUN: 0.06,
};

function sumOf(monthly: ValueAt, months: number, decimals: number): ValueAt {
  const whole = combineMonths(monthly, { months, decimals, combine: "sum" });
  return (index, nowMs) => {
    const value = whole(index, nowMs);
    return value === null ? null : roundTo(value, decimals);
  };
}
