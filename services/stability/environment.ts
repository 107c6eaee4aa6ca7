/** The only module that reads the environment. Every process gets its settings from here. */
import { z } from "zod";
import type { ClockSettings } from "../core/clock.ts";
import { SandboxError } from "../core/errors.ts";
import { defaultAdminToken, defaultApiKey, defaultPorts } from "../core/names.ts";
import { type ProviderName, isProviderName, providerNames } from "../core/observation.ts";

/** Number() alone would read "0x10" as 16 and "1e3" as 1000. */
const plainNumber = (pattern: RegExp, words: string) =>
  z.string().regex(pattern, `not ${words}`).transform(Number);
const port = plainNumber(/^\d+$/, "a whole number").pipe(z.number().max(65_535));

type ProviderVariables = Readonly<
  Record<`${Uppercase<ProviderName>}_BASE_URL`, z.ZodOptional<z.ZodURL>> &
    Record<`${Uppercase<ProviderName>}_API_KEY`, z.ZodDefault<z.ZodString>>
>;

/** `FRED_BASE_URL`, `FRED_API_KEY` and their like. */
const providerVariables = Object.fromEntries(
  providerNames.flatMap((name) => [
    [`${name.toUpperCase()}_BASE_URL`, z.url().optional()],
    [`${name.toUpperCase()}_API_KEY`, z.string().default(defaultApiKey)],
  ]),
  // Proof for the cast: the list mapped over holds every provider name.
) as ProviderVariables;

const environmentSchema = z.object({
  KAFKA_BOOTSTRAP_SERVERS: z.string().min(1).describe("host:port[,host:port…] of Kafka"),
  SCHEMA_REGISTRY_URL: z.url().describe("Root of the Confluent-compatible registry API"),
  AURUM_APP_DB_DSN: z.string().min(1).describe("postgresql:// address of the application database"),
  REDIS_URL: z
    .string()
    .optional()
    .describe("redis:// address; without it quotas are kept in memory"),
  SANDBOX_WAREHOUSE: z
    .url()
    .default("file:///var/lib/aurum/warehouse")
    .describe("file:// root of the Iceberg warehouse"),
  ...providerVariables,
  SANDBOX_CLOCK_START: z.iso
    .datetime()
    .optional()
    .describe("Virtual instant at which the sandbox clock began"),
  SANDBOX_CLOCK_ORIGIN: z.iso
    .datetime()
    .optional()
    .describe("Real instant at which the sandbox clock began"),
  SANDBOX_TIME_SCALE: plainNumber(/^\d+(\.\d+)?$/, "a plain decimal number")
    .pipe(z.number().positive())
    .default(1)
    .describe("Virtual seconds per real second"),
  SANDBOX_HOST: z
    .string()
    .default("127.0.0.1")
    .describe("Address the process's HTTP server binds to"),
  SANDBOX_RUNS_DIR: z
    .string()
    .default(".sandbox/runs")
    .describe("Where runs keep their verdicts and reports"),
  SANDBOX_WORKER_ID: z.string().optional().describe("Name of this worker; random without it"),
  SANDBOX_ADMIN_TOKEN: z.string().default(defaultAdminToken),
  INGESTION_UNVALIDATED: z
    .string()
    .default("")
    .refine((list) => list.split(",").every((name) => name === "" || isProviderName(name)))
    .describe("comma list of providers whose records are published without validation"),
  INGESTION_SETTINGS: z
    .string()
    .optional()
    .describe("JSON object with settings of services/ingestion/settings.ts"),
  INGESTION_PORT: port.default(defaultPorts.ingestion),
  LANDING_PORT: port.default(defaultPorts.landing),
  API_PORT: port.default(defaultPorts.api),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

export interface Environment {
  readonly kafkaBrokers: readonly string[];
  readonly registryUrl: string;
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly warehouseUrl: string;
  readonly providers: Readonly<Record<ProviderName, { baseUrl: string; apiKey: string }>>;
  readonly clock: ClockSettings;
  readonly host: string;
  readonly runsDir: string;
  readonly workerId: string | undefined;
  readonly adminToken: string;
  readonly ports: Readonly<Record<"ingestion" | "landing" | "api", number>>;
  /** JSON text for the ingestion process; its own schema reads it. */
  /** Providers whose records are published without their expectation suite. */
  readonly unvalidated: readonly ProviderName[];
  readonly ingestionSettings: string | undefined;
  readonly logLevel: string;
}

/** Throws CONFIG_INVALID with the variable's name, what was read and what was expected. */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = environmentSchema.safeParse(present);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]);
    const described = environmentSchema.shape[name as keyof typeof environmentSchema.shape] as
      z.ZodType | undefined;
    throw new SandboxError(
      "CONFIG_INVALID",
      `Cannot read environment variable ${name} "${present[name] ?? ""}": ${issue?.message ?? "unknown"}` +
        (described?.description ? ` (expected: ${described.description})` : ""),
    );
  }
  const read = parsed.data;
  const now = new Date().toISOString();
  const origin = read.SANDBOX_CLOCK_ORIGIN ?? now;
  return {
    kafkaBrokers: read.KAFKA_BOOTSTRAP_SERVERS.split(",").map((broker) => broker.trim()),
    registryUrl: read.SCHEMA_REGISTRY_URL.replace(/\/$/, ""),
    databaseUrl: read.AURUM_APP_DB_DSN,
    redisUrl: read.REDIS_URL,
    warehouseUrl: read.SANDBOX_WAREHOUSE.replace(/\/$/, ""),
    providers: Object.fromEntries(
      providerNames.map((provider) => {
        const name = provider.toUpperCase() as Uppercase<ProviderName>;
        const fallback = `http://127.0.0.1:${defaultPorts[`mock-${provider}`]}`;
        const baseUrl = (read[`${name}_BASE_URL`] ?? fallback).replace(/\/$/, "");
        return [provider, { baseUrl, apiKey: read[`${name}_API_KEY`] }];
      }),
      // Proof for the cast: the list mapped over holds every provider name.
    ) as Record<ProviderName, { baseUrl: string; apiKey: string }>,
    clock: {
      startMs: Date.parse(read.SANDBOX_CLOCK_START ?? origin),
      originMs: Date.parse(origin),
      scale: read.SANDBOX_TIME_SCALE,
    },
    host: read.SANDBOX_HOST,
    runsDir: read.SANDBOX_RUNS_DIR,
    workerId: read.SANDBOX_WORKER_ID,
    adminToken: read.SANDBOX_ADMIN_TOKEN,
    ports: { ingestion: read.INGESTION_PORT, landing: read.LANDING_PORT, api: read.API_PORT },
    unvalidated: read.INGESTION_UNVALIDATED.split(",").filter(isProviderName),
    ingestionSettings: read.INGESTION_SETTINGS,
    logLevel: read.LOG_LEVEL,
  };
}
