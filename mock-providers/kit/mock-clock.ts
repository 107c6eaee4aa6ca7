/**
 * The sandbox's clock as the mocks see it: virtual time = start + (real time − origin) × scale.
 * Every process reads the same three variables, so all agree on the virtual instant.
 */
export interface MockClock {
  readonly startMs: number;
  readonly originMs: number;
  readonly scale: number;
  /** Virtual now, whole UTC milliseconds. */
  nowMs(): number;
}

/**
 * SANDBOX_CLOCK_START and SANDBOX_CLOCK_ORIGIN are ISO instants with a zone, SANDBOX_TIME_SCALE is a number
 * above 0. Without an origin the clock begins now; without a start it begins at its origin.
 * Throws an Error whose message names the variable, what was read and what was expected.
 */
export function createMockClock(
  variables: Readonly<Record<string, string | undefined>>,
  realNowMs: () => number = Date.now,
): MockClock {
  const originMs = parseInstant(variables, "SANDBOX_CLOCK_ORIGIN") ?? realNowMs();
  const startMs = parseInstant(variables, "SANDBOX_CLOCK_START") ?? originMs;
  const scale = parseScale(variables["SANDBOX_TIME_SCALE"]);
  return {
    startMs,
    originMs,
    scale,
    nowMs: () => Math.floor(startMs + (realNowMs() - originMs) * scale),
  };
}

/** The instant a variable names, undefined when it is not set or empty. */
export function parseInstant(
  variables: Readonly<Record<string, string | undefined>>,
  name: string,
): number | undefined {
  const text = variables[name];
  if (text === undefined || text === "") return undefined;
  const instant = isoInstant.test(text) ? Date.parse(text) : Number.NaN;
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
  const scale = Number(text);
  if (Number.isFinite(scale) && scale > 0) return scale;
  throw new Error(
    `Cannot read environment variable SANDBOX_TIME_SCALE "${text}": expected a number above 0`,
  );
}
