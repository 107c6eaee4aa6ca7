/**
 * Starts processes and keeps them up.
 *
 * A process is `starting` → `up` → (dies) → `recovering` → `up` …, and ends as `stopped` (asked for) or
 * `given up` (it died too often, or did not come back). Only `up` processes are watched; only this file
 * changes the list in `state.json`.
 */
import { setTimeout as delay } from "node:timers/promises";
import { SandboxError, describeError } from "../core/errors.ts";
import { isRunning } from "./process-identity.ts";
import type { SandboxDirectory } from "./sandbox-directory.ts";
import { digestOf, logTail, spawnProcess, stopProcess } from "./spawn-process.ts";
import type { ProcessSpec, StartedProcess, Supervisor, SupervisorEvent } from "./stack.ts";

const defaultReadyLimitMs = 60_000;
/** Longest time for one question whether a process is ready, in milliseconds. */
const readyAttemptMs = 3_000;
const readyPollMs = 25;
/** How often a process that another runner started is looked at, in milliseconds. */
const adoptedPollMs = 200;
/** A process that dies more often than this within a minute is given up. */
const deathsPerMinuteMax = 5;
/**
 * Attempts of one recovery, and the wait before each in milliseconds, doubling up to the limit: about 12 s in all.
 * The first start after a kill can fail: PostgreSQL refuses while old backends hold its shared memory.
 */
const recoveryAttempts = 10;
const recoveryWaitMs = { first: 50, most: 2_000 };

interface Watched {
  readonly spec: ProcessSpec;
  started: StartedProcess;
  /** Set once nobody shall restart it. */
  released: boolean;
  readonly deathsMs: number[];
}

export interface SupervisorOptions {
  readonly onEvent?: (event: SupervisorEvent) => void;
}

export function createSupervisor(
  directory: SandboxDirectory,
  options: SupervisorOptions = {},
): Supervisor {
  const watched = new Map<string, Watched>();
  const stopping = new AbortController();
  const emit = options.onEvent ?? (() => undefined);

  function remember(started: StartedProcess): void {
    const processes = directory.state?.processes ?? [];
    // One that is started again keeps its place: the list is the order to stop in, read backwards.
    const known = processes.some(({ name }) => name === started.name);
    directory.update({
      processes: known
        ? processes.map((process) => (process.name === started.name ? started : process))
        : [...processes, started],
    });
  }

  function forget(name: string): void {
    if (directory.state === undefined) return;
    const others = directory.state.processes.filter((process) => process.name !== name);
    directory.update({ processes: others });
  }

  async function start(spec: ProcessSpec, signal?: AbortSignal): Promise<StartedProcess> {
    const limits = AbortSignal.any([stopping.signal, ...(signal === undefined ? [] : [signal])]);
    limits.throwIfAborted();
    const known = directory.state?.processes.find(({ name }) => name === spec.name);
    if (known !== undefined && isRunning(known)) {
      if (known.specDigest === digestOf(spec)) {
        await waitUntilReady(spec, whenGone(known), limits);
        watch({ spec, started: known, released: false, deathsMs: [] }, whenGone(known));
        return known;
      }
      await stopProcess(known);
    }
    const { started, exited } = spawnProcess(spec, directory.paths.root);
    remember(started);
    const entry: Watched = { spec, started, released: false, deathsMs: [] };
    watched.set(spec.name, entry);
    try {
      await waitUntilReady(spec, exited, limits);
    } catch (error) {
      await stop(spec.name);
      throw error;
    }
    watch(entry, exited);
    return started;
  }

  function watch(entry: Watched, gone: Promise<string>): void {
    watched.set(entry.spec.name, entry);
    void gone.then((reason) => {
      if (!entry.released) void recover(entry, reason);
    });
  }

  async function recover(entry: Watched, reason: string): Promise<void> {
    const { spec, deathsMs } = entry;
    const { name } = spec;
    const diedMs = Date.now();
    emit({ event: "died", name, atMs: diedMs, reason });
    deathsMs.push(diedMs);
    const recent = deathsMs.filter((atMs) => diedMs - atMs < 60_000).length;
    if (recent > deathsPerMinuteMax) {
      giveUp(entry, `it died ${recent} times within a minute, the last time with ${reason}`);
      return;
    }
    let waitMs = recoveryWaitMs.first;
    let problem = reason;
    for (let attempt = 1; attempt <= recoveryAttempts && !entry.released; attempt++) {
      try {
        await startAgain(entry);
        const atMs = Date.now();
        const { pid } = entry.started;
        emit({ event: "restarted", name, atMs, reason, pid, restartedAfterMs: atMs - diedMs });
        return;
      } catch (error) {
        problem = describeError(error);
        await delay(waitMs, undefined, { ref: false });
        waitMs = Math.min(waitMs * 2, recoveryWaitMs.most);
      }
    }
    if (!entry.released) giveUp(entry, problem);
  }

  async function startAgain(entry: Watched): Promise<void> {
    const { started, exited } = spawnProcess(entry.spec, directory.paths.root);
    entry.started = started;
    remember(started);
    try {
      await waitUntilReady(entry.spec, exited, stopping.signal);
    } catch (error) {
      await stopProcess(started);
      throw error;
    }
    watch(entry, exited);
  }

  function giveUp(entry: Watched, reason: string): void {
    const { name } = entry.spec;
    entry.released = true;
    watched.delete(name);
    forget(name);
    emit({ event: "gave-up", name, atMs: Date.now(), reason });
  }

  async function stop(name: string): Promise<void> {
    const entry = watched.get(name);
    if (entry !== undefined) entry.released = true;
    watched.delete(name);
    const known = directory.state?.processes.find((process) => process.name === name);
    const process = entry?.started ?? known;
    if (process !== undefined) await stopProcess(process);
    forget(name);
  }

  function release(): void {
    for (const entry of watched.values()) entry.released = true;
    stopping.abort(new SandboxError("STACK_FAILED", "The supervisor no longer starts anything"));
  }

  return {
    start,
    stop,
    release,
    async stopAll() {
      release();
      await stopRecorded(directory);
    },
    get processes() {
      return (directory.state?.processes ?? []).filter(isRunning);
    },
  };
}

/** Stops what `state.json` names, last started first, whoever started it. */
export async function stopRecorded(directory: SandboxDirectory): Promise<void> {
  // Read anew each time: a recovery that was under way may have recorded one more.
  for (;;) {
    const last = directory.state?.processes.at(-1);
    if (last === undefined) return;
    await stopProcess(last);
    const rest = directory.state?.processes.filter((process) => process.pid !== last.pid) ?? [];
    directory.update({ processes: rest });
  }
}

/** Rejects with STACK_FAILED when the process ends or its time is up, quoting its log. */
async function waitUntilReady(
  spec: ProcessSpec,
  gone: Promise<string>,
  signal: AbortSignal,
): Promise<void> {
  const limitMs = spec.readyLimitMs ?? defaultReadyLimitMs;
  const deadline = performance.now() + limitMs;
  let ended: string | undefined;
  void gone.then((reason) => (ended = reason));
  let lastProblem = "it was not asked yet";
  for (;;) {
    signal.throwIfAborted();
    if (ended !== undefined) throw notReady(spec, `it ended with ${ended}`);
    if (performance.now() > deadline) {
      throw notReady(spec, `it was not ready after ${limitMs / 1000} s: ${lastProblem}`);
    }
    try {
      await spec.ready(AbortSignal.any([signal, AbortSignal.timeout(readyAttemptMs)]));
      return;
    } catch (error) {
      lastProblem = describeError(error);
      await delay(readyPollMs);
    }
  }
}

function notReady(spec: ProcessSpec, problem: string): SandboxError {
  const tail = logTail(spec.log);
  return new SandboxError(
    "STACK_FAILED",
    `Cannot start ${spec.name}: ${problem}; its log ${spec.log} ${tail === "" ? "is empty" : `ends with\n${tail}`}`,
    { part: spec.name, log: spec.log },
  );
}

/** For a process that is not this one's child: no exit code can be known. */
async function whenGone(process: StartedProcess): Promise<string> {
  while (isRunning(process)) await delay(adoptedPollMs, undefined, { ref: false });
  return "gone";
}
