/** Made-up stations for catalogues longer than the real ones reach. GHCN-Daily knows no network `X`. */
import { dayNumber } from "../../kit/calendar.ts";
import { roundTo, seedOf, uniform } from "../../kit/random.ts";
import { type Climate, type Station, allDailyTypes } from "./station.ts";

/** `GHCND:USX00000001` for number 1. */
export function syntheticStation(number: number, worldSeed: number): Station {
  const code = `USX${String(number).padStart(8, "0")}`;
  const seed = seedOf(worldSeed, code);
  const latitude = roundTo(26 + 22 * uniform(seed, 1), 4);
  const longitude = roundTo(-122 + 46 * uniform(seed, 2), 4);
  const elevationM = roundTo(4 + 1_900 * uniform(seed, 3) * uniform(seed, 4), 1);
  return {
    id: `GHCND:${code}`,
    name: `SANDBOX ${number}, US`,
    latitude,
    longitude,
    elevationM,
    firstDay: dayNumber(1950, 1, 1),
    lateDays: uniform(seed, 5) < 0.5 ? 2 : 3,
    coverage: 1,
    datasets: ["GHCND", "GSOM", "GSOY", "NORMAL_DLY"],
    dailyTypes: allDailyTypes,
    locations: ["FIPS:US"],
    source: "W",
    observedAt: "2400",
    climate: climateAt(latitude, longitude, elevationM, seed),
  };
}

/** Colder with latitude and height, more continental away from the Gulf, drier in the west. */
function climateAt(latitude: number, longitude: number, elevationM: number, seed: number): Climate {
  const north = latitude - 25.8;
  const heightKm = elevationM / 1_000;
  const isWest = longitude < -103;
  return {
    meanC: roundTo(25.6 - 0.86 * north - 5.5 * heightKm, 1),
    swingC: roundTo(5 + 0.55 * north, 1),
    rangeC: roundTo(9 + 2.5 * heightKm + (isWest ? 2 : 0), 1),
    weatherC: roundTo(2.4 + 0.15 * north, 1),
    wetShare: roundTo((isWest ? 0.12 : 0.3) + 0.06 * uniform(seed, 6), 2),
    winterWet: isWest ? 0.3 : -0.1,
    wetDayMm: isWest ? 6 : 10,
    windMs: roundTo(2.5 + 2.5 * uniform(seed, 7), 1),
    warmestDay: 203,
    region: isWest ? "southwest" : latitude > 38 ? "lakes" : "southeast",
  };
}
