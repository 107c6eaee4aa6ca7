/**
 * `stations/{id}/observations`: one report an hour, taken seven minutes before it and published some minutes
 * after. Sensors fail now and then: their quantities are null.
 */
import { dayMs, hourMs } from "../../kit/calendar.ts";
import { roundTo, seedOf, uniform } from "../../kit/random.ts";
import type { HourlyWeather } from "../world/hourly-weather.ts";
import { badParameter } from "./answers.ts";
import { observationsContext, placeContext } from "./contexts.ts";
import type { NwsStation } from "./grid.ts";
import type { Json } from "./php-json.ts";
import { readLimit } from "./stations.ts";
import { readTime, utcTime } from "./times.ts";

const takenMs = 53 * 60_000;
const publishedAfterMs = 6 * 60_000;
/** Older reports are not kept. */
const keptMs = 7 * dayMs;
const reportsMax = 500;

export function answerLatest(station: NwsStation, base: string, nowMs: number): Json {
  return { "@context": placeContext, ...feature(station, latestMs(nowMs), base) };
}

/** Newest first. Throws a problem for a time or limit that is none. */
export function answerObservations(
  query: URLSearchParams,
  station: NwsStation,
  base: string,
  nowMs: number,
): Json {
  const startMs = readBound(query, "start") ?? Number.NEGATIVE_INFINITY;
  const endMs = readBound(query, "end") ?? Number.POSITIVE_INFINITY;
  const limit = readLimit(query, reportsMax);
  const features: Json[] = [];
  for (let atMs = latestMs(nowMs); atMs > nowMs - keptMs; atMs -= hourMs) {
    if (features.length === limit) break;
    if (atMs >= startMs && atMs <= endMs) features.push(feature(station, atMs, base));
  }
  return { "@context": observationsContext, type: "FeatureCollection", features };
}

/** The report of one moment; undefined when there is none. */
export function answerObservation(
  text: string,
  station: NwsStation,
  base: string,
  nowMs: number,
): Json | undefined {
  const atMs = readTime(text);
  if (atMs === undefined || (atMs - takenMs) % hourMs !== 0) return undefined;
  if (atMs > latestMs(nowMs) || atMs <= nowMs - keptMs) return undefined;
  return { "@context": placeContext, ...feature(station, atMs, base) };
}

function latestMs(nowMs: number): number {
  return Math.floor((nowMs - publishedAfterMs - takenMs) / hourMs) * hourMs + takenMs;
}

function readBound(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  // A plus sign in a query stands for a space.
  const atMs = readTime(text.replace(" ", "+"));
  if (atMs === undefined) {
    throw badParameter(`The parameter "${name}" is not an ISO 8601 time: ${text.slice(0, 100)}`);
  }
  return atMs;
}

type Quantity = Readonly<{ unitCode: string; value: number | null; qualityControl: string }>;

/** Quality: V verified, C coarse check only, Z nothing to check. */
function quantity(unit: string, value: number | null, quality: "V" | "C" = "V"): Quantity {
  return { unitCode: `wmoUnit:${unit}`, value, qualityControl: value === null ? "Z" : quality };
}

function feature(
  { station, place, hourly }: NwsStation,
  atMs: number,
  base: string,
): Readonly<Record<string, Json>> {
  const weather = hourly(atMs);
  const self = `${base}/stations/${place.icao}/observations/${utcTime(atMs)}`;
  const hour = Math.floor(atMs / hourMs);
  const seed = seedOf(0, place.icao);
  const works = (sensor: number): boolean => uniform(seed, hour, sensor) >= 0.02;
  const temperature = works(1) ? weather.temperatureC : null;
  const dewpoint = works(1) ? weather.dewpointC : null;
  const wind = works(2) ? roundTo(weather.windMs * 3.6, 2) : null;
  const isGusty = weather.windMs > 8;
  const altimeterPa = weather.pressurePa;
  return {
    id: self,
    type: "Feature",
    geometry: { type: "Point", coordinates: [station.longitude, station.latitude] },
    properties: {
      "@id": self,
      "@type": "wx:ObservationStation",
      elevation: { unitCode: "wmoUnit:m", value: roundTo(station.elevationM, 0) },
      station: `${base}/stations/${place.icao}`,
      timestamp: utcTime(atMs),
      rawMessage: rawMessage(place.icao, atMs, weather),
      textDescription: skyOf(weather).text,
      icon: `${base}/icons/land/${weather.isDaytime ? "day" : "night"}/${skyOf(weather).icon}?size=medium`,
      presentWeather: presentWeather(weather),
      temperature: quantity("degC", temperature),
      dewpoint: quantity("degC", dewpoint),
      windDirection: quantity("degree_(angle)", wind === null ? null : weather.windFrom),
      windSpeed: quantity("km_h-1", wind),
      windGust: quantity("km_h-1", wind !== null && isGusty ? roundTo(wind * 1.45, 2) : null),
      barometricPressure: quantity("Pa", altimeterPa),
      seaLevelPressure: quantity("Pa", works(3) ? altimeterPa + 10 : null),
      visibility: quantity("m", weather.rainMm > 0 ? 8_050 : 16_090, "C"),
      maxTemperatureLast24Hours: { unitCode: "wmoUnit:degC", value: null },
      minTemperatureLast24Hours: { unitCode: "wmoUnit:degC", value: null },
      precipitationLastHour: quantity(
        "m",
        weather.rainMm > 0 ? roundTo(weather.rainMm / 1_000, 5) : null,
        "C",
      ),
      precipitationLast3Hours: quantity("m", null),
      precipitationLast6Hours: quantity(
        "m",
        hour % 6 === 5 ? roundTo(weather.rainMm / 250, 5) : null,
        "C",
      ),
      relativeHumidity: quantity("percent", temperature === null ? null : weather.humidityPercent),
      windChill: chill(temperature, wind),
      heatIndex: heat(temperature, weather.humidityPercent),
      cloudLayers: [
        {
          base: { unitCode: "wmoUnit:m", value: skyOf(weather).baseM },
          amount: skyOf(weather).amount,
        },
      ],
    },
  };
}

/** Felt colder by a breeze below 10 °C: one degree per 8 km/h. */
function chill(temperatureC: number | null, windKmH: number | null): Quantity {
  const isCold = temperatureC !== null && windKmH !== null && temperatureC <= 10 && windKmH > 4.8;
  const value = isCold ? roundTo(temperatureC - windKmH / 8, 2) : null;
  return { unitCode: "wmoUnit:degC", value, qualityControl: "V" };
}

/** Felt hotter by moisture above 20 °C. */
function heat(temperatureC: number | null, humidityPercent: number): Quantity {
  const isHot = temperatureC !== null && temperatureC > 20;
  const value = isHot ? roundTo(temperatureC + (humidityPercent - 60) / 20, 2) : null;
  return { unitCode: "wmoUnit:degC", value, qualityControl: "V" };
}

interface Sky {
  readonly text: string;
  readonly icon: string;
  readonly amount: string;
  readonly baseM: number | null;
}

function skyOf({ cloudiness, rainMm, isSnow }: HourlyWeather): Sky {
  if (rainMm > 0) {
    return isSnow
      ? { text: "Snow", icon: "snow", amount: "OVC", baseM: 460 }
      : { text: "Rain", icon: "rain", amount: "OVC", baseM: 790 };
  }
  if (cloudiness < 0.3) return { text: "Clear", icon: "skc", amount: "CLR", baseM: null };
  if (cloudiness < 0.55) return { text: "Mostly Clear", icon: "few", amount: "FEW", baseM: 1_680 };
  if (cloudiness < 0.8) return { text: "Partly Cloudy", icon: "sct", amount: "SCT", baseM: 1_370 };
  return { text: "Mostly Cloudy", icon: "bkn", amount: "BKN", baseM: 1_370 };
}

function presentWeather({ rainMm, isSnow }: HourlyWeather): readonly Json[] {
  if (rainMm === 0) return [];
  const kind = isSnow ? "snow" : "rain";
  const intensity = rainMm < 2 ? "light" : null;
  return [
    {
      intensity,
      modifier: null,
      weather: kind,
      rawString: `${intensity === null ? "" : "-"}${isSnow ? "SN" : "RA"}`,
    },
  ];
}

/** The report in the aviators' code. */
function rawMessage(icao: string, atMs: number, weather: HourlyWeather): string {
  const stamp = utcTime(atMs);
  const group = `${stamp.slice(8, 10)}${stamp.slice(11, 13)}${stamp.slice(14, 16)}Z`;
  const knots = String(Math.floor(weather.windMs * 1.944 + 0.5)).padStart(2, "0");
  const wind = `${String(weather.windFrom).padStart(3, "0")}${knots}KT`;
  const degrees = (celsius: number): string => {
    const whole = Math.floor(Math.abs(celsius) + 0.5);
    return `${celsius <= -0.5 ? "M" : ""}${String(whole).padStart(2, "0")}`;
  };
  const { amount, baseM } = skyOf(weather);
  const clouds =
    baseM === null ? amount : `${amount}${String(Math.floor(baseM / 30.48)).padStart(3, "0")}`;
  const inches = Math.floor(weather.pressurePa / 33.8639 + 0.5);
  const rain =
    weather.rainMm > 0 ? `${weather.rainMm < 2 ? "-" : ""}${weather.isSnow ? "SN" : "RA"} ` : "";
  const sight = weather.rainMm > 0 ? "5SM" : "10SM";
  return `${icao} ${group} ${wind} ${sight} ${rain}${clouds} ${degrees(weather.temperatureC)}/${degrees(weather.dewpointC)} A${inches} RMK AO2`;
}
