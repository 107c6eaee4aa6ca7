/** Ingestion on real Kafka, registry, PostgreSQL and Redis, with each of them killed in the middle of a run. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunProgress } from "../../../services/ingestion/submit-run.ts";
import { eventually } from "../../support/run-cli.ts";
import {
  type IngestionSandbox,
  type Worker,
  expectedKeys,
  startIngestionSandbox,
} from "./ingestion-sandbox.ts";

const points = 12_000;
/** What the series is, its full pages, and a look past the end: the last page is full, and counts are not trusted. */
const pagesPerSeries = 2 + points / 1_000;
/** Slows the provider down, so that there is a middle to be hit. */
let answerDelayMs = 0;
/** Null: answers. Else the provider resets every connection until this instant. */
let awayUntilMs: number | null = null;

let stack: IngestionSandbox;
let worker: Worker;
const workers: Worker[] = [];

beforeAll(async () => {
  stack = await startIngestionSandbox({
    pointsPerSeries: points,
    intercept: (_request, response) => {
      if (awayUntilMs !== null && Date.now() < awayUntilMs) {
        response.socket?.resetAndDestroy();
        return true;
      }
      if (answerDelayMs === 0) return false;
      const until = performance.now() + answerDelayMs;
      // The fake answers from its event loop; a delayed answer is written by hand below.
      const end = response.end.bind(response);
      response.end = ((chunk: string) => {
        setTimeout(() => end(chunk), Math.max(0, until - performance.now()));
        return response;
      }) as typeof response.end;
      return false;
    },
  });
  worker = await stack.startWorker("ingestion");
  workers.push(worker);
});
afterAll(async () => {
  await stack.stop();
});

const series = (name: string, count = 6): string[] =>
  Array.from({ length: count }, (_, index) => `${name}${index}`);

function isOver({ state }: RunProgress): boolean {
  return state === "fetched" || state === "failed";
}

/** Pages acknowledged so far. */
function pagesOf({ providers }: RunProgress): number {
  return providers.fred?.pages ?? 0;
}

/** Submits a slow run and resolves when some of its pages are stored. */
async function startRun(runId: string, names: readonly string[]): Promise<void> {
  answerDelayMs = 40;
  await stack.submit(runId, names);
  await stack.until(runId, "some pages are stored", (progress) => pagesOf(progress) >= 6);
}

async function expectComplete(runId: string, names: readonly string[]): Promise<void> {
  const progress = await stack.until(runId, "the run is over", isOver);
  answerDelayMs = 0;
  expect(progress).toEqual({
    state: "fetched",
    providers: {
      fred: {
        units: { total: names.length, done: names.length, failed: 0 },
        pages: names.length * pagesPerSeries,
        records: names.length * points,
        quarantined: 0,
        errors: [],
      },
    },
  });
  const { counts } = await stack.readTopic(runId);
  expect(new Set(counts.keys())).toEqual(expectedKeys(names, points));
}

describe("ingestion on real parts", () => {
  it("brings every observation of a run to Kafka once, stamped with the provider's answer", async () => {
    const names = series("PLAIN");
    const startedMs = Date.now();
    await stack.submit("plain", names);
    await expectComplete("plain", names);
    const { counts, timestamps } = await stack.readTopic("plain");
    expect([...counts.values()].every((count) => count === 1)).toBe(true);
    for (const timestamp of timestamps) {
      expect(timestamp).toBeGreaterThanOrEqual(startedMs);
      expect(timestamp).toBeLessThanOrEqual(Date.now());
    }
  });

  it("does nothing when a run is submitted again", async () => {
    const before = stack.fred.requests();
    await stack.submit("plain", series("PLAIN"));
    await expectComplete("plain", series("PLAIN"));
    expect(stack.fred.requests()).toBe(before);
  });

  it("goes on where it was after it was killed with -9, within seconds", async () => {
    const names = series("KILL");
    await startRun("kill", names);
    await stack.sandbox.killAndAwait(worker.name, "restarted");
    const backMs = Date.now();
    const { pages } = (await stack.progress("kill")).providers.fred ?? { pages: 0 };
    await stack.until("kill", "pages are stored again", (progress) => pagesOf(progress) > pages);
    expect(Date.now() - backMs).toBeLessThan(5_000);
    await expectComplete("kill", names);
  });

  it("takes over the units of a worker that was killed and never came back", async () => {
    const other = await stack.startLoneWorker("ingestion-2");
    const names = series("SHARE", 10);
    await startRun("share", names);
    await eventually("the other worker has work too", () =>
      other.text().includes('"event":"page_done"') ? true : undefined,
    );
    process.kill(other.pid, "SIGKILL");
    await expectComplete("share", names);
    const { rows } = await stack.pool.query("select from sandbox.workers where pid = $1", [
      other.pid,
    ]);
    expect(rows).toEqual([]);
  });

  it("waits for Kafka when it is killed, and loses nothing", async () => {
    const names = series("KAFKA");
    await startRun("kafka", names);
    await stack.sandbox.killAndAwait("kafka", "restarted");
    await expectComplete("kafka", names);
  });

  it("waits for PostgreSQL when it is killed, and loses nothing", async () => {
    const names = series("POSTGRES");
    await startRun("postgres", names);
    await stack.sandbox.killAndAwait("postgres", "restarted");
    await expectComplete("postgres", names);
  });

  it("starts while Kafka, registry and PostgreSQL are down, and works once they are back", async () => {
    await stack.sandbox.supervisor.stop(worker.name);
    const names = series("DOWN");
    await stack.submit("down", names);
    const back = ["kafka", "postgres", "registry"].map((part) =>
      stack.sandbox.killAndAwait(part, "restarted"),
    );
    worker = await stack.startWorker("ingestion-down");
    workers.push(worker);
    await Promise.all(back);
    await expectComplete("down", names);
    expect((await fetch(`${worker.url}/ready`)).status).toBe(200);
  });

  it("keeps quotas by itself while Redis is away, and says so", async () => {
    const names = series("REDIS");
    await startRun("redis", names);
    await stack.sandbox.supervisor.stop("redis");
    const notes = await eventually("it says that quotas are its own", async () => {
      const answer = await fetch(`${worker.url}/ready`);
      const { notes } = (await answer.json()) as { notes: Record<string, string> };
      expect(answer.status).toBe(200);
      return notes["governor"];
    });
    expect(notes).toContain("Quotas are kept per process");
    await expectComplete("redis", names);
    const metrics = await (await fetch(`${worker.url}/metrics`)).text();
    expect(metrics).toMatch(/^ingest_governor_degraded\{[^}]*\} 1$/m);
  });

  it("tries on while the provider resets every connection", async () => {
    const names = series("AWAY");
    await startRun("away", names);
    awayUntilMs = Date.now() + 3_000;
    await expectComplete("away", names);
    awayUntilMs = null;
  });

  it("stops cleanly when asked to, and another goes on from there", async () => {
    const names = series("STOP");
    await startRun("stop", names);
    const startedMs = Date.now();
    await stack.sandbox.supervisor.stop(worker.name);
    expect(Date.now() - startedMs).toBeLessThan(4_000);
    expect(worker.log().at(-1)).toMatchObject({ event: "stopped" });
    const { rows } = await stack.pool.query("select worker_id from sandbox.workers");
    expect(rows).toEqual([]);
    worker = await stack.startWorker("ingestion-3");
    workers.push(worker);
    await expectComplete("stop", names);
  });

  it("prints nothing but its own log, and no word of the key", () => {
    for (const one of workers) {
      const lines = one.text().split("\n");
      expect(lines.filter((line) => line !== "" && !line.startsWith("{"))).toEqual([]);
      expect(one.text()).not.toContain("sandbox_key");
      expect(one.log().filter(({ level }) => Number(level) >= 50)).toEqual([]);
    }
  });
});
