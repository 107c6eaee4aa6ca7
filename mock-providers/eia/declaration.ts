/** The EIA Open Data API v2 as a provider of the sandbox. */
import { dayMs, hourMs } from "../kit/calendar.ts";
import type { ProviderDeclaration } from "../kit/declaration.ts";
import { eiaFaultFace } from "./fault-face.ts";
import { createEiaProvider } from "./provider.ts";
import { createEiaRecordedReader } from "./read-recorded.ts";
import { latestRelease } from "./publication.ts";

/** The next instant, to the minute, at which a newer weekly release is out. */
function nextWeeklyRelease(afterMs: number): number {
  const known = latestRelease(afterMs).weekEndDay;
  // Releases lie on half hours, at most eight days apart.
  let atMs = (Math.floor(afterMs / (hourMs / 2)) + 1) * (hourMs / 2);
  const limitMs = afterMs + 9 * dayMs;
  while (atMs < limitMs && latestRelease(atMs).weekEndDay === known) atMs += hourMs / 2;
  return atMs;
}

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
  ],
  limits: [
    { requests: 5, perMs: 1_000, by: "key" },
    { requests: 9_000, perMs: 3_600_000, by: "key" },
  ],
  errors: [
    { status: 400, when: "A frequency, column or facet the route does not have" },
    { status: 403, code: "API_KEY_MISSING", when: "No key" },
    { status: 403, code: "API_KEY_INVALID", when: "A key that is not registered" },
    { status: 404, when: "Unknown route or series" },
    { status: 429, code: "OVER_RATE_LIMIT", when: "Too many requests of a key" },
  ],
  timetable: [
    {
      dataset: "electricity/rto/region-data",
      rule: "an hour or two after each hour",
      nextMs: (afterMs) => (Math.floor(afterMs / hourMs) + 1) * hourMs,
    },
    {
      dataset: "petroleum/*",
      rule: "Wednesday 10:30 Eastern, Thursday after a Monday holiday",
      nextMs: nextWeeklyRelease,
    },
  ],
  faultFace: eiaFaultFace,
  create: createEiaProvider,
  recorded: createEiaRecordedReader,
};
