/** `sandbox-runner doctor`: what the machine has, what is missing, and the command that mends it. */
import Table from "cli-table3";
import { type Check, examineMachine } from "../../stack/doctor.ts";
import type { ReportOptions } from "../cli.ts";

/** Exit code 3 when something is missing that a native sandbox cannot do without. */
export async function diagnose(options: ReportOptions): Promise<number> {
  const checks = await examineMachine(options.dir);
  const missing = checks.filter(({ state }) => state === "missing");
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ fit: missing.length === 0, checks }, null, 2)}\n`);
  } else {
    process.stdout.write(`${renderChecks(checks)}\n${summary(missing)}\n`);
  }
  return missing.length === 0 ? 0 : 3;
}

function renderChecks(checks: readonly Check[]): string {
  const table = new Table({
    head: ["", "what", "found", "to mend it"],
    style: { head: [], border: [], compact: true },
  });
  for (const { name, state, found, remedy } of checks)
    table.push([state, name, found, remedy ?? ""]);
  return table.toString();
}

function summary(missing: readonly Check[]): string {
  if (missing.length === 0)
    return "This machine can run the native stack: npx sandbox-runner --providers caiso,eia";
  return `Missing for the native stack: ${missing.map(({ name }) => name).join(", ")}`;
}
