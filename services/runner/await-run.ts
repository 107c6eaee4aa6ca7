/** Watches a submitted run until everything is fetched and landed, or nothing moves any more. */
import type { Admin } from "kafkajs";
import type pg from "pg";
import { describeError } from "../core/errors.ts";
import type { ProviderName } from "../core/observation.ts";
import { type RunProgress, readRunProgress } from "../ingestion/submit-run.ts";
import { type LandingProgress, readLandingProgress } from "./landing-progress.ts";
import { fetchingParts, landingParts } from "./pipeline-parts.ts";
import { createStandstillWatch } from "./standstill.ts";

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

/** Resolves to the final progress. Rejects with RUN_TIMED_OUT when a part has stood still for two minutes. */
export async function awaitRun(options: AwaitRunOptions): Promise<RunProgress> {
  const startedAt = Date.now();
  const watch = createStandstillWatch();
  for (;;) {
    options.signal.throwIfAborted();
    try {
      const fetched = await readRunProgress(options.pool, options.runId);
      const landed = await readLandingProgress(options.admin, options.pool, options.providers);
      const over = fetched.state === "fetched" || fetched.state === "failed";
      const due = over ? null : `the run is ${fetched.state}`;
      watch.saw([...fetchingParts(fetched, due, fetched.state), ...landingParts(landed)]);
      const shown = describe(options, fetched, landed, Date.now() - startedAt);
      options.tell([shown, ...watch.describe()].join("\n"));
      if (over && landed.every((topic) => topic.landed >= topic.published)) return fetched;
    } catch (error) {
      if (options.signal.aborted) throw error;
      // Kafka or PostgreSQL may be down for a moment on purpose; only standing still for long ends the run.
      watch.sawNothing(describeError(error));
      options.tell(`waiting: ${describeError(error)}`);
    }
    watch.check();
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
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
