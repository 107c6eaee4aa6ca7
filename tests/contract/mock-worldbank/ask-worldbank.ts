/** Asks the mock without HTTP and reads what it answered. */
import { TruthDigest, hashSeries } from "../../../mock-providers/kit/digest.ts";
import type {
  MockAnswer,
  MockProvider,
  MockRequest,
  TruthObservation,
  WorldOptions,
} from "../../../mock-providers/kit/types.ts";
import { createWorldBankProvider } from "../../../mock-providers/worldbank/provider.ts";

/** A Sunday, as in the default run. */
export const anchorMs = Date.parse("2026-03-15T12:00:00Z");

export function createTestProvider(options: Partial<WorldOptions> = {}): MockProvider {
  return createWorldBankProvider({
    seed: 42,
    seriesCount: 50,
    pointsPerSeries: 40,
    anchorMs,
    scope: "full",
    ...options,
  });
}

const shared = createTestProvider();

/** `target` is path and query below the root. */
export async function ask(
  target: string,
  changes: Partial<MockRequest> = {},
  provider: MockProvider = shared,
): Promise<MockAnswer> {
  const [path = "", query = ""] = target.split(/\?(.*)/s);
  return provider.answer({
    method: "GET",
    path,
    query,
    headers: {},
    body: Buffer.alloc(0),
    client: "127.0.0.1",
    nowMs: anchorMs,
    ...changes,
  });
}

export async function askText(
  target: string,
  changes: Partial<MockRequest> = {},
  provider: MockProvider = shared,
): Promise<string> {
  const answer = await ask(target, changes, provider);
  if (answer.status !== 200) throw new Error(`${String(answer.status)} ${String(answer.body)}`);
  return String(answer.body);
}

export async function askJson(
  target: string,
  changes: Partial<MockRequest> = {},
  provider: MockProvider = shared,
): Promise<unknown> {
  const withFormat = `${target}${target.includes("?") ? "&" : "?"}format=json`;
  return JSON.parse(await askText(withFormat, changes, provider)) as unknown;
}

export interface Row {
  readonly indicator: { readonly id: string; readonly value: string };
  readonly country: { readonly id: string; readonly value: string };
  readonly countryiso3code: string;
  readonly date: string;
  readonly value: number | null;
  readonly unit: string;
  readonly obs_status: string;
  readonly decimal: number;
  readonly footnote?: string;
}

export type Header = Readonly<Record<string, string | number | null>>;

/** Header and rows of an array answer; rows are empty where the answer has null. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says what the list holds, and compares the fields it names
export async function askRows<Item = Row>(
  target: string,
  changes: Partial<MockRequest> = {},
  provider: MockProvider = shared,
): Promise<{ header: Header; rows: readonly Item[] }> {
  // The golden tests hold the shape to recorded answers.
  const [header, rows] = (await askJson(target, changes, provider)) as [Header, Item[] | null];
  return { header, rows: rows ?? [] };
}

/** Values by year of one economy, newest first. */
export async function valuesOf(
  code: string,
  indicator: string,
  date: string,
  nowMs = anchorMs,
  provider: MockProvider = shared,
): Promise<ReadonlyMap<string, number | null>> {
  const target = `/v2/country/${code}/indicator/${indicator}?date=${date}&per_page=5000`;
  const { rows } = await askRows(target, { nowMs }, provider);
  return new Map(rows.map(({ date: period, value }) => [period, value]));
}

export function digestOf(observations: Iterable<TruthObservation>): string {
  const digest = new TruthDigest();
  for (const { dataset, seriesId, intervalStartMs, asOfMs, value } of observations) {
    digest.add(hashSeries(dataset, seriesId), intervalStartMs, asOfMs, value);
  }
  return digest.toString();
}
