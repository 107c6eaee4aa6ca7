/** `sandbox-runner status`: what runs, where, since when, how big. Needs no lock and changes nothing. */
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import Table from "cli-table3";
import { withoutSecrets } from "../../telemetry/logger.ts";
import { isRunning } from "../../stack/process-identity.ts";
import { readSandboxState } from "../../stack/sandbox-directory.ts";
import type { Endpoints } from "../../stack/stack.ts";
import { readUsage } from "../bench/process-usage.ts";
import type { ReportOptions } from "../cli.ts";

export interface ProcessStatus {
  readonly name: string;
  readonly pid: number;
  readonly running: boolean;
  readonly since: string;
  readonly residentBytes: number | null;
  readonly log: string;
}

export interface SandboxStatus {
  readonly up: boolean;
  readonly directory: string;
  readonly stack: string | null;
  readonly since: string | null;
  readonly diskBytes: number;
  /** With the database's password: this is what a client on this machine needs. */
  readonly endpoints: Endpoints | Record<string, never>;
  readonly processes: readonly ProcessStatus[];
}

export function showStatus(options: ReportOptions): Promise<number> {
  const status = describeSandbox(options.dir);
  process.stdout.write(
    options.json ? `${JSON.stringify(status, null, 2)}\n` : `${renderStatus(status)}\n`,
  );
  return Promise.resolve(0);
}

export function describeSandbox(root: string): SandboxStatus {
  const state = readSandboxState(root);
  const processes = (state?.processes ?? []).map((started) => ({
    name: started.name,
    pid: started.pid,
    running: isRunning(started),
    since: started.startedAt,
    residentBytes: readUsage(started.pid)?.residentBytes ?? null,
    log: started.log,
  }));
  return {
    up: processes.some((process) => process.running),
    directory: resolve(root),
    stack: state?.kind ?? null,
    since: state?.startedAt ?? null,
    diskBytes: bytesBelow(resolve(root)),
    endpoints: state?.endpoints ?? {},
    processes,
  };
}

export function renderStatus(status: SandboxStatus): string {
  if (status.processes.length === 0) {
    return `Nothing is up in ${status.directory}. Start it with: npx sandbox-runner up`;
  }
  const table = new Table({
    head: ["process", "pid", "state", "since", "memory"],
    style: { head: [], border: [], compact: true },
  });
  for (const { name, pid, running, since, residentBytes } of status.processes) {
    table.push([
      name,
      pid,
      running ? "running" : "gone",
      since.slice(0, 19),
      residentBytes === null ? "–" : megabytes(residentBytes),
    ]);
  }
  const { providers = {}, ...others } = status.endpoints as Partial<Endpoints>;
  const places = Object.entries({ ...others, ...providers }).map(
    ([name, url]) => `${name.padEnd(15)}${withoutSecrets(String(url))}`,
  );
  return [
    `${status.stack ?? ""} stack in ${status.directory}, since ${status.since ?? "?"}, ${megabytes(status.diskBytes)} on disk`,
    table.toString(),
    ...places,
    "Passwords are shown with --json. End it with: npx sandbox-runner down",
  ].join("\n");
}

function megabytes(bytes: number): string {
  return `${(bytes / (1 << 20)).toFixed(0)} MB`;
}

function bytesBelow(path: string): number {
  try {
    const entry = statSync(path);
    if (!entry.isDirectory()) return entry.size;
    return readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0);
  } catch {
    return 0; // removed while we were looking, or not ours to read
  }
}
