/**
 * FRED's tags. Names, groups, notes, dates and popularity of the common ones are recorded (`fred/tags` and
 * `fred/series/tags`, 2024-11-02); those of the other tags are unverified.
 */
export interface TagEntry {
  readonly name: string;
  /** freq, gen, geo, geot, rls, seas, src or cc. */
  readonly groupId: TagGroup;
  readonly notes: string | null;
  readonly created: string;
  readonly popularity: number;
}

export const tagGroups = ["freq", "gen", "geo", "geot", "rls", "seas", "src", "cc"] as const;
export type TagGroup = (typeof tagGroups)[number];

const firstDay = "2012-02-27 10:18:19-06";

function tag(
  groupId: TagGroup,
  name: string,
  popularity: number,
  notes: string | null = "",
  created = firstDay,
): TagEntry {
  return { name, groupId, notes, created, popularity };
}

const copyright = (name: string, popularity: number): TagEntry =>
  tag("cc", name, popularity, null, "2018-12-17 23:33:13-06");

/** Tags with something of their own to say; all others are general ones. */
export const tagTable: readonly TagEntry[] = [
  tag("seas", "nsa", 100, "Not Seasonally Adjusted"),
  tag("seas", "sa", 86, "Seasonally Adjusted"),
  tag("geo", "usa", 100, "United States of America"),
  tag("geot", "nation", 96),
  tag("geot", "state", 74, "State"),
  tag("freq", "annual", 92),
  tag("freq", "quarterly", 83),
  tag("freq", "monthly", 92),
  tag("freq", "weekly", 75),
  tag("freq", "daily", 76),
  copyright("public domain: citation requested", 99),
  copyright("copyrighted: citation required", 85),
  copyright("copyrighted: pre-approval required", 68),
  tag("src", "bea", 78, "Bureau of Economic Analysis"),
  tag("src", "bls", 87, "Bureau of Labor Statistics"),
  tag("src", "census", 86, "Census"),
  tag("src", "hud", 60, "Department of Housing and Urban Development"),
  tag("src", "frb", 82, "Board of Governors"),
  tag("src", "frb stl", 70, "St. Louis Fed"),
  tag("src", "frb chi", 62, "Chicago Fed"),
  tag("src", "eia", 66, "Energy Information Administration"),
  tag("src", "eta", 64, "Employment and Training Administration"),
  tag("src", "moody's", 60),
  tag("src", "s&p", 62, "Standard & Poor's"),
  tag("src", "cboe", 60, "Chicago Board Options Exchange"),
  tag("src", "freddie mac", 64),
  tag("src", "ice bofa", 63),
  tag("src", "university of michigan", 62),
  tag("src", "sandbox", 1, "Made-up series"),
  tag("rls", "nipa", 68, "National Income and Product Accounts", "2012-08-16 15:21:17-05"),
  tag("rls", "cpi", 83, "Consumer Price Index"),
  tag("rls", "ppi", 74, "Producer Price Index"),
  tag("rls", "jolts", 66, "Job Openings and Labor Turnover Survey"),
  tag("rls", "h15", 72, "H.15 Selected Interest Rates"),
  tag("rls", "h10", 60, "H.10 Foreign Exchange Rates"),
  tag("rls", "h41", 62, "H.4.1 Factors Affecting Reserve Balances"),
  tag("rls", "h6", 61, "H.6 Money Stock Measures"),
  tag("rls", "g17", 64, "G.17 Industrial Production and Capacity Utilization"),
  tag("gen", "gdp", 79, "Gross Domestic Product"),
  tag("gen", "price", 85, "", "2013-07-11 11:24:55-05"),
  tag("gen", "employment", 73),
  tag("gen", "industry", 78),
  tag("gen", "inflation", 81),
  tag("gen", "interest rate", 80),
  tag("gen", "unemployment", 77),
];

/** The tag of a release's own, where FRED has one. */
export const releaseTags: Readonly<Record<number, string>> = {
  10: "cpi",
  13: "g17",
  17: "h10",
  18: "h15",
  20: "h41",
  21: "h6",
  46: "ppi",
  53: "nipa",
  54: "nipa",
  192: "jolts",
};

/** Releases whose owners reserve rights; all others are in the public domain. */
export const releaseCopyrights: Readonly<Record<number, string>> = {
  91: "copyrighted: pre-approval required",
  189: "copyrighted: pre-approval required",
  190: "copyrighted: pre-approval required",
  200: "copyrighted: citation required",
  209: "copyrighted: pre-approval required",
  427: "copyrighted: pre-approval required",
};

export function generalTag(name: string): TagEntry {
  return tag("gen", name, 40 + (name.length % 20));
}
