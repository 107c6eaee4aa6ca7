/**
 * The state of one sandbox on disk.
 *
 *     .sandbox/
 *       state.json   what runs: stack, ports, endpoints, processes
 *       lock         held by the one runner that may change the sandbox
 *       data/        Kafka, PostgreSQL, Redis          removed by `down`
 *       logs/        one file per process              kept until the next start
 *       warehouse/   Iceberg                           removed by `down`
 *       ledger/      what the mocks served             removed by `down`
 *       runs/        verdicts and reports              never removed
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { SandboxError, describeError } from "../core/errors.ts";
import { providerNames } from "../core/observation.ts";
import { claimFile } from "./claim-file.ts";
import { type PortName, stackKinds } from "./stack.ts";

const processSchema = z.object({
  name: z.string(),
  pid: z.int().min(2),
  startedAt: z.string(),
  birth: z.string(),
  log: z.string(),
  command: z.string(),
  specDigest: z.string(),
  stopSignals: z.array(z.enum(["SIGTERM", "SIGINT", "SIGQUIT"])).readonly(),
  stopWaitMs: z.number(),
});

const stateSchema = z.object({
  version: z.literal(1),
  kind: z.enum(stackKinds),
  /** Real time, ISO 8601. */
  startedAt: z.string(),
  /** A runner ended well and left everything up on purpose; otherwise what is found is a leftover. */
  kept: z.boolean(),
  ports: z.record(z.string(), z.int()),
  endpoints: z
    .object({
      kafka: z.string(),
      schemaRegistry: z.string(),
      postgres: z.string(),
      redis: z.string().exactOptional(),
      warehouse: z.string(),
      api: z.string().exactOptional(),
      ingestion: z.string().exactOptional(),
      landing: z.string().exactOptional(),
      trino: z.string().exactOptional(),
      prometheus: z.string().exactOptional(),
      grafana: z.string().exactOptional(),
      providers: z.partialRecord(z.enum(providerNames), z.string()),
    })
    .exactOptional(),
  processes: z.array(processSchema.readonly()).readonly(),
  /** Directories outside the sandbox's own that belong to it and are removed with its data. */
  elsewhere: z.array(z.string()).readonly(),
  /** Project name of the containers, on the docker stack. */
  composeProject: z.string().exactOptional(),
});

export type SandboxState = Readonly<z.infer<typeof stateSchema>> & {
  readonly ports: Readonly<Partial<Record<PortName, number>>>;
};

export interface SandboxPaths {
  /** Absolute, symbolic links resolved. */
  readonly root: string;
  readonly data: string;
  readonly logs: string;
  readonly warehouse: string;
  readonly ledger: string;
  readonly runs: string;
}

export interface SandboxDirectory {
  readonly paths: SandboxPaths;
  /** Undefined when nothing was started, or all was taken down. */
  readonly state: SandboxState | undefined;
  /** What could not be read of an earlier state, for a person; undefined when all was well. */
  readonly damage: string | undefined;
  /** Writes state.json whole or not at all; changes only the given fields once there is a state. */
  update(changes: Partial<SandboxState>): void;
  /** Forgets what ran and removes data; runs and logs stay. */
  clear(): void;
  /** Lets another runner in. Safe to call twice. */
  close(): void;
}

/** Makes the directory, and holds it until closed. Rejects with ENVIRONMENT_UNFIT when a living runner has it. */
export function openSandboxDirectory(root: string): SandboxDirectory {
  const paths = layOut(root);
  const claim = claimFile(join(paths.root, "lock"));
  if (claim.outcome === "held") {
    throw new SandboxError(
      "ENVIRONMENT_UNFIT",
      `Cannot use the sandbox "${paths.root}": the runner with pid ${claim.by.pid} has been using it since ${claim.by.since}; wait for it, or take another with --dir DIR`,
      { root: paths.root, pid: claim.by.pid },
    );
  }
  const read = readState(paths.root);
  let state = read.state;
  return {
    paths,
    damage: read.damage,
    get state() {
      return state;
    },
    update(changes) {
      state = { ...(state ?? emptyState()), ...changes };
      writeAtomically(join(paths.root, "state.json"), `${JSON.stringify(state, null, 2)}\n`);
    },
    clear() {
      for (const directory of [paths.data, paths.warehouse, paths.ledger]) {
        removeTree(directory);
        mkdirSync(directory);
      }
      for (const directory of state?.elsewhere ?? []) removeTree(directory);
      rmSync(join(paths.root, "state.json"), { force: true });
      state = undefined;
    },
    close: () => {
      claim.release();
    },
  };
}

/** What a sandbox was last known to run, without holding it. Undefined when there is none or it cannot be read. */
export function readSandboxState(root: string): SandboxState | undefined {
  return readState(resolve(root)).state;
}

/** Twelve characters that stand for this sandbox in names outside its directory. */
export function sandboxTag(root: string): string {
  return createHash("sha256").update(root).digest("hex").slice(0, 12);
}

const parts = ["data", "logs", "warehouse", "ledger", "runs"] as const;
const cleared = ["data", "warehouse", "ledger"] as const;

/**
 * What is called `data` in somebody's project must never be taken for ours, because `clear` removes it.
 * A sandbox has all of its parts from its first moment on, and a state while there is something in them.
 */
function refuseForeign(root: string): void {
  const isOurs =
    existsSync(join(root, "state.json")) || parts.every((name) => existsSync(join(root, name)));
  const foreign = cleared.find((name) => !isOurs && !isEmpty(join(root, name)));
  if (foreign === undefined) return;
  throw new SandboxError(
    "USAGE_INVALID",
    `Cannot use "${resolve(root)}" as a sandbox: it is none, and holds a "${foreign}" of its own that would be removed; take another with --dir DIR`,
    { root },
  );
}

function isEmpty(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return true; // not there, or no directory: making it will say so
  }
}

function layOut(root: string): SandboxPaths {
  refuseForeign(root);
  try {
    mkdirSync(root, { recursive: true });
    const real = realpathSync(root);
    const path = (name: string): string => {
      mkdirSync(join(real, name), { recursive: true });
      return join(real, name);
    };
    return {
      root: real,
      data: path("data"),
      logs: path("logs"),
      warehouse: path("warehouse"),
      ledger: path("ledger"),
      runs: path("runs"),
    };
  } catch (error) {
    throw new SandboxError(
      "ENVIRONMENT_UNFIT",
      `Cannot make the sandbox directory "${resolve(root)}": ${describeError(error)}`,
      { root },
      error,
    );
  }
}

/** Retries: a database that was killed may still be writing its last file. */
function removeTree(directory: string): void {
  rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

function emptyState(): SandboxState {
  return {
    version: 1,
    kind: "native",
    startedAt: new Date().toISOString(),
    kept: false,
    ports: {},
    processes: [],
    elsewhere: [],
  };
}

function readState(root: string): { state: SandboxState | undefined; damage: string | undefined } {
  const file = join(root, "state.json");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return { state: undefined, damage: undefined }; // nothing was started here
  }
  try {
    return { state: stateSchema.parse(JSON.parse(text)), damage: undefined };
  } catch (error) {
    return {
      state: undefined,
      damage: `Cannot read "${file}": ${firstLine(describeError(error))}`,
    };
  }
}

function firstLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").slice(0, 200);
}

function writeAtomically(file: string, text: string): void {
  const temporary = `${file}.new`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}
