/**
 * Puts one mock provider on a port of its own: sandbox routes first, everything else is the provider's.
 * The provider stays a pure function; the clock, the truth ledger, the journal and metrics are here.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import express from "express";
import { createAnswerHandler } from "./answer-handler.ts";
import type { ProviderDeclaration } from "./declaration.ts";
import { type FaultPlan, createFaultPlan } from "./faults/fault-plan.ts";
import { createJournal } from "./journal.ts";
import type { LedgerWriter } from "./ledger-writer.ts";
import type { MockClock } from "./mock-clock.ts";
import { createMockMetrics } from "./mock-metrics.ts";
import { createSandboxRoutes } from "./sandbox-routes.ts";
import type { MockProvider, WorldOptions } from "./types.ts";

export interface MockServerOptions {
  readonly provider: MockProvider;
  /** Shown at `/__sandbox/provider`; absent for providers that stand in no table. */
  readonly declaration?: ProviderDeclaration;
  readonly world: WorldOptions;
  readonly clock: MockClock;
  /** The plan of the process. Without one the server has a plan of its own, empty at first. */
  readonly faults?: FaultPlan;
  /** Without a ledger nothing is recorded, and no verdict is possible. */
  readonly ledger?: LedgerWriter | undefined;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly adminToken: string;
  /** Told of every answer the mock could not give because of its own fault. `clean` takes the request's keys out of a text. */
  readonly onError?: (error: unknown, clean: (text: string) => string) => void;
}

export interface MockServer {
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, lets running answers finish within `drainMs`, then closes the ledger. */
  close(drainMs?: number): Promise<void>;
}

/** Long enough for 2,000 FRED vintage dates in one request line. */
const headBytesMax = 32 * 1024;

/** Resolves once the port answers; rejects with the system's error when it cannot be had. */
export async function startMockServer(options: MockServerOptions): Promise<MockServer> {
  const { provider, ledger, host } = options;
  const journal = createJournal();
  const face = options.declaration?.faultFace;
  const faults =
    options.faults ??
    createFaultPlan({
      seed: options.world.seed,
      clock: options.clock,
      faces: { [provider.name]: face },
    });
  const metrics = createMockMetrics(provider.name, () => ledger?.summary());
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(createSandboxRoutes({ ...options, faults, journal, metrics }));
  app.use(createAnswerHandler({ ...options, faults, face, journal, metrics }));
  const server = createServer(
    {
      maxHeaderSize: headBytesMax,
      // A client that stops in the middle of its request must not hold a socket for ever.
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 2_000,
      // Longer than clients keep idle sockets, so that it is the client who closes them.
      keepAliveTimeout: 30_000,
    },
    (request, response) => {
      const startedAt = performance.now();
      response.once("close", () => {
        metrics.request(response.statusCode, (performance.now() - startedAt) / 1000);
      });
      app(request, response);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  // Proof for the cast: a server that listens on a TCP port has a TCP address.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    close: async (drainMs = 2_000) => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      server.closeIdleConnections();
      const limit = setTimeout(() => {
        server.closeAllConnections();
      }, drainMs);
      await closed;
      clearTimeout(limit);
      ledger?.close();
    },
  };
}
