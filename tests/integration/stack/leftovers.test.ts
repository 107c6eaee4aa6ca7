import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findMarkedProcesses, isRunning } from "../../../services/stack/process-identity.ts";
import { readSandboxState } from "../../../services/stack/sandbox-directory.ts";
import { clearLeftovers, stopSandbox } from "../../../services/stack/stop-sandbox.ts";
import { newRoot, openSandbox, removeRoot } from "./support/sandbox.ts";

const doomedRunner = fileURLToPath(new URL("support/doomed-runner.ts", import.meta.url));
let root: string;

/** Starts a runner in `root`, waits until its parts are up, and kills it with -9. */
async function startAndKillRunner(parts: "all" | "sleeper"): Promise<void> {
  const runner = spawn(process.execPath, [doomedRunner, root, parts], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(runner.stdout, "data");
  runner.kill("SIGKILL");
  await once(runner, "exit");
}

function recorded() {
  return readSandboxState(join(root, "sandbox"))?.processes ?? [];
}

beforeEach(() => {
  root = newRoot();
});

afterEach(async () => {
  const sandbox = openSandbox(root);
  await stopSandbox(sandbox.directory);
  sandbox.directory.close();
  removeRoot(root);
});

describe("after kill -9 of a runner", () => {
  it("the next one finds its whole stack, clears it and starts anew", async () => {
    await startAndKillRunner("all");
    const left = recorded();
    expect(left.filter(isRunning)).toHaveLength(4);
    const sandbox = openSandbox(root);
    const cleared = await clearLeftovers(sandbox.directory);
    expect([...cleared].sort()).toEqual(["kafka", "postgres", "redis", "registry"]);
    expect(left.filter(isRunning)).toEqual([]);
    await sandbox.start();
    await sandbox.stop();
  });

  it("a damaged state.json does not hide what is left", async () => {
    await startAndKillRunner("sleeper");
    const left = recorded();
    expect(left.filter(isRunning)).toHaveLength(1);
    const state = join(root, "sandbox", "state.json");
    writeFileSync(state, readFileSync(state, "utf8").slice(0, 40));
    const sandbox = openSandbox(root);
    expect(sandbox.directory.damage).toContain("Cannot read");
    await clearLeftovers(sandbox.directory);
    expect(left.filter(isRunning)).toEqual([]);
    expect(findMarkedProcesses(sandbox.directory.paths.root)).toEqual([]);
    sandbox.directory.close();
  });

  it("a process that has the pid of one that is gone is left alone", async () => {
    await startAndKillRunner("sleeper");
    const [sleeper] = recorded();
    const bystander = spawn("sleep", ["600"]);
    await once(bystander, "spawn");
    const sandbox = openSandbox(root);
    // As if the recorded process had ended and its pid were the bystander's by now.
    const taken = { ...sleeper, pid: bystander.pid };
    const state = join(root, "sandbox", "state.json");
    const text = JSON.stringify({ ...sandbox.directory.state, processes: [taken] });
    sandbox.directory.close();
    writeFileSync(state, text);
    const next = openSandbox(root);
    await clearLeftovers(next.directory);
    next.directory.close();
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
    bystander.kill("SIGKILL");
    await once(bystander, "exit");
  });
});
