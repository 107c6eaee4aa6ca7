/**
 * `geofred/shapes/file`: GeoJSON of regions. The mock draws the four census regions of the United States as plain
 * boxes and says so; the original's files have thousands of points in a projection of their own.
 * Source: https://fred.stlouisfed.org/docs/api/geofred/shapes.html
 */
import { writeJson } from "../documents.ts";
import { readChoice } from "../parameters.ts";
import type { Endpoint } from "./ask.ts";

type Box = readonly [west: number, south: number, east: number, north: number];

const regions: readonly (readonly [code: string, name: string, box: Box])[] = [
  ["1", "Northeast Region", [-80.5, 38.9, -66.9, 47.5]],
  ["2", "Midwest Region", [-104.1, 36, -80.5, 49.4]],
  ["3", "South Region", [-106.7, 24.5, -75, 40.6]],
  ["4", "West Region", [-124.8, 31.3, -102, 49]],
];

/** Every kind of shape the original has; the mock knows one of them. */
export const shapesFile: Endpoint = ({ query }) => {
  readChoice(query, "shape", ["censusregion"]);
  const features = regions.map(([code, name, [west, south, east, north]]) => ({
    type: "Feature",
    id: code,
    properties: { name, code, simplified: true },
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    },
  }));
  return {
    text: writeJson({ title: "Census Regions (boxes)", type: "FeatureCollection", features }),
    contentType: "application/json; charset=UTF-8",
  };
};
