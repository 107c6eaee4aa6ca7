import { describe, expect, it } from "vitest";
import { createMockClock } from "../../../mock-providers/kit/mock-clock.ts";

describe("createMockClock()", () => {
  it("runs from its start at its scale since its origin", () => {
    let realMs = Date.parse("2026-11-21T08:00:01.500Z");
    const clock = createMockClock(
      {
        SANDBOX_CLOCK_START: "2026-03-15T12:00:00Z",
        SANDBOX_CLOCK_ORIGIN: "2026-11-21T08:00:00Z",
        SANDBOX_TIME_SCALE: "1000",
      },
      () => realMs,
    );
    expect(new Date(clock.nowMs()).toISOString()).toBe("2026-03-15T12:25:00.000Z");
    realMs += 1;
    expect(new Date(clock.nowMs()).toISOString()).toBe("2026-03-15T12:25:01.000Z");
  });

  it("is the real clock when nothing is set, and empty counts as not set", () => {
    const clock = createMockClock({ SANDBOX_TIME_SCALE: "" }, () => 12_345);
    expect([clock.startMs, clock.originMs, clock.scale, clock.nowMs()]).toEqual([
      12_345, 12_345, 1, 12_345,
    ]);
  });

  it.each([
    ["SANDBOX_CLOCK_START", "yesterday"],
    ["SANDBOX_CLOCK_START", "2026-03-15"],
    ["SANDBOX_CLOCK_ORIGIN", "2026-13-45T00:00:00Z"],
    ["SANDBOX_TIME_SCALE", "0"],
    ["SANDBOX_TIME_SCALE", "-3"],
    ["SANDBOX_TIME_SCALE", "fast"],
  ])("refuses %s=%s by name and value", (name, value) => {
    expect(() => createMockClock({ [name]: value })).toThrow(
      `Cannot read environment variable ${name} "${value}": expected`,
    );
  });
});
