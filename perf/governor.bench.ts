/** How many quota checks a second the governor makes, in memory and on Redis (`REDIS_URL`). */
import { bench, run, summary } from "mitata";
import { createClock } from "../services/core/clock.ts";
import { createGovernor, type Governor } from "../services/stability/governor.ts";
import { createLogger } from "../services/telemetry/logger.ts";
import { createMetrics } from "../services/telemetry/metrics.ts";

const checksAtOnce = 100;
const never = new AbortController().signal;

function startGovernor(redisUrl: string | undefined): Governor {
  return createGovernor({
    quotas: { fred: [{ points: 1_000_000_000, perMs: 3_600_000 }] },
    clock: createClock({ startMs: 0, originMs: 0, scale: 1 }),
    redisUrl,
    metrics: createMetrics("bench"),
    log: createLogger("bench", "silent"),
  });
}

async function check(governor: Governor): Promise<void> {
  await Promise.all(Array.from({ length: checksAtOnce }, () => governor.acquire("fred", never)));
}

// The benchmark is told where Redis is; nothing else here reads the environment.
const redisUrl = process.env["REDIS_URL"];
const inMemory = startGovernor(undefined);
const onRedis = redisUrl === undefined ? undefined : startGovernor(redisUrl);

summary(() => {
  bench(`${checksAtOnce} checks in memory`, () => check(inMemory));
  if (onRedis !== undefined) bench(`${checksAtOnce} checks on Redis`, () => check(onRedis));
});
await run();
onRedis?.close();
