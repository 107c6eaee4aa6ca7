/** Whether a replay takes its time. The first is the default. */
export const replayLatencies = ["none", "recorded"] as const;
export type ReplayLatency = (typeof replayLatencies)[number];
