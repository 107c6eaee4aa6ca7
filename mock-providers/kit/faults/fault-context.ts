/** What every fault is given when it is done to a request. */
import type { MockRequest } from "../types.ts";
import type { FaultFace } from "./fault-face.ts";
import type { InstalledFault } from "./fault-plan.ts";
import type { FaultKind, ParametersOf } from "./fault-table.ts";

export interface FaultContext<Kind extends FaultKind> {
  readonly fault: InstalledFault;
  readonly parameters: ParametersOf<Kind>;
  readonly face: FaultFace | undefined;
  readonly request: MockRequest;
}

export type FaultActions<Kind extends FaultKind, Input extends unknown[], Output> = {
  readonly [One in Kind]: (context: FaultContext<One>, ...input: Input) => Output;
};

/** Does the fault's own action of a table of one level. */
export function act<Kind extends FaultKind, Input extends unknown[], Output>(
  actions: FaultActions<Kind, Input, Output>,
  kind: Kind,
  context: Omit<FaultContext<Kind>, "parameters">,
  ...input: Input
): Output {
  // Proof for the cast: a fault's parameters were read by its own kind's schema.
  const parameters = context.fault.spec.parameters as ParametersOf<Kind>;
  return actions[kind]({ ...context, parameters }, ...input);
}

export function isKindIn<Kind extends FaultKind>(
  actions: Readonly<Record<Kind, unknown>>,
  kind: FaultKind,
): kind is Kind {
  return Object.hasOwn(actions, kind);
}
