/** Every provider's timetable of polls. One that has none of its own yet is polled every hour. */
import type { ProviderName } from "../core/observation.ts";
import { SandboxError } from "../core/errors.ts";
import { dayMs, hourMs, minuteMs } from "./calendar.ts";
import { caisoSchedules } from "./caiso/schedule.ts";
import { eiaSchedules } from "./eia/schedule.ts";
import { fredSchedules } from "./fred/schedule.ts";
import { noaaSchedules } from "./noaa/schedule.ts";
import { type PollSchedule, every } from "./schedule.ts";
import { worldbankSchedules } from "./worldbank/schedule.ts";

const schedules = {
  caiso: caisoSchedules,
  eia: eiaSchedules,
  fred: fredSchedules,
  noaa: noaaSchedules,
  worldbank: worldbankSchedules,
} as const satisfies Partial<Record<ProviderName, readonly PollSchedule[]>>;

/** Finds what a provider publishes within two days of its intervals, and what it restates within a week. */
const hourly: readonly PollSchedule[] = [
  {
    dataset: "*",
    nextMs: every(hourMs, 5 * minuteMs),
    lookbackMs: 2 * dayMs,
    leadMs: 2 * dayMs,
    reread: { everyMs: dayMs, trailingMs: 7 * dayMs },
    historyMs: 7 * dayMs,
    freshWithinMs: () => 2 * dayMs,
  },
];

/** The first schedule that fits the dataset. Throws CONFIG_INVALID where none does. */
export function scheduleOf(provider: ProviderName, dataset: string): PollSchedule {
  const own: Partial<Record<ProviderName, readonly PollSchedule[]>> = schedules;
  const found = (own[provider] ?? hourly).find((schedule) =>
    schedule.dataset.endsWith("*")
      ? dataset.startsWith(schedule.dataset.slice(0, -1))
      : dataset === schedule.dataset,
  );
  if (found !== undefined) return found;
  throw new SandboxError(
    "CONFIG_INVALID",
    `Cannot stream ${provider} dataset "${dataset}": no schedule in services/providers/${provider}/schedule.ts fits it`,
  );
}
