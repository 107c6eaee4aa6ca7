/** Asks the mock without HTTP and reads what it answered. */
import { createFredProvider } from "../../../mock-providers/fred/provider.ts";
import type {
  MockAnswer,
  MockProvider,
  MockRequest,
  WorldOptions,
} from "../../../mock-providers/kit/types.ts";

export const anchorMs = Date.parse("2026-03-15T12:00:00Z");

/** Without throttle unless a test is about it. */
export function createTestProvider(options: Partial<WorldOptions> = {}): MockProvider {
  const provider = createFredProvider({
    seed: 42,
    seriesCount: 50,
    pointsPerSeries: 1000,
    anchorMs,
    scope: "catalogue",
    ...options,
  });
  provider.throttled = false;
  return provider;
}

export async function ask(
  provider: MockProvider,
  endpoint: string,
  parameters: Readonly<Record<string, string | number>> = {},
  changes: Partial<MockRequest> = {},
): Promise<MockAnswer> {
  const query = new URLSearchParams({ api_key: "sandbox_key", file_type: "json" });
  for (const [name, value] of Object.entries(parameters)) query.set(name, String(value));
  return provider.answer({
    method: "GET",
    path: `/fred/${endpoint}`,
    query: query.toString(),
    headers: {},
    body: Buffer.alloc(0),
    client: "127.0.0.1",
    nowMs: anchorMs,
    ...changes,
  });
}

export interface Row {
  readonly realtime_start: string;
  readonly realtime_end: string;
  readonly date: string;
  readonly value: string;
}

type Fields = Readonly<Record<string, string | number>>;

export interface FredBody {
  readonly count: number;
  readonly offset: number;
  readonly limit: number;
  readonly order_by: string;
  readonly sort_order: string;
  readonly realtime_start: string;
  readonly realtime_end: string;
  readonly observations: readonly Row[];
  readonly vintage_dates: readonly string[];
  readonly seriess: readonly Fields[];
  readonly tags: readonly (Fields & { readonly name: string; readonly series_count: number })[];
  readonly categories: readonly (Fields & { readonly id: number; readonly parent_id: number })[];
  readonly releases: readonly (Fields & { readonly id: number; readonly name: string })[];
  readonly sources: readonly (Fields & { readonly id: number })[];
  readonly release_dates: readonly {
    readonly release_id: number;
    readonly release_name: string;
    readonly date: string;
  }[];
  readonly error_code: number;
  readonly error_message: string;
}

/** The fields of the other endpoints are absent; a test reads those of the one it asked. */
export function read(answer: MockAnswer): FredBody {
  // Proof for the cast: the mock's own JSON; a missing field fails the test that reads it.
  return JSON.parse(answer.body.toString()) as FredBody;
}

/** The body of an answer that must be one. */
export async function bodyOf(
  provider: MockProvider,
  endpoint: string,
  parameters: Readonly<Record<string, string | number>> = {},
  nowMs = anchorMs,
): Promise<FredBody> {
  const answer = await ask(provider, endpoint, parameters, { nowMs });
  if (answer.status !== 200) throw new Error(answer.body.toString());
  return read(answer);
}

export async function rowsOf(
  provider: MockProvider,
  parameters: Readonly<Record<string, string | number>>,
  nowMs = anchorMs,
): Promise<readonly Row[]> {
  const answer = await ask(provider, "series/observations", parameters, { nowMs });
  if (answer.status !== 200) throw new Error(answer.body.toString());
  return read(answer).observations;
}
