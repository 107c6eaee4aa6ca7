import { SandboxError } from "../core/errors.ts";
import { startDockerStack } from "./docker-stack.ts";
import { startExternalStack } from "./external-stack.ts";
import { startNativeStack } from "./native-stack.ts";
import type { StackOptions } from "./stack-options.ts";
import type { Endpoints, StackKind } from "./stack.ts";

/**
 * Resolves once every part answers; parts that an earlier runner kept up on purpose are taken over.
 * Rejects with STACK_FAILED, PORT_TAKEN or ENVIRONMENT_UNFIT; then `stopSandbox` clears what had started.
 */
export async function startStack(kind: StackKind, options: StackOptions): Promise<Endpoints> {
  const { directory, env = process.env } = options;
  const known = directory.state;
  if (known?.kept === true && known.kind !== kind) {
    throw new SandboxError(
      "USAGE_INVALID",
      `Cannot start the ${kind} stack in "${directory.paths.root}": the ${known.kind} stack is up there; take it down first`,
    );
  }
  directory.update({ kind, kept: false });
  const endpoints = await starters[kind]({ ...options, env });
  directory.update({ endpoints });
  return endpoints;
}

const starters = {
  native: startNativeStack,
  docker: startDockerStack,
  external: startExternalStack,
} as const satisfies Record<StackKind, (options: Required<StackOptions>) => Promise<Endpoints>>;
