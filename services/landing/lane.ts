/**
 * One provider's way from messages to commits: a batch that fills while another lands.
 *
 *   empty ──add──▶ filling ──due, and nothing is landing──▶ landing ──▶ landed
 *                     │                                        │  └─ failed ─▶ waiting ─▶ landing again
 *                     └───────────── reset ──▶ dropped ◀───────┴─ fenced
 *
 * "Dropped" loses nothing: offsets have not moved, so the messages are read again.
 */
import { SandboxError } from "../core/errors.ts";
import { sleep } from "../stability/sleep.ts";
import type { Logger } from "../telemetry/logger.ts";
import { Batch } from "./batch.ts";
import { BatchColumns } from "./batch-columns.ts";
import { type BatchLimits, dueInMs, isFull } from "./flush-policy.ts";
import {
  type BatchLanding,
  type LandingParts,
  type LandingResult,
  createBatchLanding,
} from "./land-batch.ts";
import { isUndoneByOthers, retryDelayMs } from "./landing-errors.ts";
import type { LaneMetrics } from "./lane-metrics.ts";
import type { Pauses } from "./pauses.ts";
import type { ProviderName } from "../core/observation.ts";

export interface LaneOptions {
  readonly provider: ProviderName;
  readonly topic: string;
  readonly limits: BatchLimits;
  readonly parts: LandingParts;
  readonly pauses: Pauses;
  readonly metrics: LaneMetrics;
  readonly log: Logger;
  /** The batch is committed; its offsets stand in PostgreSQL. */
  readonly onLanded: (batch: Batch) => void;
  /** Another process moved an offset: positions have to be read anew. Everything here has been dropped. */
  readonly onFenced: () => void;
  /** Something broke that trying again cannot mend. */
  readonly onBroken: (error: unknown) => void;
}

export class Lane {
  readonly provider: ProviderName;
  readonly topic: string;
  /** Counts resets: whoever waited across one must not go on adding. */
  epoch = 0;
  readonly #options: LaneOptions;
  readonly #spare: BatchColumns[] = [];
  #filling: Batch;
  #landing: Promise<void> | undefined;
  #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  readonly #waiting = new Set<() => void>();
  #draining = false;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.provider = options.provider;
    this.topic = options.topic;
    this.#filling = this.#createBatch();
  }

  /** The batch to add to; nothing may be added while `isFull`. Call `added` after adding. */
  get filling(): Batch {
    return this.#filling;
  }

  get isFull(): boolean {
    return isFull(this.#filling, this.#options.limits);
  }

  added(): void {
    if (this.#filling.messages === 0) return;
    if (this.isFull) this.#landIfDue();
    else this.#timer ??= this.#createTimer();
  }

  /** Resolves when there may be room again, after a reset, or after `limitMs`. */
  waitForRoom(limitMs: number): Promise<void> {
    this.#landIfDue();
    if (!this.isFull) return Promise.resolve();
    return new Promise((resolve) => {
      const go = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, limitMs);
      this.#waiting.add(go);
    });
  }

  /** Drops what is not committed and waits until nothing is on its way any more. */
  async reset(): Promise<void> {
    this.epoch++;
    this.#stop.abort(new Error("positions are read anew"));
    this.#clearFilling();
    this.#wake();
    await this.#landing;
    this.#stop = new AbortController();
    this.#options.parts.keys.clear();
  }

  /** Lands what is there; resolves when all of it is committed, or dropped by a reset. */
  async drain(): Promise<void> {
    this.#draining = true;
    while (this.#filling.messages > 0 || this.#landing !== undefined) {
      this.#landIfDue();
      await this.#landing;
    }
  }

  #createTimer(): NodeJS.Timeout {
    const waitMs = dueInMs(this.#filling, this.#options.limits, Date.now()) ?? 0;
    return setTimeout(() => {
      this.#timer = undefined;
      this.#landIfDue();
    }, waitMs);
  }

  #landIfDue(): void {
    if (this.#landing !== undefined) return;
    const batch = this.#filling;
    const waitMs = dueInMs(batch, this.#options.limits, Date.now());
    if (waitMs === null) return;
    if (waitMs > 0 && !this.#draining) {
      this.#timer ??= this.#createTimer();
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#filling = this.#createBatch();
    this.#landing = this.#land(batch, this.#stop.signal)
      .catch((error: unknown) => {
        this.#options.onBroken(error);
      })
      .finally(() => {
        this.#landing = undefined;
        batch.columns.clear();
        this.#spare.push(batch.columns);
        this.#landIfDue();
      });
    this.#wake();
  }

  async #land(batch: Batch, signal: AbortSignal): Promise<void> {
    const { log, metrics, onLanded, onFenced } = this.#options;
    const landing = createBatchLanding(this.#options.parts, batch);
    const result = await this.#landUntilDone(batch, landing, signal);
    if (result === "dropped") return;
    if (result === "fenced") {
      this.epoch++;
      this.#clearFilling();
      this.#wake();
      onFenced();
      return;
    }
    metrics.landed(batch, result);
    log.info({
      event: "batch_landed",
      batchId: batch.id,
      provider: this.provider,
      runIds: batch.runIds(),
      messages: batch.messages,
      landed: result.landed,
      duplicates: result.duplicates,
      revisions: result.revisions,
      unreadable: batch.unreadable.length,
      transactionMs: Math.round(result.transactionMs),
    });
    onLanded(batch);
  }

  async #landUntilDone(
    batch: Batch,
    landing: BatchLanding,
    signal: AbortSignal,
  ): Promise<LandingResult | "fenced" | "dropped"> {
    const { pauses, metrics, log } = this.#options;
    let unclear = false;
    for (let failures = 0; ;) {
      if (signal.aborted) {
        // Files of an unclear commit may be in the table; the sweep takes them if they are not.
        if (!unclear) await landing.abandon();
        return "dropped";
      }
      try {
        const result = unclear ? await landing.settle() : await this.#try(landing, batch);
        if (result === "unclear") {
          unclear = true;
          continue;
        }
        if (result === null) {
          unclear = false;
          continue;
        }
        pauses.end(this.provider);
        return result;
      } catch (error) {
        if (!(error instanceof SandboxError)) throw error;
        metrics.failed(error.code);
        if (error.code === "OFFSETS_FENCED") {
          await landing.abandon();
          log.warn({ event: "batch_fenced", batchId: batch.id, provider: this.provider, error });
          return "fenced";
        }
        failures++;
        const retry = isUndoneByOthers(error) ? "at-once" : error.retry;
        if (retry !== "at-once" || failures > 5) pauses.begin(this.provider, error);
        // A reset ends the wait; the loop's head acts on it.
        await sleep(retryDelayMs(retry, failures), signal).catch(() => undefined);
      }
    }
  }

  async #try(landing: BatchLanding, batch: Batch): Promise<LandingResult | "unclear"> {
    const landed = await landing.land();
    if (landed.outcome === "landed") return landed.result;
    const { log } = this.#options;
    log.warn({ event: "commit_unclear", batchId: batch.id, error: landed.cause });
    return "unclear";
  }

  #createBatch(): Batch {
    return new Batch(this.topic, this.#spare.pop() ?? new BatchColumns(this.provider));
  }

  #clearFilling(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { columns } = this.#filling;
    columns.clear();
    this.#filling = new Batch(this.topic, columns);
  }

  #wake(): void {
    for (const go of [...this.#waiting]) go();
  }
}
