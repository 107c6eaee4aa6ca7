/** `gridpoints/{office}/{x},{y}/forecast` and `/forecast/hourly`: the coming week, less sure the further away. */
import { dayMs, hourMs, weekday } from "../../kit/calendar.ts";
import { roundTo, seedOf, valueNoise } from "../../kit/random.ts";
import type { HourlyWeather } from "../world/hourly-weather.ts";
import { stationInstantMs, stationOffsetMs } from "../world/station-time.ts";
import { forecastContext } from "./contexts.ts";
import { type Cell, type NwsStation, centreOf, ringOf } from "./grid.ts";
import type { Json } from "./php-json.ts";
import { localTime, utcTime } from "./times.ts";

export type ForecastUnits = "us" | "si";

interface Period {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly isDaytime: boolean;
  readonly weather: HourlyWeather;
  /** Half days show their extreme, hours their own. */
  readonly temperatureC: number;
  readonly rainPercent: number;
}

const hoursAhead = 156;
const halfDaysAhead = 14;

export function answerForecast(
  office: NwsStation,
  cell: Cell,
  options: {
    readonly kind: "hourly" | "half-days";
    readonly units: ForecastUnits;
    readonly base: string;
    readonly nowMs: number;
  },
): Json {
  const { kind, units, base, nowMs } = options;
  const { zone } = office.place;
  const updatedMs = Math.floor(nowMs / hourMs) * hourMs;
  const periods = kind === "hourly" ? hours(office, updatedMs) : halfDays(office, updatedMs);
  const centre = centreOf(cell, office);
  return {
    "@context": forecastContext,
    type: "Feature",
    geometry: {
      type: "GeometryCollection",
      geometries: [
        { type: "Point", coordinates: [centre.longitude, centre.latitude] },
        { type: "Polygon", coordinates: [ringOf(cell, office)] },
      ],
    },
    properties: {
      updated: utcTime(updatedMs),
      units,
      forecastGenerator:
        kind === "hourly" ? "HourlyForecastGenerator" : "BaselineForecastGenerator",
      generatedAt: utcTime(nowMs),
      updateTime: utcTime(updatedMs),
      validTimes: `${utcTime(updatedMs - 6 * hourMs)}/P7DT20H`,
      elevation: { value: office.station.elevationM, unitCode: "unit:m" },
      periods: periods.map((period, index) => ({
        number: index + 1,
        name: period.name,
        startTime: localTime(zone, period.startMs),
        endTime: localTime(zone, period.endMs),
        isDaytime: period.isDaytime,
        ...describe(period, { units, base, isHourly: kind === "hourly" }),
      })),
    },
  };
}

function describe(
  { weather, temperatureC, rainPercent, isDaytime }: Period,
  { units, base, isHourly }: { units: ForecastUnits; base: string; isHourly: boolean },
) {
  const isUs = units === "us";
  const temperature = roundTo(isUs ? temperatureC * 1.8 + 32 : temperatureC, 0);
  const speed = isUs
    ? `${roundTo(weather.windMs * 2.237, 0)} mph`
    : `${roundTo(weather.windMs * 3.6, 0)} km/h`;
  const direction = compass(weather.windFrom);
  const short = shortForecast(weather, { rainPercent, isDaytime });
  const extreme = isDaytime ? "high" : "low";
  const detailed = `${short}, with a ${extreme} near ${temperature}. ${direction} wind around ${speed}.`;
  return {
    temperature,
    temperatureUnit: isUs ? "F" : "C",
    temperatureTrend: null,
    probabilityOfPrecipitation: { unitCode: "wmoUnit:percent", value: rainPercent },
    dewpoint: { unitCode: "wmoUnit:degC", value: weather.dewpointC },
    relativeHumidity: {
      unitCode: "wmoUnit:percent",
      value: roundTo(weather.humidityPercent, 0),
    },
    windSpeed: speed,
    windDirection: direction,
    icon: `${base}/icons/land/${isDaytime ? "day" : "night"}/${iconOf(weather, rainPercent)}?size=${isHourly ? "small" : "medium"}`,
    shortForecast: short,
    detailedForecast: isHourly ? "" : detailed,
  };
}

function hours(office: NwsStation, fromMs: number): Period[] {
  return Array.from({ length: hoursAhead }, (_, ahead): Period => {
    const startMs = fromMs + ahead * hourMs;
    const weather = forecastAt(office, startMs, fromMs);
    return {
      name: "",
      startMs,
      endMs: startMs + hourMs,
      isDaytime: weather.isDaytime,
      weather,
      temperatureC: weather.temperatureC,
      rainPercent: rainPercent(office, startMs),
    };
  });
}

const dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** Days from six to eighteen and the nights between, in the station's time; the first one has begun. */
function halfDays(office: NwsStation, fromMs: number): Period[] {
  const { zone } = office.place;
  const localMs = fromMs + stationOffsetMs(zone, fromMs);
  const first = Math.floor((localMs - 6 * hourMs) / (12 * hourMs));
  const startOf = (half: number): number => stationInstantMs(zone, half * 12 * hourMs + 6 * hourMs);
  return Array.from({ length: halfDaysAhead }, (_, ahead): Period => {
    const half = first + ahead;
    const isDaytime = half % 2 === 0;
    const day = Math.floor(half / 2);
    // The extremes lie at fifteen and at six o'clock, the next day's for a night.
    const extremeMs = stationInstantMs(zone, day * dayMs + (isDaytime ? 15 : 30) * hourMs);
    const weather = forecastAt(office, extremeMs, fromMs);
    const name = dayNames[weekday(day)] ?? "";
    const begun = isDaytime ? "Today" : "Tonight";
    const isTonight = ahead === 1 && !isDaytime;
    return {
      name: ahead === 0 || isTonight ? begun : `${name}${isDaytime ? "" : " Night"}`,
      startMs: ahead === 0 ? fromMs : startOf(half),
      endMs: startOf(half + 1),
      isDaytime,
      weather,
      temperatureC: weather.temperatureC,
      rainPercent: rainPercent(office, startOf(half)),
    };
  });
}

/** Half a degree off tomorrow, three a week ahead. */
function forecastAt(office: NwsStation, atMs: number, madeMs: number): HourlyWeather {
  const weather = office.hourly(atMs);
  const daysAhead = Math.max(0, (atMs - madeMs) / dayMs);
  const seed = seedOf(0, `${office.station.id} forecast`);
  const error = 0.45 * daysAhead * valueNoise(seed, atMs / (30 * hourMs));
  return { ...weather, temperatureC: weather.temperatureC + error };
}

function rainPercent({ record, place }: NwsStation, atMs: number): number {
  const day = Math.floor((atMs + stationOffsetMs(place.zone, atMs)) / dayMs);
  const { PRCP, isTrace } = record.weather(day, 0);
  if (PRCP > 0) return PRCP > 50 ? 80 : 60;
  return isTrace ? 30 : 0;
}

function shortForecast(
  { cloudiness, isSnow }: HourlyWeather,
  { rainPercent: percent, isDaytime }: { rainPercent: number; isDaytime: boolean },
): string {
  const kind = isSnow ? "Snow" : "Rain";
  if (percent >= 70) return kind;
  if (percent >= 50) return `${kind} Likely`;
  if (percent >= 20) return `Slight Chance ${kind}`;
  if (cloudiness < 0.3) return isDaytime ? "Sunny" : "Clear";
  if (cloudiness < 0.55) return isDaytime ? "Mostly Sunny" : "Mostly Clear";
  return cloudiness < 0.8 ? "Partly Cloudy" : "Cloudy";
}

function iconOf({ cloudiness, isSnow }: HourlyWeather, percent: number): string {
  if (percent >= 20) return `${isSnow ? "snow" : "rain"},${percent}`;
  if (cloudiness < 0.3) return "skc";
  if (cloudiness < 0.55) return "few";
  return cloudiness < 0.8 ? "sct" : "ovc";
}

const directions = [
  "N",
  "NNE",
  "NE",
  "ENE",
  "E",
  "ESE",
  "SE",
  "SSE",
  "S",
  "SSW",
  "SW",
  "WSW",
  "W",
  "WNW",
  "NW",
  "NNW",
];

function compass(degrees: number): string {
  return directions[Math.floor(degrees / 22.5 + 0.5) % 16] ?? "N";
}
