/** `points/{lat},{lon}`: which office, cell and zones a place belongs to. */
import { roundTo } from "../../kit/random.ts";
import { zoneNames } from "../world/station-time.ts";
import { NwsProblem, notFound } from "./answers.ts";
import { placeContext } from "./contexts.ts";
import {
  type Coordinates,
  type NwsStation,
  bearingDegrees,
  byDistance,
  cellOf,
  distanceM,
  isInGrid,
} from "./grid.ts";
import type { Json } from "./php-json.ts";

const coordinate = String.raw`-?\d{1,3}(?:\.\d{1,20})?`;
const pointPattern = new RegExp(`^(${coordinate}),(${coordinate})$`);

/**
 * Throws a problem: 404 for anything but two numbers and for places without a grid, 301 to the nearest place
 * with four decimals.
 */
export function answerPoint(text: string, stations: readonly NwsStation[], base: string): Json {
  const at = readPoint(text);
  const [office] = byDistance(at, stations);
  const cell = office === undefined ? undefined : cellOf(at, office);
  if (office === undefined || cell === undefined || !isInGrid(cell)) {
    throw new NwsProblem(404, {
      kind: "InvalidPoint",
      title: "Data Unavailable For Requested Point",
      detail: `Unable to provide data for requested point ${text}`,
    });
  }
  const { station, place } = office;
  const self = `${base}/points/${at.latitude},${at.longitude}`;
  const grid = `${base}/gridpoints/${place.office}/${cell.x},${cell.y}`;
  return {
    "@context": placeContext,
    id: self,
    type: "Feature",
    geometry: { type: "Point", coordinates: [at.longitude, at.latitude] },
    properties: {
      "@id": self,
      "@type": "wx:Point",
      cwa: place.office,
      forecastOffice: `${base}/offices/${place.office}`,
      gridId: place.office,
      gridX: cell.x,
      gridY: cell.y,
      forecast: `${grid}/forecast`,
      forecastHourly: `${grid}/forecast/hourly`,
      forecastGridData: grid,
      observationStations: `${grid}/stations`,
      relativeLocation: {
        type: "Feature",
        geometry: { type: "Point", coordinates: [station.longitude, station.latitude] },
        properties: {
          city: place.city,
          state: place.state,
          distance: { unitCode: "wmoUnit:m", value: roundTo(distanceM(station, at), 8) },
          bearing: { unitCode: "wmoUnit:degree_(angle)", value: bearingDegrees(station, at) },
        },
      },
      forecastZone: `${base}/zones/forecast/${place.forecastZone}`,
      county: `${base}/zones/county/${place.county}`,
      fireWeatherZone: `${base}/zones/fire/${place.forecastZone}`,
      timeZone: zoneNames[place.zone],
      radarStation: place.radar,
    },
  };
}

function readPoint(text: string): Coordinates {
  const [, latitude = "", longitude = ""] = pointPattern.exec(text) ?? [];
  if (latitude === "") throw notFound(`/points/${text}`);
  const exact = { latitude: Number(latitude), longitude: Number(longitude) };
  if (decimalsOf(latitude) <= 4 && decimalsOf(longitude) <= 4) return exact;
  const target = `/points/${roundTo(exact.latitude, 4)},${roundTo(exact.longitude, 4)}`;
  throw new NwsProblem(
    301,
    {
      kind: "AdjustPointPrecision",
      title: "Adjusting Precision Of Point Coordinate",
      detail:
        "The precision of latitude/longitude points is limited to 4 decimal digits for efficiency. The location attribute contains your request mapped to the nearest supported point. If your client supports it, you will be redirected.",
    },
    { Location: target },
  );
}

function decimalsOf(text: string): number {
  const point = text.indexOf(".");
  return point === -1 ? 0 : text.length - point - 1;
}
