/** One recorded answer and the request that asks a mock for the same. */
import type { MockName } from "../../../mock-providers/provider-table.ts";
import type { Question } from "./ask-mock.ts";
import type { BodyFormat } from "./read-body.ts";

export interface SampleCase extends Question {
  readonly sample: string;
  readonly format: BodyFormat;
  readonly status?: number;
  /** Where the recorded part lies in the mock's answer, when the sample is not the whole of one … */
  readonly part?: readonly string[];
  /** … and where it lies in the sample, when that has a wrapping of its own. */
  readonly samplePart?: readonly string[];
  /** The mock answers a zip whose first member is compared with the sample. */
  readonly member?: "csv" | "xml";
  /** False where the original's own order is arbitrary. */
  readonly ordered?: boolean;
  readonly accepted?: readonly { readonly difference: RegExp; readonly because: string }[];
}

export interface DriftCase extends SampleCase {
  readonly provider: MockName;
}
