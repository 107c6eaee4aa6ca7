/** `/live`, `/ready` and `/metrics`: the same three on every process of the pipeline. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type Express } from "express";
import { SandboxError } from "../core/errors.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { Readiness } from "./readiness.ts";

export interface ProcessServer {
  /** `http://host:port` it listens on. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ProcessServerOptions {
  readonly process: string;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  /** What is worse than it should be without making the process unready, by part. */
  readonly notes?: () => Readonly<Record<string, string>>;
  /** Adds a process's own routes before the server listens. */
  readonly routes?: (app: Express) => void;
}

/** Rejects with PORT_TAKEN when another process holds the port. */
export async function startProcessServer(options: ProcessServerOptions): Promise<ProcessServer> {
  const { process: name, host, port, metrics, readiness } = options;
  const app = express();
  app.disable("x-powered-by");
  app.get("/live", (_request, response) => {
    response.json({ process: name, live: true });
  });
  app.get("/ready", (_request, response) => {
    const reasons = readiness.reasons();
    const ready = Object.keys(reasons).length === 0;
    response
      .status(ready ? 200 : 503)
      .json({ process: name, ready, reasons, notes: options.notes?.() ?? {} });
  });
  app.get("/metrics", async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  options.routes?.(app);
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new SandboxError(
              "PORT_TAKEN",
              `Cannot listen on ${host}:${port} for ${name}: another process holds the port`,
              { port },
              error,
            )
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
  // Proof for the cast: a server that listens on a host and port has an AddressInfo.
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
