/** `sandbox-runner down`: stops what is up, whoever started it, and removes its data. Runs stay. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { openSandboxDirectory } from "../../stack/sandbox-directory.ts";
import type { ReportOptions } from "../cli.ts";
import { createProgress } from "../progress.ts";
import { removeSandbox } from "../start-sandbox.ts";

export async function takeDown(options: ReportOptions): Promise<number> {
  if (!existsSync(options.dir)) {
    // Opening it would make it.
    const directory = resolve(options.dir);
    report(options, 0, directory, `There is no sandbox in ${directory}`);
    return 0;
  }
  const directory = openSandboxDirectory(options.dir);
  try {
    const processes = directory.state?.processes.length ?? 0;
    const progress = createProgress(process.stderr, process.stderr.isTTY && !options.json);
    await progress.step("Stopping", () => removeSandbox(directory));
    const { root, runs } = directory.paths;
    const did = processes === 0 ? "Nothing was up" : `Stopped ${processes} processes`;
    report(options, processes, root, `${did} in ${root}; reports stay in ${runs}`);
    return 0;
  } finally {
    directory.close();
  }
}

function report(options: ReportOptions, stopped: number, directory: string, words: string): void {
  process.stdout.write(options.json ? `${JSON.stringify({ stopped, directory })}\n` : `${words}\n`);
}
