/**
 * States by the year: the State Energy Data System, carbon dioxide, and the electricity profiles. Codes, names and
 * columns as in the provider's metadata and as public clients read them; sizes follow the states' sales and
 * generation, so that the routes agree with each other.
 */
import { frequencies } from "./leaf.ts";
import { nation, states, type BurntFuel, type State } from "./power-series.ts";
import { reviewReleaseMs } from "./publication.ts";
import {
  measured,
  monthlyOut,
  quantity,
  seedFor,
  sumOf,
  tableLeaf,
  type Course,
  type Quantity,
  type Table,
  type TableRow,
} from "./table.ts";

const annual = [frequencies.annual];
const profile = { base: 12, first: 1990, outBefore: monthlyOut(12, reviewReleaseMs, 10) } as const;
/** SEDS and carbon dioxide are a year later still. */
const energyData = {
  base: 12,
  first: 1960,
  outBefore: monthlyOut(12, reviewReleaseMs, 18),
} as const;

const places = [...states.map(({ id, name }) => ({ id, name })), nation];

/** The states one by one, and the nation as their sum. */
function byPlace(of: (state: State) => Quantity): ReadonlyMap<string, Quantity> {
  const parts = states.map((state) => [state.id, of(state)] as const);
  return new Map([...parts, [nation.id, sumOf(parts.map(([, part]) => part))]]);
}

const seds = tableLeaf({
  route: "seds",
  name: "State Energy Data System (SEDS)",
  description:
    "Estimated production, consumption, price, and expenditure data for all energy sources by state and sector.  \r\n        Source:  https://www.eia.gov/state/seds/seds-technical-notes-complete.php  \r\n        Product:  SEDS (https://www.eia.gov/state/seds/)",
  columns: [measured("value")],
  facets: [
    ["seriesId", "Unique series identifier", "seriesDescription"],
    ["stateId", "State name", "stateDescription"],
  ],
  frequencies: annual,
  unitColumn: "unit",
});

/** Of a state that sells a million kilowatthours a month. */
const sedsSeries: readonly (readonly [
  id: string,
  says: string,
  unit: string,
  level: number,
  isPrice: boolean,
])[] = [
  ["TETCB", "Total energy consumption", "Billion Btu", 290, false],
  ["TERCB", "Total energy consumption in the residential sector", "Billion Btu", 62, false],
  ["TECCB", "Total energy consumption in the commercial sector", "Billion Btu", 53, false],
  ["TEICB", "Total energy consumption in the industrial sector", "Billion Btu", 94, false],
  ["TEACB", "Total energy consumption in the transportation sector", "Billion Btu", 81, false],
  ["TEPRB", "Total energy production", "Billion Btu", 310, false],
  ["ESTCP", "Electricity total consumption (i.e., sold)", "Million kilowatthours", 12, false],
  [
    "ESRCP",
    "Electricity consumed by (i.e., sold to) the residential sector",
    "Million kilowatthours",
    4.6,
    false,
  ],
  [
    "NGTCB",
    "Natural gas total consumption (including supplemental gaseous fuels)",
    "Billion Btu",
    98,
    false,
  ],
  ["CLTCB", "Coal total consumption", "Billion Btu", 25, false],
  ["PATCB", "All petroleum products total consumption", "Billion Btu", 108, false],
  ["RETCB", "Renewable energy total consumption", "Billion Btu", 26, false],
  ["LOTCB", "The electrical system energy losses", "Billion Btu", 74, false],
  ["ESRCD", "Electricity price in the residential sector", "Dollars per million Btu", 45, true],
  [
    "MGTCD",
    "Motor gasoline average price, all end-use sectors",
    "Dollars per million Btu",
    27,
    true,
  ],
];

function sedsRows(seed: number): TableRow[] {
  return sedsSeries.flatMap(([id, says, unit, level, isPrice]) => {
    const of = (state: State) =>
      quantity(seedFor(seed, seds.route, id, state.id), 1, {
        level: isPrice ? level * (0.6 + state.price / 40) : level * state.sales,
        unit,
        decimals: isPrice ? 2 : 0,
        trend: isPrice ? 0.02 : 0.004,
      });
    const values = byPlace(of);
    const mean = isPrice
      ? quantity(seedFor(seed, seds.route, id, "US"), 1, { level, unit, decimals: 2, trend: 0.02 })
      : undefined;
    return places.map((place) => ({
      location: place.id,
      columns: {
        seriesId: id,
        seriesDescription: says,
        stateId: place.id,
        stateDescription: place.id === "US" ? "United States" : place.name,
      },
      measures: { value: (place.id === "US" ? mean : undefined) ?? values.get(place.id) ?? null },
    }));
  });
}

const carbon = tableLeaf({
  route: "co2-emissions/co2-emissions-aggregates",
  name: "State CO2 Emissions Aggregates",
  description: "State CO2 emissions by sector and fuel",
  columns: [measured("value", "million metric tons of CO2")],
  facets: [
    ["sectorId", "Sector", "sector-name"],
    ["fuelId", "Fuel", "fuel-name"],
    ["stateId", "State", "state-name"],
  ],
  frequencies: annual,
  unitColumn: "value-units",
});

/** Million metric tons for a million kilowatthours of sales a month: coal, petroleum, gas. */
const carbonSectors: readonly (readonly [string, string, number, number, number])[] = [
  ["CC", "Commercial carbon dioxide emissions", 0.0001, 0.0002, 0.0006],
  ["EC", "Electric Power carbon dioxide emissions", 0.0022, 0.00005, 0.0022],
  ["IC", "Industrial carbon dioxide emissions", 0.0003, 0.0011, 0.0017],
  ["RC", "Residential carbon dioxide emissions", 0, 0.0002, 0.0008],
  ["TC", "Transportation carbon dioxide emissions", 0, 0.0056, 0.0002],
];
const carbonFuels = [
  ["CO", "Coal"],
  ["PE", "Petroleum"],
  ["NG", "Natural Gas"],
] as const;

function carbonRows(seed: number): TableRow[] {
  const cells = carbonSectors.flatMap(([sector, sectorName, ...levels]) =>
    carbonFuels.map(([fuel, fuelName], at) => ({
      sector,
      sectorName,
      fuel,
      fuelName,
      values: byPlace((state) =>
        quantity(seedFor(seed, carbon.route, sector, fuel, state.id), 1, {
          level: (levels[at] ?? 0) * state.sales,
          unit: "million metric tons of CO2",
          decimals: 6,
          trend: fuel === "CO" ? -0.04 : 0.002,
        }),
      ),
    })),
  );
  const row = (
    place: { readonly id: string; readonly name: string },
    [sector, sectorName]: readonly [string, string],
    [fuel, fuelName]: readonly [string, string],
  ): TableRow => ({
    location: place.id,
    columns: {
      sectorId: sector,
      "sector-name": sectorName,
      fuelId: fuel,
      "fuel-name": fuelName,
      stateId: place.id,
      "state-name": place.id === "US" ? "United States" : place.name,
    },
    measures: {
      value: sumOf(
        cells
          .filter((cell) => sector === "TT" || cell.sector === sector)
          .filter((cell) => fuel === "TO" || cell.fuel === fuel)
          .flatMap(({ values }) => values.get(place.id) ?? []),
      ),
    },
  });
  const sectors = [
    ...carbonSectors.map(([id, name]) => [id, name] as const),
    ["TT", "Total carbon dioxide emissions from all sectors"] as const,
  ];
  const kinds = [...carbonFuels, ["TO", "All Fuels"] as const];
  return places.flatMap((place) =>
    sectors.flatMap((sector) => kinds.map((fuel) => row(place, sector, fuel))),
  );
}

function profileLeaf(
  id: string,
  form: Pick<Parameters<typeof tableLeaf>[0], "name" | "description" | "columns" | "facets">,
) {
  return tableLeaf({
    ...form,
    route: `electricity/state-electricity-profiles/${id}`,
    frequencies: annual,
  });
}

const emissions = profileLeaf("emissions-by-state-by-fuel", {
  name: "Emissions from Energy Consumption at Conventional Power Plants and Combined-Heat-and-Power Plants",
  description:
    "Emissions from electricity generation and the production of useful thermal output at conventional power plants and combined-heat-and-power plants.\n    Product: State Electricity Profiles, Table 7",
  columns: [
    measured("co2-rate-lbs-mwh", "pounds per megawatthour", "CO2 Emissions Rate per MWh"),
    measured("co2-thousand-metric-tons", "thousand metric tons", "CO2 Emissions"),
    measured("nox-rate-lbs-mwh", "pounds per megawatthour", "NOx Emissions Rate per MWh"),
    measured("nox-short-tons", "short tons", "NOx Emissions"),
    measured("so2-rate-lbs-mwh", "pounds per megawatthour", "SO2 Emissions Rate per MWh"),
    measured("so2-short-tons", "short tons", "SO2 Emissions"),
  ],
  facets: [
    ["fuelid", "Energy Source", "fuelDescription"],
    ["stateid", "State", "stateDescription"],
  ],
});

/** Pounds a megawatthour: carbon dioxide, nitrogen oxides, sulfur dioxide. */
const emitters: readonly (readonly [string, string, BurntFuel, number, number, number])[] = [
  ["COL", "Coal", "COW", 2_250, 1.6, 1.9],
  ["NG", "Natural Gas", "NG", 900, 0.35, 0.01],
  ["PET", "Petroleum", "PEL", 1_950, 4, 3],
];

function emissionRows(seed: number): TableRow[] {
  const generated = (state: State, fuel: BurntFuel) =>
    quantity(seedFor(seed, emissions.route, "generation", fuel, state.id), 1, {
      level: (state.generation[fuel] ?? 0) * 12,
      unit: "",
      trend: fuel === "NG" ? 0.02 : -0.04,
    });
  const all = (state: State): Quantity =>
    sumOf(
      (["COW", "NG", "PEL", "NUC", "HYC", "WND", "SUN"] as const).map((fuel) =>
        generated(state, fuel),
      ),
    );
  const output = new Map(
    [
      ...emitters.map(([id, , fuel]) => [id, (state: State) => generated(state, fuel)] as const),
      ["ALL", all] as const,
    ].map(([id, of]) => [id, byPlace(of)]),
  );
  const rows = [...emitters.map(([id, name]) => [id, name] as const), ["ALL", "Total"] as const];
  return places.flatMap((place) =>
    rows.map(([id, name]) => {
      const burnt = emitters.filter((one) => id === "ALL" || one[0] === id);
      /** Thousand megawatthours times pounds. */
      const mass = (at: 3 | 4 | 5) => (index: number) =>
        burnt.reduce(
          (sum, one) => sum + (output.get(one[0])?.get(place.id)?.at(index) ?? 0) * one[at],
          0,
        );
      const rate = (at: 3 | 4 | 5) => (index: number) => {
        const made = output.get(id)?.get(place.id)?.at(index) ?? 0;
        return made === 0 ? 0 : Math.round((mass(at)(index) / made) * 100) / 100;
      };
      const measure = (unit: string, at: Quantity["at"]): Quantity => ({
        unit,
        at,
        combine: "sum",
        decimals: 0,
      });
      const pounds = "pounds per megawatthour";
      return {
        location: place.id,
        columns: {
          stateid: place.id,
          stateDescription: place.name,
          fuelid: id,
          fuelDescription: name,
        },
        measures: {
          "co2-rate-lbs-mwh": measure(pounds, rate(3)),
          "co2-thousand-metric-tons": measure("thousand metric tons", (i) =>
            Math.round(mass(3)(i) / 2_204.6),
          ),
          "nox-rate-lbs-mwh": measure(pounds, rate(4)),
          "nox-short-tons": measure("short tons", (i) => Math.round(mass(4)(i) / 2)),
          "so2-rate-lbs-mwh": measure(pounds, rate(5)),
          "so2-short-tons": measure("short tons", (i) => Math.round(mass(5)(i) / 2)),
        },
      };
    }),
  );
}

const capability = profileLeaf("capability", {
  name: "Generating Capacity",
  description:
    "Electric generating capacity (summer capacity) by state, energy source, and sector.\n    Source: Form EIA-860\n    Product: State Electricity Profiles, Table 4",
  columns: [measured("capability", "megawatts", "Net Summer Capacity ")],
  facets: [
    ["energysourceid", "Energy Source", "energySourceDescription"],
    ["producertypeid", "Sector", "producerTypeDescription"],
    ["stateId", "State", "stateDescription"],
  ],
});

/** Share of the year at full load. */
const sources: readonly (readonly [string, string, BurntFuel, number])[] = [
  ["COL", "Coal", "COW", 0.45],
  ["NG", "Natural Gas", "NG", 0.42],
  ["PET", "Petroleum", "PEL", 0.02],
  ["NUC", "Nuclear", "NUC", 0.92],
  ["HYC", "Hydroelectric", "HYC", 0.37],
  ["WND", "Wind", "WND", 0.34],
  ["SOL", "Solar", "SUN", 0.25],
];

function capabilityRows(seed: number): TableRow[] {
  const parts = sources.map(([id, name, fuel, load]) => ({
    id,
    name,
    values: byPlace((state) =>
      quantity(seedFor(seed, capability.route, id, state.id), 1, {
        level: ((state.generation[fuel] ?? 0) * 1_000) / 730 / load,
        unit: "megawatts",
        trend: fuel === "COW" ? -0.03 : 0.015,
        noise: 0.01,
      }),
    ),
  }));
  return places.flatMap((place) => {
    const own = parts.map(({ id, name, values }) => ({ id, name, value: values.get(place.id) }));
    const all = { id: "ALL", name: "All", value: sumOf(own.flatMap(({ value }) => value ?? [])) };
    return [all, ...own].map(({ id, name, value = null }) => ({
      location: place.id,
      columns: {
        stateId: place.id,
        stateDescription: place.name,
        producertypeid: "TOT",
        producerTypeDescription: "All sectors",
        energysourceid: id,
        energySourceDescription: name,
      },
      measures: { capability: value },
    }));
  });
}

const sectors = [
  ["ALL", "All Sectors", 1],
  ["RES", "Residential", 0.62],
  ["COM", "Commercial", 0.27],
  ["IND", "Industrial", 0.11],
] as const;

const netMetering = profileLeaf("net-metering", {
  name: "Electricity Net Metering: Customers and Capacity",
  description:
    "Electricity net metering customers and capacity by state, sector, and technology.\n    Source: Form EIA-861\n    Product: State Electricity Profiles, Table 11",
  columns: [measured("capacity", "megawatts"), measured("customers", "number of customers")],
  facets: [
    ["sector", "Sector", "sectorDescription"],
    ["state", "State", "stateName"],
    ["technology", "Technology", "technology"],
  ],
});

const meters = profileLeaf("meters", {
  name: "Advanced Metering Infrastructure",
  description:
    "Electricity meters by state, sector, and technology.\n    Source: Form EIA-861\n    Product: State Electricity Profiles, Table 12",
  columns: [measured("meters", "number of meters")],
  facets: [
    ["sector", "Sector", "sectorDescription"],
    ["state", "State", "stateName"],
    ["technology", "Technology", "technology"],
  ],
});

/** Rows by state and sector of one technology; all sectors are the sum of the others. */
function sectorRows(
  seed: number,
  route: string,
  technology: string,
  columns: Readonly<Record<string, (state: State) => Course>>,
): TableRow[] {
  const parts = sectors.slice(1).map(([id, , share]) => ({
    id,
    values: Object.entries(columns).map(([column, courseOf]) => {
      const of = (state: State) => {
        const course = courseOf(state);
        const own = seedFor(seed, route, technology, id, column, state.id);
        return quantity(own, 1, { ...course, level: course.level * share });
      };
      return [column, byPlace(of)] as const;
    }),
  }));
  return places.flatMap((place) =>
    sectors.map(([id, name]) => ({
      location: place.id,
      columns: {
        state: place.id,
        stateName: place.name,
        sector: id,
        sectorDescription: name,
        technology,
      },
      measures: Object.fromEntries(
        Object.keys(columns).map((column) => [
          column,
          sumOf(
            parts
              .filter((part) => id === "ALL" || part.id === id)
              .flatMap(({ values }) => values)
              .filter(([name]) => name === column)
              .flatMap(([, values]) => values.get(place.id) ?? []),
          ),
        ]),
      ),
    })),
  );
}

export const stateTables: readonly Table[] = [
  { ...energyData, leaf: seds, rows: sedsRows },
  { ...energyData, first: 1970, leaf: carbon, rows: carbonRows },
  { ...profile, leaf: emissions, rows: emissionRows },
  { ...profile, leaf: capability, rows: capabilityRows },
  {
    ...profile,
    first: 2010,
    leaf: netMetering,
    rows: (seed) =>
      sectorRows(seed, netMetering.route, "Photovoltaic", {
        capacity: ({ sales }) => ({
          level: sales * 0.12,
          unit: "megawatts",
          decimals: 3,
          trend: 0.06,
        }),
        customers: ({ sales }) => ({ level: sales * 14, unit: "number of customers", trend: 0.06 }),
      }),
  },
  {
    ...profile,
    first: 2007,
    leaf: meters,
    rows: (seed) =>
      sectorRows(seed, meters.route, "Advanced Metering Infrastructure", {
        meters: ({ sales }) => ({
          level: sales * 380,
          unit: "number of meters",
          trend: 0.04,
          noise: 0.01,
        }),
      }),
  },
];
