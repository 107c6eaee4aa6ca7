/** A streaming run on some lines: where the clock is, how far behind the polls are, and what is least fresh. */
import type { ProviderName } from "../../core/observation.ts";
import type { RunPlan } from "../../core/plan.ts";
import type { SeriesFreshness } from "../../ingestion/freshness.ts";
import type { DatasetProgress } from "../../ingestion/stream-progress.ts";
import type { RunProgress } from "../../ingestion/submit-run.ts";
import type { LandingProgress } from "../landing-progress.ts";

export interface StreamView {
  /** The sandbox's clock. */
  readonly nowMs: number;
  readonly timeScale: number;
  /** The clock's present rate, which at time scale 0 is another. */
  readonly scale: number;
  readonly stream: NonNullable<RunPlan["stream"]>;
  readonly providers: readonly ProviderName[];
  readonly datasets: readonly DatasetProgress[];
  readonly fetched: RunProgress;
  readonly landed: readonly LandingProgress[];
  readonly freshness: readonly SeriesFreshness[];
  /** What the freshness allows the pipeline's own work, on the sandbox's clock. */
  readonly allowedMs: number;
  readonly revisions: number;
  /** Parts that stand still, a sentence each. */
  readonly standing: readonly string[];
}

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const worstShown = 3;

export function describeStream(view: StreamView): string {
  const { nowMs, stream, datasets, revisions, timeScale } = view;
  const goneMs = Math.max(0, nowMs - stream.startMs);
  const of = stream.endMs === null ? "" : ` of ${duration(stream.endMs - stream.startMs)}`;
  const polls = datasets.reduce((sum, one) => sum + one.polls, 0);
  const merged = datasets.reduce((sum, one) => sum + one.merged, 0);
  const lagMs = Math.max(0, ...datasets.map((one) => (one.polls > 0 ? nowMs - one.nextMs : 0)));
  const pace = timeScale === 0 ? "as fast as the work goes" : `×${grouped.format(timeScale)}`;
  return [
    `${new Date(nowMs).toISOString().slice(0, 16)}Z  ${duration(goneMs)}${of}  ${pace}  polls ${grouped.format(polls)} (${grouped.format(merged)} merged)  lag ${duration(lagMs)}  revisions ${grouped.format(revisions)}`,
    ...view.providers.map((provider) => describeProvider(view, provider)),
    ...describeFreshness(view, goneMs),
    ...view.standing.map((sentence) => `  ${sentence}`),
  ].join("\n");
}

function describeProvider(view: StreamView, provider: ProviderName): string {
  const progress = view.fetched.providers[provider];
  const topic = view.landed.find((candidate) => candidate.provider === provider);
  const waiting = (topic?.published ?? 0) - (topic?.landed ?? 0);
  const pages = grouped.format(progress?.pages ?? 0).padStart(7);
  const records = grouped.format(progress?.records ?? 0).padStart(10);
  return `${provider.padEnd(10)} ${pages} pages ${records} records  ${grouped.format(waiting)} to land`;
}

/** The datasets nearest to being late, or beyond, each by its worst series; what has landed nothing stands on a line of its own. */
function describeFreshness({ freshness, allowedMs, scale }: StreamView, goneMs: number): string[] {
  const real = `${duration(allowedMs)}, ${duration(allowedMs / scale)} of real time`;
  // At the pace of people the pipeline's own seconds are none worth a word.
  const allowed = allowedMs >= minuteMs ? ` (allowing ${real})` : "";
  const landed = freshness
    .filter(({ ageMs }) => ageMs !== null)
    .toSorted((a, b) => b.lateMs - a.lateMs);
  const byDataset = Map.groupBy(landed, ({ provider, dataset }) => `${provider} ${dataset}`);
  const lines = [...byDataset].slice(0, worstShown).map(([dataset, [worst]], place) => {
    const { seriesId = "", ageMs = null, lateMs = 0 } = worst ?? {};
    const verdict = lateMs > 0 ? `late by ${duration(lateMs)}` : "fresh";
    return `  ${dataset} ${seriesId}: ${describeAge(ageMs)}, ${verdict}${place === 0 ? allowed : ""}`;
  });
  const empty = freshness.filter(({ ageMs, lateMs }) => ageMs === null && lateMs > 0);
  const [first] = empty;
  if (first !== undefined) {
    const { provider, dataset, seriesId } = first;
    const named = `${provider} ${dataset} ${seriesId}${empty.length > 1 ? " and others" : ""}`;
    lines.push(
      `  nothing landed yet, ${duration(goneMs)} on, of ${empty.length} of ${freshness.length} series: ${named}`,
    );
  }
  return lines;
}

const minuteMs = 60_000;

/** `3.2 h old`, `11.0 h ahead`. */
export function describeAge(ageMs: number | null): string {
  if (ageMs === null) return "nothing landed";
  return ageMs < 0 ? `${duration(-ageMs)} ahead` : `${duration(ageMs)} old`;
}

/** The largest unit of which there is at least one: `45 s`, `12 min`, `3.2 h`, `7.0 d`. */
export function duration(ms: number): string {
  if (ms < 60_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 48 * 3_600_000) return `${(ms / 3_600_000).toFixed(1)} h`;
  return `${(ms / 86_400_000).toFixed(1)} d`;
}
