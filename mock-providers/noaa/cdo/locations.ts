/**
 * Places that data can be asked for by: every state as recorded, and the country, counties, cities and postal
 * areas of the stations. Codes of states and counties are FIPS 5-2 and 6-4; the numbers of cities are only
 * partly known and made up otherwise.
 */
import { parseDay } from "../../kit/calendar.ts";
import type { Station } from "../world/station.ts";
import { compareText } from "../world/table.ts";

export interface Location {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  /** Day number of the first report. */
  readonly firstDay: number;
}

/** FIPS code, name and first report of each state and the District of Columbia. */
const states: readonly (readonly [code: string, name: string, first: string])[] = [
  ["01", "Alabama", "1888-02-01"],
  ["02", "Alaska", "1893-09-01"],
  ["04", "Arizona", "1867-08-01"],
  ["05", "Arkansas", "1872-02-01"],
  ["06", "California", "1850-10-01"],
  ["08", "Colorado", "1852-10-01"],
  ["09", "Connecticut", "1884-11-01"],
  ["10", "Delaware", "1893-01-01"],
  ["11", "District of Columbia", "1872-01-01"],
  ["12", "Florida", "1871-10-01"],
  ["13", "Georgia", "1849-01-01"],
  ["15", "Hawaii", "1905-01-01"],
  ["16", "Idaho", "1892-06-01"],
  ["17", "Illinois", "1870-10-15"],
  ["18", "Indiana", "1886-02-01"],
  ["19", "Iowa", "1888-06-01"],
  ["20", "Kansas", "1857-04-01"],
  ["21", "Kentucky", "1872-10-01"],
  ["22", "Louisiana", "1882-07-01"],
  ["23", "Maine", "1885-06-01"],
  ["24", "Maryland", "1880-01-01"],
  ["25", "Massachusetts", "1831-02-01"],
  ["26", "Michigan", "1887-06-01"],
  ["27", "Minnesota", "1886-01-01"],
  ["28", "Mississippi", "1891-02-01"],
  ["29", "Missouri", "1892-04-01"],
  ["30", "Montana", "1891-08-01"],
  ["31", "Nebraska", "1878-05-01"],
  ["32", "Nevada", "1877-07-01"],
  ["33", "New Hampshire", "1868-01-01"],
  ["34", "New Jersey", "1865-06-01"],
  ["35", "New Mexico", "1870-01-01"],
  ["36", "New York", "1869-01-01"],
  ["37", "North Carolina", "1869-03-01"],
  ["38", "North Dakota", "1891-07-01"],
  ["39", "Ohio", "1878-02-01"],
  ["40", "Oklahoma", "1870-04-01"],
  ["41", "Oregon", "1871-11-01"],
  ["42", "Pennsylvania", "1849-04-01"],
  ["44", "Rhode Island", "1893-01-01"],
  ["45", "South Carolina", "1849-05-01"],
  ["46", "South Dakota", "1893-01-01"],
  ["47", "Tennessee", "1879-01-01"],
  ["48", "Texas", "1852-04-01"],
  ["49", "Utah", "1887-12-01"],
  ["50", "Vermont", "1883-12-01"],
  ["51", "Virginia", "1869-01-01"],
  ["53", "Washington", "1856-01-01"],
  ["54", "West Virginia", "1854-01-01"],
  ["55", "Wisconsin", "1871-01-01"],
  ["56", "Wyoming", "1889-01-01"],
];

export const locationCategories = [
  { id: "CITY", name: "City" },
  { id: "CLIM_DIV", name: "Climate Division" },
  { id: "CLIM_REG", name: "Climate Region" },
  { id: "CNTRY", name: "Country" },
  { id: "CNTY", name: "County" },
  { id: "HYD_ACC", name: "Hydrologic Accounting Unit" },
  { id: "HYD_CAT", name: "Hydrologic Cataloging Unit" },
  { id: "HYD_REG", name: "Hydrologic Region" },
  { id: "HYD_SUB", name: "Hydrologic Subregion" },
  { id: "ST", name: "State" },
  { id: "US_TERR", name: "US Territory" },
  { id: "ZIP", name: "Zip Code" },
] as const;

const counties: Readonly<Record<string, string>> = {
  "FIPS:01067": "Henry County, AL",
  "FIPS:04013": "Maricopa County, AZ",
  "FIPS:06037": "Los Angeles County, CA",
  "FIPS:06081": "San Mateo County, CA",
  "FIPS:08031": "Denver County, CO",
  "FIPS:12017": "Citrus County, FL",
  "FIPS:12086": "Miami-Dade County, FL",
  "FIPS:13063": "Clayton County, GA",
  "FIPS:17031": "Cook County, IL",
  "FIPS:25025": "Suffolk County, MA",
  "FIPS:26161": "Washtenaw County, MI",
  "FIPS:27053": "Hennepin County, MN",
  "FIPS:32003": "Clark County, NV",
  "FIPS:36061": "New York County, NY",
  "FIPS:39153": "Summit County, OH",
  "FIPS:41051": "Multnomah County, OR",
  "FIPS:48201": "Harris County, TX",
  "FIPS:48439": "Tarrant County, TX",
  "FIPS:51013": "Arlington County, VA",
  "FIPS:53033": "King County, WA",
};

/** Sorted by id. */
export function listLocations(stations: readonly Station[]): readonly Location[] {
  const locations = new Map<string, Location>();
  for (const [code, name, first] of states) {
    const id = `FIPS:${code}`;
    locations.set(id, { id, name, category: "ST", firstDay: parseDay(first) ?? 0 });
  }
  for (const station of stations) {
    for (const id of station.locations) {
      const known = locations.get(id);
      if (known === undefined) {
        locations.set(id, { id, ...describe(id, station), firstDay: station.firstDay });
      } else if (known.category !== "ST" && known.firstDay > station.firstDay) {
        locations.set(id, { ...known, firstDay: station.firstDay });
      }
    }
  }
  return [...locations.values()].sort((a, b) => compareText(a.id, b.id));
}

function describe(id: string, { nws }: Station): Pick<Location, "name" | "category"> {
  const city = nws === undefined ? "" : cityName(nws);
  if (id === "FIPS:US") return { name: "United States", category: "CNTRY" };
  if (id.startsWith("CITY:")) return { name: `${city} US`, category: "CITY" };
  if (id.startsWith("ZIP:")) return { name: `${city} ${id.slice(4)}`, category: "ZIP" };
  return { name: counties[id] ?? id, category: "CNTY" };
}

/** As recorded: `Washington D.C., US`, but `Birmingham, AL US`. */
function cityName({ city, state }: { readonly city: string; readonly state: string }): string {
  return state === "DC" ? "Washington D.C.," : `${city}, ${state}`;
}
