/** CAISO OASIS as a provider of the sandbox. */
import { dayMs, hourMs } from "../kit/calendar.ts";
import type { ProviderDeclaration } from "../kit/declaration.ts";
import { localDay, localToUtcMs } from "../kit/time-zone.ts";
import { caisoFaultFace } from "./fault-face.ts";
import { createCaisoProvider } from "./provider.ts";
import { createCaisoRecordedReader } from "./read-recorded.ts";

const minuteMs = 60_000;

/** The next time the Pacific wall clock shows `timeOfDayMs`. */
function daily(timeOfDayMs: number): (afterMs: number) => number {
  return (afterMs) => {
    const today = localDay("pacific", afterMs);
    const atMs = localToUtcMs("pacific", today * dayMs + timeOfDayMs);
    return atMs > afterMs ? atMs : localToUtcMs("pacific", (today + 1) * dayMs + timeOfDayMs);
  };
}

/** The next multiple of `stepMs`, `delayMs` later. */
function every(stepMs: number, delayMs: number): (afterMs: number) => number {
  return (afterMs) => (Math.floor((afterMs - delayMs) / stepMs) + 1) * stepMs + delayMs;
}

export const caisoDeclaration: ProviderDeclaration = {
  name: "caiso",
  title: "CAISO OASIS",
  defaultPort: 8001,
  documentation: "https://www.caiso.com/Documents/OASIS-InterfaceSpecification.pdf",
  routes: [
    { method: "GET", path: "/oasisapi/SingleZip", summary: "One report over a window, as a zip" },
    { method: "GET", path: "/oasisapi/GroupZip", summary: "One bundle of a trade day, as a zip" },
  ],
  limits: [{ requests: 1, perMs: 5_000, by: "address" }],
  errors: [
    { status: 200, code: "1000-1020", when: "Application errors, in a zip of INVALID_REQUEST.xml" },
    { status: 404, when: "Unknown path" },
    { status: 429, when: "A second request within 5 s from one address" },
  ],
  timetable: [
    { dataset: "PRC_LMP/DAM", rule: "13:00 Pacific, the day before", nextMs: daily(13 * hourMs) },
    {
      dataset: "PRC_INTVL_LMP/RTM",
      rule: "5 minutes after each 5-minute interval",
      nextMs: every(5 * minuteMs, 0),
    },
    {
      dataset: "SLD_FCST/DAM",
      rule: "09:10 Pacific, the day before",
      nextMs: daily(9 * hourMs + 10 * minuteMs),
    },
    {
      dataset: "SLD_FCST/ACTUAL",
      rule: "10 minutes after each hour",
      nextMs: every(hourMs, 10 * minuteMs),
    },
  ],
  faultFace: caisoFaultFace,
  create: createCaisoProvider,
  recorded: createCaisoRecordedReader,
};
