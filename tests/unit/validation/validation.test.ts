import { describe, expect, it } from "vitest";
import {
  compileExpectations,
  type DatasetExpectations,
  type ValidatedRecord,
  type Validator,
} from "../../../services/core/validation.ts";

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 10, 20, 4);
const retrievedAtMs = Date.UTC(2026, 10, 20, 6);

const expected: DatasetExpectations = {
  units: ["USD/MWh"],
  missingAllowed: false,
  intervals: ["PT1H"],
  earliest: "2000-01-01T00:00:00Z",
  latest: "2100-01-01T00:00:00Z",
  asOfLeadMaxMs: 24 * hourMs,
  values: [
    { series: "*.LMP", min: -150, max: 2000 },
    { series: "A+B.*", unit: "USD/MWh", min: -1, max: 1 },
  ],
  gaps: { missingShareMax: 0.1, missingMax: 2 },
};

const record: ValidatedRecord = {
  seriesId: "N.LMP",
  intervalStartMs: startMs,
  intervalEndMs: startMs + hourMs,
  asOfMs: startMs + hourMs,
  value: 55.5,
  unit: "USD/MWh",
};

function validator(change: Partial<DatasetExpectations> = {}): Validator {
  const compiled = compileExpectations({ datasets: { d: { ...expected, ...change } } }, "d");
  if (compiled === undefined) throw new Error("Expected a validator");
  return compiled;
}

function reasons(change: Partial<ValidatedRecord>, suite: Partial<DatasetExpectations> = {}) {
  return validator(suite)
    .reasons({ ...record, ...change }, retrievedAtMs)
    .map(({ sentence }) => sentence);
}

describe("record expectations", () => {
  it("have nothing against a record as expected", () => {
    expect(reasons({})).toEqual([]);
    expect(reasons({ value: -150 })).toEqual([]);
    expect(reasons({ value: 2000 })).toEqual([]);
  });

  it.each([
    [{ value: -150.01 }, 'value -150.01: expected -150 to 2000 for "*.LMP"'],
    [{ value: 1e9 }, 'value 1000000000: expected -150 to 2000 for "*.LMP"'],
    [{ value: Number.NaN }, "value NaN: expected -150 to 2000"],
    [{ value: Infinity }, "value Infinity: expected -150 to 2000"],
    [{ value: null }, "value missing: expected a number"],
    [{ seriesId: "AAB.MCC" }, 'expected a range for series "AAB.MCC" in unit "USD/MWh"'],
    [{ seriesId: "" }, 'series id "": expected a name'],
    [{ unit: "EUR/MWh" }, 'unit "EUR/MWh": expected USD/MWh'],
    [{ unit: "" }, 'unit "": expected USD/MWh'],
    [{ intervalEndMs: startMs }, "expected one of PT1H"],
    [{ intervalEndMs: startMs - hourMs }, "expected one of PT1H"],
    [{ intervalEndMs: startMs + 2 * hourMs }, "expected one of PT1H"],
    [{ intervalStartMs: startMs + 1, intervalEndMs: startMs + hourMs + 1 }, "expected one of PT1H"],
    [{ intervalStartMs: Number.NaN }, 'interval start "NaN": expected 2000-01-01T00:00:00Z'],
    [{ intervalStartMs: 0, intervalEndMs: hourMs }, "interval start 1970-01-01T00:00:00.000Z"],
    [
      { asOfMs: retrievedAtMs + 24 * hourMs + 1 },
      "as_of 2026-11-21T06:00:00.001Z: expected at most",
    ],
    [{ asOfMs: Number.NaN }, 'as_of "NaN": expected at most'],
  ])("refuse %j and say why", (change, reason) => {
    expect(reasons(change).join()).toContain(reason);
  });

  it("name every reason", () => {
    expect(reasons({ value: null, unit: "x", seriesId: "" })).toHaveLength(3);
  });

  it("take text in patterns literally but for the star", () => {
    expect(reasons({ seriesId: "A+B.MCC", value: 0.5 })).toEqual([]);
    expect(reasons({ seriesId: "A+BxMCC", value: 0.5 })).not.toEqual([]);
  });

  it("choose the range by unit as well, for the same series", () => {
    const values = [
      { unit: "a", min: 0, max: 1 },
      { unit: "b", min: 10, max: 11 },
    ];
    const { reasons: against } = validator({ values, units: undefined });
    for (let round = 0; round < 2; round += 1) {
      expect(against({ ...record, unit: "a", value: 1 }, retrievedAtMs)).toEqual([]);
      expect(against({ ...record, unit: "b", value: 11 }, retrievedAtMs)).toEqual([]);
      expect(against({ ...record, unit: "b", value: 1 }, retrievedAtMs)).toHaveLength(1);
    }
  });

  it("accept the provider's own missing where it is allowed", () => {
    expect(reasons({ value: null }, { missingAllowed: true })).toEqual([]);
  });

  it("accept calendar intervals of their exact length only", () => {
    const intervals = ["P1M", "P3M", "P1Y"] as const;
    const accepts = (start: string, end: string): boolean =>
      reasons(
        { intervalStartMs: Date.parse(start), intervalEndMs: Date.parse(end), asOfMs: 0 },
        { intervals },
      ).length === 0;
    expect(accepts("2024-02-01", "2024-03-01")).toBe(true);
    expect(accepts("2024-10-01", "2025-01-01")).toBe(true);
    expect(accepts("2024-01-01", "2025-01-01")).toBe(true);
    expect(accepts("2024-02-01", "2024-02-29")).toBe(false);
    expect(accepts("2024-02-02", "2024-03-02")).toBe(false);
    expect(accepts("2024-01-01", "2024-07-01")).toBe(false);
  });
});

describe("suites", () => {
  it("have a dataset by its exact name before any pattern", () => {
    const strict = { ...expected, units: ["exact"] };
    const datasets = { "PRC_*": expected, "PRC_LMP/DAM": strict };
    const unitOf = (dataset: string) =>
      compileExpectations({ datasets }, dataset)?.reasons(record, retrievedAtMs);
    expect(unitOf("PRC_INTVL_LMP/RTM")).toEqual([]);
    expect(unitOf("PRC_LMP/DAM")).toHaveLength(1);
    expect(unitOf("SLD_FCST/DAM")).toBeUndefined();
  });
});

describe("gaps of a page", () => {
  const hours = (numbers: readonly number[], seriesId = "N.LMP"): readonly ValidatedRecord[] =>
    numbers.map((hour) => ({
      ...record,
      seriesId,
      intervalStartMs: startMs + hour * hourMs,
      intervalEndMs: startMs + (hour + 1) * hourMs,
    }));

  it("are nothing to say within the bounds, in any order and with repetitions", () => {
    expect(validator().gaps(hours([3, 0, 1, 1, 4, 0]))).toEqual([]);
    expect(validator().gaps([])).toEqual([]);
  });

  it("are named by series when there are more", () => {
    expect(validator().gaps([...hours([0, 1, 9]), ...hours([0, 1, 2], "M.LMP")])).toEqual([
      'series "N.LMP" lacks 7 of 10 intervals from 2026-11-20T04:00:00.000Z to 2026-11-20T13:00:00.000Z: expected at most 2',
    ]);
  });

  it("are counted by months where intervals are months", () => {
    const months = [0, 1, 2, 12].map((month) => ({
      ...record,
      intervalStartMs: Date.UTC(2020, month),
      intervalEndMs: Date.UTC(2020, month + 1),
    }));
    expect(validator().gaps(months)[0]).toContain("lacks 9 of 13 intervals");
  });
});
