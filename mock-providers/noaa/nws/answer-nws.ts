/**
 * api.weather.gov: https://www.weather.gov/documentation/services-web-api
 * It wants to know who asks, answers GeoJSON, and describes its refusals as problems. None of it is an observation
 * of the data model. What is left out is listed in docs/mock-api-differences.md.
 */
import type { MockAnswer, MockRequest } from "../../kit/types.ts";
import { createHourlyWeather } from "../world/hourly-weather.ts";
import type { NoaaWorld } from "../world/world.ts";
import { answerAlerts } from "./alerts.ts";
import {
  NwsProblem,
  badParameter,
  baseOf,
  geoJsonAnswer,
  notFound,
  problemAnswer,
} from "./answers.ts";
import { answerForecast } from "./forecast.ts";
import { type Cell, type NwsStation, isInGrid } from "./grid.ts";
import { answerLatest, answerObservation, answerObservations } from "./observations.ts";
import type { Json } from "./php-json.ts";
import { answerPoint } from "./points.ts";
import { answerGridStations, answerStation, answerStations } from "./stations.ts";
import { answerZone } from "./zones.ts";

export type AnswerNws = (request: MockRequest) => MockAnswer | Promise<MockAnswer>;

interface Document {
  readonly document: Json;
  readonly maxAgeS: number;
}

interface Asked {
  readonly request: MockRequest;
  readonly query: URLSearchParams;
  readonly base: string;
  readonly stations: readonly NwsStation[];
}

export function createNws(world: NoaaWorld): AnswerNws {
  const stations: NwsStation[] = [];
  for (const record of world.records.values()) {
    const { station } = record;
    if (station.nws === undefined) continue;
    const hourly = createHourlyWeather(record, station.nws.zone);
    stations.push({ record, station, place: station.nws, hourly });
  }
  return (request) => {
    try {
      assertAllowed(request);
      const query = new URLSearchParams(request.query);
      const asked = { request, query, base: baseOf(request), stations };
      const { document, maxAgeS } = route(asked);
      return geoJsonAnswer(request, document, maxAgeS);
    } catch (error) {
      if (error instanceof NwsProblem) return problemAnswer(request, error);
      throw error;
    }
  };
}

function assertAllowed({ method, headers }: MockRequest): void {
  if ((headers["user-agent"] ?? "").trim() === "") {
    throw new NwsProblem(403, {
      kind: "Forbidden",
      title: "Forbidden",
      detail:
        "A User-Agent header that identifies your application is required. Please see https://www.weather.gov/documentation/services-web-api for more information.",
    });
  }
  if (method === "GET") return;
  throw new NwsProblem(
    405,
    { kind: "MethodNotAllowed", title: "Method Not Allowed", detail: `${method} is not allowed` },
    { Allow: "GET" },
  );
}

function route(asked: Asked): Document {
  const { request, query, base, stations } = asked;
  const { nowMs } = request;
  const parts = partsOf(request.path);
  const [first, second, third, ...rest] = parts;
  switch (first) {
    case "points":
      if (second === undefined || third !== undefined) break;
      return { document: answerPoint(second, stations, base), maxAgeS: 21_600 };
    case "gridpoints":
      return routeGrid(asked, parts.slice(1));
    case "stations":
      return routeStation(asked, parts.slice(1));
    case "alerts":
      if (second !== "active" || rest.length > 1) break;
      return {
        document: answerAlerts(narrow(query, parts.slice(2), request), stations, base, nowMs),
        maxAgeS: 30,
      };
    case "zones":
      if (second === undefined || third === undefined || rest.length > 0) break;
      return {
        document: answerZone(second, third, stations, base) ?? missing(request),
        maxAgeS: 86_400,
      };
    case undefined:
    default:
  }
  throw notFound(request.path);
}

/** `alerts/active/zone/{id}` and `/area/{id}` say with the path what the query says otherwise. */
function narrow(
  query: URLSearchParams,
  [kind, id]: readonly string[],
  { path }: MockRequest,
): URLSearchParams {
  if (kind === undefined) return query;
  if ((kind !== "zone" && kind !== "area") || id === undefined) throw notFound(path);
  return new URLSearchParams([...query, [kind, id]]);
}

function routeGrid(asked: Asked, parts: readonly string[]): Document {
  const { request, query, base, stations } = asked;
  const [office = "", at = "", what, kind, ...rest] = parts;
  const cell = readCell(at);
  if (cell === undefined || rest.length > 0) throw notFound(request.path);
  const station = stations.find(({ place }) => place.office === office);
  if (station === undefined || !isInGrid(cell)) {
    throw new NwsProblem(404, {
      kind: "InvalidGridpoint",
      title: "Invalid Gridpoint",
      detail: `Grid point ${office} ${at} is out of bounds`,
    });
  }
  if (what === "stations" && kind === undefined) {
    return { document: answerGridStations(station, cell, stations, base), maxAgeS: 86_400 };
  }
  if (what !== "forecast" || (kind !== undefined && kind !== "hourly")) {
    throw notFound(request.path);
  }
  const document = answerForecast(station, cell, {
    kind: kind ?? "half-days",
    units: readUnits(query),
    base,
    nowMs: request.nowMs,
  });
  return { document, maxAgeS: 3_600 };
}

function routeStation(asked: Asked, parts: readonly string[]): Document {
  const { request, query, base, stations } = asked;
  const { nowMs } = request;
  const [id, what, time, ...rest] = parts;
  if (id === undefined) return { document: answerStations(query, stations, base), maxAgeS: 86_400 };
  if (rest.length > 0 || (what !== undefined && what !== "observations")) {
    throw notFound(request.path);
  }
  const station = stations.find(({ place }) => place.icao === id.toUpperCase());
  if (station === undefined) return missing(request);
  if (what === undefined) return { document: answerStation(station, base), maxAgeS: 86_400 };
  if (time === undefined) {
    return { document: answerObservations(query, station, base, nowMs), maxAgeS: 300 };
  }
  if (time === "latest") return { document: answerLatest(station, base, nowMs), maxAgeS: 300 };
  const document = answerObservation(time, station, base, nowMs);
  return document === undefined ? missing(request) : { document, maxAgeS: 300 };
}

/** A path that could be, of a thing that is not. */
function missing({ path }: MockRequest): never {
  throw new NwsProblem(404, {
    kind: "NotFound",
    title: "Not Found",
    detail: `Nothing was found at ${path.slice(0, 200)}`,
  });
}

function readCell(text: string): Cell | undefined {
  const [, x = "", y = ""] = /^(\d{1,4}),(\d{1,4})$/.exec(text) ?? [];
  return x === "" ? undefined : { x: Number(x), y: Number(y) };
}

function readUnits(query: URLSearchParams): "us" | "si" {
  const text = query.get("units") ?? "us";
  if (text === "us" || text === "si") return text;
  throw badParameter(`The parameter "units" is "${text.slice(0, 100)}", expected us or si`);
}

function partsOf(path: string): readonly string[] {
  try {
    return path.slice(1).split("/").map(decodeURIComponent);
  } catch {
    throw notFound(path); // A percent sign without two digits.
  }
}
