/**
 * Single power plants: what they burn and make by the month (facility-fuel), and the inventory of generators.
 * Columns, codes and names as in the provider's metadata and as public clients read them; the plants are real, their
 * sizes rounded, and a few stand for the twenty thousand of the original.
 */
import { frequencies } from "./leaf.ts";
import { reviewReleaseMs } from "./publication.ts";
import {
  measured,
  monthlyOut,
  quantity,
  seedFor,
  tableLeaf,
  told,
  yearStart,
  type Course,
  type Quantity,
  type Table,
  type TableRow,
} from "./table.ts";

interface Plant {
  readonly code: string;
  readonly name: string;
  readonly state: readonly [id: string, name: string];
  readonly county: string;
  readonly at: readonly [latitude: string, longitude: string];
  readonly owner: readonly [id: string, name: string];
  readonly authority: readonly [code: string, name: string];
  readonly fuel: keyof typeof fuels;
  readonly units: readonly Unit[];
}

interface Unit {
  readonly id: string;
  readonly mw: number;
  readonly since: string;
  readonly retires?: string;
}

/** Full load share, mover, MMBtu for a megawatthour and for a unit of the fuel. */
const fuels = {
  SUB: {
    name: "Subbituminous Coal",
    type: "COL",
    technology: "Conventional Steam Coal",
    mover: "ST",
    load: 0.5,
    heatRate: 10.4,
    heat: 17.3,
    unit: "short tons",
  },
  BIT: {
    name: "Bituminous Coal",
    type: "COL",
    technology: "Conventional Steam Coal",
    mover: "ST",
    load: 0.48,
    heatRate: 10.1,
    heat: 24.3,
    unit: "short tons",
  },
  NG: {
    name: "Natural Gas",
    type: "NG",
    technology: "Natural Gas Fired Combined Cycle",
    mover: "CC",
    load: 0.58,
    heatRate: 7.1,
    heat: 1.036,
    unit: "Mcf",
  },
  NUC: {
    name: "Nuclear",
    type: "NUC",
    technology: "Nuclear",
    mover: "ST",
    load: 0.93,
    heatRate: 10.4,
    heat: 0,
    unit: "",
  },
  WAT: {
    name: "Water",
    type: "HYC",
    technology: "Conventional Hydroelectric",
    mover: "HY",
    load: 0.36,
    heatRate: 3.41,
    heat: 0,
    unit: "",
  },
  WND: {
    name: "Wind",
    type: "WND",
    technology: "Onshore Wind Turbine",
    mover: "WT",
    load: 0.34,
    heatRate: 3.41,
    heat: 0,
    unit: "",
  },
  SUN: {
    name: "Solar",
    type: "SUN",
    technology: "Solar Photovoltaic",
    mover: "PV",
    load: 0.26,
    heatRate: 3.41,
    heat: 0,
    unit: "",
  },
  MWH: {
    name: "Electricity used for energy storage",
    type: "OTH",
    technology: "Batteries",
    mover: "BA",
    load: 0,
    heatRate: 0,
    heat: 0,
    unit: "",
  },
} as const;

/** Seasons of a megawatt: how much the year moves it, and when it runs most. */
const seasons: Readonly<Record<keyof typeof fuels, readonly [number, number]>> = {
  SUB: [0.18, 0.57],
  BIT: [0.2, 0.57],
  NG: [0.2, 0.58],
  NUC: [0.07, 0.55],
  WAT: [0.2, 0.4],
  WND: [0.2, 0.28],
  SUN: [0.4, 0.48],
  MWH: [0.1, 0.58],
};

const california = ["CISO", "California Independent System Operator"] as const;
const texas = ["ERCO", "Electric Reliability Council of Texas, Inc."] as const;
const pjm = ["PJM", "PJM Interconnection, LLC"] as const;
const miso = ["MISO", "Midcontinent Independent System Operator, Inc."] as const;

const plants: readonly Plant[] = [
  {
    code: "6099",
    name: "Diablo Canyon",
    state: ["CA", "California"],
    county: "San Luis Obispo",
    at: ["35.210833", "-120.856111"],
    owner: ["14328", "Pacific Gas & Electric Co."],
    authority: california,
    fuel: "NUC",
    units: [
      { id: "1", mw: 1159, since: "1985-05" },
      { id: "2", mw: 1164, since: "1986-03" },
    ],
  },
  {
    code: "260",
    name: "Dynegy Moss Landing Power Plant",
    state: ["CA", "California"],
    county: "Monterey",
    at: ["36.804444", "-121.782222"],
    owner: ["5511", "Dynegy -Moss Landing LLC"],
    authority: california,
    fuel: "NG",
    units: [
      { id: "1A", mw: 540, since: "2002-07" },
      { id: "2A", mw: 540, since: "2002-07" },
    ],
  },
  {
    code: "57695",
    name: "Topaz Solar Farm",
    state: ["CA", "California"],
    county: "San Luis Obispo",
    at: ["35.383300", "-120.066700"],
    owner: ["57217", "Topaz Solar Farms LLC"],
    authority: california,
    fuel: "SUN",
    units: [{ id: "PV1", mw: 586, since: "2014-11" }],
  },
  {
    code: "63003",
    name: "Gateway Energy Storage",
    state: ["CA", "California"],
    county: "San Diego",
    at: ["32.563600", "-116.940800"],
    owner: ["63044", "Gateway Energy Storage, LLC"],
    authority: california,
    fuel: "MWH",
    units: [{ id: "GW1", mw: 250, since: "2020-07" }],
  },
  {
    code: "3470",
    name: "W A Parish",
    state: ["TX", "Texas"],
    county: "Fort Bend",
    at: ["29.482800", "-95.631100"],
    owner: ["54888", "NRG Texas Power LLC"],
    authority: texas,
    fuel: "SUB",
    units: [
      { id: "WAP5", mw: 734, since: "1977-12" },
      { id: "WAP6", mw: 734, since: "1978-12" },
      { id: "WAP7", mw: 615, since: "1980-06" },
      { id: "WAP8", mw: 654, since: "1982-12" },
    ],
  },
  {
    code: "6251",
    name: "South Texas Project",
    state: ["TX", "Texas"],
    county: "Matagorda",
    at: ["28.795000", "-96.048100"],
    owner: ["54891", "STP Nuclear Operating Co"],
    authority: texas,
    fuel: "NUC",
    units: [
      { id: "1", mw: 1354, since: "1988-08" },
      { id: "2", mw: 1354, since: "1989-06" },
    ],
  },
  {
    code: "56291",
    name: "Horse Hollow Wind Energy Center",
    state: ["TX", "Texas"],
    county: "Taylor",
    at: ["32.238900", "-100.049400"],
    owner: ["49908", "FPL Energy Horse Hollow Wind LP"],
    authority: texas,
    fuel: "WND",
    units: [
      { id: "WT1", mw: 213, since: "2005-11" },
      { id: "WT2", mw: 299, since: "2006-05" },
    ],
  },
  {
    code: "3149",
    name: "TalenEnergy Montour",
    state: ["PA", "Pennsylvania"],
    county: "Montour",
    at: ["41.071400", "-76.667200"],
    owner: ["14609", "Montour LLC"],
    authority: pjm,
    fuel: "NG",
    units: [
      { id: "1", mw: 806, since: "1972-03" },
      { id: "2", mw: 819, since: "1973-04" },
    ],
  },
  {
    code: "8102",
    name: "Gen J M Gavin",
    state: ["OH", "Ohio"],
    county: "Gallia",
    at: ["38.934700", "-82.115800"],
    owner: ["60606", "Gavin Power, LLC"],
    authority: pjm,
    fuel: "BIT",
    units: [
      { id: "1", mw: 1300, since: "1974-10", retires: "2031-12" },
      { id: "2", mw: 1300, since: "1975-06", retires: "2031-12" },
    ],
  },
  {
    code: "6155",
    name: "Rush Island",
    state: ["MO", "Missouri"],
    county: "Jefferson",
    at: ["38.131400", "-90.262800"],
    owner: ["19436", "Union Electric Co - (MO)"],
    authority: miso,
    fuel: "SUB",
    units: [
      { id: "1", mw: 621, since: "1976-03" },
      { id: "2", mw: 621, since: "1977-03" },
    ],
  },
  {
    code: "6163",
    name: "Grand Coulee",
    state: ["WA", "Washington"],
    county: "Grant",
    at: ["47.957500", "-118.977300"],
    owner: ["20169", "U S Bureau of Reclamation"],
    authority: ["BPAT", "Bonneville Power Administration"],
    fuel: "WAT",
    units: [
      { id: "G19", mw: 690, since: "1975-09" },
      { id: "G20", mw: 690, since: "1976-06" },
      { id: "G21", mw: 690, since: "1977-01" },
      { id: "G22", mw: 805, since: "1978-05" },
    ],
  },
  {
    code: "6761",
    name: "Rawhide",
    state: ["CO", "Colorado"],
    county: "Larimer",
    at: ["40.858100", "-105.026900"],
    owner: ["15143", "Platte River Power Authority"],
    authority: ["PSCO", "Public Service Company of Colorado"],
    fuel: "SUB",
    units: [{ id: "1", mw: 294, since: "1984-03", retires: "2029-12" }],
  },
];

const facilityFuel = tableLeaf({
  route: "electricity/facility-fuel",
  name: "Electric Power Operations for Individual Power Plants (Annual and Monthly)",
  description:
    "Annual and monthly electric power operations for individual power plants, by energy source and prime mover\n    Source: Form EIA-923",
  columns: [
    measured("generation", "megawatthours", "Net Generation"),
    measured("gross-generation", "megawatthours", "Gross Generation"),
    measured(
      "total-consumption",
      undefined,
      "Consumption of Fuels for Electricity Generation and Useful Thermal Output (Physical Units)",
    ),
    measured(
      "total-consumption-btu",
      "MMBtu",
      "Consumption of Fuels for Electricity Generation and Useful Thermal Output (BTUs)",
    ),
    measured(
      "consumption-for-eg",
      undefined,
      "Consumption of Fuels for Electricity Generation (Physical Units)",
    ),
    measured(
      "consumption-for-eg-btu",
      "MMBtu",
      "Consumption of Fuels for Electricity Generation (BTUs)",
    ),
    measured("average-heat-content", undefined, "Average Heat Content of Consumed Fuels"),
  ],
  facets: [
    ["plantCode", "Plant ID and Name", "plantName"],
    ["fuel2002", "Energy Source", "fuelTypeDescription"],
    ["state", "State", "stateDescription"],
    ["primeMover", "Prime Mover", "primeMover"],
  ],
  frequencies: [frequencies.monthly, frequencies.quarterly, frequencies.annual],
});

function fuelRows(seed: number): TableRow[] {
  return plants
    .filter(({ fuel }) => fuel !== "MWH")
    .flatMap((plant) => {
      const { code, fuel } = plant;
      const [season, peak] = seasons[fuel];
      const { load, heatRate, heat, unit, mover, name } = fuels[fuel];
      const of = (course: Course) =>
        quantity(seedFor(seed, facilityFuel.route, code), 12, {
          season,
          peak,
          noise: 0.08,
          ...course,
        });
      const mw = plant.units.reduce((sum, one) => sum + one.mw, 0);
      const level = mw * 730 * load;
      const burns = unit !== "";
      const btu = of({ level: level * heatRate, unit: "MMBtu" });
      const amount = burns ? of({ level: (level * heatRate) / heat, unit }) : null;
      const measures: TableRow["measures"] = {
        generation: of({ level, unit: "megawatthours" }),
        "gross-generation": of({ level: level * 1.05, unit: "megawatthours" }),
        "total-consumption": amount,
        "total-consumption-btu": btu,
        "consumption-for-eg": amount,
        "consumption-for-eg-btu": btu,
        "average-heat-content": burns
          ? { unit: `MMBtu per ${unit}`, combine: "mean", decimals: 3, at: () => heat }
          : null,
      };
      // A plant with one fuel and mover says the same under the totals of both.
      return [
        ["ALL", "Total", "ALL"],
        [fuel, name, mover],
        [fuel, name, "ALL"],
      ].map(([id = "", fuelName = "", primeMover = ""]) => ({
        location: plant.state[0],
        columns: {
          plantCode: code,
          plantName: plant.name,
          fuel2002: id,
          fuelTypeDescription: fuelName,
          state: plant.state[0],
          stateDescription: plant.state[1],
          primeMover,
        },
        measures,
      }));
    });
}

const capacity = (id: string, alias: string) => measured(id, "MW", alias);

const generatorCapacity = tableLeaf({
  route: "electricity/operating-generator-capacity",
  name: "Inventory of Operable Generators",
  description: "Inventory of operable generators in the U.S.\n    Source: Forms EIA-860, EIA-860M",
  columns: [
    capacity("nameplate-capacity-mw", "Nameplate Capacity"),
    capacity("net-summer-capacity-mw", "Net Summer Capacity"),
    capacity("net-winter-capacity-mw", "Net Winter Capacity"),
    told("operating-year-month", "Operating Date (Year and Month)"),
    told("planned-retirement-year-month", "Planned Retirement Date (Year and Month)"),
    told("planned-derate-year-month", "Planned Derate Date (Year and Month)"),
    capacity("planned-derate-summer-cap-mw", "Magnitude of Planned Derate (Summer Capacity)"),
    told("planned-uprate-year-month", "Planned Uprate Date (Year and Month)"),
    capacity("planned-uprate-summer-cap-mw", "Magnitude of Planned Uprate (Summer Capacity)"),
    told("county", "County"),
    told("longitude", "Longitude"),
    told("latitude", "Latitude"),
  ],
  facets: [
    ["stateid", "State", "stateName"],
    ["sector", "Sector", "sectorName"],
    ["entityid", "Entity", "entityName"],
    ["plantid", "Plant", "plantName"],
    ["generatorid", "Generator", "generatorid"],
    ["unit", "Unit", "unit"],
    ["technology", "Technology", "technology"],
    ["energy_source_code", "Primary Energy Source", "energy-source-desc"],
    ["prime_mover_code", "Prime Mover Code", "prime_mover_code"],
    ["balancing_authority_code", "Balancing Authority", "balancing-authority-name"],
    ["status", "Operating Status Code", "statusDescription"],
  ],
  frequencies: [frequencies.monthly],
});

function generatorRows(): TableRow[] {
  return plants.flatMap((plant) => {
    const { technology, name, mover } = fuels[plant.fuel];
    const isUtility = ["SUB", "WAT"].includes(plant.fuel) && plant.code !== "3470";
    return plant.units.map(({ id, mw, since, retires = null }) => {
      const share = (factor: number): Quantity => ({
        unit: "MW",
        combine: "mean",
        decimals: 1,
        at: () => Math.round(mw * factor * 10) / 10,
      });
      return {
        location: plant.state[0],
        columns: {
          stateid: plant.state[0],
          stateName: plant.state[1],
          sector: isUtility ? "electric-utility" : "ipp-non-chp",
          sectorName: isUtility ? "Electric Utility" : "IPP Non-CHP",
          entityid: plant.owner[0],
          entityName: plant.owner[1],
          plantid: plant.code,
          plantName: plant.name,
          generatorid: id,
          unit: plant.code === "260" ? `CC${id.slice(0, 1)}` : null,
          technology,
          energy_source_code: plant.fuel,
          "energy-source-desc": name,
          prime_mover_code: mover,
          balancing_authority_code: plant.authority[0],
          "balancing-authority-name": plant.authority[1],
          status: "OP",
          statusDescription: "Operating",
        },
        measures: {
          "nameplate-capacity-mw": share(1),
          "net-summer-capacity-mw": share(0.95),
          "net-winter-capacity-mw": share(0.97),
          "operating-year-month": since,
          "planned-retirement-year-month": retires,
          county: plant.county,
          latitude: plant.at[0],
          longitude: plant.at[1],
        },
      };
    });
  });
}

export const plantTables: readonly Table[] = [
  {
    leaf: facilityFuel,
    base: 1,
    first: yearStart(1, 2001),
    outBefore: monthlyOut(1, reviewReleaseMs, 2),
    rows: fuelRows,
  },
  {
    leaf: generatorCapacity,
    base: 1,
    // The newest generator of the list was there a year before it.
    first: yearStart(1, 2021),
    outBefore: monthlyOut(1, reviewReleaseMs, 1),
    rows: generatorRows,
  },
];
