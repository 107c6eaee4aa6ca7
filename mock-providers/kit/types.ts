/**
 * What a mock provider is: a pure function from a request and an instant to an answer, plus the
 * ability to say again, from the seed alone, what any answer truly meant.
 * HTTP, the clock, the ledger and administration belong to the kit; shapes and rules of one
 * provider's API belong to its folder.
 */
export interface WorldOptions {
  /** Same seed, same anchor, same bytes, on every machine. */
  readonly seed: number;
  /** How many series the catalogue lists. */
  readonly seriesCount: number;
  /** How many observations each catalogued series has in its catalogued range. */
  readonly pointsPerSeries: number;
  /** Virtual instant the catalogue's ranges end at or before, UTC milliseconds. */
  readonly anchorMs: number;
  /**
   * `full`: answers that cannot be narrowed by the client (CAISO load areas) carry everything the
   * original has. `catalogue`: they carry catalogued series only, so that a run's count is exact.
   */
  readonly scope: "full" | "catalogue";
}

export interface CatalogueSeries {
  readonly dataset: string;
  readonly seriesId: string;
  readonly title: string;
  readonly unit: string;
  readonly frequency: string;
  readonly location: string | null;
  /** Selection parameters a client uses to ask for the series, in the provider's own words. */
  readonly params: Readonly<Record<string, string>>;
  readonly points: number;
  /** Half-open range of interval starts that holds exactly `points` observations at the anchor. */
  readonly startMs: number;
  readonly endMs: number;
}

export interface MockRequest {
  readonly method: string;
  /** Path as sent, percent-decoding left to the provider, without the query. */
  readonly path: string;
  /** Raw query text without `?`, empty when there is none. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** The client's address: some providers throttle by it. */
  readonly client: string;
  /** The sandbox's clock, UTC milliseconds. */
  readonly nowMs: number;
}

/** One observation as the provider means it: the unit of truth. Fields as in `docs/data-model.md`. */
export interface TruthObservation {
  readonly dataset: string;
  readonly seriesId: string;
  readonly intervalStartMs: number;
  readonly intervalEndMs: number;
  readonly value: number | null;
  readonly unit: string;
  readonly location: string | null;
  readonly asOfMs: number;
}

/**
 * Which observations of one series an answer carried, in terms its provider can expand again.
 * Besides the common fields a provider may add its own (kept short: they stand in every ledger line).
 */
export interface ServedRange {
  readonly dataset: string;
  readonly seriesId: string;
  /** How many observations the range expands to. */
  readonly count: number;
  readonly [parameter: string]: string | number | boolean | null;
}

export interface Served {
  readonly ranges: readonly ServedRange[];
  /** Observations that no range describes (recordings, odd sort orders). */
  readonly rows: readonly TruthObservation[];
  readonly observations: number;
  /** `TruthDigest` over every observation, added while the body was written. */
  readonly digest: string;
}

/** How an answer goes out when it does not simply go out whole and at once. Real milliseconds from the request's arrival. */
export interface Pace {
  readonly firstByteMs: number;
  /** To the last byte; at or above `firstByteMs`. */
  readonly durationMs: number;
  /** The connection is broken off after the body; `promisedBytes` is the Content-Length of the head, absent for none. */
  readonly cut?: { readonly promisedBytes?: number };
}

export interface MockAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly pace?: Pace;
  /** Absent for answers that carry no observations of the data model. */
  readonly served?: Served;
  /** By which rule a request was refused, for the journal, where the body does not say it in plain text. */
  readonly reason?: string;
}

export interface MockProvider {
  readonly name: string;
  readonly catalogue: readonly CatalogueSeries[];
  /** Throttling can be switched off at run time; everything else of the provider stays. */
  throttled: boolean;
  answer(request: MockRequest): MockAnswer | Promise<MockAnswer>;
  /**
   * The observations a range stood for when it was served at `atMs`, in any order.
   * Throws when the range is not one this provider wrote.
   */
  expand(range: ServedRange, atMs: number): Iterable<TruthObservation>;
  /** What the provider tells about itself at `GET /__sandbox/<name>`, by name. */
  readonly reports?: Readonly<Record<string, () => object>>;
}

export type CreateMockProvider = (options: WorldOptions) => MockProvider;
