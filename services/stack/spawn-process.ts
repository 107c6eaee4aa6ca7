/**
 * One process: start it so that it can outlive this one, and stop it for certain.
 * Each is the leader of its own process group, so that what it started ends with it.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { SandboxError } from "../core/errors.ts";
import { birthOf, isRunning, sandboxMark } from "./process-identity.ts";
import type { ProcessSpec, StartedProcess } from "./stack.ts";

const defaultStopWaitMs = 3_000;
/** SIGKILL cannot be refused, but the kernel may need a moment to free a large process. */
const killWaitMs = 2_000;
const pollMs = 10;

export interface SpawnedProcess {
  readonly started: StartedProcess;
  /** Resolves with `exit code 1`, `signal SIGKILL`. */
  readonly exited: Promise<string>;
}

/** Starts it marked as the sandbox's at `root`. Throws STACK_FAILED when the command cannot be run at all. */
export function spawnProcess(spec: ProcessSpec, root: string): SpawnedProcess {
  mkdirSync(dirname(spec.log), { recursive: true });
  const log = openSync(spec.log, "a");
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: { ...spec.env, [sandboxMark]: root },
    detached: true,
    stdio: ["ignore", log, log],
    ...spec.user,
  });
  closeSync(log);
  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => {
      resolve(error.message);
    });
    child.once("exit", (code, signal) => {
      resolve(signal === null ? `exit code ${code ?? "unknown"}` : `signal ${signal}`);
    });
  });
  // The process must not keep a runner alive that wants to leave it up.
  child.unref();
  if (child.pid === undefined) {
    throw new SandboxError(
      "STACK_FAILED",
      `Cannot start ${spec.name}: "${spec.command}" in "${spec.cwd}" cannot be run by ${spec.user === undefined ? "this user" : `user ${spec.user.uid}`}`,
      { part: spec.name },
    );
  }
  return {
    exited,
    started: {
      name: spec.name,
      pid: child.pid,
      startedAt: new Date().toISOString(),
      birth: birthOf(child.pid) ?? "ended",
      log: spec.log,
      command: [basename(spec.command), ...spec.args].join(" "),
      specDigest: digestOf(spec),
      stopSignals: [...(spec.stopSignals ?? ["SIGTERM"])],
      stopWaitMs: spec.stopWaitMs ?? defaultStopWaitMs,
    },
  };
}

/** Resolves once the process is gone; a pid that means another process by now is left alone. */
export async function stopProcess(process: StartedProcess): Promise<void> {
  if (!isRunning(process)) return;
  for (const signal of process.stopSignals) {
    sendSignal(process, process.pid, signal);
    if (await endsWithin(process, process.stopWaitMs)) break;
  }
  if (isRunning(process)) {
    sendSignal(process, process.pid, "SIGKILL");
    await endsWithin(process, killWaitMs);
  }
  // What it started and left behind. It ran a moment ago, so its group's id cannot mean another group yet.
  sendToGroup(process.pid);
}

/** Says what is the same in two starts of a process: when it differs, one cannot stand for the other. */
export function digestOf(spec: ProcessSpec): string {
  const { command, args, env, cwd } = spec;
  const entries = Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([command, args, entries, cwd]))
    .digest("hex");
}

/** Characters shown of one line: a structured log's line may hold whole stacks. */
const tailLineMax = 400;

/** The last lines of a log, for a message, long ones cut short. Empty when there are none. */
export function logTail(file: string, lines = 5): string {
  try {
    return readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .slice(-lines)
      .map((line) => (line.length > tailLineMax ? `${line.slice(0, tailLineMax)} …` : line))
      .join("\n");
  } catch {
    return ""; // the process ended before it wrote anything
  }
}

function sendSignal(process: StartedProcess, target: number, signal: NodeJS.Signals): void {
  if (!isRunning(process)) return;
  try {
    globalThis.process.kill(target, signal);
  } catch {
    // It ended between the look and the signal, which is what the signal was for.
  }
}

function sendToGroup(group: number): void {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // The group is empty, as it should be.
  }
}

async function endsWithin(process: StartedProcess, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (isRunning(process)) {
    if (performance.now() > deadline) return false;
    await delay(pollMs);
  }
  return true;
}
