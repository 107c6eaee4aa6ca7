/** Ctrl-C and SIGTERM as an abort: the first asks for a clean stop, the second ends at once. */
import { SandboxError } from "../core/errors.ts";

export const interruptedExitCode = 130;

export function onInterrupt(tell: (text: string) => void): {
  readonly signal: AbortSignal;
  release(): void;
} {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(interruptedExitCode);
    tell("Stopping everything; once more to leave at once");
    controller.abort(new SandboxError("STACK_FAILED", "Interrupted"));
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  return {
    signal: controller.signal,
    release() {
      process.off("SIGINT", interrupt);
      process.off("SIGTERM", interrupt);
    },
  };
}
