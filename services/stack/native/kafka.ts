/**
 * Apache Kafka: one node that is broker and controller (KRaft).
 * Source: https://kafka.apache.org/documentation/#brokerconfigs
 */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { SandboxError, describeError } from "../../core/errors.ts";
import type { Artifacts } from "../artifact-cache.ts";
import type { Java } from "../java.ts";
import { loopback } from "../ports.ts";
import type { SandboxPaths } from "../sandbox-directory.ts";
import type { ProcessSpec } from "../stack.ts";
import { countBrokers } from "./kafka-metadata.ts";
import { type ClassData, classDataFlags, partEnvironment, stopWait } from "./part.ts";
import { copyTree } from "./copy-tree.ts";

export interface KafkaOptions {
  readonly paths: SandboxPaths;
  readonly env: NodeJS.ProcessEnv;
  readonly artifacts: Artifacts;
  readonly java: Java;
  readonly port: number;
  readonly controllerPort: number;
  readonly classData: ClassData;
  /** A formatted log directory to copy, which is quicker than starting a JVM to format one; made if it is not there. */
  readonly template: string;
}

/** How the broker behaves, wherever it runs: the compose file says the same. */
export const brokerSettings = {
  "auto.create.topics.enable": false,
  "offsets.topic.replication.factor": 1,
  "offsets.topic.num.partitions": 1,
  "transaction.state.log.replication.factor": 1,
  "transaction.state.log.min.isr": 1,
  "transaction.state.log.num.partitions": 1,
  "share.coordinator.state.topic.replication.factor": 1,
  "share.coordinator.state.topic.min.isr": 1,
  "share.coordinator.state.topic.num.partitions": 1,
  "group.initial.rebalance.delay.ms": 0,
  // The sandbox's clock may stand years away from the machine's: no record is too old or too new.
  "log.retention.ms": -1,
  "log.message.timestamp.before.max.ms": "9223372036854775807",
  "log.message.timestamp.after.max.ms": "9223372036854775807",
  // After kill -9 the controller refuses the broker's return until its old session has ended.
  "broker.session.timeout.ms": 3_000,
  "broker.heartbeat.interval.ms": 500,
  // The cleaner's buffer is 128 MB by default; there are only offsets to compact.
  "log.cleaner.dedupe.buffer.size": 8_388_608,
  "num.network.threads": 2,
  "num.io.threads": 4,
  "socket.send.buffer.bytes": 1_048_576,
  "socket.receive.buffer.bytes": 1_048_576,
} as const;

const logging = fileURLToPath(
  new URL("../../../config/native-stack/log4j2.properties", import.meta.url),
);
/** Any 16 bytes in URL-safe Base64 will do; one that never changes lets a formatted directory be used again. */
const clusterId = "YXVydW0tc2FuZGJveC1rLQ";

/** Writes the configuration, and formats the log directory unless it was. */
export async function prepareKafka(options: KafkaOptions): Promise<void> {
  const directory = kafkaDirectory(options.paths);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "server.properties"), serverProperties(options));
  const log = join(directory, "log");
  if (existsSync(join(log, "meta.properties"))) return;
  if (existsSync(options.template)) {
    await copyTree(options.template, log);
    return;
  }
  const { command } = options.java;
  const flags = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", ...commonFlags(options.artifacts)];
  const words = ["format", "-t", clusterId, "-c", "server.properties"];
  try {
    await promisify(execFile)(command, [...flags, "kafka.tools.StorageTool", ...words], {
      cwd: directory,
      env: partEnvironment(options.env),
    });
  } catch (error) {
    throw new SandboxError(
      "STACK_FAILED",
      `Cannot format Kafka's log directory "${log}": ${describeError(error)}`,
      { part: "kafka" },
      error,
    );
  }
  await copyTree(log, options.template);
}

export function kafkaSpec(options: KafkaOptions): ProcessSpec {
  const { paths, artifacts, java, port } = options;
  return {
    name: "kafka",
    command: java.command,
    args: [
      "-Xms128m",
      "-Xmx512m",
      // On two cores it takes a tenth less CPU per record than G1, and 20 MB less memory (docs/stack.md).
      "-XX:+UseSerialGC",
      // A run is over before the optimising compiler has paid for itself: 200,000 records cost 6.1 s of CPU with it, 3.2 s without.
      "-XX:TieredStopAtLevel=1",
      ...classDataFlags(options.classData),
      ...commonFlags(artifacts),
      "kafka.Kafka",
      "server.properties",
    ],
    env: partEnvironment(options.env),
    cwd: kafkaDirectory(paths),
    log: join(paths.logs, "kafka.log"),
    ...stopWait(options.classData),
    async ready(signal) {
      const brokers = await countBrokers(loopback, port, signal);
      if (brokers === 0) throw new Error("Kafka answers, but its broker has not joined yet");
    },
  };
}

export function kafkaDirectory(paths: SandboxPaths): string {
  return join(paths.data, "kafka");
}

function commonFlags(artifacts: Artifacts): string[] {
  return [`-Dlog4j2.configurationFile=${logging}`, "-cp", join(artifacts.kafka, "*")];
}

function serverProperties({ port, controllerPort }: KafkaOptions): string {
  const places = {
    "process.roles": "broker,controller",
    "node.id": 1,
    // A fixed quorum: what the format step writes then holds no port and can be used on others.
    "controller.quorum.voters": `1@${loopback}:${controllerPort}`,
    listeners: `PLAINTEXT://${loopback}:${port},CONTROLLER://${loopback}:${controllerPort}`,
    "advertised.listeners": `PLAINTEXT://${loopback}:${port}`,
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "PLAINTEXT",
    // Relative to the working directory, because commas in a path would divide it.
    "log.dirs": "log",
  };
  return Object.entries({ ...places, ...brokerSettings })
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}
