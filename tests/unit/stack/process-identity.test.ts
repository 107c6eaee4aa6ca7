import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import {
  birthOf,
  currentProcess,
  findMarkedProcesses,
  isRunning,
  residentBytes,
  sandboxMark,
} from "../../../services/stack/process-identity.ts";

async function spawnSleeper(env: Record<string, string> = {}) {
  const child = spawn("sleep", ["60"], { env: { PATH: process.env["PATH"], ...env } });
  await once(child, "spawn");
  if (child.pid === undefined) throw new Error("sleep could not be started");
  return { child, pid: child.pid };
}

describe("isRunning()", () => {
  it("knows a living process by pid and birth", () => {
    expect(isRunning(currentProcess())).toBe(true);
  });

  it("does not take another process with the same pid for it", () => {
    expect(isRunning({ pid: process.pid, birth: "00000000-1" })).toBe(false);
  });

  it("says no once the process has ended, even before its parent has noticed", async () => {
    const { child, pid } = await spawnSleeper();
    const identity = { pid, birth: birthOf(pid) ?? "" };
    expect(isRunning(identity)).toBe(true);
    child.kill("SIGKILL");
    // Synchronous: this process cannot have reaped its child meanwhile.
    const deadline = performance.now() + 5_000;
    while (isRunning(identity) && performance.now() < deadline);
    expect(isRunning(identity)).toBe(false);
    await once(child, "exit");
  });
});

describe("findMarkedProcesses()", () => {
  it.runIf(process.platform === "linux")(
    "finds what carries a sandbox's mark, and nothing else",
    async () => {
      const root = `/nowhere/${process.pid}`;
      const marked = await spawnSleeper({ [sandboxMark]: root });
      const other = await spawnSleeper({ [sandboxMark]: `${root}-2` });
      expect(findMarkedProcesses(root).map(({ pid }) => pid)).toEqual([marked.pid]);
      marked.child.kill("SIGKILL");
      other.child.kill("SIGKILL");
      await Promise.all([once(marked.child, "exit"), once(other.child, "exit")]);
      expect(findMarkedProcesses(root)).toEqual([]);
    },
  );
});

describe("residentBytes()", () => {
  it("measures a living process and knows nothing of one that is gone", () => {
    expect(residentBytes(process.pid)).toBeGreaterThan(10e6);
    expect(residentBytes(4_200_000)).toBeUndefined();
  });
});
