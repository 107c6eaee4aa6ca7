/** What landing waits for right now, part by part: at /ready in one sentence, in `landing_paused`, and once in the log. */
import { type ErrorCode, SandboxError, describeError } from "../core/errors.ts";
import type { Readiness } from "../stability/readiness.ts";
import { type Logger, withoutSecrets } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { remedies } from "./landing-errors.ts";

export interface Pauses {
  /** Says that `part` waits because of `error`. */
  begin(part: string, error: unknown): void;
  /** Says that `part` goes on. */
  end(part: string): void;
}

export function createPauses(readiness: Readiness, metrics: Metrics, log: Logger): Pauses {
  const codes = new Map<string, ErrorCode>();
  const gauge = metrics.gauge("landing_paused");

  function count(code: ErrorCode): void {
    gauge.set({ code }, [...codes.values()].includes(code) ? 1 : 0);
  }

  return {
    begin(part, error) {
      const code = error instanceof SandboxError ? error.code : "KAFKA_UNAVAILABLE";
      const before = codes.get(part);
      const remedy = remedies[code];
      const reason = withoutSecrets(describeError(error));
      readiness.set(part, remedy === undefined ? reason : `${reason}; ${remedy}`);
      if (before === code) return;
      codes.set(part, code);
      count(code);
      if (before !== undefined) count(before);
      log.warn({ event: "landing_paused", part, code, error });
    },
    end(part) {
      readiness.set(part, null);
      const code = codes.get(part);
      if (code === undefined) return;
      codes.delete(part);
      count(code);
      log.info({ event: "landing_continues", part, code });
    },
  };
}
