/**
 * Nuclear outages by the day: of the nation, of plants and of their reactors. The parts always add up, and a share is
 * the outage of its own capacity. Codes, names and columns as in the provider's metadata; capacities are rounded.
 */
import { dayMs, dayNumber, hourMs } from "../kit/calendar.ts";
import { roundTo, uniform } from "../kit/random.ts";
import { frequencies } from "./leaf.ts";
import {
  measured,
  seedFor,
  sumOf,
  tableLeaf,
  type Quantity,
  type Table,
  type TableForm,
  type TableRow,
} from "./table.ts";

interface Plant {
  readonly code: string;
  readonly name: string;
  /** Megawatts of each reactor. */
  readonly reactors: readonly number[];
}

const plants: readonly Plant[] = [
  { code: "46", name: "Browns Ferry", reactors: [1256, 1259, 1260] },
  { code: "204", name: "Clinton Power Station", reactors: [1065] },
  { code: "210", name: "Wolf Creek Generating Station", reactors: [1200] },
  { code: "371", name: "Columbia Generating Station", reactors: [1163] },
  { code: "566", name: "Millstone", reactors: [870, 1210] },
  { code: "621", name: "Turkey Point", reactors: [837, 861] },
  { code: "649", name: "Vogtle", reactors: [1150, 1152, 1114, 1114] },
  { code: "869", name: "Dresden Generating Station", reactors: [902, 895] },
  { code: "880", name: "Quad Cities Generating Station", reactors: [908, 911] },
  { code: "1729", name: "Fermi", reactors: [1141] },
  { code: "3166", name: "Peach Bottom", reactors: [1265, 1285] },
  { code: "3265", name: "Oconee", reactors: [847, 848, 859] },
  { code: "4046", name: "Point Beach", reactors: [598, 603] },
  { code: "6000", name: "Donald C Cook", reactors: [1009, 1168] },
  { code: "6008", name: "Palo Verde", reactors: [1311, 1314, 1312] },
  { code: "6022", name: "Braidwood Generation Station", reactors: [1183, 1154] },
  { code: "6023", name: "Byron Generating Station", reactors: [1164, 1136] },
  { code: "6072", name: "Grand Gulf", reactors: [1433] },
  { code: "6099", name: "Diablo Canyon", reactors: [1122, 1118] },
  { code: "6110", name: "James A Fitzpatrick", reactors: [842] },
  { code: "6115", name: "Seabrook", reactors: [1248] },
  { code: "6145", name: "Comanche Peak", reactors: [1205, 1195] },
  { code: "6251", name: "South Texas Project", reactors: [1280, 1280] },
];

const says = (level: string) =>
  `${level} with capacity, outages, and percent outage.  \r\n        Source: Nuclear Regulatory Commission's Power Reactor Status Report.  \r\n        Interactive data report: Daily Status of Nuclear Reactors.`;

function outageLeaf(form: Pick<TableForm, "route" | "name" | "description" | "facets">) {
  return tableLeaf({
    ...form,
    columns: [
      measured("capacity", "megawatts"),
      measured("outage", "megawatts"),
      measured("percentOutage", "percent"),
    ],
    frequencies: [frequencies.daily],
  });
}

const facility = ["facility", "Plant code", "facilityName"] as const;

const byDay = {
  base: "day",
  first: dayNumber(2007, 1, 1),
  // The report of a day is out at 14:00 UTC of the next one.
  outBefore: (nowMs: number) => Math.floor((nowMs - 14 * hourMs) / dayMs),
} as const;

interface Outage {
  readonly capacity: Quantity;
  readonly outage: Quantity;
}

/** Out for five weeks every year and a half, and for a day or less now and then. */
function reactorOutage(seed: number, megawatts: number): Outage {
  const shift = Math.floor(uniform(seed, 0) * 540);
  const common = { unit: "megawatts", combine: "sum", decimals: 3 } as const;
  return {
    capacity: { ...common, at: () => megawatts },
    outage: {
      ...common,
      at(day) {
        if ((((day + shift) % 540) + 540) % 540 < 35) return megawatts;
        const drawn = uniform(seed, day);
        return drawn < 0.02 ? roundTo(megawatts * uniform(seed + 1, day), 3) : 0;
      },
    },
  };
}

function together(parts: readonly Outage[]): Outage {
  return {
    capacity: sumOf(parts.map(({ capacity }) => capacity)),
    outage: sumOf(parts.map(({ outage }) => outage)),
  };
}

function row(
  columns: TableRow["columns"],
  location: string,
  { capacity, outage }: Outage,
): TableRow {
  const percentOutage: Quantity = {
    unit: "percent",
    combine: "mean",
    decimals: 2,
    at: (day) => roundTo(((outage.at(day) ?? 0) / (capacity.at(day) ?? 1)) * 100, 2),
  };
  return { columns, location, measures: { capacity, outage, percentOutage } };
}

function reactorsOf(seed: number, { code, reactors }: Plant): Outage[] {
  return reactors.map((megawatts, at) =>
    reactorOutage(seedFor(seed, "nuclear-outages", code, String(at + 1)), megawatts),
  );
}

export const nuclearTables: readonly Table[] = [
  {
    ...byDay,
    leaf: outageLeaf({
      route: "nuclear-outages/us-nuclear-outages",
      name: "U.S. Nuclear Outages",
      description: says("Nuclear outages daily"),
      facets: [],
    }),
    rows: (seed) => [row({}, "US", together(plants.flatMap((plant) => reactorsOf(seed, plant))))],
  },
  {
    ...byDay,
    leaf: outageLeaf({
      route: "nuclear-outages/facility-nuclear-outages",
      name: "Facility Level Nuclear Outages",
      description: says("Facility level nuclear outages"),
      facets: [facility],
    }),
    rows: (seed) =>
      plants.map((plant) =>
        row(
          { facility: plant.code, facilityName: plant.name },
          plant.code,
          together(reactorsOf(seed, plant)),
        ),
      ),
  },
  {
    ...byDay,
    leaf: outageLeaf({
      route: "nuclear-outages/generator-nuclear-outages",
      name: "Generator Level Nuclear Outages",
      description: says("Generator level nuclear outages"),
      facets: [facility, ["generator", "Facility's generator ID number", "generator"]],
    }),
    rows: (seed) =>
      plants.flatMap((plant) =>
        reactorsOf(seed, plant).map((one, at) =>
          row(
            { facility: plant.code, facilityName: plant.name, generator: String(at + 1) },
            plant.code,
            one,
          ),
        ),
      ),
  },
];
