/**
 * A verdict that could say PASS wrongly is worth nothing: whatever somebody changes in a sink, in the quarantine or on the
 * ledger after a run that passed, the verdict is FAIL and names the row, or there is none and it says why.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ledgerFile } from "../../../mock-providers/kit/ledger-writer.ts";
import {
  type ComparedObservation,
  ObservationTable,
  splitSeriesKey,
} from "../../../services/runner/reconcile/observation-table.ts";
import type { QuarantinedRecord } from "../../../services/runner/reconcile/postgres-reader.ts";
import { judgeProvider, readTruth } from "../../../services/runner/reconcile/reconcile.ts";
import { type VerdictDifference, reasonsToFail } from "../../../services/runner/verdict.ts";
import { type LabResult, runUnderFaults } from "../../support/fault-lab.ts";

const dayMs = 86_400_000;
const sinkNames = ["kafka", "postgres", "iceberg"] as const;
type SinkName = (typeof sinkNames)[number];

/** The rows of a sink, in the order they came. */
function rowsOf(table: ObservationTable): ComparedObservation[] {
  return [...table.series].flatMap(([key, rows]) => {
    const [described = ""] = rows.descriptions;
    const [unit = "", location = null] = described.split("\u0000");
    return Array.from({ length: rows.length }, (_, row) => {
      const value = rows.value[row] ?? Number.NaN;
      return {
        ...splitSeriesKey(key),
        intervalStartMs: rows.start[row] ?? 0,
        intervalEndMs: rows.end[row] ?? 0,
        asOfMs: rows.asOf[row] ?? 0,
        value: Number.isNaN(value) ? null : value,
        unit,
        location,
      };
    });
  });
}

function judge(
  { truth, sinks, quarantine }: LabResult,
  change: {
    readonly sink?: readonly [SinkName, readonly ComparedObservation[]];
    readonly quarantine?: readonly QuarantinedRecord[];
  },
) {
  const changed = { ...sinks };
  if (change.sink !== undefined) {
    const table = new ObservationTable();
    for (const row of change.sink[1]) table.add(row);
    changed[change.sink[0]] = table;
  }
  const differences: Omit<VerdictDifference, "provider">[] = [];
  const judged = judgeProvider(truth, change.quarantine ?? quarantine, changed, [], (one) =>
    differences.push(one),
  );
  const unreadable = { count: 0, places: [] };
  return { reasons: reasonsToFail({ eia: { ...judged, unreadable } }), differences };
}

type Rows = readonly ComparedObservation[];

/** What is done to the rows of a sink, to the row at `at` first of all. */
const tampers: Record<string, (rows: Rows, at: number) => Rows> = {
  deleted: (rows, at) => rows.filter((_, index) => index !== at),
  "altered in value": alter((row) => ({ value: (row.value ?? 0) + 1 })),
  "altered by the last bit of its value": alter((row) => ({
    value: (row.value ?? 1) * (1 + 2 ** -51),
  })),
  "turned into missing": alter(() => ({ value: null })),
  "turned into NaN": alter(() => ({ value: Number.NaN })),
  "altered in unit": alter(() => ({ unit: "bushels" })),
  "altered in location": alter(() => ({ location: "ATLANTIS" })),
  "moved in time": alter((row) => ({ intervalStartMs: row.intervalStartMs + 1_000 })),
  "altered in its end": alter((row) => ({ intervalEndMs: row.intervalEndMs + 1_000 })),
  "dated earlier": alter((row) => ({ asOfMs: row.asOfMs - 1_000 })),
  "dated later": alter((row) => ({ asOfMs: row.asOfMs + 1_000 })),
  "given to another series": alter(() => ({ seriesId: "INVENTED" })),
  "given to another dataset": alter(() => ({ dataset: "invented" })),
  "repeated with another end": (rows, at) => [
    ...rows,
    ...rows.slice(at, at + 1).map((row) => ({ ...row, intervalEndMs: row.intervalEndMs + 1 })),
  ],
  "invented beside the others": (rows, at) => [
    ...rows,
    ...rows.slice(at, at + 1).map((row) => ({
      ...row,
      intervalStartMs: row.intervalStartMs + 900 * dayMs,
      intervalEndMs: row.intervalEndMs + 900 * dayMs,
    })),
  ],
};

function alter(change: (row: ComparedObservation) => Partial<ComparedObservation>) {
  return (rows: Rows, at: number): Rows =>
    rows.map((row, index) => (index === at ? { ...row, ...change(row) } : row));
}

const lab = {
  provider: "eia" as const,
  datasets: ["electricity/rto/region-data"],
  ...{ series: 12, points: 40 },
};
let revised: LabResult;
let spoilt: LabResult;
let vintages: LabResult;
beforeAll(async () => {
  revised = await runUnderFaults({
    ...lab,
    faults: [{ kind: "restated-history", parameters: { share: 0.3 } }],
    ...{ undisturbedFirst: true, undisturbedAfter: true },
  });
  const parameters = { share: 0.2 };
  spoilt = await runUnderFaults({ ...lab, faults: [{ kind: "spike", parameters }] });
  vintages = await runUnderFaults({
    ...{ provider: "fred", datasets: ["series/observations"], series: 3, points: 20, faults: [] },
  });
});

describe("the runs that are tampered with", () => {
  it("pass as they are", () => {
    for (const result of [revised, spoilt, vintages]) {
      expect(result.reasons).toEqual([]);
      expect(judge(result, {}).reasons).toEqual([]);
      expect(result.verdict.served).toBeGreaterThan(10);
    }
    expect(spoilt.quarantine.length).toBeGreaterThan(10);
    expect(revised.verdict.postgres).toBeGreaterThan(revised.sinks.kafka.series.size);
    expect(seconds(rowsOf(revised.sinks.postgres)).length).toBeGreaterThan(10);
  });
});

/** Places of rows whose interval has an earlier row. */
function seconds(rows: Rows): number[] {
  const seen = new Set<string>();
  return rows.flatMap((row, index) => {
    const interval = `${row.dataset} ${row.seriesId} ${row.intervalStartMs}`;
    if (seen.has(interval)) return [index];
    seen.add(interval);
    return [];
  });
}

describe.each(sinkNames)("a row in %s", (sink) => {
  it.each(Object.entries(tampers))("%s fails", (_what, tamper) => {
    for (const result of [revised, vintages]) {
      const rows = rowsOf(result.sinks[sink]);
      // In Kafka what came again may be gone once: the first run and the last send the same.
      const first = sink === "kafka" && result === revised ? lone(rows) : 7;
      const { reasons, differences } = judge(result, { sink: [sink, tamper(rows, first)] });
      expect(reasons).not.toEqual([]);
      const { seriesId } = rows[first] ?? { seriesId: "" };
      expect(differences.map(({ series_id }) => series_id)).toContain(seriesId);
      expect(differences.every((one) => one.sink === sink)).toBe(true);
    }
  });
});

/** A place whose value is in the sink once: the restated ones. */
function lone(rows: Rows): number {
  const key = ({ seriesId, intervalStartMs, value }: ComparedObservation): string =>
    `${seriesId} ${intervalStartMs} ${String(value)}`;
  const counts = Map.groupBy(rows, key);
  return rows.findIndex((row) => counts.get(key(row))?.length === 1);
}

describe.each(["postgres", "iceberg"] as const)("a revision in %s", (sink) => {
  it("lost, or its forerunner, fails", () => {
    const rows = rowsOf(revised.sinks[sink]);
    for (const second of seconds(rows).slice(0, 20)) {
      const { seriesId, intervalStartMs } = rows[second] ?? { seriesId: "", intervalStartMs: 0 };
      const own = rows.flatMap((row, index) =>
        row.seriesId === seriesId && row.intervalStartMs === intervalStartMs ? [index] : [],
      );
      for (const gone of own) {
        const left = rows.filter((_, index) => index !== gone);
        expect(judge(revised, { sink: [sink, left] }).reasons).toEqual(["eia: 1 lost"]);
      }
    }
  });

  it("swapped with its forerunner fails", () => {
    const rows = rowsOf(revised.sinks[sink]);
    const [second = 0] = seconds(rows);
    const later = rows[second];
    const first = rows.findIndex(
      (row) => row.seriesId === later?.seriesId && row.intervalStartMs === later.intervalStartMs,
    );
    const swapped = rows.map((row, index) =>
      index === first
        ? { ...row, value: later?.value ?? null }
        : index === second
          ? { ...row, value: rows[first]?.value ?? null }
          : row,
    );
    expect(judge(revised, { sink: [sink, swapped] }).reasons).not.toEqual([]);
  });

  it("doubled, or dated a day later than any answer that carried it, fails", () => {
    const rows = rowsOf(revised.sinks[sink]);
    const [second = 0] = seconds(rows);
    const doubled = [...rows, ...rows.slice(second, second + 1)];
    expect(judge(revised, { sink: [sink, doubled] }).reasons).toEqual(["eia: 1 duplicated"]);
    const late = alter((row) => ({ asOfMs: row.asOfMs + dayMs }))(rows, second);
    const { reasons } = judge(revised, { sink: [sink, late] });
    expect(reasons).toEqual(["eia: 1 lost", "eia: 1 phantom"]);
  });
});

describe("a message in Kafka", () => {
  it("may come again: that is counted and no fault", () => {
    const rows = rowsOf(revised.sinks.kafka);
    expect(judge(revised, { sink: ["kafka", [...rows, ...rows.slice(0, 3)]] }).reasons).toEqual([]);
  });
});

describe("a record in quarantine", () => {
  it.each<[string, (records: readonly QuarantinedRecord[]) => QuarantinedRecord[], string]>([
    ["removed", (records) => records.slice(1), "eia: 1 lost"],
    [
      "with the wrong reason",
      ([first, ...rest]) => (first ? [{ ...first, classes: ["unit"] }, ...rest] : []),
      "eia: 1 wrongly quarantined",
    ],
    [
      "of another time",
      ([first, ...rest]) =>
        first ? [{ ...first, intervalStartMs: (first.intervalStartMs ?? 0) + 1 }, ...rest] : [],
      "eia: 1 lost",
    ],
    [
      "of another series",
      ([first, ...rest]) => (first ? [{ ...first, seriesId: "INVENTED" }, ...rest] : []),
      "eia: 1 lost",
    ],
    [
      "invented for a request no fault touched",
      (records) => {
        const [first] = records;
        const another = { seriesId: "INVENTED", request: "/v2/nowhere/data" };
        return first ? [...records, { ...first, ...another }] : [];
      },
      "eia: 1 wrongly quarantined",
    ],
    [
      "without an identity, for a request no fault touched",
      (records) => {
        const [first] = records;
        const nothing = { seriesId: null, intervalStartMs: null, asOfMs: null };
        return first ? [...records, { ...first, ...nothing, request: "/v2/nowhere" }] : [];
      },
      "eia: 1 wrongly quarantined",
    ],
    [
      "of a row that landed as it should",
      (records) => {
        const [first] = records;
        const [landed] = rowsOf(spoilt.sinks.postgres);
        return first && landed ? [...records, { ...first, ...identityOf(landed) }] : [];
      },
      "eia: 1 wrongly quarantined",
    ],
  ])("%s fails", (_what, tamper, reason) => {
    const quarantine = tamper(spoilt.quarantine);
    const { reasons, differences } = judge(spoilt, { quarantine });
    expect(reasons).toContain(reason);
    expect(differences[0]).toMatchObject({ sink: "quarantine" });
  });
});

describe("a record of a message that did not decode", () => {
  it("is told by whoever reads the topic", () => {
    const [first] = spoilt.quarantine;
    if (first === undefined) throw new Error("nothing in quarantine");
    const nothing = { dataset: "unknown", seriesId: null, intervalStartMs: null, asOfMs: null };
    const message = { ...first, ...nothing, request: "aurum.ext.eia.sandbox.v1/0/240" };
    expect(judge(spoilt, { quarantine: [...spoilt.quarantine, message] }).reasons).toEqual([]);
  });
});

function identityOf({ dataset, seriesId, intervalStartMs, asOfMs }: ComparedObservation) {
  return { dataset, seriesId, intervalStartMs, asOfMs };
}

/** Ledger texts, each changed in one place. */
describe("a truth ledger", () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "tampering-"));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  async function judgeBy(ledger: string) {
    writeFileSync(ledgerFile(directory, "eia"), ledger);
    const truth = await readTruth(directory, "eia", [], AbortSignal.timeout(10_000));
    return judge({ ...spoilt, truth }, {});
  }

  it("that is whole passes", async () => {
    expect((await judgeBy(spoilt.ledger)).reasons).toEqual([]);
  });

  it("that is not there is no verdict but an error", async () => {
    const nowhere = join(directory, "nowhere");
    const reading = readTruth(nowhere, "eia", [], AbortSignal.timeout(10_000));
    await expect(reading).rejects.toMatchObject({ code: "LEDGER_UNREADABLE" });
  });

  it.each<[string, (lines: readonly string[]) => string]>([
    ["cut after its first line", ([open = ""]) => `${open}\n`],
    [
      "cut in the middle of its first answer",
      ([open = "", answer = ""]) => `${open}\n${answer.slice(0, 80)}`,
    ],
    ["cut to nothing", () => ""],
    [
      "without its answers",
      (lines) => lines.filter((line) => !isAnswer(line) && !isEnd(line)).join("\n"),
    ],
  ])("%s fails, and names what it does not know", async (_what, tamper) => {
    const { reasons, differences } = await judgeBy(tamper(spoilt.ledger.split("\n")));
    expect(reasons).toContainEqual(expect.stringMatching(/^eia: \d+ phantom$/));
    expect(reasons).toContain("eia: nothing was served, so nothing was proven");
    expect(differences[0]).toMatchObject({ kind: "phantom" });
  });

  it.each<[string, (ledger: string) => string, RegExp]>([
    [
      "with a line that is no JSON",
      (text) => text.replace('{"type":"answer"', '{"type:"answer"'),
      /line 2: not JSON/,
    ],
    [
      "with a line of no known type",
      (text) => text.replace('"type":"answer"', '"type":"anwser"'),
      /line 2: .*expected a line of type/,
    ],
    [
      "without the line of an answer that ended",
      (text) => without(text, isAnswer),
      /which is not open/,
    ],
    [
      "without its beginning",
      (text) => without(text, (line) => !isAnswer(line)),
      /an answer before any start/,
    ],
    ["with an answer twice", (text) => text.replace(/^(.*"answer".*)$/m, "$1\n$1"), /twice/],
    [
      "with another digest",
      (text) => text.replace(/"digest":"./, '"digest":"~'),
      /expected \d+ with ~/,
    ],
    [
      "with another count",
      (text) => text.replace(/"observations":(\d+)/, '"observations":1$1'),
      /expands to \d+ observations/,
    ],
    [
      "with another count in a range",
      (text) => text.replace(/"count":(\d+)/, '"count":1$1'),
      /Cannot read the truth ledger of eia/,
    ],
    ["of another seed", (text) => text.replace('"seed":42', '"seed":43'), /Cannot trust/],
    [
      "of another provider",
      (text) => text.replace('"provider":"eia"', '"provider":"fred"'),
      /it is of "fred", expected a ledger of eia/,
    ],
    [
      "with another row judged",
      (text) => text.replace(/"rows":\[\[(\d+)/, '"rows":[[1$1'),
      /judges \d+ rows and meant only \d+/,
    ],
  ])("%s is no verdict but an error", async (_what, tamper, says) => {
    const changed = tamper(spoilt.ledger);
    expect(changed).not.toBe(spoilt.ledger);
    await expect(judgeBy(changed)).rejects.toMatchObject({
      code: "LEDGER_UNREADABLE",
      message: expect.stringMatching(says) as string,
    });
  });
});

function isAnswer(line: string): boolean {
  return line.startsWith('{"type":"answer"');
}

function isEnd(line: string): boolean {
  return line.startsWith('{"type":"end"');
}

/** Without the first line of a kind. */
function without(text: string, isGone: (line: string) => boolean): string {
  const lines = text.split("\n");
  return lines.filter((_, index) => index !== lines.findIndex(isGone)).join("\n");
}
