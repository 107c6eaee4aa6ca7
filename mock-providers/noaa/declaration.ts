/** NOAA's Climate Data Online v2 and api.weather.gov as a provider of the sandbox. */
import { dayMs } from "../kit/calendar.ts";
import type { ProviderDeclaration } from "../kit/declaration.ts";
import { noaaFaultFace } from "./fault-face.ts";
import { createNoaaProvider } from "./provider.ts";
import { createNoaaRecordedReader } from "./read-recorded.ts";
import { nextDailyMs, nextMonthlyMs } from "./world/publication.ts";

const cdo = "/cdo-web/api/v2";

export const noaaDeclaration: ProviderDeclaration = {
  name: "noaa",
  title: "NOAA Climate Data Online v2, api.weather.gov",
  defaultPort: 8004,
  documentation: "https://www.ncdc.noaa.gov/cdo-web/webservices/v2",
  routes: [
    { method: "GET", path: `${cdo}/data`, summary: "Rows of a dataset" },
    { method: "GET", path: `${cdo}/{list}`, summary: "Datasets, datatypes, stations, places" },
    { method: "GET", path: `${cdo}/{list}/{id}`, summary: "One of them" },
    { method: "GET", path: "/points/{latitude},{longitude}", summary: "Office and grid cell" },
    { method: "GET", path: "/gridpoints/{office}/{x},{y}/forecast", summary: "Half days" },
    { method: "GET", path: "/gridpoints/{office}/{x},{y}/forecast/hourly", summary: "Hours" },
    { method: "GET", path: "/gridpoints/{office}/{x},{y}/stations", summary: "Stations near by" },
    { method: "GET", path: "/stations/{id}", summary: "A station" },
    { method: "GET", path: "/stations/{id}/observations", summary: "Its reports" },
    { method: "GET", path: "/stations/{id}/observations/latest", summary: "The newest" },
    { method: "GET", path: "/alerts/active", summary: "Warnings in force" },
    { method: "GET", path: "/zones/{type}/{id}", summary: "A zone" },
  ],
  limits: [
    { requests: 5, perMs: 1_000, by: "key" },
    { requests: 10_000, perMs: dayMs, by: "key" },
  ],
  errors: [
    { status: 301, when: "api.weather.gov: a point with more than four decimals" },
    { status: 400, when: "No token, or a parameter or range that is not accepted" },
    { status: 403, code: "Forbidden", when: "api.weather.gov: no User-Agent" },
    { status: 404, when: "Unknown path; api.weather.gov: unknown place, station or zone" },
    { status: 429, when: "Too many requests of a token" },
  ],
  timetable: [
    {
      dataset: "GHCND",
      rule: "a day two to three days after it began, between 05:00 and 09:00 UTC; corrected a week and a month later, at 15:00 UTC on business days",
      nextMs: nextDailyMs,
    },
    {
      dataset: "GSOM",
      rule: "a month on the sixth business day of the next, made again for good some five weeks after its end",
      nextMs: nextMonthlyMs,
    },
  ],
  faultFace: noaaFaultFace,
  create: createNoaaProvider,
  recorded: createNoaaRecordedReader,
};
