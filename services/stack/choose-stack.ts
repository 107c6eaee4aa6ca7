import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { SandboxError } from "../core/errors.ts";
import { findArtifacts } from "./artifact-cache.ts";
import { findOnPath } from "./find-on-path.ts";
import { installHint } from "./install-hint.ts";
import { findJava, javaFeatureMin } from "./java.ts";
import type { StackKind } from "./stack.ts";

/** With these three set the environment names a stack of its own. */
export const externalVariables = [
  "KAFKA_BOOTSTRAP_SERVERS",
  "SCHEMA_REGISTRY_URL",
  "AURUM_APP_DB_DSN",
] as const;

/**
 * The stack that was asked for; else external if the environment names one, else native if Java and Maven are
 * there, else docker if an engine answers, else ENVIRONMENT_UNFIT with both ways.
 */
export async function chooseStackKind(
  requested: StackKind | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<StackKind> {
  if (requested !== undefined) return requested;
  if (externalVariables.every((name) => (env[name] ?? "") !== "")) return "external";
  if (canRunNative(env)) return "native";
  if (await isDockerUp(env)) return "docker";
  throw new SandboxError(
    "ENVIRONMENT_UNFIT",
    [
      "Cannot start a sandbox: this machine has neither Java and Maven nor a Docker engine. Either of these is enough:",
      `  native: ${installHint("java")} && ${installHint("maven")}`,
      `  docker: ${installHint("docker")}`,
    ].join("\n"),
  );
}

/** Maven is needed only to fill the cache. */
function canRunNative(env: NodeJS.ProcessEnv): boolean {
  const java = findJava(env);
  if (java === undefined || java.feature < javaFeatureMin) return false;
  return findArtifacts(env) !== undefined || findOnPath("mvn", env["PATH"]) !== undefined;
}

/** Whether a Docker engine answers within five seconds. */
export async function isDockerUp(env: NodeJS.ProcessEnv): Promise<boolean> {
  const docker = findOnPath("docker", env["PATH"]);
  if (docker === undefined) return false;
  try {
    const format = ["version", "--format", "{{.Server.Version}}"];
    const { stdout } = await promisify(execFile)(docker, format, { env, timeout: 5_000 });
    return stdout.trim() !== "";
  } catch {
    return false;
  }
}
