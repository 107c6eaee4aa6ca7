/**
 * CAISO OASIS: SingleZip with nodal prices and load, as its interface specification 5.1.x and recorded
 * answers describe it. GET only, anonymous, one request per 5 s and address.
 * What differs from the original, and what no recording shows, is listed in docs/mock-api-differences.md.
 */
import { setImmediate } from "node:timers/promises";
import { createSlidingWindow } from "../kit/throttle.ts";
import type {
  CreateMockProvider,
  MockAnswer,
  MockProvider,
  MockRequest,
  WorldOptions,
} from "../kit/types.ts";
import { createCatalogue, layOutCatalogue } from "./catalogue.ts";
import { writeCsv } from "./csv-body.ts";
import { expandRange } from "./expand.ts";
import { answerName, compactDay, oasisHeaders } from "./file-names.ts";
import { createNodes } from "./nodes.ts";
import { type OasisQuery, parseQuery } from "./query.ts";
import { createRefusal, methodPage, notFoundPage, throttlePage } from "./refusals.ts";
import { createSelector } from "./select.ts";
import { createSeriesSource } from "./series.ts";
import { createTruthRecorder, type Slice, type TruthRecorder } from "./slices.ts";
import { writeXml } from "./xml-body.ts";
import { createZipInTurns, type ZipEntry } from "./zip.ts";

const throttleWindowMs = 5_000;

export const createCaisoProvider: CreateMockProvider = (options: WorldOptions): MockProvider => {
  const layout = layOutCatalogue(options.seriesCount);
  const nodes = createNodes(Math.ceil(layout.bundles.length / 2));
  const source = createSeriesSource(options.seed, nodes);
  const select = createSelector(options, layout, nodes, source);
  const throttle = createSlidingWindow({ limit: 1, windowMs: throttleWindowMs });

  const provider: MockProvider = {
    name: "caiso",
    catalogue: createCatalogue(options, layout, nodes, source),
    throttled: true,
    answer(request: MockRequest): MockAnswer | Promise<MockAnswer> {
      const { path, nowMs } = request;
      if (!path.startsWith("/oasisapi/")) return notFoundPage;
      if (provider.throttled && throttle.take(request.client, nowMs) > 0) return throttlePage;
      if (request.method !== "GET") return methodPage;
      if (path === "/oasisapi/GroupZip")
        return createRefusal(request.query === "" ? 1011 : 1016, nowMs);
      if (path !== "/oasisapi/SingleZip") return notFoundPage;

      const parsed = parseQuery(request.query, nowMs);
      if (parsed.outcome === "refused") return createRefusal(parsed.code, nowMs);
      if (parsed.outcome === "not-found") return notFoundPage;
      const slices = select(parsed.query, nowMs);
      if (slices.length === 0) return createRefusal(1000, nowMs);
      return createDataAnswer(parsed.query, slices, options.seed, nowMs);
    },
    expand: (range, atMs) => expandRange(source, range, atMs),
  };
  return provider;
};

async function createDataAnswer(
  query: OasisQuery,
  slices: readonly Slice[],
  seed: number,
  nowMs: number,
): Promise<MockAnswer> {
  const { report, market, version, startMs, nodes } = query;
  const truth = createTruthRecorder();
  // Group answers span what the start names, so both dates of their name are the start's.
  const endMs = nodes.kind === "group" ? startMs : query.endMs;
  const name = answerName({ startMs, endMs, report: report.name, market, nowMs });
  const entries = createEntries(query, slices, { baseName: name, seed, nowMs, truth });
  const body = await createZipInTurns(entries, nowMs, setImmediate);
  const served = truth.finish(slices);
  return {
    status: 200,
    headers: oasisHeaders(`${name}_v${version}.zip`),
    body,
    ...(served && { served }),
  };
}

/** One file, or one per price component where the answer covers all nodes. */
function createEntries(
  query: OasisQuery,
  slices: readonly Slice[],
  context: {
    readonly baseName: string;
    readonly seed: number;
    readonly nowMs: number;
    readonly truth: TruthRecorder;
  },
): ZipEntry[] {
  const { report, market, version, format, startMs, nodes } = query;
  const { baseName, seed, nowMs, truth } = context;
  const write = (part: readonly Slice[]) =>
    format === "csv"
      ? writeCsv(part, seed, truth)
      : writeXml(part, { version, seed, nowMs }, truth);
  if (nodes.kind !== "group") {
    return [{ name: `${baseName}_v${version}.${format}`, chunks: write(slices) }];
  }
  const day = compactDay(startMs);
  const prefix = [day, day, report.name, ...(market === null ? [] : [market])].join("_");
  return groupFileComponents.map((component) => ({
    name: `${prefix}_${component}_v${version}.${format}`,
    chunks: write(
      slices.map((slice) => ({
        ...slice,
        series: slice.series.filter((series) => series.component === component),
      })),
    ),
  }));
}

const groupFileComponents = ["LMP", "MCC", "MCE", "MCL", "MGHG"] as const;
