/** `/__sandbox/faults`: what goes wrong now. Looking is free; changing it needs the admin token. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type express from "express";
import { readBody } from "../exchange.ts";
import { type FaultPlan, type InstalledFault, stateOf } from "./fault-plan.ts";
import { FaultRefusal, parseFault } from "./fault-schema.ts";
import { shown } from "../../../wording/schema-refusal.ts";

export interface AdminTools {
  readonly reply: (response: ServerResponse, status: number, body: object) => void;
  /** False after it has answered 401. */
  readonly isAdmin: (request: IncomingMessage, response: ServerResponse, what: string) => boolean;
  readonly nowMs: () => number;
}

const faultBytesMax = 65_536;
const path = "/__sandbox/faults";

export function addFaultRoutes(router: express.Router, plan: FaultPlan, tools: AdminTools): void {
  const { reply, isAdmin, nowMs } = tools;

  router.get(path, (_request, response) => {
    reply(response, 200, {
      providers: plan.providers,
      faults: plan.list().map((fault) => describeFault(fault, nowMs())),
    });
  });
  router.post(path, async (request, response) => {
    if (!isAdmin(request, response, "Adding a fault")) return;
    try {
      const fault = plan.install(parseFault(await readJson(request)));
      reply(response, 201, describeFault(fault, nowMs()));
    } catch (error) {
      if (!(error instanceof FaultRefusal)) throw error;
      reply(response, 400, { error: error.message, field: error.field });
    }
  });
  router.get(`${path}/:id`, (request, response) => {
    const fault = plan.list().find(({ id }) => id === request.params.id);
    if (fault === undefined) reply(response, 404, noSuchFault(request.params.id));
    else reply(response, 200, describeFault(fault, nowMs()));
  });
  router.delete(`${path}/:id`, (request, response) => {
    if (!isAdmin(request, response, "Removing a fault")) return;
    const removed = plan.remove(request.params.id);
    reply(response, removed ? 200 : 404, removed ? { removed: 1 } : noSuchFault(request.params.id));
  });
  router.delete(path, (request, response) => {
    if (!isAdmin(request, response, "Removing all faults")) return;
    reply(response, 200, { removed: plan.clear() });
  });
}

function noSuchFault(id: string): object {
  return { error: `There is no fault ${shown(id)}, GET ${path} lists them` };
}

export function describeFault(fault: InstalledFault, nowMs: number): object {
  const { id, label, spec, fromMs, untilMs, matched, injected } = fault;
  return {
    ...spec,
    // Listing is free, and a key is nobody else's to read.
    ...("key" in spec.parameters ? { parameters: { ...spec.parameters, key: "***" } } : {}),
    id,
    label,
    from: new Date(fromMs).toISOString(),
    ...(Number.isFinite(untilMs) ? { until: new Date(untilMs).toISOString() } : {}),
    state: stateOf(fault, nowMs),
    matched,
    injected,
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, faultBytesMax);
  if (body === undefined) {
    throw new FaultRefusal(
      "",
      `Cannot read the fault: it is longer than ${faultBytesMax} bytes, expected a JSON object`,
    );
  }
  const text = body.toString("utf8");
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new FaultRefusal("", `Cannot read the fault ${shown(text)}: expected a JSON object`);
  }
}
