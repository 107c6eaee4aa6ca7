/** Who makes the releases. Ids 1 and 22 are recorded (`fred/release/sources`); the others are unverified. */

/** One id for the sandbox's own source, release and category: no real one is that high. */
export const sandboxId = 900_001;

export interface SourceEntry {
  readonly id: number;
  readonly name: string;
  readonly link?: string;
  /** Name of the tag FRED gives the source's series. */
  readonly tag: string;
}

/** Ascending by id. */
export const sourceTable = [
  {
    id: 1,
    name: "Board of Governors of the Federal Reserve System (US)",
    link: "http://www.federalreserve.gov/",
    tag: "frb",
  },
  {
    id: 4,
    name: "Federal Reserve Bank of St. Louis",
    link: "http://www.stlouisfed.org/",
    tag: "frb stl",
  },
  {
    id: 14,
    name: "University of Michigan",
    link: "https://data.sca.isr.umich.edu/",
    tag: "university of michigan",
  },
  { id: 18, name: "U.S. Bureau of Economic Analysis", link: "http://www.bea.gov/", tag: "bea" },
  { id: 19, name: "U.S. Census Bureau", link: "http://www.census.gov/", tag: "census" },
  {
    id: 21,
    name: "U.S. Department of Housing and Urban Development",
    link: "http://www.hud.gov/",
    tag: "hud",
  },
  { id: 22, name: "U.S. Bureau of Labor Statistics", link: "https://www.bls.gov/", tag: "bls" },
  {
    id: 30,
    name: "U.S. Energy Information Administration",
    link: "http://www.eia.gov/",
    tag: "eia",
  },
  {
    id: 32,
    name: "U.S. Employment and Training Administration",
    link: "http://www.doleta.gov/",
    tag: "eta",
  },
  { id: 40, name: "Moody's", tag: "moody's" },
  { id: 47, name: "S&P Dow Jones Indices LLC", link: "http://us.spindices.com/", tag: "s&p" },
  { id: 49, name: "Chicago Board Options Exchange", link: "http://www.cboe.com/", tag: "cboe" },
  { id: 50, name: "Freddie Mac", link: "http://www.freddiemac.com/", tag: "freddie mac" },
  {
    id: 57,
    name: "Federal Reserve Bank of Chicago",
    link: "http://www.chicagofed.org/",
    tag: "frb chi",
  },
  { id: 82, name: "Ice Data Indices, LLC", link: "https://www.theice.com/", tag: "ice bofa" },
  { id: sandboxId, name: "Aurum Sandbox", tag: "sandbox" },
] as const satisfies readonly SourceEntry[];

export type SourceId = (typeof sourceTable)[number]["id"];
