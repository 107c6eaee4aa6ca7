/** The expectation suites of all providers, read once when the process starts. */
import type { ProviderName } from "../core/observation.ts";
import { providerNames } from "../core/observation.ts";
import { type ExpectationSuite, type Validator, compileExpectations } from "../core/validation.ts";
import { loadExpectations } from "../providers/load-expectations.ts";
import type { Logger } from "../telemetry/logger.ts";

export type FindValidator = (provider: ProviderName, dataset: string) => Validator;

const acceptsAll: Validator = { reasons: () => [], gaps: () => [] };

/**
 * Throws CONFIG_INVALID with the file and the place in it. A dataset without expectations accepts everything, and
 * says so; so does every dataset of the providers in `unvalidated`.
 */
export async function loadValidators(
  directory: string,
  log: Logger,
  unvalidated: readonly ProviderName[] = [],
): Promise<FindValidator> {
  const suites = new Map<ProviderName, ExpectationSuite>();
  for (const provider of providerNames) {
    suites.set(provider, await loadExpectations(directory, provider));
  }
  const known = new Map<string, Validator>();
  return (provider, dataset) => {
    const name = `${provider}/${dataset}`;
    let validator = known.get(name);
    if (validator === undefined) {
      const suite = unvalidated.includes(provider) ? undefined : suites.get(provider);
      validator = suite === undefined ? undefined : compileExpectations(suite, dataset);
      if (validator === undefined) log.warn({ event: "no_expectations", provider, dataset });
      validator ??= acceptsAll;
      known.set(name, validator);
    }
    return validator;
  };
}
