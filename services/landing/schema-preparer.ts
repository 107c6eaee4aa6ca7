/** Schemas by id, waited for: messages are not lost because the registry is away, nor asked about one by one. */
import { SandboxError, describeError } from "../core/errors.ts";
import type { ObservationCodec } from "../stability/observation-codec.ts";
import { sleep } from "../stability/sleep.ts";
import { retryDelayMs } from "./landing-errors.ts";
import type { Pauses } from "./pauses.ts";

export interface SchemaPreparer {
  /**
   * Resolves to null when messages with this schema can be read, to the reason when they cannot. While the registry is
   * away it waits, calling `whileWaiting` at least every second; rejects when that does.
   */
  prepare(schemaId: number, whileWaiting: () => Promise<void>): Promise<string | null>;
}

/** How long an answer "no such schema" is taken for good, in milliseconds. */
const refusalMs = 30_000;

export function createSchemaPreparer(
  codec: ObservationCodec,
  pauses: Pauses,
  signal: AbortSignal,
): SchemaPreparer {
  const refused = new Map<number, { readonly reason: string; readonly untilMs: number }>();
  return {
    async prepare(schemaId, whileWaiting) {
      const known = refused.get(schemaId);
      if (known !== undefined && Date.now() < known.untilMs) return known.reason;
      for (let failures = 1; ; failures++) {
        try {
          await codec.prepare(schemaId);
          pauses.end("registry");
          return null;
        } catch (error) {
          if (!(error instanceof SandboxError) || error.code !== "REGISTRY_UNAVAILABLE") {
            const reason = describeError(error);
            // Ids come from messages, so their number has no bound of its own.
            if (refused.size >= 1_000) refused.clear();
            refused.set(schemaId, { reason, untilMs: Date.now() + refusalMs });
            pauses.end("registry");
            return reason;
          }
          pauses.begin("registry", error);
          await sleep(retryDelayMs(error.retry, failures), signal);
          await whileWaiting();
        }
      }
    },
  };
}
