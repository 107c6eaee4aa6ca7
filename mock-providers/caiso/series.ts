/** A series a feed can answer with: how a row of it reads in either form, and its values day by day. */
import type { Feed } from "./feeds.ts";
import type { PriceComponent } from "./price-world.ts";
import type { TradeDay } from "./trade-day.ts";

export interface FeedSeries {
  readonly feed: Feed;
  /** As in docs/data-model.md; unique inside a feed. */
  readonly seriesId: string;
  /** Node, area, hub, region or zone. */
  readonly location: string;
  /** For people. */
  readonly title: string;
  /** Selection parameters of the catalogue. */
  readonly params: Readonly<Record<string, string>>;
  /** Group answers keep one file per price component. */
  readonly component: PriceComponent | null;
  /** Values of the request parameters that filter this report's series. */
  readonly tags: Readonly<Record<string, string>>;
  readonly dataItem: string;
  /** RESOURCE_NAME of the XML form; null where rows have none. */
  readonly resourceName: string | null;
  /** What follows VALUE in a row of the XML form, whole lines. */
  readonly afterXmlValue: string;
  /**
   * The columns of a CSV row that do not change along the series. A row is stamps, `afterStamps`, trade day
   * and hour, `beforeValue`, the value, `afterValue`, then what the report ends with.
   */
  readonly afterStamps: string;
  readonly beforeValue: string;
  readonly afterValue: string;
  /** Values are whole multiples of `1 / scale`. */
  readonly scale: number;
  /** Absent when no trade day is left out. */
  readonly isAbsent?: (day: number) => boolean;
  /** One entry per interval of the whole trade day, as said at `nowMs`. */
  values(tradeDay: TradeDay, nowMs: number): Int32Array;
}

/** What most series have in common. */
export const plainSeries = {
  component: null,
  tags: {},
  params: {},
  afterXmlValue: "",
  afterStamps: "",
  afterValue: "",
} as const satisfies Partial<FeedSeries>;
