/**
 * How far back a catalogued series must go so that its range at the anchor holds the wished number of points: a
 * history shorter than that is continued into the past.
 */
export interface Reach {
  readonly points: number;
  /** UTC milliseconds. */
  readonly anchorMs: number;
  /**
   * The index a series begins at: where the real one does, or earlier. `slack` rows are left for ranges that end
   * before the series does.
   */
  firstIndex(realFirst: number, publishedBefore: (nowMs: number) => number, slack?: number): number;
}

export function createReach(points: number, anchorMs: number): Reach {
  return {
    points,
    anchorMs,
    firstIndex: (realFirst, publishedBefore, slack = 0) =>
      Math.min(realFirst, publishedBefore(anchorMs) - points - slack),
  };
}
