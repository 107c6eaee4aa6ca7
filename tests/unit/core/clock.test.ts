import { describe, expect, it } from "vitest";
import { type ClockChange, createClock } from "../../../services/core/clock.ts";

const startMs = Date.parse("2026-03-15T12:00:00Z");

describe("createClock()", () => {
  it("runs from its start at its scale since its origin", () => {
    let realMs = 1_000;
    const clock = createClock({ startMs, originMs: 1_000, scale: 1_000 }, () => realMs);
    realMs = 1_500;
    expect(clock.nowMs()).toBe(startMs + 500_000);
    expect(clock.toRealMs(5_000)).toBe(5);
  });

  it("follows a newer anchor, and tells by how far it jumped and what its rate was", () => {
    let realMs = 0;
    const clock = createClock({ startMs, originMs: 0, scale: 1_000 }, () => realMs);
    const changes: ClockChange[] = [];
    const unsubscribe = clock.onChange((change) => changes.push(change));
    realMs = 10;
    const anchor = { startMs: startMs + 60_000, originMs: 10, scale: 500 };
    clock.setAnchor(anchor);
    expect(changes).toEqual([{ jumpMs: 50_000, scale: 1_000, anchor }]);
    realMs = 20;
    expect([clock.nowMs(), clock.scale]).toEqual([startMs + 65_000, 500]);

    clock.setAnchor({ ...anchor });
    expect(changes).toHaveLength(1);
    unsubscribe();
    clock.setAnchor({ ...anchor, scale: 1 });
    expect(changes).toHaveLength(1);
  });

  it("shows the same instant as another that got the same anchor, whenever each got it", () => {
    let realMs = 0;
    const settings = { startMs, originMs: 0, scale: 1_000 };
    const early = createClock(settings, () => realMs);
    const late = createClock(settings, () => realMs);
    const anchor = { startMs: startMs + 7_200_000, originMs: 100, scale: 3 };
    realMs = 100;
    early.setAnchor(anchor);
    realMs = 130;
    late.setAnchor(anchor);
    realMs = 1_234;
    expect(late.nowMs()).toBe(early.nowMs());
  });
});
