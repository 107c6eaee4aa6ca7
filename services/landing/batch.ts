/** Messages of one provider on their way into one transaction: rows, what could not be read, and the offsets they cover. */
import { randomUUID } from "node:crypto";
import type { ProviderName } from "../core/observation.ts";
import { BatchColumns } from "./batch-columns.ts";

/** The offsets `[start, next)` of a partition, without a gap. */
export interface OffsetRange {
  readonly partition: number;
  readonly topicId: string;
  readonly start: number;
  next: number;
}

export type RangeStart = Omit<OffsetRange, "next">;

/** A message no observation could be read from; its bytes are kept. */
export interface UnreadableMessage {
  readonly partition: number;
  readonly offset: number;
  readonly topicId: string;
  readonly raw: Buffer;
  readonly reason: string;
}

export class Batch {
  readonly id = randomUUID();
  readonly provider: ProviderName;
  readonly topic: string;
  readonly columns: BatchColumns;
  readonly ranges = new Map<number, OffsetRange>();
  readonly unreadable: UnreadableMessage[] = [];
  messages = 0;
  bytes = 0;
  /** When the first message was taken, real UTC milliseconds. */
  firstTakenAtMs = 0;

  constructor(topic: string, columns: BatchColumns) {
    this.provider = columns.provider;
    this.topic = topic;
    this.columns = columns;
  }

  /** Extends the partition's range to `next`; a new range starts where the one before it ended. */
  cover(from: RangeStart, next: number): void {
    const known = this.ranges.get(from.partition);
    if (known !== undefined) known.next = next;
    else {
      const { partition, topicId, start } = from;
      this.ranges.set(partition, { partition, topicId, start, next });
    }
  }

  /** Run ids of the batch's rows. */
  runIds(): string[] {
    return [...new Set(this.columns.pageEntries.map(({ runId }) => runId))].sort();
  }
}
