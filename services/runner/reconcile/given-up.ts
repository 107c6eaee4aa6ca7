/**
 * Fetch jobs that were given up, and whether a fault excuses it. It does when the last answer to the very request stood
 * under a fault that hits every request, never ends and cannot be read past; and, where something had arrived, when the evidence is in quarantine.
 */
import type { ProviderName } from "../../core/observation.ts";
import type { Cursor, FetchUnit } from "../../providers/connector.ts";
import type { QuarantinedRecord } from "./postgres-reader.ts";

export interface FailedUnit {
  readonly provider: ProviderName;
  readonly dataset: string;
  readonly unit: string;
  /** Code and sentence, without secrets. */
  readonly error: string;
  /** Path and query of the request it failed at, without the key; undefined when it never got to one. */
  readonly request: string | undefined;
  /** What was left to fetch; undefined when the dataset could not be split. */
  readonly rest?: { readonly unit: FetchUnit; readonly cursor: Cursor | null };
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
