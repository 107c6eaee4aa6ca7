/** `sandbox-runner down`: stops what is up, whoever started it, and removes its data. Runs stay. */
import { openSandboxDirectory } from "../../stack/sandbox-directory.ts";
import { stopSandbox } from "../../stack/stop-sandbox.ts";
import type { ReportOptions } from "../cli.ts";
import { createProgress } from "../progress.ts";
import { removeSettings } from "../sandbox-settings.ts";

export async function takeDown(options: ReportOptions): Promise<number> {
  const directory = openSandboxDirectory(options.dir);
  try {
    const processes = directory.state?.processes.length ?? 0;
    const progress = createProgress(process.stderr, process.stderr.isTTY && !options.json);
    await progress.step("Stopping", () => stopSandbox(directory));
    removeSettings(directory.paths.root);
    const { root, runs } = directory.paths;
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ stopped: processes, directory: root })}\n`
        : `${processes === 0 ? "Nothing was up" : `Stopped ${processes} processes`} in ${root}; reports stay in ${runs}\n`,
    );
    return 0;
  } finally {
    directory.close();
  }
}
