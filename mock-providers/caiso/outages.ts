/** AGGR_OUTAGE_SCH_GRP: generation on outage by trading hub and kind of fuel, hour by hour. */
import { dayMs, formatDay, hourMs } from "../kit/calendar.ts";
import { localToUtcMs } from "../kit/time-zone.ts";
import { seedOf, valueNoise } from "../kit/random.ts";
import { summerShare } from "./seasons.ts";
import type { Table } from "./tables.ts";
import { formatStamp, hourEnding, type TradeDay } from "./trade-day.ts";

const columns = [
  "REPORT_DATE_GMT",
  "INTERVALSTARTTIME_GMT",
  "INTERVALENDTIME_GMT",
  "OPR_DT",
  "OPR_HR",
  "TRADING_HUB",
  "FUEL_CATEGORY",
  "MW",
  "GROUP",
];

/** ZP26 publishes its total alone, as the original does. */
const categories = [
  { hub: "NP15", fuel: "Hydro", meanMw: 1_450 },
  { hub: "NP15", fuel: "Renewable", meanMw: 620 },
  { hub: "NP15", fuel: "Thermal", meanMw: 3_100 },
  { hub: "SP15", fuel: "Hydro", meanMw: 780 },
  { hub: "SP15", fuel: "Renewable", meanMw: 1_900 },
  { hub: "SP15", fuel: "Thermal", meanMw: 3_650 },
  { hub: "ZP26", fuel: "Aggregated", meanMw: 640 },
] as const;

/** Outages of a trade day are reported at 09:00 Pacific on the day before. */
export function outagesReportedMs(day: number): number {
  return localToUtcMs("pacific", (day - 1) * dayMs + 9 * hourMs);
}

export function outageReport(seed: number, tradeDay: TradeDay): Table {
  const { day, startMs, hours } = tradeDay;
  const reported = formatStamp(outagesReportedMs(day));
  // Plants are repaired in winter and spring.
  const season = 1.25 - 0.5 * summerShare(day);
  const rows = categories.flatMap(({ hub, fuel, meanMw }, group) => {
    const own = seedOf(seed, `outages ${hub} ${fuel}`);
    return Array.from({ length: hours }, (_, index) => {
      const atMs = startMs + index * hourMs;
      const mw = meanMw * season * (1 + 0.35 * valueNoise(own, atMs / (20 * hourMs)));
      return [
        reported,
        formatStamp(atMs),
        formatStamp(atMs + hourMs),
        formatDay(day),
        String(hourEnding(hours, index)),
        hub,
        fuel,
        String(Math.round(mw * 100) / 100),
        String(group + 1),
      ];
    });
  });
  return { report: "AGGR_OUTAGE_SCH", columns, rows };
}
