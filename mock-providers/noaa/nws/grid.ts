/**
 * The forecast grid: every office has cells of 2.5 km around its station, which stands in cell (60, 60).
 * Plain arithmetic on degrees; the original's grids are projected.
 */
import { roundTo, wave } from "../../kit/random.ts";
import type { HourlyOf } from "../world/hourly-weather.ts";
import type { StationRecord } from "../world/station-record.ts";
import type { NwsPlace, Station } from "../world/station.ts";

/** A station that api.weather.gov knows. */
export interface NwsStation {
  readonly record: StationRecord;
  readonly station: Station;
  readonly place: NwsPlace;
  readonly hourly: HourlyOf;
}

export interface Cell {
  readonly x: number;
  readonly y: number;
}

const middle = 60;
/** Cells per side. */
export const gridSize = 150;
const cellLatitude = 0.0225;

export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

export function cellOf(at: Coordinates, { station }: NwsStation): Cell {
  return {
    x: middle + Math.floor((at.longitude - station.longitude) / cellLongitude(station) + 0.5),
    y: middle + Math.floor((at.latitude - station.latitude) / cellLatitude + 0.5),
  };
}

export function isInGrid({ x, y }: Cell): boolean {
  return x >= 0 && x < gridSize && y >= 0 && y < gridSize;
}

export function centreOf({ x, y }: Cell, { station }: NwsStation): Coordinates {
  return {
    latitude: roundTo(station.latitude + (y - middle) * cellLatitude, 7),
    longitude: roundTo(station.longitude + (x - middle) * cellLongitude(station), 7),
  };
}

/** Longitude and latitude of the cell's corners, round to the first again. */
export function ringOf(cell: Cell, office: NwsStation): readonly (readonly [number, number])[] {
  const { latitude, longitude } = centreOf(cell, office);
  const dx = cellLongitude(office.station) / 2;
  const dy = cellLatitude / 2;
  const corner = (east: number, north: number) =>
    [roundTo(longitude + east * dx, 7), roundTo(latitude + north * dy, 7)] as const;
  return [corner(-1, 1), corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/** Nearest first. */
export function byDistance(at: Coordinates, stations: readonly NwsStation[]): NwsStation[] {
  return [...stations].sort((a, b) => distanceM(at, a.station) - distanceM(at, b.station));
}

const metresPerDegree = 111_195;

export function distanceM(from: Coordinates, to: Coordinates): number {
  const [east, north] = offsetM(from, to);
  return squareRoot(east * east + north * north);
}

/** Whole degrees from north by east, 0 to 359. */
export function bearingDegrees(from: Coordinates, to: Coordinates): number {
  const [east, north] = offsetM(from, to);
  const steep = Math.abs(east) > Math.abs(north);
  const ratio = steep ? Math.abs(north / east) : Math.abs(north === 0 ? 0 : east / north);
  // Arc tangent within 0.1 degrees.
  const part = 45 * ratio - ratio * (ratio - 1) * (14.02 + 3.8 * ratio);
  const acute = steep ? 90 - part : part;
  const half = north >= 0 ? acute : 180 - acute;
  const bearing = Math.floor((east >= 0 ? half : 360 - half) + 0.5);
  return bearing % 360;
}

function offsetM(from: Coordinates, to: Coordinates): readonly [east: number, north: number] {
  const latitude = (from.latitude + to.latitude) / 2;
  return [
    (to.longitude - from.longitude) * metresPerDegree * cosine(latitude),
    (to.latitude - from.latitude) * metresPerDegree,
  ];
}

function cellLongitude({ latitude }: Coordinates): number {
  return cellLatitude / cosine(latitude);
}

function cosine(degrees: number): number {
  return wave(degrees / 360 + 0.25);
}

/** Newton's, from above: the same bits on every machine. */
function squareRoot(square: number): number {
  if (square <= 0) return 0;
  let root = Math.max(1, square);
  for (let round = 0; round < 100; round++) {
    const next = (root + square / root) / 2;
    if (next >= root) return root;
    root = next;
  }
  return root;
}
