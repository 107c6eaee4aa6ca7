import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProviderName } from "../../../services/core/observation.ts";
import { BatchColumns } from "../../../services/landing/batch-columns.ts";
import { classifyBatch, numberIntervals } from "../../../services/landing/classify-batch.ts";
import type { Version } from "../../../services/landing/classify.ts";

interface Row {
  readonly series: number;
  readonly startMs: number;
  readonly value: number;
  readonly retrievedAtMs: number;
}

/** Series 0 and 1 are one series in two units; series 2 is another. */
const seriesEntries = [
  { dataset: "d", seriesId: "a", unit: "MW", location: null },
  { dataset: "d", seriesId: "a", unit: "GW", location: null },
  { dataset: "d", seriesId: "b", unit: "MW", location: null },
];

function columnsOf(rows: readonly Row[], provider: ProviderName = "caiso"): BatchColumns {
  const columns = new BatchColumns(provider);
  for (const [index, entry] of seriesEntries.entries()) columns.addSeries(String(index), entry);
  for (const [index, { series, startMs, value, retrievedAtMs }] of rows.entries()) {
    const page = columns.addPage(String(index), {
      pageId: `page ${index}`,
      runId: "run",
      retrievedAtMs,
    });
    columns.append(series, page, startMs, startMs + 1, startMs - 10, value, 0);
  }
  return columns;
}

describe("numberIntervals()", () => {
  it("gives rows of one series and start one number, whatever their unit", () => {
    const columns = columnsOf([
      { series: 0, startMs: 5, value: 1, retrievedAtMs: 50 },
      { series: 1, startMs: 5, value: 1, retrievedAtMs: 50 },
      { series: 2, startMs: 5, value: 1, retrievedAtMs: 50 },
      { series: 0, startMs: 6, value: 1, retrievedAtMs: 50 },
    ]);
    const { count, ofRow, firstRow } = numberIntervals(columns);
    expect(count).toBe(3);
    expect([...ofRow]).toEqual([0, 0, 1, 2]);
    expect(firstRow).toEqual([0, 2, 3]);
  });
});

describe("classifyBatch()", () => {
  it("lets rows of one batch count against each other", () => {
    const columns = columnsOf([
      { series: 0, startMs: 5, value: 1, retrievedAtMs: 50 },
      { series: 0, startMs: 5, value: 1, retrievedAtMs: 60 },
      { series: 0, startMs: 5, value: 2, retrievedAtMs: 70 },
      { series: 1, startMs: 5, value: 2, retrievedAtMs: 80 },
    ]);
    const survivors = classifyBatch(columns, numberIntervals(columns), new Map());
    expect([...survivors.rows]).toEqual([0, 2]);
    expect([...survivors.asOfMs]).toEqual([-5, 70]);
    expect(survivors).toMatchObject({ duplicates: 2, revisions: 1 });
  });

  it("lets what is kept count against the batch", () => {
    const columns = columnsOf([
      { series: 0, startMs: 5, value: 1, retrievedAtMs: 50 },
      { series: 2, startMs: 5, value: Number.NaN, retrievedAtMs: 50 },
    ]);
    const landed = new Map<number, Version[]>([[0, [{ asOfMs: -5, value: 1 }]]]);
    const survivors = classifyBatch(columns, numberIntervals(columns), landed);
    expect([...survivors.rows]).toEqual([1]);
    expect(survivors).toMatchObject({ duplicates: 1, revisions: 0 });
  });

  it("lands the same, however the messages are cut into batches", () => {
    const rows = fc.array(
      fc.record({
        series: fc.integer({ min: 0, max: 2 }),
        startMs: fc.integer({ min: 0, max: 3 }),
        value: fc.constantFrom(Number.NaN, 1, 2, 3),
        retrievedAtMs: fc.integer({ min: 50, max: 90 }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 60 }), (all, cut) => {
        expect(landInBatches(all, cut)).toEqual(landInBatches(all, all.length + 1));
      }),
    );
  });
});

/** Everything kept after landing in batches of `size`, as text. */
function landInBatches(rows: readonly Row[], size: number): string[] {
  const kept = new Map<string, Version[]>();
  for (let from = 0; from < rows.length; from += size) {
    const columns = columnsOf(rows.slice(from, from + size));
    const intervals = numberIntervals(columns);
    const landed = new Map<number, Version[]>();
    const names = intervals.firstRow.map((row) => {
      const series = columns.seriesEntries[columns.series[row] ?? 0];
      return `${series?.seriesId ?? ""} ${columns.intervalStartMs[row] ?? 0}`;
    });
    for (const [number, name] of names.entries()) landed.set(number, kept.get(name) ?? []);
    classifyBatch(columns, intervals, landed);
    for (const [number, name] of names.entries()) kept.set(name, landed.get(number) ?? []);
  }
  return Array.from(kept, ([name, versions]) =>
    versions.map(({ asOfMs, value }) => `${name} ${asOfMs} ${value}`),
  )
    .flat()
    .sort();
}
