/** A stream in which one process is killed with -9 once something has landed. */
import { expect } from "vitest";
import { describeSandbox } from "../../services/runner/commands/status.ts";
import type { Verdict } from "../../services/runner/verdict.ts";
import type { FaultRun } from "./fault-run.ts";
import { createTestSandbox, eventually, startCli } from "./run-cli.ts";

/** Streams 12 hours from a Monday morning of CAISO, EIA and FRED. */
export async function streamWithKill(kill: string, timeScale: number): Promise<FaultRun> {
  const sandbox = createTestSandbox(`stream-kill-${kill}`);
  try {
    const words = ["run", "--json", "--dir", sandbox.dir, "--series", "20", "--for", "12h"];
    const clock = ["--time-scale", String(timeScale), "--clock-start", "2026-03-16T15:00:00Z"];
    const run = startCli([...words, ...clock]);
    await eventually("something has landed", () => {
      if (run.child.exitCode !== null) throw new Error(`It ended:\n${run.printed.stderr}`);
      return hasLanded(run.printed.stderr) ? true : undefined;
    });
    const victim = describeSandbox(sandbox.dir).processes.find(({ name }) => name === kill);
    if (victim === undefined) throw new Error(`There is no process "${kill}"`);
    process.kill(victim.pid, "SIGKILL");
    const { code, stdout, stderr } = await run.finished;
    expect(stdout, stderr).not.toBe("");
    // Proof for the cast: the command checked it against the schema before printing it.
    return { code, verdict: JSON.parse(stdout) as Verdict };
  } finally {
    await sandbox.remove();
  }
}

/** Whether the progress of a stream shows records of some provider. */
export function hasLanded(stderr: string): boolean {
  return /[1-9]\d* pages +[\d,]*[1-9][\d,]* records/.test(stderr);
}

/** What only streams promise: nothing published was missed, and what a kill held up was made up for. */
export function expectNothingMissed({ verdict }: FaultRun): void {
  const streamed = Object.values(verdict.stream?.providers ?? {});
  expect(streamed).toHaveLength(3);
  for (const { published, missing, freshness } of streamed) {
    expect(published).toBeGreaterThan(0);
    expect({ missing, late: freshness.late }).toEqual({ missing: 0, late: 0 });
  }
}
