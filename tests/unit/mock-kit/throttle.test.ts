import { describe, expect, it } from "vitest";
import {
  createFixedWindow,
  createSlidingWindow,
  createTokenBucket,
} from "../../../mock-providers/kit/throttle.ts";

describe("createSlidingWindow()", () => {
  it("allows the limit in any window and says how long to wait", () => {
    const throttle = createSlidingWindow({ limit: 2, windowMs: 1000 });
    expect([0, 600, 900, 999, 1000, 1500].map((at) => throttle.take("a", at))).toEqual([
      0, 0, 100, 1, 0, 100,
    ]);
  });

  it("does not count a refused request", () => {
    const throttle = createSlidingWindow({ limit: 1, windowMs: 5000 });
    throttle.take("a", 0);
    for (let at = 100; at < 5000; at += 100) expect(throttle.take("a", at)).toBe(5000 - at);
    expect(throttle.take("a", 5000)).toBe(0);
  });

  it("keeps keys apart and forgets the least recently seen beyond its bound", () => {
    const throttle = createSlidingWindow({ limit: 1, windowMs: 1000, keysMax: 2 });
    expect(["a", "b", "a"].map((key) => throttle.take(key, 0))).toEqual([0, 0, 1000]);
    throttle.take("c", 0);
    expect(throttle.peek("a", 0)).toBe(1000);
    expect(throttle.take("b", 0)).toBe(0);
  });
});

describe("createFixedWindow()", () => {
  it("starts anew at whole multiples of the window", () => {
    const throttle = createFixedWindow({ limit: 2, windowMs: 1000 });
    expect([900, 950, 960, 1000, 1001, 1002].map((at) => throttle.take("a", at))).toEqual([
      0, 0, 40, 0, 0, 998,
    ]);
  });
});

describe("createTokenBucket()", () => {
  it("lets a burst through and then one request per interval", () => {
    const throttle = createTokenBucket({ burst: 3, everyMs: 500 });
    expect([0, 0, 0, 0, 499, 500, 501].map((at) => throttle.take("a", at))).toEqual([
      0, 0, 0, 500, 1, 0, 499,
    ]);
    expect(throttle.take("a", 10_000)).toBe(0);
  });

  it("asks without counting", () => {
    const throttle = createTokenBucket({ burst: 1, everyMs: 500 });
    expect([throttle.peek("a", 0), throttle.take("a", 0), throttle.peek("a", 1)]).toEqual([
      0, 0, 499,
    ]);
  });
});
