import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Difference,
  compareWithTruth,
  countServed,
} from "../../../services/runner/reconcile/compare.ts";
import {
  type ComparedObservation,
  ObservationTable,
} from "../../../services/runner/reconcile/observation-table.ts";
import { type AnswerOutcome, TruthTable } from "../../../services/runner/reconcile/truth-table.ts";

const hour = 3_600_000;

function observation(
  hourOfDay: number,
  value: number | null,
  change: Partial<ComparedObservation> = {},
): ComparedObservation {
  return {
    dataset: "electricity/rto/region-data",
    seriesId: "CISO.D.hourly",
    intervalStartMs: hourOfDay * hour,
    intervalEndMs: (hourOfDay + 1) * hour,
    asOfMs: (hourOfDay + 1) * hour,
    value,
    unit: "megawatthours",
    location: "CISO",
    ...change,
  };
}

function truthOf(...answers: [AnswerOutcome, number, ComparedObservation[]][]): TruthTable {
  const truth = new TruthTable();
  for (const [outcome, atMs, observations] of answers) truth.addAnswer(outcome, atMs, observations);
  return truth;
}

function compare(
  truth: TruthTable,
  landed: ComparedObservation[],
  sink: "kafka" | "postgres" = "postgres",
) {
  const table = new ObservationTable();
  for (const one of landed) table.add(one);
  const differences: Difference[] = [];
  const result = compareWithTruth(truth, sink, table, (difference) => differences.push(difference));
  return { ...result, differences };
}

const none = { lost: 0, altered: 0, duplicated: 0, phantom: 0, "wrongly-landed": 0 };

describe("compareWithTruth()", () => {
  it("finds nothing when everything served has landed once, missing values included", () => {
    const served = [observation(0, 10), observation(1, null), observation(2, -3.5)];
    const { counts, distinct } = compare(truthOf(["complete", 0, served]), served);
    expect(counts).toEqual(none);
    expect(distinct).toBe(3);
  });

  it("names a served observation that is nowhere as lost, with its value", () => {
    const { counts, differences } = compare(
      truthOf(["complete", 0, [observation(0, 10), observation(1, 11)]]),
      [observation(0, 10)],
    );
    expect(counts).toEqual({ ...none, lost: 1 });
    expect(differences[0]).toMatchObject({
      kind: "lost",
      seriesId: "CISO.D.hourly",
      intervalStartMs: hour,
      served: 11,
      landed: undefined,
    });
  });

  it("does not ask for what was served only in an answer that may not have arrived", () => {
    const truth = truthOf(["unsure", 0, [observation(0, 10)]], ["cut", 0, [observation(1, 11)]]);
    expect(compare(truth, []).counts).toEqual(none);
    expect(compare(truth, [observation(0, 10), observation(1, 11)]).counts).toEqual(none);
    expect(countServed(truth)).toEqual({ must: 0, may: 2 });
  });

  it("asks for it once a complete answer carried it too", () => {
    const truth = truthOf(
      ["unsure", 0, [observation(0, 10)]],
      ["complete", 5, [observation(0, 10)]],
    );
    expect(compare(truth, []).counts).toEqual({ ...none, lost: 1 });
    expect(countServed(truth)).toEqual({ must: 1, may: 0 });
  });

  it("names another value, null for zero, and another interval end as altered", () => {
    const truth = truthOf([
      "complete",
      0,
      [observation(0, 10), observation(1, null), observation(2, 7)],
    ]);
    const landed = [
      observation(0, 10.5),
      observation(1, 0),
      observation(2, 7, { intervalEndMs: 2.5 * hour }),
    ];
    const { counts, differences } = compare(truth, landed);
    expect(counts).toEqual({ ...none, altered: 3 });
    expect(differences.map(({ served, landed: seen }) => [served, seen])).toEqual([
      [10, 10.5],
      [null, 0],
      [7, 7],
    ]);
    expect(differences[2]?.note).toContain("interval_end");
  });

  it("names a changed unit or location as altered", () => {
    const truth = truthOf(["complete", 0, [observation(0, 10)]]);
    expect(compare(truth, [observation(0, 10, { unit: "gigawatthours" })]).counts).toEqual({
      ...none,
      altered: 1,
    });
    expect(compare(truth, [observation(0, 10, { location: null })]).counts).toEqual({
      ...none,
      altered: 1,
    });
  });

  it("names what nobody served as phantom: an unknown series, interval or as_of", () => {
    const truth = truthOf(["complete", 0, [observation(0, 10)]]);
    const landed = [
      observation(0, 10),
      observation(9, 1),
      observation(0, 10, { seriesId: "X" }),
      observation(0, 10, { asOfMs: 99 * hour }),
    ];
    expect(compare(truth, landed).counts).toEqual({ ...none, phantom: 3 });
  });

  it("counts a second landed row as duplicated, and a second message as redelivered", () => {
    const truth = truthOf(["complete", 0, [observation(0, 10)]]);
    const twice = [observation(0, 10), observation(0, 10)];
    expect(compare(truth, twice).counts).toEqual({ ...none, duplicated: 1 });
    expect(compare(truth, twice, "kafka")).toMatchObject({
      counts: none,
      distinct: 1,
      redelivered: 1,
      rows: 2,
    });
  });

  it("keeps vintages apart by as_of", () => {
    const facts = [
      observation(0, 10, { asOfMs: 100 }),
      observation(0, 11, { asOfMs: 200 }),
      observation(0, null, { asOfMs: 300 }),
    ];
    const truth = truthOf(["complete", 0, facts]);
    expect(compare(truth, facts).counts).toEqual(none);
    expect(compare(truth, facts.slice(0, 2)).counts).toEqual({ ...none, lost: 1 });
  });

  describe("when a provider restates a value silently", () => {
    const truth = truthOf(
      ["complete", 10 * hour, [observation(0, 10)]],
      ["complete", 20 * hour + 250, [observation(0, 12)]],
      ["complete", 30 * hour, [observation(0, 12)]],
    );

    it("accepts the first value as nominal and the second as of its serving", () => {
      const landed = [observation(0, 10), observation(0, 12, { asOfMs: 20 * hour })];
      expect(compare(truth, landed).counts).toEqual(none);
    });

    it("reports a restatement that never landed as lost", () => {
      expect(compare(truth, [observation(0, 10)]).counts).toEqual({ ...none, lost: 1 });
    });

    it("refuses a restatement dated before it was served", () => {
      const landed = [observation(0, 10), observation(0, 12, { asOfMs: 15 * hour })];
      expect(compare(truth, landed).counts).toEqual({ ...none, phantom: 1, lost: 1 });
    });

    it("finds both values in Kafka under the nominal as_of, repeated or not", () => {
      const messages = [observation(0, 10), observation(0, 12), observation(0, 10)];
      expect(compare(truth, messages, "kafka")).toMatchObject({
        counts: none,
        distinct: 2,
        redelivered: 1,
      });
    });
  });

  it("finds every single change of a landed table, whatever it is", () => {
    const served = Array.from({ length: 24 }, (_, index) =>
      observation(index, index % 5 === 0 ? null : index),
    );
    const truth = truthOf(["complete", 0, served]);
    const kinds = ["lost", "altered", "duplicated", "phantom"] as const;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.constantFrom(...kinds), (index, kind) => {
        const row = observation(index, index % 5 === 0 ? null : index);
        const rest = served.filter((_, position) => position !== index);
        const landed = {
          lost: rest,
          altered: [...rest, { ...row, value: (row.value ?? 0) + 0.001 }],
          duplicated: [...served, row],
          phantom: [...served, { ...row, asOfMs: row.asOfMs + 1 }],
        }[kind];
        expect(compare(truth, landed).counts).toEqual({ ...none, [kind]: 1 });
      }),
    );
  });
});
