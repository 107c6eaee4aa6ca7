import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SandboxError } from "../../../services/core/errors.ts";
import { wholePage } from "../../../services/ingestion/checkpoint.ts";
import { type UnitOutcome, runUnit } from "../../../services/ingestion/run-unit.ts";
import {
  type FakeTools,
  answerDate,
  apiKey,
  createFakeHttp,
  createFakeTools,
  runId,
  unit,
} from "./fakes.ts";

/** A connection that breaks once: what a kill of the other side looks like from here. */
const killed = new Error("killed");

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function startUnit(tools: FakeTools): {
  readonly outcome: Promise<UnitOutcome>;
  readonly stop: () => void;
  readonly abort: () => void;
} {
  const stopping = new AbortController();
  const abort = new AbortController();
  const signals = { stopping: stopping.signal, abort: abort.signal };
  const outcome = runUnit(tools, runId, unit, signals);
  // Looked at by the test, sooner or later.
  outcome.catch(() => undefined);
  return {
    outcome,
    stop: () => {
      stopping.abort(new Error("stopping"));
    },
    abort: () => {
      abort.abort(new Error("aborted"));
    },
  };
}

async function metricValue(tools: FakeTools, name: string): Promise<number> {
  const metric = await tools.metrics.registry.getSingleMetric(name)?.get();
  return metric?.values.reduce((sum, { value }) => sum + value, 0) ?? 0;
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21) });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("runUnit()", () => {
  it("publishes every page in order and ends as done", async () => {
    const tools = createFakeTools({ pages: 5 });
    await expect(startUnit(tools).outcome).resolves.toBe("done");
    expect(tools.publisher.topic).toEqual(numbers(50));
    expect(tools.checkpoints.checkpoint).toMatchObject({ state: "done", pages: 5, records: 50 });
    expect(await metricValue(tools, "ingest_observations_published_total")).toBe(50);
    expect(await metricValue(tools, "ingest_pages_total")).toBe(5);
  });

  it("hands on what a page's observations share: provider's date, arrival, run and page", async () => {
    const tools = createFakeTools({ pages: 1 });
    await startUnit(tools).outcome;
    expect(tools.publisher.pages[0]).toMatchObject({
      arrivedAtMs: Date.UTC(2026, 10, 21),
      fields: { provider: "fred", dataset: "numbers", runId, retrievedAtMs: answerDate },
    });
    expect(tools.publisher.pages[0]?.fields.pageId).toMatch(/^[0-9a-f]{16}$/);
  });

  it("does nothing for a unit that is done", async () => {
    const tools = createFakeTools({ pages: 5 });
    tools.checkpoints.checkpoint = { state: "done", cursor: { page: 4 }, pages: 5, records: 50 };
    await expect(startUnit(tools).outcome).resolves.toBe("done");
    expect(tools.http.asked).toEqual([]);
  });

  it("goes on from the checkpoint, not from the beginning", async () => {
    const tools = createFakeTools({ pages: 5 });
    tools.checkpoints.checkpoint = { state: "open", cursor: { page: 3 }, pages: 3, records: 30 };
    await startUnit(tools).outcome;
    expect(tools.publisher.topic).toEqual(numbers(50).slice(30));
    expect(tools.checkpoints.checkpoint).toMatchObject({ state: "done", records: 50 });
  });

  it("moves the checkpoint only after Kafka acknowledged the page", async () => {
    const tools = createFakeTools({ pages: 2 });
    let acknowledge: () => void = () => undefined;
    tools.publisher.gate = new Promise((resolve) => {
      acknowledge = resolve;
    });
    const { outcome } = startUnit(tools);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(tools.checkpoints.checkpoint.pages).toBe(0);
    acknowledge();
    await outcome;
    expect(tools.checkpoints.checkpoint.pages).toBe(2);
  });

  it("fetches one page ahead while Kafka stores the one in hand, and no more", async () => {
    const tools = createFakeTools({ pages: 5 });
    tools.publisher.gate = new Promise(() => undefined);
    const { abort, outcome } = startUnit(tools);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(tools.http.asked).toEqual(["/numbers?page=0", "/numbers?page=1"]);
    abort();
    await expect(outcome).resolves.toBe("interrupted");
  });

  it("publishes a page again when the process died between write and acknowledgement", async () => {
    const tools = createFakeTools({ pages: 3 });
    tools.publisher.loseAck = killed;
    await expect(startUnit(tools).outcome).rejects.toBe(killed);
    expect(tools.checkpoints.checkpoint.pages).toBe(0);
    await expect(startUnit(tools).outcome).resolves.toBe("done");
    expect(tools.publisher.topic).toEqual([...numbers(10), ...numbers(30)]);
    expect(tools.checkpoints.checkpoint.records).toBe(30);
  });

  it("publishes a page again when the process died before its checkpoint", async () => {
    const tools = createFakeTools({ pages: 3 });
    tools.checkpoints.dieBeforeStep = killed;
    await expect(startUnit(tools).outcome).rejects.toBe(killed);
    await expect(startUnit(tools).outcome).resolves.toBe("done");
    expect(new Set(tools.publisher.topic)).toEqual(new Set(numbers(30)));
    expect(tools.checkpoints.checkpoint).toMatchObject({ pages: 3, records: 30 });
  });

  it("does not publish a page again when only the confirmation of its checkpoint was lost", async () => {
    const tools = createFakeTools({ pages: 3 });
    tools.checkpoints.dieAfterStep = killed;
    await expect(startUnit(tools).outcome).rejects.toBe(killed);
    await expect(startUnit(tools).outcome).resolves.toBe("done");
    expect(tools.publisher.topic).toEqual(numbers(30));
  });

  it("goes on from the stored checkpoint when it is not where this worker left it", async () => {
    const tools = createFakeTools({ pages: 4 });
    let isFirst = true;
    const advance = tools.checkpoints.advance.bind(tools.checkpoints);
    tools.checkpoints.advance = (...step) => {
      // Another worker has the unit too and was quicker by two pages.
      if (isFirst) {
        tools.checkpoints.checkpoint = {
          state: "open",
          cursor: { page: 2 },
          pages: 2,
          records: 20,
        };
      }
      isFirst = false;
      return advance(...step);
    };
    await expect(startUnit(tools).outcome).resolves.toBe("done");
    expect(tools.publisher.topic).toEqual([...numbers(10), ...numbers(40).slice(20)]);
    expect(tools.checkpoints.checkpoint).toMatchObject({ pages: 4, records: 40 });
  });

  it("keeps refused and unreadable records with reasons and raw bytes, and publishes the rest", async () => {
    const http = createFakeHttp(() => ({ body: '[1, -2, "three", 4]' }));
    const tools = createFakeTools({ pages: 1, http });
    await startUnit(tools).outcome;
    expect(tools.publisher.topic).toEqual([1, 4]);
    expect([...tools.checkpoints.quarantine.values()]).toMatchObject([
      {
        recordIndex: 2,
        reasons: [{ class: "field-type", sentence: 'value "three"' }],
        raw: Buffer.from("three"),
      },
      {
        recordIndex: 1,
        reasons: [{ class: "value-range", sentence: "value -2: expected 0 or more" }],
        raw: Buffer.from("-2"),
      },
    ]);
    expect(tools.checkpoints.checkpoint).toMatchObject({ state: "done", records: 2 });
  });

  it("keeps a rejected record once, however often its page is read", async () => {
    const tools = createFakeTools({ pages: 2, http: createFakeHttp(() => ({ body: "[1, -2]" })) });
    tools.checkpoints.dieBeforeStep = killed;
    await expect(startUnit(tools).outcome).rejects.toBe(killed);
    await startUnit(tools).outcome;
    expect(tools.checkpoints.quarantine.size).toBe(2);
    const pageIds = tools.publisher.pages.map(({ fields }) => fields.pageId);
    expect(new Set(pageIds).size).toBe(2);
    expect(pageIds[0]).toBe(pageIds[1]);
  });

  it("tries a page again after passing errors and loses nothing", async () => {
    const http = createFakeHttp((page, attempt) =>
      page === 1 && attempt < 3 ? { status: 503 } : {},
    );
    const tools = createFakeTools({ pages: 3, http });
    const { outcome } = startUnit(tools);
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(outcome).resolves.toBe("done");
    expect(tools.publisher.topic).toEqual(numbers(30));
    expect(await metricValue(tools, "ingest_retries_total")).toBe(3);
  });

  it("fails the unit at once when the provider refuses the request, with a sentence without the key", async () => {
    const http = createFakeHttp((page) => (page === 1 ? { status: 400 } : {}));
    const tools = createFakeTools({ pages: 3, http });
    await expect(startUnit(tools).outcome).resolves.toBe("failed");
    expect(tools.publisher.topic).toEqual(numbers(10));
    const { checkpoint } = tools.checkpoints;
    expect(checkpoint).toMatchObject({ state: "failed", pages: 1 });
    expect(checkpoint.error).toBe("PROVIDER_REFUSED: Cannot ask that");
    expect(checkpoint.error).not.toContain(apiKey);
  });

  it("keeps the body of a page that stays unreadable, up to a bound, and fails the unit", async () => {
    const body = `<html>${"x".repeat(2_000_000)}`;
    const tools = createFakeTools({ pages: 3, http: createFakeHttp(() => ({ body })) });
    const { outcome } = startUnit(tools);
    await vi.advanceTimersByTimeAsync(300_000);
    await expect(outcome).resolves.toBe("failed");
    expect(tools.http.asked).toHaveLength(5);
    const [reject, ...others] = tools.checkpoints.quarantine.values();
    expect(others).toEqual([]);
    expect(reject).toMatchObject({ recordIndex: wholePage, request: "/numbers?page=0" });
    expect(reject?.raw.length).toBe(1_048_576);
    expect(reject?.raw.toString()).toBe(body.slice(0, 1_048_576));
  });

  it("keeps no body when the provider is merely away", async () => {
    const away = new SandboxError("PROVIDER_UNREACHABLE", "Cannot connect");
    const tools = createFakeTools({ pages: 1, http: createFakeHttp(() => away) });
    const { outcome } = startUnit(tools);
    await vi.advanceTimersByTimeAsync(600_000);
    await expect(outcome).resolves.toBe("failed");
    expect(tools.checkpoints.quarantine.size).toBe(0);
  });

  it("fails the unit when the registry refuses the schema", async () => {
    const tools = createFakeTools({ pages: 2 });
    tools.publisher.loseAck = new SandboxError("SCHEMA_INCOMPATIBLE", "Cannot register the schema");
    await expect(startUnit(tools).outcome).resolves.toBe("failed");
    expect(tools.checkpoints.checkpoint.error).toContain("SCHEMA_INCOMPATIBLE");
  });

  it("fails the unit alone when reading a page breaks on a mistake of ours", async () => {
    const tools = createFakeTools({ pages: 2, http: createFakeHttp(() => ({ body: "[1," })) });
    await expect(startUnit(tools).outcome).resolves.toBe("failed");
    expect(tools.checkpoints.checkpoint.error).toContain("Cannot read a page of numbers");
  });

  it("finishes the page in hand when asked to stop, and begins no other", async () => {
    const tools = createFakeTools({ pages: 5 });
    let acknowledge: () => void = () => undefined;
    tools.publisher.gate = new Promise((resolve) => {
      acknowledge = resolve;
    });
    const { outcome, stop } = startUnit(tools);
    await vi.advanceTimersByTimeAsync(10);
    stop();
    acknowledge();
    await expect(outcome).resolves.toBe("interrupted");
    expect(tools.checkpoints.checkpoint).toMatchObject({ state: "open", pages: 1, records: 10 });
    expect(tools.publisher.topic).toEqual(numbers(10));
  });

  it("stops at once while it waits for a provider's answer or pause", async () => {
    const tools = createFakeTools({ pages: 5, http: createFakeHttp(() => ({ status: 429 })) });
    const { outcome, stop } = startUnit(tools);
    await vi.advanceTimersByTimeAsync(1);
    stop();
    await expect(outcome).resolves.toBe("interrupted");
  });

  it("drops the page in hand when the time to stop is over, and moves no checkpoint", async () => {
    const tools = createFakeTools({ pages: 5 });
    tools.publisher.gate = new Promise(() => undefined);
    const { outcome, stop, abort } = startUnit(tools);
    await vi.advanceTimersByTimeAsync(10);
    stop();
    abort();
    await expect(outcome).resolves.toBe("interrupted");
    expect(tools.checkpoints.checkpoint.pages).toBe(0);
  });
});
