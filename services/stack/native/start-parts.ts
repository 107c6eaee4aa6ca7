/** The four parts of the native stack, started together. Only the registry waits, for its database. */
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { SandboxError } from "../../core/errors.ts";
import type { Artifacts } from "../artifact-cache.ts";
import { findOnPath } from "../find-on-path.ts";
import { installHint } from "../install-hint.ts";
import type { Java } from "../java.ts";
import { loopback } from "../ports.ts";
import type { StackOptions } from "../stack-options.ts";
import type { Endpoints } from "../stack.ts";
import { together } from "../together.ts";
import { draftOf } from "./copy-tree.ts";
import { kafkaSpec, prepareKafka } from "./kafka.ts";
import type { ClassData } from "./part.ts";
import type { PostgresPlace } from "./postgres-place.ts";
import { createDatabases, postgresSpec, postgresUrl, preparePostgres } from "./postgres.ts";
import { redisSpec } from "./redis.ts";
import { demandBackwardCompatibility, registrySpec, registryUrl } from "./registry.ts";
import { startOnPorts } from "./start-on-ports.ts";
import type { Templates } from "./templates.ts";

/** All that the parts are made from. */
export interface NativeStack extends Required<StackOptions> {
  readonly java: Java;
  readonly artifacts: Artifacts;
  readonly place: PostgresPlace;
  readonly templates: Templates;
}

/** `record` makes class-data archives when the parts are stopped; `use` needs them. */
export async function startParts(
  native: NativeStack,
  classData: "record" | "use",
): Promise<Endpoints> {
  const { directory } = native;
  const [kafka, { postgres, registry }, redis] = await together(native.signal, (signal) => [
    startKafka({ ...native, signal }, classData),
    startDatabaseAndRegistry({ ...native, signal }, classData),
    startRedis({ ...native, signal }),
  ]);
  return {
    kafka: `${loopback}:${kafka}`,
    schemaRegistry: registryUrl(registry),
    postgres: postgresUrl(postgres),
    redis: `redis://${loopback}:${redis}`,
    warehouse: pathToFileURL(directory.paths.warehouse).href,
    providers: {},
  };
}

async function startKafka(native: NativeStack, classData: "record" | "use"): Promise<number> {
  const { directory, env, artifacts, java, templates, supervisor, signal } = native;
  const ports = await startOnPorts(native, "kafka", ["kafka", "kafka-controller"], async (on) => {
    const options = {
      paths: directory.paths,
      env,
      artifacts,
      java,
      port: on.kafka,
      controllerPort: on["kafka-controller"],
      classData: classDataOf(templates.kafkaClasses, classData),
      template: templates.kafkaLog,
    };
    await prepareKafka(options);
    await supervisor.start(kafkaSpec(options), signal);
  });
  return ports.kafka;
}

async function startDatabaseAndRegistry(
  native: NativeStack,
  classData: "record" | "use",
): Promise<{ postgres: number; registry: number }> {
  const { directory, env, artifacts, java, place, templates, supervisor, signal } = native;
  const { paths } = directory;
  const { postgres } = await startOnPorts(native, "postgres", ["postgres"], async (on) => {
    const options = { paths, env, place, port: on.postgres, template: templates.postgres };
    await preparePostgres(options);
    await supervisor.start(postgresSpec(options), signal);
    await createDatabases(on.postgres);
  });
  const { registry } = await startOnPorts(native, "registry", ["registry"], async (on) => {
    const spec = registrySpec({
      paths,
      env,
      artifacts,
      java,
      port: on.registry,
      postgresPort: postgres,
      classData: classDataOf(templates.registryClasses, classData),
    });
    await supervisor.start(spec, signal);
    await demandBackwardCompatibility(on.registry, signal);
  });
  return { postgres, registry };
}

async function startRedis(native: NativeStack): Promise<number> {
  const { directory, env, artifacts, supervisor, signal } = native;
  const command = findOnPath("redis-server", env["PATH"]) ?? artifacts.redis;
  if (command === undefined) {
    throw new SandboxError(
      "ENVIRONMENT_UNFIT",
      `Cannot start Redis: there is no build for ${process.platform}-${process.arch} and no redis-server on the PATH; get it with: ${installHint("redis")}`,
    );
  }
  const { redis } = await startOnPorts(native, "redis", ["redis"], async (on) => {
    const { paths } = directory;
    await supervisor.start(redisSpec({ paths, env, command, port: on.redis }), signal);
  });
  return redis;
}

function classDataOf(archive: string, mode: "record" | "use"): ClassData {
  if (mode === "record") return { record: draftOf(archive) };
  return existsSync(archive) ? { use: archive } : undefined;
}
