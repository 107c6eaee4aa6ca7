/** What this machine has of what a sandbox needs, as data; the command `doctor` prints it. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, statfsSync } from "node:fs";
import { freemem, totalmem } from "node:os";
import { dirname, resolve } from "node:path";
import { promisify } from "node:util";
import { SandboxError, describeError } from "../core/errors.ts";
import { defaultPorts } from "../core/names.ts";
import { cacheDirectory, findArtifacts } from "./artifact-cache.ts";
import { isDockerUp } from "./choose-stack.ts";
import { findOnPath } from "./find-on-path.ts";
import { type Installable, installHint } from "./install-hint.ts";
import { findJava, javaFeatureMin } from "./java.ts";
import { findPostgresBinaries } from "./native/postgres-place.ts";
import { describePortHolder } from "./port-holder.ts";
import { isPortFree } from "./ports.ts";

export interface Check {
  readonly name: string;
  /**
   * `ok`: fine. `missing`: a sandbox on any stack, or the native one, cannot start without it.
   * `note`: something else works in its place, or only part of the project needs it.
   */
  readonly state: "ok" | "missing" | "note";
  /** What was found, in one phrase. */
  readonly found: string;
  /** The command or deed that mends it. */
  readonly remedy?: string;
}

/** Kafka, the registry, PostgreSQL and our own processes under full load. */
const memoryNeededBytes = 2 * 2 ** 30;
/** Artifacts twice (Maven keeps its own copy), templates, and the data of some runs. */
const diskNeededBytes = 3 * 2 ** 30;
const nodeMajorMin = 24;

/** Examines the machine for a sandbox in `root`; changes nothing. */
export async function examineMachine(
  root: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Check[]> {
  const docker = checkDocker(env);
  const tools = [
    checkTool("Go", "go", ["version"], "go", "builds k6", env),
    checkTool("k6", "k6", ["version"], "k6", "load tests of perf/k6", env),
    checkTool("Python", "python3", ["--version"], "python", "Locust, PyIceberg", env),
  ];
  return [
    checkNode(),
    checkJava(env),
    checkMaven(env),
    checkCache(env),
    checkPostgres(),
    checkRedis(env),
    await docker,
    ...(await Promise.all(tools)),
    checkMemory(),
    checkDisk("disk for the sandbox", root),
    checkDisk("disk for the cache", cacheDirectory(env)),
    ...(await Promise.all(
      Object.entries(defaultPorts).map(([name, port]) => checkPort(name, port)),
    )),
  ];
}

function checkNode(): Check {
  const major = Number(process.versions.node.split(".")[0]);
  const found = `${process.version} at ${process.execPath}`;
  if (major >= nodeMajorMin) return { name: "Node", state: "ok", found };
  return {
    name: "Node",
    state: "missing",
    found: `${found}, which cannot run TypeScript files`,
    remedy: "npm ci, and start through npx or npm run: they use the Node the project brings",
  };
}

function checkJava(env: NodeJS.ProcessEnv): Check {
  const java = findJava(env);
  const remedy = installHint("java");
  if (java === undefined) return { name: "Java", state: "missing", found: "none", remedy };
  const found = `${java.version} at ${java.command}`;
  if (java.feature >= javaFeatureMin) return { name: "Java", state: "ok", found };
  return {
    name: "Java",
    state: "missing",
    found: `${found}, needed is ${javaFeatureMin} or later`,
    remedy,
  };
}

function checkMaven(env: NodeJS.ProcessEnv): Check {
  const command = findOnPath("mvn", env["PATH"]);
  if (command !== undefined) return { name: "Maven", state: "ok", found: command };
  const filled = findArtifacts(env) !== undefined;
  return {
    name: "Maven",
    state: filled ? "note" : "missing",
    found: filled ? "none, and not needed while the cache is filled" : "none",
    remedy: installHint("maven"),
  };
}

function checkCache(env: NodeJS.ProcessEnv): Check {
  const directory = cacheDirectory(env);
  if (findArtifacts(env) === undefined) {
    const found = `empty: the first start fetches about 170 MB into ${directory}`;
    return { name: "artifact cache", state: "note", found };
  }
  const templates = readdirSync(directory).some((name) => name.startsWith("java-"));
  const found = `${directory}${templates ? "" : ", without templates: the first start makes them"}`;
  return { name: "artifact cache", state: "ok", found };
}

function checkPostgres(): Check {
  try {
    return { name: "PostgreSQL", state: "ok", found: findPostgresBinaries() };
  } catch (error) {
    const found = describeError(error);
    const remedy = error instanceof SandboxError ? found.replace(/^.*run: /, "") : "npm ci";
    return { name: "PostgreSQL", state: "missing", found, remedy };
  }
}

function checkRedis(env: NodeJS.ProcessEnv): Check {
  const onPath = findOnPath("redis-server", env["PATH"]);
  const artifacts = findArtifacts(env);
  const command = onPath ?? artifacts?.redis;
  if (command !== undefined) return { name: "Redis", state: "ok", found: command };
  if (artifacts === undefined) {
    return { name: "Redis", state: "note", found: "comes with the artifact cache" };
  }
  const found = `no build for ${process.platform}-${process.arch} and none on the PATH`;
  return { name: "Redis", state: "missing", found, remedy: installHint("redis") };
}

async function checkDocker(env: NodeJS.ProcessEnv): Promise<Check> {
  if (await isDockerUp(env)) return { name: "Docker", state: "ok", found: "an engine answers" };
  const client = findOnPath("docker", env["PATH"]) !== undefined;
  return {
    name: "Docker",
    state: "note",
    found: `${client ? "a client, but no engine answers" : "none"}; only --stack docker needs it`,
    remedy: installHint("docker"),
  };
}

async function checkTool(
  name: string,
  program: string,
  words: readonly string[],
  installable: Installable,
  purpose: string,
  env: NodeJS.ProcessEnv,
): Promise<Check> {
  const command = findOnPath(program, env["PATH"]);
  const remedy = installHint(installable);
  if (command === undefined) {
    return { name, state: "note", found: `none; only for: ${purpose}`, remedy };
  }
  try {
    const { stdout } = await promisify(execFile)(command, words, { env, timeout: 5_000 });
    return { name, state: "ok", found: stdout.trim().split("\n")[0] ?? command };
  } catch (error) {
    return {
      name,
      state: "note",
      found: `${command} does not run: ${describeError(error)}`,
      remedy,
    };
  }
}

function checkMemory(): Check {
  // Linux knows better than "free" what could be had; Node asks it for that.
  const available = process.availableMemory();
  const found = `${gibibytes(available)} of ${gibibytes(totalmem())} available`;
  if (available >= memoryNeededBytes || freemem() >= memoryNeededBytes) {
    return { name: "memory", state: "ok", found };
  }
  const remedy = `end other programs: a run needs about ${gibibytes(memoryNeededBytes)}`;
  return { name: "memory", state: "missing", found, remedy };
}

function checkDisk(name: string, directory: string): Check {
  let at = resolve(directory);
  while (!existsSync(at)) at = dirname(at);
  const { bavail, bsize } = statfsSync(at);
  const free = bavail * bsize;
  const found = `${gibibytes(free)} free at ${at}`;
  if (free >= diskNeededBytes) return { name, state: "ok", found };
  const remedy = `free some room: about ${gibibytes(diskNeededBytes)} are needed`;
  return { name, state: "missing", found, remedy };
}

async function checkPort(part: string, port: number): Promise<Check> {
  const name = `port ${port} (${part})`;
  if (await isPortFree(port)) return { name, state: "ok", found: "free" };
  return {
    name,
    state: "note",
    found: `${describePortHolder(port)}; without --ports fixed another port is taken`,
  };
}

function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
