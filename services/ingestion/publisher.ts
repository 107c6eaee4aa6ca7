/** Where accepted observations become messages. */
import type { PageFields, PageValue } from "../stability/observation-codec.ts";

export interface PublishablePage {
  readonly fields: PageFields;
  readonly values: readonly PageValue[];
  /** Real instant at which the provider's answer had arrived; becomes the messages' timestamp. */
  readonly arrivedAtMs: number;
}

export interface ObservationPublisher {
  /**
   * Resolves once Kafka acknowledged every value, however long Kafka or the registry are away.
   * Publishing a page again may repeat messages and never loses any. Pages of one series are
   * published in order when each is awaited before the next. Rejects with the signal's reason when aborted,
   * and with SCHEMA_INCOMPATIBLE when the registry refuses the schema.
   */
  publish(page: PublishablePage, signal: AbortSignal): Promise<void>;
}
