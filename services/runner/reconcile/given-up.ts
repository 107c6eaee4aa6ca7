/**
 * Fetch jobs that were given up, and whether a fault excuses it. It does when the last answer to the very request stood
 * under a fault that hits every request, never ends and cannot be read past; and, where something had arrived, when the evidence is in quarantine.
 */
import type pg from "pg";
import type { ProviderName } from "../../core/observation.ts";
import type { RunPlan } from "../../core/plan.ts";
import { connectors } from "../../providers/connector-table.ts";
import type { QuarantinedRecord } from "./postgres-reader.ts";

export interface FailedUnit {
  readonly provider: ProviderName;
  readonly dataset: string;
  readonly unit: string;
  /** Code and sentence, without secrets. */
  readonly error: string;
  /** Path and query of the request it failed at, without the key; undefined when it never got to one. */
  readonly request: string | undefined;
}

export interface GivenUpUnit extends FailedUnit {
  /** Labels of the faults on its last answer. */
  readonly faults: readonly string[];
  readonly excused: boolean;
}

/** The last answer to a request, as the ledger has it. */
export interface LastAnswer {
  readonly faults: readonly string[];
  readonly endless: boolean;
}

export function judgeGivenUp(
  units: readonly FailedUnit[],
  lastAnswers: ReadonlyMap<string, LastAnswer>,
  quarantine: readonly QuarantinedRecord[],
): GivenUpUnit[] {
  const kept = new Set(
    quarantine.filter(({ wholePage }) => wholePage).map(({ request }) => requestKey(request)),
  );
  return units.map((unit) => {
    const key = unit.request === undefined ? "" : requestKey(unit.request);
    const last = lastAnswers.get(key);
    const isUnreadable = unit.error.startsWith("PROVIDER_PAYLOAD_INVALID");
    const excused = last?.endless === true && (!isUnreadable || kept.has(key));
    return { ...unit, faults: last?.faults ?? [], excused };
  });
}

/** The mocks blot the value of every key, whatever its name; the pipeline leaves the parameter out. */
const blottedKey = /([?&])(?:[^?&=]+=\*\*\*(?:&|$))+/g;
/** Below the 2,000 the ledger bounds its paths at, where the blotted key counts too. */
const charactersMax = 1_900;

/** The same for the pipeline's request and the ledger's path: keys and the ends of long ones differ. */
export function requestKey(path: string): string {
  return path
    .replace(blottedKey, "$1")
    .slice(0, charactersMax)
    .replace(/[?&…]+$/, "");
}

/** All failed units of a run, or of every run the database knows. */
export async function readFailedUnits(
  pool: pg.Pool,
  runId?: string,
): Promise<readonly FailedUnit[]> {
  const { rows } = await pool.query<{
    run_id: string;
    provider: ProviderName;
    dataset: string;
    unit: string;
    error: string | null;
    cursor: Readonly<Record<string, unknown>> | null;
    plan: RunPlan;
  }>(
    `select c.run_id, c.provider, c.dataset, c.unit, c.error, c.cursor, r.plan
     from sandbox.checkpoints c join sandbox.runs r using (run_id)
     where c.state = 'failed' and ($1::text is null or c.run_id = $1)
     order by c.provider, c.dataset, c.unit`,
    [runId ?? null],
  );
  return rows.map(({ provider, dataset, unit, error, cursor, plan }) => ({
    provider,
    dataset,
    unit,
    error: error ?? "it failed without a word",
    request: requestOf(provider, { dataset, unit, cursor, plan }),
  }));
}

function requestOf(
  provider: ProviderName,
  failed: {
    readonly dataset: string;
    readonly unit: string;
    readonly cursor: Readonly<Record<string, unknown>> | null;
    readonly plan: RunPlan;
  },
): string | undefined {
  const connector = connectors[provider];
  const planned = failed.plan.datasets.filter(
    (one) => one.provider === provider && one.dataset === failed.dataset,
  );
  try {
    const unit = planned
      .flatMap((dataset) => connector.plan(dataset))
      .find((one) => one.unit === failed.unit);
    if (unit === undefined) return undefined;
    const access = { baseUrl: "http://localhost", apiKey: "" };
    return connector.request(unit, failed.cursor, access).description;
  } catch {
    // A dataset that cannot be split failed before its first request.
    return undefined;
  }
}
