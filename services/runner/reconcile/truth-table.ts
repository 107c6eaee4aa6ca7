/**
 * The truth of one provider, from its ledger: what was served, whether it must land, and when it
 * was first served. How it is to be read is written in `docs/truth-ledger.md`.
 */
import { SeriesRows, describeSeries, seriesKey } from "./observation-table.ts";
import type { ComparedObservation } from "./observation-table.ts";

export type AnswerOutcome = "complete" | "cut" | "unsure";

/** Like `SeriesRows`, with the moment and the certainty of each serving. */
export class SeriesTruth extends SeriesRows {
  servedAt = new Float64Array(64);
  /** 1: served in a complete answer, so it must land. 0: it may. */
  must = new Uint8Array(64);

  serve(observation: ComparedObservation, atMs: number, must: boolean): void {
    const { intervalStartMs, intervalEndMs, asOfMs, value } = observation;
    const row = this.add(intervalStartMs, intervalEndMs, asOfMs, value);
    if (row >= this.servedAt.length) {
      const servedAt = new Float64Array(this.start.length);
      servedAt.set(this.servedAt);
      this.servedAt = servedAt;
      const flags = new Uint8Array(this.start.length);
      flags.set(this.must);
      this.must = flags;
    }
    this.servedAt[row] = atMs;
    this.must[row] = must ? 1 : 0;
  }
}

export class TruthTable {
  readonly series = new Map<string, SeriesTruth>();
  readonly answers: Record<AnswerOutcome, number> = { complete: 0, cut: 0, unsure: 0 };

  addAnswer(
    outcome: AnswerOutcome,
    atMs: number,
    observations: Iterable<ComparedObservation>,
  ): void {
    this.answers[outcome]++;
    let key = "";
    let truth: SeriesTruth | undefined;
    for (const observation of observations) {
      const observed = seriesKey(observation.dataset, observation.seriesId);
      if (truth === undefined || observed !== key) {
        key = observed;
        truth = this.#seriesOf(key);
      }
      truth.serve(observation, atMs, outcome === "complete");
      truth.descriptions.add(describeSeries(observation.unit, observation.location));
    }
  }

  #seriesOf(key: string): SeriesTruth {
    let truth = this.series.get(key);
    if (truth === undefined) {
      truth = new SeriesTruth();
      this.series.set(key, truth);
    }
    return truth;
  }
}
