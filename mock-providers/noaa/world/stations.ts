/**
 * The stations of the world. Places, heights and first days are those of the real stations (GHCN-Daily and
 * HOMR station lists); climates are rounded normals, enough for plausible weather. The stations without
 * a climate come from recorded answers: they are described, and answer no data.
 */
import { dayNumber } from "../../kit/calendar.ts";
import type { StationZone } from "./station-time.ts";

/** Rounded normals of a place. Temperatures in °C. */
export interface Climate {
  /** Mean of the year. */
  readonly meanC: number;
  /** Half the difference between the warmest and the coldest month. */
  readonly swingC: number;
  /** Mean difference between a day's extremes. */
  readonly rangeC: number;
  /** How far weather takes a day from its season: about the standard deviation. */
  readonly weatherC: number;
  /** Degrees that each step of a warm spell beyond the usual adds: desert winds at a cool coast. */
  readonly heatC?: number;
  /** Share of days with rain, and how much more of them lie in winter (1: all, −1: all in summer). */
  readonly wetShare: number;
  readonly winterWet: number;
  /** Millimetres on a typical wet day. */
  readonly wetDayMm: number;
  readonly windMs: number;
  /** Day of the year that is warmest. */
  readonly warmestDay: number;
  /** Stations of one region share their weather. */
  readonly region: string;
}

export interface Station {
  /** `GHCND:USW00023174`. */
  readonly id: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly elevationM: number;
  /** Day number of the first report. */
  readonly firstDay: number;
  /** Day number of the last report of a closed station. */
  readonly lastDay?: number;
  /** A day's report is out this many days after the day began: 2 or 3, more for slow observers. */
  readonly lateDays: number;
  readonly coverage: number;
  readonly datasets: readonly string[];
  /** Datatypes of GHCND it reports; the others follow from them. */
  readonly dailyTypes: readonly string[];
  /** Ids of the locations that hold it. */
  readonly locations: readonly string[];
  /** Source flag and observation time in the attributes of its values. */
  readonly source: string;
  readonly observedAt: string;
  readonly climate?: Climate;
  readonly nws?: NwsPlace;
}

/** What api.weather.gov says about a station. */
export interface NwsPlace {
  readonly icao: string;
  readonly name: string;
  readonly city: string;
  readonly state: string;
  readonly zone: StationZone;
  readonly office: string;
  readonly radar: string;
  readonly forecastZone: string;
  readonly county: string;
}

export const allDailyTypes = ["AWND", "PRCP", "SNOW", "SNWD", "TAVG", "TMAX", "TMIN"] as const;

const airportDatasets = ["GHCND", "GSOM", "GSOY", "NORMAL_DLY"];

interface Airport {
  readonly id: string;
  readonly name: string;
  readonly at: readonly [latitude: number, longitude: number, elevationM: number];
  readonly since: readonly [year: number, month: number, day: number];
  readonly lateDays: 2 | 3;
  readonly county: readonly [fips: string, ugc: string];
  readonly cityId: string;
  readonly zip: string;
  readonly climate: Climate;
  readonly nws: Omit<NwsPlace, "county">;
}

function airport(source: Airport): Station {
  const [latitude, longitude, elevationM] = source.at;
  const [fips, ugc] = source.county;
  return {
    id: `GHCND:${source.id}`,
    name: source.name,
    latitude,
    longitude,
    elevationM,
    firstDay: dayNumber(...source.since),
    lateDays: source.lateDays,
    coverage: 1,
    datasets: airportDatasets,
    dailyTypes: allDailyTypes,
    locations: [
      source.cityId,
      "FIPS:US",
      `FIPS:${fips.slice(0, 2)}`,
      `FIPS:${fips}`,
      `ZIP:${source.zip}`,
    ],
    source: "W",
    observedAt: "2400",
    climate: source.climate,
    nws: { ...source.nws, county: ugc },
  };
}

/** In the order of the catalogue. */
export const airportStations: readonly Station[] = [
  airport({
    id: "USW00023174",
    name: "LOS ANGELES INTERNATIONAL AIRPORT, CA US",
    at: [33.938, -118.3888, 29.7],
    since: [1944, 1, 1],
    lateDays: 2,
    county: ["06037", "CAC037"],
    cityId: "CITY:US060013",
    zip: "90045",
    climate: {
      meanC: 17.6,
      swingC: 3.6,
      rangeC: 7.4,
      weatherC: 1.9,
      heatC: 6,
      wetShare: 0.1,
      winterWet: 0.9,
      wetDayMm: 11,
      windMs: 3.4,
      warmestDay: 228,
      region: "california",
    },
    nws: {
      icao: "KLAX",
      name: "Los Angeles, Los Angeles International Airport",
      city: "Los Angeles",
      state: "CA",
      zone: "pacific",
      office: "LOX",
      radar: "KSOX",
      forecastZone: "CAZ364",
    },
  }),
  airport({
    id: "USW00023234",
    name: "SAN FRANCISCO INTERNATIONAL AIRPORT, CA US",
    at: [37.6197, -122.3647, 2.4],
    since: [1945, 7, 1],
    lateDays: 2,
    county: ["06081", "CAC081"],
    cityId: "CITY:US060031",
    zip: "94128",
    climate: {
      meanC: 14.6,
      swingC: 3.9,
      rangeC: 7.9,
      weatherC: 2,
      heatC: 6,
      wetShare: 0.18,
      winterWet: 0.9,
      wetDayMm: 9.5,
      windMs: 4.7,
      warmestDay: 240,
      region: "california",
    },
    nws: {
      icao: "KSFO",
      name: "San Francisco, San Francisco International Airport",
      city: "San Francisco",
      state: "CA",
      zone: "pacific",
      office: "MTR",
      radar: "KMUX",
      forecastZone: "CAZ508",
    },
  }),
  airport({
    id: "USW00094728",
    name: "NY CITY CENTRAL PARK, NY US",
    at: [40.7789, -73.9692, 42.7],
    since: [1869, 1, 1],
    lateDays: 3,
    county: ["36061", "NYC061"],
    cityId: "CITY:US360019",
    zip: "10024",
    climate: {
      meanC: 13.1,
      swingC: 12.2,
      rangeC: 7.8,
      weatherC: 4.6,
      wetShare: 0.33,
      winterWet: 0,
      wetDayMm: 12.5,
      windMs: 2.3,
      warmestDay: 204,
      region: "northeast",
    },
    nws: {
      icao: "KNYC",
      name: "New York City, Central Park",
      city: "New York",
      state: "NY",
      zone: "eastern",
      office: "OKX",
      radar: "KOKX",
      forecastZone: "NYZ072",
    },
  }),
  airport({
    id: "USW00094846",
    name: "CHICAGO OHARE INTERNATIONAL AIRPORT, IL US",
    at: [41.995, -87.9336, 201.8],
    since: [1946, 10, 1],
    lateDays: 2,
    county: ["17031", "ILC031"],
    cityId: "CITY:US170006",
    zip: "60666",
    climate: {
      meanC: 10.3,
      swingC: 13.9,
      rangeC: 9.6,
      weatherC: 5.2,
      wetShare: 0.34,
      winterWet: -0.15,
      wetDayMm: 9.5,
      windMs: 4.3,
      warmestDay: 201,
      region: "lakes",
    },
    nws: {
      icao: "KORD",
      name: "Chicago, Chicago-O'Hare International Airport",
      city: "Chicago",
      state: "IL",
      zone: "central",
      office: "LOT",
      radar: "KLOT",
      forecastZone: "ILZ104",
    },
  }),
  airport({
    id: "USW00014739",
    name: "BOSTON, MA US",
    at: [42.3606, -71.0097, 3.7],
    since: [1936, 1, 1],
    lateDays: 2,
    county: ["25025", "MAC025"],
    cityId: "CITY:US250002",
    zip: "02128",
    climate: {
      meanC: 11.1,
      swingC: 12.1,
      rangeC: 8,
      weatherC: 4.7,
      wetShare: 0.34,
      winterWet: 0.05,
      wetDayMm: 11,
      windMs: 5,
      warmestDay: 204,
      region: "northeast",
    },
    nws: {
      icao: "KBOS",
      name: "Boston, Logan International Airport",
      city: "Boston",
      state: "MA",
      zone: "eastern",
      office: "BOX",
      radar: "KBOX",
      forecastZone: "MAZ015",
    },
  }),
  airport({
    id: "USW00013874",
    name: "ATLANTA HARTSFIELD JACKSON INTERNATIONAL AIRPORT, GA US",
    at: [33.6301, -84.4418, 307.9],
    since: [1930, 1, 1],
    lateDays: 2,
    county: ["13063", "GAC063"],
    cityId: "CITY:US130001",
    zip: "30320",
    climate: {
      meanC: 17.2,
      swingC: 10.1,
      rangeC: 10.2,
      weatherC: 4.1,
      wetShare: 0.31,
      winterWet: 0.05,
      wetDayMm: 14.5,
      windMs: 3.6,
      warmestDay: 201,
      region: "southeast",
    },
    nws: {
      icao: "KATL",
      name: "Atlanta, Hartsfield - Jackson Atlanta International Airport",
      city: "Atlanta",
      state: "GA",
      zone: "eastern",
      office: "FFC",
      radar: "KFFC",
      forecastZone: "GAZ033",
    },
  }),
  airport({
    id: "USW00003927",
    name: "DAL FTW WSCMO AIRPORT, TX US",
    at: [32.8978, -97.0189, 170.7],
    since: [1974, 1, 1],
    lateDays: 3,
    county: ["48439", "TXC439"],
    cityId: "CITY:US480016",
    zip: "75261",
    climate: {
      meanC: 19.2,
      swingC: 11.3,
      rangeC: 11.1,
      weatherC: 4.6,
      wetShare: 0.21,
      winterWet: 0,
      wetDayMm: 15,
      windMs: 4.7,
      warmestDay: 213,
      region: "plains",
    },
    nws: {
      icao: "KDFW",
      name: "Dallas / Fort Worth International Airport",
      city: "Dallas",
      state: "TX",
      zone: "central",
      office: "FWD",
      radar: "KFWS",
      forecastZone: "TXZ118",
    },
  }),
  airport({
    id: "USW00012960",
    name: "HOUSTON INTERCONTINENTAL AIRPORT, TX US",
    at: [29.98, -95.36, 29],
    since: [1969, 6, 1],
    lateDays: 2,
    county: ["48201", "TXC201"],
    cityId: "CITY:US480033",
    zip: "77032",
    climate: {
      meanC: 21.2,
      swingC: 8.8,
      rangeC: 10.6,
      weatherC: 3.9,
      wetShare: 0.28,
      winterWet: -0.1,
      wetDayMm: 17.5,
      windMs: 3.3,
      warmestDay: 211,
      region: "southeast",
    },
    nws: {
      icao: "KIAH",
      name: "Houston, George Bush Intercontinental Airport",
      city: "Houston",
      state: "TX",
      zone: "central",
      office: "HGX",
      radar: "KHGX",
      forecastZone: "TXZ213",
    },
  }),
  airport({
    id: "USW00012839",
    name: "MIAMI INTERNATIONAL AIRPORT, FL US",
    at: [25.7881, -80.3169, 8.8],
    since: [1948, 1, 1],
    lateDays: 3,
    county: ["12086", "FLC086"],
    cityId: "CITY:US120016",
    zip: "33122",
    climate: {
      meanC: 25.3,
      swingC: 4.4,
      rangeC: 7.8,
      weatherC: 2,
      wetShare: 0.37,
      winterWet: -0.55,
      wetDayMm: 13,
      windMs: 3.9,
      warmestDay: 217,
      region: "southeast",
    },
    nws: {
      icao: "KMIA",
      name: "Miami, Miami International Airport",
      city: "Miami",
      state: "FL",
      zone: "eastern",
      office: "MFL",
      radar: "KAMX",
      forecastZone: "FLZ074",
    },
  }),
  airport({
    id: "USW00023183",
    name: "PHOENIX AIRPORT, AZ US",
    at: [33.4278, -112.0039, 337.4],
    since: [1933, 1, 1],
    lateDays: 2,
    county: ["04013", "AZC013"],
    cityId: "CITY:US040008",
    zip: "85034",
    climate: {
      meanC: 24.1,
      swingC: 11.1,
      rangeC: 12.2,
      weatherC: 3.1,
      wetShare: 0.09,
      winterWet: 0.1,
      wetDayMm: 6.5,
      windMs: 2.8,
      warmestDay: 205,
      region: "southwest",
    },
    nws: {
      icao: "KPHX",
      name: "Phoenix, Phoenix Sky Harbor International Airport",
      city: "Phoenix",
      state: "AZ",
      zone: "arizona",
      office: "PSR",
      radar: "KIWA",
      forecastZone: "AZZ544",
    },
  }),
  airport({
    id: "USW00024233",
    name: "SEATTLE TACOMA INTERNATIONAL AIRPORT, WA US",
    at: [47.4444, -122.3138, 112.8],
    since: [1948, 1, 1],
    lateDays: 2,
    county: ["53033", "WAC033"],
    cityId: "CITY:US530018",
    zip: "98158",
    climate: {
      meanC: 11.6,
      swingC: 7,
      rangeC: 7.9,
      weatherC: 2.7,
      wetShare: 0.42,
      winterWet: 0.6,
      wetDayMm: 8,
      windMs: 3.5,
      warmestDay: 214,
      region: "northwest",
    },
    nws: {
      icao: "KSEA",
      name: "Seattle, Seattle-Tacoma International Airport",
      city: "Seattle",
      state: "WA",
      zone: "pacific",
      office: "SEW",
      radar: "KATX",
      forecastZone: "WAZ558",
    },
  }),
  airport({
    id: "USW00003017",
    name: "DENVER INTERNATIONAL AIRPORT, CO US",
    at: [39.8328, -104.6575, 1650.2],
    since: [1994, 7, 18],
    lateDays: 3,
    county: ["08031", "COC031"],
    cityId: "CITY:US080006",
    zip: "80249",
    climate: {
      meanC: 10.4,
      swingC: 12,
      rangeC: 15.2,
      weatherC: 4.9,
      wetShare: 0.22,
      winterWet: -0.35,
      wetDayMm: 5.5,
      windMs: 4.3,
      warmestDay: 203,
      region: "plains",
    },
    nws: {
      icao: "KDEN",
      name: "Denver, Denver International Airport",
      city: "Denver",
      state: "CO",
      zone: "mountain",
      office: "BOU",
      radar: "KFTG",
      forecastZone: "COZ040",
    },
  }),
  airport({
    id: "USW00014922",
    name: "MINNEAPOLIS ST. PAUL INTERNATIONAL AIRPORT, MN US",
    at: [44.8831, -93.2289, 265.8],
    since: [1938, 4, 9],
    lateDays: 2,
    county: ["27053", "MNC053"],
    cityId: "CITY:US270013",
    zip: "55450",
    climate: {
      meanC: 8.3,
      swingC: 16.4,
      rangeC: 9.9,
      weatherC: 5.3,
      wetShare: 0.32,
      winterWet: -0.3,
      wetDayMm: 8,
      windMs: 4.2,
      warmestDay: 200,
      region: "lakes",
    },
    nws: {
      icao: "KMSP",
      name: "Minneapolis, Minneapolis-St. Paul International Airport",
      city: "Minneapolis",
      state: "MN",
      zone: "central",
      office: "MPX",
      radar: "KMPX",
      forecastZone: "MNZ060",
    },
  }),
  airport({
    id: "USW00024229",
    name: "PORTLAND INTERNATIONAL AIRPORT, OR US",
    at: [45.5958, -122.6093, 5.8],
    since: [1938, 4, 1],
    lateDays: 3,
    county: ["41051", "ORC051"],
    cityId: "CITY:US410010",
    zip: "97218",
    climate: {
      meanC: 12.8,
      swingC: 7.9,
      rangeC: 9,
      weatherC: 2.8,
      wetShare: 0.42,
      winterWet: 0.6,
      wetDayMm: 7.5,
      windMs: 3,
      warmestDay: 215,
      region: "northwest",
    },
    nws: {
      icao: "KPDX",
      name: "Portland, Portland International Airport",
      city: "Portland",
      state: "OR",
      zone: "pacific",
      office: "PQR",
      radar: "KRTX",
      forecastZone: "ORZ006",
    },
  }),
  airport({
    id: "USW00023169",
    name: "LAS VEGAS MCCARRAN INTERNATIONAL AIRPORT, NV US",
    at: [36.0719, -115.1633, 662.9],
    since: [1948, 9, 6],
    lateDays: 2,
    county: ["32003", "NVC003"],
    cityId: "CITY:US320003",
    zip: "89119",
    climate: {
      meanC: 21.2,
      swingC: 12.6,
      rangeC: 11.3,
      weatherC: 3.2,
      wetShare: 0.07,
      winterWet: 0.25,
      wetDayMm: 5,
      windMs: 3.8,
      warmestDay: 203,
      region: "southwest",
    },
    nws: {
      icao: "KLAS",
      name: "Las Vegas, Harry Reid International Airport",
      city: "Las Vegas",
      state: "NV",
      zone: "pacific",
      office: "VEF",
      radar: "KESX",
      forecastZone: "NVZ020",
    },
  }),
  airport({
    id: "USW00013743",
    name: "WASHINGTON REAGAN NATIONAL AIRPORT, VA US",
    at: [38.8483, -77.0342, 3],
    since: [1936, 9, 1],
    lateDays: 3,
    county: ["51013", "VAC013"],
    cityId: "CITY:US000001",
    zip: "22202",
    climate: {
      meanC: 14.8,
      swingC: 11.9,
      rangeC: 9,
      weatherC: 4.5,
      wetShare: 0.32,
      winterWet: -0.05,
      wetDayMm: 10.5,
      windMs: 4,
      warmestDay: 202,
      region: "northeast",
    },
    nws: {
      icao: "KDCA",
      name: "Washington/Reagan National Airport, DC",
      city: "Washington",
      state: "DC",
      zone: "eastern",
      office: "LWX",
      radar: "KLWX",
      forecastZone: "VAZ054",
    },
  }),
  airport({
    id: "USW00014895",
    name: "AKRON CANTON AIRPORT, OH US",
    at: [40.9181, -81.4435, 369.7],
    since: [1948, 7, 1],
    lateDays: 3,
    county: ["39153", "OHC153"],
    cityId: "CITY:US390001",
    zip: "44720",
    climate: {
      meanC: 10.3,
      swingC: 12.8,
      rangeC: 9.8,
      weatherC: 4.9,
      wetShare: 0.41,
      winterWet: 0.05,
      wetDayMm: 7.5,
      windMs: 4.1,
      warmestDay: 202,
      region: "lakes",
    },
    nws: {
      icao: "KCAK",
      name: "Akron, Akron-Canton Regional Airport",
      city: "Akron",
      state: "OH",
      zone: "eastern",
      office: "CLE",
      radar: "KCLE",
      forecastZone: "OHZ021",
    },
  }),
];
