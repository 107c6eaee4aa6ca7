/** Asks the mock without HTTP and reads what it answered. */
import { TruthDigest, hashSeries } from "../../../mock-providers/kit/digest.ts";
import { createEiaProvider } from "../../../mock-providers/eia/provider.ts";
import type {
  MockAnswer,
  MockProvider,
  MockRequest,
  Served,
  TruthObservation,
  WorldOptions,
} from "../../../mock-providers/kit/types.ts";

export const anchorMs = Date.parse("2026-03-15T12:00:00Z");
export const regionPath = "/v2/electricity/rto/region-data/data/";
export const stockPath = "/v2/petroleum/stoc/wstk/data/";
export const spotPath = "/v2/petroleum/pri/spt/data/";

/** Without throttle unless a test is about it. */
export function createTestProvider(options: Partial<WorldOptions> = {}): MockProvider {
  const provider = createEiaProvider({
    seed: 42,
    seriesCount: 50,
    pointsPerSeries: 1000,
    anchorMs,
    scope: "full",
    ...options,
  });
  provider.throttled = false;
  return provider;
}

export async function ask(
  provider: MockProvider,
  path: string,
  query = "",
  changes: Partial<MockRequest> & { readonly key?: string | null } = {},
): Promise<MockAnswer> {
  const { key = "sandbox_key", ...rest } = changes;
  const parts = [key === null ? "" : `api_key=${key}`, query].filter((part) => part !== "");
  return provider.answer({
    method: "GET",
    path,
    query: parts.join("&"),
    headers: {},
    body: Buffer.alloc(0),
    client: "127.0.0.1",
    nowMs: anchorMs,
    ...rest,
  });
}

export type Row = Readonly<Record<string, string | number | null>>;

export interface EiaBody {
  readonly response: {
    readonly warnings?: readonly { readonly warning: string; readonly description: string }[];
    readonly total: string | number;
    readonly frequency: string;
    readonly dateFormat: string;
    readonly data: readonly Row[];
    readonly description?: string;
  };
  readonly request: {
    readonly command: string;
    readonly params: Readonly<Record<string, unknown>>;
  };
}

export function read(answer: MockAnswer): EiaBody {
  if (answer.status !== 200) throw new Error(`${String(answer.status)} ${String(answer.body)}`);
  // The golden tests hold the shape to recorded answers.
  return JSON.parse(String(answer.body)) as EiaBody;
}

export async function rowsOf(
  provider: MockProvider,
  path: string,
  query: string,
  changes: Partial<MockRequest> = {},
): Promise<readonly Row[]> {
  return read(await ask(provider, path, query, changes)).response.data;
}

export function facet(name: string, values: readonly string[]): string {
  return values.map((value) => `facets[${name}][]=${value}`).join("&");
}

/** Asks for page after page until `total` rows came, as clients do. */
export async function pageThrough(
  provider: MockProvider,
  path: string,
  query: string,
  length = 5000,
): Promise<{ rows: Row[]; served: Served[] }> {
  const rows: Row[] = [];
  const served: Served[] = [];
  for (let page = 0; page < 1000; page++) {
    const paged = `${query}&offset=${String(page * length)}&length=${String(length)}`;
    const answer = await ask(provider, path, paged);
    const { total, data } = read(answer).response;
    rows.push(...data);
    if (answer.served !== undefined) served.push(answer.served);
    if ((page + 1) * length >= Number(total)) return { rows, served };
  }
  throw new Error(`No end after 1,000 pages of ${path}?${query}`);
}

export function digestOf(observations: Iterable<TruthObservation>): string {
  const digest = new TruthDigest();
  for (const { dataset, seriesId, intervalStartMs, asOfMs, value } of observations) {
    digest.add(hashSeries(dataset, seriesId), intervalStartMs, asOfMs, value);
  }
  return digest.toString();
}

export function hourPeriod(utcMs: number): string {
  return new Date(utcMs).toISOString().slice(0, 13);
}

export function dayPeriod(utcMs: number): string {
  return new Date(utcMs).toISOString().slice(0, 10);
}
