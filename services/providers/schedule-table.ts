/** Every provider's timetable of polls. A provider without one does not compile. */
import type { ProviderName } from "../core/observation.ts";
import { SandboxError } from "../core/errors.ts";
import { caisoSchedules } from "./caiso/schedule.ts";
import { eiaSchedules } from "./eia/schedule.ts";
import { fredSchedules } from "./fred/schedule.ts";
import { noaaSchedules } from "./noaa/schedule.ts";
import type { PollSchedule } from "./schedule.ts";
import { worldbankSchedules } from "./worldbank/schedule.ts";

const schedules = {
  caiso: caisoSchedules,
  eia: eiaSchedules,
  fred: fredSchedules,
  noaa: noaaSchedules,
  worldbank: worldbankSchedules,
} as const satisfies Record<ProviderName, readonly PollSchedule[]>;

/** The first schedule that fits the dataset. Throws CONFIG_INVALID where none does. */
export function scheduleOf(provider: ProviderName, dataset: string): PollSchedule {
  const found = schedules[provider].find((schedule) =>
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
