/**
 * Legacy ids of API v1: `PET.RWTC.D`, `STEO.PATC_WORLD.M`, `INTL.29-12-HKG-BKWH.A`, `ELEC.SALES.CO-RES.A`,
 * `ELEC.COST.COW-US-98.M`: a prefix, what it names, and the letter of the frequency. Forms of PET, NG, STEO and
 * INTL are recorded, of ELEC, TOTAL, EBA and SEDS documented; other prefixes are not modelled.
 */
import { fuelTypeData, interchangeData, regionData } from "./grid-leaves.ts";
import type { FrequencyId, Leaf } from "./leaf.ts";
import { leaves } from "./leaves.ts";
import { international, outlook, totalEnergy } from "./outlook-leaves.ts";
import { powerOperations, retailSales } from "./power-leaves.ts";

export interface LegacySeries {
  readonly leaf: Leaf;
  readonly frequency: FrequencyId;
  /** Facet values that select the series. */
  readonly facets: ReadonlyMap<string, string>;
  readonly column: string;
}

/** The leaves and frequency an id may stand for; more than one leaf can share a prefix. */
export function parseLegacyId(id: string): LegacySeries[] {
  const match = /^([A-Z]+)\.(.+)\.([A-Z]+|4)$/.exec(id);
  if (match === null) return [];
  const [, prefix = "", name = "", letter] = match;
  // Proof for the look-up: a prefix is letters in capitals, and no object has such a member of its own accord.
  return (named[prefix]?.(name) ?? []).flatMap(({ leaf, values, column = "value" }) => {
    // API v1 wrote the hours of the wall clock HL, the metadata of v2 writes LH.
    const wanted = letter === "HL" ? "LH" : letter;
    const frequency = leaf.frequencies.find(({ query }) => query === wanted);
    if (frequency === undefined) return [];
    return [{ leaf, frequency: frequency.id, facets: new Map(values), column }];
  });
}

interface Named {
  readonly leaf: Leaf;
  readonly values: readonly (readonly [facet: string, value: string])[];
  readonly column?: string;
}

const named: Readonly<Record<string, (name: string) => Named[]>> = {
  PET: (name) => surveySeries("petroleum/", name),
  NG: (name) => surveySeries("natural-gas/", name),
  STEO: (name) => [{ leaf: outlook, values: [["seriesId", name]] }],
  TOTAL: (name) => [{ leaf: totalEnergy, values: [["msn", name]] }],
  INTL(name) {
    const match = /^(\w+)-(\w+)-(\w+)-(\w+)$/.exec(name);
    if (match === null) return [];
    const [, product = "", activity = "", country = "", unit = ""] = match;
    return [
      {
        leaf: international,
        values: [
          ["productId", product],
          ["activityId", activity],
          ["countryRegionId", country],
          ["unit", unit],
        ],
      },
    ];
  },
  ELEC: (name) => [...retailName(name), ...powerName(name)],
  EBA: gridName,
  SEDS(name) {
    const match = /^(\w+)\.(\w+)$/.exec(name);
    const leaf = leaves.find(({ route }) => route === "seds");
    if (match === null || leaf === undefined) return [];
    const [, series = "", state = ""] = match;
    return [
      {
        leaf,
        values: [
          ["seriesId", series],
          ["stateId", state],
        ],
      },
    ];
  },
};

/** `CISO-ALL.D`, `CISO-ALL.NG.SUN`, `CISO-BPAT.ID`. */
function gridName(name: string): Named[] {
  const match = /^(\w+)-(\w+)\.(\w+)(?:\.(\w+))?$/.exec(name);
  if (match === null) return [];
  const [, from = "", to = "", type = "", fuel] = match;
  if (to !== "ALL") {
    const values = [["fromba", from] as const, ["toba", to] as const];
    return type === "ID" && fuel === undefined ? [{ leaf: interchangeData, values }] : [];
  }
  const respondent = ["respondent", from] as const;
  if (fuel === undefined) return [{ leaf: regionData, values: [respondent, ["type", type]] }];
  return type === "NG" ? [{ leaf: fuelTypeData, values: [respondent, ["fueltype", fuel]] }] : [];
}

function surveySeries(root: string, name: string): Named[] {
  return leaves
    .filter(({ route }) => route.startsWith(root))
    .map((leaf) => ({ leaf, values: [["series", name]] }));
}

const retailColumns: Readonly<Record<string, string>> = {
  CUSTOMERS: "customers",
  PRICE: "price",
  REV: "revenue",
  SALES: "sales",
};

function retailName(name: string): Named[] {
  const match = /^([A-Z]+)\.([A-Z]+)-([A-Z]+)$/.exec(name);
  const column = own(retailColumns, match?.[1]);
  if (match === null || column === undefined) return [];
  const [, , state = "", sector = ""] = match;
  return [
    {
      leaf: retailSales,
      values: [
        ["stateid", state],
        ["sectorid", sector],
      ],
      column,
    },
  ];
}

const powerColumns: Readonly<Record<string, string>> = {
  GEN: "generation",
  CONS_TOT: "total-consumption",
  CONS_EG: "consumption-for-eg",
  CONS_UTO: "consumption-uto",
  CONS_TOT_BTU: "total-consumption-btu",
  CONS_EG_BTU: "consumption-for-eg-btu",
  CONS_UTO_BTU: "consumption-uto-btu",
  STOCKS: "stocks",
  RECEIPTS: "receipts",
  RECEIPTS_BTU: "receipts-btu",
  COST: "cost",
  COST_BTU: "cost-per-btu",
  SULFUR_CONTENT: "sulfur-content",
  ASH_CONTENT: "ash-content",
  AVG_HEAT: "heat-content",
};

function powerName(name: string): Named[] {
  const match = /^([A-Z_]+)\.([A-Z]+)-([A-Z]+)-(\d+)$/.exec(name);
  const column = own(powerColumns, match?.[1]);
  if (match === null || column === undefined) return [];
  const [, , fuel = "", place = "", sector = ""] = match;
  return [
    {
      leaf: powerOperations,
      values: [
        ["location", place],
        ["sectorid", sector],
        ["fueltypeid", fuel],
      ],
      column,
    },
  ];
}

/** Names come from the client and may be those of every object. */
function own(table: Readonly<Record<string, string>>, name = ""): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
