/** A sandbox in a directory of its own, for tests. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  type SandboxDirectory,
  openSandboxDirectory,
} from "../../../../services/stack/sandbox-directory.ts";
import type {
  Endpoints,
  PortMode,
  StackProgress,
  Supervisor,
  SupervisorEvent,
} from "../../../../services/stack/stack.ts";
import { startStack } from "../../../../services/stack/start-stack.ts";
import { stopSandbox } from "../../../../services/stack/stop-sandbox.ts";
import { createSupervisor } from "../../../../services/stack/supervisor.ts";

export interface TestSandbox {
  readonly directory: SandboxDirectory;
  readonly supervisor: Supervisor;
  readonly events: readonly SupervisorEvent[];
  readonly progress: readonly StackProgress[];
  start(ports?: PortMode): Promise<Endpoints>;
  /** The process of that name; throws when there is none. */
  pid(name: string): number;
  /** Kills a process and waits for the supervisor's word about it. */
  killAndAwait(name: string, word?: SupervisorEvent["event"]): Promise<SupervisorEvent>;
  stop(): Promise<void>;
}

/** A new directory; PostgreSQL's user may enter it unless `closed`. */
export function newRoot(closed = false): string {
  const root = mkdtempSync(join(tmpdir(), "aurum-stack-test-"));
  chmodSync(root, closed ? 0o700 : 0o755);
  return root;
}

export function removeRoot(root: string): void {
  rmSync(root, { recursive: true, force: true, maxRetries: 10 });
}

export function openSandbox(root: string): TestSandbox {
  const directory = openSandboxDirectory(join(root, "sandbox"));
  const events: SupervisorEvent[] = [];
  const progress: StackProgress[] = [];
  const supervisor = createSupervisor(directory, { onEvent: (event) => events.push(event) });
  const pid = (name: string): number => {
    const found = supervisor.processes.find((process) => process.name === name);
    if (found === undefined) throw new Error(`${name} is not running`);
    return found.pid;
  };
  return {
    directory,
    supervisor,
    events,
    progress,
    pid,
    start: (ports = "auto") =>
      startStack("native", {
        directory,
        supervisor,
        ports,
        progress: (event) => progress.push(event),
        signal: new AbortController().signal,
      }),
    async killAndAwait(name, word = "restarted") {
      const from = events.length;
      process.kill(pid(name), "SIGKILL");
      return waitFor(`${name} ${word}`, () =>
        events.slice(from).find((event) => event.name === name && event.event === word),
      );
    },
    async stop() {
      await stopSandbox(directory, supervisor);
      directory.close();
    },
  };
}

/** Asks until there is an answer, at most a minute. */
export async function waitFor<Answer>(
  what: string,
  ask: () => Answer | undefined | Promise<Answer | undefined>,
): Promise<Answer> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`waited a minute in vain for: ${what}`);
    await delay(20);
  }
}
