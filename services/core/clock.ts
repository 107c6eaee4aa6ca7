/**
 * The sandbox's clock: virtual time = start + (real time − origin) × scale, for as long as its anchor holds.
 * A newer anchor lets it jump ahead or run at another rate; it never goes back.
 * Providers publish, throttle and date their answers on it, so a week can play in minutes.
 */
export interface ClockSettings {
  /** Virtual instant the clock shows at its origin, UTC milliseconds. */
  readonly startMs: number;
  /** Real instant of the anchor, UTC milliseconds. */
  readonly originMs: number;
  /** Virtual milliseconds per real millisecond, above 0. */
  readonly scale: number;
}

export interface ClockChange {
  /** How far the clock went ahead in that moment, virtual milliseconds. */
  readonly jumpMs: number;
  /** The rate before. */
  readonly scale: number;
  /** What holds now. */
  readonly anchor: ClockSettings;
}

export interface Clock {
  /** The rate now. */
  readonly scale: number;
  /** Virtual now, whole UTC milliseconds. */
  nowMs(): number;
  /** How long to wait in real milliseconds until `virtualMs` have passed at the present rate. */
  toRealMs(virtualMs: number): number;
  /** `told` hears of every new anchor once it holds. Returns what ends that. */
  onChange(told: (change: ClockChange) => void): () => void;
}

export interface AnchoredClock extends Clock {
  /** Whoever sets the anchor sees to it that the clock does not go back. */
  setAnchor(anchor: ClockSettings): void;
}

export function createClock(
  settings: ClockSettings,
  realNowMs: () => number = Date.now,
): AnchoredClock {
  const listeners = new Set<(change: ClockChange) => void>();
  let anchor = settings;
  const nowMs = (): number => readAnchor(anchor, realNowMs());
  return {
    get scale() {
      return anchor.scale;
    },
    nowMs,
    toRealMs: (virtualMs) => virtualMs / anchor.scale,
    onChange(told) {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    setAnchor(next) {
      const { startMs, originMs, scale } = anchor;
      if (next.startMs === startMs && next.originMs === originMs && next.scale === scale) return;
      const before = nowMs();
      anchor = next;
      for (const told of [...listeners]) told({ jumpMs: nowMs() - before, scale, anchor });
    },
  };
}

/** What a clock with this anchor shows at a real instant. */
export function readAnchor({ startMs, originMs, scale }: ClockSettings, realMs: number): number {
  return Math.floor(startMs + (realMs - originMs) * scale);
}
