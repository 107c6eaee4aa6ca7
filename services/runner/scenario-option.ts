/** `--scenario FILE`: what goes wrong in a run. Read and checked before anything starts; the mocks read it again. */
import { resolve } from "node:path";
import { createProcessPlan } from "../../mock-providers/kit/faults/create-process-plan.ts";
import type { InstalledFault } from "../../mock-providers/kit/faults/fault-plan.ts";
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

interface PlayedWorld {
  readonly seed: number;
  readonly startMs: number;
  readonly providers: readonly string[];
}

/** Labels `<kind>#<id>` of a scenario's faults. */
export interface PlannedFaults {
  readonly labels: readonly string[];
  /** Those of providers that are not served. */
  readonly elsewhere: readonly string[];
}

/**
 * Throws CONFIG_INVALID when the mocks of a run could not play the scenario, or nothing in it could ever be done.
 * `endMs`: where the run ends on its clock, if that is known.
 */
export function assertScenarioFits(file: string, world: PlayedWorld & { endMs?: number }): void {
  const { endMs = Number.POSITIVE_INFINITY, providers } = world;
  const { faults } = load(file);
  const plan = planOf(file, world);
  const refuse = (why: string): never => {
    throw new SandboxError("CONFIG_INVALID", `Cannot use the scenario "${file}": ${why}`, { file });
  };
  if (faults.length === 0) refuse("it has no faults, expected at least one");
  if (plan.length === 0) {
    const named = [...new Set(faults.map(({ provider }) => provider))];
    refuse(
      `all its faults are of ${named.join(", ")}, expected one of ${providers.join(", ")} or *, which are served here`,
    );
  }
  const firstMs = Math.min(...plan.map(({ fromMs }) => fromMs));
  if (firstMs < endMs) return;
  const show = (ms: number): string => new Date(ms).toISOString();
  refuse(
    `its first fault begins at ${show(firstMs)}, expected one that begins before the run ends at ${show(endMs)}`,
  );
}

/** What the mocks of a run are going to do, in their own words. */
export function readPlannedFaults(file: string, world: PlayedWorld): PlannedFaults {
  const labels = planOf(file, world).map(({ label }) => label);
  const elsewhere = load(file)
    .faults.filter(({ provider }) => provider !== "*" && !world.providers.includes(provider))
    .map(({ kind, id, provider }) =>
      id === undefined ? `${kind} of ${provider}` : `${kind}#${id}`,
    );
  return { labels, elsewhere };
}

function planOf(
  file: string,
  { seed, startMs, providers }: PlayedWorld,
): readonly InstalledFault[] {
  const clock = { startMs, nowMs: () => startMs };
  const scenario = load(file);
  try {
    const options = { scenario, seed, clock, served: providers, table: mockTable };
    return createProcessPlan(options).list();
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
