/** `sandbox-runner run`: start the sandbox, play one run on it, leave evidence, take the sandbox down. */
import { join, relative } from "node:path";
import { createLogger } from "../../telemetry/logger.ts";
import type { RunOptions } from "../cli.ts";
import { interruptedExitCode, onInterrupt } from "../interrupt.ts";
import { playRun } from "../play-run.ts";
import { createProgress } from "../progress.ts";
import { colourStyle, plainStyle, renderVerdict } from "../report/render-verdict.ts";
import { createRunId } from "../run-plan.ts";
import { loadSandboxConfig, selectProviders } from "../sandbox-config.ts";
import { type Sandbox, endSandbox, startSandbox } from "../start-sandbox.ts";
import type { Verdict } from "../verdict.ts";
import { keepLogs, prepareOutDirectory, writeRunFiles } from "../write-run-files.ts";

export async function runScenario(options: RunOptions): Promise<number> {
  const startedAtMs = Date.now();
  const providers = selectProviders(loadSandboxConfig(options.config), options.providers);
  const out = options.out === undefined ? undefined : prepareOutDirectory(options.out);
  const progress = createProgress(process.stderr, process.stderr.isTTY);
  const runId = createRunId(new Date(startedAtMs));
  const interrupt = onInterrupt((text) => process.stderr.write(`${text}\n`));
  const { signal } = interrupt;
  const phases: Verdict["phases"] = [];
  const events: Verdict["events"] = [];
  const sandbox = await startSandbox({
    options,
    providers,
    progress,
    signal,
    phases,
    events,
  }).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw error;
  });
  if (sandbox === undefined) return interruptedExitCode;
  let keep = false;
  try {
    const log = createLogger("sandbox-runner", "silent");
    const streams = options.stream || options.for !== undefined;
    // A stream of a given length is interrupted like any run; one without an end is ended by it.
    const stop =
      streams && options.for === undefined
        ? interrupt.endGently(
            "Ending the stream and giving its verdict; once more to leave at once",
          )
        : new AbortController().signal;
    const { verdict, timeline } = await playRun({
      runId,
      startedAtMs,
      sandbox,
      providers,
      progress,
      log,
      signal,
      ...(streams ? { stream: { forMs: options.for ?? null, stop } } : {}),
      phases,
      events,
    });
    const directory = join(sandbox.directory.paths.runs, runId);
    writeRunFiles(directory, verdict, timeline, out);
    keepLogs(sandbox.directory.paths.logs, directory, ...(out === undefined ? [] : [out]));
    keep = options.keep;
    show({ verdict, options, directory: out ?? directory, sandbox });
    return verdict.verdict === "pass" ? 0 : 1;
  } catch (error) {
    if (signal.aborted) return interruptedExitCode;
    throw error;
  } finally {
    await endSandbox(sandbox, keep || sandbox.wasUp, progress);
    interrupt.release();
  }
}

interface Show {
  readonly verdict: Verdict;
  readonly options: RunOptions;
  /** Where the run's files are for the user. */
  readonly directory: string;
  readonly sandbox: Sandbox;
}

function show({ verdict, options, directory, sandbox }: Show): void {
  if (options.json) {
    process.stdout.write(`${JSON.stringify(verdict, null, 2)}\n`);
    return;
  }
  const style = process.stdout.isTTY && process.stdout.hasColors() ? colourStyle : plainStyle;
  const next = {
    reportFile: shownPath(join(directory, "report.html")),
    verdictFile: shownPath(join(directory, "verdict.json")),
    logsDirectory: shownPath(sandbox.directory.paths.logs),
    kept: options.keep || sandbox.wasUp,
    dir: options.dir,
  };
  process.stdout.write(`\n${renderVerdict(verdict, next, style, process.stdout.columns)}\n`);
}

/** Relative where that is shorter to read: below the directory the command was called in. */
function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith("..") ? path : fromHere;
}
