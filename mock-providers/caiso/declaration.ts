/** CAISO OASIS as a provider of the sandbox. */
import { dayMs, hourMs, isBusinessDay } from "../kit/calendar.ts";
import type { ProviderDeclaration, PublicationRule } from "../kit/declaration.ts";
import { localDay, localToUtcMs } from "../kit/time-zone.ts";
import { correctionAtMs, correctionSteps, correctionStepMs } from "./corrections.ts";
import { caisoFaultFace } from "./fault-face.ts";
import { createCaisoProvider } from "./provider.ts";
import {
  dayAheadAtMs,
  fiveMinutesMs,
  latenessStepMs,
  latenessStepsMax,
  minuteMs,
} from "./publication.ts";
import { refusals } from "./refusals.ts";
import { createCaisoRecordedReader } from "./read-recorded.ts";

type Next = PublicationRule["nextMs"];

/** The next time the Pacific wall clock shows one of `timesOfDayMs` (ascending) on a day that `counts`. */
function daily(
  timesOfDayMs: readonly number[],
  counts: (day: number) => boolean = () => true,
): Next {
  return (afterMs) => {
    for (let day = localDay("pacific", afterMs); ; day++) {
      if (!counts(day)) continue;
      for (const timeMs of timesOfDayMs) {
        const atMs = localToUtcMs("pacific", day * dayMs + timeMs);
        if (atMs > afterMs) return atMs;
      }
    }
  };
}

/** The next multiple of `stepMs`, `delayMs` later. */
function every(stepMs: number, delayMs: number): Next {
  return (afterMs) => (Math.floor((afterMs - delayMs) / stepMs) + 1) * stepMs + delayMs;
}

function earliest(...rules: readonly Next[]): Next {
  return (afterMs) => Math.min(...rules.map((rule) => rule(afterMs)));
}

function times(firstMs: number, stepMs: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => firstMs + index * stepMs);
}

/** Which days are late depends on the seed, so every moment counts at which results may appear. */
const dayAheadResults = daily(times(dayAheadAtMs, latenessStepMs, latenessStepsMax + 1));
const corrections = daily(times(correctionAtMs, correctionStepMs, correctionSteps), isBusinessDay);
const loadForecasts = daily([9 * hourMs + 10 * minuteMs]);

const dayAheadWords = "13:00 Pacific, the day before; now and then up to 40 minutes later";
const correctionWords = "corrections between 16:00 and 17:30 Pacific on business days";

export const caisoDeclaration: ProviderDeclaration = {
  name: "caiso",
  title: "CAISO OASIS",
  defaultPort: 8001,
  documentation: "https://www.caiso.com/Documents/OASIS-InterfaceSpecification.pdf",
  routes: [
    { method: "GET", path: "/oasisapi/SingleZip", summary: "One report over a window, as a zip" },
    { method: "GET", path: "/oasisapi/GroupZip", summary: "One bundle of a trade day, as a zip" },
    {
      method: "GET",
      path: "/outlook/current/{file}.csv",
      summary: "Today so far: fuelsource, demand, netdemand, co2, storage",
    },
    {
      method: "GET",
      path: "/outlook/history/{YYYYMMDD}/{file}.csv",
      summary: "The same files of a past day",
    },
    { method: "GET", path: "/outlook/current/stats.txt", summary: "The grid's status, as JSON" },
  ],
  limits: [{ requests: 1, perMs: 5_000, by: "address" }],
  errors: [
    ...Object.entries(refusals).map(([code, text]) => ({
      status: 200,
      code,
      when: `${text} (in a zip of INVALID_REQUEST.xml)`,
    })),
    { status: 404, when: "Unknown path, or PRC_LMP of the real-time market" },
    { status: 405, when: "Any method but GET" },
    { status: 429, when: "A second request within 5 s from one address, below /oasisapi/" },
  ],
  timetable: [
    {
      dataset: "PRC_LMP/DAM",
      rule: `${dayAheadWords}; ${correctionWords}`,
      nextMs: earliest(dayAheadResults, corrections),
    },
    {
      dataset: "PRC_INTVL_LMP/RTM",
      rule: `5 minutes after each 5-minute interval; ${correctionWords}`,
      // Corrections fall on whole quarters of an hour, when a new interval appears anyway.
      nextMs: every(fiveMinutesMs, 0),
    },
    { dataset: "PRC_AS/DAM", rule: dayAheadWords, nextMs: dayAheadResults },
    { dataset: "SLD_FCST/7DA", rule: "09:10 Pacific, seven days before", nextMs: loadForecasts },
    { dataset: "SLD_FCST/2DA", rule: "09:10 Pacific, two days before", nextMs: loadForecasts },
    { dataset: "SLD_FCST/DAM", rule: "09:10 Pacific, the day before", nextMs: loadForecasts },
    {
      dataset: "SLD_FCST/ACTUAL",
      rule: "10 minutes after each hour",
      nextMs: every(hourMs, 10 * minuteMs),
    },
    {
      dataset: "SLD_REN_FCST/DAM",
      rule: "07:00 Pacific, the day before",
      nextMs: daily([7 * hourMs]),
    },
    {
      dataset: "SLD_REN_FCST/ACTUAL",
      rule: "08:00 Pacific, the day after",
      nextMs: daily([8 * hourMs]),
    },
  ],
  faultFace: caisoFaultFace,
  create: createCaisoProvider,
  recorded: createCaisoRecordedReader,
};
