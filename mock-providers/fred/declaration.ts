/** The FRED / ALFRED web API as a provider of the sandbox. */
import { hourMs } from "../kit/calendar.ts";
import type { ProviderDeclaration } from "../kit/declaration.ts";
import { createFredProvider } from "./provider.ts";

export const fredDeclaration: ProviderDeclaration = {
  name: "fred",
  title: "FRED / ALFRED",
  defaultPort: 8003,
  documentation: "https://fred.stlouisfed.org/docs/api/fred/",
  routes: [
    { method: "GET", path: "/fred/series", summary: "A series" },
    { method: "GET", path: "/fred/series/observations", summary: "Its observations" },
    { method: "GET", path: "/fred/series/vintagedates", summary: "The days it was released" },
  ],
  limits: [
    { requests: 120, perMs: 60_000, by: "key" },
    { requests: 20, perMs: 10_000, by: "key" },
  ],
  errors: [
    { status: 400, when: "A parameter, key or series that is not accepted" },
    { status: 404, when: "Unknown path" },
    { status: 429, when: "Too many requests of a key" },
  ],
  timetable: [
    {
      dataset: "series/observations",
      rule: "each series with its release, at a full or half hour of a business day",
      nextMs: (afterMs) => (Math.floor(afterMs / (hourMs / 2)) + 1) * (hourMs / 2),
    },
  ],
  create: createFredProvider,
};
