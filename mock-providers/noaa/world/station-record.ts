/** Everything one station has reported, as it stands at an instant. */
import { seedOf, uniform } from "../../kit/random.ts";
import { type DailyWeather, type Version, type WeatherOf, createWeather } from "./daily-weather.ts";
import { type DailyPublication, createDailyPublication } from "./publication.ts";
import type { Climate, Station } from "./station.ts";

export type DailyType = "AWND" | "PRCP" | "SNOW" | "SNWD" | "TAVG" | "TMAX" | "TMIN";

export interface StationRecord {
  readonly station: Station;
  readonly climate: Climate;
  /** First day with a report; earlier than the real station's where the catalogue needs more history. */
  readonly firstDay: number;
  readonly publication: DailyPublication;
  readonly weather: WeatherOf;
  /** Whether the value of a day is out at an instant. Missing days are never out, late ones with the first correction. */
  has(type: DailyType, day: number, nowMs: number): boolean;
  /** As stored: tenths of °C, mm and m/s; whole mm of snow. Only for days that `has` knows. */
  value(type: DailyType, day: number, nowMs: number): number;
  /** GHCN-Daily's flags: measurement, quality, source, observation time. */
  attributes(type: DailyType, day: number, nowMs: number): string;
}

/** Shares of days without a report, with a late one, and of single values left out of a report. */
const silentShare = 0.004;
const lateShare = 0.006;
const gapShare = 0.003;

/** Undefined for a station without a climate: it is described, and reports nothing. */
export function createStationRecord(
  worldSeed: number,
  station: Station,
  options: { readonly firstDay: number; readonly withGaps: boolean },
): StationRecord | undefined {
  const { climate } = station;
  if (climate === undefined) return undefined;
  const seed = seedOf(worldSeed, `${station.id} reports`);
  const weather = createWeather(worldSeed, station, climate);
  const publication = createDailyPublication(station);
  const { firstDay, withGaps } = options;
  const versionOf = (day: number, nowMs: number): Version => {
    const version = publication.versionAt(day, nowMs);
    if (version === -1) throw new Error(`${station.id} has not reported day ${day}`);
    return version;
  };
  return {
    station,
    climate,
    firstDay,
    publication,
    weather,
    has(type, day, nowMs) {
      if (day < firstDay || day >= publication.publishedBefore(nowMs)) return false;
      if (!withGaps) return true;
      const luck = uniform(seed, day);
      if (luck < silentShare) return false;
      if (luck < silentShare + lateShare && publication.versionAt(day, nowMs) < 1) return false;
      return uniform(seed, day, typeSalts[type]) >= gapShare;
    },
    value(type, day, nowMs) {
      if (type === "SNWD") return snowDepth(weather, day);
      return weather(day, versionOf(day, nowMs))[type];
    },
    attributes(type, day, nowMs) {
      // The averages and winds of the day come from the hourly reports, without an observation time.
      if (type === "TAVG") return "H,,S,";
      if (type === "AWND") return `,,${station.source},`;
      const isTrace = type === "PRCP" && weather(day, versionOf(day, nowMs)).isTrace;
      const timed = type === "PRCP" || station.source !== "W" ? station.observedAt : "";
      return `${isTrace ? "T" : ""},,${station.source},${timed}`;
    },
  };
}

const typeSalts: Readonly<Record<DailyType, number>> = {
  AWND: 1,
  PRCP: 2,
  SNOW: 3,
  SNWD: 4,
  TAVG: 5,
  TMAX: 6,
  TMIN: 7,
};

/** Snow that fell within this many days is still felt; what fell before is taken for melted or packed. */
const snowDays = 24;

/** mm on the ground: settles by itself and melts above freezing. */
function snowDepth(weather: (day: number, version: Version) => DailyWeather, day: number): number {
  let depthMm = 0;
  for (let at = day - snowDays; at <= day; at++) {
    const { SNOW, TAVG } = weather(at, 2);
    depthMm = Math.max(0, depthMm * 0.9 + SNOW - 0.8 * Math.max(0, TAVG));
  }
  return Math.floor(depthMm + 0.5);
}
