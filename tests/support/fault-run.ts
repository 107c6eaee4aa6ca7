/** A run in which one process is killed with -9 once a part of the data is on its way. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { describeSandbox } from "../../services/runner/commands/status.ts";
import type { Verdict } from "../../services/runner/verdict.ts";
import { createTestSandbox, eventually, startCli } from "./run-cli.ts";

export interface FaultRun {
  readonly verdict: Verdict;
  readonly code: number | null;
}

export interface FaultOptions {
  /** Process to kill, by its name in `status --json`. */
  readonly kill: string;
  /** How many times, one after the other has come back. */
  readonly times?: number;
  readonly providers?: string;
  readonly series?: number;
}

const wordsOfSize = (series: number): string[] => ["--series", String(series), "--points", "1000"];

/** Kills while records are between the first and the last commit, and returns the verdict of the run. */
export async function runWithKill(options: FaultOptions): Promise<FaultRun> {
  const { kill, times = 1, providers = "caiso,eia,fred", series = 60 } = options;
  const sandbox = createTestSandbox(`kill-${kill}`);
  try {
    const words = [
      "run",
      "--json",
      "--dir",
      sandbox.dir,
      "--ports",
      "auto",
      "--providers",
      providers,
    ];
    const run = startCli([...words, ...wordsOfSize(series)]);
    let ended = false;
    void run.finished.then(() => (ended = true));
    await eventually("the run fetches", () => {
      if (ended) throw new Error(`The run ended before it was hurt:\n${run.printed.stderr}`);
      return run.printed.stderr.includes("Fetching and landing") ? true : undefined;
    });
    let last = 0;
    for (let time = 0; time < times; time++) {
      last = await eventually(`${kill} runs`, () => {
        const pid = pidOf(sandbox.dir, kill);
        return pid === undefined || pid === last || ended ? undefined : pid;
      });
      await eventually("data is on its way", () =>
        bytesServed(sandbox.dir, providers) > 0 ? true : undefined,
      );
      process.kill(last, "SIGKILL");
    }
    const { code, stdout, stderr } = await run.finished;
    expect(stdout, stderr).not.toBe("");
    // Proof for the cast: the command checked it against the schema before printing it.
    return { code, verdict: JSON.parse(stdout) as Verdict };
  } finally {
    await sandbox.remove();
  }
}

/** What every run must show, whatever was killed. */
export function expectNothingWrong({ verdict, code }: FaultRun, killed: string): void {
  expect(verdict.reasons).toEqual([]);
  expect({ verdict: verdict.verdict, code }).toEqual({ verdict: "pass", code: 0 });
  for (const counts of Object.values(verdict.providers)) {
    expect(counts).toMatchObject({
      lost: 0,
      duplicated: 0,
      altered: 0,
      phantom: 0,
      wronglyQuarantined: 0,
    });
    expect(counts.served).toBeGreaterThan(0);
    expect(counts.iceberg).toBe(counts.postgres);
    // In a stream a value may come back under its nominal as_of: Kafka has it once, the sinks as two versions.
    if (verdict.stream === undefined) expect(counts.kafka).toBe(counts.postgres);
    else expect(counts.kafka).toBeLessThanOrEqual(counts.postgres);
  }
  expect(
    verdict.events.filter(({ process }) => process === killed).map(({ event }) => event),
  ).toEqual(
    expect.arrayContaining([expect.stringMatching(/^died/), expect.stringMatching(/^back after/)]),
  );
}

function pidOf(dir: string, name: string): number | undefined {
  return describeSandbox(dir).processes.find((process) => process.name === name && process.running)
    ?.pid;
}

function bytesServed(dir: string, providers: string): number {
  return providers
    .split(",")
    .reduce((sum, provider) => sum + answersIn(join(dir, "ledger", `${provider}.jsonl`)), 0);
}

function answersIn(file: string): number {
  try {
    return readFileSync(file, "utf8").split('"type":"answer"').length - 1;
  } catch {
    return 0; // the mock has not written anything yet
  }
}
