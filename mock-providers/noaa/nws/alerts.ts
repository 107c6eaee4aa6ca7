/**
 * `alerts/active`: warnings that the weather of a day deserves, issued before it and in force for its length.
 * Nobody warns by hand here, so thresholds are the same everywhere.
 */
import { dayMs, hourMs } from "../../kit/calendar.ts";
import { hash32, seedOf } from "../../kit/random.ts";
import type { DailyWeather } from "../world/daily-weather.ts";
import { stationInstantMs, stationOffsetMs } from "../world/station-time.ts";
import { alertsContext } from "./contexts.ts";
import type { NwsStation } from "./grid.ts";
import type { Json } from "./php-json.ts";
import { valuesOf } from "./stations.ts";
import { localTime, utcTime } from "./times.ts";

interface Hazard {
  readonly event: string;
  readonly severity: "Extreme" | "Severe" | "Moderate" | "Minor";
  readonly certainty: "Likely" | "Possible";
  readonly urgency: "Expected" | "Future";
  readonly response: string;
  readonly code: string;
  readonly isMet: (day: DailyWeather) => boolean;
  readonly describe: (day: DailyWeather) => string;
  readonly instruction: string;
}

const hazards: readonly Hazard[] = [
  {
    event: "Extreme Heat Warning",
    severity: "Severe",
    certainty: "Likely",
    urgency: "Expected",
    response: "Execute",
    code: "EH.W",
    isMet: ({ TMAX }) => TMAX >= 410,
    describe: ({ TMAX }) => `Temperatures up to ${fahrenheit(TMAX)} degrees.`,
    instruction: "Drink plenty of fluids, stay in an air-conditioned room and check on neighbors.",
  },
  {
    event: "Flood Watch",
    severity: "Severe",
    certainty: "Possible",
    urgency: "Future",
    response: "Prepare",
    code: "FA.A",
    isMet: ({ PRCP, SNOW }) => PRCP >= 200 && SNOW === 0,
    describe: ({ PRCP }) => `Rain of ${(PRCP / 254).toFixed(1)} inches may flood low places.`,
    instruction: "Watch later forecasts and be ready to act should flooding develop.",
  },
  {
    event: "Winter Storm Warning",
    severity: "Severe",
    certainty: "Likely",
    urgency: "Expected",
    response: "Execute",
    code: "WS.W",
    isMet: ({ SNOW }) => SNOW >= 150,
    describe: ({ SNOW }) => `Total snow of ${(SNOW / 25.4).toFixed(0)} inches.`,
    instruction: "If you must travel, keep a flashlight, food and water in your vehicle.",
  },
  {
    event: "Wind Advisory",
    severity: "Moderate",
    certainty: "Likely",
    urgency: "Expected",
    response: "Execute",
    code: "WI.Y",
    isMet: ({ AWND }) => AWND >= 75,
    describe: ({ AWND }) => `Winds of ${(AWND * 0.32).toFixed(0)} mph and stronger gusts.`,
    instruction: "Secure outdoor objects.",
  },
  {
    event: "Freeze Warning",
    severity: "Moderate",
    certainty: "Likely",
    urgency: "Expected",
    response: "Execute",
    code: "FZ.W",
    isMet: ({ TMIN, TMAX }) => TMIN <= 0 && TMAX >= 120,
    describe: ({ TMIN }) => `Temperatures as low as ${fahrenheit(TMIN)} degrees.`,
    instruction: "Protect tender plants from the cold.",
  },
];

/** `zone`, `area`, `event` and `severity` narrow; other parameters are not looked at. */
export function answerAlerts(
  query: URLSearchParams,
  stations: readonly NwsStation[],
  base: string,
  nowMs: number,
): Json {
  const zones = valuesOf(query, "zone").map((zone) => zone.toUpperCase());
  const areas = valuesOf(query, "area").map((area) => area.toUpperCase());
  const events = valuesOf(query, "event").map((event) => event.toLowerCase());
  const severities = valuesOf(query, "severity").map((severity) => severity.toLowerCase());
  const chosen = stations
    .filter(
      ({ place }) =>
        zones.length === 0 ||
        zones.some((zone) => zone === place.forecastZone || zone === place.county),
    )
    .filter(({ place }) => areas.length === 0 || areas.includes(place.state));
  const features = chosen.flatMap((station) =>
    activeHazards(station, nowMs)
      .filter(({ hazard }) => events.length === 0 || events.includes(hazard.event.toLowerCase()))
      .filter(
        ({ hazard }) =>
          severities.length === 0 || severities.includes(hazard.severity.toLowerCase()),
      )
      .map((active) => feature(station, active, base)),
  );
  const [only] = chosen;
  const place =
    zones.length === 1 && only !== undefined
      ? ` for ${areaOf(only)} (${zones[0] ?? ""}) ${only.place.state}`
      : "";
  return {
    "@context": alertsContext,
    type: "FeatureCollection",
    features,
    title: `current watches, warnings, and advisories${place}`,
    updated: utcTime(Math.floor(nowMs / 60_000) * 60_000),
  };
}

interface ActiveHazard {
  readonly hazard: Hazard;
  readonly day: number;
  readonly weather: DailyWeather;
  readonly sentMs: number;
  readonly onsetMs: number;
  readonly endsMs: number;
}

/** Today's and tomorrow's: each is issued at 13:34 on the day before, in the station's time. */
function activeHazards({ record, place }: NwsStation, nowMs: number): ActiveHazard[] {
  const { zone } = place;
  const today = Math.floor((nowMs + stationOffsetMs(zone, nowMs)) / dayMs);
  return [today, today + 1].flatMap((day) => {
    const weather = record.weather(day, 0);
    const sentMs = stationInstantMs(zone, (day - 1) * dayMs + 13 * hourMs + 34 * 60_000);
    const onsetMs = stationInstantMs(zone, day * dayMs);
    const endsMs = stationInstantMs(zone, day * dayMs + 22 * hourMs);
    if (nowMs < sentMs || nowMs >= endsMs) return [];
    return hazards
      .filter(({ isMet }) => isMet(weather))
      .map((hazard) => ({ hazard, day, weather, sentMs, onsetMs, endsMs }));
  });
}

function feature(
  { place }: NwsStation,
  { hazard, day, weather, sentMs, onsetMs, endsMs }: ActiveHazard,
  base: string,
): Json {
  const { zone } = place;
  const seed = seedOf(0, `${place.icao} ${hazard.event}`);
  const number = (salt: number): number => 1_000_000 + (hash32(seed, day, salt) % 9_000_000);
  const id = `NWS-IDP-PROD-${number(1)}-${number(2)}`;
  const sent = localTime(zone, sentMs);
  const ends = localTime(zone, endsMs);
  const office = `NWS ${place.city} ${place.state}`;
  return {
    id: `${base}/alerts/${id}`,
    type: "Feature",
    geometry: null,
    properties: {
      "@id": `${base}/alerts/${id}`,
      "@type": "wx:Alert",
      id,
      areaDesc: place.city,
      geocode: { UGC: [place.forecastZone], SAME: [sameOf(place.county)] },
      affectedZones: [`${base}/zones/forecast/${place.forecastZone}`],
      references: [],
      sent,
      effective: sent,
      onset: localTime(zone, onsetMs),
      expires: ends,
      ends,
      status: "Actual",
      messageType: "Alert",
      category: "Met",
      severity: hazard.severity,
      certainty: hazard.certainty,
      urgency: hazard.urgency,
      event: hazard.event,
      sender: "w-nws.webmaster@noaa.gov",
      senderName: office,
      headline: `${hazard.event} issued ${sent.slice(0, 10)} until ${ends.slice(0, 10)} by ${office}`,
      description: hazard.describe(weather),
      instruction: hazard.instruction,
      response: hazard.response,
      parameters: {
        NWSheadline: [`${hazard.event.toUpperCase()} IN EFFECT`],
        VTEC: [vtec(place.office, hazard.code, { day, onsetMs, endsMs })],
        "EAS-ORG": ["WXR"],
        PIL: [`${place.office}NPW${place.office}`],
        BLOCKCHANNEL: ["CMAS", "EAS", "NWEM"],
        eventEndingTime: [ends],
      },
    },
  };
}

function areaOf({ place }: NwsStation): string {
  return place.city;
}

/** `CAC037` → `006037`: counties of alerts are numbered by FIPS. */
function sameOf(county: string): string {
  return `0${fipsOf[county.slice(0, 2)] ?? "00"}${county.slice(3)}`;
}

const fipsOf: Readonly<Record<string, string>> = {
  AZ: "04",
  CA: "06",
  CO: "08",
  FL: "12",
  GA: "13",
  IL: "17",
  MA: "25",
  MN: "27",
  NV: "32",
  NY: "36",
  OH: "39",
  OR: "41",
  TX: "48",
  VA: "51",
  WA: "53",
};

function vtec(
  office: string,
  code: string,
  { day, onsetMs, endsMs }: { day: number; onsetMs: number; endsMs: number },
): string {
  const number = String((day % 9_000) + 1).padStart(4, "0");
  const stamp = (utcMs: number): string =>
    utcTime(utcMs).slice(2, 16).replaceAll(/[-:]/g, "") + "Z";
  return `/O.NEW.K${office}.${code}.${number}.${stamp(onsetMs)}-${stamp(endsMs)}/`;
}

function fahrenheit(tenthsC: number): string {
  return (tenthsC * 0.18 + 32).toFixed(0);
}
