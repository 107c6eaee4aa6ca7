import { describe, expect, it } from "vitest";
import { dueInMs, isFull } from "../../../services/landing/flush-policy.ts";

const limits = { messages: 100, bytes: 1_000, ageMs: 200 };

describe("isFull()", () => {
  it("is full at the limit of messages or of bytes, whichever comes first", () => {
    expect(isFull({ messages: 99, bytes: 999, firstTakenAtMs: 0 }, limits)).toBe(false);
    expect(isFull({ messages: 100, bytes: 0, firstTakenAtMs: 0 }, limits)).toBe(true);
    expect(isFull({ messages: 1, bytes: 1_000, firstTakenAtMs: 0 }, limits)).toBe(true);
  });
});

describe("dueInMs()", () => {
  it("has nothing to commit while there is no message", () => {
    expect(dueInMs({ messages: 0, bytes: 0, firstTakenAtMs: 0 }, limits, 10_000)).toBeNull();
  });

  it("waits for the rest of the first message's age", () => {
    const fill = { messages: 1, bytes: 10, firstTakenAtMs: 5_000 };
    expect(dueInMs(fill, limits, 5_000)).toBe(200);
    expect(dueInMs(fill, limits, 5_150)).toBe(50);
    expect(dueInMs(fill, limits, 5_200)).toBe(0);
    expect(dueInMs(fill, limits, 9_000)).toBe(0);
  });

  it("is due at once when full, however young", () => {
    expect(dueInMs({ messages: 100, bytes: 10, firstTakenAtMs: 5_000 }, limits, 5_000)).toBe(0);
  });

  it("does not wait longer because the clock was set back", () => {
    const fill = { messages: 1, bytes: 10, firstTakenAtMs: 5_000 };
    expect(dueInMs(fill, limits, 1_000)).toBe(0);
  });
});
