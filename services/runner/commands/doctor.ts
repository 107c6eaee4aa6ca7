/** `sandbox-runner doctor`: what the machine has, what is missing, and the command that mends it. */
import { type Check, examineMachine } from "../../stack/doctor.ts";
import type { ReportOptions } from "../cli.ts";

/** Exit code 3 when something is missing that a native sandbox cannot do without. */
export async function diagnose(options: ReportOptions): Promise<number> {
  const checks = await examineMachine(options.dir);
  const missing = checks.filter(({ state }) => state === "missing");
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ fit: missing.length === 0, checks }, null, 2)}\n`);
  } else {
    process.stdout.write(`${renderChecks(checks)}\n\n${summary(missing)}\n`);
  }
  return missing.length === 0 ? 0 : 3;
}

/** One line a check; ports that are free share one, so that all of it fits a screen. */
function renderChecks(checks: readonly Check[]): string {
  const isFreePort = (check: Check): boolean =>
    check.name.startsWith("port ") && check.state === "ok";
  const free = checks.filter(isFreePort).map(({ name }) => /\d+/.exec(name)?.[0] ?? name);
  const shown: Check[] = checks.filter((check) => !isFreePort(check));
  if (free.length > 0) shown.push({ name: "free ports", state: "ok", found: free.join(" ") });
  const width = Math.max(...shown.map(({ name }) => name.length));
  return shown
    .map(({ name, state, found, remedy }) => {
      const line = `${state.padEnd(8)}${name.padEnd(width + 2)}${found}`;
      return remedy === undefined ? line : `${line}\n${" ".repeat(width + 10)}→ ${remedy}`;
    })
    .join("\n");
}

function summary(missing: readonly Check[]): string {
  if (missing.length === 0) {
    return "This machine can run the native stack: npx sandbox-runner --providers caiso,eia";
  }
  return `Missing for the native stack: ${missing.map(({ name }) => name).join(", ")}`;
}
