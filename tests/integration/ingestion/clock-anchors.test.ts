/** Anchors of the sandbox's clock in a real PostgreSQL, and processes that follow them. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import pg from "pg";
import { type AnchoredClock, createClock } from "../../../services/core/clock.ts";
import {
  type ClockFollower,
  addClockAnchor,
  anchorsKept,
  followClock,
  readClockAnchor,
} from "../../../services/stability/clock-anchors.ts";
import { migrateDatabase } from "../../../services/stability/database.ts";
import { createLogger } from "../../../services/telemetry/logger.ts";
import { type TestPostgres, startPostgres } from "../../support/postgres.ts";
import { eventually } from "../../support/run-cli.ts";

const log = createLogger("test", "silent");
const begin = { startMs: Date.UTC(2026, 2, 15), originMs: Date.now(), scale: 1 };

let postgres: TestPostgres;
let pool: pg.Pool;
let followers: ClockFollower[] = [];
beforeAll(async () => {
  postgres = await startPostgres();
  await migrateDatabase(postgres.url, log);
  pool = new pg.Pool({ connectionString: postgres.url });
});
afterEach(async () => {
  await Promise.all(followers.map((follower) => follower.close()));
  followers = [];
});
afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

async function follow(name: string): Promise<AnchoredClock> {
  const clock = createClock(begin);
  const follower = followClock({ databaseUrl: postgres.url, clock, process: name, log });
  followers.push(follower);
  await follower.ready;
  return clock;
}

describe("followClock()", () => {
  it("leaves the clock as it was started while there is no anchor", async () => {
    const clock = await follow("first");
    expect(await readClockAnchor(pool)).toBeUndefined();
    expect(clock.scale).toBe(1);
  });

  it("hears of every anchor, in every process, and all show the same instant", async () => {
    const clocks = [await follow("one"), await follow("two")];
    for (const scale of [1_000, 7]) {
      const anchor = { startMs: begin.startMs + scale * 1e6, originMs: Date.now(), scale };
      await addClockAnchor(pool, anchor);
      for (const clock of clocks) {
        await eventually(
          "the clock runs at its new rate",
          () => clock.scale === scale || undefined,
        );
      }
      const [one, two, again] = [clocks[0]?.nowMs(), clocks[1]?.nowMs(), clocks[0]?.nowMs()];
      expect(two).toBeGreaterThanOrEqual(one ?? Number.NaN);
      expect(two).toBeLessThanOrEqual(again ?? Number.NaN);
      expect(one).toBeGreaterThanOrEqual(anchor.startMs);
    }
  });

  it("begins with the newest anchor there is", async () => {
    const anchor = { startMs: Date.UTC(2026, 5, 1), originMs: Date.now(), scale: 3 };
    await addClockAnchor(pool, anchor);
    expect(await readClockAnchor(pool)).toEqual(anchor);
    const clock = await follow("late");
    expect([clock.scale, clock.nowMs() >= anchor.startMs]).toEqual([3, true]);
  });

  it("keeps the newest anchors of a long stream, and forgets the others", async () => {
    const count = async (): Promise<number> => {
      const { rows } = await pool.query<{ count: number }>(
        "select count(*)::int as count from sandbox.clock_anchors",
      );
      return rows[0]?.count ?? Number.NaN;
    };
    await pool.query(
      `insert into sandbox.clock_anchors (start_ms, origin_ms, scale)
       select $1::bigint + step, $2::bigint, 1 from generate_series(1, 3 * $3::int) step`,
      [Date.UTC(2026, 5, 1), Date.now(), anchorsKept],
    );
    const clock = await follow("patient");
    const anchor = { startMs: Date.UTC(2026, 5, 2), originMs: Date.now(), scale: 5 };
    await addClockAnchor(pool, anchor);
    expect(await count()).toBe(anchorsKept);
    await addClockAnchor(pool, { ...anchor, scale: 9 });
    expect(await count()).toBe(anchorsKept);
    expect(await readClockAnchor(pool)).toEqual({ ...anchor, scale: 9 });
    await eventually("the follower has the newest", () => clock.scale === 9 || undefined);
  });

  it("reads again what it missed while its connection was cut", async () => {
    const clock = await follow("cut off");
    // In one statement, so that the anchor comes when nobody listens any more.
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cut off clock'`,
    );
    await addClockAnchor(pool, { startMs: Date.UTC(2026, 6, 1), originMs: Date.now(), scale: 11 });
    await eventually("it has the anchor", () => clock.scale === 11 || undefined);
  });

  it("is not ready when it is closed before it could read", async () => {
    const clock = createClock(begin);
    const databaseUrl = "postgresql://nobody@127.0.0.1:1/nothing";
    const follower = followClock({ databaseUrl, clock, process: "nowhere", log });
    const refused = expect(follower.ready).rejects.toThrow("closed");
    await follower.close();
    await refused;
  });
});
