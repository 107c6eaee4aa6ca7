/**
 * `/__sandbox/clock`: what the clock shows, and its newer anchors. It never goes back: what a provider has published
 * stays published.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type express from "express";
import { readBody } from "./exchange.ts";
import { type ClockAnchor, type MockClock, lastInstantMs, scaleMax } from "./mock-clock.ts";
import { readInstant } from "./read-instant.ts";

export function addClockRoutes(
  router: express.Router,
  options: {
    readonly clock: MockClock;
    /** Answers the request itself when it brings no token. */
    readonly isAdmin: (request: IncomingMessage, response: ServerResponse, what: string) => boolean;
    readonly reply: (response: ServerResponse, status: number, body: object) => void;
  },
): void {
  const { clock, isAdmin, reply } = options;
  router.get("/__sandbox/clock", (_request, response) => {
    reply(response, 200, describeClock(clock));
  });
  router.put("/__sandbox/clock", async (request, response) => {
    if (!isAdmin(request, response, "Changing the clock")) return;
    const wanted = readWanted((await readBody(request, bodyBytesMax))?.toString("utf8"));
    if (typeof wanted === "string") {
      reply(response, 400, { error: `Cannot set the clock: ${wanted}` });
      return;
    }
    const result = clock.set(clock.anchorOf(wanted));
    switch (result.outcome) {
      case "set":
        reply(response, 200, describeClock(clock));
        return;
      case "goes-back":
        reply(response, 409, {
          error: `${describeAsked(wanted, result.askedMs)}: it shows ${iso(result.nowMs)} and does not go back`,
          nowMs: result.nowMs,
        });
        return;
      case "too-late":
        reply(response, 400, {
          error: `${describeAsked(wanted, result.askedMs)}: expected an instant before ${iso(lastInstantMs)}`,
        });
    }
  });
}

function iso(ms: number): string {
  return Number.isNaN(new Date(ms).getTime()) ? "beyond all calendars" : new Date(ms).toISOString();
}

/** An anchor with an origin asks for another instant than its start by now: that is the one people have to know. */
function describeAsked({ startMs, originMs, scale }: Wanted, askedMs: number): string {
  const asked = `Cannot set the clock to ${iso(askedMs)}`;
  if (askedMs === startMs || originMs === undefined) return asked;
  const rate = scale === undefined ? "" : ` at scale ${scale}`;
  return `${asked} (start ${iso(startMs)}, origin ${iso(originMs)}${rate})`;
}

function describeClock(clock: MockClock) {
  const nowMs = clock.nowMs();
  return {
    now: iso(nowMs),
    nowMs,
    start: iso(clock.startMs),
    origin: iso(clock.originMs),
    scale: clock.scale,
  };
}

type Wanted = Partial<ClockAnchor> & Pick<ClockAnchor, "startMs">;

const bodyBytesMax = 1_000;

/** What is wrong with the body, or what it asks for. */
function readWanted(text: string | undefined): Wanted | string {
  const expected =
    'expected {"start":"2026-03-15T12:00:00Z"} with optional "origin" (real instant, default now) and "scale" (default as it is)';
  let body: unknown;
  try {
    body = JSON.parse(text ?? "");
  } catch {
    return `the body is no JSON, ${expected}`;
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) return expected;
  const { start, origin, scale, ...others } = body as Record<string, unknown>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return `there is no field "${unknown.slice(0, 50)}", ${expected}`;
  const startMs = instantOf(start);
  if (startMs === undefined) return `start ${shown(start)}, ${expected}`;
  const originMs = origin === undefined ? undefined : instantOf(origin);
  if (origin !== undefined && originMs === undefined) return `origin ${shown(origin)}, ${expected}`;
  const isScale = typeof scale === "number" && scale > 0 && scale <= scaleMax;
  if (scale !== undefined && !isScale) {
    return `scale ${shown(scale)}, expected a number above 0 and up to ${scaleMax}`;
  }
  return {
    startMs,
    ...(originMs === undefined ? {} : { originMs }),
    ...(isScale ? { scale } : {}),
  };
}

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

function instantOf(value: unknown): number | undefined {
  if (typeof value !== "string" || !isoInstant.test(value)) return undefined;
  const ms = readInstant(value);
  return Number.isNaN(ms) ? undefined : ms;
}

function shown(value: unknown): string {
  const text = value === undefined ? "is missing" : JSON.stringify(value);
  return text.slice(0, 60);
}
