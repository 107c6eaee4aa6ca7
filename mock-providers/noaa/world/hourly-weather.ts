/**
 * The hours of a day, drawn through its extremes: coldest at six, warmest at three in the afternoon of the
 * station's wall clock. Pure, like the days it is made of, and never corrected.
 */
import { dayMs, hourMs } from "../../kit/calendar.ts";
import { roundTo, seedOf, uniform, valueNoise } from "../../kit/random.ts";
import type { StationRecord } from "./station-record.ts";
import { type StationZone, stationOffsetMs } from "./station-time.ts";

export interface HourlyWeather {
  readonly temperatureC: number;
  readonly dewpointC: number;
  readonly humidityPercent: number;
  readonly windMs: number;
  /** Tens of degrees the wind comes from, 10 to 360. */
  readonly windFrom: number;
  readonly pressurePa: number;
  /** 0 clear to 1 overcast. */
  readonly cloudiness: number;
  readonly rainMm: number;
  readonly isSnow: boolean;
  readonly isDaytime: boolean;
}

export type HourlyOf = (utcMs: number) => HourlyWeather;

const coldestHour = 6;
const warmestHour = 15;

export function createHourlyWeather(record: StationRecord, zone: StationZone): HourlyOf {
  const seed = seedOf(0, `${record.station.id} hours`);
  const extremes = (day: number) => record.weather(day, 0);
  return (utcMs) => {
    const localMs = utcMs + stationOffsetMs(zone, utcMs);
    const day = Math.floor(localMs / dayMs);
    const hour = (localMs - day * dayMs) / hourMs;
    const hours = utcMs / hourMs;
    const today = extremes(day);
    const temperatureC = roundTo(temperatureAt(hour, day, extremes) / 10, 1);
    const isWet = today.PRCP > 0;
    // Moist air hardly cools below its dew point, so a night's minimum tells it.
    const dryness = (isWet ? 0.5 : 3.5) + 1.5 * (1 + valueNoise(seed + 1, hours / 30));
    const dewpointC = roundTo(Math.min(temperatureC, today.TMIN / 10 - dryness), 1);
    const spread = temperatureC - dewpointC;
    const gusty = 0.7 + 0.6 * Math.max(0, 1 - Math.abs(hour - 15) / 9);
    const rains = isWet && uniform(seed + 2, Math.floor(hours)) < 0.3;
    return {
      temperatureC,
      dewpointC,
      humidityPercent: Math.min(100, Math.max(8, 100 - 4.6 * spread + 0.05 * spread * spread)),
      windMs: (today.AWND / 10) * gusty * (1 + 0.3 * valueNoise(seed + 3, hours / 2)),
      windFrom: 10 + 10 * Math.floor(17.999 * (1 + valueNoise(seed + 4, hours / 14))),
      pressurePa:
        10 * Math.floor(10_150 + 120 * valueNoise(seed + 5, hours / 50) - (isWet ? 70 : 0) + 0.5),
      cloudiness: Math.min(1, (isWet ? 0.65 : 0.15) + 0.35 * (1 + valueNoise(seed + 6, hours / 9))),
      rainMm: rains ? today.PRCP / 10 / 7 : 0,
      isSnow: today.SNOW > 0 && temperatureC < 1.5,
      isDaytime: hour >= 6 && hour < 18,
    };
  };
}

/** Tenths of °C. */
function temperatureAt(
  hour: number,
  day: number,
  extremes: (day: number) => { readonly TMAX: number; readonly TMIN: number },
): number {
  const { TMAX, TMIN } = extremes(day);
  if (hour < coldestHour) {
    const fallen = (hour + 24 - warmestHour) / (24 - warmestHour + coldestHour);
    return ease(extremes(day - 1).TMAX, TMIN, fallen);
  }
  if (hour < warmestHour) {
    return ease(TMIN, TMAX, (hour - coldestHour) / (warmestHour - coldestHour));
  }
  const fallen = (hour - warmestHour) / (24 - warmestHour + coldestHour);
  return ease(TMAX, extremes(day + 1).TMIN, fallen);
}

function ease(from: number, to: number, part: number): number {
  return from + (to - from) * part * part * (3 - 2 * part);
}
