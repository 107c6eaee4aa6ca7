/**
 * What every mock has besides its provider's API: `/health`, `/catalog`, `/data/<series>`, `/metrics`, and
 * administration under `/__sandbox/`. Reading is free; changing anything needs the admin token.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import express, { type NextFunction, type Request, type Response } from "express";
import { addClockRoutes } from "./clock-routes.ts";
import type { ProviderDeclaration } from "./declaration.ts";
import type { FaultPlan } from "./faults/fault-plan.ts";
import { hasBody, readBody } from "./exchange.ts";
import { addFaultRoutes } from "./faults/fault-routes.ts";
import type { Journal } from "./journal.ts";
import { addJournalRoutes } from "./journal-routes.ts";
import type { LedgerWriter } from "./ledger-writer.ts";
import type { MockClock } from "./mock-clock.ts";
import type { MockMetrics } from "./mock-metrics.ts";
import { createMockSeries } from "./mock-series.ts";
import { describeSandboxApi } from "./openapi.ts";
import type { MockProvider, WorldOptions } from "./types.ts";

export function createSandboxRoutes(options: {
  readonly provider: MockProvider;
  /** Absent for providers that stand in no table, such as those of tests. */
  readonly declaration?: ProviderDeclaration | undefined;
  readonly world: WorldOptions;
  readonly clock: MockClock;
  readonly ledger?: LedgerWriter | undefined;
  readonly faults: FaultPlan;
  readonly journal: Journal;
  readonly metrics: MockMetrics;
  readonly adminToken: string;
}): express.Router {
  const { provider, declaration, world, clock, ledger, faults, journal, metrics } = options;
  const router = express.Router({ caseSensitive: true, strict: true });
  const hasToken = createTokenCheck(options.adminToken);
  const series = createMockSeries(world);
  let catalogue: Buffer | undefined;

  const reply = (response: ServerResponse, status: number, body: object | Buffer): void => {
    // What is left of a body is not read, so the connection cannot be used again.
    const { req } = response;
    if (hasBody(req) && !req.complete) response.setHeader("Connection", "close");
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    response.writeHead(status, {
      "Content-Type": "application/json; charset=utf-8",
      Date: new Date(clock.nowMs()).toUTCString(),
      "Content-Length": bytes.length,
    });
    response.end(bytes);
  };

  const isAdmin = (request: IncomingMessage, response: ServerResponse, what: string): boolean => {
    if (hasToken(request)) return true;
    response.setHeader("WWW-Authenticate", 'Bearer realm="sandbox"');
    reply(response, 401, { error: `${what} needs Authorization: Bearer <admin token>` });
    return false;
  };

  const health = Buffer.from(
    JSON.stringify({ status: "ok", provider: provider.name, series: world.seriesCount }),
  );
  router.get("/health", (_request, response) => {
    reply(response, 200, health);
  });
  router.get("/catalog", (_request, response) => {
    catalogue ??= Buffer.from(JSON.stringify(describeCatalogue(provider, world)));
    reply(response, 200, catalogue);
  });
  router.get("/data/:series", (request, response) => {
    const name = request.params.series;
    const body = series(name);
    reply(
      response,
      body === undefined ? 404 : 200,
      body ?? {
        error: `There is no series "${name.slice(0, 100)}", expected mock_series_1 to mock_series_${world.seriesCount}`,
      },
    );
  });
  router.get("/metrics", async (_request, response) => {
    const { text, contentType } = await metrics.render();
    response.writeHead(200, {
      "Content-Type": contentType,
      Date: new Date(clock.nowMs()).toUTCString(),
    });
    response.end(text);
  });

  router.get("/__sandbox/provider", (_request, response) => {
    reply(
      response,
      200,
      declaration === undefined
        ? { name: provider.name }
        : describeDeclaration(declaration, clock.nowMs()),
    );
  });
  addClockRoutes(router, { clock, isAdmin, reply });
  router.get("/__sandbox/ledger", (_request, response) => {
    // Whoever asks wants to read the file next: outcomes known by now must stand in it.
    ledger?.flush();
    reply(
      response,
      200,
      ledger === undefined ? { enabled: false } : { enabled: true, ...ledger.summary() },
    );
  });
  let openApi: Buffer | undefined;
  router.get("/__sandbox/openapi.json", (_request, response) => {
    openApi ??= Buffer.from(JSON.stringify(describeSandboxApi(provider.name)));
    reply(response, 200, openApi);
  });
  addJournalRoutes(router, { provider: provider.name, journal, reply });
  addFaultRoutes(router, faults, { reply, isAdmin, nowMs: () => clock.nowMs() });
  router.get("/__sandbox/throttle", (_request, response) => {
    reply(response, 200, { enabled: provider.throttled });
  });
  router.put("/__sandbox/throttle", async (request, response) => {
    if (!isAdmin(request, response, "Changing the throttle")) return;
    const enabled = await readEnabled(request);
    if (enabled === undefined) {
      reply(response, 400, {
        error: 'Cannot read the body: expected {"enabled":true} or {"enabled":false}',
      });
      return;
    }
    provider.throttled = enabled;
    reply(response, 200, { enabled });
  });
  for (const [name, report] of Object.entries(provider.reports ?? {})) {
    router.get(`/__sandbox/${name}`, (_request, response) => {
      reply(response, 200, report());
    });
  }
  router.use("/__sandbox", (request, response) => {
    reply(response, 404, {
      error: `There is no ${request.method} ${request.originalUrl.slice(0, 200)}`,
    });
  });
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    // The router's own answer would be a page with the stack and the paths of this machine.
    if (!(error instanceof URIError)) next(error);
    else
      reply(response, 400, {
        error: `Cannot read the path "${request.path.slice(0, 200)}": expected percent-encoded UTF-8`,
      });
  });
  return router;
}

function describeDeclaration(declaration: ProviderDeclaration, nowMs: number) {
  const { name, title, documentation, routes, limits, errors, timetable } = declaration;
  return {
    name,
    title,
    documentation,
    routes,
    limits,
    errors,
    timetable: timetable.map(({ dataset, rule, nextMs }) => ({
      dataset,
      rule,
      next: new Date(nextMs(nowMs)).toISOString(),
    })),
  };
}

function describeCatalogue(provider: MockProvider, world: WorldOptions) {
  return {
    provider: provider.name,
    count: provider.catalogue.length,
    anchor: new Date(world.anchorMs).toISOString(),
    series: provider.catalogue.map((series) => ({
      id: series.seriesId,
      dataset: series.dataset,
      title: series.title,
      unit: series.unit,
      frequency: series.frequency,
      location: series.location,
      params: series.params,
      points: series.points,
      start: new Date(series.startMs).toISOString(),
      end: new Date(series.endMs).toISOString(),
    })),
  };
}

function createTokenCheck(adminToken: string): (request: IncomingMessage) => boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  const expected = digest(`Bearer ${adminToken}`);
  // Digests have one length, so the comparison's time tells nothing about the token.
  return (request) => timingSafeEqual(digest(request.headers.authorization ?? ""), expected);
}

const throttleBytesMax = 1_000;

async function readEnabled(request: IncomingMessage): Promise<boolean | undefined> {
  const text = (await readBody(request, throttleBytesMax))?.toString("utf8") ?? "";
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== "object" || body === null || !("enabled" in body)) return undefined;
    if (Object.keys(body).length > 1) return undefined;
    return typeof body.enabled === "boolean" ? body.enabled : undefined;
  } catch {
    // Not JSON: the caller says what was expected.
    return undefined;
  }
}
