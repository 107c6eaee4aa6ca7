/** Asks each dependency now and then whether it answers, so that `/ready` tells the truth also while there is nothing to do. */
import type { Kafka } from "kafkajs";
import type pg from "pg";
import { describeError } from "../core/errors.ts";
import type { Readiness } from "../stability/readiness.ts";
import { sleep } from "../stability/sleep.ts";
import type { Logger } from "../telemetry/logger.ts";
import { withoutSecrets } from "../telemetry/logger.ts";

export interface Dependency {
  readonly part: string;
  /** Rejects when the dependency does not answer as it should. */
  readonly check: () => Promise<unknown>;
}

const checkMs = 1_000;
const timeoutMs = 5_000;

/** Checks until the signal is aborted. Logs changes, not checks. */
export function watchDependencies(
  dependencies: readonly Dependency[],
  readiness: Readiness,
  log: Logger,
  signal: AbortSignal,
): void {
  for (const dependency of dependencies) void watch(dependency, readiness, log, signal);
}

async function watch(
  { part, check }: Dependency,
  readiness: Readiness,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  let last: string | null | undefined;
  while (!signal.aborted) {
    const reason = await reasonOf(check);
    // A check that failed because the process stops says nothing about the dependency.
    if (isAborted(signal)) return;
    readiness.set(part, reason);
    if (reason === null && last !== null) log.info({ event: "dependency_ready", part });
    if (reason !== null && typeof last !== "string") {
      log.warn({ event: "dependency_away", part, reason });
    }
    last = reason;
    await sleep(checkMs, signal).catch(() => undefined);
  }
}

async function reasonOf(check: () => Promise<unknown>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${timeoutMs} ms`));
    }, timeoutMs);
  });
  try {
    await Promise.race([check(), late]);
    return null;
  } catch (error) {
    return withoutSecrets(describeError(error) || "no answer");
  } finally {
    clearTimeout(timer);
  }
}

function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

export function databaseDependency(pool: pg.Pool): Dependency {
  return { part: "database", check: () => pool.query("select 1") };
}

export function registryDependency(registryUrl: string): Dependency {
  return {
    part: "registry",
    check: async () => {
      const response = await fetch(`${registryUrl}/config`, {
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`the registry answered ${response.status}`);
    },
  };
}

export function kafkaDependency(kafka: Kafka): Dependency {
  const admin = kafka.admin({ retry: { retries: 0 } });
  let connected = false;
  return {
    part: "kafka",
    async check() {
      try {
        if (!connected) await admin.connect();
        connected = true;
        await admin.describeCluster();
      } catch (error) {
        connected = false;
        // A connection that just failed has nothing more to say.
        await admin.disconnect().catch(() => undefined);
        throw error;
      }
    },
  };
}
