/**
 * A run under faults without the stack, in well under a second: a real mock on a real port, the real connectors, page
 * loop, retries and validation, the real rule of what lands, and the real comparison. In memory are only what the stack
 * stores: topic, tables, checkpoints and quarantine.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type FaultPlan, createFaultPlan } from "../../mock-providers/kit/faults/fault-plan.ts";
import { parseFault } from "../../mock-providers/kit/faults/fault-schema.ts";
import { ledgerFile, openLedger } from "../../mock-providers/kit/ledger-writer.ts";
import { createMockClock } from "../../mock-providers/kit/mock-clock.ts";
import { startMockServer } from "../../mock-providers/kit/server.ts";
import type {
  CatalogueSeries,
  MockProvider,
  WorldOptions,
} from "../../mock-providers/kit/types.ts";
import { createMockProvider, mockTable } from "../../mock-providers/provider-table.ts";
import { createClock } from "../../services/core/clock.ts";
import type { ProviderName } from "../../services/core/observation.ts";
import { classesOf } from "../../services/core/reasons.ts";
import {
  type Checkpoint,
  type CheckpointStore,
  type Reject,
  type UnitKey,
  wholePage,
} from "../../services/ingestion/checkpoint.ts";
import { createProviderHttp } from "../../services/ingestion/http-client.ts";
import type { ObservationPublisher } from "../../services/ingestion/publisher.ts";
import { type UnitTools, runUnit } from "../../services/ingestion/run-unit.ts";
import { ingestionSettingsSchema } from "../../services/ingestion/settings.ts";
import { loadValidators } from "../../services/ingestion/validators.ts";
import { type Version, classify } from "../../services/landing/classify.ts";
import { publishesVintages } from "../../services/landing/vintages.ts";
import { connectors } from "../../services/providers/connector-table.ts";
import type { ProviderConnector } from "../../services/providers/connector.ts";
import { type GivenUpUnit, judgeGivenUp } from "../../services/runner/reconcile/given-up.ts";
import { ObservationTable, seriesKey } from "../../services/runner/reconcile/observation-table.ts";
import type { QuarantinedRecord } from "../../services/runner/reconcile/postgres-reader.ts";
import {
  type ProviderTruth,
  judgeProvider,
  readTruth,
} from "../../services/runner/reconcile/reconcile.ts";
import { fetchCatalogue, planRun } from "../../services/runner/run-plan.ts";
import {
  type ProviderVerdict,
  type VerdictDifference,
  reasonsToFail,
} from "../../services/runner/verdict.ts";
import type { Governor } from "../../services/stability/governor.ts";
import { createLogger } from "../../services/telemetry/logger.ts";
import { createMetrics } from "../../services/telemetry/metrics.ts";

export interface LabOptions {
  readonly provider: ProviderName;
  readonly datasets: readonly string[];
  readonly faults: readonly object[];
  readonly series?: number;
  readonly points?: number;
  /** Whether the pipeline validates. False: a pipeline that lets everything through. */
  readonly validated?: boolean;
  /** A run before the faults are installed. */
  readonly undisturbedFirst?: boolean;
  /** A run after they were removed. */
  readonly undisturbedAfter?: boolean;
  readonly clockStart?: string;
  /** Another way to ask and read than the pipeline's own. */
  readonly connector?: (own: ProviderConnector) => ProviderConnector;
}

export interface LabResult {
  readonly verdict: ProviderVerdict;
  /** Why the verdict would be fail; none means pass. */
  readonly reasons: readonly string[];
  readonly differences: readonly Omit<VerdictDifference, "provider">[];
  readonly quarantine: readonly QuarantinedRecord[];
  readonly givenUp: readonly GivenUpUnit[];
  /** Requests the faults were done to. */
  readonly injected: number;
  /**
   * Planned observations of which no version landed. Beside the verdict: what nobody asked for again leaves no trace on
   * the ledger, and in a stream the runner asks for it at the end.
   */
  readonly unseen: number;
  /** What was judged, for whoever wants to judge something else. */
  readonly truth: ProviderTruth;
  /** The truth ledger as it was written. */
  readonly ledger: string;
  readonly sinks: Readonly<Record<"kafka" | "postgres" | "iceberg", ObservationTable>>;
}

export async function runUnderFaults(options: LabOptions): Promise<LabResult> {
  const { provider, datasets } = options;
  const directory = mkdtempSync(join(tmpdir(), "fault-lab-"));
  const clockStart = options.clockStart ?? "2026-03-16T12:00:00Z";
  const variables = { SANDBOX_CLOCK_START: clockStart, SANDBOX_TIME_SCALE: "1000" };
  const mockClock = createMockClock(variables);
  const world: WorldOptions = {
    seed: 42,
    seriesCount: options.series ?? 12,
    pointsPerSeries: options.points ?? 60,
    anchorMs: mockClock.startMs,
    scope: "catalogue",
  };
  const declaration = mockTable[provider];
  const mock = createWorld(provider, world);
  mock.throttled = false;
  const faults = createFaultPlan({
    seed: world.seed,
    clock: mockClock,
    faces: { [provider]: declaration.faultFace },
  });
  const atMs = mockClock.nowMs();
  const server = await startMockServer({
    provider: mock,
    declaration,
    world,
    clock: mockClock,
    faults,
    ledger: openLedger({ directory, provider, world, atMs }),
    host: "127.0.0.1",
    port: 0,
    adminToken: "lab",
    onError: (error) => {
      throw error;
    },
  });
  const settings = ingestionSettingsSchema.parse({
    retryMsMin: 300,
    retryVirtualMsMin: 1_000,
    retryDelayMs: 5,
    retryDelayMsMax: 40,
    retryPauseMsMin: 2,
    headersTimeoutMs: 1_000,
    bodyTimeoutMs: 1_000,
  });
  const http = createProviderHttp(settings);
  const lab = createStores(provider);
  try {
    const catalogue = await fetchCatalogue(provider, server.url, AbortSignal.timeout(10_000));
    const config = {
      name: provider,
      enabled: true,
      base_url: server.url,
      api_key: "sandbox_key",
      datasets: [...datasets],
      validated: options.validated ?? true,
    };
    const clock = createClock({
      startMs: mockClock.startMs,
      originMs: mockClock.originMs,
      scale: mockClock.scale,
    });
    const log = createLogger("lab", "silent");
    const unvalidated = options.validated === false ? [provider] : [];
    const validators = await loadValidators("config/expectations", log, unvalidated);
    const connector = options.connector?.(connectors[provider]) ?? connectors[provider];
    const play = async (runId: string): Promise<void> => {
      const plan = planRun(runId, [config], new Map([[provider, catalogue]]));
      for (const dataset of plan.datasets) {
        for (const unit of connector.plan(dataset)) {
          lab.begin({ runId, provider, dataset: unit.dataset, unit: unit.unit });
          const tools: UnitTools = {
            connector,
            access: { baseUrl: server.url, apiKey: "sandbox_key" },
            validator: validators(provider, unit.dataset),
            governor: freeGovernor,
            http,
            rules: {
              settings,
              clock,
              throttleWindowsMs: [10],
              random: () => 0.5,
              nowMs: Date.now,
            },
            metrics: createMetrics("lab"),
            log,
            checkpoints: lab.checkpoints,
            publisher: lab.publisher,
          };
          const never = new AbortController().signal;
          await runUnit(tools, runId, unit, { stopping: never, abort: never });
          lab.end(unit, (cursor) => connector.request(unit, cursor, tools.access).description);
        }
      }
    };
    if (options.undisturbedFirst === true) await play("before");
    install(faults, options);
    await play("under");
    const injected = faults.list().reduce((sum, fault) => sum + fault.injected, 0);
    faults.clear();
    if (options.undisturbedAfter === true) await play("after");
    await server.close(0);

    const truth = await readTruth(directory, provider, lab.failed, AbortSignal.timeout(60_000), {
      createProvider: createWorld,
    });
    const givenUp = judgeGivenUp(lab.failed, truth.lastAnswers, lab.quarantine);
    const differences: Omit<VerdictDifference, "provider">[] = [];
    const sinks = { kafka: lab.kafka, postgres: lab.landed, iceberg: lab.landed };
    const judged = judgeProvider(truth, lab.quarantine, sinks, givenUp, (difference) =>
      differences.push(difference),
    );
    const verdict = { ...judged, unreadable: { count: 0, places: [] } };
    const reasons = reasonsToFail({ [provider]: verdict });
    const unseen = countUnseen(
      mock.catalogue.filter(({ dataset }) => datasets.includes(dataset)),
      lab.landed,
    );
    const { quarantine } = lab;
    const result = { verdict, reasons, differences, quarantine, givenUp, injected, unseen };
    const ledger = readFileSync(ledgerFile(directory, provider), "utf8");
    return { ...result, truth, sinks, ledger };
  } finally {
    await server.close(0);
    await http.close();
    rmSync(directory, { recursive: true });
  }
}

function countUnseen(planned: readonly CatalogueSeries[], landed: ObservationTable): number {
  return planned.reduce((unseen, { dataset, seriesId, startMs, endMs, points }) => {
    const starts = landed.series.get(seriesKey(dataset, seriesId))?.start ?? [];
    const seen = new Set(starts);
    const inRange = [...seen].filter((start) => start >= startMs && start < endMs);
    return unseen + Math.max(0, points - inRange.length);
  }, 0);
}

const worlds = new Map<string, MockProvider>();

/** Worlds are functions of their options; making one takes longer than most runs. */
function createWorld(name: string, world: WorldOptions): MockProvider {
  const key = JSON.stringify([name, world]);
  const known = worlds.get(key) ?? createMockProvider(name, world);
  worlds.set(key, known);
  return known;
}

function install(plan: FaultPlan, { provider, faults }: LabOptions): void {
  for (const fault of faults) plan.install(parseFault({ provider, ...fault }));
}

const freeGovernor: Governor = {
  acquire: () => Promise.resolve(),
  degradedReason: () => null,
  close: () => undefined,
};

/** Topic, tables, checkpoints and quarantine in memory; what lands is decided by the landing's own rule. */
function createStores(provider: ProviderName) {
  const kafka = new ObservationTable();
  const landed = new ObservationTable();
  const versions = new Map<string, Version[]>();
  const checkpoints = new Map<string, Checkpoint & { error?: string }>();
  const quarantine: QuarantinedRecord[] = [];
  const rejected = new Set<string>();
  const failed: Parameters<typeof judgeGivenUp>[0][number][] = [];
  let key: UnitKey | undefined;

  function keep(unit: UnitKey, rejects: readonly Reject[]): void {
    for (const reject of rejects) {
      const id = `${unit.runId}/${reject.pageId}/${reject.recordIndex}`;
      if (rejected.has(id)) continue;
      rejected.add(id);
      const { seriesId, intervalStartMs, asOfMs, reasons, request } = reject;
      quarantine.push({
        dataset: unit.dataset,
        seriesId,
        intervalStartMs,
        asOfMs,
        reasons: reasons.map(({ sentence }) => sentence),
        classes: classesOf(reasons),
        wholePage: reject.recordIndex === wholePage,
        request,
      });
    }
  }
  const store: CheckpointStore = {
    read: (unit) => Promise.resolve(checkpoints.get(idOf(unit)) ?? null),
    advance(unit, from, progress) {
      const now = checkpoints.get(idOf(unit));
      if (now?.state !== "open" || !isDeepStrictEqual(now.cursor, from.cursor))
        return Promise.resolve(null);
      keep(unit, progress.rejects);
      const moved: Checkpoint = {
        state: progress.next === null ? "done" : "open",
        cursor: progress.next ?? now.cursor,
        pages: now.pages + 1,
      };
      checkpoints.set(idOf(unit), moved);
      return Promise.resolve(moved);
    },
    fail(unit, error, rejects) {
      keep(unit, rejects);
      const now = checkpoints.get(idOf(unit));
      if (now !== undefined) checkpoints.set(idOf(unit), { ...now, state: "failed", error });
      return Promise.resolve();
    },
  };
  const publisher: ObservationPublisher = {
    publish({ fields, values }) {
      const { dataset, retrievedAtMs } = fields;
      for (const value of values) {
        const observation = { ...value, dataset };
        kafka.add(observation);
        const id = `${dataset}\u0000${value.seriesId}\u0000${value.intervalStartMs}`;
        const kept = versions.get(id) ?? [];
        versions.set(id, kept);
        const incoming = { asOfMs: value.asOfMs, value: value.value ?? Number.NaN, retrievedAtMs };
        const outcome = classify(kept, incoming, publishesVintages[provider]);
        if (outcome === "duplicate") continue;
        const asOfMs = outcome === "revision" ? retrievedAtMs : value.asOfMs;
        kept.push({ asOfMs, value: incoming.value });
        landed.add({ ...observation, asOfMs });
      }
      return Promise.resolve();
    },
  };
  return {
    kafka,
    landed,
    quarantine,
    failed,
    checkpoints: store,
    publisher,
    begin(unit: UnitKey) {
      key = unit;
      checkpoints.set(idOf(unit), { state: "open", cursor: null, pages: 0 });
    },
    end(
      { dataset, unit }: { readonly dataset: string; readonly unit: string },
      requestAt: (cursor: Checkpoint["cursor"]) => string,
    ) {
      const ended = key === undefined ? undefined : checkpoints.get(idOf(key));
      if (ended?.state !== "failed") return;
      const error = ended.error ?? "";
      failed.push({ provider, dataset, unit, error, request: requestAt(ended.cursor) });
    },
  };
}

function idOf({ runId, provider, dataset, unit }: UnitKey): string {
  return [runId, provider, dataset, unit].join("\u0000");
}
