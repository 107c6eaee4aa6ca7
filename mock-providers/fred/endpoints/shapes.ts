/**
 * `geofred/shapes/file`: GeoJSON of regions. The mock draws census regions as boxes and states as squares about their
 * middle, and says so in each; the original's files have thousands of points in a projection of their own.
 * Source: https://fred.stlouisfed.org/docs/api/geofred/shapes.html
 */
import { writeJson } from "../documents.ts";
import { stateTable } from "../metadata/state-table.ts";
import { readChoice } from "../parameters.ts";
import type { Endpoint } from "./ask.ts";

type Box = readonly [west: number, south: number, east: number, north: number];

interface Region {
  readonly code: string;
  readonly name: string;
  readonly box: Box;
}

const censusRegions: readonly Region[] = [
  { code: "1", name: "Northeast Region", box: [-80.5, 38.9, -66.9, 47.5] },
  { code: "2", name: "Midwest Region", box: [-104.1, 36, -80.5, 49.4] },
  { code: "3", name: "South Region", box: [-106.7, 24.5, -75, 40.6] },
  { code: "4", name: "West Region", box: [-124.8, 31.3, -102, 49] },
];

/** Longitude and latitude of each state's middle, to half a degree, in the order of the state table. */
const middles =
  "-87,33 -152,64.5 -111.5,34.5 -92.5,35 -119.5,37 -105.5,39 -72.5,41.5 -75.5,39 -77,39 -81.5,28 -83.5,32.5 -157,20.5 " +
  "-114.5,44.5 -89,40 -86,40 -93.5,42 -98.5,38.5 -85,37.5 -92,31 -69,45.5 -76.5,39.5 -71.5,42.5 -84.5,44.5 -94.5,46.5 " +
  "-89.5,33 -92.5,38.5 -109.5,47 -100,41.5 -117,39.5 -71.5,43.5 -74.5,40 -106,34.5 -75.5,43 -79.5,35.5 -100.5,47.5 -82.5,40.5 " +
  "-97.5,35.5 -120.5,44 -77.5,41 -71.5,41.5 -81,34 -100,44.5 -86.5,36 -99.5,31.5 -111.5,39.5 -72.5,44 -78.5,37.5 -120.5,47.5 " +
  "-80.5,38.5 -90,44.5 -107.5,43";

const states: readonly Region[] = middles.split(" ").map((middle, index): Region => {
  const [longitude = 0, latitude = 0] = middle.split(",").map(Number);
  const [, code = "", name = ""] = stateTable[index] ?? [];
  return { code, name, box: [longitude - 0.5, latitude - 0.5, longitude + 0.5, latitude + 0.5] };
});

const shapes = { state: states, censusregion: censusRegions } as const;

export const shapesFile: Endpoint = ({ query }) => {
  const shape = readChoice(query, "shape", ["state", "censusregion"]);
  const features = shapes[shape].map(({ code, name, box: [west, south, east, north] }) => ({
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
    text: writeJson({ title: `Simplified shapes: ${shape}`, type: "FeatureCollection", features }),
    contentType: "application/json; charset=UTF-8",
  };
};
