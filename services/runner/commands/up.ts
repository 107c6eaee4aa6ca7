/** `sandbox-runner up`: everything a run needs, left running for one's own work. */
import type { UpOptions } from "../cli.ts";
import { interruptedExitCode, onInterrupt } from "../interrupt.ts";
import { createProgress } from "../progress.ts";
import { loadSandboxConfig, selectProviders } from "../sandbox-config.ts";
import { endSandbox, startSandbox } from "../start-sandbox.ts";
import { describeSandbox, renderStatus } from "./status.ts";

export async function bringUp(options: UpOptions): Promise<number> {
  const providers = selectProviders(loadSandboxConfig(options.config), options.providers);
  const progress = createProgress(process.stderr, process.stderr.isTTY);
  const interrupt = onInterrupt((text) => process.stderr.write(`${text}\n`));
  try {
    const { signal } = interrupt;
    const sandbox = await startSandbox({
      options,
      providers,
      progress,
      signal,
      phases: [],
      events: [],
    });
    const root = sandbox.directory.paths.root;
    await endSandbox(sandbox, true, progress);
    const status = describeSandbox(root);
    process.stdout.write(
      options.json
        ? `${JSON.stringify(status, null, 2)}\n`
        : `${renderStatus(status, options.dir)}\n`,
    );
    return 0;
  } catch (error) {
    if (interrupt.signal.aborted) return interruptedExitCode;
    throw error;
  } finally {
    interrupt.release();
  }
}
