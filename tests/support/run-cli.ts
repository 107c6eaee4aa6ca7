/** Runs `sandbox-runner` as its users do, in a sandbox directory of the test's own. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../..", import.meta.url));
const entry = join(project, "scripts", "sandbox-runner.ts");

export interface CliResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly child: ChildProcess;
  readonly finished: Promise<CliResult>;
  /** Everything printed so far. */
  readonly printed: { stdout: string; stderr: string };
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

export function startCli(words: readonly string[], options: CliOptions = {}): RunningCli {
  const child = spawn(process.execPath, [entry, ...words], {
    cwd: options.cwd ?? project,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.stderr += text));
  const finished = new Promise<CliResult>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      resolve({ code, signal, ...printed });
    });
  });
  return { child, finished, printed };
}

export function runCli(words: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return startCli(words, options).finished;
}

export interface TestSandbox {
  /** What `--dir` gets. */
  readonly dir: string;
  remove(): Promise<void>;
}

/** A fresh sandbox directory; `remove` takes down whatever a failed test left up there. */
export function createTestSandbox(name: string): TestSandbox {
  const base = mkdtempSync(join(tmpdir(), `sandbox-${name}-`));
  // PostgreSQL's user may enter it: otherwise each start would copy its binaries to a place it can.
  chmodSync(base, 0o755);
  const dir = join(base, "sandbox");
  return {
    dir,
    async remove() {
      await runCli(["down", "--dir", dir]);
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/** Resolves once `condition` gives something, asking again and again; rejects after `limitMs`. */
export async function eventually<Value>(
  what: string,
  condition: () => Value | undefined | Promise<Value | undefined>,
  limitMs = 60_000,
): Promise<Value> {
  const endAt = Date.now() + limitMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined) return value;
    if (Date.now() > endAt) throw new Error(`Waited ${limitMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
