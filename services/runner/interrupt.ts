/**
 * Ctrl-C, SIGTERM and a closed terminal as an abort: the first asks for a clean stop, the second ends at once. While
 * something is under way that can be ended without being dropped, the first ends that instead.
 */
import { SandboxError } from "../core/errors.ts";

export const interruptedExitCode = 130;

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface Interrupt {
  readonly signal: AbortSignal;
  /** From now on the first interrupt aborts the returned signal alone, and says so in `text`. */
  endGently(text: string): AbortSignal;
  release(): void;
}

export function onInterrupt(tell: (text: string) => void): Interrupt {
  const controller = new AbortController();
  let gentle: { readonly controller: AbortController; readonly text: string } | undefined;
  const interrupt = (): void => {
    if (controller.signal.aborted || gentle?.controller.signal.aborted === true) {
      process.exit(interruptedExitCode);
    }
    if (gentle !== undefined) {
      tell(gentle.text);
      gentle.controller.abort();
      return;
    }
    tell("Stopping everything; once more to leave at once");
    controller.abort(new SandboxError("STACK_FAILED", "Interrupted"));
  };
  for (const signal of signals) process.on(signal, interrupt);
  // A terminal that was closed takes no more text; the stop must not end over that.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  return {
    signal: controller.signal,
    endGently(text) {
      gentle = { controller: new AbortController(), text };
      return gentle.controller.signal;
    },
    release() {
      for (const signal of signals) process.off(signal, interrupt);
    },
  };
}
