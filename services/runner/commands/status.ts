/** `sandbox-runner status`: what runs, where, since when, how big. Needs no lock and changes nothing. */
import Table from "cli-table3";
import type { ProviderName } from "../../core/observation.ts";
import { type SandboxStatus, readSandboxStatus } from "../../stack/sandbox-status.ts";
import type { Endpoints } from "../../stack/stack.ts";
import { withoutSecrets } from "../../telemetry/logger.ts";
import type { ReportOptions } from "../cli.ts";
import { commandHint } from "../command-hint.ts";

/** What `--json` prints. The database's password is in it: a client on this machine needs it. */
export interface StatusDocument {
  readonly up: boolean;
  readonly directory: string;
  readonly stack: string | null;
  readonly since: string | null;
  readonly diskBytes: Readonly<Record<string, number>>;
  readonly endpoints: Endpoints | { readonly providers: Partial<Record<ProviderName, string>> };
  readonly processes: readonly {
    readonly name: string;
    readonly pid: number;
    readonly running: boolean;
    readonly since: string;
    readonly memoryBytes: number | null;
    readonly log: string;
  }[];
}

export function showStatus(options: ReportOptions): Promise<number> {
  const status = describeSandbox(options.dir);
  process.stdout.write(
    options.json
      ? `${JSON.stringify(status, null, 2)}\n`
      : `${renderStatus(status, options.dir)}\n`,
  );
  return Promise.resolve(0);
}

export function describeSandbox(directory: string): StatusDocument {
  const status: SandboxStatus = readSandboxStatus(directory);
  return {
    up: status.processes.some(({ running }) => running),
    directory: status.root,
    stack: status.state?.kind ?? null,
    since: status.state?.startedAt ?? null,
    diskBytes: status.diskBytes,
    endpoints: status.state?.endpoints ?? { providers: {} },
    processes: status.processes.map(({ name, pid, running, startedAt, memoryBytes, log }) => ({
      name,
      pid,
      running,
      since: startedAt,
      memoryBytes: memoryBytes ?? null,
      log,
    })),
  };
}

/** `dir`: as the user wrote it. */
export function renderStatus(status: StatusDocument, dir: string): string {
  if (status.processes.length === 0) {
    return `Nothing is up in ${status.directory}. Start it with: ${commandHint("up", dir)}`;
  }
  const table = new Table({
    head: ["process", "pid", "state", "since", "memory"],
    style: { head: [], border: [], compact: true },
  });
  for (const { name, pid, running, since, memoryBytes } of status.processes) {
    table.push([
      name,
      pid,
      running ? "running" : "gone",
      `${since.slice(0, 19)}Z`,
      memoryBytes === null ? "–" : megabytes(memoryBytes),
    ]);
  }
  const { providers, ...others } = status.endpoints;
  const places = Object.entries({ ...others, ...providers }).map(
    ([name, url]) => `${name.padEnd(16)}${withoutSecrets(url)}`,
  );
  const disk = Object.values(status.diskBytes).reduce((sum, bytes) => sum + bytes, 0);
  return [
    `${status.stack ?? "?"} stack in ${status.directory}, since ${status.since ?? "?"}, ${megabytes(disk)} on disk`,
    table.toString(),
    ...places,
    `Passwords are shown with --json. End it with: ${commandHint("down", dir)}`,
  ].join("\n");
}

function megabytes(bytes: number): string {
  return `${(bytes / (1 << 20)).toFixed(0)} MB`;
}
