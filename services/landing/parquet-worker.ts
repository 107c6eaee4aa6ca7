/** Entry of the thread that encodes Parquet and writes warehouse files; see `iceberg/warehouse-worker.ts`. */
import { parentPort } from "node:worker_threads";
import { SandboxError, describeError } from "../core/errors.ts";
import { mergeManifests } from "./iceberg/merge-manifests.ts";
import { stageBatch } from "./iceberg/stage-batch.ts";
import type { WorkerRequest, WorkerResponse } from "./iceberg/warehouse-worker.ts";

const port = parentPort;
if (port === null) throw new Error("parquet-worker.ts runs as a worker thread only");

/** One job after the other: two batches encoded at once would only slow each other down. */
let queue = Promise.resolve();
port.on("message", (request: WorkerRequest) => {
  queue = queue.then(async () => {
    port.postMessage(await answer(request));
  });
});

async function answer(request: WorkerRequest): Promise<WorkerResponse> {
  const { job } = request;
  try {
    const result =
      request.kind === "stage"
        ? await stageBatch(request.request)
        : await mergeManifests(request.request);
    return { job, result };
  } catch (error) {
    const code = error instanceof SandboxError ? error.code : "WAREHOUSE_UNAVAILABLE";
    return { job, code, message: describeError(error) };
  }
}
