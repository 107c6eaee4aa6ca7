/** What graphile-worker calls the jobs of ingestion, and what they carry. */
import type { FetchUnit } from "../providers/connector.ts";

export const taskNames = { planRun: "plan_run", fetchUnit: "fetch_unit" } as const satisfies Record<
  string,
  keyof GraphileWorker.Tasks
>;

/** The largest the column holds: a job ends when its unit is done or failed, never by being killed often. */
export const jobAttemptsMax = 32_767;

export interface PlanRunPayload {
  readonly runId: string;
}

export interface FetchUnitPayload {
  readonly runId: string;
  readonly unit: FetchUnit;
}

declare global {
  // The library's own way of giving tasks their payload types.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace GraphileWorker {
    interface Tasks {
      plan_run: PlanRunPayload;
      fetch_unit: FetchUnitPayload;
    }
  }
}
