/**
 * What a stack is: the real parts a sandbox runs on, and the processes on top of them.
 *
 * How the pieces are used together:
 *
 *     const directory = await openSandboxDirectory(".sandbox");        // sandbox-directory.ts, takes the lock
 *     const supervisor = createSupervisor(directory, { onEvent });     // supervisor.ts
 *     const kind = await chooseStackKind(options.stack);               // choose-stack.ts
 *     const endpoints = await startStack(kind, { directory, supervisor, ports, progress, signal });
 *     await supervisor.start(nodeProcessSpec({ … }));                  // node-process.ts, for our own processes
 *     …
 *     await stopSandbox(directory, supervisor);                        // stop-sandbox.ts; or keepSandbox(directory, supervisor)
 *     await directory.close();
 *
 * `down` in a later runner is `openSandboxDirectory` and `stopSandbox`; `status` is `readSandboxState`, which needs no lock.
 */
import type { defaultPorts } from "../core/names.ts";
import type { ProviderName } from "../core/observation.ts";

export const stackKinds = ["native", "docker", "external"] as const;
export type StackKind = (typeof stackKinds)[number];

/** `auto`: a taken default port is replaced by a free one. `fixed`: it is an error, PORT_TAKEN. */
export type PortMode = "auto" | "fixed";

/** Every listener of the sandbox. `kafka-controller` has no default and is always given a free port. */
export type PortName = keyof typeof defaultPorts | "kafka-controller";

/** Where the parts answer. Addresses carry no trailing slash. */
export interface Endpoints {
  /** `host:port[,host:port…]`. */
  readonly kafka: string;
  /** Root of the Confluent-compatible API. */
  readonly schemaRegistry: string;
  /** `postgresql://user:password@host:port/aurum`. */
  readonly postgres: string;
  /** `redis://host:port`; absent only on an external stack without REDIS_URL. */
  readonly redis?: string;
  /** `file://` root of the Iceberg warehouse. */
  readonly warehouse: string;
  readonly api?: string;
  readonly ingestion?: string;
  readonly landing?: string;
  readonly trino?: string;
  readonly prometheus?: string;
  readonly grafana?: string;
  readonly providers: Readonly<Partial<Record<ProviderName, string>>>;
}

/** A process that was started for a sandbox, as `state.json` remembers it. */
export interface StartedProcess {
  readonly name: string;
  readonly pid: number;
  /** Real time, ISO 8601. */
  readonly startedAt: string;
  /** The operating system's word for when the pid began: together with it, it names one process for ever. */
  readonly birth: string;
  readonly log: string;
  readonly command: string;
  /** Digest of command, arguments, environment and folder: a process is taken over only if it is the wanted one. */
  readonly specDigest: string;
  /** Signals `stop` sends in turn before SIGKILL. */
  readonly stopSignals: readonly StopSignal[];
  /** How long each of them is given, in milliseconds. */
  readonly stopWaitMs: number;
}

export type StopSignal = "SIGTERM" | "SIGINT" | "SIGQUIT";

/** How to run one process. */
export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment, nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** File that stdout and stderr are appended to. */
  readonly log: string;
  /** Run as another user; only root can. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** One attempt: resolves once the process serves, rejects when it does not yet. */
  ready(signal: AbortSignal): Promise<void>;
  /** Longest time from start to ready, in milliseconds. */
  readonly readyLimitMs?: number;
  /** Sent in turn before SIGKILL. Default: SIGTERM. */
  readonly stopSignals?: readonly StopSignal[];
  /** How long each of them is given, in milliseconds. Default: 3 s. */
  readonly stopWaitMs?: number;
}

export type SupervisorEvent =
  | {
      readonly event: "died";
      readonly name: string;
      /** Real time, UTC milliseconds. */
      readonly atMs: number;
      /** E.g. `signal SIGKILL`, `exit code 1`, or `gone` for a process another runner had started. */
      readonly reason: string;
    }
  | {
      readonly event: "restarted";
      readonly name: string;
      readonly atMs: number;
      readonly reason: string;
      readonly pid: number;
      /** From the death being noticed to ready again, in milliseconds. */
      readonly restartedAfterMs: number;
    }
  | {
      /** Nothing more will be tried for this process. */
      readonly event: "gave-up";
      readonly name: string;
      readonly atMs: number;
      readonly reason: string;
    };

/** Starts processes, keeps them alive under the same ports, and remembers them in `state.json`. */
export interface Supervisor {
  /**
   * Resolves once the process serves. One of the same name and specification that an earlier runner left
   * running is taken over. Rejects with STACK_FAILED, quoting the end of its log.
   */
  start(spec: ProcessSpec, signal?: AbortSignal): Promise<StartedProcess>;
  /** Stops one process and does not restart it. No error when there is none of that name. */
  stop(name: string): Promise<void>;
  /** Stops all, last started first. */
  stopAll(): Promise<void>;
  /** Stops watching; the processes live on. */
  release(): void;
  /** What runs now, in the order it was started. */
  readonly processes: readonly StartedProcess[];
}

/** What a start is doing, for a person to read. */
export interface StackProgress {
  /** `artifacts`, `postgres`, `kafka`, `registry`, `redis`, or a process's name. */
  readonly part: string;
  readonly state: "working" | "ready" | "note";
  /** One phrase, e.g. `downloading kafka-clients-4.3.1.jar, 31 of about 165 MB`, `127.0.0.1:19092 (9092 is taken)`. */
  readonly text: string;
}
