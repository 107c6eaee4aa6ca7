/** Watches a submitted run until everything is fetched and landed, or nothing moves any more. */
import type { Admin } from "kafkajs";
import type pg from "pg";
import { SandboxError, describeError } from "../core/errors.ts";
import type { ProviderName } from "../core/observation.ts";
import { type RunProgress, readRunProgress } from "../ingestion/submit-run.ts";
import { type LandingProgress, readLandingProgress } from "./landing-progress.ts";

/** How long nothing may move before the run is given up, in milliseconds. Restarts of Kafka take seconds. */
const stallLimitMs = 120_000;
const pollMs = 100;

export interface AwaitRunOptions {
  readonly pool: pg.Pool;
  readonly admin: Admin;
  readonly runId: string;
  readonly providers: readonly ProviderName[];
  /** Observations planned per provider: what progress and ETA are measured against. */
  readonly planned: Readonly<Partial<Record<ProviderName, number>>>;
  readonly tell: (detail: string) => void;
  readonly signal: AbortSignal;
}

/** Resolves to the final progress. Rejects with RUN_TIMED_OUT when nothing moved for two minutes. */
export async function awaitRun(options: AwaitRunOptions): Promise<RunProgress> {
  const startedAt = Date.now();
  let movedAt = Date.now();
  let mark = "";
  let trouble = "";
  for (;;) {
    options.signal.throwIfAborted();
    try {
      const fetched = await readRunProgress(options.pool, options.runId);
      const landed = await readLandingProgress(options.admin, options.pool, options.providers);
      trouble = "";
      const now = describeMark(fetched, landed);
      if (now !== mark) {
        mark = now;
        movedAt = Date.now();
      }
      options.tell(describe(options, fetched, landed, Date.now() - startedAt));
      const over = fetched.state === "fetched" || fetched.state === "failed";
      if (over && landed.every((topic) => topic.landed >= topic.published)) return fetched;
    } catch (error) {
      if (options.signal.aborted) throw error;
      // Kafka or PostgreSQL may be down for a moment on purpose; only standing still for long ends the run.
      trouble = describeError(error);
      options.tell(`waiting: ${trouble}`);
    }
    if (Date.now() - movedAt > stallLimitMs) {
      const why = trouble === "" ? "see the logs of ingestion and landing" : trouble;
      throw new SandboxError(
        "RUN_TIMED_OUT",
        `Nothing moved for ${stallLimitMs / 1000} s (${why})`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

function describeMark(fetched: RunProgress, landed: readonly LandingProgress[]): string {
  return JSON.stringify([fetched, landed]);
}

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

function describe(
  options: AwaitRunOptions,
  fetched: RunProgress,
  landed: readonly LandingProgress[],
  elapsedMs: number,
): string {
  const lines = options.providers.map((provider) => {
    const progress = fetched.providers[provider];
    const topic = landed.find((candidate) => candidate.provider === provider);
    const done = topic?.landed ?? 0;
    const planned = Math.max(options.planned[provider] ?? 0, topic?.published ?? 0);
    const rate = elapsedMs > 0 ? (done * 1000) / elapsedMs : 0;
    const fetching =
      progress === undefined || progress.units.done + progress.units.failed < progress.units.total;
    const stage =
      progress === undefined || progress.units.total === 0
        ? "planning"
        : fetching
          ? "fetching"
          : done < planned
            ? "landing"
            : "landed";
    const eta =
      stage !== "landed" && rate > 0 ? `  ETA ${Math.ceil((planned - done) / rate)} s` : "";
    const pages = String(progress?.pages ?? 0).padStart(4);
    const records = `${grouped.format(done)}/${grouped.format(planned)}`.padStart(15);
    const speed = grouped.format(rate).padStart(7);
    return `${provider.padEnd(6)} ${stage.padEnd(8)} ${pages} pages ${records} records ${speed} records/s${eta}`;
  });
  return lines.join("\n");
}
