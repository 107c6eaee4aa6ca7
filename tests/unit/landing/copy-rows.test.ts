import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BatchColumns } from "../../../services/landing/batch-columns.ts";
import { encodeCopyRows } from "../../../services/landing/copy-rows.ts";

interface ReadRow {
  readonly key: number;
  readonly micros: readonly bigint[];
  readonly page: bigint;
  readonly value: number | null;
}

const postgresEpochMicros = BigInt(Date.UTC(2000, 0, 1)) * 1_000n;

/** Reads the format as its documentation describes it, slowly. */
function decode(bytes: Buffer): ReadRow[] {
  expect(bytes.subarray(0, 11).toString("latin1")).toBe("PGCOPY\n\u00ff\r\n\0");
  expect(bytes.readInt32BE(11)).toBe(0);
  expect(bytes.readInt32BE(15)).toBe(0);
  let at = 19;
  const rows: ReadRow[] = [];
  for (;;) {
    const fields = bytes.readInt16BE(at);
    at += 2;
    if (fields === -1) break;
    expect(fields).toBe(6);
    const parts: (Buffer | null)[] = [];
    for (let field = 0; field < fields; field++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      parts.push(length === -1 ? null : bytes.subarray(at, at + length));
      at += Math.max(0, length);
    }
    const [key, start, end, asOf, page, value] = parts;
    rows.push({
      key: key?.readInt32BE(0) ?? 0,
      micros: [start, end, asOf].map((part) => part?.readBigInt64BE(0) ?? 0n),
      page: page?.readBigInt64BE(0) ?? 0n,
      value: value?.readDoubleBE(0) ?? null,
    });
  }
  expect(at).toBe(bytes.length);
  return rows;
}

const instant = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });
const row = fc.record({
  series: fc.integer({ min: 0, max: 1 }),
  start: instant,
  end: instant,
  asOf: instant,
  value: fc.option(fc.double({ noNaN: true }), { nil: Number.NaN }),
});

describe("encodeCopyRows()", () => {
  it("writes every row to the microsecond and the bit", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 50 }), (rows) => {
        const columns = new BatchColumns("fred");
        for (const { series, start, end, asOf, value } of rows) {
          columns.append(series, 1 - series, start, end, asOf, value, 0);
        }
        const keys = { series: [7, 2_000_000_000], page: [3, 2 ** 40 + 1] };
        expect(decode(encodeCopyRows(columns, keys))).toEqual(
          rows.map(({ series, start, end, asOf, value }) => ({
            key: keys.series[series],
            micros: [start, end, asOf].map((ms) => BigInt(ms) * 1_000n - postgresEpochMicros),
            page: BigInt(keys.page[1 - series] ?? 0),
            value: Number.isNaN(value) ? null : value,
          })),
        );
      }),
    );
  });

  it("writes the rows picked, in their order", () => {
    const columns = new BatchColumns("fred");
    for (const value of [10, 11, 12, 13]) columns.append(0, 0, 0, 1, 2, value, 0);
    const bytes = encodeCopyRows(columns, { series: [1], page: [1] }, [3, 1]);
    expect(decode(bytes).map(({ value }) => value)).toEqual([13, 11]);
  });

  it("writes a whole COPY for no rows", () => {
    expect(decode(encodeCopyRows(new BatchColumns("fred"), { series: [], page: [] }))).toEqual([]);
  });
});
