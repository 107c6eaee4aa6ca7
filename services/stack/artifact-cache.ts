/**
 * The native stack's artifacts, fetched once by Maven and kept for every sandbox of this user.
 *
 *     <cache>/native-<digest of the pom and platform>/
 *       kafka/       Kafka's jars
 *       registry/    Apicurio Registry's jars
 *       redis/       redis-server for this platform
 *
 * A cache is built in a directory of its own and renamed when whole, so a kill in the middle leaves nothing that
 * looks complete. A later pom makes another cache and leaves this one alone.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { SandboxError, describeError } from "../core/errors.ts";
import { claimFile } from "./claim-file.ts";
import { findOnPath } from "./find-on-path.ts";
import { installHint } from "./install-hint.ts";
import type { StackProgress } from "./stack.ts";

export interface Artifacts {
  /** Root of this cache; class-data archives and templates are kept beside the artifacts. */
  readonly directory: string;
  readonly kafka: string;
  readonly registry: string;
  /** Undefined when the jar has no build for this platform. */
  readonly redis: string | undefined;
}

export interface ArtifactOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly progress: (event: StackProgress) => void;
  readonly signal: AbortSignal;
}

const pom = fileURLToPath(new URL("../../config/native-stack/pom.xml", import.meta.url));

/** What Maven brings, in megabytes: so that a person can tell how far it is. */
const downloadMegabytes = 170;
/** Longest wait for another runner that is filling the cache, in milliseconds. */
const otherRunnerLimitMs = 15 * 60_000;

/** Returns at once when the cache is there, else fetches. Rejects with ENVIRONMENT_UNFIT when that cannot be done. */
export async function prepareArtifacts(options: ArtifactOptions): Promise<Artifacts> {
  const directory = cacheDirectory(options.env);
  const found = findArtifacts(options.env);
  if (found !== undefined) return found;
  const release = await claimCache(directory, options);
  try {
    // Another runner may have filled it while this one waited.
    if (findArtifacts(options.env) === undefined) await fillCache(directory, options);
  } finally {
    release();
  }
  return describeCache(directory);
}

/** The cache, if it is filled. */
export function findArtifacts(env: NodeJS.ProcessEnv): Artifacts | undefined {
  const directory = cacheDirectory(env);
  return existsSync(directory) ? describeCache(directory) : undefined;
}

/** `$AURUM_CACHE_DIR`, else `$XDG_CACHE_HOME/aurum-sandbox`, else `~/.cache/aurum-sandbox`; below it, one for this pom. */
export function cacheDirectory(env: NodeJS.ProcessEnv): string {
  const xdg = env["XDG_CACHE_HOME"];
  const root =
    env["AURUM_CACHE_DIR"] ??
    (xdg === undefined || xdg === ""
      ? join(homedir(), ".cache", "aurum-sandbox")
      : join(xdg, "aurum-sandbox"));
  const digest = createHash("sha256")
    .update(readFileSync(pom))
    .update(`${process.platform}-${process.arch}`)
    .digest("hex");
  return join(root, `native-${digest.slice(0, 12)}`);
}

function describeCache(directory: string): Artifacts {
  const redis = readdirSync(join(directory, "redis"))[0];
  return {
    directory,
    kafka: join(directory, "kafka"),
    registry: join(directory, "registry"),
    redis: redis === undefined ? undefined : join(directory, "redis", redis),
  };
}

async function claimCache(directory: string, options: ArtifactOptions): Promise<() => void> {
  const deadline = performance.now() + otherRunnerLimitMs;
  for (let told = false; ; told = true) {
    options.signal.throwIfAborted();
    const claim = claimOrRefuse(`${directory}.lock`);
    if (claim.outcome === "claimed") {
      return () => {
        claim.release();
      };
    }
    if (performance.now() > deadline) {
      throw new SandboxError(
        "ENVIRONMENT_UNFIT",
        `Cannot fill "${directory}": the runner with pid ${claim.by.pid} has been doing so since ${claim.by.since}`,
      );
    }
    if (!told) {
      const text = `waiting for the runner with pid ${claim.by.pid}, which is fetching them`;
      options.progress({ part: "artifacts", state: "working", text });
    }
    await delay(200);
  }
}

function claimOrRefuse(file: string): ReturnType<typeof claimFile> {
  try {
    return claimFile(file);
  } catch (error) {
    throw new SandboxError(
      "ENVIRONMENT_UNFIT",
      `Cannot write the artifact cache: ${describeError(error)}; name a directory that can be written with AURUM_CACHE_DIR`,
      {},
      error,
    );
  }
}

async function fillCache(directory: string, options: ArtifactOptions): Promise<void> {
  const partial = `${directory}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(join(partial, "redis"), { recursive: true });
  await runMaven(partial, `${directory}.maven.txt`, options);
  for (const binary of readdirSync(join(partial, "redis"))) {
    chmodSync(join(partial, "redis", binary), 0o755);
  }
  rmSync(join(partial, ".maven"), { recursive: true, force: true });
  renameSync(partial, directory);
}

async function runMaven(target: string, log: string, options: ArtifactOptions): Promise<void> {
  const { env, progress, signal } = options;
  const maven = findOnPath("mvn", env["PATH"]);
  if (maven === undefined) {
    throw new SandboxError(
      "ENVIRONMENT_UNFIT",
      `Cannot fetch Kafka, the registry and Redis: there is no mvn on the PATH; get it with: ${installHint("maven")}`,
    );
  }
  progress({ part: "artifacts", state: "working", text: "asking Maven" });
  const settings = [`-Dcache.directory=${target}`, `-Dredis.binary=${redisBinaryPattern()}`];
  const child = spawn(maven, ["-B", "-f", pom, ...settings, "package"], {
    env,
    stdio: ["ignore", "pipe", "ignore"],
    signal,
  });
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  const lines: string[] = [];
  let bytes = 0;
  const read = async (): Promise<void> => {
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      const file = /Downloading from \S+: \S+\/([^/\s]+)/.exec(line)?.[1];
      bytes += downloadedBytes(line);
      if (file === undefined) continue;
      const text = `downloading ${file}, ${Math.round(bytes / 1e6)} of about ${downloadMegabytes} MB`;
      progress({ part: "artifacts", state: "working", text });
    }
  };
  const [code] = await Promise.all([exited, read()]);
  if (code === 0) return;
  writeFileSync(log, lines.join("\n"));
  const reason = lines.find((line) => line.includes("ERROR"))?.replace(/^.*ERROR\S* /, "");
  throw new SandboxError(
    "ENVIRONMENT_UNFIT",
    `Cannot fetch Kafka, the registry and Redis: mvn ended with exit code ${code ?? "unknown"}: ${reason ?? "it gave no reason"}; its output is in ${log}`,
    { log },
  );
}

/** Reads Maven's `Downloaded from central: https://… (9.7 MB at 21 MB/s)`. */
function downloadedBytes(line: string): number {
  const [, amount, unit] = /Downloaded from .*\((\d+(?:\.\d+)?) ([kM]?B) at/.exec(line) ?? [];
  const unitBytes = { B: 1, kB: 1e3, MB: 1e6 }[unit ?? "B"] ?? 1;
  return Number(amount ?? 0) * unitBytes;
}

/** The jar names its builds like `redis-server-6.2.6-v5-linux-amd64`. Where it has none, nothing is unpacked. */
function redisBinaryPattern(): string {
  const architectures: Record<string, string> = { x64: "amd64", arm64: "arm64", ia32: "386" };
  return `redis-server-*-${process.platform}-${architectures[process.arch] ?? process.arch}`;
}
