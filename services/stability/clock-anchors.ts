/**
 * The clock's anchors in PostgreSQL: the runner adds one, every process of the pipeline follows the newest. It is told
 * by NOTIFY, and read again after every reconnect, so a lost connection costs time and nothing else.
 */
import pg from "pg";
import type { AnchoredClock, ClockSettings } from "../core/clock.ts";
import { describeError } from "../core/errors.ts";
import { databaseSchema } from "../core/names.ts";
import type { Logger } from "../telemetry/logger.ts";
import { sleep } from "./sleep.ts";

const channel = "sandbox_clock";
const reconnectMs = 100;

/**
 * The newest alone is ever read, whoever comes late; the others are for people who ask what a clock did lately. A stream
 * at scale 0 makes some each second for as long as it goes.
 */
export const anchorsKept = 1_000;

type Queryable = Pick<pg.Pool | pg.Client, "query">;

/** Resolves once every follower that is connected will hear of it. The oldest beyond `anchorsKept` are dropped. */
export async function addClockAnchor(database: Queryable, anchor: ClockSettings): Promise<void> {
  const { startMs, originMs, scale } = anchor;
  await database.query(
    `with added as (
       insert into ${databaseSchema}.clock_anchors (start_ms, origin_ms, scale) values ($1, $2, $3)
       returning anchor_id),
     trimmed as (
       delete from ${databaseSchema}.clock_anchors
       where anchor_id <= (select anchor_id from added) - $4::bigint)
     select pg_notify('${channel}', anchor_id::text) from added`,
    [startMs, originMs, scale, anchorsKept],
  );
}

/** Undefined while the clock runs as it was started. */
export async function readClockAnchor(database: Queryable): Promise<ClockSettings | undefined> {
  const { rows } = await database.query<ClockSettings>(
    `select start_ms::float8 as "startMs", origin_ms::float8 as "originMs", scale
     from ${databaseSchema}.clock_anchors order by anchor_id desc limit 1`,
  );
  return rows[0];
}

export interface ClockFollower {
  /** Resolves once the newest anchor was read for the first time; rejects when closed before. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** The database's schema must be there. */
export function followClock(options: {
  readonly databaseUrl: string;
  readonly clock: AnchoredClock;
  /** What PostgreSQL shall call the connection, e.g. `ingestion`. */
  readonly process: string;
  readonly log: Logger;
}): ClockFollower {
  const { databaseUrl, clock, log } = options;
  const stop = new AbortController();
  let told: () => void = () => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    told = resolve;
    stop.signal.addEventListener("abort", () => {
      reject(stop.signal.reason as Error);
    });
  });
  // Whoever does not wait for it is not told by a rejection either.
  ready.catch(() => undefined);

  async function adopt(client: pg.Client): Promise<void> {
    const anchor = await readClockAnchor(client);
    if (anchor !== undefined) clock.setAnchor(anchor);
    told();
  }

  /** Resolves when the connection has ended. */
  async function followOnce(): Promise<void> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: `${options.process} clock`,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    const ended = new Promise<void>((resolve) => {
      client.on("end", resolve);
    });
    client.on("error", (error) => {
      log.debug({ event: "clock_connection_lost", reason: describeError(error) });
    });
    const leave = (): void => void client.end().catch(() => undefined);
    try {
      await client.connect();
      stop.signal.addEventListener("abort", leave, { once: true });
      // One after the other, and each reads what is newest then.
      let reading: Promise<void> = Promise.resolve();
      client.on("notification", () => {
        reading = reading.then(() => adopt(client)).catch(leave);
      });
      // Listening first: an anchor that comes in between is told.
      await client.query(`listen ${channel}`);
      await adopt(client);
      await ended;
    } finally {
      stop.signal.removeEventListener("abort", leave);
      leave();
    }
  }

  async function followUntilClosed(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await followOnce();
      } catch (error) {
        log.debug({ event: "clock_follower_retry", reason: describeError(error) });
      }
      // Being closed is the one way out of the wait, and the loop's condition sees it.
      await sleep(reconnectMs, stop.signal).catch(() => undefined);
    }
  }
  const following = followUntilClosed();

  return {
    ready,
    async close() {
      stop.abort(new Error("the clock's follower is closed"));
      await following;
    },
  };
}
