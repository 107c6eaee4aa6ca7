import type { SandboxDirectory } from "./sandbox-directory.ts";
import type { PortMode, StackProgress, Supervisor } from "./stack.ts";

/** What every stack needs to start. */
export interface StackOptions {
  readonly directory: SandboxDirectory;
  readonly supervisor: Supervisor;
  readonly ports: PortMode;
  readonly progress: (event: StackProgress) => void;
  readonly signal: AbortSignal;
  /** Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
}
