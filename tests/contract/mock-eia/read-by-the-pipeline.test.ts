/** The mock's truth and the pipeline's reading are two readings of one data model: here they meet, without a network. */
import path from "node:path";
import { describe, expect, it } from "vitest";
import { leaves } from "../../../mock-providers/eia/leaves.ts";
import { listedLeaves } from "../../../mock-providers/eia/listed-surveys.ts";
import { tableLeaves } from "../../../mock-providers/eia/tables.ts";
import type { TruthObservation } from "../../../mock-providers/kit/types.ts";
import { compileExpectations } from "../../../services/core/validation.ts";
import type { FetchUnit } from "../../../services/providers/connector.ts";
import { eiaConnector } from "../../../services/providers/eia/connector.ts";
import { routeOf } from "../../../services/providers/eia/routes.ts";
import { loadExpectations } from "../../../services/providers/load-expectations.ts";
import { anchorMs, ask, createTestProvider, digestOf } from "./ask-eia.ts";

const suites = path.resolve(import.meta.dirname, "../../../config/expectations");
const suite = await loadExpectations(suites, "eia");
const provider = createTestProvider();
const access = { baseUrl: "", apiKey: "sandbox_key" };

type Read = Omit<TruthObservation, "dataset">;

function sorted(observations: readonly Read[]): Read[] {
  return observations.toSorted((one, other) =>
    one.seriesId === other.seriesId
      ? one.intervalStartMs - other.intervalStartMs
      : one.seriesId < other.seriesId
        ? -1
        : 1,
  );
}

/** Many routes with the same rules: a hundred rows of each will do. */
const listed = new Set(listedLeaves.map(({ route }) => route));

const unread: readonly string[] = ["local-hourly", "four-week-average"];

/** Every frequency of every leaf the pipeline has a rule for. */
const readable = leaves
  .filter((leaf) => !tableLeaves.includes(leaf))
  .flatMap((leaf) =>
    leaf.frequencies.flatMap(({ id }) => (unread.includes(id) ? [] : [[leaf.route, id] as const])),
  );

describe("what the mock means is what the pipeline reads", () => {
  it.each(readable)("of %s, %s", async (dataset, frequency) => {
    const columns = routeOf(dataset)
      .columns.map((column) => `data[]=${column}`)
      .join("&");
    const query = `frequency=${frequency}&${columns}&length=${listed.has(dataset) ? "100" : "1200"}`;
    const answer = await ask(provider, `/v2/${dataset}/data/`, query);
    const series = [{ seriesId: "x", params: { frequency }, startMs: 0, endMs: 1 }];
    const unit: FetchUnit = { provider: "eia", dataset, unit: "u", series, startMs: 0, endMs: 1 };
    const page = eiaConnector.parse(unit, null, {
      status: answer.status,
      headers: { "content-type": "application/json" },
      body: Buffer.from(answer.body),
    });
    const truth = [
      ...(answer.served?.ranges ?? []).flatMap((range) => [...provider.expand(range, anchorMs)]),
      ...(answer.served?.rows ?? []),
    ];
    expect(page.unreadable).toEqual([]);
    expect(sorted(page.candidates.map(({ index: _, ...read }) => read))).toEqual(
      sorted(truth.map(({ dataset: _, ...means }) => means)),
    );
    const validator = compileExpectations(suite, dataset);
    if (validator === undefined) throw new Error(`no expectations of ${dataset}`);
    const refused = page.candidates.flatMap((record) =>
      validator
        .reasons(record, anchorMs)
        .map((reason) => `${record.seriesId}: ${JSON.stringify(reason)}`),
    );
    expect(refused).toEqual([]);
  });
});

describe("a run planned from the catalogue", () => {
  it.each([
    { seriesCount: 50, pointsPerSeries: 1_000 },
    { seriesCount: 137, pointsPerSeries: 400 },
  ])("fetches exactly the promised observations, all of them valid: %j", async (options) => {
    const exact = createTestProvider({ ...options, scope: "catalogue" });
    const datasets = Object.groupBy(exact.catalogue, ({ dataset }) => dataset);
    for (const [dataset, series = []] of Object.entries(datasets)) {
      const validator = compileExpectations(suite, dataset);
      const counts = new Map<string, number>();
      const read: TruthObservation[] = [];
      for (const unit of eiaConnector.plan({ provider: "eia", dataset, series })) {
        let cursor = null;
        for (let pages = 0; pages < 100; pages++) {
          const { url } = eiaConnector.request(unit, cursor, access);
          const [at = "", query = ""] = url.split("?");
          const answer = await exact.answer({
            method: "GET",
            path: at,
            query,
            headers: {},
            body: Buffer.alloc(0),
            client: "127.0.0.1",
            nowMs: anchorMs,
          });
          const page = eiaConnector.parse(unit, cursor, {
            status: answer.status,
            headers: { "content-type": "application/json" },
            body: Buffer.from(answer.body),
          });
          for (const { index: _, ...record } of page.candidates) {
            expect(validator?.reasons(record, anchorMs)).toEqual([]);
            counts.set(record.seriesId, (counts.get(record.seriesId) ?? 0) + 1);
            read.push({ ...record, dataset });
          }
          if (page.next === null) break;
          cursor = page.next;
        }
      }
      expect(counts).toEqual(new Map(series.map(({ seriesId, points }) => [seriesId, points])));
      const truth = series.flatMap(({ seriesId, points, startMs, endMs }) => [
        ...exact.expand(
          { dataset, seriesId, count: points, fromMs: startMs, toMs: endMs },
          anchorMs,
        ),
      ]);
      expect(digestOf(read)).toBe(digestOf(truth));
    }
  });
});
