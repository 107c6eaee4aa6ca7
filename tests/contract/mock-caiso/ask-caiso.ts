/** Asks the mock without HTTP and reads what it answered. */
import { strFromU8, unzipSync } from "fflate";
import { createCaisoProvider } from "../../../mock-providers/caiso/provider.ts";
import { hashSeries, TruthDigest } from "../../../mock-providers/kit/digest.ts";
import type {
  MockAnswer,
  MockProvider,
  MockRequest,
  TruthObservation,
  WorldOptions,
} from "../../../mock-providers/kit/types.ts";

export const anchorMs = Date.parse("2026-03-15T12:00:00Z");
export const hourMs = 3_600_000;
/** How many nodes there are in the smaller worlds, all and the aggregated ones. */
export const nodeCounts = { all: 251, aggregated: 48 } as const;
export const hubs = ["TH_NP15_GEN-APND", "TH_SP15_GEN-APND", "TH_ZP26_GEN-APND"] as const;

export const damPrices = "queryname=PRC_LMP&market_run_id=DAM&version=12&resultformat=6";
export const rtmPrices = "queryname=PRC_INTVL_LMP&market_run_id=RTM&version=3&resultformat=6";
export const loads = (market: string) =>
  `queryname=SLD_FCST&market_run_id=${market}&version=1&resultformat=6`;

export const renewables = (market: string) =>
  `queryname=SLD_REN_FCST&market_run_id=${market}&version=1&resultformat=6`;
export const ancillary =
  "queryname=PRC_AS&market_run_id=DAM&anc_type=ALL&anc_region=ALL&version=12&resultformat=6";

/** What asks for all of a dataset; prices need nodes besides. */
export const datasetQueries: Readonly<Record<string, string>> = {
  "PRC_LMP/DAM": damPrices,
  "PRC_INTVL_LMP/RTM": rtmPrices,
  "PRC_AS/DAM": ancillary,
  "SLD_FCST/7DA": loads("7DA"),
  "SLD_FCST/2DA": loads("2DA"),
  "SLD_FCST/DAM": loads("DAM"),
  "SLD_FCST/ACTUAL": loads("ACTUAL"),
  "SLD_REN_FCST/DAM": renewables("DAM"),
  "SLD_REN_FCST/ACTUAL": renewables("ACTUAL"),
};

/** Without throttle unless a test is about it. */
export function createTestProvider(options: Partial<WorldOptions> = {}): MockProvider {
  const provider = createCaisoProvider({
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
  query: string,
  changes: Partial<MockRequest> = {},
): Promise<MockAnswer> {
  return provider.answer({
    method: "GET",
    path: "/oasisapi/SingleZip",
    query,
    headers: {},
    body: Buffer.alloc(0),
    client: "127.0.0.1",
    nowMs: anchorMs,
    ...changes,
  });
}

/** `window("2026-03-08T08:00", "2026-03-09T07:00")`, GMT, as the two query parameters. */
export function window(start: string, end: string): string {
  return `startdatetime=${stamp(start)}&enddatetime=${stamp(end)}`;
}

export function stamp(gmt: string): string {
  return `${gmt.replaceAll("-", "")}-0000`;
}

export function stampOf(utcMs: number): string {
  return stamp(new Date(utcMs).toISOString().slice(0, 16));
}

/** The zip's entries by name. */
export function entriesOf(answer: MockAnswer): ReadonlyMap<string, string> {
  if (typeof answer.body === "string") throw new Error(`${answer.status} ${answer.body}`);
  const entries = Object.entries(unzipSync(answer.body));
  return new Map(entries.map(([name, data]) => [name, strFromU8(data)]));
}

export type Row = Readonly<Record<string, string>>;

export function readCsv(text: string): readonly Row[] {
  const [header = "", ...lines] = text.trimEnd().split("\n");
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
  });
}

/** The rows of an answer with one CSV entry; throws the refusal when it is one. */
export function rowsOf(answer: MockAnswer): readonly Row[] {
  const [entry] = entriesOf(answer);
  if (entry?.[0].endsWith(".csv") !== true) throw new Error(`Not a CSV answer: ${String(entry)}`);
  return readCsv(entry[1]);
}

/** ERR_CODE of an INVALID_REQUEST answer, undefined for any other. */
export function errorCodeOf(answer: MockAnswer): string | undefined {
  const text = entriesOf(answer).get("INVALID_REQUEST.xml");
  return /<m:ERR_CODE>(\d+)<\/m:ERR_CODE>/.exec(text ?? "")?.[1];
}

export function digestOf(observations: Iterable<TruthObservation>): string {
  const digest = new TruthDigest();
  for (const { dataset, seriesId, intervalStartMs, asOfMs, value } of observations) {
    digest.add(hashSeries(dataset, seriesId), intervalStartMs, asOfMs, value);
  }
  return digest.toString();
}

export function byTime(rows: readonly Row[]): readonly Row[] {
  const start = (row: Row) => row["INTERVALSTARTTIME_GMT"] ?? "";
  return [...rows].sort((left, right) => start(left).localeCompare(start(right)));
}
