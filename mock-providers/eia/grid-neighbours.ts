/**
 * Subregions of balancing authorities and their neighbours (Form EIA-930). California's names and PGAE are
 * recorded; shares follow the load zones of the CAISO sheet, section 9. Other names and shares are unverified.
 */
import type { Respondent } from "./respondents.ts";

export interface Subregion {
  readonly code: string;
  readonly name: string;
  /** Of its authority's demand. */
  readonly share: number;
}

type SubregionRow = readonly [code: string, name: string, share: number];

const subregionRows: Readonly<Record<string, readonly SubregionRow[]>> = {
  CISO: [
    ["PGAE", "Pacific Gas and Electric", 0.41],
    ["SCE", "Southern California Edison", 0.485],
    ["SDGE", "San Diego Gas and Electric", 0.102],
    ["VEA", "Valley Electric Association", 0.003],
  ],
  ERCO: [
    ["COAS", "Coast - ERCO", 0.27],
    ["EAST", "East - ERCO", 0.035],
    ["FWES", "Far West - ERCO", 0.14],
    ["NCEN", "North Central - ERCO", 0.27],
    ["NRTH", "North - ERCO", 0.03],
    ["SCEN", "South Central - ERCO", 0.155],
    ["SOUT", "South - ERCO", 0.07],
    ["WEST", "West - ERCO", 0.03],
  ],
  NYIS: [
    ["ZONA", "West - NYIS", 0.1],
    ["ZONB", "Genesee - NYIS", 0.065],
    ["ZONC", "Central - NYIS", 0.105],
    ["ZOND", "North - NYIS", 0.035],
    ["ZONE", "Mohawk Valley - NYIS", 0.05],
    ["ZONF", "Capital - NYIS", 0.08],
    ["ZONG", "Hudson Valley - NYIS", 0.065],
    ["ZONH", "Millwood - NYIS", 0.02],
    ["ZONI", "Dunwoodie - NYIS", 0.04],
    ["ZONJ", "New York City - NYIS", 0.31],
    ["ZONK", "Long Island - NYIS", 0.13],
  ],
  ISNE: [
    ["4001", "Maine - ISNE", 0.095],
    ["4002", "New Hampshire - ISNE", 0.1],
    ["4003", "Vermont - ISNE", 0.047],
    ["4004", "Connecticut - ISNE", 0.25],
    ["4005", "Rhode Island - ISNE", 0.066],
    ["4006", "Southeast Massachusetts - ISNE", 0.128],
    ["4007", "Western/Central Massachusetts - ISNE", 0.144],
    ["4008", "Northeast Massachusetts - ISNE", 0.17],
  ],
  MISO: [
    ["0001", "Zone 1 - MISO", 0.15],
    ["0004", "Zone 4 - MISO", 0.08],
    ["0006", "Zone 6 - MISO", 0.14],
    ["0027", "Zones 2 and 7 - MISO", 0.25],
    ["0035", "Zones 3 and 5 - MISO", 0.14],
    ["8910", "Zones 8, 9, and 10 - MISO", 0.24],
  ],
};

/** None for authorities that report no subregions. */
export function subregionsOf({ code }: Respondent): readonly Subregion[] {
  const rows = subregionRows[code] ?? [];
  return rows.map(([subba, name, share]) => ({ code: subba, name, share }));
}

/** First the one that takes what the others leave, then by size. */
const neighbourCodes: Readonly<Record<string, string>> = {
  CISO: "BPAT AZPS LDWP NEVP BANC IID WALC PACW SRP TIDC CEN",
  ERCO: "SWPP CEN",
  PJM: "MISO NYIS DUK TVA CPLE LGEE",
  MISO: "PJM SWPP MHEB TVA SOCO AECI IESO LGEE SPA AEC",
  NYIS: "PJM HQT ISNE IESO",
  ISNE: "NYIS HQT NBSO",
  SWPP: "MISO AECI ERCO SPA WACM PNM WAUW PSCO EPE",
  BPAT: "CISO PACW PGE PSEI SCL BCHA AVA LDWP IPCO NEVP NWMT PACE CHPD GCPD DOPD TPWR",
  SOCO: "DUK TVA FPL MISO AEC SC FPC SCEG TAL",
  TVA: "SOCO MISO PJM DUK LGEE AECI CPLW",
  FPL: "SOCO FPC TEC JEA SEC FMPP GVL HST",
  DUK: "CPLE PJM SOCO TVA SC SCEG CPLW",
  CPLE: "DUK PJM SC SCEG",
  FPC: "FPL TEC FMPP SEC SOCO GVL TAL",
  LGEE: "PJM MISO TVA",
  NEVP: "CISO PACE LDWP IPCO WALC BPAT",
  PSEI: "BPAT SCL PGE TPWR GCPD CHPD",
  LDWP: "BPAT CISO NEVP PACE AZPS WALC",
  PACW: "BPAT PACE CISO PGE AVA",
  PGE: "BPAT PACW PSEI CISO",
  SCEG: "DUK SC CPLE SOCO",
  SC: "SCEG DUK CPLE SOCO",
  TEC: "FPC FPL SEC FMPP",
  AECI: "MISO SWPP TVA SPA",
  BANC: "CISO BPAT TIDC",
  FMPP: "FPC FPL TEC JEA",
  JEA: "FPL SEC FMPP",
  AVA: "BPAT NWMT IPCO PACW CHPD GCPD",
  SEC: "FPC FPL TEC JEA",
  SCL: "BPAT PSEI",
  GCPD: "BPAT PSEI AVA PACW",
  CHPD: "BPAT PSEI AVA DOPD",
  DOPD: "BPAT CHPD",
  TPWR: "BPAT PSEI",
  IID: "CISO AZPS WALC",
  TIDC: "CISO BANC",
  TAL: "SOCO FPC",
  CPLW: "DUK PJM TVA",
  AEC: "SOCO MISO",
  GVL: "FPC FPL",
  SPA: "MISO SWPP AECI",
  HST: "FPL",
  PACE: "PACW IPCO NEVP LDWP AZPS WACM NWMT",
  AZPS: "SRP CISO PNM PACE WALC LDWP TEPC IID",
  SRP: "AZPS WALC TEPC CISO",
  PSCO: "WACM SWPP PNM",
  WACM: "PSCO PACE PNM AZPS WAUW SWPP",
  IPCO: "PACE BPAT NWMT AVA NEVP",
  TEPC: "AZPS SRP WALC PNM EPE",
  PNM: "AZPS EPE PSCO WACM TEPC SWPP",
  NWMT: "BPAT AVA PACE WAUW IPCO",
  WALC: "AZPS CISO SRP TEPC LDWP NEVP IID",
  EPE: "PNM TEPC SWPP",
  WAUW: "NWMT SWPP WACM",
};

/** Neighbours outside the lower 48 states, which report nothing themselves. */
export const foreignNames: Readonly<Record<string, string>> = {
  BCHA: "British Columbia Hydro and Power Authority",
  CEN: "Centro Nacional de Control de Energia",
  HQT: "Hydro-Quebec TransEnergie",
  IESO: "Ontario IESO",
  MHEB: "Manitoba Hydro",
  NBSO: "New Brunswick System Operator",
};

/** Empty for authorities that are made up. */
export function neighboursOf({ code }: Respondent): readonly string[] {
  return neighbourCodes[code]?.split(" ") ?? [];
}
