/** What a command must not leave behind: processes and ports. */
import { expect } from "vitest";
import { isPortFree } from "../../services/stack/ports.ts";
import { findMarkedProcesses, isRunning } from "../../services/stack/process-identity.ts";
import { readSandboxState } from "../../services/stack/sandbox-directory.ts";
import type { StartedProcess } from "../../services/stack/stack.ts";
import { eventually } from "./run-cli.ts";

/** What a sandbox runs and listens on at one moment, to be looked for again when it must be gone. */
export interface Footprint {
  readonly dir: string;
  readonly processes: readonly StartedProcess[];
  readonly ports: readonly number[];
}

export function takeFootprint(dir: string): Footprint {
  const state = readSandboxState(dir);
  return { dir, processes: state?.processes ?? [], ports: Object.values(state?.ports ?? {}) };
}

/** Nothing of it runs any more, recorded or not, and every port it had can be had again. */
export async function expectGone({ dir, processes, ports }: Footprint): Promise<void> {
  expect(processes.filter(isRunning).map(({ name }) => name)).toEqual([]);
  expect(findMarkedProcesses(dir)).toEqual([]);
  expect(readSandboxState(dir)?.processes ?? []).toEqual([]);
  for (const port of ports) {
    // A test of another person may take it between two looks; it must only become free once.
    await eventually(
      `port ${port} is free`,
      async () => (await isPortFree(port)) || undefined,
      5_000,
    );
  }
}

/** Ports named by `host:port` and `scheme://…host:port…` addresses, however deep in the value they stand. */
export function portsIn(endpoints: unknown): number[] {
  if (typeof endpoints === "string") {
    const port = /^(?:\w+:\/\/)?(?:[^@/]*@)?127\.0\.0\.1:(\d+)/.exec(endpoints)?.[1];
    return port === undefined ? [] : [Number(port)];
  }
  if (typeof endpoints !== "object" || endpoints === null) return [];
  return Object.values(endpoints).flatMap(portsIn);
}
