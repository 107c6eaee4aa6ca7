/**
 * The catalogue of a recording, made from the questions and the answers in it. A plan made of it asks what was
 * asked when the recording was made, if the client that made it asks as the plan's reader does.
 */
import { hourMs } from "../kit/calendar.ts";
import type { RecordedMeaning, RecordedSeries } from "../kit/recorded.ts";
import type { CatalogueSeries } from "../kit/types.ts";

interface Range {
  readonly startMs: number;
  readonly endMs: number;
}

interface Found {
  series: RecordedSeries;
  readonly asked: Range[];
  /** Identities of the observations, to count each once. */
  readonly identities: Map<string, number>;
  firstMs: number;
  lastMs: number;
  lastEndMs: number;
}

export function deriveCatalogue(meanings: Iterable<RecordedMeaning>): CatalogueSeries[] {
  const found = new Map<string, Found>();
  // Answers about many series first: plans cut lists into groups, and a short group in front would shift all others.
  for (const { series, rows } of [...meanings].sort((a, b) => b.series.length - a.series.length)) {
    for (const one of series) addSeries(found, one);
    for (const row of rows) {
      const one = found.get(keyOf(row));
      if (one === undefined) continue;
      one.identities.set(`${row.intervalStartMs}/${row.asOfMs}`, row.intervalStartMs);
      one.firstMs = Math.min(one.firstMs, row.intervalStartMs);
      if (row.intervalStartMs >= one.lastMs) {
        one.lastMs = row.intervalStartMs;
        one.lastEndMs = row.intervalEndMs;
      }
    }
  }
  return [...found.values()].flatMap(catalogued);
}

function addSeries(found: Map<string, Found>, series: RecordedSeries): void {
  const known = found.get(keyOf(series));
  if (known === undefined) {
    found.set(keyOf(series), {
      series,
      asked: series.range === undefined ? [] : [series.range],
      identities: new Map(),
      firstMs: Infinity,
      lastMs: -Infinity,
      lastEndMs: -Infinity,
    });
    return;
  }
  // A question without rows tells less than an answer with some; a later answer knows the later state.
  if (series.unit !== "") known.series = series;
  if (series.range !== undefined) known.asked.push(series.range);
}

function keyOf({ dataset, seriesId }: { dataset: string; seriesId: string }): string {
  return `${dataset}\u0000${seriesId}`;
}

function catalogued(found: Found): CatalogueSeries[] {
  const { series, firstMs, lastMs, lastEndMs } = found;
  const { dataset, seriesId, title, unit, frequency, location, params } = series;
  // An interval may be longer than the step between starts; an hour after the last start is after it in any case.
  const ofRows = { startMs: firstMs, endMs: Math.min(lastEndMs, lastMs + hourMs) };
  const ranges = found.asked.length > 0 ? mergeRanges(found.asked) : [ofRows];
  return ranges
    .filter(({ startMs, endMs }) => startMs < endMs)
    .map(({ startMs, endMs }) => ({
      dataset,
      seriesId,
      title,
      unit,
      frequency,
      location,
      params,
      points: [...found.identities.values()].filter((at) => at >= startMs && at < endMs).length,
      startMs,
      endMs,
    }));
}

function mergeRanges(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = merged.at(-1);
    if (last === undefined || range.startMs > last.endMs) merged.push(range);
    else
      merged[merged.length - 1] = {
        startMs: last.startMs,
        endMs: Math.max(last.endMs, range.endMs),
      };
  }
  return merged;
}
