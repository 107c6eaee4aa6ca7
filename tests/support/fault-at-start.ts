/** A sandbox held by the test itself, so that a part can be away while others start. */
import { loadSandboxConfig } from "../../services/runner/sandbox-config.ts";
import { playRun } from "../../services/runner/play-run.ts";
import type { Progress } from "../../services/runner/progress.ts";
import { createRunId } from "../../services/runner/run-plan.ts";
import { type Sandbox, endSandbox, startSandbox } from "../../services/runner/start-sandbox.ts";
import type { Verdict } from "../../services/runner/verdict.ts";
import type { ProcessSpec } from "../../services/stack/stack.ts";
import { createLogger } from "../../services/telemetry/logger.ts";
import { createTestSandbox } from "./run-cli.ts";

export interface HeldSandbox {
  readonly sandbox: Sandbox;
  /** Ends one of our processes and starts it again without waiting for it to be ready: it only has to live. */
  readonly restart: (
    name: "ingestion" | "landing",
    env?: Readonly<Record<string, string>>,
  ) => Promise<void>;
  /** `afterPlanning` runs when the plan is made and before ingestion is told of it. */
  readonly play: (afterPlanning?: () => Promise<void>) => Promise<Verdict>;
  /** What `/ready` of the process says. */
  readonly readiness: (name: "ingestion" | "landing") => Promise<Readiness>;
}

export interface Readiness {
  readonly status: number;
  readonly reasons: Readonly<Record<string, string>>;
}

const silent: Progress = { step: (_title, work) => work(() => undefined) };

/** Starts a small sandbox of all three providers, gives it to `work`, and takes it down whatever happens. */
export async function holdSandbox(
  name: string,
  work: (held: HeldSandbox) => Promise<void>,
): Promise<void> {
  const test = createTestSandbox(name);
  const { signal } = new AbortController();
  const providers = loadSandboxConfig("config/sandbox_config.json").providers;
  const phases: Verdict["phases"] = [];
  const events: Verdict["events"] = [];
  try {
    const sandbox = await startSandbox({
      options: {
        ...{ dir: test.dir, config: "config/sandbox_config.json", stack: "native", ports: "auto" },
        ...{ seed: 42, series: 10, points: 200, throttle: true, json: true },
      },
      ...{ providers, progress: silent, signal, phases, events },
    });
    const { supervisor, specs, endpoints } = sandbox;
    try {
      await work({
        sandbox,
        async restart(process, env = {}) {
          await supervisor.stop(process);
          await supervisor.start(livesOnly(specs[process], endpoints[process] ?? "", env));
        },
        async play(afterPlanning = () => Promise.resolve()) {
          const startedAtMs = Date.now();
          const progress: Progress = {
            async step(title, step) {
              const result = await step(() => undefined);
              if (title === "Planning") await afterPlanning();
              return result;
            },
          };
          const { verdict } = await playRun({
            ...{ runId: createRunId(new Date(startedAtMs)), startedAtMs, sandbox, providers },
            ...{ progress, log: createLogger("test", "silent"), signal, phases, events },
          });
          return verdict;
        },
        async readiness(process) {
          const response = await fetch(`${endpoints[process] ?? ""}/ready`);
          // Proof for the cast: services/stability/process-server.ts answers this.
          const { reasons } = (await response.json()) as Pick<Readiness, "reasons">;
          return { status: response.status, reasons };
        },
      });
    } finally {
      await endSandbox(sandbox, false, silent);
    }
  } finally {
    await test.remove();
  }
}

function livesOnly(
  spec: ProcessSpec,
  url: string,
  env: Readonly<Record<string, string>>,
): ProcessSpec {
  return {
    ...spec,
    env: { ...spec.env, ...env },
    async ready(signal) {
      const response = await fetch(`${url}/live`, { signal });
      if (!response.ok) throw new Error(`/live answered ${response.status}`);
    },
  };
}
