/** The fault plan a mock process starts with. */
import type { ProviderDeclaration } from "../declaration.ts";
import { type FaultPlan, type PlanClock, createFaultPlan } from "./fault-plan.ts";
import type { Scenario } from "./fault-schema.ts";
import {} from "./fault-schema.ts";
import { shown } from "../../../wording/schema-refusal.ts";

/**
 * Faults of providers that exist but are not served here are left out: their process plays them. Throws an Error of one
 * sentence for anything that cannot be used.
 */
export function createProcessPlan(options: {
  readonly scenario: Scenario | undefined;
  readonly seed: number;
  readonly clock: PlanClock;
  readonly served: readonly string[];
  readonly table: Readonly<Record<string, ProviderDeclaration>>;
}): FaultPlan {
  const { scenario, seed, clock, served, table } = options;
  const faces = Object.fromEntries(served.map((name) => [name, table[name]?.faultFace]));
  const plan = createFaultPlan({ seed, clock, faces });
  for (const fault of scenario?.faults ?? []) {
    const { provider } = fault;
    if (provider !== "*" && table[provider] === undefined) {
      throw new Error(
        `Cannot use the scenario's fault of ${shown(provider)}: there is no such provider, expected ${[...Object.keys(table), "*"].join(", ")}`,
      );
    }
    // Its times count from the clock's start: a mock that comes back later finds some of it over already.
    if (provider === "*" || served.includes(provider)) plan.install(fault, clock.startMs);
  }
  return plan;
}
