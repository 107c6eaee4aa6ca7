/**
 * The docker stack: the same parts, and Trino, Prometheus and Grafana, as containers of docker-compose.sandbox.yml.
 * Our own processes run beside them on this machine, so that runs, faults and reports are the same on every stack.
 */
import { execFile } from "node:child_process";
import { chmodSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { SandboxError, describeError } from "../core/errors.ts";
import { defaultPorts } from "../core/names.ts";
import { isDockerUp } from "./choose-stack.ts";
import { installHint } from "./install-hint.ts";
import { postgresUrl } from "./native/postgres.ts";
import { demandBackwardCompatibility, registryUrl } from "./native/registry.ts";
import { choosePort, loopback, releasePort } from "./ports.ts";
import { sandboxTag } from "./sandbox-directory.ts";
import type { Endpoints } from "./stack.ts";
import type { StackOptions } from "./stack-options.ts";

export const composeFile = "docker-compose.sandbox.yml";
const projectDirectory = fileURLToPath(new URL("../../", import.meta.url));

/** The services this stack starts; `docker compose up` starts our own processes as well. */
export const infrastructureServices = [
  "kafka",
  "registry",
  "postgres",
  "redis",
  "trino",
  "prometheus",
  "grafana",
] as const;

/** Images have to be pulled the first time, which may take minutes. */
const startLimitMs = 10 * 60_000;

export async function startDockerStack(options: Required<StackOptions>): Promise<Endpoints> {
  const { directory, env, progress, ports: mode } = options;
  if (!(await isDockerUp(env))) {
    throw new SandboxError(
      "ENVIRONMENT_UNFIT",
      `Cannot start the docker stack: no Docker engine answers; get one with: ${installHint("docker")}`,
    );
  }
  const ports = await choosePorts(options);
  const composeProject = `aurum-${sandboxTag(directory.paths.root)}`;
  directory.update({ composeProject, ports: { ...directory.state?.ports, ...ports } });
  // Containers write here as users of their own.
  chmodSync(directory.paths.warehouse, 0o777);
  progress({
    part: "docker",
    state: "working",
    text: `starting ${infrastructureServices.join(", ")}`,
  });
  await composeUp(composeProject, {
    ...Object.fromEntries(
      Object.entries(ports).map(([name, port]) => [portVariable(name), String(port)]),
    ),
    // The same path inside and outside, because Iceberg's metadata names its files by absolute path.
    SANDBOX_WAREHOUSE_DIR: directory.paths.warehouse,
    SANDBOX_WAREHOUSE_SOURCE: directory.paths.warehouse,
  });
  await demandBackwardCompatibility(ports.registry, options.signal);
  const note = mode === "auto" ? "all answer" : "all answer on their default ports";
  progress({ part: "docker", state: "ready", text: note });
  const url = (port: number): string => `http://${loopback}:${port}`;
  return {
    kafka: `${loopback}:${ports.kafka}`,
    schemaRegistry: registryUrl(ports.registry),
    postgres: postgresUrl(ports.postgres),
    redis: `redis://${loopback}:${ports.redis}`,
    warehouse: pathToFileURL(directory.paths.warehouse).href,
    trino: url(ports.trino),
    prometheus: url(ports.prometheus),
    grafana: url(ports.grafana),
    providers: {},
  };
}

/** `mock-caiso` → `MOCK_CAISO_PORT`: the variable by which the compose file takes a host port. */
export function portVariable(name: string): string {
  return `${name.replaceAll("-", "_").toUpperCase()}_PORT`;
}

/** Stops the containers of a sandbox and removes their volumes; works in any later runner. */
export async function stopContainers(project: string): Promise<void> {
  const words = [
    "compose",
    "-p",
    project,
    "-f",
    composeFile,
    "down",
    "--volumes",
    "--timeout",
    "5",
  ];
  try {
    await promisify(execFile)("docker", words, { cwd: projectDirectory });
  } catch (error) {
    throw new SandboxError(
      "STACK_FAILED",
      `Cannot stop the containers of project "${project}": ${describeError(error)}`,
      { project },
      error,
    );
  }
}

async function composeUp(project: string, environment: Record<string, string>): Promise<void> {
  // Loaded only here: the library takes half a second to load, and no other stack needs it.
  const { DockerComposeEnvironment, Wait } = await import("testcontainers");
  try {
    await new DockerComposeEnvironment(projectDirectory, composeFile)
      .withProjectName(project)
      .withEnvironment(environment)
      // A sandbox may be kept up: it is removed by `down`, not by the end of the runner.
      .withAutoCleanup(false)
      .withNoRecreate()
      .withDefaultWaitStrategy(Wait.forHealthCheck())
      .withStartupTimeout(startLimitMs)
      .up([...infrastructureServices]);
  } catch (error) {
    throw new SandboxError(
      "STACK_FAILED",
      `Cannot start the containers of ${composeFile}: ${describeError(error)}`,
      { project },
      error,
    );
  }
}

async function choosePorts({
  directory,
  ports: mode,
}: Required<StackOptions>): Promise<Record<(typeof infrastructureServices)[number], number>> {
  const running = directory.state?.composeProject !== undefined;
  const known = directory.state?.ports ?? {};
  const chosen: Record<string, number> = {};
  for (const name of infrastructureServices) {
    const kept = running ? known[name] : undefined;
    chosen[name] = kept ?? (await choosePort(name, defaultPorts[name], mode));
    // Docker holds the port from here on; a claim would only outlive it.
    releasePort(chosen[name]);
  }
  return chosen;
}
