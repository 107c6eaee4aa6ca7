/** `sandbox-runner reconcile`: compares the truth with what is up now. Writes nothing. */
import { join, resolve } from "node:path";
import { SandboxError } from "../../core/errors.ts";
import { createLogger } from "../../telemetry/logger.ts";
import { readSandboxState } from "../../stack/sandbox-directory.ts";
import type { ReportOptions } from "../cli.ts";
import { commandHint } from "../command-hint.ts";
import { interruptedExitCode, onInterrupt } from "../interrupt.ts";
import { connectToSandbox, reconcileSandbox } from "../play-run.ts";
import { createProgress } from "../progress.ts";
import { readFailedUnits } from "../reconcile/failed-units.ts";
import {
  colourStyle,
  plainStyle,
  renderDifferences,
  renderProviders,
} from "../report/render-verdict.ts";
import { readSettings } from "../sandbox-settings.ts";
import { reasonsToFail } from "../verdict.ts";
import { describeSandbox } from "./status.ts";

export async function reconcileAgain(options: ReportOptions): Promise<number> {
  const root = resolve(options.dir);
  const endpoints = readSandboxState(root)?.endpoints;
  const settings = readSettings(root);
  if (endpoints === undefined || settings === undefined) {
    throw new SandboxError(
      "USAGE_INVALID",
      `Cannot reconcile: nothing is up in "${root}"; start it with: ${commandHint("run --keep", options.dir)}`,
    );
  }
  refuseWithoutParts(options.dir);
  const progress = createProgress(process.stderr, process.stderr.isTTY);
  const interrupt = onInterrupt(() => undefined);
  const clients = await connectToSandbox(endpoints, createLogger("sandbox-runner", "silent"));
  try {
    const sandbox = { directory: { paths: { ledger: join(root, "ledger") } } };
    const result = await progress.step("Reconciling", async () => {
      const failed = await readFailedUnits(clients.pool);
      return reconcileSandbox(sandbox, clients, settings.providers, failed, interrupt.signal);
    });
    const reasons = reasonsToFail(result.providers);
    const verdict = reasons.length === 0 ? "pass" : "fail";
    const differences = { ...result.differences, listed: [...result.differences.listed] };
    if (options.json) {
      process.stdout.write(
        `${JSON.stringify({ verdict, reasons, providers: result.providers, differences }, null, 2)}\n`,
      );
    } else {
      const style = process.stdout.isTTY && process.stdout.hasColors() ? colourStyle : plainStyle;
      const head = verdict === "pass" ? style.good("PASS") : style.bad("FAIL");
      const lines = [
        head,
        renderProviders(result.providers, style, process.stdout.columns),
        ...reasons,
        ...renderDifferences(differences, style),
      ];
      process.stdout.write(`${lines.join("\n")}\n`);
    }
    return verdict === "pass" ? 0 : 1;
  } catch (error) {
    if (interrupt.signal.aborted) return interruptedExitCode;
    throw error;
  } finally {
    interrupt.release();
    await clients.close();
  }
}

/** What is compared is read from these; ingestion, landing and the mocks need not run for it. */
const partsNeeded: readonly string[] = ["kafka", "registry", "postgres"];

/** Nobody watches over a sandbox that was left up, so a part may have ended. */
function refuseWithoutParts(dir: string): void {
  const gone = describeSandbox(dir)
    .processes.filter(({ name, running }) => partsNeeded.includes(name) && !running)
    .map(({ name }) => name);
  if (gone.length === 0) return;
  throw new SandboxError(
    "STACK_FAILED",
    `Cannot reconcile: ${gone.join(" and ")} ${gone.length === 1 ? "does" : "do"} not run any more; start it again with: ${commandHint("up", dir)}`,
  );
}
