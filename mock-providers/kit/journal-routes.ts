/** `/__sandbox/journal`: what clients asked, what they got, and why. Free to read. */
import type { ServerResponse } from "node:http";
import type express from "express";
import type { Journal, JournalEntry, JournalQuery } from "./journal.ts";
import { readInstant } from "./read-instant.ts";

const seriesShown = 50;
const known = ["id", "path", "series", "fault", "status", "since", "limit"] as const;
/** A day or an instant with its zone: what has neither would be read in the machine's. */
const isoInstant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

export function addJournalRoutes(
  router: express.Router,
  options: {
    readonly provider: string;
    readonly journal: Journal;
    readonly reply: (response: ServerResponse, status: number, body: object) => void;
  },
): void {
  const { provider, journal, reply } = options;
  router.get("/__sandbox/journal", (request, response) => {
    const query = readQuery(new URLSearchParams(request.url.split("?")[1] ?? ""));
    if (typeof query === "string") reply(response, 400, { error: query });
    else reply(response, 200, { provider, requests: journal.latest(query).map(summary) });
  });
  router.get("/__sandbox/journal/:id", (request, response) => {
    const { id } = request.params;
    const entry = journal.find(id);
    if (entry === undefined) {
      reply(response, 404, {
        error: `The journal has no request "${id.slice(0, 100)}": it is unknown, under way or too long ago`,
      });
    } else reply(response, 200, detail(entry));
  });
}

/** A sentence when a parameter cannot be used. */
function readQuery(query: URLSearchParams): JournalQuery | string {
  const unknown = [...query.keys()].find((name) => !known.some((one) => one === name));
  if (unknown !== undefined) {
    return `Cannot search the journal by "${unknown.slice(0, 100)}": expected one of ${known.join(", ")}`;
  }
  const twice = known.find((name) => query.getAll(name).length > 1);
  if (twice !== undefined) {
    return `Cannot search the journal by several values of ${twice}: expected it once`;
  }
  const whole = (name: string, max: number): number | undefined | string => {
    const text = query.get(name);
    if (text === null) return undefined;
    const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (value <= max) return value;
    return `Cannot search the journal by ${name} "${text.slice(0, 100)}": expected a whole number up to ${max}`;
  };
  const status = whole("status", 599);
  const limit = whole("limit", 100_000);
  if (typeof status === "string") return status;
  if (typeof limit === "string") return limit;
  const since = query.get("since");
  const sinceMs =
    since === null ? undefined : isoInstant.test(since) ? readInstant(since) : Number.NaN;
  if (sinceMs !== undefined && Number.isNaN(sinceMs)) {
    return `Cannot search the journal by since "${(since ?? "").slice(0, 100)}": expected an instant like 2026-03-15T12:00:00Z`;
  }
  const text = (name: string): string | undefined => query.get(name) ?? undefined;
  return {
    id: text("id"),
    path: text("path"),
    series: text("series"),
    fault: text("fault"),
    status,
    limit,
    sinceMs,
  };
}

function summary(entry: JournalEntry): object {
  const { ranges, ...plain } = entry;
  const series = new Set(ranges.map(({ seriesId }) => seriesId)).size;
  return { ...plain, at: new Date(entry.atMs).toISOString(), series };
}

function detail(entry: JournalEntry): object {
  const { ranges, ...plain } = entry;
  return {
    ...plain,
    at: new Date(entry.atMs).toISOString(),
    series: ranges
      .slice(0, seriesShown)
      .map(({ dataset, seriesId, count }) => ({ dataset, series: seriesId, observations: count })),
    moreSeries: Math.max(0, ranges.length - seriesShown),
  };
}
