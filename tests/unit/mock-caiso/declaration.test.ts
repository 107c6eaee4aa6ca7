import { describe, expect, it } from "vitest";
import { datasets } from "../../../mock-providers/caiso/catalogue-layout.ts";
import { createCorrections } from "../../../mock-providers/caiso/corrections.ts";
import { caisoDeclaration } from "../../../mock-providers/caiso/declaration.ts";
import { feedOfDataset } from "../../../mock-providers/caiso/feeds.ts";
import { dayAheadDelayMs } from "../../../mock-providers/caiso/publication.ts";
import { createTradeDay } from "../../../mock-providers/caiso/trade-day.ts";
import { localDay } from "../../../mock-providers/kit/time-zone.ts";

const at = (text: string) => Date.parse(`${text}Z`);
const hourMs = 3_600_000;

function ruleOf(dataset: string) {
  const rule = caisoDeclaration.timetable.find((one) => one.dataset === dataset);
  if (rule === undefined) throw new Error(`The timetable has no "${dataset}"`);
  return rule;
}

function feedOf(dataset: string) {
  const feed = feedOfDataset(dataset);
  if (feed === undefined) throw new Error(`No feed serves "${dataset}"`);
  return feed;
}

describe("the timetable", () => {
  it("names every dataset of the catalogue once", () => {
    expect(caisoDeclaration.timetable.map((rule) => rule.dataset).sort()).toEqual(
      [...datasets].sort(),
    );
  });

  // A late day-ahead market and both clock changes are in these spans.
  it.each(datasets)("names every instant at which something of %s appears", (dataset) => {
    const { nextMs } = ruleOf(dataset);
    const feed = feedOf(dataset);
    for (const [from, to] of [
      ["2026-03-05T00:00", "2026-03-12T00:00"],
      ["2025-10-30T00:00", "2025-11-05T00:00"],
    ] as const) {
      let changes = 0;
      for (const seed of [1, 42]) {
        let next = nextMs(at(from));
        for (let now = at(from); now < at(to); now = next) {
          next = nextMs(now);
          expect(next).toBeGreaterThan(now);
          const published = feed.publishedUntilMs(now, seed);
          expect(feed.publishedUntilMs(next - 1, seed)).toBe(published);
          if (feed.publishedUntilMs(next, seed) !== published) changes++;
        }
      }
      expect(changes).toBeGreaterThan(2 * 5);
    }
  });

  it.each([
    ["PRC_LMP/DAM", "DAM"],
    ["PRC_INTVL_LMP/RTM", "RTM"],
  ] as const)("names every instant at which something of %s is corrected", (dataset, market) => {
    const { nextMs } = ruleOf(dataset);
    const corrections = createCorrections(42);
    let count = 0;
    for (
      let day = localDay("pacific", at("2025-03-15T12:00"));
      day < localDay("pacific", at("2026-03-15T12:00"));
      day++
    ) {
      const correction = corrections.of(market, createTradeDay(day));
      if (correction === undefined) continue;
      count++;
      expect(nextMs(correction.publishedMs - 1)).toBe(correction.publishedMs);
    }
    expect(count).toBeGreaterThan(5);
  });
});

describe("late day-ahead results", () => {
  const first = localDay("pacific", at("2025-03-15T12:00"));
  const delays = Array.from({ length: 365 }, (_, index) => dayAheadDelayMs(42, first + index));

  it("are rare and at most 40 minutes late", () => {
    const late = delays.filter((delayMs) => delayMs > 0);
    expect(late.length).toBeGreaterThan(5);
    expect(late.length).toBeLessThan(45);
    expect(Math.max(...late)).toBe(40 * 60_000);
    expect(new Set(late.map((delayMs) => delayMs % 600_000))).toEqual(new Set([0]));
  });

  it("hold the whole day back, prices and reserves alike, and do not change what it is dated with", () => {
    const day = first + delays.findIndex((delayMs) => delayMs > 0);
    const { endMs, startMs } = createTradeDay(day);
    const delayMs = dayAheadDelayMs(42, day);
    for (const dataset of ["PRC_LMP/DAM", "PRC_AS/DAM"]) {
      const feed = feedOf(dataset);
      const nominalMs = feed.asOfMs(day, startMs + hourMs);
      expect(feed.publishedUntilMs(nominalMs, 42)).toBe(startMs);
      expect(feed.publishedUntilMs(nominalMs + delayMs - 1, 42)).toBe(startMs);
      expect(feed.publishedUntilMs(nominalMs + delayMs, 42)).toBe(endMs);
    }
  });

  it("follow the seed", () => {
    const others = Array.from({ length: 365 }, (_, index) => dayAheadDelayMs(43, first + index));
    expect(others).not.toEqual(delays);
  });
});

describe("the declaration", () => {
  it("names every code a refusal can carry, and the transport's errors", () => {
    const codes = caisoDeclaration.errors.flatMap(({ code }) => code ?? []);
    expect(codes).toEqual(Array.from({ length: 21 }, (_, index) => String(1000 + index)));
    expect(
      caisoDeclaration.errors.filter(({ code }) => code === undefined).map(({ status }) => status),
    ).toEqual([404, 405, 429]);
  });
});
