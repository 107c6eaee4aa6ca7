import { describe, expect, it } from "vitest";
import { type PollState, decidePoll } from "../../../services/ingestion/decide-poll.ts";
import { type PollSchedule, every } from "../../../services/providers/schedule.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const schedule: PollSchedule = {
  dataset: "*",
  nextMs: every(5 * minuteMs, 0),
  lookbackMs: hourMs,
  leadMs: 0,
  reread: { everyMs: 24 * hourMs, trailingMs: 48 * hourMs },
  historyMs: 72 * hourMs,
  freshWithinMs: () => hourMs,
};

/** Polled at 0, due again in five minutes. */
const waiting: PollState = {
  nextMs: 5 * minuteMs,
  rereadMs: 24 * hourMs,
  askedMs: 0,
  coveredMs: null,
  finalMs: null,
  openUnits: 0,
  failedUnits: 0,
};

describe("decidePoll()", () => {
  it("begins with a first poll as soon as it is due", () => {
    const fresh = { ...waiting, nextMs: 0, askedMs: null };
    expect(decidePoll(fresh, schedule, 0, null)).toEqual({
      ...{ step: "poll", kind: "first", coveredMs: null, merged: 0, lagMs: 0 },
      ...{ nextMs: 5 * minuteMs, rereadMs: 24 * hourMs },
    });
  });

  it("waits until the next is due, or the stream ends", () => {
    expect(decidePoll(waiting, schedule, minuteMs, null)).toEqual({
      step: "wait",
      untilMs: 5 * minuteMs,
    });
    expect(decidePoll(waiting, schedule, minuteMs, 3 * minuteMs)).toEqual({
      step: "wait",
      untilMs: 3 * minuteMs,
    });
  });

  it("asks quickly for what is new since the last poll that ended well", () => {
    expect(decidePoll(waiting, schedule, 5 * minuteMs, null)).toMatchObject({
      step: "poll",
      kind: "quick",
      coveredMs: 0,
      nextMs: 10 * minuteMs,
    });
  });

  it("never has two polls of a dataset under way", () => {
    for (const nowMs of [5 * minuteMs, 90 * hourMs]) {
      const busy = { ...waiting, openUnits: 1 };
      expect(decidePoll(busy, schedule, nowMs, hourMs)).toEqual({ step: "busy" });
    }
  });

  it("makes one poll of all that fell due meanwhile, and says how late it is", () => {
    expect(decidePoll(waiting, schedule, 22 * minuteMs, null)).toMatchObject({
      kind: "quick",
      merged: 3,
      lagMs: 17 * minuteMs,
      nextMs: 25 * minuteMs,
    });
  });

  it("asks again for the part of a poll that failed", () => {
    const failed = { ...waiting, askedMs: 60 * minuteMs, coveredMs: 55 * minuteMs, failedUnits: 1 };
    expect(decidePoll(failed, schedule, 65 * minuteMs, null)).toMatchObject({
      kind: "quick",
      coveredMs: 55 * minuteMs,
    });
    const never = { ...failed, coveredMs: null };
    expect(decidePoll(never, schedule, 65 * minuteMs, null)).toMatchObject({
      kind: "first",
      coveredMs: null,
    });
  });

  it("reads the trailing window again now and then", () => {
    const decision = decidePoll(waiting, schedule, 24 * hourMs, null);
    expect(decision).toMatchObject({ kind: "reread", rereadMs: 48 * hourMs });
  });

  it("reads it again at the next poll when that failed", () => {
    const begun = decidePoll(waiting, schedule, 24 * hourMs, null);
    expect(begun).toMatchObject({ kind: "reread" });
    const reread = { ...waiting, ...begun, askedMs: 24 * hourMs };
    const nowMs = 24 * hourMs + 5 * minuteMs;
    expect(decidePoll({ ...reread, failedUnits: 1 }, schedule, nowMs, null)).toMatchObject({
      ...{ kind: "reread", coveredMs: 0, rereadMs: nowMs + 24 * hourMs },
    });
    expect(decidePoll(reread, schedule, nowMs, null)).toMatchObject({
      ...{ kind: "quick", coveredMs: 24 * hourMs, rereadMs: 48 * hourMs },
    });
  });

  it("polls once more when the stream has ended, counts what was still due, and closes", () => {
    const endMs = 12 * minuteMs;
    const last = decidePoll(waiting, schedule, 13 * minuteMs, endMs);
    expect(last).toMatchObject({ step: "poll", kind: "final", coveredMs: 0, merged: 2, lagMs: 0 });
    const under = { ...waiting, askedMs: 13 * minuteMs, finalMs: 13 * minuteMs, openUnits: 2 };
    expect(decidePoll(under, schedule, hourMs, endMs)).toEqual({ step: "busy" });
    expect(decidePoll({ ...under, openUnits: 0 }, schedule, hourMs, endMs)).toEqual({
      step: "close",
      coveredMs: 13 * minuteMs,
    });
    // What it could not fetch is a failed unit of the run; it is not tried for ever.
    const lost = { ...under, openUnits: 0, failedUnits: 1, coveredMs: 0 };
    expect(decidePoll(lost, schedule, hourMs, endMs)).toEqual({ step: "close", coveredMs: 0 });
  });
});
