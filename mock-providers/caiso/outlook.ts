/**
 * Today's Outlook: small CSV files on the operator's other host, local clock times without a date, no zip, no
 * throttle. On the short day the missing hour is there with empty cells (columns: recorded excerpts).
 */
import { dayMs, dayNumber, formatDay, hourMs } from "../kit/calendar.ts";
import { localDay, localTime, localToUtcMs, utcOffsetMs } from "../kit/time-zone.ts";
import type { MockAnswer } from "../kit/types.ts";
import { type LoadFeed, loadFeedOf } from "./feeds.ts";
import { createLoadWorld, loadScale } from "./load-world.ts";
import {
  createOutlookDay,
  emissionColumns,
  emissionsOf,
  fuels,
  type OutlookDay,
} from "./outlook-world.ts";
import { fiveMinutesMs, floorTo } from "./publication.ts";
import { notFoundPage } from "./refusals.ts";
import { summerShare } from "./seasons.ts";
import { createTradeDay, type TradeDay } from "./trade-day.ts";
import { heatWave } from "./weather.ts";

/** Everything below `/outlook/`. */
export type Outlook = (path: string, nowMs: number) => MockAnswer;

/** The feeds began that day. */
const oldestDay = dayNumber(2018, 4, 10);
/** A value is shown this long after its time. */
const delayMs = fiveMinutesMs;
const stepsPerDay = dayMs / fiveMinutesMs;

export function createOutlook(seed: number): Outlook {
  const loadWorld = createLoadWorld(seed);
  const dayAhead = loadFeedOf("DAM");
  const hourAhead = loadFeedOf("RTPD");

  function dayView(day: number): DayView {
    const tradeDay = createTradeDay(day);
    const forecast = (feed: LoadFeed) => {
      const values = loadWorld.loads(feed, loadWorld.total, tradeDay);
      return (utcMs: number) =>
        // Proof for the fallback: `utcMs` lies in the day, whose every interval has an entry.
        Math.round((values[Math.floor((utcMs - tradeDay.startMs) / feed.stepMs)] ?? 0) / loadScale);
    };
    return {
      tradeDay,
      at: createOutlookDay(seed, loadWorld, tradeDay),
      dayAheadMw: forecast(dayAhead),
      hourAheadMw: forecast(hourAhead),
    };
  }

  return (path, nowMs) => {
    const untilMs = shownUntil(nowMs);
    const today = localDay("pacific", untilMs - 1);
    if (path === "/outlook/current/stats.txt") {
      return text("text/plain", JSON.stringify(describeNow(seed, dayView(today), untilMs)));
    }
    const current = /^\/outlook\/current\/([a-z0-9]+)\.csv$/.exec(path);
    if (current !== null) return fileAnswer(current[1], dayView, { day: today, untilMs });
    const past = /^\/outlook\/history\/(\d{4})(\d{2})(\d{2})\/([a-z0-9]+)\.csv$/.exec(path);
    if (past === null) return notFoundPage;
    const day = dayNumber(Number(past[1]), Number(past[2]), Number(past[3]));
    const exists = formatDay(day) === past.slice(1, 4).join("-");
    if (!exists || day < oldestDay || day >= localDay("pacific", nowMs)) return notFoundPage;
    return fileAnswer(past[4], dayView, { day, untilMs: Number.POSITIVE_INFINITY });
  };
}

interface DayView {
  readonly tradeDay: TradeDay;
  readonly at: (utcMs: number) => OutlookDay;
  readonly dayAheadMw: (utcMs: number) => number;
  readonly hourAheadMw: (utcMs: number) => number;
}

/** Until the first value of a new day is there, the files still show the day before. */
function shownUntil(nowMs: number): number {
  return floorTo(nowMs - delayMs, fiveMinutesMs) + fiveMinutesMs;
}

interface OutlookFile {
  readonly columns: readonly string[];
  /** Whether the file goes on behind the present with its forecasts. */
  readonly forecasts: boolean;
  cells(view: DayView, utcMs: number, isPast: boolean): readonly (number | "")[];
}

const files: ReadonlyMap<string, OutlookFile> = new Map<string, OutlookFile>([
  [
    "fuelsource",
    {
      columns: fuels,
      forecasts: false,
      cells: (view, utcMs) => {
        const { supply } = view.at(utcMs);
        return fuels.map((fuel) => supply[fuel]);
      },
    },
  ],
  [
    "demand",
    {
      columns: ["Day ahead forecast", "Hour ahead forecast", "Current demand", "Demand response"],
      forecasts: true,
      cells: (view, utcMs, isPast) => [
        view.dayAheadMw(utcMs),
        view.hourAheadMw(utcMs),
        isPast ? view.at(utcMs).demandMw : "",
        "",
      ],
    },
  ],
  [
    "netdemand",
    {
      columns: [
        "Hour ahead forecast",
        "Current demand",
        "Net demand",
        "Net demand forecast",
        "Demand response",
      ],
      forecasts: true,
      cells: (view, utcMs, isPast) => {
        const { demandMw, supply } = view.at(utcMs);
        const renewable = supply.Solar + supply.Wind;
        const hourAhead = view.hourAheadMw(utcMs);
        return [
          hourAhead,
          isPast ? demandMw : "",
          isPast ? demandMw - renewable : "",
          hourAhead - Math.round(renewable * 0.97),
          "",
        ];
      },
    },
  ],
  [
    "co2",
    {
      columns: emissionColumns,
      forecasts: false,
      cells: (view, utcMs) => emissionsOf(view.at(utcMs).supply),
    },
  ],
  [
    "storage",
    {
      columns: ["Total batteries", "Stand-alone batteries", "Hybrid batteries"],
      forecasts: false,
      cells: (view, utcMs) => {
        const total = view.at(utcMs).supply.Batteries;
        const alone = Math.round(total * 0.84);
        return [total, alone, total - alone];
      },
    },
  ],
]);

function fileAnswer(
  name: string | undefined,
  dayView: (day: number) => DayView,
  { day, untilMs }: { readonly day: number; readonly untilMs: number },
): MockAnswer {
  const file = files.get(name ?? "");
  if (file === undefined) return notFoundPage;
  const view = dayView(day);
  let body = `Time,${file.columns.join(",")}\n`;
  for (let step = 0; step < stepsPerDay; step++) {
    const localMs = day * dayMs + step * fiveMinutesMs;
    const utcMs = localToUtcMs("pacific", localMs);
    const isPast = utcMs < untilMs;
    if (!isPast && !file.forecasts) break;
    const time = `${pad(Math.floor(step / 12))}:${pad((step % 12) * 5)}`;
    // The hour the clock skips has no instant of its own.
    const isSkipped = utcMs + utcOffsetMs("pacific", utcMs) !== localMs;
    const cells = isSkipped ? file.columns.map(() => "") : file.cells(view, utcMs, isPast);
    body += `${time},${cells.join(",")}\n`;
  }
  return text("text/csv", body);
}

/** The grid's status now, as public clients read it. */
function describeNow(seed: number, view: DayView, untilMs: number) {
  const latestMs = untilMs - fiveMinutesMs;
  const { demandMw, supply } = view.at(latestMs);
  const { tradeDay } = view;
  const renewables =
    supply.Solar +
    supply.Wind +
    supply.Geothermal +
    supply.Biomass +
    supply.Biogas +
    supply["Small hydro"];
  const strain = heatWave(seed, tradeDay.day, summerShare(tradeDay.day));
  const reserveMw = Math.round(demandMw * (0.22 - 0.3 * strain));
  let peakMw = 0;
  for (let at = tradeDay.startMs; at < untilMs; at += fiveMinutesMs) {
    peakMw = Math.max(peakMw, view.at(at).demandMw);
  }
  let forecastPeakMw = 0;
  for (let at = tradeDay.startMs; at < tradeDay.endMs; at += hourMs) {
    forecastPeakMw = Math.max(forecastPeakMw, view.dayAheadMw(at));
  }
  return {
    slotDate: wallClock(latestMs),
    gridstatus: [statusOf(strain)],
    CurrentSystemDemand: demandMw,
    TodaysPeakDemand: peakMw,
    todayForecastPeakDemand: forecastPeakMw,
    Current_reserve: reserveMw,
    currentNetDemand: demandMw - supply.Solar - supply.Wind,
    currentRenewables: renewables,
    renewablesPercent: Math.round((100 * renewables) / demandMw),
    currentSolar: supply.Solar,
    currentWind: supply.Wind,
    currentNaturalGas: supply["Natural Gas"],
    currentNuclear: supply.Nuclear,
    currentGeothermal: supply.Geothermal,
    currentBiogas: supply.Biogas,
    currentBiomass: supply.Biomass,
    currentCoal: supply.Coal,
  };
}

function statusOf(strain: number): string {
  if (strain > 0.3) return "Flex Alert";
  return strain > 0.15 ? "Restricted Maintenance Operations" : "Normal";
}

/** `2026-03-15 05:00:00`, wall clock. */
function wallClock(utcMs: number): string {
  const { days, hour, minute } = localTime("pacific", utcMs);
  return `${formatDay(days)} ${pad(hour)}:${pad(minute)}:00`;
}

function text(contentType: string, body: string): MockAnswer {
  return { status: 200, headers: { "Content-Type": contentType }, body };
}

function pad(part: number): string {
  return String(part).padStart(2, "0");
}
