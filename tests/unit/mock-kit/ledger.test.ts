import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TruthDigest, hashSeries } from "../../../mock-providers/kit/digest.ts";
import { type LedgerAnswer, readLedger } from "../../../mock-providers/kit/ledger-reader.ts";
import { type LedgerWriter, openLedger } from "../../../mock-providers/kit/ledger-writer.ts";
import type {
  MockProvider,
  Served,
  ServedRange,
  TruthObservation,
  WorldOptions,
} from "../../../mock-providers/kit/types.ts";

const world: WorldOptions = {
  seed: 42,
  seriesCount: 1,
  pointsPerSeries: 10,
  anchorMs: 0,
  scope: "full",
};

/** Hour `index` of a series whose values are its hours plus the seed. */
function observation(seed: number, index: number): TruthObservation {
  return {
    dataset: "d",
    seriesId: "s",
    intervalStartMs: index * 3_600_000,
    intervalEndMs: (index + 1) * 3_600_000,
    value: index % 5 === 0 ? null : index + seed,
    unit: "MW",
    location: null,
    asOfMs: index * 3_600_000,
  };
}

function createTestProvider(_name: string, { seed }: WorldOptions): MockProvider {
  return {
    name: "test",
    catalogue: [],
    throttled: false,
    answer: () => ({ status: 404, headers: {}, body: "" }),
    *expand(range: ServedRange) {
      for (let index = 0; index < range.count; index++) {
        yield observation(seed, Number(range["from"]) + index);
      }
    },
  };
}

function digestOf(observations: readonly TruthObservation[]): string {
  const digest = new TruthDigest();
  for (const { intervalStartMs, asOfMs, value } of observations) {
    digest.add(hashSeries("d", "s"), intervalStartMs, asOfMs, value);
  }
  return digest.toString();
}

function served(from: number, count: number): Served {
  const observations = Array.from({ length: count }, (_, index) => observation(42, from + index));
  const ranges = [{ dataset: "d", seriesId: "s", count, from }];
  return { ranges, rows: [], observations: count, digest: digestOf(observations) };
}

let directory = "";
let file = "";
const open: LedgerWriter[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "ledger-"));
  file = join(directory, "test.jsonl");
});
afterEach(() => {
  for (const writer of open.splice(0)) writer.close();
  rmSync(directory, { recursive: true });
});

function start(): LedgerWriter {
  const writer = openLedger({ directory, provider: "test", world, atMs: 1000 });
  open.push(writer);
  return writer;
}

type Plain = Omit<LedgerAnswer, "observations" | "rulings" | "faults" | "endless" | "hidesMore">;

async function readAll(): Promise<(Plain & { values: unknown[] })[]> {
  const answers = [];
  for await (const {
    observations,
    rulings: _,
    faults: __,
    endless: ___,
    hidesMore: ____,
    ...answer
  } of readLedger(directory, "test", createTestProvider)) {
    answers.push({ ...answer, values: [...observations].map(({ value }) => value) });
  }
  return answers;
}

function lines(): string[] {
  return readFileSync(file, "utf8").split("\n").slice(0, -1);
}

describe("the truth ledger", () => {
  it("gives back what was served, when and how it ended", async () => {
    const writer = start();
    writer.answer({ id: "1.1", atMs: 2000, path: "/a", served: served(0, 3) });
    writer.answer({ id: "1.2", atMs: 3000, path: "/b", served: served(3, 2) });
    writer.end("1.2", "unsure");
    writer.end("1.1", "complete");
    writer.flush();
    expect(await readAll()).toEqual([
      {
        provider: "test",
        world,
        id: "1.2",
        atMs: 3000,
        outcome: "unsure",
        path: "/b",
        count: 2,
        values: [45, 46],
      },
      {
        provider: "test",
        world,
        id: "1.1",
        atMs: 2000,
        outcome: "complete",
        path: "/a",
        count: 3,
        values: [null, 43, 44],
      },
    ]);
  });

  it("has the answer on disk at once and its end within some milliseconds", async () => {
    const writer = start();
    writer.answer({ id: "1.1", atMs: 2000, path: "/a", served: served(0, 3) });
    expect(lines()).toHaveLength(2);
    writer.end("1.1", "complete");
    await vi.waitFor(() => {
      expect(lines()).toHaveLength(3);
    });
    expect(JSON.parse(lines()[2] ?? "")).toEqual({ type: "end", id: "1.1", outcome: "complete" });
  });

  it("carries rows no range describes", async () => {
    const writer = start();
    const observations = [observation(0, 4), observation(0, 5)];
    const digest = digestOf(observations);
    writer.answer({
      id: "1.1",
      atMs: 2000,
      path: "/a",
      served: { ranges: [], rows: observations, observations: 2, digest },
    });
    writer.end("1.1", "complete");
    writer.flush();
    expect(JSON.parse(lines()[1] ?? "")).toMatchObject({
      rows: [
        ["d", "s", 14_400_000, 18_000_000, 4, "MW", null, 14_400_000],
        ["d", "s", 18_000_000, 21_600_000, null, "MW", null, 18_000_000],
      ],
    });
    expect((await readAll())[0]?.values).toEqual([4, null]);
  });

  it("takes an answer without an end for unsure, at the end and at the next start", async () => {
    const first = start();
    first.answer({ id: "1.1", atMs: 2000, path: "/a", served: served(0, 1) });
    const second = start();
    second.answer({ id: "2.1", atMs: 3000, path: "/b", served: served(1, 1) });
    expect((await readAll()).map(({ id, outcome }) => [id, outcome])).toEqual([
      ["1.1", "unsure"],
      ["2.1", "unsure"],
    ]);
  });

  it("counts its starts on, over any number of lines in between", () => {
    expect(start().start).toBe(1);
    const second = start();
    expect(second.start).toBe(2);
    for (let id = 1; id <= 2000; id++) {
      second.answer({ id: `2.${id}`, atMs: id, path: "/".padEnd(100), served: served(0, 1) });
    }
    expect(start().start).toBe(3);
  });

  it("drops a last line that a kill cut short, for readers and for the next start", async () => {
    const first = start();
    first.answer({ id: "1.1", atMs: 2000, path: "/a", served: served(0, 1) });
    first.answer({ id: "1.2", atMs: 2000, path: "/b", served: served(0, 2) });
    truncateSync(file, readFileSync(file).length - 5);
    expect((await readAll()).map(({ id }) => id)).toEqual(["1.1"]);
    const second = start();
    expect(second.start).toBe(2);
    second.answer({ id: "2.1", atMs: 3000, path: "/c", served: served(0, 1) });
    expect((await readAll()).map(({ id }) => id)).toEqual(["1.1", "2.1"]);
  });

  it("starts over in a file that holds nothing but a cut line", () => {
    writeFileSync(file, '{"type":"open","vers');
    expect(start().start).toBe(1);
    expect(lines()).toHaveLength(1);
  });

  it("takes an end that comes after its closing for none", async () => {
    const writer = start();
    writer.answer({ id: "1.1", atMs: 2000, path: "/a", served: served(0, 1) });
    writer.close();
    writer.end("1.1", "complete");
    writer.flush();
    expect((await readAll())[0]?.outcome).toBe("unsure");
  });

  it("counts what it wrote", () => {
    const writer = start();
    writer.answer({ id: "1.1", atMs: 2000, path: "/a", served: served(0, 3) });
    writer.end("1.1", "complete");
    writer.answer({ id: "1.2", atMs: 2000, path: "/a", served: served(0, 4) });
    writer.end("1.2", "cut");
    writer.flush();
    expect(writer.summary()).toEqual({
      file,
      start: 1,
      answers: 2,
      observations: 7,
      outcomes: { complete: 1, cut: 1, unsure: 0 },
      lines: 5,
    });
  });
});

describe("readLedger() refuses", () => {
  async function failure(): Promise<string> {
    return readAll().then(
      () => "nothing was refused",
      (error: unknown) => String(error),
    );
  }

  it("an answer whose digest no longer matches, naming the line", async () => {
    const writer = start();
    writer.answer({ id: "1.1", atMs: 0, path: "/a", served: { ...served(0, 3), digest: "0" } });
    writer.end("1.1", "complete");
    writer.flush();
    expect(await failure()).toMatch(/test\.jsonl line 2: answer 1\.1 expands to 3 observations/);
  });

  it("a range that expands to another count", async () => {
    const writer = start();
    const wrong = { ...served(0, 3), observations: 4 };
    writer.answer({ id: "1.1", atMs: 0, path: "/a", served: wrong });
    expect(await failure()).toMatch(/line 2.*expected 4/);
  });

  it("a line that is not JSON, but for the last one", async () => {
    start();
    appendFileSync(file, "nonsense\n");
    expect(await failure()).toMatch(/test\.jsonl line 2: not JSON: "nonsense"/);
  });

  it.each([
    ['{"type":"close"}', /expected a line of type open/],
    ["null", /expected a line of type open/],
    ['{"type":"open","version":3,"world":{}}', /expected a line of type open/],
    [
      '{"type":"end","id":"1.7","outcome":"complete"}',
      /the end of answer "1\.7", which is not open/,
    ],
    ['{"type":"end","id":"1.7","outcome":"fine"}', /expected a line of type open/],
  ])("the line %s", async (text, message) => {
    start();
    appendFileSync(file, `${text}\n`);
    expect(await failure()).toMatch(message);
  });

  it("an answer before any start", async () => {
    writeFileSync(file, '{"type":"answer","id":"1.1","ranges":[]}\n');
    expect(await failure()).toMatch(/line 1: an answer before any start/);
  });

  it("a ledger that is not there", async () => {
    expect(await failure()).toMatch(/ENOENT/);
  });
});

describe("answers under faults", () => {
  const disturbance = {
    faults: ["spike#a", "late-data#b"],
    endless: false,
    hidesMore: false,
    judged: [
      {
        say: "quarantine" as const,
        classes: ["value-range"] as const,
        ...{ dataset: "d", seriesId: "s", unit: "MW", location: null },
        rows: [] as (number | null)[][],
      },
      {
        say: "withheld" as const,
        classes: [],
        ...{ dataset: "d", seriesId: "s", unit: "MW", location: null },
        rows: [] as (number | null)[][],
      },
    ],
    withheld: undefined,
  };

  function identityOf(index: number): [number, number] {
    const { intervalStartMs, asOfMs } = observation(42, index);
    return [intervalStartMs, asOfMs];
  }

  async function rulings() {
    const all = [];
    for await (const answer of readLedger(directory, "test", createTestProvider)) {
      all.push(
        [...answer.rulings].map(({ say, observation: one, isReadable }) => [
          say,
          one.value,
          isReadable,
        ]),
      );
    }
    return all;
  }

  it("say of each row what a reader sees and what must become of it", async () => {
    const writer = start();
    const [startMs, asOfMs] = identityOf(1);
    const [first, second] = disturbance.judged;
    const judged = [
      { ...first, rows: [[startMs, asOfMs, startMs, startMs + 1, 1e15, asOfMs], identityOf(3)] },
      { ...second, rows: [identityOf(2)] },
    ] as typeof disturbance.judged;
    writer.answer({
      ...{ id: "1.1", atMs: 2000, path: "/a", served: served(0, 4) },
      disturbance: { ...disturbance, judged },
    });
    writer.end("1.1", "complete");
    writer.flush();
    expect(await rulings()).toEqual([
      [
        ["land", null, true],
        ["quarantine", 1e15, true],
        ["withheld", 44, true].with(2, false),
        ["quarantine", 45, false],
      ],
    ]);
  });

  it("say what was withheld as a whole, and whether the answer tells", async () => {
    const writer = start();
    const { ranges } = served(5, 2);
    for (const noticeable of [true, false]) {
      writer.answer({
        ...{ id: `1.${noticeable ? 1 : 2}`, atMs: 2000, path: "/a", served: served(0, 1) },
        disturbance: { ...disturbance, judged: [], withheld: { noticeable, ranges, rows: [] } },
      });
    }
    writer.flush();
    const [told, silent] = await rulings();
    expect(told?.map(([say]) => say)).toEqual(["land", "noticeable", "noticeable"]);
    expect(silent?.map(([say]) => say)).toEqual(["land", "withheld", "withheld"]);
  });

  it("may mean a judged row twice", async () => {
    const writer = start();
    const row = observation(42, 1);
    const digest = new TruthDigest();
    for (let copy = 0; copy < 2; copy++)
      digest.add(hashSeries("d", "s"), row.intervalStartMs, row.asOfMs, row.value);
    const [first] = disturbance.judged;
    const judged = [{ ...first, rows: [identityOf(1)] }] as typeof disturbance.judged;
    const twice = { ranges: [], rows: [row, row], observations: 2, digest: digest.toString() };
    writer.answer({
      ...{ id: "1.1", atMs: 2000, path: "/a", served: twice },
      disturbance: { ...disturbance, judged },
    });
    writer.flush();
    expect((await rulings()).flat().map(([say]) => say)).toEqual(["quarantine", "quarantine"]);
  });

  it("are refused when they judge a row the answer never meant", async () => {
    const writer = start();
    const [first] = disturbance.judged;
    const judged = [{ ...first, rows: [identityOf(9)] }] as typeof disturbance.judged;
    writer.answer({
      ...{ id: "1.1", atMs: 2000, path: "/a", served: served(0, 2) },
      disturbance: { ...disturbance, judged },
    });
    writer.flush();
    await expect(rulings()).rejects.toThrow(/judges 1 rows and meant only 0 of them/);
  });

  it("and requests left without any are told of", async () => {
    const writer = start();
    writer.fault({
      id: "1.1",
      atMs: 2000,
      path: "/a",
      disturbance: { ...disturbance, endless: true },
    });
    const faults: unknown[] = [];
    const answers = [];
    for await (const one of readLedger(directory, "test", createTestProvider, (fault) =>
      faults.push(fault),
    ))
      answers.push(one);
    expect(answers).toEqual([]);
    expect(faults).toMatchObject([
      { path: "/a", faults: ["spike#a", "late-data#b"], endless: true },
    ]);
  });

  it("of version 1 are read as they always were", async () => {
    const writer = start();
    writer.answer({ id: "1.1", atMs: 2000, path: "/a", served: served(0, 2) });
    writer.end("1.1", "complete");
    writer.close();
    writeFileSync(file, readFileSync(file, "utf8").replace('"version":2', '"version":1'));
    expect(await rulings()).toEqual([
      [
        ["land", null, true],
        ["land", 43, true],
      ],
    ]);
  });
});
