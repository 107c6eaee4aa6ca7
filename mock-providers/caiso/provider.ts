/**
 * CAISO OASIS: SingleZip and GroupZip as the interface specification 5.1.x and recorded answers describe them,
 * GET only, anonymous, one request per 5 s and address; and Today's Outlook, which the original keeps on
 * another host.
 * What differs from the original, and what no recording shows, is listed in docs/mock-api-differences.md.
 */
import { createSlidingWindow } from "../kit/throttle.ts";
import type {
  CreateMockProvider,
  MockAnswer,
  MockProvider,
  MockRequest,
  WorldOptions,
} from "../kit/types.ts";
import { answerGroup, answerReport, answerTable } from "./answers.ts";
import { layOutCatalogue } from "./catalogue-layout.ts";
import { createCatalogue } from "./catalogue.ts";
import { createCorrections } from "./corrections.ts";
import { expandRange } from "./expand.ts";
import { parseGroup } from "./groups.ts";
import { createNodes } from "./nodes.ts";
import { createOutlook } from "./outlook.ts";
import { readParameters } from "./parameters.ts";
import { parseQuery } from "./query.ts";
import { createRefusal, methodPage, notFoundPage, throttlePage } from "./refusals.ts";
import { createSelector } from "./select.ts";
import { createSeriesSource } from "./series-source.ts";

const throttleWindowMs = 5_000;

export const createCaisoProvider: CreateMockProvider = (options: WorldOptions): MockProvider => {
  const { seed } = options;
  const layout = layOutCatalogue(options.seriesCount);
  const nodes = createNodes(Math.ceil(layout.bundles.length / 2));
  const corrections = createCorrections(seed);
  const source = createSeriesSource(options, layout, nodes, corrections);
  const world = { seed, nodes, source, corrections };
  const select = createSelector(options, layout, source);
  const outlook = createOutlook(seed);
  const throttle = createSlidingWindow({ limit: 1, windowMs: throttleWindowMs });

  function answerSingle({ query, nowMs }: MockRequest): MockAnswer | Promise<MockAnswer> {
    const parsed = parseQuery(query, nowMs);
    switch (parsed.outcome) {
      case "refused":
        return createRefusal(parsed.code, nowMs);
      case "not-found":
        return notFoundPage;
      case "table":
        return answerTable(world, parsed, nowMs);
      case "query": {
        const slices = select(parsed.query, nowMs);
        if (slices.length === 0) return createRefusal(1000, nowMs);
        return answerReport(parsed.query, slices, { seed, nowMs });
      }
    }
  }

  const provider: MockProvider = {
    name: "caiso",
    catalogue: createCatalogue(options, layout, nodes, source),
    throttled: true,
    answer(request) {
      const { path, nowMs } = request;
      const isOutlook = path.startsWith("/outlook/");
      if (!isOutlook && !path.startsWith("/oasisapi/")) return notFoundPage;
      const isThrottled = provider.throttled && !isOutlook;
      if (isThrottled && throttle.take(request.client, nowMs) > 0) return throttlePage;
      if (request.method !== "GET") return methodPage;
      if (isOutlook) return outlook(path, nowMs);
      if (path === "/oasisapi/SingleZip") return answerSingle(request);
      if (path !== "/oasisapi/GroupZip") return notFoundPage;
      const parsed = parseGroup(readParameters(request.query), seed, nowMs);
      return parsed.outcome === "refused"
        ? createRefusal(parsed.code, nowMs)
        : answerGroup(world, parsed.group, nowMs);
    },
    expand: (range, atMs) => expandRange(source, seed, range, atMs),
  };
  return provider;
};
