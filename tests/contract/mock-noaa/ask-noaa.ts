/** Asks the mock without HTTP and reads what it answered. */
import { TruthDigest, hashSeries } from "../../../mock-providers/kit/digest.ts";
import type {
  MockAnswer,
  MockProvider,
  MockRequest,
  Served,
  TruthObservation,
  WorldOptions,
} from "../../../mock-providers/kit/types.ts";
import { createNoaaProvider } from "../../../mock-providers/noaa/provider.ts";

/** A Sunday. */
export const anchorMs = Date.parse("2026-03-15T12:00:00Z");
export const dayMs = 86_400_000;
export const newYork = "GHCND:USW00094728";
export const losAngeles = "GHCND:USW00023174";
export const chicago = "GHCND:USW00094846";

/** Without throttle unless a test is about it, and without missing days unless it asks for them. */
export function createTestProvider(options: Partial<WorldOptions> = {}): MockProvider {
  const provider = createNoaaProvider({
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

export type Changes = Partial<MockRequest> & { readonly token?: string | null };

/** `path` below the API's root, with its query: `data?datasetid=GHCND`. */
export async function askCdo(
  provider: MockProvider,
  path: string,
  changes: Changes = {},
): Promise<MockAnswer> {
  const { token = "sandbox_key", headers = {}, ...rest } = changes;
  const named = token === null ? headers : { ...headers, token };
  return ask(provider, `/cdo-web/api/v2/${path}`, { ...rest, headers: named });
}

export async function askNws(
  provider: MockProvider,
  path: string,
  changes: Partial<MockRequest> = {},
): Promise<MockAnswer> {
  const headers = { "user-agent": "(sandbox, test)", host: "127.0.0.1:8004", ...changes.headers };
  return ask(provider, path, { ...changes, headers });
}

function ask(
  provider: MockProvider,
  target: string,
  changes: Partial<MockRequest>,
): MockAnswer | Promise<MockAnswer> {
  const mark = target.indexOf("?");
  return provider.answer({
    method: "GET",
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? "" : target.slice(mark + 1),
    headers: {},
    body: Buffer.alloc(0),
    client: "127.0.0.1",
    nowMs: anchorMs,
    ...changes,
  });
}

export interface Row {
  readonly date: string;
  readonly datatype: string;
  readonly station: string;
  readonly attributes: string;
  readonly value: number;
}

export interface Element {
  readonly id: string;
  readonly name: string;
  readonly mindate?: string;
  readonly maxdate?: string;
  readonly latitude?: number;
}

export interface Page<Item> {
  readonly metadata?: { readonly resultset: { offset: number; count: number; limit: number } };
  readonly results?: readonly Item[];
}

export async function pageOf<Item = Element>(
  provider: MockProvider,
  path: string,
  changes: Changes = {},
): Promise<Page<Item>> {
  const answer = await askCdo(provider, path, changes);
  if (answer.status !== 200) throw new Error(`${String(answer.status)} ${String(answer.body)}`);
  // The golden tests hold the shape to recorded answers.
  return JSON.parse(String(answer.body)) as Page<Item>;
}

export async function idsOf(
  provider: MockProvider,
  path: string,
  changes: Changes = {},
): Promise<readonly string[]> {
  return ((await pageOf(provider, path, changes)).results ?? []).map(({ id }) => id);
}

export interface DataQuery {
  readonly datasetid?: string | undefined;
  readonly stationid?: string | readonly string[];
  readonly datatypeid?: string | readonly string[];
  readonly startdate?: string | undefined;
  readonly enddate?: string | undefined;
  readonly units?: string;
  readonly limit?: number | string;
  readonly [name: string]: string | number | readonly string[] | undefined;
}

export function dataPath(query: DataQuery): string {
  const given = { datasetid: "GHCND", ...query };
  const parts = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => `${name}=${encodeURIComponent(one)}`),
  );
  return `data?${parts.join("&")}`;
}

/** Rows of one page of a thousand. */
export async function rowsOf(
  provider: MockProvider,
  query: DataQuery,
  changes: Changes = {},
): Promise<readonly Row[]> {
  const page = await pageOf<Row>(provider, dataPath({ limit: 1000, ...query }), changes);
  return page.results ?? [];
}

/** Values by date, of a query that names one station and one datatype. */
export async function valuesOf(
  provider: MockProvider,
  query: DataQuery,
  changes: Changes = {},
): Promise<ReadonlyMap<string, number>> {
  const rows = await rowsOf(provider, { units: "metric", ...query }, changes);
  return new Map(rows.map(({ date, value }) => [date.slice(0, 10), value]));
}

export function expandAll(
  provider: MockProvider,
  served: Served | undefined,
  atMs: number,
): TruthObservation[] {
  if (served === undefined) throw new Error("nothing was served");
  return [...served.ranges.flatMap((range) => [...provider.expand(range, atMs)]), ...served.rows];
}

export function digestOf(observations: Iterable<TruthObservation>): string {
  const digest = new TruthDigest();
  for (const { dataset, seriesId, intervalStartMs, asOfMs, value } of observations) {
    digest.add(hashSeries(dataset, seriesId), intervalStartMs, asOfMs, value);
  }
  return digest.toString();
}

export function at(instant: string): { readonly nowMs: number } {
  return { nowMs: Date.parse(instant) };
}
