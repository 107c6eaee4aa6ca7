/** The runs a sandbox keeps on disk: one folder each with its verdict and report. Reads only. */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

export interface RunSummary {
  readonly runId: string;
  readonly verdict: string;
  readonly startedAt: string;
  readonly durationMs: number;
}

/** Run ids name folders, so nothing else may be asked for. */
const runIdPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,80}$/;

export function createRunStore(directory: string): {
  /** Newest first. A run without a verdict (still going, or interrupted) is not listed. */
  list(): Promise<RunSummary[]>;
  verdict(runId: string): Promise<Record<string, unknown> | undefined>;
  report(runId: string): Promise<string | undefined>;
} {
  async function read(runId: string, file: string): Promise<string | undefined> {
    if (!runIdPattern.test(runId)) return undefined;
    return readFile(join(directory, runId, file), "utf8").catch(absent);
  }
  async function verdict(runId: string): Promise<Record<string, unknown> | undefined> {
    const text = await read(runId, "verdict.json");
    // Proof for the cast: the runner writes this file whole, after checking it against its schema.
    return text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>);
  }
  return {
    verdict,
    report: (runId) => read(runId, "report.html"),
    async list() {
      const names = (await readdir(directory).catch(absent)) ?? [];
      const runs: RunSummary[] = [];
      for (const runId of names.sort().reverse()) {
        const found = await verdict(runId);
        if (found === undefined) continue;
        runs.push({
          runId,
          verdict: String(found["verdict"]),
          startedAt: String(found["startedAt"]),
          durationMs: Number(found["durationMs"]),
        });
      }
      return runs.sort((a, b) => b.startedAt.localeCompare(a.startedAt));
    },
  };
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
  throw error;
}
