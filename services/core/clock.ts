/**
 * The sandbox's clock: virtual time = start + (real time − origin) × scale.
 * Providers publish, throttle and date their answers on it, so a week can play in minutes.
 */
export interface ClockSettings {
  /** Virtual instant at which the clock began, UTC milliseconds. */
  readonly startMs: number;
  /** Real instant at which it began, UTC milliseconds. */
  readonly originMs: number;
  /** Virtual milliseconds per real millisecond, above 0. */
  readonly scale: number;
}

export interface Clock {
  readonly scale: number;
  /** Virtual now, whole UTC milliseconds. */
  nowMs(): number;
  /** How long to wait in real milliseconds until `virtualMs` have passed on this clock. */
  toRealMs(virtualMs: number): number;
}

export function createClock(settings: ClockSettings, realNowMs: () => number = Date.now): Clock {
  const { startMs, originMs, scale } = settings;
  return {
    scale,
    nowMs: () => Math.floor(startMs + (realNowMs() - originMs) * scale),
    toRealMs: (virtualMs) => virtualMs / scale,
  };
}
