import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Verdict } from "../../services/runner/verdict.ts";
import { findMarkedProcesses, isRunning } from "../../services/stack/process-identity.ts";
import { type Footprint, expectGone, takeFootprint } from "../support/aftermath.ts";
import {
  type RunningCli,
  type TestSandbox,
  createTestSandbox,
  eventually,
  runCli,
  startCli,
} from "../support/run-cli.ts";

/** Stopping takes 2 to 4 s; shared cores may be slower. */
const stopLimitMs = 20_000;

/** Where a run is, as seen from outside. */
const moments = {
  "while the stack starts": (_run, dir) => takeFootprint(dir).processes.length >= 3,
  "while it fetches": (run, dir) =>
    run.printed.stderr.includes("Fetching and landing …") && answersServed(dir) > 0,
  "while it reconciles": (run) => run.printed.stderr.includes("Reconciling …"),
} satisfies Record<string, (run: RunningCli, dir: string) => boolean>;

describe("a run that is interrupted", () => {
  const sandboxes: TestSandbox[] = [];
  afterAll(async () => {
    for (const sandbox of sandboxes) await sandbox.remove();
  });

  /** A run that has come to the moment, and what it had running then. */
  async function runUntil(moment: keyof typeof moments): Promise<{
    readonly dir: string;
    readonly run: RunningCli;
    readonly footprint: Footprint;
  }> {
    const sandbox = createTestSandbox("interrupt");
    sandboxes.push(sandbox);
    const { dir } = sandbox;
    const run = startCli(["run", "--json", "--series", "30", "--dir", dir]);
    await eventually(`a run ${moment}`, () => {
      if (run.child.exitCode !== null) throw new Error(`It ended:\n${run.printed.stderr}`);
      return moments[moment](run, dir) ? true : undefined;
    });
    return { dir, run, footprint: takeFootprint(dir) };
  }

  it.each([
    ["SIGINT", "while the stack starts"],
    ["SIGTERM", "while the stack starts"],
    ["SIGHUP", "while the stack starts"],
    ["SIGINT", "while it fetches"],
    ["SIGINT", "while it reconciles"],
  ] as const)(
    "with %s %s ends with 130 within seconds and leaves nothing",
    async (signal, moment) => {
      const { dir, run, footprint } = await runUntil(moment);
      expect(footprint.processes.length).toBeGreaterThanOrEqual(3);
      const askedAt = Date.now();
      run.child.kill(signal);
      const { code, stdout, stderr } = await run.finished;
      expect(Date.now() - askedAt).toBeLessThan(stopLimitMs);
      expect({ code, stdout }, stderr).toEqual({ code: 130, stdout: "" });
      expect(stderr).toContain("Stopping everything; once more to leave at once");
      expect(stderr).not.toMatch(/^\s+at /m);
      await expectGone(footprint);
      for (const place of ["data", "warehouse", "ledger", "runs"]) {
        expect(readdirSync(join(dir, place))).toEqual([]);
      }
    },
  );

  it("with kill -9 leaves processes, which the next run finds and clears before it passes", async () => {
    const { dir, run, footprint } = await runUntil("while it fetches");
    run.child.kill("SIGKILL");
    expect((await run.finished).signal).toBe("SIGKILL");
    expect(footprint.processes.filter(isRunning).length).toBeGreaterThanOrEqual(7);

    const size = ["--seed", "5", "--series", "3", "--points", "50"];
    const second = await runCli(["run", "--json", "--dir", dir, ...size]);
    expect(second.code, second.stderr).toBe(0);
    expect(second.stderr).toContain("Clearing what an earlier runner left");
    // Proof for the cast: a run that ended with 0 printed a verdict.
    const { providers } = JSON.parse(second.stdout) as Verdict;
    for (const counts of Object.values(providers)) {
      expect(counts).toMatchObject({ served: 150, kafka: 150, postgres: 150, iceberg: 150 });
    }
    await expectGone(footprint);
    expect(findMarkedProcesses(dir)).toEqual([]);
  });
});

function answersServed(dir: string): number {
  try {
    return (
      readFileSync(join(dir, "ledger", "fred.jsonl"), "utf8").split('"type":"answer"').length - 1
    );
  } catch {
    return 0; // the mock has not written anything yet
  }
}
