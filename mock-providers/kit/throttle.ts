/**
 * Request limits on the sandbox's clock. Callers pass the instant in, so a fast clock shortens the
 * waits as it shortens everything else. Memory is bounded: the least recently seen keys are forgotten.
 */
export interface Throttle {
  /**
   * Asks for one request of `key`. Returns 0 and counts it, or the virtual milliseconds until one would
   * be allowed, in which case nothing is counted.
   */
  take(key: string, nowMs: number): number;
  /** As `take`, counting nothing in either case. */
  peek(key: string, nowMs: number): number;
}

/** At most `limit` requests of a key within any `windowMs`. Remembers `limit` instants per key. */
export function createSlidingWindow(options: {
  readonly limit: number;
  readonly windowMs: number;
  readonly keysMax?: number;
}): Throttle {
  const { limit, windowMs } = options;
  interface Seen {
    /** A ring of the last `limit` instants; `next` is where the oldest one stands. */
    readonly instants: Float64Array;
    next: number;
  }
  const keys = createBoundedMap<Seen>(options.keysMax ?? 10_000, () => ({
    instants: new Float64Array(limit).fill(Number.NEGATIVE_INFINITY),
    next: 0,
  }));
  function waitMs(seen: Seen, nowMs: number): number {
    // Proof for the fallback: `next` stays below `limit`, the array's length.
    const oldestMs = seen.instants[seen.next] ?? Number.NEGATIVE_INFINITY;
    return Math.max(0, oldestMs + windowMs - nowMs);
  }
  return {
    take(key, nowMs) {
      const seen = keys(key);
      const wait = waitMs(seen, nowMs);
      if (wait > 0) return wait;
      seen.instants[seen.next] = nowMs;
      seen.next = (seen.next + 1) % limit;
      return 0;
    },
    peek: (key, nowMs) => waitMs(keys(key), nowMs),
  };
}

/** At most `limit` requests of a key in each window of `windowMs`; windows start at whole multiples of it. */
export function createFixedWindow(options: {
  readonly limit: number;
  readonly windowMs: number;
  readonly keysMax?: number;
}): Throttle {
  const { limit, windowMs } = options;
  const keys = createBoundedMap(options.keysMax ?? 10_000, () => ({ window: -1, count: 0 }));
  function look(key: string, nowMs: number) {
    const seen = keys(key);
    const window = Math.floor(nowMs / windowMs);
    if (window > seen.window) {
      seen.window = window;
      seen.count = 0;
    }
    return { seen, wait: seen.count < limit ? 0 : (seen.window + 1) * windowMs - nowMs };
  }
  return {
    take(key, nowMs) {
      const { seen, wait } = look(key, nowMs);
      if (wait === 0) seen.count++;
      return wait;
    },
    peek: (key, nowMs) => look(key, nowMs).wait,
  };
}

/** A bucket of `burst` requests that refills by one every `everyMs`. */
export function createTokenBucket(options: {
  readonly burst: number;
  readonly everyMs: number;
  readonly keysMax?: number;
}): Throttle {
  const { burst, everyMs } = options;
  // `fullAtMs` is when the bucket will be full again: one number says how many requests are left.
  const keys = createBoundedMap(options.keysMax ?? 10_000, () => ({
    fullAtMs: Number.NEGATIVE_INFINITY,
  }));
  function waitMs(fullAtMs: number, nowMs: number): number {
    return Math.max(0, fullAtMs - nowMs - (burst - 1) * everyMs);
  }
  return {
    take(key, nowMs) {
      const seen = keys(key);
      const wait = waitMs(seen.fullAtMs, nowMs);
      if (wait === 0) seen.fullAtMs = Math.max(seen.fullAtMs, nowMs) + everyMs;
      return wait;
    },
    peek: (key, nowMs) => waitMs(keys(key).fullAtMs, nowMs),
  };
}

function createBoundedMap<Value>(keysMax: number, create: () => Value): (key: string) => Value {
  const values = new Map<string, Value>();
  return (key) => {
    const value = values.get(key) ?? create();
    // Map keeps insertion order, so setting again moves a key to the young end.
    values.delete(key);
    values.set(key, value);
    if (values.size > keysMax) {
      const oldest = values.keys().next();
      if (oldest.done !== true) values.delete(oldest.value);
    }
    return value;
  };
}
