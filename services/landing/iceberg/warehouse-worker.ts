/**
 * The thread that encodes and writes warehouse files, seen from the main thread. One thread serves all tables,
 * one job after the other. It starts with the first job and starts again after it died.
 *
 * idle (no thread) ──job──▶ running ──exit──▶ idle, its open jobs rejected
 */
import { Worker } from "node:worker_threads";
import { type ErrorCode, SandboxError } from "../../core/errors.ts";
import type { PartitionSummary } from "./manifest-list.ts";
import type { MergeRequest, MergedManifest } from "./merge-manifests.ts";
import type { StageRequest, StagedFiles } from "./stage-batch.ts";

export interface WarehouseWorker {
  /** Throws WAREHOUSE_FULL, WAREHOUSE_UNAVAILABLE (also when the thread ended meanwhile); then nothing was written. */
  stage(request: StageRequest): Promise<StagedFiles>;
  merge(request: MergeRequest): Promise<MergedManifest>;
  /** Ends the thread; open jobs are rejected. Safe to call twice. */
  close(): Promise<void>;
}

/** What crosses to the thread … */
export type WorkerRequest =
  | { readonly job: number; readonly kind: "stage"; readonly request: StageRequest }
  | { readonly job: number; readonly kind: "merge"; readonly request: MergeRequest };

/** … and back. A class does not survive the crossing, so errors come as their parts. */
export type WorkerResponse =
  | { readonly job: number; readonly result: StagedFiles | MergedManifest }
  | { readonly job: number; readonly code: ErrorCode; readonly message: string };

interface OpenJob {
  resolve(result: StagedFiles | MergedManifest): void;
  reject(error: SandboxError): void;
}

/** Buffers arrive as plain byte arrays, which avsc does not write. */
function reviveBounds(summary: PartitionSummary): PartitionSummary {
  const { lower_bound: lower, upper_bound: upper } = summary;
  return {
    ...summary,
    lower_bound: lower && Buffer.from(lower),
    upper_bound: upper && Buffer.from(upper),
  };
}

/** A batch is garbage once it is written: a larger nursery holds more of it and encodes no faster. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 };
const entry = new URL("../parquet-worker.ts", import.meta.url);

export function createWarehouseWorker(): WarehouseWorker {
  let thread: Worker | undefined;
  let jobs = 0;
  const open = new Map<number, OpenJob>();

  function start(): Worker {
    const started = new Worker(entry, { name: "parquet", resourceLimits });
    let failure = "it was ended from outside";
    started.on("message", (response: WorkerResponse) => {
      const job = open.get(response.job);
      open.delete(response.job);
      if ("result" in response) job?.resolve(response.result);
      else job?.reject(new SandboxError(response.code, response.message));
      if (open.size === 0) started.unref();
    });
    started.on("error", (error) => {
      failure = error instanceof Error ? error.message : String(error);
    });
    started.on("exit", () => {
      if (thread === started) thread = undefined;
      const lost = [...open.values()];
      open.clear();
      for (const job of lost) {
        job.reject(
          new SandboxError("WAREHOUSE_UNAVAILABLE", `The Parquet thread ended early: ${failure}`),
        );
      }
    });
    return started;
  }

  function run(
    work: Omit<WorkerRequest, "job">,
    transfer: readonly ArrayBuffer[],
  ): Promise<StagedFiles | MergedManifest> {
    thread ??= start();
    const job = ++jobs;
    const { promise, resolve, reject } = Promise.withResolvers<StagedFiles | MergedManifest>();
    open.set(job, { resolve, reject });
    // The thread keeps the process alive while it works, and not a moment longer.
    thread.ref();
    thread.postMessage({ ...work, job }, transfer);
    return promise;
  }

  return {
    async stage(request) {
      const { columns, select } = request;
      // Copies go across by transfer; the caller may fill its own arrays again at once.
      const copy = {
        series: columns.series.slice(0, columns.length),
        page: columns.page.slice(0, columns.length),
        intervalStartMs: columns.intervalStartMs.slice(0, columns.length),
        intervalEndMs: columns.intervalEndMs.slice(0, columns.length),
        asOfMs: columns.asOfMs.slice(0, columns.length),
        value: columns.value.slice(0, columns.length),
      };
      const selected = select?.slice();
      const { provider, length, seriesEntries, pageEntries } = columns;
      const buffers = Object.values(copy).map((column) => column.buffer);
      if (selected !== undefined) buffers.push(selected.buffer);
      const work = {
        kind: "stage" as const,
        request: {
          ...request,
          columns: { provider, length, seriesEntries, pageEntries, ...copy },
          select: selected,
        },
      };
      // Proof for the cast: a stage job is answered by its files.
      return (await run(work, buffers)) as StagedFiles;
    },

    async merge(request) {
      // Proof for the cast: a merge job is answered by the merged manifest.
      const merged = (await run({ kind: "merge", request }, [])) as MergedManifest;
      return { ...merged, partitions: merged.partitions?.map(reviveBounds) ?? null };
    },

    async close() {
      await thread?.terminate();
    },
  };
}
