/** Our own processes: TypeScript entry files, run by the same Node that runs this. */
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheDirectory } from "./artifact-cache.ts";
import type { ProcessSpec } from "./stack.ts";

export interface NodeProcess {
  readonly name: string;
  /** Absolute path of the entry file. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  /** Directory of the log file, which is named after the process. */
  readonly logs: string;
  /** It serves once all of these answer 200. */
  readonly readyUrls: readonly string[];
  readonly nodeFlags?: readonly string[];
}

/**
 * Two arenas: glibc gives each thread its own and never gives their memory back, which cost ingestion 40 MB.
 * Compiled code is kept between starts, which saves each start compiling and 20 MB of TypeScript reader.
 */
function frugal(): Record<string, string> {
  return {
    MALLOC_ARENA_MAX: "2",
    // Beside the artifacts, not among them: their directory appears whole or not at all.
    NODE_COMPILE_CACHE: join(dirname(cacheDirectory(process.env)), "node"),
  };
}

/** A busy process's heap grows by what it may leave for the next small collection. */
const frugalFlags = ["--max-semi-space-size=8"];

const projectDirectory = fileURLToPath(new URL("../../", import.meta.url));
const passedOn = ["PATH", "HOME", "USER", "LANG", "TMPDIR", "TZ"];

export function nodeProcessSpec(options: NodeProcess): ProcessSpec {
  const { name, entry, readyUrls } = options;
  const kept = passedOn.flatMap((variable) => {
    const value = process.env[variable];
    return value === undefined ? [] : [[variable, value] as const];
  });
  return {
    name,
    command: process.execPath,
    args: [...frugalFlags, ...(options.nodeFlags ?? []), entry],
    env: { ...Object.fromEntries(kept), ...frugal(), ...options.env },
    cwd: projectDirectory,
    log: join(options.logs, `${name}.log`),
    // A process of ours drains before it ends.
    stopWaitMs: 5_000,
    async ready(signal) {
      await Promise.all(readyUrls.map((url) => assertReady(url, signal)));
    },
  };
}

async function assertReady(url: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal });
  // Read in any case: an answer left unread keeps its connection from being used again.
  const body = await response.text();
  if (response.ok) return;
  throw new Error(`${basename(url)} answered ${response.status}: ${body.slice(0, 300)}`);
}
