/** `stations`, `stations/{id}` and `gridpoints/…/stations`: where weather is observed. */
import { zoneNames } from "../world/station-time.ts";
import { badParameter } from "./answers.ts";
import { placeContext, stationsContext } from "./contexts.ts";
import { type Cell, type NwsStation, byDistance, centreOf } from "./grid.ts";
import type { Json } from "./php-json.ts";

/** A grid point lists its nearest stations only. */
const nearestMax = 5;
const pageStations = 500;

export function answerStation(station: NwsStation, base: string): Json {
  return { "@context": placeContext, ...feature(station, base) };
}

export function answerGridStations(
  office: NwsStation,
  cell: Cell,
  stations: readonly NwsStation[],
  base: string,
): Json {
  const nearest = byDistance(centreOf(cell, office), stations).slice(0, nearestMax);
  const ids = nearest.map(({ place }) => place.icao).sort();
  const named = ids.map((id, index) => `id%5B${index}%5D=${id}`).join("&");
  return collection(nearest, base, `${base}/stations?${named}&cursor=${cursorOf(pageStations)}`);
}

/** Throws a problem for a limit that is none. */
export function answerStations(
  query: URLSearchParams,
  stations: readonly NwsStation[],
  base: string,
): Json {
  const ids = valuesOf(query, "id").map((id) => id.toUpperCase());
  const states = valuesOf(query, "state").map((state) => state.toUpperCase());
  const limit = readLimit(query, pageStations);
  const found = stations
    .filter(({ place }) => ids.length === 0 || ids.includes(place.icao))
    .filter(({ place }) => states.length === 0 || states.includes(place.state))
    .sort((a, b) => (a.place.icao < b.place.icao ? -1 : 1));
  const from = readCursor(query);
  const asked = [...query].filter(([name]) => name !== "cursor");
  const next = new URLSearchParams([...asked, ["cursor", cursorOf(from + limit)]]);
  return collection(found.slice(from, from + limit), base, `${base}/stations?${next.toString()}`);
}

/** `name=A,B`, `name=A&name=B` and `name[0]=A&name[1]=B`. */
export function valuesOf(query: URLSearchParams, name: string): readonly string[] {
  const pattern = new RegExp(`^${name}(\\[\\d*\\])?$`);
  return [...query]
    .filter(([key]) => pattern.test(key))
    .flatMap(([, value]) => value.split(","))
    .filter((value) => value !== "");
}

export function readLimit(query: URLSearchParams, max: number): number {
  const text = query.get("limit");
  if (text === null) return max;
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= max) return limit;
  throw badParameter(`The limit "${text.slice(0, 100)}" is not between 1 and ${max}`);
}

function collection(stations: readonly NwsStation[], base: string, next: string): Json {
  return {
    "@context": stationsContext,
    type: "FeatureCollection",
    features: stations.map((station) => feature(station, base)),
    observationStations: stations.map(({ place }) => `${base}/stations/${place.icao}`),
    pagination: { next },
  };
}

function feature({ station, place }: NwsStation, base: string): Readonly<Record<string, Json>> {
  const self = `${base}/stations/${place.icao}`;
  return {
    id: self,
    type: "Feature",
    geometry: { type: "Point", coordinates: [station.longitude, station.latitude] },
    properties: {
      "@id": self,
      "@type": "wx:ObservationStation",
      elevation: { unitCode: "wmoUnit:m", value: station.elevationM },
      stationIdentifier: place.icao,
      name: place.name,
      timeZone: zoneNames[place.zone],
      forecast: `${base}/zones/forecast/${place.forecastZone}`,
      county: `${base}/zones/county/${place.county}`,
      fireWeatherZone: `${base}/zones/fire/${place.forecastZone}`,
    },
  };
}

/** As recorded: base64 of `{"s":500}`. */
function cursorOf(start: number): string {
  return Buffer.from(JSON.stringify({ s: start }))
    .toString("base64")
    .replace(/=+$/, "");
}

/** Anything unreadable begins at the first station. */
function readCursor(query: URLSearchParams): number {
  const text = Buffer.from(query.get("cursor") ?? "", "base64").toString("utf8");
  return Number(/^\{"s":(\d{1,6})\}$/.exec(text)?.[1] ?? 0);
}
