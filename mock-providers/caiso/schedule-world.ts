/**
 * The operator's totals: load, imports, exports, and the generation that closes the balance.
 * Levels: net imports of about 5.3 GW at night, small net exports at spring and summer middays.
 */
import { hourMs } from "../kit/calendar.ts";
import { seedOf, valueNoise } from "../kit/random.ts";
import { type LoadFeed, loadFeedOf, type ScheduleFeed } from "./feeds.ts";
import { loadScale, type LoadWorld } from "./load-world.ts";
import { springShare, summerShare, sunshine } from "./seasons.ts";
import type { TradeDay } from "./trade-day.ts";

export const schedules = ["Generation", "Import", "Export", "Load"] as const;
export type Schedule = (typeof schedules)[number];

/** Hundredths of a MW, as printed. */
export const scheduleScale = loadScale;

/** One entry per interval of a trade day. Generation + Import = Load + Export. */
export type Schedules = Readonly<Record<Schedule, Int32Array>>;

export interface ScheduleWorld {
  schedules(feed: ScheduleFeed, tradeDay: TradeDay): Schedules;
}

/** Each market schedules for the load it forecasts. */
const loadExecutions = {
  DAM: "DAM",
  RUC: "DAM",
  HASP: "RTPD",
  RTM: "RTD",
} as const satisfies Record<ScheduleFeed["market"], LoadFeed["execution"]>;

export function createScheduleWorld(seed: number, loadWorld: LoadWorld): ScheduleWorld {
  let latest: { feed: ScheduleFeed; day: number; made: Schedules } | undefined;
  return {
    schedules(feed, tradeDay) {
      if (latest?.feed === feed && latest.day === tradeDay.day) return latest.made;
      const load = loadWorld.loads(
        loadFeedOf(loadExecutions[feed.market]),
        loadWorld.total,
        tradeDay,
      );
      const trade = createTrade(seed, tradeDay.day);
      const imported = new Int32Array(load.length);
      const exported = new Int32Array(load.length);
      for (let index = 0; index < load.length; index++) {
        const { importMw, exportMw } = trade(tradeDay.startMs + index * feed.stepMs);
        imported[index] = Math.round(importMw) * scheduleScale;
        exported[index] = Math.round(exportMw) * scheduleScale;
      }
      const generated = load.map(
        // Proof for the fallbacks: the three arrays have one entry per interval.
        (mw, index) => mw + (exported[index] ?? 0) - (imported[index] ?? 0),
      );
      const made = { Generation: generated, Import: imported, Export: exported, Load: load };
      latest = { feed, day: tradeDay.day, made };
      return made;
    },
  };
}

/** Imports and exports in MW at an instant of a trade day, both at least 0. */
export function createTrade(
  seed: number,
  day: number,
): (utcMs: number) => { readonly importMw: number; readonly exportMw: number } {
  const importSeed = seedOf(seed, "imports");
  const summer = summerShare(day);
  const surplus = Math.max(springShare(day), 0.8 * summer);
  return (utcMs) => {
    const light = sunshine(utcMs, summer);
    const drift = valueNoise(importSeed, utcMs / (8 * hourMs));
    return {
      importMw: Math.max(0, 6_300 + 700 * drift - light * (1_900 + 1_900 * surplus)),
      exportMw: Math.max(0, 900 + 250 * drift + light * (700 + 2_200 * surplus)),
    };
  };
}
