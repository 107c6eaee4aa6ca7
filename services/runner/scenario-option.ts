/** `--scenario FILE`: what goes wrong in a run. Read and checked before anything starts; the mocks read it again. */
import { resolve } from "node:path";
import { createProcessPlan } from "../../mock-providers/kit/faults/create-process-plan.ts";
import type { Scenario } from "../../mock-providers/kit/faults/fault-schema.ts";
import { readScenario } from "../../mock-providers/kit/faults/read-scenario.ts";
import { mockTable } from "../../mock-providers/provider-table.ts";
import { SandboxError, describeError } from "../core/errors.ts";
import { type ProviderName, isProviderName, providerNames } from "../core/observation.ts";

interface ScenarioOptions {
  readonly scenario?: string;
  readonly providers?: ProviderName[];
  readonly seed: number;
}

/**
 * The options with what the scenario says where the command line does not: providers, and the seed unless `seedIsGiven`.
 * Throws CONFIG_INVALID with the file and the place in it.
 */
export function withScenario<Options extends ScenarioOptions>(
  options: Options,
  seedIsGiven: boolean,
): Options {
  if (options.scenario === undefined) return options;
  const file = resolve(options.scenario);
  const { seed, providers } = load(file);
  // Its own names are checked also where the command line's take their place.
  const own = providers?.map((name) => assertProvider(name, file));
  const named = options.providers ?? own;
  return {
    ...options,
    scenario: file,
    ...(named === undefined ? {} : { providers: named }),
    seed: seedIsGiven ? options.seed : (seed ?? options.seed),
  };
}

/** Throws CONFIG_INVALID when the mocks of a run could not play the scenario. */
export function assertScenarioFits(
  file: string,
  world: { readonly seed: number; readonly startMs: number; readonly providers: readonly string[] },
): void {
  const { seed, startMs, providers } = world;
  const clock = { startMs, nowMs: () => startMs };
  const scenario = load(file);
  try {
    createProcessPlan({ scenario, seed, clock, served: providers, table: mockTable });
  } catch (error) {
    throw new SandboxError(
      "CONFIG_INVALID",
      `Cannot use the scenario "${file}": ${describeError(error)}`,
      { file },
      error,
    );
  }
}

function load(file: string): Scenario {
  try {
    return readScenario(file);
  } catch (error) {
    throw new SandboxError("CONFIG_INVALID", describeError(error), { file }, error);
  }
}

function assertProvider(name: string, file: string): ProviderName {
  if (isProviderName(name)) return name;
  throw new SandboxError(
    "CONFIG_INVALID",
    `Cannot use the scenario "${file}" at "providers": there is no provider "${name}", expected some of ${providerNames.join(", ")}`,
    { file },
  );
}
