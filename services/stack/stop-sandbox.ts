/** How a sandbox ends: stopped and cleaned, or left up on purpose, or cleared after a runner that was killed. */
import { setTimeout as delay } from "node:timers/promises";
import { stopContainers } from "./docker-stack.ts";
import { releasePort } from "./ports.ts";
import { findMarkedProcesses, isRunning } from "./process-identity.ts";
import type { SandboxDirectory } from "./sandbox-directory.ts";
import type { Supervisor } from "./stack.ts";
import { stopRecorded } from "./supervisor.ts";

/** Longest wait for processes that had to be killed, in milliseconds. */
const killWaitMs = 2_000;

/**
 * Stops every process of the sandbox, whoever started it, and removes its data; runs and logs stay.
 * Does nothing when nothing is up.
 */
export async function stopSandbox(
  directory: SandboxDirectory,
  supervisor?: Supervisor,
): Promise<void> {
  supervisor?.release();
  await stopRecorded(directory);
  await killMarked(directory.paths.root);
  const project = directory.state?.composeProject;
  if (project !== undefined) await stopContainers(project);
  releasePorts(directory);
  directory.clear();
}

/** Leaves everything up for later runners, which then take it over. */
export function keepSandbox(directory: SandboxDirectory, supervisor: Supervisor): void {
  supervisor.release();
  // Their processes hold the ports by now.
  releasePorts(directory);
  directory.update({ kept: true });
}

/**
 * Clears what a killed runner left, even if its state.json is lost or damaged; what was kept up on purpose stays
 * for as long as some of it runs. Resolves to the names of the processes that were stopped.
 */
export async function clearLeftovers(directory: SandboxDirectory): Promise<string[]> {
  const running = (directory.state?.processes ?? []).filter(isRunning).map(({ name }) => name);
  if (directory.state?.kept === true && running.length > 0) return [];
  await stopSandbox(directory);
  return running;
}

function releasePorts(directory: SandboxDirectory): void {
  for (const port of Object.values(directory.state?.ports ?? {})) releasePort(port);
}

/** Those no record names any more: started in the moment before a kill, or of a state.json that cannot be read. */
async function killMarked(root: string): Promise<void> {
  const found = findMarkedProcesses(root);
  for (const { pid } of found) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      continue; // it ended by itself
    }
  }
  const deadline = performance.now() + killWaitMs;
  while (found.some(isRunning) && performance.now() < deadline) await delay(10);
}
