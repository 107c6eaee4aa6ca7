/** The external stack: what the environment names. It is looked at and used, never started or stopped. */
import { accessSync, constants, mkdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Redis } from "ioredis";
import pg from "pg";
import { SandboxError, describeError } from "../core/errors.ts";
import { type ProviderName, providerNames } from "../core/observation.ts";
import { externalVariables } from "./choose-stack.ts";
import { countBrokers } from "./native/kafka-metadata.ts";
import type { Endpoints } from "./stack.ts";
import type { StackOptions } from "./stack-options.ts";

/** Longest wait for one part to answer, in milliseconds. */
const answerLimitMs = 5_000;

/** Rejects with ENVIRONMENT_UNFIT naming the variables that are missing, or the part that does not answer. */
export async function startExternalStack(options: Required<StackOptions>): Promise<Endpoints> {
  const endpoints = readEndpoints(options);
  const checks: [part: string, address: string, check: Promise<unknown>][] = [
    ["KAFKA_BOOTSTRAP_SERVERS", endpoints.kafka, checkKafka(endpoints.kafka)],
    ["SCHEMA_REGISTRY_URL", endpoints.schemaRegistry, checkRegistry(endpoints.schemaRegistry)],
    ["AURUM_APP_DB_DSN", endpoints.postgres, checkPostgres(endpoints.postgres)],
    ["SANDBOX_WAREHOUSE", endpoints.warehouse, checkWarehouse(endpoints.warehouse)],
  ];
  if (endpoints.redis !== undefined) {
    checks.push(["REDIS_URL", endpoints.redis, checkRedis(endpoints.redis)]);
  }
  const answers = await Promise.allSettled(checks.map(([, , check]) => check));
  for (const [index, answer] of answers.entries()) {
    const [variable, address] = checks[index] ?? ["", ""];
    if (answer.status === "rejected") throw doesNotAnswer(variable, address, answer.reason);
    options.progress({ part: variable, state: "ready", text: withoutPassword(address) });
  }
  return endpoints;
}

/** Keys the environment names for providers, `EIA_API_KEY` and its like. They hold on the external stack. */
export function readExternalKeys(
  env: NodeJS.ProcessEnv = process.env,
): Partial<Record<ProviderName, string>> {
  return Object.fromEntries(
    providerNames.flatMap((name) => {
      const key = env[`${name.toUpperCase()}_API_KEY`] ?? "";
      return key === "" ? [] : [[name, key]];
    }),
  );
}

function readEndpoints({ env, directory }: Required<StackOptions>): Endpoints {
  const missing = externalVariables.filter((name) => (env[name] ?? "") === "");
  if (missing.length > 0) {
    throw new SandboxError(
      "ENVIRONMENT_UNFIT",
      `Cannot use the external stack: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not set; it needs ${externalVariables.join(", ")}`,
    );
  }
  const read = (name: string): string => (env[name] ?? "").replace(/\/+$/, "");
  const providers: Partial<Record<ProviderName, string>> = {};
  for (const name of providerNames) {
    const url = read(`${name.toUpperCase()}_BASE_URL`);
    if (url !== "") providers[name] = url;
  }
  const redis = read("REDIS_URL");
  return {
    kafka: read("KAFKA_BOOTSTRAP_SERVERS"),
    schemaRegistry: read("SCHEMA_REGISTRY_URL"),
    postgres: read("AURUM_APP_DB_DSN"),
    ...(redis === "" ? {} : { redis }),
    warehouse: read("SANDBOX_WAREHOUSE") || pathToFileURL(directory.paths.warehouse).href,
    providers,
  };
}

async function checkKafka(servers: string): Promise<void> {
  const [first = ""] = servers.split(",");
  const [, host = "", port = ""] = /^\[?([^\]]+?)\]?:(\d+)$/.exec(first.trim()) ?? [];
  if (port === "") throw new Error(`expected host:port[,host:port…], read "${servers}"`);
  const brokers = await countBrokers(host, Number(port), AbortSignal.timeout(answerLimitMs));
  if (brokers === 0) throw new Error("it answers, but has no broker");
}

async function checkRegistry(url: string): Promise<void> {
  const response = await fetch(`${url}/subjects`, { signal: AbortSignal.timeout(answerLimitMs) });
  const body: unknown = await response.json();
  if (response.ok && Array.isArray(body)) return;
  throw new Error(`${url}/subjects answered ${response.status}, expected a list of subjects`);
}

async function checkPostgres(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: answerLimitMs });
  await client.connect();
  await client.end();
}

async function checkRedis(url: string): Promise<void> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: answerLimitMs,
    retryStrategy: null,
  });
  // The failed connect below says the same.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.ping();
  } finally {
    client.disconnect();
  }
}

function checkWarehouse(url: string): Promise<void> {
  return Promise.resolve().then(() => {
    if (!url.startsWith("file://")) throw new Error("expected a file:// address");
    const directory = fileURLToPath(url);
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
  });
}

function doesNotAnswer(variable: string, address: string, reason: unknown): SandboxError {
  return new SandboxError(
    "ENVIRONMENT_UNFIT",
    `Cannot use the external stack: ${variable} "${withoutPassword(address)}" cannot be used: ${describeReason(reason)}`,
    { variable },
    reason,
  );
}

/** A refused connection to a name with several addresses is one error that holds several, and says nothing itself. */
function describeReason(reason: unknown): string {
  if (reason instanceof AggregateError) return reason.errors.map(describeError).join(", ");
  const cause = reason instanceof Error && reason.cause instanceof Error ? reason.cause : undefined;
  return describeError(reason) + (cause === undefined ? "" : ` (${describeReason(cause)})`);
}

function withoutPassword(address: string): string {
  return address.replace(/(:\/\/[^:/@\s]*):[^@\s]*@/, "$1:[removed]@");
}
