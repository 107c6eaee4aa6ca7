/** `sandbox-runner mocks`: the providers alone, to point one's own pipeline at. Needs neither Java nor Maven. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { SandboxError } from "../../core/errors.ts";
import { defaultPorts } from "../../core/names.ts";
import type { ProviderName } from "../../core/observation.ts";
import { choosePort } from "../../stack/ports.ts";
import type { MocksOptions } from "../cli.ts";
import { interruptedExitCode } from "../interrupt.ts";
import { mockEnvironment } from "../own-processes.ts";
import { assertPlayable } from "../preflight.ts";
import { assertScenarioFits } from "../scenario-option.ts";
import { loadSandboxConfig, selectProviders } from "../sandbox-config.ts";

const entry = fileURLToPath(new URL("../../../mock-providers/main.ts", import.meta.url));

/** Longest wait for a mock to end by itself after Ctrl-C, in milliseconds. */
const stopLimitMs = 4_000;

export async function runMocks(options: MocksOptions): Promise<number> {
  const providers = selectProviders(loadSandboxConfig(options.config), options.providers);
  if (options.timeScale === 0) {
    throw new SandboxError(
      "USAGE_INVALID",
      'Cannot use --time-scale "0" with mocks: there is no pipeline whose work could set the pace, expected a number above 0',
    );
  }
  const startMs = options.clockStart === undefined ? Date.now() : Date.parse(options.clockStart);
  const { seed, series, points, replay } = options;
  const playable = assertPlayable({
    providers: providers.map(({ name }) => name),
    seed,
    series,
    points,
    anchorMs: startMs,
    replayLatency: options.replayLatency,
    ...(replay === undefined ? {} : { replay }),
  });
  const { scenario } = options;
  const names = providers.map(({ name }) => name);
  if (scenario !== undefined) assertScenarioFits(scenario, { seed, startMs, providers: names });
  const ports: Partial<Record<ProviderName, number>> = {};
  for (const { name } of providers) {
    const chosen = await choosePort(`mock-${name}`, defaultPorts[`mock-${name}`], options.ports);
    ports[name] = chosen;
  }
  const child = spawn(process.execPath, [entry], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      MOCK_HOST: options.host,
      ...mockEnvironment({
        world: {
          seed: options.seed,
          series: options.series,
          points: options.points,
          scope: "full",
        },
        clock: { startMs, originMs: Date.now(), scale: options.timeScale ?? 1 },
        ports,
        throttle: options.throttle,
        ...(scenario === undefined ? {} : { scenarioFile: scenario }),
        ...(playable.replay === undefined ? {} : { replayDirectory: playable.replay }),
        ...(options.replayLatency === undefined ? {} : { replayLatency: options.replayLatency }),
      }),
    },
  });
  const interrupted = new AbortController();
  const stop = (): void => {
    interrupted.abort();
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), stopLimitMs).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  void announce(child, providers.length, options);
  const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  if (interrupted.signal.aborted) return interruptedExitCode;
  // Ended by a signal that was not ours: killed from outside.
  return signal === null ? (code ?? 1) : 1;
}

/** Prints each provider's address once it answers, and then how to use them. */
async function announce(
  child: ChildProcess,
  expected: number,
  options: MocksOptions,
): Promise<void> {
  if (child.stdout === null) return;
  let listening = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const event = parseEvent(line);
    if (event?.event !== "listening") continue;
    process.stdout.write(`${event.provider.padEnd(6)} ${event.url}\n`);
    if (++listening < expected) continue;
    process.stdout.write(
      `\nAll answer. Key: sandbox_key. Seed ${options.seed}, ${options.series} series each; /catalog lists them, /health and /metrics watch them.\n` +
        "Ctrl-C stops them.\n",
    );
  }
}

function parseEvent(line: string): { event: string; provider: string; url: string } | undefined {
  try {
    // Proof for the cast: the mocks print these objects and nothing else on stdout.
    return JSON.parse(line) as { event: string; provider: string; url: string };
  } catch {
    return undefined;
  }
}
