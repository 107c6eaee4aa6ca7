/**
 * Every economy and aggregate of the classification, found by its ISO 3166 alpha-3 or alpha-2 code (the World
 * Bank's own where ISO has none), and the two orders answers come in.
 */
import { aggregateLines, namedMembers, ruledMembers, type MemberRule } from "./aggregates.ts";
import { incomeLevels, lendingTypes, regions, type Group } from "./classifications.ts";
import { economyLines } from "./economy-lines.ts";

export interface Economy {
  readonly id: string;
  readonly iso2: string;
  readonly name: string;
  readonly region: Group;
  /** Empty fields for high-income economies and aggregates. */
  readonly adminRegion: Group;
  readonly incomeLevel: Group;
  readonly lendingType: Group;
  readonly capital: string;
  /** Degrees as text, empty where the classification names no capital. */
  readonly longitude: string;
  readonly latitude: string;
  /** Population in thousands and GDP in millions of current US$ in 2018; zero for aggregates. */
  readonly populationThousands: number;
  readonly gdpMillions: number;
  /** The economies an aggregate adds up; undefined for an economy itself. */
  readonly members: readonly Economy[] | undefined;
}

const nothing: Group = { id: "", iso2: "", name: "" };
const aggregates: Group = { id: "NA", iso2: "NA", name: "Aggregates" };
const aggregateLending: Group = { id: "", iso2: "", name: "Aggregates" };

const countries: readonly Economy[] = economyLines.trim().split("\n").map(readCountry);
const groups: readonly Economy[] = aggregateLines.trim().split("\n").map(readAggregate);

/** All of them by alpha-3 code, as `/v2/country` lists them. */
export const economies: readonly Economy[] = [...countries, ...groups].toSorted((one, other) =>
  one.id < other.id ? -1 : 1,
);

/** Those that data of `country/all` comes for, in its order: aggregates by name, then economies by name. */
export const economiesWithData: readonly Economy[] = [
  ...groups.filter(({ members }) => members !== undefined && members.length > 0).toSorted(byName),
  ...countries.toSorted(byName),
];

const byCode = new Map<string, Economy>(
  economies.flatMap((economy) => [
    [economy.id, economy] as const,
    [economy.iso2, economy] as const,
  ]),
);

/** In any case. Undefined for a code nobody has. */
export function findEconomy(code: string): Economy | undefined {
  return byCode.get(code.toUpperCase());
}

export function hasData({ members }: Economy): boolean {
  return members === undefined || members.length > 0;
}

/** Without regard to case: "… (excluding high income)" comes before "… (IDA & IBRD countries)". */
function byName(one: Economy, other: Economy): number {
  return one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1;
}

function readCountry(line: string): Economy {
  const [id = "", iso2 = "", name = "", region, adminRegion, income, lending, ...rest] =
    line.split("|");
  const [capital = "", longitude = "", latitude = "", population, gdp] = rest;
  return {
    id,
    iso2,
    name,
    region: groupOf(regions, region),
    adminRegion: groupOf(regions, adminRegion),
    incomeLevel: groupOf(incomeLevels, income),
    lendingType: groupOf(lendingTypes, lending),
    capital,
    longitude,
    latitude,
    populationThousands: Number(population),
    gdpMillions: Number(gdp),
    members: undefined,
  };
}

function readAggregate(line: string): Economy {
  const [id = "", iso2 = "", name = ""] = line.split("|");
  return {
    id,
    iso2,
    name,
    region: aggregates,
    adminRegion: nothing,
    incomeLevel: aggregates,
    lendingType: aggregateLending,
    capital: "",
    longitude: "",
    latitude: "",
    populationThousands: 0,
    gdpMillions: 0,
    members: membersOf(id),
  };
}

function groupOf(list: readonly Group[], id: string | undefined): Group {
  return list.find((group) => group.id === id) ?? nothing;
}

function membersOf(id: string): readonly Economy[] {
  // Small states are the three groups of small states together.
  if (id === "SST") {
    const parts = new Set(["CSS", "PSS", "OSS"].flatMap((part) => codesOf(part)));
    return countries.filter((country) => parts.has(country.id));
  }
  const named = new Set(codesOf(id));
  const rule = ruledMembers[id];
  return countries.filter(
    (country) => named.has(country.id) || (rule !== undefined && fits(country, rule)),
  );
}

function codesOf(id: string): readonly string[] {
  return namedMembers[id]?.split(" ") ?? [];
}

function fits(country: Economy, rule: MemberRule): boolean {
  return (
    (rule.region === undefined || rule.region === country.region.id) &&
    (rule.adminRegion === undefined || rule.adminRegion === country.adminRegion.id) &&
    (rule.incomeLevels?.includes(country.incomeLevel.id) ?? true) &&
    (rule.lendingTypes?.includes(country.lendingType.id) ?? true)
  );
}
