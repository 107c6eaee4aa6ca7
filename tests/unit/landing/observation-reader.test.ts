import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation } from "../../../services/core/observation.ts";
import { BatchColumns } from "../../../services/landing/batch-columns.ts";
import { createObservationReader } from "../../../services/landing/observation-reader.ts";
import { createObservationCodec } from "../../../services/stability/observation-codec.ts";

// Encoding asks no registry, and that a schema is ours is said below.
const codec = createObservationCodec("http://registry.invalid");
const ours = { ...codec, isOwnLayout: () => true };

const observation: Observation = {
  provider: "eia",
  dataset: "petroleum/pri/spt",
  seriesId: "RWTC.daily",
  intervalStartMs: Date.UTC(2026, 0, 5),
  intervalEndMs: Date.UTC(2026, 0, 6),
  value: -37.63,
  unit: "$/BBL",
  location: "YCUOK",
  asOfMs: Date.UTC(2026, 0, 6),
  retrievedAtMs: Date.UTC(2026, 10, 21, 8),
  runId: "run",
  pageId: "page",
};

function read(observations: readonly Observation[]): BatchColumns {
  const columns = new BatchColumns("eia");
  const reader = createObservationReader(ours);
  for (const one of observations) reader.read(codec.encode(7, one), 1_234, columns);
  return columns;
}

/** Row `row` put together again. */
function rowOf(columns: BatchColumns, row: number): Observation {
  const series = columns.seriesEntries[columns.series[row] ?? -1];
  const page = columns.pageEntries[columns.page[row] ?? -1];
  if (series === undefined || page === undefined) throw new Error(`row ${row} has no entries`);
  const value = columns.value[row] ?? 0;
  return {
    provider: columns.provider,
    ...series,
    ...page,
    intervalStartMs: columns.intervalStartMs[row] ?? 0,
    intervalEndMs: columns.intervalEndMs[row] ?? 0,
    asOfMs: columns.asOfMs[row] ?? 0,
    value: Number.isNaN(value) ? null : value,
  };
}

describe("createObservationReader()", () => {
  it("reads what was written, in order, with the moment of the answer", () => {
    const second = { ...observation, value: null, location: null, seriesId: "RBRTE.daily" };
    const columns = read([observation, second, observation]);
    expect(columns.length).toBe(3);
    expect([0, 1, 2].map((row) => rowOf(columns, row))).toEqual([observation, second, observation]);
    expect(columns.answeredAtMs[2]).toBe(1_234);
    expect(columns.seriesEntries).toHaveLength(2);
    expect(columns.pageEntries).toHaveLength(1);
  });

  it("reads any observation in any order", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 8 }).filter((one) => !one.includes("\0"));
    const instant = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });
    const any: fc.Arbitrary<Observation> = fc.record({
      provider: fc.constant("eia" as const),
      dataset: fc.constantFrom("a", "ab", "b"),
      seriesId: fc.constantFrom("", "b", "bc"),
      intervalStartMs: instant,
      intervalEndMs: instant,
      value: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
      unit: text,
      location: fc.option(text),
      asOfMs: instant,
      retrievedAtMs: fc.constantFrom(0, 1_000, 1_700_000_000_000),
      runId: fc.constantFrom("r", "rr"),
      pageId: fc.constantFrom("", "p", "rp"),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (observations) => {
        const columns = read(observations);
        expect(observations.map((_, row) => rowOf(columns, row))).toEqual(observations);
      }),
    );
  });

  it("numbers series and pages anew after the batch was emptied", () => {
    const columns = new BatchColumns("eia");
    const reader = createObservationReader(ours);
    reader.read(codec.encode(7, { ...observation, seriesId: "first" }), 0, columns);
    columns.clear();
    reader.read(codec.encode(7, { ...observation, seriesId: "second" }), 0, columns);
    expect(rowOf(columns, 0).seriesId).toBe("second");
    expect(columns.seriesEntries).toHaveLength(1);
  });

  it("keeps its rows when the columns grow", () => {
    const many = Array.from({ length: 3_000 }, (_, row) => ({ ...observation, value: row }));
    const columns = read(many);
    expect(columns.length).toBe(3_000);
    expect([0, 1_023, 1_024, 2_999].map((row) => columns.value[row])).toEqual([
      0, 1_023, 1_024, 2_999,
    ]);
  });

  it("reads another version of the schema through the codec", () => {
    const columns = new BatchColumns("eia");
    const wire = {
      provider: "eia",
      dataset: observation.dataset,
      series_id: observation.seriesId,
      interval_start: observation.intervalStartMs,
      interval_end: observation.intervalEndMs,
      value: observation.value,
      unit: observation.unit,
      location: observation.location,
      as_of: observation.asOfMs,
      retrieved_at: observation.retrievedAtMs,
      run_id: observation.runId,
      page_id: observation.pageId,
    };
    const reader = createObservationReader({
      ...codec,
      isOwnLayout: () => false,
      decode: () => wire,
    });
    reader.read(Buffer.alloc(5), 0, columns);
    expect(rowOf(columns, 0)).toEqual(observation);
  });

  describe("refuses, and leaves the batch as it was", () => {
    const whole = codec.encode(7, observation);
    const cases: readonly [string, Buffer][] = [
      ["nothing behind the header", whole.subarray(0, 5)],
      ["half a message", whole.subarray(0, whole.length / 2)],
      ["all but the last byte", whole.subarray(0, -1)],
      ["noise", Buffer.concat([whole.subarray(0, 5), Buffer.alloc(200, 0xff)])],
      ["another provider", codec.encode(7, { ...observation, provider: "fred" })],
      ["a value that is not finite", codec.encode(7, { ...observation, value: Infinity })],
      ["a value that is not a number", codec.encode(7, { ...observation, value: Number.NaN })],
      ["a time nobody can store", codec.encode(7, { ...observation, asOfMs: 8.64e15 })],
      ["a text with a NUL", codec.encode(7, { ...observation, seriesId: "a\u0000b" })],
      ["a text no index takes", codec.encode(7, { ...observation, pageId: "x".repeat(3_000) })],
    ];
    it.each(cases)("%s", (_name, value) => {
      const columns = new BatchColumns("eia");
      const reader = createObservationReader(ours);
      reader.read(whole, 0, columns);
      expect(() => {
        reader.read(value, 0, columns);
      }).toThrow(expect.objectContaining({ code: "MESSAGE_UNREADABLE" }) as Error);
      reader.read(codec.encode(7, { ...observation, value: 5 }), 0, columns);
      expect(columns.length).toBe(2);
      expect(rowOf(columns, 1)).toEqual({ ...observation, value: 5 });
    });
  });
});
