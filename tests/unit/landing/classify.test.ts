import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Incoming, type Version, classify } from "../../../services/landing/classify.ts";

const asOfMs = 1_000;
const missing = Number.NaN;

function arrives(value: number, retrievedAtMs: number, as = asOfMs): Incoming {
  return { asOfMs: as, value, retrievedAtMs };
}

describe("classify()", () => {
  it("takes the first value of an interval as new", () => {
    expect(classify([], arrives(1, 5_000), false)).toBe("new");
  });

  it("takes a value with an as_of of its own as new, older or newer", () => {
    const kept = [{ asOfMs, value: 1 }];
    expect(classify(kept, arrives(1, 5_000, 900), true)).toBe("new");
    expect(classify(kept, arrives(1, 5_000, 1_100), true)).toBe("new");
  });

  it("suppresses the same value under the same as_of", () => {
    expect(classify([{ asOfMs, value: 1 }], arrives(1, 5_000), false)).toBe("duplicate");
  });

  it("takes missing as equal to missing, and -0 as equal to 0", () => {
    expect(classify([{ asOfMs, value: missing }], arrives(missing, 5_000), false)).toBe(
      "duplicate",
    );
    expect(classify([{ asOfMs, value: 0 }], arrives(-0, 5_000), false)).toBe("duplicate");
    expect(classify([{ asOfMs, value: 0 }], arrives(missing, 5_000), false)).toBe("revision");
  });

  it("keeps another value under the same as_of as a revision", () => {
    expect(classify([{ asOfMs, value: 1 }], arrives(2, 5_000), false)).toBe("revision");
    expect(classify([{ asOfMs, value: 1 }], arrives(2, 5_000), true)).toBe("revision");
  });

  it("suppresses a revision that is served again", () => {
    const kept = [
      { asOfMs, value: 1 },
      { asOfMs: 5_000, value: 2 },
    ];
    expect(classify(kept, arrives(2, 9_000), false)).toBe("duplicate");
  });

  it("suppresses an older answer that arrives after a newer one", () => {
    const kept = [
      { asOfMs, value: 1 },
      { asOfMs: 5_000, value: 2 },
    ];
    expect(classify(kept, arrives(3, 4_000), false)).toBe("duplicate");
    expect(classify(kept, arrives(3, 5_000), false)).toBe("duplicate");
    expect(classify(kept, arrives(1, 4_000), false)).toBe("duplicate");
  });

  it("keeps a value the provider went back to, where it publishes no vintages", () => {
    const kept = [
      { asOfMs, value: 1 },
      { asOfMs: 5_000, value: 2 },
    ];
    expect(classify(kept, arrives(1, 9_000), false)).toBe("revision");
  });

  it("suppresses an old vintage that is served again beside newer ones", () => {
    const kept = [
      { asOfMs, value: 1 },
      { asOfMs: 5_000, value: 2 },
    ];
    expect(classify(kept, arrives(1, 9_000), true)).toBe("duplicate");
  });

  it("suppresses a restated vintage that is served again beside newer ones", () => {
    const kept = [
      { asOfMs, value: 1 },
      { asOfMs: 5_000, value: 2 },
      { asOfMs: 9_000, value: 3 },
    ];
    expect(classify(kept, arrives(2, 12_000), true)).toBe("duplicate");
  });
});

describe("classify(), over any history", () => {
  const values = fc.constantFrom(missing, 0, -0, 1, 2, 3);
  const answers = fc.array(
    fc.record({
      asOfMs: fc.integer({ min: 0, max: 3 }),
      value: values,
      retrievedAtMs: fc.integer({ min: 1_010, max: 1_040 }),
    }),
    { maxLength: 40 },
  );

  /** Lands answers one after another. */
  function land(incoming: readonly Incoming[], vintages: boolean, kept: Version[] = []): Version[] {
    for (const one of incoming) {
      const verdict = classify(kept, one, vintages);
      if (verdict === "new") kept.push({ asOfMs: one.asOfMs, value: one.value });
      if (verdict === "revision") kept.push({ asOfMs: one.retrievedAtMs, value: one.value });
    }
    return kept;
  }

  it("keeps each identity once", () => {
    fc.assert(
      fc.property(answers, fc.boolean(), (incoming, vintages) => {
        const kept = land(incoming, vintages).map((version) => version.asOfMs);
        expect(new Set(kept).size).toBe(kept.length);
      }),
    );
  });

  it("changes nothing when everything is delivered again, as often as it likes", () => {
    fc.assert(
      fc.property(answers, fc.boolean(), (incoming, vintages) => {
        const inOrder = incoming
          .toSorted((a, b) => a.retrievedAtMs - b.retrievedAtMs)
          // Without vintages an interval has one nominal as_of, ever.
          .map((one) => (vintages ? one : { ...one, asOfMs }));
        const kept = land(inOrder, vintages);
        const before = [...kept];
        expect(land(inOrder, vintages, kept)).toEqual(before);
      }),
    );
  });

  it("follows the provider's value, where a value is overwritten silently", () => {
    // The model: a provider that holds one value at a time, asked at rising times.
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 30 }), (served) => {
        const incoming = served.map((value, index) => arrives(value, 2_000 + index * 1_000));
        const changes = served.filter(
          (value, index) => index === 0 || !isSame(value, served[index - 1] ?? missing),
        );
        const kept = land(incoming, false);
        expect(kept.map(({ value }) => value + 0)).toEqual(changes.map((value) => value + 0));
        expect(kept.map((version) => version.asOfMs)).toEqual(
          kept.map((version) => version.asOfMs).toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it("keeps each vintage with the value it was published with", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 9 }), values), {
          selector: ([as]) => as,
        }),
        fc.array(fc.nat(), { maxLength: 60 }),
        (published, picks) => {
          fc.pre(published.length > 0);
          const incoming = picks.map((pick, index) => {
            const [as, value] = published[pick % published.length] ?? [0, 0];
            return { asOfMs: as, value, retrievedAtMs: 100 + index };
          });
          const asked = new Set(incoming.map((one) => one.asOfMs));
          const kept = new Map(land(incoming, true).map((one) => [one.asOfMs, one.value]));
          const expected = new Map(published.filter(([as]) => asked.has(as)));
          expect(kept.size).toBe(expected.size);
          for (const [as, value] of expected)
            expect(isSame(kept.get(as) ?? missing, value)).toBe(true);
        },
      ),
    );
  });
});

function isSame(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}
