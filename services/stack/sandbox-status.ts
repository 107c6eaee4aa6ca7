/** What a sandbox runs, where, since when and how big, read without holding it. */
import { lstatSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Owner, claimOwner } from "./claim-file.ts";
import { isRunning, residentBytes } from "./process-identity.ts";
import { type SandboxState, readSandboxState } from "./sandbox-directory.ts";
import type { StartedProcess } from "./stack.ts";

export interface ProcessStatus extends StartedProcess {
  readonly running: boolean;
  /** Absent for a process that has ended. */
  readonly memoryBytes?: number;
}

export interface SandboxStatus {
  readonly root: string;
  /** Undefined when nothing was started there. */
  readonly state: SandboxState | undefined;
  readonly processes: readonly ProcessStatus[];
  /** The runner that is at work there. */
  readonly runner: Owner | undefined;
  /** Size on disk by part, in bytes. */
  readonly diskBytes: Readonly<Record<"data" | "warehouse" | "ledger" | "runs" | "logs", number>>;
}

export function readSandboxStatus(directory: string): SandboxStatus {
  const root = resolve(directory);
  const state = readSandboxState(root);
  const data = (state?.elsewhere ?? []).reduce((sum, place) => sum + treeBytes(place), 0);
  const bytes = (name: string): number => treeBytes(join(root, name));
  return {
    root,
    state,
    processes: (state?.processes ?? []).map(describeProcess),
    runner: claimOwner(join(root, "lock")),
    diskBytes: {
      data: data + bytes("data"),
      warehouse: bytes("warehouse"),
      ledger: bytes("ledger"),
      runs: bytes("runs"),
      logs: bytes("logs"),
    },
  };
}

function describeProcess(process: StartedProcess): ProcessStatus {
  if (!isRunning(process)) return { ...process, running: false };
  const memoryBytes = residentBytes(process.pid);
  return { ...process, running: true, ...(memoryBytes === undefined ? {} : { memoryBytes }) };
}

/** What the tree takes on disk; sparse files count only what they hold. */
function treeBytes(path: string): number {
  try {
    const found = lstatSync(path);
    const own = found.blocks * 512;
    if (!found.isDirectory()) return own;
    return readdirSync(path).reduce((sum, name) => sum + treeBytes(join(path, name)), own);
  } catch {
    return 0; // removed while we looked, or not ours to read
  }
}
