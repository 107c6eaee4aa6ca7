/**
 * The truth of one provider, from its ledger: what was served, whether it must land, and when it
 * was first served. How it is to be read is written in `docs/truth-ledger.md`.
 */
import type { LedgerAnswer, Ruling } from "../../../mock-providers/kit/ledger-reader.ts";
import type { ReasonClass } from "../../core/reasons.ts";
import { SeriesRows, describeSeries, identityKey, seriesKey } from "./observation-table.ts";
import type { ComparedObservation } from "./observation-table.ts";

export type AnswerOutcome = "complete" | "cut" | "unsure";

export const duties = {
  /** It may land or not. */
  may: 0,
  /** It was served in a complete answer. */
  must: 1,
  /** It was spoilt so that it must not land as it is. */
  mustNot: 2,
} as const;

/** A row that was spoilt on its way out: it stands in quarantine, or the true value lands after all. */
export interface SpoiltObservation {
  /** As a reader sees it, or as it was meant where nobody can read it. */
  readonly observation: ComparedObservation;
  readonly meant: ComparedObservation;
  /** Reasons it may be in quarantine for. */
  readonly classes: readonly ReasonClass[];
  readonly faults: readonly string[];
  /** Path and query of the request, keys blotted out. */
  readonly path: string;
}

/** A row that may land as sent or stand in quarantine, but not vanish. */
export interface UnjudgedObservation extends Omit<SpoiltObservation, "classes"> {
  /** When it was served first, on the sandbox's clock. */
  readonly atMs: number;
}

/** Like `SeriesRows`, with the moment and the certainty of each serving. */
export class SeriesTruth extends SeriesRows {
  servedAt = new Float64Array(64);
  /** What must become of it, one of `duties`. */
  duty = new Uint8Array(64);

  serve(observation: ComparedObservation, atMs: number, duty: number): void {
    const { intervalStartMs, intervalEndMs, asOfMs, value } = observation;
    const row = this.add(intervalStartMs, intervalEndMs, asOfMs, value);
    if (row >= this.servedAt.length) {
      const servedAt = new Float64Array(this.start.length);
      servedAt.set(this.servedAt);
      this.servedAt = servedAt;
      const flags = new Uint8Array(this.start.length);
      flags.set(this.duty);
      this.duty = flags;
    }
    this.servedAt[row] = atMs;
    this.duty[row] = duty;
  }
}

/** A stream may ask for the same row for days. */
const servedInsteadMax = 100;

export class TruthTable {
  readonly series = new Map<string, SeriesTruth>();
  readonly answers: Record<AnswerOutcome, number> = { complete: 0, cut: 0, unsure: 0 };
  readonly spoilt: SpoiltObservation[] = [];
  /** What answers made of a row after another had spoilt it, by `identityKey`: changed, but such that it may land. */
  readonly instead = new Map<string, ComparedObservation[]>();
  /** Rows that one answer had spoilt and a later one withheld, by `identityKey`. */
  readonly withheldAfter = new Set<string>();
  /** Rows nobody can judge, by `identityKey`: one of the ways they were sent in must stand somewhere. */
  readonly unjudged = new Map<string, UnjudgedObservation[]>();
  /** Rows with a reason to be in quarantine, as a reader sees them and as they were meant, by `identityKey`. */
  readonly suspects = new Set<string>();
  /** Requests, by `requestKey`, one of whose answers faults touched; and one of whose answers cannot be relied upon. */
  readonly touched = new Set<string>();
  readonly broken = new Set<string>();
  /** Rows that complete answers of a stream's last polls withheld or sent otherwise than they were meant, by `identityKey`. */
  readonly bent = new Set<string>();
  /** Answers that hid more pages than the ledger names. */
  hiddenBeyond = 0;
  readonly #withheld = new Set<string>();
  readonly #lastPollsMs: number;

  /** `lastPollsMs`: when the last polls of a stream began, on the sandbox's clock. */
  constructor(lastPollsMs = Number.POSITIVE_INFINITY) {
    this.#lastPollsMs = Math.floor(lastPollsMs);
  }

  /** Different observations that answers withheld, and of which no answer had to tell. */
  get withheld(): number {
    return this.#withheld.size;
  }

  addAnswer(
    outcome: AnswerOutcome,
    atMs: number,
    observations: Iterable<ComparedObservation>,
  ): void {
    this.answers[outcome]++;
    const duty = outcome === "complete" ? duties.must : duties.may;
    let key = "";
    let truth: SeriesTruth | undefined;
    for (const observation of observations) {
      const observed = seriesKey(observation.dataset, observation.seriesId);
      if (truth === undefined || observed !== key) {
        key = observed;
        truth = this.#seriesOf(key);
      }
      truth.serve(observation, atMs, duty);
      truth.descriptions.add(describeSeries(observation.unit, observation.location));
    }
  }

  /**
   * As `addAnswer`, for an answer that faults touched. `isGivenUp`: the request was given up loudly, so nobody waits
   * for what it withheld.
   */
  addDisturbed(answer: LedgerAnswer, isGivenUp: boolean): void {
    this.answers[answer.outcome]++;
    if (answer.hidesMore) this.hiddenBeyond++;
    for (const ruling of answer.rulings) this.#addRuling(answer, ruling, isGivenUp);
  }

  #addRuling(answer: LedgerAnswer, ruling: Ruling, isGivenUp: boolean): void {
    const { observation, say, classes, meant = observation, isReadable } = ruling;
    const { outcome, atMs, faults, path } = answer;
    const isBent = say === "withheld" || ruling.meant !== undefined;
    if (isBent && outcome === "complete" && atMs >= this.#lastPollsMs)
      this.bent.add(identityKey(meant));
    const truth = this.#seriesOf(seriesKey(observation.dataset, observation.seriesId));
    const serve = (duty: number): void => {
      truth.serve(observation, atMs, duty);
      truth.descriptions.add(describeSeries(observation.unit, observation.location));
    };
    switch (say) {
      case "land":
        serve(outcome === "complete" ? duties.must : duties.may);
        if (ruling.meant !== undefined) this.#serveInstead(meant, observation);
        break;
      case "either":
        if (outcome === "complete" && !isGivenUp) this.#leaveUnjudged(answer, ruling);
        this.#suspect(meant, observation);
        if (!isReadable) break;
        serve(duties.may);
        this.#serveInstead(meant, observation);
        break;
      case "quarantine":
        this.#suspect(meant, observation);
        if (isReadable) truth.serve(observation, atMs, duties.mustNot);
        if (outcome !== "complete") break;
        this.spoilt.push({ observation, meant, classes, faults, path });
        if (!this.instead.has(identityKey(meant))) this.instead.set(identityKey(meant), []);
        break;
      case "noticeable":
        if (outcome !== "unsure" && !isGivenUp) serve(duties.must);
        else this.#withhold(observation);
        break;
      case "withheld":
        this.#withhold(observation);
        break;
    }
  }

  /** Notes a request whose answer was refused, cut, touched by faults, or may not have arrived. */
  touch(request: string, outcome: AnswerOutcome | "refused"): void {
    this.touched.add(request);
    if (outcome !== "complete") this.broken.add(request);
  }

  #suspect(meant: ComparedObservation, observation: ComparedObservation): void {
    this.suspects.add(identityKey(meant));
    this.suspects.add(identityKey(observation));
  }

  #leaveUnjudged({ atMs, faults, path }: LedgerAnswer, ruling: Ruling): void {
    const { observation, meant = observation } = ruling;
    const key = identityKey(meant);
    const sent = this.unjudged.get(key) ?? [];
    if (sent.length === 0) this.unjudged.set(key, sent);
    const isKnown = sent.some(
      (one) =>
        one.path === path &&
        one.observation.value === observation.value &&
        identityKey(one.observation) === identityKey(observation),
    );
    if (!isKnown && sent.length < servedInsteadMax)
      sent.push({ observation, meant, faults, path, atMs });
  }

  #serveInstead(meant: ComparedObservation, observation: ComparedObservation): void {
    const served = this.instead.get(identityKey(meant));
    if (served !== undefined && served.length < servedInsteadMax) served.push(observation);
  }

  #withhold(observation: ComparedObservation): void {
    const key = identityKey(observation);
    this.#withheld.add(key);
    if (this.instead.has(key)) this.withheldAfter.add(key);
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
