/** Values that change while they are polled: what landing keeps of them is what the verdict expects. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Version, classify } from "../../../services/landing/classify.ts";
import { compareWithTruth, countServed } from "../../../services/runner/reconcile/compare.ts";
import {
  type ComparedObservation,
  ObservationTable,
} from "../../../services/runner/reconcile/observation-table.ts";
import { TruthTable } from "../../../services/runner/reconcile/truth-table.ts";

const intervalStartMs = Date.UTC(2026, 2, 8, 10);
const nominalMs = intervalStartMs + 3_600_000;

function observation(value: number | null, asOfMs: number): ComparedObservation {
  return {
    dataset: "electricity/rto/region-data",
    seriesId: "CISO.D.hourly",
    intervalStartMs,
    intervalEndMs: intervalStartMs + 3_600_000,
    asOfMs,
    value,
    unit: "megawatthours",
    location: "CISO",
  };
}

interface Poll {
  readonly atMs: number;
  readonly value: number | null;
}

/** Polls some seconds to days apart, each with one of three values: it may change, and change back. */
const polls: fc.Arbitrary<Poll[]> = fc
  .array(
    fc.record({
      afterMs: fc.integer({ min: 1_000, max: 86_400_000 }),
      value: fc.constantFrom(10, 20, null),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((steps) => {
    let atMs = nominalMs + 60_000;
    return steps.map(({ afterMs, value }) => ({ atMs: (atMs += afterMs), value }));
  });

/** What landing makes of the polls in this order; answers are dated in whole seconds. */
function land(delivered: readonly Poll[]): ComparedObservation[] {
  const kept: Version[] = [];
  for (const { atMs, value } of delivered) {
    const retrievedAtMs = Math.floor(atMs / 1_000) * 1_000;
    const incoming = { asOfMs: nominalMs, value: value ?? Number.NaN, retrievedAtMs };
    const verdict = classify(kept, incoming, false);
    if (verdict === "duplicate") continue;
    kept.push({
      asOfMs: verdict === "revision" ? retrievedAtMs : nominalMs,
      value: incoming.value,
    });
  }
  return kept.map(({ asOfMs, value }) => observation(Number.isNaN(value) ? null : value, asOfMs));
}

function compare(served: readonly Poll[], landed: readonly ComparedObservation[]) {
  const truth = new TruthTable();
  for (const { atMs, value } of served) {
    truth.addAnswer("complete", atMs, [observation(value, nominalMs)]);
  }
  const table = new ObservationTable();
  for (const one of landed) table.add(one);
  return { truth, ...compareWithTruth(truth, "postgres", table, () => undefined) };
}

const none = { lost: 0, altered: 0, duplicated: 0, phantom: 0 };

describe("an interval that is polled again and again", () => {
  it("lands as first value and each change of it, whatever came twice", () => {
    fc.assert(
      fc.property(polls, fc.array(fc.tuple(fc.nat(), fc.nat(5))), (served, repeats) => {
        // A page published twice comes again right behind itself or later, never ahead of its first time.
        const delivered = [...served];
        for (const [place, later] of repeats) {
          const poll = served[place % served.length];
          if (poll !== undefined) delivered.splice(delivered.indexOf(poll) + 1 + later, 0, poll);
        }
        const { counts, distinct, truth } = compare(served, land(delivered));
        expect(counts).toMatchObject(none);
        expect(distinct).toBe(countServed(truth).must);
      }),
    );
  });

  it("is reported when any one of its revisions did not land", () => {
    fc.assert(
      fc.property(polls, fc.nat(), (served, choice) => {
        const landed = land(served);
        const missing = choice % landed.length;
        const { counts } = compare(
          served,
          landed.filter((_, place) => place !== missing),
        );
        expect(counts.lost).toBeGreaterThan(0);
      }),
    );
  });
});
