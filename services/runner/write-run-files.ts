/** The files a run leaves behind: verdict.json, report.html, junit.xml and the logs of its processes. */
import { cpSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { SandboxError, describeError } from "../core/errors.ts";
import { renderHtmlReport } from "./report/html-report.ts";
import { renderJunit } from "./report/junit.ts";
import type { Timeline } from "./timeline.ts";
import { type Verdict, verdictSchema } from "./verdict.ts";

const files = ["verdict.json", "report.html", "junit.xml"] as const;

/** Writes into `directory` and, when asked, copies into `copyTo`. Each file appears whole or not at all. */
export function writeRunFiles(
  directory: string,
  verdict: Verdict,
  timeline: Timeline,
  copyTo?: string,
): void {
  mkdirSync(directory, { recursive: true });
  const texts: Record<(typeof files)[number], string> = {
    "verdict.json": `${JSON.stringify(verdictSchema.parse(verdict), null, 2)}\n`,
    "report.html": renderHtmlReport(verdict, timeline),
    "junit.xml": renderJunit(verdict),
  };
  for (const file of files) {
    writeFileSync(join(directory, `${file}.new`), texts[file]);
    renameSync(join(directory, `${file}.new`), join(directory, file));
  }
  if (copyTo === undefined) return;
  for (const file of files) cpSync(join(directory, file), join(copyTo, file));
}

/** Keeps the logs as they are now beside the verdict: those of the sandbox go on, or begin anew with the next start. */
export function keepLogs(logs: string, ...directories: readonly string[]): void {
  for (const directory of directories) {
    cpSync(logs, join(directory, "logs"), { recursive: true });
  }
}

/** Makes the directory of --out before a run starts, so that a place that cannot be written is refused at once. */
export function prepareOutDirectory(directory: string): string {
  try {
    if (directory === "") throw new Error("it is empty");
    mkdirSync(directory, { recursive: true });
    return resolve(directory);
  } catch (error) {
    throw new SandboxError(
      "USAGE_INVALID",
      `Cannot use --out "${directory}": expected a directory that can be written, ${describeError(error)}`,
      {},
      error,
    );
  }
}
