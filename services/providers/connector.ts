/**
 * What the pipeline knows about a provider: how to ask, and how to read the answers.
 * Connectors are pure: no I/O, no clock, no retries. Fetching, quotas, retries and checkpoints
 * belong to ingestion.
 */
import type { Observation, ProviderName } from "../core/observation.ts";
import type { PlannedDataset, PlannedSeries } from "../core/plan.ts";
import type { Reason } from "../core/reasons.ts";

/** What is fetched and checkpointed on its own: one window, node group or series. */
export interface FetchUnit {
  readonly provider: ProviderName;
  readonly dataset: string;
  /** The same plan yields the same keys; unique within run and dataset. */
  readonly unit: string;
  /** Which poll of its dataset it belongs to, counted from 1; absent where a dataset is fetched once. */
  readonly poll?: number;
  /** The planned series this unit brings. */
  readonly series: readonly PlannedSeries[];
  /** Half-open range of interval starts asked for, UTC milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
}

/** The JSON-serialisable place to continue from. Only the connector that made it can read it. */
export type Cursor = Readonly<Record<string, unknown>>;

export interface ProviderAccess {
  /** Root of the provider without a trailing slash. */
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** One GET. */
export interface PageRequest {
  /** Carries the key: never log it. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Path and query without secrets and without host, for logs and page ids. */
  readonly description: string;
}

export interface ProviderResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The whole body, content encoding undone. */
  readonly body: Buffer;
}

/** A record that could be read: an observation but for what the fetch itself adds. */
export interface Candidate extends Pick<
  Observation,
  "seriesId" | "intervalStartMs" | "intervalEndMs" | "asOfMs" | "value" | "unit" | "location"
> {
  /** Position of the record in the answer, from 0. */
  readonly index: number;
}

/** A record that could not be read. It is data for the quarantine, not an error. */
export interface Unreadable {
  readonly index: number;
  /** At least one: what was read, in quotes, and what was expected. */
  readonly reasons: readonly Reason[];
  /** The record as sent. */
  readonly raw: string;
  /** As far as they could be read. */
  readonly seriesId?: string;
  readonly intervalStartMs?: number;
  readonly asOfMs?: number;
}

export interface ParsedPage {
  readonly candidates: readonly Candidate[];
  readonly unreadable: readonly Unreadable[];
  /** What the provider or the connector remarks about the page as a whole; no record is affected. */
  readonly warnings: readonly string[];
  /**
   * Why the page may not be what it seems, though nothing in it is wrong. It is asked for again a few times, and then
   * taken as it is.
   */
  readonly doubt?: string;
  /** Nothing there where the plan expects data; the doubtful case where the unit's range lies in the past. */
  readonly isEmpty?: boolean;
  /** Media type of the single records, for the quarantine. */
  readonly recordType: "text/csv" | "application/json" | "application/xml";
  /** The record at `index` as sent. Costs a search through the page: for rejected records only. */
  rawRecord(index: number): string;
  /** Where to go on; null: the unit is complete. */
  readonly next: Cursor | null;
}

/** At most `points` requests in any `perMs` milliseconds of the provider's (virtual) clock. */
export interface Quota {
  readonly points: number;
  readonly perMs: number;
}

export interface ProviderConnector {
  readonly provider: ProviderName;
  /** The provider's own limits; all of them hold at once. */
  readonly quota: readonly Quota[];
  /** Every planned series is in at least one unit. Throws CONFIG_INVALID for a dataset or parameters it does not know. */
  plan(dataset: PlannedDataset): readonly FetchUnit[];
  /** The request for the page at `cursor`; null stands for the first page. */
  request(unit: FetchUnit, cursor: Cursor | null, access: ProviderAccess): PageRequest;
  /**
   * Reads the answer to `request(unit, cursor)`. Everything served is returned, also series and
   * times nobody planned. Throws a SandboxError PROVIDER_* for anything but a complete answer: a bad record is
   * data, a bad page is an error. `details.retryAfterMs` holds what the provider asked us to wait.
   */
  parse(unit: FetchUnit, cursor: Cursor | null, response: ProviderResponse): ParsedPage;
}
