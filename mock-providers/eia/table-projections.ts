/**
 * Long-term projections: releases of the Annual Energy Outlook. A release is out at once, to 2050, and never changes.
 * Scenarios, tables and regions as in the provider's metadata, columns as public clients read them; names and
 * units of the series are from memory.
 */
import { roundTo } from "../kit/random.ts";
import { frequencies } from "./leaf.ts";
import {
  measured,
  quantity,
  seedFor,
  tableLeaf,
  type Quantity,
  type Table,
  type TableRow,
} from "./table.ts";

interface Edition {
  readonly year: number;
  readonly firstYear: number;
  readonly outMs: number;
  readonly scenarios: readonly (readonly [id: string, name: string, price: number])[];
}

/** Prices relative to those of the reference case. */
const editions: readonly Edition[] = [
  ...(
    [
      [2019, 2017, Date.UTC(2019, 0, 24, 15)],
      [2020, 2018, Date.UTC(2020, 0, 29, 15)],
      [2021, 2020, Date.UTC(2021, 1, 3, 15)],
      [2022, 2021, Date.UTC(2022, 2, 3, 15)],
    ] as const
  ).map(([year, firstYear, outMs]) => ({
    year,
    firstYear,
    outMs,
    scenarios: [
      [`ref${String(year)}`, "Reference case", 1],
      ["highprice", "High oil price", 1.45],
      ["lowprice", "Low oil price", 0.72],
    ] as const,
  })),
  {
    year: 2023,
    firstYear: 2022,
    outMs: Date.UTC(2023, 2, 16, 14),
    scenarios: [
      ["ref2023", "Reference case", 1],
      ["highprice", "High oil price", 1.45],
      ["lowprice", "Low oil price", 0.72],
      ["highmacro", "High economic growth", 1.03],
      ["lowmacro", "Low economic growth", 0.97],
    ],
  },
  {
    year: 2025,
    firstYear: 2024,
    outMs: Date.UTC(2025, 3, 15, 14),
    scenarios: [
      ["ref2025", "Reference case", 1],
      ["highprice", "High Oil Price", 1.45],
      ["lowprice", "Low Oil Price", 0.72],
      ["hm2025", "High Economic Growth", 1.03],
      ["nocaa111", "Alternative Electricity", 0.99],
      ["alttrnp", "Alternative Transportation", 1.02],
    ],
  },
];

const tables: Readonly<Record<string, string>> = {
  "2": "Table 2.  Energy Consumption by Sector and Source",
  "3": "Table 3.  Energy Prices by Sector and Source",
  "4": "Table 4.  Residential Sector Key Indicators and Consumption",
  "8": "Table 8.  Electricity Supply, Disposition, Prices, and Emissions",
};

type SeriesRow = readonly [
  id: string,
  name: string,
  table: string,
  unit: string,
  number,
  trend: number,
];

const dollars = "nom $/MMBtu";
const series: readonly SeriesRow[] = [
  [
    "cnsm_NA_resd_lghtng_elc_NA_usa_qbtu",
    "Residential : Energy Use : Lighting : Electricity",
    "4",
    "quads",
    0.18,
    -0.015,
  ],
  [
    "cnsm_NA_resd_NA_elc_NA_usa_qbtu",
    "Energy Use : Residential : Electricity",
    "2",
    "quads",
    5.05,
    0.01,
  ],
  [
    "cnsm_NA_resd_NA_ng_NA_usa_qbtu",
    "Energy Use : Residential : Natural Gas",
    "2",
    "quads",
    4.7,
    -0.004,
  ],
  [
    "cnsm_NA_comm_NA_elc_NA_usa_qbtu",
    "Energy Use : Commercial : Electricity",
    "2",
    "quads",
    4.9,
    0.013,
  ],
  [
    "cnsm_NA_trn_NA_mgs_NA_usa_qbtu",
    "Energy Use : Transportation : Motor Gasoline",
    "2",
    "quads",
    15.9,
    -0.018,
  ],
  [
    "prce_nom_resd_NA_elc_NA_usa_ndlrpmbtu",
    "Energy Prices : Nominal : Residential : Electricity",
    "3",
    dollars,
    48,
    0.02,
  ],
  [
    "prce_nom_resd_NA_ng_NA_usa_ndlrpmbtu",
    "Energy Prices : Nominal : Residential : Natural Gas",
    "3",
    dollars,
    14.5,
    0.025,
  ],
  [
    "prce_nom_trn_NA_mgs_NA_usa_ndlrpmbtu",
    "Energy Prices : Nominal : Transportation : Motor Gasoline",
    "3",
    dollars,
    27.5,
    0.025,
  ],
  [
    "prce_nom_elep_NA_stc_NA_usa_ndlrpmbtu",
    "Energy Prices : Nominal : Electric Power : Steam Coal",
    "3",
    dollars,
    2.5,
    0.02,
  ],
  [
    "prce_nom_elep_NA_ng_NA_usa_ndlrpmbtu",
    "Energy Prices : Nominal : Electric Power : Natural Gas",
    "3",
    dollars,
    3.3,
    0.03,
  ],
  [
    "gen_NA_elep_NA_slr_NA_usa_blnkwh",
    "Electricity : Electric Power Sector : Generation : Solar",
    "8",
    "BkWh",
    280,
    0.09,
  ],
  [
    "gen_NA_elep_NA_ng_NA_usa_blnkwh",
    "Electricity : Electric Power Sector : Generation : Natural Gas",
    "8",
    "BkWh",
    1_700,
    -0.005,
  ],
];

function outlook({ year, firstYear, outMs, scenarios }: Edition): Table {
  const leaf = tableLeaf({
    route: `aeo/${String(year)}`,
    name: String(year),
    description: `Annual Energy Outlook ${String(year)}`,
    columns: [measured("value")],
    facets: [
      ["history", "History", "history"],
      ["scenario", "Scenario", "scenarioDescription"],
      ["tableId", "Table", "tableName"],
      ["seriesId", "Series", "seriesName"],
      ["regionId", "Region", "regionName"],
    ],
    frequencies: [frequencies.annual],
    unitColumn: "unit",
  });
  const rows = (seed: number): TableRow[] =>
    scenarios.flatMap(([scenario, name, price]) =>
      series.map(([id, seriesName, table, unit, level, trend]) => ({
        location: "1-0",
        columns: {
          history: "PROJECTION",
          scenario,
          scenarioDescription: name,
          tableId: table,
          tableName: tables[table] ?? table,
          seriesId: id,
          seriesName,
          regionId: "1-0",
          regionName: "United States",
        },
        measures: { value: inScenario(seed, [id, unit, level, trend], price) },
      })),
    );
  /** One course for all scenarios, which set in by and by: prices by their factor, amounts against it. */
  function inScenario(
    seed: number,
    [id, unit, level, trend]: readonly [string, string, number, number],
    price: number,
  ): Quantity {
    const course = { level, unit, trend, decimals: 6, noise: 0.02 };
    const reference = quantity(seedFor(seed, leaf.route, id), 1, course);
    const change = unit === dollars ? price - 1 : (1 - price) / 10;
    return {
      ...reference,
      at(year) {
        const share = Math.min(1, (year - firstYear) / 10);
        return roundTo((reference.at(year) ?? 0) * (1 + change * share), 6);
      },
    };
  }
  return {
    leaf,
    base: 12,
    first: firstYear,
    outBefore: (nowMs) => (nowMs < outMs ? firstYear : 2051),
    asOfMs: outMs,
    rows,
  };
}

export const projectionTables: readonly Table[] = editions.map(outlook);
