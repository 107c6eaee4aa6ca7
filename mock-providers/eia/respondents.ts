/**
 * Balancing authorities of Form EIA-930: code and name as the API sends them, mean demand and the shape
 * of a day. Levels: domain sheet section 7 where it has them, else orders of magnitude.
 * Regions stand in `grid-regions.ts`.
 */
import { hash32 } from "../kit/random.ts";
import type { GridZone } from "./grid-zones.ts";

/** `solar`: California's duck; `summer`: air conditioning; `winter`: electric heating. */
export type DayShape = "solar" | "summer" | "winter";

export interface Respondent {
  readonly code: string;
  readonly name: string;
  readonly zone: GridZone;
  /** Mean hourly demand, MWh. */
  readonly meanMwh: number;
  readonly shape: DayShape;
  /** Mean net interchange as a share of mean demand; negative imports. */
  readonly interchangeShare: number;
  /** How long after the end of an hour its actuals are published. */
  readonly lagMs: number;
}

/** The longest `lagMs` of any respondent. */
export const lagMsMax = 2 * 3_600_000;

type Row = readonly [string, string, GridZone, number, DayShape, number];

// The first eight open every catalogue; the rest follow by size.
const rows: readonly Row[] = [
  ["CISO", "California Independent System Operator", "pacific", 24_900, "solar", -0.12],
  ["ERCO", "Electric Reliability Council of Texas, Inc.", "central", 53_000, "summer", -0.005],
  ["PJM", "PJM Interconnection, LLC", "eastern", 92_000, "summer", 0.05],
  ["MISO", "Midcontinent Independent System Operator, Inc.", "central", 75_000, "summer", -0.04],
  ["NYIS", "New York Independent System Operator", "eastern", 17_200, "summer", -0.15],
  ["ISNE", "ISO New England", "eastern", 13_200, "summer", -0.14],
  ["SWPP", "Southwest Power Pool", "central", 31_500, "summer", 0.01],
  ["BPAT", "Bonneville Power Administration", "pacific", 6_400, "winter", 0.55],
  ["SOCO", "Southern Company Services, Inc. - Trans", "central", 28_000, "summer", 0.03],
  ["TVA", "Tennessee Valley Authority", "central", 18_500, "summer", -0.03],
  ["FPL", "Florida Power & Light Co.", "eastern", 16_000, "summer", -0.01],
  ["DUK", "Duke Energy Carolinas", "eastern", 11_900, "summer", 0.02],
  ["CPLE", "Duke Energy Progress East", "eastern", 7_100, "summer", 0.01],
  ["FPC", "Duke Energy Florida, Inc.", "eastern", 5_400, "summer", -0.04],
  ["LGEE", "LG&E and KU Energy, LLC", "eastern", 4_000, "summer", 0.02],
  ["NEVP", "Nevada Power Company", "pacific", 4_400, "summer", -0.08],
  ["PSEI", "Puget Sound Energy, Inc.", "pacific", 3_400, "winter", -0.35],
  ["LDWP", "Los Angeles Department of Water and Power", "pacific", 2_900, "solar", -0.25],
  ["PACW", "PacifiCorp West", "pacific", 2_400, "winter", -0.4],
  ["PGE", "Portland General Electric Company", "pacific", 2_500, "winter", -0.3],
  ["SCEG", "Dominion Energy South Carolina, Inc.", "eastern", 2_700, "summer", 0.02],
  ["SC", "South Carolina Public Service Authority", "eastern", 2_900, "summer", -0.1],
  ["TEC", "Tampa Electric Company", "eastern", 2_400, "summer", -0.03],
  ["AECI", "Associated Electric Cooperative, Inc.", "central", 2_600, "summer", 0.04],
  ["BANC", "Balancing Authority of Northern California", "pacific", 1_950, "solar", -0.3],
  ["FMPP", "Florida Municipal Power Pool", "eastern", 1_900, "summer", -0.08],
  ["JEA", "JEA", "eastern", 1_500, "summer", -0.15],
  ["AVA", "Avista Corporation", "pacific", 1_450, "winter", 0.05],
  ["SEC", "Seminole Electric Cooperative", "eastern", 1_650, "summer", -0.05],
  ["SCL", "Seattle City Light", "pacific", 1_080, "winter", -0.1],
  [
    "GCPD",
    "Public Utility District No. 2 of Grant County, Washington",
    "pacific",
    680,
    "winter",
    0.9,
  ],
  ["CHPD", "Public Utility District No. 1 of Chelan County", "pacific", 230, "winter", 3.2],
  ["DOPD", "PUD No. 1 of Douglas County", "pacific", 170, "winter", 1.8],
  [
    "TPWR",
    "City of Tacoma, Department of Public Utilities, Light Division",
    "pacific",
    550,
    "winter",
    -0.2,
  ],
  ["IID", "Imperial Irrigation District", "pacific", 420, "summer", -0.1],
  ["TIDC", "Turlock Irrigation District", "pacific", 260, "solar", -0.1],
  ["TAL", "City of Tallahassee", "eastern", 310, "summer", 0.02],
  ["CPLW", "Duke Energy Progress West", "eastern", 620, "winter", -0.3],
  ["AEC", "PowerSouth Energy Cooperative", "central", 520, "summer", 0.1],
  ["GVL", "Gainesville Regional Utilities", "eastern", 220, "summer", -0.05],
  ["PACE", "PacifiCorp East", "mountain", 5_900, "summer", 0.02],
  ["AZPS", "Arizona Public Service Company", "arizona", 3_700, "summer", 0.12],
  [
    "SRP",
    "Salt River Project Agricultural Improvement and Power District",
    "arizona",
    3_900,
    "summer",
    0.05,
  ],
  ["PSCO", "Public Service Company of Colorado", "mountain", 5_100, "summer", -0.03],
  [
    "WACM",
    "Western Area Power Administration - Rocky Mountain Region",
    "mountain",
    3_100,
    "summer",
    0.2,
  ],
  ["IPCO", "Idaho Power Company", "mountain", 2_100, "summer", -0.25],
  ["TEPC", "Tucson Electric Power", "arizona", 1_700, "summer", 0.1],
  ["PNM", "Public Service Company of New Mexico", "mountain", 1_550, "summer", 0.05],
  ["NWMT", "NorthWestern Corporation", "mountain", 1_350, "winter", 0.3],
  [
    "WALC",
    "Western Area Power Administration - Desert Southwest Region",
    "arizona",
    950,
    "summer",
    0.6,
  ],
  ["EPE", "El Paso Electric Company", "mountain", 980, "summer", -0.1],
  [
    "WAUW",
    "Western Area Power Administration - Upper Great Plains West",
    "mountain",
    95,
    "winter",
    0.4,
  ],
  ["SPA", "Southwestern Power Administration", "central", 80, "summer", 1.2],
  ["HST", "City of Homestead", "eastern", 70, "summer", -0.6],
];

/** The first `count` respondents: the real ones, then synthetic ones, each with the lag of its code. */
export function listRespondents(count: number): Respondent[] {
  return Array.from({ length: count }, (_, position) => {
    const row = rows[position] ?? syntheticRow(position - rows.length + 1);
    const [code, name, zone, meanMwh, shape, interchangeShare] = row;
    return { code, name, zone, meanMwh, shape, interchangeShare, lagMs: lagOf(code, position) };
  });
}

export const realRespondents = rows.length;

/** CISO about an hour behind, others one to two hours, in quarters of an hour. */
function lagOf(code: string, position: number): number {
  if (code === "CISO") return lagMsMax / 2;
  return (lagMsMax / 8) * (4 + (hash32(930, position) % 5));
}

function syntheticRow(number: number): Row {
  const zones = ["pacific", "central", "eastern"] as const;
  const shapes = ["summer", "winter", "solar"] as const;
  const code = `Z${String(number).padStart(4, "0")}`;
  return [
    code,
    `Synthetic Balancing Authority ${String(number)}`,
    zones[number % 3] ?? "pacific",
    200 + (hash32(931, number) % 12_000),
    shapes[hash32(932, number) % 3] ?? "summer",
    ((hash32(933, number) % 61) - 30) / 100,
  ];
}
