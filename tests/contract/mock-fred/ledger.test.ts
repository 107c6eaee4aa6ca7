import { describe, expect, it } from "vitest";
import { TruthDigest, hashSeries } from "../../../mock-providers/kit/digest.ts";
import type { Served, TruthObservation } from "../../../mock-providers/kit/types.ts";
import { anchorMs, ask, createTestProvider, read } from "./ask-fred.ts";

const provider = createTestProvider();

function expandAll(served: Served, atMs: number): TruthObservation[] {
  // Another provider of the same world, as reconciliation has it.
  const other = createTestProvider();
  return served.ranges.flatMap((range) => [...other.expand(range, atMs)]);
}

function digestOf(observations: readonly TruthObservation[]): string {
  const digest = new TruthDigest();
  for (const { dataset, seriesId, intervalStartMs, asOfMs, value } of observations) {
    digest.add(hashSeries(dataset, seriesId), intervalStartMs, asOfMs, value);
  }
  return digest.toString();
}

describe("what the FRED mock says it served", () => {
  it.each([
    { series_id: "GDP" },
    { series_id: "GDP", realtime_start: "1776-07-04" },
    { series_id: "GDP", realtime_start: "1776-07-04", limit: 100, offset: 350 },
    { series_id: "GDP", realtime_start: "1776-07-04", limit: 100, sort_order: "desc" },
    { series_id: "GDP", realtime_start: "1776-07-04", output_type: 4 },
    { series_id: "GDP", vintage_dates: "2020-01-01,2021-01-01" },
    { series_id: "WALCL", observation_start: "2020-01-01", observation_end: "2021-01-01" },
    { series_id: "DGS10", realtime_start: "2024-01-01", realtime_end: "2025-01-01" },
    { series_id: "SANDBOX0007" },
  ])("expands again from the seed: %j", async (parameters) => {
    const answer = await ask(provider, "series/observations", parameters);
    const served = answer.served ?? expect.fail();
    const { observations: rows } = read(answer);
    const observations = expandAll(served, anchorMs);
    expect(rows.length).toBeGreaterThan(0);
    expect([served.observations, observations.length]).toEqual([rows.length, rows.length]);
    expect(served.ranges.map(({ count }) => count)).toEqual([rows.length]);
    expect(digestOf(observations)).toBe(served.digest);
    expect(observations.map(({ value }) => value)).toEqual(
      rows.map(({ value }) => (value === "." ? null : Number(value))),
    );
  });

  it.each([2, 3])("records each fact of output type %i once", async (output_type) => {
    const window = {
      series_id: "GDP",
      realtime_start: "2024-04-01",
      realtime_end: "2026-03-15",
      observation_start: "2023-01-01",
      output_type,
      limit: 5,
      offset: 2,
      sort_order: "desc",
    };
    const answer = await ask(provider, "series/observations", window);
    const served = answer.served ?? expect.fail();
    const observations = expandAll(served, anchorMs);
    expect(observations.length).toBeGreaterThan(8);
    expect(served.observations).toBe(observations.length);
    expect(digestOf(observations)).toBe(served.digest);
    const facts = observations.map(({ intervalStartMs, asOfMs }) => `${intervalStartMs} ${asOfMs}`);
    expect(new Set(facts).size).toBe(facts.length);
    // Proof for the cast: rows hold texts only.
    const rows = read(answer).observations as unknown as Readonly<Record<string, string>>[];
    const shown = new Set(rows.flatMap((row) => Object.values(row)));
    for (const { value } of observations) expect(shown).toContain(String(value));
  });

  it("maps a year to its twelve months", async () => {
    const answer = await ask(provider, "series/observations", {
      series_id: "WIPCPI",
      observation_start: "2023-01-01",
      limit: 1,
    });
    expect(expandAll(answer.served ?? expect.fail(), anchorMs)[0]).toMatchObject({
      intervalStartMs: Date.parse("2023-01-01T00:00:00Z"),
      intervalEndMs: Date.parse("2024-01-01T00:00:00Z"),
      unit: "Dollars",
    });
  });

  it("maps a week to the seven days that end on its date", async () => {
    const answer = await ask(provider, "series/observations", {
      series_id: "WALCL",
      realtime_start: "2026-01-01",
      observation_start: "2026-03-04",
      observation_end: "2026-03-04",
    });
    expect(expandAll(answer.served ?? expect.fail(), anchorMs)).toEqual([
      {
        dataset: "series/observations",
        seriesId: "WALCL",
        intervalStartMs: Date.parse("2026-02-26T00:00:00Z"),
        intervalEndMs: Date.parse("2026-03-05T00:00:00Z"),
        value: Number(read(answer).observations[0]?.value),
        unit: "Millions of U.S. Dollars",
        location: null,
        asOfMs: Date.parse("2026-03-05T00:00:00Z"),
      },
    ]);
  });

  it("maps a quarter to its three months and a holiday to a missing value", async () => {
    const quarter = await ask(provider, "series/observations", {
      series_id: "GDP",
      realtime_start: "1776-07-04",
      observation_start: "2025-10-01",
      limit: 1,
    });
    expect(expandAll(quarter.served ?? expect.fail(), anchorMs)[0]).toMatchObject({
      intervalStartMs: Date.parse("2025-10-01T00:00:00Z"),
      intervalEndMs: Date.parse("2026-01-01T00:00:00Z"),
      asOfMs: Date.parse("2026-01-29T00:00:00Z"),
    });
    const holiday = await ask(provider, "series/observations", {
      series_id: "DGS10",
      observation_start: "2025-12-25",
      observation_end: "2025-12-25",
    });
    expect(expandAll(holiday.served ?? expect.fail(), anchorMs)[0]?.value).toBeNull();
  });

  it("names a fact by its true realtime_start even where the answer clipped it", async () => {
    const parameters = {
      series_id: "GDP",
      observation_start: "2020-01-01",
      observation_end: "2020-01-01",
    };
    const answer = await ask(provider, "series/observations", {
      ...parameters,
      realtime_start: "2023-01-01",
      realtime_end: "2023-01-01",
    });
    const [observation] = expandAll(answer.served ?? expect.fail(), anchorMs);
    expect(read(answer).observations[0]?.realtime_start).toBe("2023-01-01");
    expect(observation?.asOfMs).toBeLessThan(Date.parse("2023-01-01T00:00:00Z"));
  });

  it("expands to what was known at the time, not to what is known later", async () => {
    const earlier = Date.parse("2026-02-26T13:00:00Z");
    const answer = await ask(
      provider,
      "series/observations",
      { series_id: "GDP", realtime_start: "1776-07-04", observation_start: "2025-10-01" },
      { nowMs: earlier },
    );
    expect(expandAll(answer.served ?? expect.fail(), earlier)).toHaveLength(1);
  });

  it("throws for a range it did not write", () => {
    const range = { dataset: "series/observations", seriesId: "GDP", count: 1 };
    expect(() => [...provider.expand(range, anchorMs)]).toThrow(/"rs" is undefined/);
    expect(() => provider.expand({ ...range, seriesId: "NOPE" }, anchorMs)).toThrow(/NOPE/);
  });
});
