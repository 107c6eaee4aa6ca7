/**
 * Provider quotas, shared by all workers through Redis and kept per process while Redis is away.
 * Quotas are counted on the sandbox's clock: at scale 1,000 a window of 5 s lasts 5 real milliseconds, and a jump
 * ends every window it is longer than. Where the clock's rate changes, counting begins anew.
 */
import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  isBrokenCircuitError,
} from "cockatiel";
import { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { Clock, ClockChange } from "../core/clock.ts";
import { describeError } from "../core/errors.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { sleepOrChange } from "./clock-sleep.ts";

/** At most `points` requests in any `perMs` virtual milliseconds. */
export interface Quota {
  readonly points: number;
  readonly perMs: number;
}

export interface Governor {
  /**
   * Resolves when one more request to the provider is within all its quotas, and counts it.
   * Rejects with the signal's reason when it is aborted first. A name without a quota never waits.
   */
  acquire(provider: string, signal: AbortSignal): Promise<void>;
  /** Why quotas are not shared right now; null while they are, or were never meant to be. */
  degradedReason(): string | null;
  close(): void;
}

export interface GovernorOptions {
  readonly quotas: Readonly<Record<string, readonly Quota[]>>;
  readonly clock: Clock;
  /** Without it quotas are counted in this process alone. */
  readonly redisUrl: string | undefined;
  readonly metrics: Metrics;
  readonly log: Logger;
}

type Limiter = Pick<RateLimiterMemory, "consume">;

interface Limiters {
  readonly shared: Limiter | undefined;
  readonly own: Limiter;
}

/**
 * Two requests that leave one window apart may arrive closer together than that. The margin keeps
 * the provider, who counts arrivals, from refusing the second.
 */
const marginShare = 0.02;
const marginMs = 1;

/** Redis answers in well under a millisecond, but a busy process may look at the answer late. */
const redisTimeoutMs = 500;
/** A Redis that hangs holds up one request, and the next not before this has passed. */
const redisPauseMs = 1_000;
const redisRetryMsMax = 1_000;

/**
 * The library counts whole seconds; windows here may last milliseconds. So its "seconds" are ours
 * milliseconds, and this script, which stands in for its own, hands them to Redis as such.
 */
const consumeScript = `
redis.call('set', KEYS[1], 0, 'PX', ARGV[2], 'NX')
local consumed = redis.call('incrby', KEYS[1], ARGV[1])
return {consumed, redis.call('pttl', KEYS[1])}
`;

export function createGovernor(options: GovernorOptions): Governor {
  const { quotas, clock, redisUrl, metrics, log } = options;
  const waited = metrics.histogram("ingest_governor_wait_seconds");
  const degraded = metrics.gauge("ingest_governor_degraded");
  let reason = redisUrl === undefined ? null : "The connection to Redis is being made";
  let closed = false;

  function setDegraded(next: string | null): void {
    if (closed) return;
    if ((reason === null) !== (next === null)) {
      degraded.set(next === null ? 0 : 1);
      if (next === null) log.info({ event: "governor_shared" });
      else log.warn({ event: "governor_degraded", reason: next });
    }
    reason = next;
  }

  degraded.set(reason === null ? 0 : 1);
  const redis = redisUrl === undefined ? undefined : connectRedis(redisUrl, setDegraded);
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: redisPauseMs,
    breaker: new ConsecutiveBreaker(1),
  });
  redis?.on("ready", () => {
    if (breaker.state === CircuitState.Closed) setDegraded(null);
  });
  const limiters = new Map(
    Object.entries(quotas).map(([provider, list]) => [
      provider,
      // The longest window first: the grant that goes stale soonest is asked for last.
      [...list]
        .sort((a, b) => b.perMs - a.perMs)
        .map((quota) => ({ quota, ...createLimiters(quota, clock, redis, "") })),
    ]),
  );
  const unsubscribe = clock.onChange((change) => {
    for (const list of limiters.values()) {
      for (const [index, { quota }] of list.entries()) {
        if (!isOver(quota, change, clock)) continue;
        // All workers hear of the same anchor, so they name the windows after it alike.
        const era = `:${change.anchor.startMs}`;
        list[index] = { quota, ...createLimiters(quota, clock, redis, era) };
      }
    }
  });

  async function consume({ shared, own }: Limiters, provider: string): Promise<number> {
    // A connection that is not there is no reason to pause: it says itself when it is back.
    if (shared !== undefined && redis?.status === "ready") {
      try {
        const waitMs = await breaker.execute(() => msToWait(shared, provider));
        setDegraded(null);
        return waitMs;
      } catch (error) {
        if (!isBrokenCircuitError(error)) {
          setDegraded(`Redis does not answer: ${describeError(error)}`);
        }
      }
    }
    return msToWait(own, provider);
  }

  return {
    async acquire(provider, signal) {
      signal.throwIfAborted();
      const started = performance.now();
      const list = limiters.get(provider) ?? [];
      for (const index of list.keys()) {
        for (;;) {
          // Looked up each time: a jump of the clock puts a new one in its place.
          const limiter = list[index];
          const waitMs = limiter === undefined ? 0 : await consume(limiter, provider);
          if (waitMs === 0) break;
          // The clock may have changed while Redis was asked: then the answer is about a window that is over.
          if (limiter === list[index]) await sleepOrChange(clock, waitMs, signal);
        }
      }
      waited.observe({ provider }, (performance.now() - started) / 1_000);
    },
    degradedReason: () => reason,
    close() {
      closed = true;
      unsubscribe();
      redis?.disconnect();
    },
  };
}

/** Windows begun before a change of the clock end with it when it jumped past them, and are cut anew for another rate. */
function isOver({ perMs }: Quota, { jumpMs, scale }: ClockChange, clock: Clock): boolean {
  return jumpMs >= perMs || scale !== clock.scale;
}

function createLimiters(
  quota: Quota,
  clock: Clock,
  redis: Redis | undefined,
  era: string,
): Limiters {
  const { points, perMs } = quota;
  const windowMs = Math.ceil(clock.toRealMs(perMs) * (1 + marginShare) + marginMs);
  const own = new RateLimiterMemory({ points, duration: windowMs / 1_000 });
  if (redis === undefined) return { shared: undefined, own };
  const shared = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: `aurum:quota:${points}/${perMs}${era}`,
    points,
    duration: windowMs,
    customIncrTtlLuaScript: consumeScript,
    // A used-up window is remembered here until it ends, so waiting costs Redis nothing.
    inMemoryBlockOnConsumed: points,
  });
  return { shared, own };
}

/** 0 when the request was counted in, else the milliseconds until the window ends. */
async function msToWait(limiter: Limiter, provider: string): Promise<number> {
  try {
    await limiter.consume(provider);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
    throw refusal;
  }
}

function connectRedis(redisUrl: string, setDegraded: (reason: string | null) => void): Redis {
  const redis = new Redis(redisUrl, {
    commandTimeout: redisTimeoutMs,
    connectTimeout: 2_000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, redisRetryMsMax),
  });
  redis.on("error", (error: Error) => {
    setDegraded(`Redis cannot be reached: ${describeError(error)}`);
  });
  redis.on("close", () => {
    setDegraded("The connection to Redis is closed");
  });
  return redis;
}
