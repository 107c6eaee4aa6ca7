/** How the verdict treats what faults touched. Answers are written as the ledger's reader gives them. */
import { describe, expect, it } from "vitest";
import type { LedgerAnswer, Ruling } from "../../../mock-providers/kit/ledger-reader.ts";
import { blotKeys } from "../../../mock-providers/kit/blot-keys.ts";
import type { TruthObservation } from "../../../mock-providers/kit/types.ts";
import {
  type FailedUnit,
  type LastAnswer,
  judgeGivenUp,
  requestKey,
} from "../../../services/runner/reconcile/given-up.ts";
import { ObservationTable } from "../../../services/runner/reconcile/observation-table.ts";
import type { QuarantinedRecord } from "../../../services/runner/reconcile/postgres-reader.ts";
import { judgeProvider } from "../../../services/runner/reconcile/reconcile.ts";
import { TruthTable } from "../../../services/runner/reconcile/truth-table.ts";
import { type VerdictDifference, reasonsToFail } from "../../../services/runner/verdict.ts";

const hour = 3_600_000;
const path = "/v2/d/data?offset=0&api_key=***";

function observation(
  at: number,
  value: number | null,
  change: Partial<TruthObservation> = {},
): TruthObservation {
  return {
    dataset: "d",
    seriesId: "s",
    intervalStartMs: at * hour,
    intervalEndMs: (at + 1) * hour,
    value,
    unit: "MW",
    location: null,
    asOfMs: (at + 1) * hour,
    ...change,
  };
}

function ruling(say: Ruling["say"], one: TruthObservation, change: Partial<Ruling> = {}): Ruling {
  const classes = say === "quarantine" ? (["value-range"] as const) : [];
  return { observation: one, say, classes, isReadable: true, ...change };
}

function answer(
  atMs: number,
  rulings: readonly Ruling[],
  change: Partial<LedgerAnswer> = {},
): LedgerAnswer {
  return {
    provider: "eia",
    world: { seed: 1, seriesCount: 1, pointsPerSeries: 1, anchorMs: 0, scope: "full" },
    id: "1.1",
    atMs,
    outcome: "complete",
    path,
    count: rulings.length,
    observations: [],
    faults: ["spike#x"],
    endless: false,
    hidesMore: false,
    rulings,
    ...change,
  };
}

function rejected(change: Partial<QuarantinedRecord>): QuarantinedRecord {
  return {
    dataset: "d",
    seriesId: "s",
    intervalStartMs: 0,
    asOfMs: hour,
    reasons: ["too much"],
    classes: ["value-range"],
    wholePage: false,
    request: "/v2/d/data?offset=0",
    ...change,
  };
}

function judge(
  answers: readonly LedgerAnswer[],
  landed: readonly TruthObservation[],
  quarantine: readonly QuarantinedRecord[] = [],
  options: {
    readonly isGivenUp?: boolean;
    readonly vintages?: boolean;
    readonly missesIn?: "kafka" | "iceberg";
  } = {},
) {
  const table = new TruthTable();
  for (const one of answers) {
    table.touch(requestKey(one.path), one.outcome);
    table.addDisturbed(one, options.isGivenUp === true);
  }
  const sink = new ObservationTable();
  const kafka = new ObservationTable();
  for (const one of landed) {
    sink.add(one);
    // Messages carry the nominal as_of; what is a revision is decided where they land.
    kafka.add({ ...one, asOfMs: one.intervalEndMs });
  }
  const sinks = { kafka, postgres: sink, iceberg: sink };
  if (options.missesIn !== undefined) sinks[options.missesIn] = new ObservationTable();
  const differences: Omit<VerdictDifference, "provider">[] = [];
  const vintages = options.vintages === true;
  const truth = { table, lastAnswers: new Map(), faults: {}, struck: new Set<string>(), vintages };
  const verdict = judgeProvider(truth, quarantine, sinks, [], (one) => differences.push(one));
  const unreadable = { count: 0, places: [] };
  const reasons = reasonsToFail({ eia: { ...verdict, served: 1, unreadable } });
  return { verdict, reasons, differences };
}

const spoilt = ruling("quarantine", observation(0, 1e15), { meant: observation(0, 5) });

describe("a row that was spoilt", () => {
  it("is accounted for in quarantine, with a fitting reason class", () => {
    expect(judge([answer(0, [spoilt])], [], [rejected({})]).reasons).toEqual([]);
  });

  it("is accounted for when its true value has landed after all", () => {
    const after = answer(9, [ruling("land", observation(0, 5))], { faults: [] });
    expect(judge([answer(0, [spoilt]), after], [observation(0, 5)]).reasons).toEqual([]);
  });

  it.each(["kafka", "iceberg"] as const)("is lost when its true value is not in %s", (missesIn) => {
    const landed = [observation(0, 5)];
    expect(judge([answer(0, [spoilt])], landed).reasons).not.toContain("eia: 1 lost");
    const { reasons } = judge([answer(0, [spoilt])], landed, [], { missesIn });
    expect(reasons).toContain("eia: 1 lost");
  });

  it("is lost when it is neither in quarantine nor right", () => {
    const { reasons, differences } = judge([answer(0, [spoilt])], []);
    expect(reasons).toEqual(["eia: 1 lost"]);
    expect(differences).toMatchObject([
      {
        kind: "lost",
        sink: "quarantine",
        note: expect.stringContaining("spike#x, expected in quarantine") as string,
      },
    ]);
  });

  it("is accounted for by what came when its page was asked for again", () => {
    const flipped = ruling("either", observation(0, -5), { meant: observation(0, 5) });
    const again = answer(9, [flipped], { faults: ["sign-flip#y"] });
    expect(judge([answer(0, [spoilt]), again], [observation(0, -5)]).reasons).toEqual([]);
    expect(judge([answer(0, [spoilt]), again], []).reasons).toEqual(["eia: 1 lost"]);
    expect(judge([again, answer(10, [spoilt])], [observation(0, -5)]).reasons).toEqual([
      "eia: 1 lost",
    ]);
  });

  it("may have been read before the other value of its interval in the same answer", () => {
    const rows = [ruling("land", observation(0, 5)), ruling("either", observation(0, 7))];
    const landed = [observation(0, 7), observation(0, 5, { asOfMs: 8 * hour })];
    expect(judge([answer(8 * hour, rows)], landed).reasons).toEqual([]);
  });

  it("is wrongly landed when it landed as it was spoilt, and told once", () => {
    const { reasons, differences } = judge([answer(0, [spoilt])], [observation(0, 1e15)]);
    expect(reasons).toEqual(["eia: 1 wrongly landed"]);
    expect(differences.map(({ sink }) => sink)).toEqual(["kafka", "postgres", "iceberg"]);
  });

  it("is wrongly quarantined when the reason is another", () => {
    const { reasons, differences } = judge(
      [answer(0, [spoilt])],
      [],
      [rejected({ classes: ["unit"] })],
    );
    expect(reasons).toEqual(["eia: 1 wrongly quarantined"]);
    expect(differences[0]?.note).toMatch(
      /^in quarantine with reason class unit, spoilt by spike#x/,
    );
  });

  it.each<[string, Partial<QuarantinedRecord>]>([
    ["no as_of", { asOfMs: null }],
    ["no time", { asOfMs: null, intervalStartMs: null }],
    ["no series", { seriesId: null }],
    ["nothing but its dataset", { seriesId: null, asOfMs: null, intervalStartMs: null }],
    ["the whole page", { seriesId: null, asOfMs: null, intervalStartMs: null, wholePage: true }],
  ])("is found in quarantine with %s", (_what, change) => {
    expect(judge([answer(0, [spoilt])], [], [rejected(change)]).reasons).toEqual([]);
  });

  it("is not found in a record of another dataset, or in the page of another request", () => {
    for (const change of [
      { dataset: "e" },
      {
        seriesId: null,
        asOfMs: null,
        intervalStartMs: null,
        wholePage: true,
        request: "/v2/d/data?offset=5",
      },
    ]) {
      expect(judge([answer(0, [spoilt])], [], [rejected(change)]).reasons).toContain("eia: 1 lost");
    }
  });

  it("needs a record of its own where records have no identity", () => {
    const two = [spoilt, ruling("quarantine", observation(1, 1e15), { meant: observation(1, 6) })];
    const nameless = rejected({ seriesId: null, asOfMs: null, intervalStartMs: null });
    expect(judge([answer(0, two)], [], [nameless]).reasons).toEqual(["eia: 1 lost"]);
    expect(judge([answer(0, two)], [], [nameless, { ...nameless }]).reasons).toEqual([]);
  });

  it("asks for nothing when the answer may not have arrived", () => {
    expect(judge([answer(0, [spoilt], { outcome: "unsure" })], []).reasons).toEqual([]);
  });
});

describe("a row nobody can judge", () => {
  const either = ruling("either", observation(0, 7), { meant: observation(0, 5) });

  it("may land as sent, or not", () => {
    expect(judge([answer(0, [either])], [observation(0, 7)]).reasons).toEqual([]);
    expect(judge([answer(0, [either])], [], [rejected({})]).reasons).toEqual([]);
  });

  it("is lost when it neither landed nor stands in quarantine", () => {
    const { reasons, differences } = judge([answer(0, [either])], []);
    expect(reasons).toEqual(["eia: 1 lost"]);
    expect(differences).toMatchObject([
      {
        ...{ kind: "lost", sink: "quarantine", series_id: "s", served: 7 },
        note: "changed by spike#x, and neither landed nor in quarantine",
      },
    ]);
    expect(judge([answer(0, [either], { outcome: "unsure" })], []).reasons).toEqual([]);
    expect(judge([answer(0, [either])], [], [], { isGivenUp: true }).reasons).toEqual([]);
  });

  it.each(["kafka", "iceberg"] as const)("is lost when it is not in %s", (missesIn) => {
    expect(judge([answer(0, [either])], [observation(0, 7)], [], { missesIn }).reasons).toEqual([
      "eia: 1 lost",
    ]);
  });

  it("lets the true value land as a revision of it, or as the first", () => {
    const after = answer(9 * hour, [ruling("land", observation(0, 5))], { faults: [] });
    const revision = observation(0, 5, { asOfMs: 9 * hour });
    expect(judge([answer(0, [either]), after], [observation(0, 7), revision]).reasons).toEqual([]);
    expect(judge([answer(0, [either]), after], [observation(0, 5)]).reasons).toEqual([]);
    expect(judge([answer(0, [either]), after], [observation(0, 7)]).reasons).toEqual([
      "eia: 1 lost",
    ]);
  });

  it("does not ask for a value twice when it only seemed to change in between", () => {
    const right = (atMs: number) =>
      answer(atMs, [ruling("land", observation(0, 5))], { faults: [] });
    const between = answer(5 * hour, [either]);
    expect(judge([right(1), between, right(9 * hour)], [observation(0, 5)]).reasons).toEqual([]);
  });

  it("does not insist on a vintage that came with another value before", () => {
    const after = answer(9 * hour, [ruling("land", observation(0, 5))], { faults: [] });
    const landed = [observation(0, 7)];
    expect(judge([answer(0, [either]), after], landed, [], { vintages: true }).reasons).toEqual([]);
  });
});

describe("what was withheld", () => {
  it("is only counted when nobody could notice", () => {
    const { reasons, verdict } = judge([answer(0, [ruling("withheld", observation(0, 5))])], []);
    expect([reasons, verdict.withheld]).toEqual([[], 1]);
  });

  it("must land when the answer told, unless its job was given up", () => {
    const told = answer(0, [ruling("noticeable", observation(0, 5))], { outcome: "cut" });
    expect(judge([told], []).reasons).toEqual(["eia: 1 lost"]);
    expect(judge([told], [observation(0, 5)]).reasons).toEqual([]);
    expect(judge([told], [], [], { isGivenUp: true }).reasons).toEqual([]);
  });
});

describe("judgeGivenUp()", () => {
  const unit: FailedUnit = {
    provider: "eia",
    dataset: "d",
    unit: "u",
    error: "PROVIDER_UNREACHABLE: gone",
    request: "/v2/d/data?offset=0",
  };
  const key = requestKey(path);
  const under = (endless: boolean) =>
    new Map<string, LastAnswer>([[key, { faults: ["outage#x"], endless }]]);
  const unreadable = { ...unit, error: "PROVIDER_PAYLOAD_INVALID: broken" };
  const page = rejected({ wholePage: true });

  it.each<[string, FailedUnit, ReadonlyMap<string, LastAnswer>, QuarantinedRecord[], boolean]>([
    ["under a fault without an end", unit, under(true), [], true],
    ["under a fault with an end", unit, under(false), [], false],
    ["without a fault", unit, new Map<string, LastAnswer>(), [], false],
    ["at another request", { ...unit, request: "/v2/d/data?offset=9" }, under(true), [], false],
    ["before any request", { ...unit, request: undefined }, under(true), [], false],
    ["over what cannot be read, with the evidence", unreadable, under(true), [page], true],
    ["over what cannot be read, without it", unreadable, under(true), [], false],
  ])("%s", (_what, failed, last, quarantine, excused) => {
    expect(judgeGivenUp([failed], last, quarantine)).toMatchObject([{ excused }]);
  });

  it.each([
    ["/a?x=1&api_key=***", "/a?x=1"],
    ["/a?api_key=***&x=1", "/a?x=1"],
    ["/a?api_key=***", "/a"],
    ["/a", "/a"],
  ])("knows %s and %s as one request", (ledger, pipeline) => {
    expect(requestKey(ledger)).toBe(requestKey(pipeline));
  });

  it("knows a request again whose path the ledger had to cut", () => {
    const pipeline = `/a?series=${"x".repeat(2_500)}`;
    const ledger = blotKeys(pipeline.replace("?", "?api_key=sandbox_key&"));
    expect(ledger.endsWith("…")).toBe(true);
    expect(requestKey(ledger)).toBe(requestKey(pipeline));
  });
});

describe("what the last polls of a stream could not bring", () => {
  it.each<[string, Partial<LedgerAnswer>, Ruling, boolean]>([
    ["withheld", {}, ruling("withheld", observation(0, 5)), true],
    ["sent with another value", {}, spoilt, true],
    ["sent as it was meant", {}, ruling("land", observation(0, 5)), false],
    ["withheld so that it shows", {}, ruling("noticeable", observation(0, 5)), false],
    ["withheld before", { atMs: 99 }, ruling("withheld", observation(0, 5)), false],
    ["cut", { outcome: "cut" }, ruling("withheld", observation(0, 5)), false],
  ])("a row that was %s", (_what, change, row, isBent) => {
    const table = new TruthTable(100.7);
    table.addDisturbed(answer(100, [row], change), false);
    expect([...table.bent]).toEqual(isBent ? [`d\u0000s\u00000\u0000${hour}`] : []);
  });
});
