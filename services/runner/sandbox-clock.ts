/**
 * The runner's hand on the sandbox's clock. Every change is a new anchor, told to the mocks first and to the pipeline
 * second: a pipeline that were ahead of its providers would take what is not published yet for what never comes.
 */
import type pg from "pg";
import { z } from "zod";
import { type AnchoredClock, type ClockSettings, createClock, readAnchor } from "../core/clock.ts";
import { SandboxError, describeError } from "../core/errors.ts";
import { defaultAdminToken } from "../core/names.ts";
import { addClockAnchor, readClockAnchor } from "../stability/clock-anchors.ts";
import { sleep } from "../stability/sleep.ts";

export interface SandboxClock {
  readonly scale: number;
  nowMs(): number;
  /**
   * Lets the clock show `toMs`, or what it shows already if that is later, and run on from there at `scale`. Resolves
   * once the mocks and PostgreSQL have it; repeats while one of them is away, up to a limit.
   */
  advance(toMs: number, scale: number, signal: AbortSignal): Promise<void>;
  /** Whether `advance` to that instant would be a jump: nearer ones come by themselves before it could be told. */
  isAhead(toMs: number): boolean;
}

/** How long telling an anchor may take before it would mean going back, in real milliseconds; doubles when it did. */
const tellMs = { first: 20, most: 2_000 };
const retryMs = 100;
const requestLimitMs = 5_000;
const defaultPatienceMs = 60_000;

export async function openSandboxClock(options: {
  /** How the clock began. */
  readonly settings: ClockSettings;
  readonly mocks: readonly string[];
  readonly pool: Pick<pg.Pool, "query">;
  /** How long mocks and PostgreSQL may be away. */
  readonly patienceMs?: number;
}): Promise<SandboxClock> {
  const { mocks, pool, patienceMs = defaultPatienceMs } = options;
  const insist = createInsistence(patienceMs);
  const clock: AnchoredClock = createClock((await readClockAnchor(pool)) ?? options.settings);

  async function advance(toMs: number, scale: number, signal: AbortSignal): Promise<void> {
    let waitMs = tellMs.first;
    let atLeastMs = toMs;
    await insist("move the sandbox's clock", signal, async () => {
      const originMs = Date.now();
      const soonMs = clock.nowMs() + Math.ceil(waitMs * Math.max(0, clock.scale - scale));
      const anchor = { startMs: Math.max(atLeastMs, soonMs), originMs, scale };
      for (const url of mocks) {
        const behindMs = await tellMock(url, anchor, signal);
        if (behindMs === null) continue;
        // It was told an anchor whose answer got lost, or this took too long.
        waitMs = Math.min(waitMs * 2, tellMs.most);
        atLeastMs = Math.max(atLeastMs, behindMs + Math.ceil(waitMs * clock.scale));
        throw new Error("the mocks' clock would have gone back");
      }
      await insist("tell the pipeline the clock", signal, () => addClockAnchor(pool, anchor));
      clock.setAnchor(anchor);
    });
  }

  return {
    get scale() {
      return clock.scale;
    },
    nowMs: () => clock.nowMs(),
    isAhead: (toMs) => toMs > clock.nowMs() + tellMs.first * clock.scale,
    advance,
  };
}

/** Null when the mock took it, else the instant its clock shows, which the anchor would take back. */
async function tellMock(
  url: string,
  anchor: ClockSettings,
  signal: AbortSignal,
): Promise<number | null> {
  const iso = (ms: number): string => new Date(ms).toISOString();
  const response = await fetch(`${url}/__sandbox/clock`, {
    method: "PUT",
    headers: { Authorization: `Bearer ${defaultAdminToken}` },
    body: JSON.stringify({
      start: iso(anchor.startMs),
      origin: iso(anchor.originMs),
      scale: anchor.scale,
    }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(requestLimitMs)]),
  });
  const answer = await response.text();
  if (response.ok) return null;
  const nowMs = response.status === 409 ? readShown(answer) : undefined;
  if (nowMs === undefined) {
    throw new Error(`the mocks at ${url} answered ${response.status}: ${answer.slice(0, 200)}`);
  }
  return Math.max(nowMs, readAnchor(anchor, Date.now()));
}

const refusalSchema = z.object({ nowMs: z.number() });

/** What a clock that would not go back shows; undefined where something else answered. */
function readShown(answer: string): number | undefined {
  try {
    return refusalSchema.safeParse(JSON.parse(answer)).data?.nowMs;
  } catch {
    // No JSON: no mock of ours has said it.
    return undefined;
  }
}

type Insist = <Result>(
  what: string,
  signal: AbortSignal,
  action: () => Promise<Result>,
) => Promise<Result>;

/** Repeats until it succeeds. Rejects with the signal's reason, or with STACK_FAILED when patience ends. */
function createInsistence(patienceMs: number): Insist {
  return async (what, signal, action) => {
    const endMs = Date.now() + patienceMs;
    for (;;) {
      signal.throwIfAborted();
      try {
        return await action();
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof SandboxError) throw error;
        if (Date.now() > endMs) {
          throw new SandboxError(
            "STACK_FAILED",
            `Cannot ${what} for ${patienceMs / 1000} s: ${describeError(error)}`,
            {},
            error,
          );
        }
      }
      await sleep(retryMs, signal);
    }
  };
}
