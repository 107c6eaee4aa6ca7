/**
 * Crude oil imports by the month: origin, destination and grade. Codes, names and columns as in the provider's
 * metadata and as public clients read them. Of the destinations the refining districts and the nation are here, of
 * the origins the large countries and the world; sums agree.
 */
import { frequencies } from "./leaf.ts";
import { supplyMonthlyReleaseMs } from "./publication.ts";
import {
  measured,
  monthlyOut,
  quantity,
  seedFor,
  sumOf,
  tableLeaf,
  yearStart,
  type Table,
  type TableRow,
} from "./table.ts";

// Facet values of this route were seen without an alias.
const imports = {
  ...tableLeaf({
    route: "crude-oil-imports",
    name: "Crude Oil Imports",
    description:
      "Crude oil imports by country to destination, \r\n        includes type, grade, quantity.  Source: EIA-814  Interactive data \r\n        product:  www.eia.gov/petroleum/imports/companylevel/",
    columns: [measured("quantity", "thousand barrels")],
    facets: [
      ["originId", "Origin Id", "originName"],
      ["originType", "Origin Type", "originTypeName"],
      ["destinationId", "Destination Id", "destinationName"],
      ["destinationType", "Destination Type", "destinationTypeName"],
      ["gradeId", "Grade Id", "gradeName"],
    ],
    frequencies: [frequencies.monthly, frequencies.annual],
  }),
  hasAliases: false,
};

/** Thousand barrels a month, the share of each district, and of each grade. */
interface Origin {
  readonly id: string;
  readonly name: string;
  readonly level: number;
  readonly districts: readonly number[];
  readonly grades: readonly number[];
}

const origins: readonly Origin[] = [
  {
    id: "CTY_CA",
    name: "Canada",
    level: 118_000,
    districts: [0.07, 0.66, 0.13, 0.08, 0.06],
    grades: [0.62, 0.02, 0.06, 0.2, 0.1],
  },
  {
    id: "CTY_MX",
    name: "Mexico",
    level: 13_500,
    districts: [0, 0, 0.9, 0, 0.1],
    grades: [0.86, 0, 0.04, 0, 0.1],
  },
  {
    id: "CTY_SA",
    name: "Saudi Arabia",
    level: 8_700,
    districts: [0.06, 0, 0.48, 0, 0.46],
    grades: [0.1, 0, 0.42, 0, 0.48],
  },
  {
    id: "CTY_IZ",
    name: "Iraq",
    level: 6_300,
    districts: [0.05, 0, 0.4, 0, 0.55],
    grades: [0.35, 0, 0, 0, 0.65],
  },
  {
    id: "CTY_CO",
    name: "Colombia",
    level: 6_100,
    districts: [0.05, 0, 0.68, 0, 0.27],
    grades: [0.7, 0.1, 0, 0, 0.2],
  },
  {
    id: "CTY_BR",
    name: "Brazil",
    level: 6_000,
    districts: [0.02, 0, 0.28, 0, 0.7],
    grades: [0.02, 0.3, 0, 0.1, 0.58],
  },
  {
    id: "CTY_NI",
    name: "Nigeria",
    level: 3_600,
    districts: [0.85, 0, 0.15, 0, 0],
    grades: [0, 0.02, 0, 0.95, 0.03],
  },
];

const grades = [
  ["HSO", "Heavy Sour"],
  ["HSW", "Heavy Sweet"],
  ["LSO", "Light Sour"],
  ["LSW", "Light Sweet"],
  ["MED", "Medium"],
] as const;

const districts = [
  ["1", "PADD1 (East Coast)"],
  ["2", "PADD2 (Midwest)"],
  ["3", "PADD3 (Gulf Coast)"],
  ["4", "PADD4 (Rocky Mountain)"],
  ["5", "PADD5 (West Coast)"],
] as const;

function rows(seed: number): TableRow[] {
  const cells = origins.flatMap((origin) =>
    districts.flatMap(([district], at) =>
      grades.map(([grade], position) => {
        const level = origin.level * (origin.districts[at] ?? 0) * (origin.grades[position] ?? 0);
        const course = { level, unit: "thousand barrels", noise: 0.15, season: 0.04 };
        const own = seedFor(seed, imports.route, origin.id, district, grade);
        return { origin: origin.id, district, grade, level, value: quantity(own, 12, course) };
      }),
    ),
  );
  const from = [
    ...origins.map(({ id, name }) => ({ id, name, type: "CTY", typeName: "Country" })),
    { id: "WORLD", name: "World", type: "WORLD", typeName: "World" },
  ];
  const to = [
    ...districts.map(([district, name]) => ({
      id: `RP_${district}`,
      district,
      name,
      type: "RP",
      typeName: "Refinery PADD",
    })),
    { id: "US", district: undefined, name: "United States", type: "US", typeName: "United States" },
  ];
  return from.flatMap((origin) =>
    to.flatMap((place) =>
      grades.flatMap(([grade, gradeName]) => {
        const parts = cells
          .filter((cell) => cell.grade === grade)
          .filter((cell) => origin.type === "WORLD" || cell.origin === origin.id)
          .filter((cell) => place.district === undefined || cell.district === place.district);
        // What never came has no row.
        if (parts.every(({ level }) => level === 0)) return [];
        return {
          location: place.id,
          columns: {
            originId: origin.id,
            originName: origin.name,
            originType: origin.type,
            originTypeName: origin.typeName,
            destinationId: place.id,
            destinationName: place.name,
            destinationType: place.type,
            destinationTypeName: place.typeName,
            gradeId: grade,
            gradeName,
          },
          measures: { quantity: sumOf(parts.map(({ value }) => value)) },
        };
      }),
    ),
  );
}

export const importTables: readonly Table[] = [
  {
    leaf: imports,
    base: 1,
    first: yearStart(1, 2009),
    outBefore: monthlyOut(1, supplyMonthlyReleaseMs, 2),
    rows,
  },
];
