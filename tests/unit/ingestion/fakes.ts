/** Stand-ins that hold state: a provider of numbered records, HTTP, checkpoints and a publisher. */
import { isDeepStrictEqual } from "node:util";
import { createClock } from "../../../services/core/clock.ts";
import { SandboxError } from "../../../services/core/errors.ts";
import type { Validator } from "../../../services/core/validation.ts";
import type {
  Checkpoint,
  CheckpointStore,
  PageProgress,
  Reject,
} from "../../../services/ingestion/checkpoint.ts";
import type { HttpAnswer, ProviderHttp } from "../../../services/ingestion/http-client.ts";
import type {
  ObservationPublisher,
  PublishablePage,
} from "../../../services/ingestion/publisher.ts";
import type { UnitTools } from "../../../services/ingestion/run-unit.ts";
import { ingestionSettingsSchema } from "../../../services/ingestion/settings.ts";
import type {
  Candidate,
  FetchUnit,
  ProviderConnector,
} from "../../../services/providers/connector.ts";
import type { Governor } from "../../../services/stability/governor.ts";
import { createLogger } from "../../../services/telemetry/logger.ts";
import { createMetrics } from "../../../services/telemetry/metrics.ts";

export const unit: FetchUnit = {
  provider: "fred",
  dataset: "numbers",
  unit: "N@0",
  series: [{ seriesId: "N", params: {}, startMs: 0, endMs: 1_000 }],
  startMs: 0,
  endMs: 1_000,
};
export const runId = "run-1";

export const apiKey = "abcdefghijklmnopqrstuvwxyz123456";
export const answerDate = Date.UTC(2026, 0, 2, 3, 4, 5);

/**
 * A body is a JSON list of numbers and texts: a number is a record, a text an unreadable one.
 * A body that is no list is an unreadable page, an error status an error.
 */
export function createNumbersConnector(pages: number): ProviderConnector {
  return {
    provider: "fred",
    quota: [{ points: 1, perMs: 5_000 }],
    plan: () => [unit],
    request(_unit, cursor, access) {
      const description = `/numbers?page=${pageOf(cursor)}`;
      const url = `${access.baseUrl}${description}&api_key=${access.apiKey}`;
      return { url, headers: {}, description };
    },
    parse(_unit, cursor, response) {
      if (response.status === 400) throw new SandboxError("PROVIDER_REFUSED", "Cannot ask that");
      if (response.status === 429) throw new SandboxError("PROVIDER_RATE_LIMITED", "Too many");
      if (response.status !== 200) throw new SandboxError("PROVIDER_UNAVAILABLE", "Not now");
      const text = response.body.toString();
      if (!text.startsWith("[")) {
        throw new SandboxError("PROVIDER_PAYLOAD_INVALID", `Cannot read "${text.slice(0, 20)}"`);
      }
      const records = JSON.parse(text) as (number | string)[];
      const page = pageOf(cursor);
      return {
        candidates: records.flatMap((value, index) =>
          typeof value === "number" ? [candidate(value, index)] : [],
        ),
        unreadable: records.flatMap((raw, index) =>
          typeof raw === "string"
            ? [{ index, reasons: [{ class: "field-type", sentence: `value "${raw}"` }], raw }]
            : [],
        ),
        warnings: [],
        recordType: "application/json",
        rawRecord: (index) => String(records[index]),
        next: page + 1 < pages ? { page: page + 1 } : null,
      };
    },
  };
}

function pageOf(cursor: Readonly<Record<string, unknown>> | null): number {
  return Number(cursor?.["page"] ?? 0);
}

export function candidate(value: number, index: number): Candidate {
  return {
    index,
    seriesId: "N",
    intervalStartMs: value,
    intervalEndMs: value + 1,
    asOfMs: value,
    value,
    unit: "1",
    location: null,
  };
}

/** Negative numbers must not land. */
const validator: Validator = {
  reasons: ({ value }) =>
    value !== null && value < 0
      ? [{ class: "value-range", sentence: `value ${value}: expected 0 or more` }]
      : [],
  gaps: () => [],
};

export interface FakeHttp extends ProviderHttp {
  /** Descriptions of requests, in order. */
  readonly asked: string[];
}

/** Page n holds the numbers 10n … 10n + 9 unless `answer` says otherwise. */
export function createFakeHttp(
  answer: (
    page: number,
    attempt: number,
  ) => { status?: number; body?: string } | Error = () => ({}),
): FakeHttp {
  const asked: string[] = [];
  return {
    asked,
    // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous, the fake need not be
    async get(request, signal): Promise<HttpAnswer> {
      signal.throwIfAborted();
      const page = Number(/page=(\d+)/.exec(request.description)?.[1]);
      const attempt = asked.filter((one) => one === request.description).length;
      asked.push(request.description);
      const said = answer(page, attempt);
      if (said instanceof Error) throw said;
      const numbers = Array.from({ length: 10 }, (_, index) => page * 10 + index);
      const body = Buffer.from(said.body ?? JSON.stringify(numbers));
      const headers = { date: new Date(answerDate).toUTCString(), "content-type": "text/plain" };
      const response = { status: said.status ?? 200, headers, body };
      return { response, arrivedAtMs: Date.now(), durationMs: 1, wireBytes: body.length };
    },
    close: () => Promise.resolve(),
  };
}

export interface MemoryCheckpoints extends CheckpointStore {
  checkpoint: Checkpoint & { error?: string; records: number };
  /** By page id and record index: a second reject of the same record changes nothing. */
  readonly quarantine: Map<string, Reject>;
  /** Set: the next step is stored as asked, and then the process "dies" with this error. */
  dieAfterStep: Error | undefined;
  /** Set: the process "dies" before the next step is stored. */
  dieBeforeStep: Error | undefined;
}

export function createMemoryCheckpoints(): MemoryCheckpoints {
  const store: MemoryCheckpoints = {
    checkpoint: { state: "open", cursor: null, pages: 0, records: 0 },
    quarantine: new Map(),
    dieAfterStep: undefined,
    dieBeforeStep: undefined,
    read: () => Promise.resolve(store.checkpoint),
    // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous, the fake need not be
    async advance(_key, from, progress: PageProgress, signal) {
      signal.throwIfAborted();
      throwOnce(store, "dieBeforeStep");
      const { state, cursor, pages, records } = store.checkpoint;
      if (state !== "open" || pages !== from.pages || !isDeepStrictEqual(cursor, from.cursor)) {
        return null;
      }
      keep(progress.rejects);
      store.checkpoint = {
        state: progress.next === null ? "done" : "open",
        cursor: progress.next ?? cursor,
        pages: pages + 1,
        records: records + progress.records,
      };
      throwOnce(store, "dieAfterStep");
      return store.checkpoint;
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous, the fake need not be
    async fail(_key, error, rejects) {
      keep(rejects);
      store.checkpoint = { ...store.checkpoint, state: "failed", error };
    },
  };
  function keep(rejects: readonly Reject[]): void {
    for (const reject of rejects) {
      const id = `${reject.pageId}/${reject.recordIndex}`;
      if (!store.quarantine.has(id)) store.quarantine.set(id, reject);
    }
  }
  return store;
}

function throwOnce(store: MemoryCheckpoints, when: "dieAfterStep" | "dieBeforeStep"): void {
  const error = store[when];
  store[when] = undefined;
  if (error !== undefined) throw error;
}

export interface MemoryPublisher extends ObservationPublisher {
  /** Everything that reached "Kafka", in order, repetitions included. */
  readonly topic: number[];
  readonly pages: PublishablePage[];
  /** Awaited before a page is stored: holds acknowledgements back. */
  gate: Promise<void>;
  /** Set: the next page is stored, but its acknowledgement never arrives; this error does. */
  loseAck: Error | undefined;
}

export function createMemoryPublisher(): MemoryPublisher {
  const publisher: MemoryPublisher = {
    topic: [],
    pages: [],
    gate: Promise.resolve(),
    loseAck: undefined,
    async publish(page, signal) {
      await Promise.race([publisher.gate, aborted(signal)]);
      publisher.pages.push(page);
      publisher.topic.push(...page.values.map(({ value }) => value ?? Number.NaN));
      const lost = publisher.loseAck;
      publisher.loseAck = undefined;
      if (lost !== undefined) throw lost;
    },
  };
  return publisher;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => {
      reject(signal.reason as Error);
    });
  });
}

const freeGovernor: Governor = {
  acquire: () => Promise.resolve(),
  degradedReason: () => null,
  close: () => undefined,
};

export type FakeTools = UnitTools & {
  readonly http: FakeHttp;
  readonly checkpoints: MemoryCheckpoints;
  readonly publisher: MemoryPublisher;
};

export function createFakeTools(options: {
  readonly pages: number;
  readonly http?: FakeHttp;
  readonly scale?: number;
}): FakeTools {
  const clock = createClock({ startMs: 0, originMs: 0, scale: options.scale ?? 1 });
  return {
    connector: createNumbersConnector(options.pages),
    access: { baseUrl: "http://provider.test", apiKey },
    validator,
    governor: freeGovernor,
    http: options.http ?? createFakeHttp(),
    rules: {
      settings: ingestionSettingsSchema.parse({}),
      clock,
      throttleWindowsMs: [5_000],
      random: () => 0.5,
      nowMs: Date.now,
    },
    metrics: createMetrics("test"),
    log: createLogger("test", "silent"),
    checkpoints: createMemoryCheckpoints(),
    publisher: createMemoryPublisher(),
  };
}
