import { describe, expect, it } from "vitest";
import { datasets } from "../../../mock-providers/caiso/catalogue-layout.ts";
import { feedOfDataset, reports } from "../../../mock-providers/caiso/feeds.ts";
import { retentionStartMs } from "../../../mock-providers/caiso/parameters.ts";
import { localDay } from "../../../mock-providers/kit/time-zone.ts";

const seed = 42;
const at = (text: string) => Date.parse(`${text}Z`);

describe("publishedUntilMs()", () => {
  it("never lets an interval be published before its nominal as_of in a feed of the data model", () => {
    for (const feed of reports.flatMap((report) => report.feeds)) {
      if (feed.dataset === null) continue;
      for (let nowMs = at("2026-03-06T00:00"); nowMs < at("2026-03-10T00:00"); nowMs += 607_000) {
        const startMs = feed.publishedUntilMs(nowMs, seed) - feed.stepMs;
        const asOfMs = feed.asOfMs(localDay("pacific", startMs), startMs + feed.stepMs);
        expect(asOfMs).toBeLessThanOrEqual(nowMs);
      }
    }
  });

  it("follows the Pacific clock through the change to daylight time", () => {
    const feed = feedOfDataset("PRC_LMP/DAM");
    expect(feed?.publishedUntilMs(at("2026-03-07T20:59"), seed)).toBe(at("2026-03-08T08:00"));
    expect(feed?.publishedUntilMs(at("2026-03-07T21:00"), seed)).toBe(at("2026-03-09T07:00"));
    expect(feed?.publishedUntilMs(at("2026-03-08T19:59"), seed)).toBe(at("2026-03-09T07:00"));
    expect(feed?.publishedUntilMs(at("2026-03-08T20:00"), seed)).toBe(at("2026-03-10T07:00"));
  });
});

describe("feedOfDataset()", () => {
  it("finds the datasets of the catalogue and nothing else", () => {
    for (const dataset of datasets) expect(feedOfDataset(dataset)?.dataset).toBe(dataset);
    expect(feedOfDataset("SLD_FCST/RTM")).toBeUndefined();
    expect(feedOfDataset("")).toBeUndefined();
  });
});

describe("retentionStartMs()", () => {
  it("reaches 39 calendar months back, to the start of a trade day", () => {
    expect(retentionStartMs(at("2026-03-15T12:00"))).toBe(at("2022-12-15T08:00"));
    expect(retentionStartMs(at("2026-07-15T06:59"))).toBe(at("2023-04-14T07:00"));
  });

  it("carries a day the month lacks into the next month", () => {
    expect(retentionStartMs(at("2026-05-31T12:00"))).toBe(at("2023-03-03T08:00"));
  });
});
