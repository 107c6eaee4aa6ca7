/**
 * What a provider declares about itself: one of these per folder and one line in `provider-table.ts` make a
 * provider. The words are for people and for `/__sandbox/provider`; what a provider really does is in `create`,
 * and tests hold the two together.
 */
import type { FaultFace } from "./faults/fault-face.ts";
import type { CreateRecordedReader } from "./recorded.ts";
import type { CreateMockProvider } from "./types.ts";

export interface RouteDeclaration {
  readonly method: "GET" | "POST";
  /** As the provider documents it, parameters in braces: `/v2/{route}/data`. */
  readonly path: string;
  readonly summary: string;
}

/** At most `requests` in any `perMs` virtual milliseconds. */
export interface LimitDeclaration {
  readonly requests: number;
  readonly perMs: number;
  readonly by: "address" | "key";
}

export interface ErrorDeclaration {
  readonly status: number;
  /** The provider's own code, where it has one. */
  readonly code?: string;
  readonly when: string;
}

/** When one dataset gains new or corrected values. Pure: the clock is the caller's. */
export interface PublicationRule {
  /** As in docs/data-model.md, `*` for any text. */
  readonly dataset: string;
  readonly rule: string;
  /** First instant after `afterMs` (UTC milliseconds) at which something of the dataset may appear or change. */
  readonly nextMs: (afterMs: number) => number;
}

export interface ProviderDeclaration {
  /** Also the name of its folder, its topic and its table. */
  readonly name: string;
  readonly title: string;
  readonly defaultPort: number;
  /** Where the original is documented. */
  readonly documentation: string;
  readonly routes: readonly RouteDeclaration[];
  readonly limits: readonly LimitDeclaration[];
  readonly errors: readonly ErrorDeclaration[];
  readonly timetable: readonly PublicationRule[];
  /** How faults disturb its answers in its own words. Without it only faults that fit any answer can be used. */
  readonly faultFace?: FaultFace;
  readonly create: CreateMockProvider;
  /** How recorded answers are read back; without it they are served, but no ledger knows what they mean. */
  readonly recorded?: CreateRecordedReader;
}
