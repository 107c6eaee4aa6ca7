/**
 * The columns of a batch while it fills. Arrays grow by doubling and are kept when the batch is
 * emptied, so that at full speed nothing is allocated per row or per batch.
 */
import type { ProviderName } from "../core/observation.ts";
import type { ObservationColumns, PageEntry, SeriesEntry } from "./observation-columns.ts";

const firstCapacity = 1_024;

export class BatchColumns implements ObservationColumns {
  readonly provider: ProviderName;
  length = 0;
  series = new Int32Array(firstCapacity);
  page = new Int32Array(firstCapacity);
  intervalStartMs = new Float64Array(firstCapacity);
  intervalEndMs = new Float64Array(firstCapacity);
  asOfMs = new Float64Array(firstCapacity);
  value = new Float64Array(firstCapacity);
  /** When the provider's answer arrived: the message's timestamp, real UTC milliseconds. */
  answeredAtMs = new Float64Array(firstCapacity);
  seriesEntries: SeriesEntry[] = [];
  pageEntries: PageEntry[] = [];
  /** Entry numbers by the bytes that describe them, as the reader saw them. */
  readonly seriesNumbers = new Map<string, number>();
  readonly pageNumbers = new Map<string, number>();

  constructor(provider: ProviderName) {
    this.provider = provider;
  }

  append(
    series: number,
    page: number,
    intervalStartMs: number,
    intervalEndMs: number,
    asOfMs: number,
    value: number,
    answeredAtMs: number,
  ): void {
    if (this.length === this.series.length) this.#grow();
    const row = this.length++;
    this.series[row] = series;
    this.page[row] = page;
    this.intervalStartMs[row] = intervalStartMs;
    this.intervalEndMs[row] = intervalEndMs;
    this.asOfMs[row] = asOfMs;
    this.value[row] = value;
    this.answeredAtMs[row] = answeredAtMs;
  }

  addSeries(bytes: string, entry: SeriesEntry): number {
    const number = this.seriesEntries.push(entry) - 1;
    this.seriesNumbers.set(bytes, number);
    return number;
  }

  addPage(bytes: string, entry: PageEntry): number {
    const number = this.pageEntries.push(entry) - 1;
    this.pageNumbers.set(bytes, number);
    return number;
  }

  clear(): void {
    this.length = 0;
    this.seriesEntries = [];
    this.pageEntries = [];
    this.seriesNumbers.clear();
    this.pageNumbers.clear();
  }

  #grow(): void {
    const capacity = this.series.length * 2;
    for (const column of ["series", "page"] as const) {
      const wider = new Int32Array(capacity);
      wider.set(this[column]);
      this[column] = wider;
    }
    for (const column of [
      "intervalStartMs",
      "intervalEndMs",
      "asOfMs",
      "value",
      "answeredAtMs",
    ] as const) {
      const wider = new Float64Array(capacity);
      wider.set(this[column]);
      this[column] = wider;
    }
  }
}
