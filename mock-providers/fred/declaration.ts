/** The FRED / ALFRED web API as a provider of the sandbox. */
import type { ProviderDeclaration } from "../kit/declaration.ts";
import { routeTable } from "./endpoints/table.ts";
import { fredFaultFace } from "./fault-face.ts";
import { createFredProvider, keyLimits } from "./provider.ts";
import { createFredRecordedReader } from "./read-recorded.ts";
import { nextPublicationMs } from "./timetable.ts";

const { perMinute, burst, refillMs } = keyLimits;
const shortMs = 10_000;

export const fredDeclaration: ProviderDeclaration = {
  name: "fred",
  title: "FRED / ALFRED",
  defaultPort: 8003,
  documentation: "https://fred.stlouisfed.org/docs/api/fred/",
  routes: Object.entries(routeTable).map(([path, { summary }]) => ({
    method: "GET",
    path,
    summary,
  })),
  limits: [
    { requests: perMinute, perMs: 60_000, by: "key" },
    // A full bucket and what comes back to it meanwhile.
    { requests: burst + shortMs / refillMs, perMs: shortMs, by: "key" },
  ],
  errors: [
    { status: 400, when: "No key, a malformed one or one that is not registered" },
    { status: 400, when: "A series, release, category, source or element that does not exist" },
    { status: 400, when: "A parameter that is missing or not one of the allowed values" },
    { status: 400, when: "A real-time period before the archive, or without vintage dates" },
    { status: 400, when: "More than 2000 vintage dates in the real-time period" },
    { status: 404, when: "An unknown path, or a method other than GET" },
    { status: 429, when: "Too many requests of a key; no Retry-After" },
  ],
  timetable: [
    {
      dataset: "series/observations",
      rule: "each series some 20 to 30 minutes after its agency's release, on business days",
      nextMs: nextPublicationMs,
    },
  ],
  faultFace: fredFaultFace,
  create: createFredProvider,
  recorded: createFredRecordedReader,
};
