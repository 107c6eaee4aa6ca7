/**
 * Apicurio Registry with its data in PostgreSQL, so that schema ids outlive a restart.
 * Source: https://www.apicur.io/registry/docs/apicurio-registry/3.0.x/getting-started/assembly-configuring-the-registry.html
 */
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { SandboxError } from "../../core/errors.ts";
import type { Artifacts } from "../artifact-cache.ts";
import type { Java } from "../java.ts";
import { loopback } from "../ports.ts";
import type { SandboxPaths } from "../sandbox-directory.ts";
import type { ProcessSpec } from "../stack.ts";
import { type ClassData, classDataFlags, partEnvironment, stopWait } from "./part.ts";
import { postgresLogin, registryDatabase } from "./postgres.ts";

export interface RegistryOptions {
  readonly paths: SandboxPaths;
  readonly env: NodeJS.ProcessEnv;
  readonly artifacts: Artifacts;
  readonly java: Java;
  readonly port: number;
  readonly postgresPort: number;
  readonly classData: ClassData;
}

/** Root of the Confluent-compatible API. */
export function registryUrl(port: number): string {
  return `http://${loopback}:${port}/apis/ccompat/v7`;
}

export function registrySpec(options: RegistryOptions): ProcessSpec {
  const { paths, artifacts, java, port, postgresPort } = options;
  const directory = join(paths.data, "registry");
  mkdirSync(directory, { recursive: true });
  const settings = {
    "quarkus.http.host": loopback,
    "quarkus.http.port": String(port),
    "apicurio.storage.kind": "sql",
    "apicurio.storage.sql.kind": "postgresql",
    "apicurio.datasource.url": `jdbc:postgresql://${loopback}:${postgresPort}/${registryDatabase}`,
    "apicurio.datasource.username": postgresLogin.user,
    "apicurio.datasource.password": postgresLogin.password,
    // Twenty connections by default, each of which breaks on its own when PostgreSQL is started again.
    "apicurio.datasource.jdbc.initial-size": "1",
    "apicurio.datasource.jdbc.min-size": "1",
    "apicurio.datasource.jdbc.max-size": "8",
    "quarkus.datasource.postgresql.jdbc.validate-on-borrow": "true",
    // `curl -L localhost:8081/subjects` works as it does on Confluent's own registry.
    "apicurio.redirects.enabled": "true",
    "apicurio.redirects.sub": "/subjects,/apis/ccompat/v7/subjects",
  };
  return {
    name: "registry",
    command: java.command,
    args: [
      "-Xmx256m",
      // It answers a few requests per run: quick to start and small matter more than quick to run.
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      ...classDataFlags(options.classData),
      ...Object.entries(settings).map(([name, value]) => `-D${name}=${value}`),
      "-jar",
      findRunner(artifacts),
    ],
    env: partEnvironment(options.env),
    cwd: directory,
    log: join(paths.logs, "registry.log"),
    ...stopWait(options.classData),
    ready: (signal) => assertHealthy(port, signal),
  };
}

/** The registry starts with no compatibility rule; ours is that readers of old data keep working. */
export async function demandBackwardCompatibility(
  port: number,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(`${registryUrl(port)}/config`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ compatibility: "BACKWARD" }),
    signal,
  });
  if (response.ok) return;
  throw new SandboxError(
    "STACK_FAILED",
    `Cannot set the registry's compatibility to BACKWARD: it answered ${response.status} ${await response.text()}`,
    { part: "registry" },
  );
}

async function assertHealthy(port: number, signal: AbortSignal): Promise<void> {
  const response = await fetch(`http://${loopback}:${port}/health/ready`, { signal });
  if (!response.ok) {
    throw new Error(`the registry's /health/ready answered ${response.status}`);
  }
}

function findRunner({ registry }: Artifacts): string {
  const jar = readdirSync(registry).find((name) => name.endsWith("-runner.jar"));
  if (jar !== undefined) return join(registry, jar);
  throw new SandboxError(
    "ENVIRONMENT_UNFIT",
    `Cannot find the registry's runner jar in "${registry}": remove that cache directory, the next start fetches it again`,
  );
}
