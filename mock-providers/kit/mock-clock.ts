/**
 * The sandbox's clock as the mocks see it: virtual time = start + (real time − origin) × scale, for as long as its
 * anchor holds. Every process reads the same three variables and is told of the same newer anchors, so all agree on
 * the virtual instant.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { readInstant } from "./read-instant.ts";

export interface ClockAnchor {
  /** Virtual instant the clock shows at its origin, UTC milliseconds. */
  readonly startMs: number;
  /** Real instant of the anchor, UTC milliseconds. */
  readonly originMs: number;
  /** Virtual milliseconds per real millisecond, above 0. */
  readonly scale: number;
}

export interface MockClock extends ClockAnchor {
  /** What the variables say it began at, whatever newer anchor holds: the same after a restart. */
  readonly firstStartMs: number;
  /** Virtual now, whole UTC milliseconds. */
  nowMs(): number;
  /** Resolves what a partly given anchor means now: its origin is the present, its rate the present one. */
  anchorOf(wanted: Partial<ClockAnchor> & Pick<ClockAnchor, "startMs">): ClockAnchor;
  /**
   * Takes a newer anchor and keeps it for the next start of this process. Changes nothing where the clock would go
   * back, or beyond `lastInstantMs`.
   */
  set(anchor: ClockAnchor): ClockOutcome;
}

/** A refusal tells what the clock showed and what the anchor would have made of that very moment. */
export type ClockOutcome =
  | { readonly outcome: "set" }
  | {
      readonly outcome: "goes-back" | "too-late";
      readonly nowMs: number;
      readonly askedMs: number;
    };

/** Where the worlds of all providers end. */
export const lastInstantMs = Date.UTC(2200, 0, 1);
export const scaleMax = 1_000_000;

/**
 * SANDBOX_CLOCK_START and SANDBOX_CLOCK_ORIGIN are ISO instants with a zone, SANDBOX_TIME_SCALE is a number
 * above 0. Without an origin the clock begins now; without a start it begins at its origin. SANDBOX_CLOCK_FILE
 * names a file for newer anchors: what an earlier start of this process was told holds again.
 * Throws an Error whose message names the variable, what was read and what was expected.
 */
export function createMockClock(
  variables: Readonly<Record<string, string | undefined>>,
  realNowMs: () => number = Date.now,
): MockClock {
  const originMs = parseInstant(variables, "SANDBOX_CLOCK_ORIGIN") ?? realNowMs();
  const startMs = parseInstant(variables, "SANDBOX_CLOCK_START") ?? originMs;
  const scale = parseScale(variables["SANDBOX_TIME_SCALE"]);
  const file = variables["SANDBOX_CLOCK_FILE"];
  const kept = file === undefined || file === "" ? undefined : readAnchorFile(file);
  let anchor: ClockAnchor = kept ?? { startMs, originMs, scale };
  const nowMs = (): number => readAnchor(anchor, realNowMs());
  return {
    firstStartMs: startMs,
    get startMs() {
      return anchor.startMs;
    },
    get originMs() {
      return anchor.originMs;
    },
    get scale() {
      return anchor.scale;
    },
    nowMs,
    anchorOf: (wanted) => ({ originMs: realNowMs(), scale: anchor.scale, ...wanted }),
    set(next) {
      const realMs = realNowMs();
      const asked = { nowMs: readAnchor(anchor, realMs), askedMs: readAnchor(next, realMs) };
      if (asked.askedMs < asked.nowMs) return { outcome: "goes-back", ...asked };
      if (!(asked.askedMs < lastInstantMs)) return { outcome: "too-late", ...asked };
      // First on disk: a process that dies in between must not come back with an earlier time.
      if (file !== undefined && file !== "") writeAnchorFile(file, next);
      anchor = next;
      return { outcome: "set" };
    },
  };
}

/** What a clock with this anchor shows at a real instant. */
function readAnchor({ startMs, originMs, scale }: ClockAnchor, realMs: number): number {
  return Math.floor(startMs + (realMs - originMs) * scale);
}

function readAnchorFile(file: string): ClockAnchor | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    // Absent: nobody told this process a newer anchor yet.
    return undefined;
  }
  try {
    // Proof for the cast: the three numbers are checked just below.
    const { startMs, originMs, scale } = JSON.parse(text) as Record<keyof ClockAnchor, unknown>;
    if (isNumber(startMs) && isNumber(originMs) && isNumber(scale) && scale > 0) {
      return { startMs, originMs, scale };
    }
  } catch {
    // Not JSON: refused in the same words.
  }
  throw new Error(
    `Cannot read environment variable SANDBOX_CLOCK_FILE "${file}": expected a file with the numbers startMs, originMs and scale`,
  );
}

/** Whole or not at all. */
function writeAnchorFile(file: string, anchor: ClockAnchor): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(anchor)}\n`);
  renameSync(`${file}.new`, file);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** The instant a variable names, undefined when it is not set or empty. */
export function parseInstant(
  variables: Readonly<Record<string, string | undefined>>,
  name: string,
): number | undefined {
  const text = variables[name];
  if (text === undefined || text === "") return undefined;
  const instant = isoInstant.test(text) ? readInstant(text) : Number.NaN;
  if (Number.isNaN(instant)) {
    throw new Error(
      `Cannot read environment variable ${name} "${text}": expected an instant such as 2026-03-15T12:00:00Z`,
    );
  }
  return instant;
}

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

function parseScale(text: string | undefined): number {
  if (text === undefined || text === "") return 1;
  // Number() alone would read "0x10" as 16 and "1e3" as 1000.
  const scale = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (scale > 0 && scale <= scaleMax) return scale;
  throw new Error(
    `Cannot read environment variable SANDBOX_TIME_SCALE "${text}": expected a number above 0 and up to ${scaleMax}`,
  );
}
