/**
 * Coal by year and quarter: production, prices, consumption and trade. Codes, names, units and columns as in the
 * provider's metadata and as public clients read them; states and countries are the large ones.
 */
import { frequencies, type Leaf } from "./leaf.ts";
import { reviewReleaseMs } from "./publication.ts";
import {
  measured,
  monthlyOut,
  quantity,
  seedFor,
  sumOf,
  tableLeaf,
  yearStart,
  type Course,
  type Quantity,
  type Table,
  type TableForm,
  type TableRow,
} from "./table.ts";

const source =
  "Source: EIA Form 7A and MSHA Form 7000-2.  \r\n        Interactive browser:  https://www.eia.gov/coal/data/browser/";

function coalLeaf(id: string, form: Omit<TableForm, "route">): Leaf {
  const description = `${form.description}  \r\n        ${source}`;
  return tableLeaf({ ...form, description, route: `coal/${id}` });
}

const { annual, quarterly } = frequencies;
const byYear = { base: 12, first: 2001, outBefore: monthlyOut(12, reviewReleaseMs, 10) } as const;
const byQuarter = {
  base: 3,
  first: yearStart(3, 2001),
  outBefore: monthlyOut(3, reviewReleaseMs, 4),
} as const;

/** Short tons a year in 2024, dollars a ton, and the share from underground. */
const basins: readonly (readonly [
  id: string,
  name: string,
  rank: string,
  number,
  number,
  number,
])[] = [
  ["WY", "Wyoming", "SUB", 191_000_000, 15.1, 0],
  ["WV", "West Virginia", "BIT", 84_000_000, 132, 0.82],
  ["PA", "Pennsylvania", "BIT", 45_000_000, 93, 0.88],
  ["IL", "Illinois", "BIT", 36_500_000, 56, 0.9],
  ["KY", "Kentucky", "BIT", 26_500_000, 88, 0.75],
  ["MT", "Montana", "SUB", 27_500_000, 19.6, 0.2],
  ["ND", "North Dakota", "LIG", 25_500_000, 22.4, 0],
  ["IN", "Indiana", "BIT", 23_000_000, 52, 0.55],
  ["TX", "Texas", "LIG", 13_000_000, 28, 0],
  ["CO", "Colorado", "BIT", 11_000_000, 47, 0.8],
  ["AL", "Alabama", "BIT", 10_500_000, 185, 0.85],
];

const rankNames: Readonly<Record<string, string>> = {
  TOT: "All",
  BIT: "Bituminous",
  LIG: "Lignite",
  SUB: "Subbituminous",
};

const rank = ["coalRankId", "Coal Rank", "coalRankDescription"] as const;
const mineType = ["mineTypeId", "Mine Type", "mineTypeDescription"] as const;
const region = ["stateRegionId", "State\\Region", "stateRegionDescription"] as const;

const aggregateProduction = coalLeaf("aggregate-production", {
  name: "Aggregate Production",
  description:
    "Coal state aggregated data by mine type, includes production, productivity, labor hours, employees, and coal rank.",
  columns: [
    measured("average-employees", "number of employees"),
    measured("labor-hours", "hours"),
    measured("number-of-mines", "number of mines"),
    measured("production", "short tons"),
    measured("productivity", "short tons per labor hour"),
  ],
  facets: [rank, mineType, region],
  frequencies: [annual],
});

interface Mines {
  readonly production: Quantity;
  readonly hours: Quantity;
  readonly employees: Quantity;
  readonly mines: Quantity;
}

function minesOf(seed: number, id: string, tons: number, type: "UND" | "SUR"): Mines {
  const of = (what: string, course: Course) =>
    quantity(seedFor(seed, aggregateProduction.route, id, type, what), 1, {
      trend: -0.04,
      ...course,
    });
  const perHour = id === "WY" ? 26 : type === "UND" ? 3.3 : 6.5;
  return {
    production: of("production", { level: tons, unit: "short tons" }),
    hours: of("hours", { level: tons / perHour, unit: "hours" }),
    employees: of("employees", { level: tons / perHour / 2_080, unit: "number of employees" }),
    mines: of("mines", {
      level: Math.max(1, tons / 1_900_000),
      unit: "number of mines",
      noise: 0.01,
    }),
  };
}

function productionRows(seed: number): TableRow[] {
  const states = basins.map(([id, name, kind, tons, , under]) => ({
    id,
    name,
    kind,
    UND: minesOf(seed, id, tons * under, "UND"),
    SUR: minesOf(seed, id, tons * (1 - under), "SUR"),
  }));
  const row = (
    place: { id: string; name: string; kind: string },
    type: readonly [id: string, name: string],
    parts: readonly Mines[],
  ): TableRow => {
    const production = sumOf(parts.map((part) => part.production));
    const hours = sumOf(parts.map((part) => part.hours));
    return {
      location: place.id,
      columns: {
        coalRankId: place.kind,
        coalRankDescription: rankNames[place.kind] ?? place.kind,
        mineTypeId: type[0],
        mineTypeDescription: type[1],
        stateRegionId: place.id,
        stateRegionDescription: place.name,
      },
      measures: {
        production,
        "labor-hours": hours,
        "average-employees": sumOf(parts.map((part) => part.employees)),
        "number-of-mines": sumOf(parts.map((part) => part.mines)),
        productivity: {
          unit: "short tons per labor hour",
          combine: "mean",
          decimals: 2,
          at(index) {
            const worked = hours.at(index) ?? 0;
            const ratio = worked === 0 ? 0 : (production.at(index) ?? 0) / worked;
            return Math.round(ratio * 100) / 100;
          },
        },
      },
    };
  };
  const underground = ["UND", "Underground"] as const;
  const surface = ["SUR", "Surface"] as const;
  const all = ["ALL", "All"] as const;
  const nation = { id: "US", name: "U.S. Total", kind: "TOT" };
  return [
    row(
      nation,
      all,
      states.flatMap(({ UND, SUR }) => [UND, SUR]),
    ),
    row(
      nation,
      underground,
      states.map(({ UND }) => UND),
    ),
    row(
      nation,
      surface,
      states.map(({ SUR }) => SUR),
    ),
    ...states.flatMap(({ UND, SUR, ...place }) =>
      ["TOT", place.kind].flatMap((kind) => [
        row({ ...place, kind }, all, [UND, SUR]),
        row({ ...place, kind }, underground, [UND]),
        row({ ...place, kind }, surface, [SUR]),
      ]),
    ),
  ];
}

const priceByRank = coalLeaf("price-by-rank", {
  name: "Price by Rank",
  description: "Coal prices by rank data for region and state.",
  columns: [measured("price", "dollars per short ton")],
  facets: [rank, region],
  frequencies: [annual],
});

const marketSalesPrice = coalLeaf("market-sales-price", {
  name: "Market Sales Price",
  description:
    "Coal market sales prices and amounts by mine types for regions and states (unless withheld for pricing protections).",
  columns: [measured("price", "dollars per short ton"), measured("sales", "short tons")],
  facets: [["marketTypeId", "Market Type", "marketTypeDescription"], region],
  frequencies: [annual],
});

const priced = [["US", "U.S. Total", "TOT", 512_000_000, 54.8, 0] as const, ...basins];

const dollars = (
  seed: number,
  route: string,
  names: readonly string[],
  level: number,
  perYear = 1,
) =>
  quantity(seedFor(seed, route, ...names), perYear, {
    level,
    unit: "dollars per short ton",
    decimals: 2,
    trend: 0.03,
    combine: "mean",
  });

const consumptionAndQuality = coalLeaf("consumption-and-quality", {
  name: "Consumption and Quality",
  description:
    "Coal consumption and quality data by state and sector, including price, reciepts, heat content, sulfur content, ash content, and stocks.",
  columns: [
    measured("ash-content", "average ash percent by weight"),
    measured("consumption", "short tons"),
    // The wrong unit is the provider's own.
    measured("heat-content", "average sulfur percent by weight"),
    measured("price", "dollars per short ton"),
    measured("receipts", "short tons"),
    measured("stocks", "short tons"),
    measured("sulfur-content", "average sulfur percent by weight"),
  ],
  facets: [
    ["location", "U.S. Total, States, and Census Regions.", "stateDescription"],
    ["sector", "Sector", "sectorDescription"],
  ],
  frequencies: [annual, quarterly],
  defaultFrequency: "quarterly",
});

/** Short tons a quarter in 2024 by the electric power sector. */
const burners: readonly (readonly [string, string, number])[] = [
  ["TX", "Texas", 10_900_000],
  ["MO", "Missouri", 6_700_000],
  ["WV", "West Virginia", 5_000_000],
  ["KY", "Kentucky", 5_300_000],
  ["IN", "Indiana", 5_400_000],
  ["WY", "Wyoming", 4_300_000],
  ["OH", "Ohio", 3_700_000],
  ["IL", "Illinois", 3_900_000],
  ["ND", "North Dakota", 5_400_000],
  ["AL", "Alabama", 2_600_000],
];

const burnerSectors = [
  ["98", "Electric Power", 1],
  ["10", "Other Industrial", 0.05],
  ["8", "Commercial and Institutional", 0.002],
] as const;

function consumptionRows(seed: number): TableRow[] {
  return burnerSectors.flatMap(([sector, sectorName, share]) => {
    const parts = burners.map(([id, name, tons]) => ({
      id,
      name,
      measures: consumptionOf(seed, [id, sector], tons * share),
    }));
    const nation = { id: "US", name: "U.S. Total", measures: nationOf(seed, sector, parts) };
    return [nation, ...parts].map(({ id, name, measures }) => ({
      location: id,
      columns: { location: id, stateDescription: name, sector, sectorDescription: sectorName },
      measures,
    }));
  });
}

function consumptionOf(seed: number, names: readonly string[], tons: number) {
  const of = (what: string, course: Course) =>
    quantity(seedFor(seed, consumptionAndQuality.route, ...names, what), 4, course);
  const mean = { combine: "mean", decimals: 2, noise: 0.02 } as const;
  const burnt = { trend: -0.045, season: 0.14, peak: 0.6, unit: "short tons" } as const;
  return {
    consumption: of("consumption", { ...burnt, level: tons }),
    receipts: of("receipts", { ...burnt, level: tons * 0.99, season: 0.05 }),
    stocks: of("stocks", { level: tons * 1.15, unit: "short tons", combine: "mean", peak: 0.3 }),
    price: dollars(seed, consumptionAndQuality.route, names, 46, 4),
    "ash-content": of("ash", { ...mean, level: 8.4, unit: "average ash percent by weight" }),
    "sulfur-content": of("sulfur", {
      ...mean,
      level: 1.2,
      unit: "average sulfur percent by weight",
    }),
    "heat-content": of("heat", { ...mean, level: 9_400, unit: "average sulfur percent by weight" }),
  };
}

function nationOf(
  seed: number,
  sector: string,
  parts: readonly { readonly measures: ReturnType<typeof consumptionOf> }[],
) {
  return {
    ...consumptionOf(seed, ["US", sector], 1),
    consumption: sumOf(parts.map(({ measures }) => measures.consumption)),
    receipts: sumOf(parts.map(({ measures }) => measures.receipts)),
    stocks: sumOf(parts.map(({ measures }) => measures.stocks)),
  };
}

const trade = coalLeaf("exports-imports-quantity-price", {
  name: "Exports\\Imports Quantity\\Price",
  description:
    "Coal import/export data, including price, quantity, country, rank, and customs district.",
  columns: [measured("price", "dollars per short ton"), measured("quantity", "short tons")],
  facets: [
    rank,
    ["countryId", "Country", "countryDescription"],
    ["customsDistrictId", "Customs District", "customsDistrictDescription"],
    ["exportImportType", "Export\\Import Type", "exportImportType"],
  ],
  frequencies: [annual, quarterly],
  defaultFrequency: "quarterly",
});

/** Short tons a quarter through all customs districts: metallurgical and steam coal. */
const partners: readonly (readonly [string, string, "Exports" | "Imports", number, number])[] = [
  ["IN", "India", "Exports", 2_300_000, 4_100_000],
  ["CN", "China", "Exports", 2_200_000, 600_000],
  ["JP", "Japan", "Exports", 1_300_000, 700_000],
  ["NL", "Netherlands", "Exports", 1_100_000, 900_000],
  ["BR", "Brazil", "Exports", 1_700_000, 200_000],
  ["EG", "Egypt", "Exports", 100_000, 800_000],
  ["CO", "Colombia", "Imports", 1_000, 620_000],
  ["CA", "Canada", "Imports", 160_000, 20_000],
];

function tradeRows(seed: number): TableRow[] {
  const flow = (names: readonly string[], level: number) =>
    quantity(seedFor(seed, trade.route, ...names), 4, {
      level,
      unit: "short tons",
      trend: 0.01,
      noise: 0.15,
    });
  const rows = partners.map(([id, name, type, met, steam]) => ({
    id,
    name,
    type,
    MET: flow([id, type, "MET"], met),
    STM: flow([id, type, "STM"], steam),
  }));
  const nations = (["Exports", "Imports"] as const).map((type) => {
    const own = rows.filter((one) => one.type === type);
    return {
      id: "TOT",
      name: "All; Non-United States",
      type,
      MET: sumOf(own.map(({ MET }) => MET)),
      STM: sumOf(own.map(({ STM }) => STM)),
    };
  });
  return [...nations, ...rows].flatMap(({ id, name, type, MET, STM }) =>
    (
      [
        ["TOT", "All", sumOf([MET, STM]), 122],
        ["MET", "Metallurgical", MET, 168],
        ["STM", "Steam Coal", STM, 84],
      ] as const
    ).map(([kind, kindName, amount, price]) => ({
      location: id,
      columns: {
        coalRankId: kind,
        coalRankDescription: kindName,
        countryId: id,
        countryDescription: name,
        customsDistrictId: "TOT",
        customsDistrictDescription: "Total",
        exportImportType: type,
      },
      measures: { quantity: amount, price: dollars(seed, trade.route, [id, type, kind], price, 4) },
    })),
  );
}

export const coalTables: readonly Table[] = [
  { ...byYear, leaf: aggregateProduction, rows: productionRows },
  {
    ...byYear,
    leaf: priceByRank,
    rows: (seed) =>
      priced.flatMap(([id, name, kind, , price]) =>
        [...new Set(["TOT", kind])].map((one) => ({
          location: id,
          columns: {
            coalRankId: one,
            coalRankDescription: rankNames[one] ?? one,
            stateRegionId: id,
            stateRegionDescription: name,
          },
          // One kind of coal per state: all of it costs what that kind costs.
          measures: { price: dollars(seed, priceByRank.route, [id], price) },
        })),
      ),
  },
  {
    ...byYear,
    leaf: marketSalesPrice,
    rows: (seed) =>
      priced.flatMap(([id, name, , tons, price]) => {
        const sold = (type: string, share: number) =>
          quantity(seedFor(seed, marketSalesPrice.route, id, type), 1, {
            level: tons * share,
            unit: "short tons",
            trend: -0.04,
          });
        const open = sold("OM", 0.86);
        const captive = sold("CAP", 0.14);
        return (
          [
            ["TOT", "Total", sumOf([open, captive])],
            ["OM", "Open Market", open],
            ["CAP", "Captive", captive],
          ] as const
        ).map(([type, typeName, sales]) => ({
          location: id,
          columns: {
            marketTypeId: type,
            marketTypeDescription: typeName,
            stateRegionId: id,
            stateRegionDescription: name,
          },
          measures: { sales, price: dollars(seed, marketSalesPrice.route, [id, type], price) },
        }));
      }),
  },
  { ...byQuarter, leaf: consumptionAndQuality, rows: consumptionRows },
  { ...byQuarter, leaf: trade, rows: tradeRows },
];
