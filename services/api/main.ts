/** The api process: runs, verdicts and reports over HTTP. */
import { createLifecycle } from "../stability/lifecycle.ts";
import { createDatabasePool } from "../stability/database.ts";
import { readEnvironment } from "../stability/environment.ts";
import { startProcessServer } from "../stability/process-server.ts";
import { createReadiness } from "../stability/readiness.ts";
import { createLogger } from "../telemetry/logger.ts";
import { createMetrics } from "../telemetry/metrics.ts";
import { addRunRoutes } from "./routes.ts";
import { createRunStore } from "./run-store.ts";

const environment = readEnvironment();
const log = createLogger("api", environment.logLevel);
const lifecycle = createLifecycle(log);
const readiness = createReadiness(["postgres"]);
const pool = createDatabasePool(environment.databaseUrl, log, "aurum-api", 2);
lifecycle.onStop("postgres", () => pool.end());

/** How often readiness asks PostgreSQL, in milliseconds. */
const probeMs = 1_000;

async function probe(): Promise<void> {
  try {
    await pool.query("select 1");
    readiness.set("postgres", null);
  } catch (error) {
    readiness.set("postgres", error instanceof Error ? error.message : String(error));
  }
  if (!lifecycle.signal.aborted) setTimeout(() => void probe(), probeMs).unref();
}

try {
  const server = await startProcessServer({
    process: "api",
    host: environment.host,
    port: environment.ports.api,
    metrics: createMetrics("api"),
    readiness,
    routes: (app) => {
      addRunRoutes(app, createRunStore(environment.runsDir));
    },
  });
  lifecycle.onStop("http", () => server.close());
  log.info({ event: "listening", url: server.url });
  void probe();
} catch (error) {
  lifecycle.fail(error, 3);
}
