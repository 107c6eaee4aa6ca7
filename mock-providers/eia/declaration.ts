/** The EIA Open Data API v2 as a provider of the sandbox. */
import type { ProviderDeclaration } from "../kit/declaration.ts";
import { eiaFaultFace } from "./fault-face.ts";
import { createEiaProvider } from "./provider.ts";
import { createEiaRecordedReader } from "./read-recorded.ts";
import { timetable } from "./timetable.ts";

export const eiaDeclaration: ProviderDeclaration = {
  name: "eia",
  title: "EIA Open Data v2",
  defaultPort: 8002,
  documentation: "https://www.eia.gov/opendata/documentation.php",
  routes: [
    { method: "GET", path: "/v2/{route}", summary: "Child routes, or the metadata of a leaf" },
    { method: "GET", path: "/v2/{route}/facet", summary: "The facets of a leaf" },
    { method: "GET", path: "/v2/{route}/facet/{id}", summary: "The values of a facet" },
    { method: "GET", path: "/v2/{route}/data", summary: "Rows" },
    { method: "POST", path: "/v2/{route}/data", summary: "Rows, asked for with a JSON body" },
    { method: "GET", path: "/v2/seriesid/{id}", summary: "Rows by their legacy id" },
    { method: "GET", path: "/bulk/manifest.txt", summary: "The bulk archives, without a key" },
    { method: "GET", path: "/bulk/{set}.zip", summary: "A bulk archive, without a key" },
  ],
  limits: [
    { requests: 5, perMs: 1_000, by: "key" },
    { requests: 9_000, perMs: 3_600_000, by: "key" },
  ],
  errors: [
    { status: 400, when: "A frequency, column, facet or sort the route does not have" },
    { status: 400, when: "An offset or length that is no whole number of rows" },
    { status: 400, when: "An X-Params header or JSON body that is no object" },
    { status: 400, when: "More rows than can be sorted by value" },
    { status: 403, code: "API_KEY_MISSING", when: "No key" },
    { status: 403, code: "API_KEY_INVALID", when: "A key that is not registered" },
    { status: 403, code: "API_KEY_DISABLED", when: "A key suspended for a minute for over-use" },
    { status: 404, when: "Unknown route, series or archive; API v1" },
    { status: 405, when: "A method other than GET, or POST on /data" },
    { status: 429, code: "OVER_RATE_LIMIT", when: "Too many requests of a key" },
  ],
  timetable,
  faultFace: eiaFaultFace,
  create: createEiaProvider,
  recorded: createEiaRecordedReader,
};
