/**
 * Regions of Form EIA-930: sums of what their authorities report, as it stands at the instant. Codes, names and
 * members are the provider's; authorities the sandbox does not have are missing from the sums. Which wall clock a
 * region keeps is unverified.
 */
import { regionTypes, type Authority, type RegionType } from "./authority.ts";
import { fuelNames, fuelsOf, type Fuel } from "./grid-fuels.ts";
import type { GridZone } from "./grid-zones.ts";
import { actualHoursBefore, forecastHoursBefore } from "./publication.ts";
import type { Respondent } from "./respondents.ts";
import type { RememberSettled } from "./settled-sums.ts";
import type { ValueAt } from "./timeline.ts";

/** One hourly series before it has an axis. */
export interface GridSeries {
  readonly name: string;
  readonly location: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly zone: GridZone;
  readonly value: ValueAt;
  /** Hours from the epoch that are out at an instant. */
  readonly hoursBefore: (nowMs: number) => number;
  readonly isForecast: boolean;
  /** Seed of the days without rows; undefined: there are none. */
  readonly gapSeed?: number;
}

type AuthorityOf = (respondent: Respondent) => Authority;

interface Region {
  readonly code: string;
  readonly name: string;
  readonly zone: GridZone;
  /** Empty: all there are. */
  readonly members: readonly string[];
}

function region(code: string, name: string, zone: GridZone, members: string): Region {
  return { code, name, zone, members: members === "" ? [] : members.split(" ") };
}

const regions: readonly Region[] = [
  region("CAL", "California", "pacific", "BANC CISO IID LDWP TIDC"),
  region("CAR", "Carolinas", "eastern", "CPLE CPLW DUK SC SCEG"),
  region("CENT", "Central", "central", "SPA SWPP"),
  region("FLA", "Florida", "eastern", "FMPP FPC FPL GVL HST JEA SEC TAL TEC"),
  region("MIDA", "Mid-Atlantic", "eastern", "PJM"),
  region("MIDW", "Midwest", "central", "AECI LGEE MISO"),
  region("NE", "New England", "eastern", "ISNE"),
  region(
    "NW",
    "Northwest",
    "pacific",
    "AVA BPAT CHPD DOPD GCPD IPCO NEVP NWMT PACE PACW PGE PSCO PSEI SCL TPWR WACM WAUW",
  ),
  region("NY", "New York", "eastern", "NYIS"),
  region("SE", "Southeast", "central", "AEC SOCO"),
  region("SW", "Southwest", "arizona", "AZPS EPE PNM SRP TEPC WALC"),
  region("TEN", "Tennessee", "central", "TVA"),
  region("TEX", "Texas", "central", "ERCO"),
  region("US48", "United States Lower 48", "eastern", ""),
];

const typeCodes = ["D", "DF", "NG", "TI"] as const satisfies readonly RegionType[];

export interface TotalOptions {
  readonly all: readonly Respondent[];
  readonly authorityOf: AuthorityOf;
  readonly remember: RememberSettled;
}

/** Demand, forecast, generation and interchange of every region. */
export function regionTotals({ all, authorityOf, remember }: TotalOptions): GridSeries[] {
  return regions.flatMap((one) => {
    const members = membersOf(one, all);
    return typeCodes.map((type) => ({
      ...described(one, { type, "type-name": regionTypes[type] }, type),
      value: remember(
        `${one.code} region ${type}`,
        sumOf(members.map((member) => authorityOf(member).region[type])),
      ),
      hoursBefore: type === "DF" ? forecastHoursBefore : reportedBefore(members),
      isForecast: type === "DF",
    }));
  });
}

/** Sources of every region: those any of its authorities has. */
export function fuelTotals({ all, authorityOf, remember }: TotalOptions): GridSeries[] {
  return regions.flatMap((one) => {
    const members = membersOf(one, all);
    const parts = new Map<Fuel, ValueAt[]>();
    for (const member of members) {
      for (const [position, fuel] of fuelsOf(member).entries()) {
        parts.set(fuel, [...(parts.get(fuel) ?? []), authorityOf(member).fuel(position)]);
      }
    }
    return [...parts].map(([fuel, values]) => ({
      ...described(one, { fueltype: fuel, "type-name": fuelNames[fuel] }, fuel),
      value: remember(`${one.code} fuel ${fuel}`, sumOf(values)),
      hoursBefore: reportedBefore(members),
      isForecast: false,
    }));
  });
}

function membersOf({ members }: Region, all: readonly Respondent[]): readonly Respondent[] {
  return members.length === 0 ? all : all.filter(({ code }) => members.includes(code));
}

function described(
  { code, name, zone }: Region,
  columns: Readonly<Record<string, string>>,
  part: string,
) {
  return {
    name: `${code}.${part}`,
    location: code,
    zone,
    columns: { respondent: code, "respondent-name": name, ...columns },
  };
}

/** A region is out with the last of its authorities. */
function reportedBefore(members: readonly Respondent[]): (nowMs: number) => number {
  const lagMs = Math.max(...members.map((member) => member.lagMs));
  return (nowMs) => actualHoursBefore(nowMs, lagMs);
}

/** Without the authorities that sent nothing; nothing when none did. */
function sumOf(parts: readonly ValueAt[]): ValueAt {
  return (hour, nowMs) => {
    let sum: number | null = null;
    for (const part of parts) {
      const value = part(hour, nowMs);
      if (value !== null) sum = (sum ?? 0) + value;
    }
    return sum;
  };
}
