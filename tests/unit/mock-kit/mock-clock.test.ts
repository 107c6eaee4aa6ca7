import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
    ["SANDBOX_TIME_SCALE", "0x10"],
    ["SANDBOX_TIME_SCALE", "1e3"],
    ["SANDBOX_TIME_SCALE", " 5"],
    ["SANDBOX_TIME_SCALE", "2000000"],
  ])("refuses %s=%s by name and value", (name, value) => {
    expect(() => createMockClock({ [name]: value })).toThrow(
      `Cannot read environment variable ${name} "${value}": expected`,
    );
  });
});

describe("MockClock.set()", () => {
  const startMs = Date.parse("2026-03-15T12:00:00Z");
  let directory = "";
  let realMs = 0;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "mock-clock-"));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  function createAt(file?: string) {
    return createMockClock(
      {
        SANDBOX_CLOCK_START: "2026-03-15T12:00:00Z",
        SANDBOX_CLOCK_ORIGIN: "1970-01-01T00:00:00Z",
        SANDBOX_TIME_SCALE: "1000",
        ...(file === undefined ? {} : { SANDBOX_CLOCK_FILE: file }),
      },
      () => realMs,
    );
  }

  it("goes on saying where it first began, after a jump and a restart", () => {
    realMs = 100;
    const file = join(directory, "first-start.json");
    const clock = createAt(file);
    clock.set(clock.anchorOf({ startMs: startMs + 86_400_000 }));
    const again = createAt(file);
    expect([clock.startMs, again.startMs]).toEqual([startMs + 86_400_000, startMs + 86_400_000]);
    expect([clock.firstStartMs, again.firstStartMs]).toEqual([startMs, startMs]);
    rmSync(file);
  });

  it("jumps, and runs on at the new rate from there", () => {
    realMs = 100;
    const clock = createAt();
    expect(clock.nowMs()).toBe(startMs + 100_000);
    const jumpMs = startMs + 86_400_000;
    expect(clock.set(clock.anchorOf({ startMs: jumpMs }))).toEqual({ outcome: "set" });
    expect([clock.nowMs(), clock.scale]).toEqual([jumpMs, 1000]);
    expect(clock.set(clock.anchorOf({ startMs: jumpMs, scale: 10 }))).toEqual({ outcome: "set" });
    realMs = 200;
    expect(clock.nowMs()).toBe(jumpMs + 1_000);
  });

  it("does not go back by a millisecond, and changes nothing then", () => {
    realMs = 100;
    const clock = createAt();
    const nowMs = clock.nowMs();
    expect(clock.set(clock.anchorOf({ startMs: nowMs - 1 }))).toEqual({
      ...{ outcome: "goes-back", nowMs, askedMs: nowMs - 1 },
    });
    const lateMs = Date.UTC(2200, 0, 1);
    expect(clock.set(clock.anchorOf({ startMs: lateMs }))).toEqual({
      ...{ outcome: "too-late", nowMs, askedMs: lateMs },
    });
    expect([clock.nowMs(), clock.startMs]).toEqual([nowMs, startMs]);
    expect(clock.set(clock.anchorOf({ startMs: nowMs }))).toEqual({ outcome: "set" });
  });

  it("comes back after a restart with what it was told last", () => {
    realMs = 50;
    const file = join(directory, "clock.json");
    const first = createAt(file);
    expect(first.set({ startMs: startMs + 1e9, originMs: 50, scale: 10 })).toEqual({
      outcome: "set",
    });
    realMs = 150;
    expect(createAt(file).nowMs()).toBe(startMs + 1e9 + 1_000);
    expect(readdirSync(directory)).toEqual(["clock.json"]);
  });

  it.each(["", "{}", '{"startMs":1,"originMs":2,"scale":0}', "[1,2"])(
    "refuses a file that holds %j",
    (text) => {
      const file = join(directory, "broken.json");
      writeFileSync(file, text);
      expect(() => createAt(file)).toThrow(
        `Cannot read environment variable SANDBOX_CLOCK_FILE "${file}": expected`,
      );
    },
  );
});
