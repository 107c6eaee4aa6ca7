/**
 * Stations known from recorded answers of 2018: the rain gauges of Citrus County, Florida, an hourly gauge in
 * Alabama, and the station of a recorded month of rain. Those with a climate report rain, as they do in life.
 */
import { parseDay } from "../../kit/calendar.ts";
import type { Climate, Station } from "./station.ts";

const florida: Climate = {
  meanC: 21.6,
  swingC: 6.6,
  rangeC: 12,
  weatherC: 3,
  wetShare: 0.32,
  winterWet: -0.5,
  wetDayMm: 13.5,
  windMs: 2.5,
  warmestDay: 210,
  region: "southeast",
};

const michigan: Climate = {
  meanC: 9.7,
  swingC: 13.2,
  rangeC: 9.5,
  weatherC: 4.9,
  wetShare: 0.37,
  winterWet: 0,
  wetDayMm: 7,
  windMs: 3.6,
  warmestDay: 202,
  region: "lakes",
};

type Place = readonly [latitude: number, longitude: number, elevationM: number];

/** Gauges of the Community Collaborative Rain, Hail and Snow Network. `last` is a day of a closed one, or how many days late it reports. */
function gauge(
  number: string,
  name: string,
  [latitude, longitude, elevationM]: Place,
  first: string,
  last: string | number,
  coverage: number,
): Station {
  return {
    id: `GHCND:US1FLCT${number}`,
    name: `${name}, FL US`,
    latitude,
    longitude,
    elevationM,
    firstDay: day(first),
    ...(typeof last === "string" ? { lastDay: day(last) } : {}),
    lateDays: typeof last === "string" ? 2 : last,
    coverage,
    datasets: ["GHCND"],
    dailyTypes: ["PRCP"],
    locations: ["FIPS:12", "FIPS:12017", "FIPS:US"],
    source: "N",
    observedAt: "0700",
    climate: florida,
  };
}

function day(text: string): number {
  const days = parseDay(text);
  if (days === undefined) throw new Error(`Not a day: ${text}`);
  return days;
}

export const observerStations: readonly Station[] = [
  {
    id: "COOP:010008",
    name: "ABBEVILLE, AL US",
    latitude: 31.5702,
    longitude: -85.2482,
    elevationM: 139,
    firstDay: day("1948-01-01"),
    lastDay: day("2014-01-01"),
    lateDays: 2,
    coverage: 0.8813,
    datasets: ["PRECIP_HLY"],
    dailyTypes: [],
    locations: ["FIPS:01", "FIPS:01067", "FIPS:US"],
    source: "7",
    observedAt: "",
  },
  gauge("0002", "INVERNESS 1.6 WSW", [28.8303, -82.3688, 36.9], "2007-09-28", "2012-10-24", 0.8905),
  gauge("0005", "DUNNELLON 3.6 WSW", [29.0375, -82.5059, 14.9], "2007-11-09", "2012-05-06", 0.7928),
  gauge(
    "0006",
    "CRYSTAL RIVER 5.2 NNE",
    [28.9681, -82.5577, 7.9],
    "2007-10-01",
    "2010-02-05",
    0.9616,
  ),
  gauge("0007", "CRYSTAL RIVER 5.3 NNE", [28.9693, -82.5587, 11.9], "2007-10-11", 2, 0.9946),
  gauge("0008", "CRYSTAL RIVER 4.7 ESE", [28.871, -82.5273, 27.1], "2008-04-13", 4, 0.8017),
  gauge(
    "0010",
    "CITRUS SPRINGS 1.7 NNE",
    [29.0206, -82.4679, 29.9],
    "2008-10-11",
    "2009-11-10",
    0.8308,
  ),
  gauge("0011", "HERNANDO 1.6 N", [28.9298, -82.3704, 23.2], "2009-05-19", 2, 0.9934),
  gauge("0012", "CITRUS SPRINGS 1.7 E", [29.0011, -82.4476, 34.4], "1998-06-17", 29, 0.2423),
  gauge("0013", "HOMOSASSA 4.1 E", [28.7925, -82.5521, 2.7], "2013-06-27", "2015-06-20", 0.9586),
  gauge("0015", "INVERNESS 2.6 ENE", [28.8582, -82.3056, 12.5], "2014-10-15", 3, 0.8848),
  gauge("0023", "HOMOSASSA 5.2 NNE", [28.8511, -82.5874, 2.7], "2017-05-22", 2, 0.8481),
  gauge("0024", "HERNANDO 2.9 W", [28.9142, -82.4215, 23.2], "2017-07-17", 3, 0.8004),
  gauge("0025", "LECANTO 1.9 E", [28.853, -82.4547, 32], "2017-08-29", 11, 0.5079),
  {
    id: "GHCND:USC00084289",
    name: "INVERNESS 3 SE, FL US",
    latitude: 28.8029,
    longitude: -82.3126,
    elevationM: 12.2,
    firstDay: day("1899-02-01"),
    lateDays: 2,
    coverage: 0.8024,
    datasets: ["GHCND", "GSOM", "GSOY"],
    dailyTypes: ["PRCP", "SNOW", "TMAX", "TMIN"],
    locations: ["FIPS:12", "FIPS:12017", "FIPS:US"],
    source: "7",
    observedAt: "0700",
    climate: florida,
  },
  {
    id: "GHCND:USC00200230",
    name: "ANN ARBOR U OF MICH, MI US",
    latitude: 42.2947,
    longitude: -83.7108,
    elevationM: 274.3,
    firstDay: day("1891-10-01"),
    lateDays: 3,
    coverage: 0.98,
    datasets: ["GHCND", "GSOM", "GSOY"],
    dailyTypes: ["PRCP", "SNOW", "SNWD", "TMAX", "TMIN"],
    locations: ["FIPS:26", "FIPS:26161", "FIPS:US"],
    source: "7",
    observedAt: "1800",
    climate: michigan,
  },
];
