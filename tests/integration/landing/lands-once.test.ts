import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { topicName } from "../../../services/core/names.ts";
import type { Observation } from "../../../services/core/observation.ts";
import { expectLanded } from "./support/landed-rows.ts";
import { type LandingStack, makeObservations, startLandingStack } from "./support/landing-stack.ts";
import { type RunningLanding, readMetric, runLanding } from "./support/run-landing.ts";
import { allLanded } from "./support/wait-until.ts";

let stack: LandingStack;
let landing: RunningLanding | undefined;

beforeAll(async () => {
  stack = await startLandingStack();
});

afterAll(async () => {
  await stack.stop();
});

afterEach(async () => {
  expect(landing?.broken ?? []).toEqual([]);
  await landing?.stop();
  landing = undefined;
});

function start(): RunningLanding {
  landing = runLanding(stack.endpoints);
  return landing;
}

describe("landing, from an empty database", () => {
  const first = makeObservations({
    provider: "caiso",
    dataset: "first",
    series: 10,
    points: 1_500,
  });

  it("lands every observation in both sinks, in every field", async () => {
    await stack.produce(first);
    start();
    await allLanded(stack, "caiso");
    await expectLanded(stack.pool, "caiso", first);
  });

  it("goes on where it stopped, and lands nothing twice", async () => {
    start();
    const more = makeObservations({ provider: "caiso", dataset: "more", series: 3, points: 100 });
    await stack.produce(more);
    await allLanded(stack, "caiso");
    await expectLanded(stack.pool, "caiso", [...first, ...more]);
    first.push(...more);
  });

  it("suppresses messages that were doubled, within a batch and across batches", async () => {
    const { metrics } = start();
    const fresh = makeObservations({
      provider: "caiso",
      dataset: "doubled",
      series: 4,
      points: 800,
    });
    const other = makeObservations({
      provider: "caiso",
      dataset: "single",
      series: 4,
      points: 800,
    });
    const doubled = fresh.flatMap((one, index) => [one, one, ...other.slice(index, index + 1)]);
    await stack.produce(doubled);
    await stack.produce(first);
    await allLanded(stack, "caiso");
    await expectLanded(stack.pool, "caiso", [...first, ...fresh, ...other]);
    expect(await readMetric(metrics, "landing_duplicates_total", { provider: "caiso" })).toBe(
      fresh.length + first.length,
    );
    first.push(...fresh, ...other);
  });

  it("keeps what lies at the edges: far times, odd numbers, any text", async () => {
    start();
    const [model = never()] = makeObservations({
      provider: "caiso",
      dataset: "edges",
      series: 1,
      points: 1,
    });
    const values = [0, 5e-324, -1.7976931348623157e308, 0.1, 1 / 3, 2 ** 53 + 2, null];
    const times = [
      Date.UTC(1776, 6, 4),
      -62_135_596_800_000,
      -1,
      0,
      Date.UTC(2026, 10, 1, 8, 59, 59, 999),
      253_402_300_799_999,
    ];
    const edges = times.flatMap((intervalStartMs, time) =>
      values.map((value, index) => ({
        ...model,
        seriesId: `naïve "série" \\N\t${index} 🌊`,
        intervalStartMs,
        intervalEndMs: times[(time + 1) % times.length] ?? 0,
        asOfMs: times[(time + 2) % times.length] ?? 0,
        value,
        unit: "",
        location: "",
      })),
    );
    await stack.produce(edges);
    await allLanded(stack, "caiso");
    await expectLanded(stack.pool, "caiso", [...first, ...edges]);
    first.push(...edges);
  });

  it("tells of each batch what it held, how it took and how long", async () => {
    const { rows } = await stack.pool.query<{
      messages: number;
      landed: number;
      duplicates: number;
      counted: number;
      snapshots: number;
    }>(
      `select sum(messages)::int as messages, sum(landed)::int as landed, sum(duplicates)::int as duplicates,
              sum((select sum(count) from unnest(latency_counts) as count))::int as counted,
              count(iceberg_snapshot_id)::int as snapshots
       from sandbox.landing_batches where provider = 'caiso'`,
    );
    const [evidence] = rows;
    expect(evidence?.landed).toBe(first.length);
    expect(evidence?.counted).toBe(first.length);
    expect(evidence?.messages).toBe((evidence?.landed ?? 0) + (evidence?.duplicates ?? 0));
    expect(evidence?.snapshots).toBeGreaterThan(3);
  });
});

describe("landing of values that change", () => {
  const day = makeObservations({ provider: "eia", dataset: "changing", series: 2, points: 48 });
  const revisedAtMs = Date.UTC(2026, 6, 1);

  it("keeps a silent change as a revision dated by its retrieval, once, however often it is served", async () => {
    const { metrics } = start();
    await stack.produce(day);
    await allLanded(stack, "eia");
    const changed = day.map((one, index) => ({
      ...one,
      value: index % 4 === 0 ? 5_000 + index : one.value,
      retrievedAtMs: revisedAtMs,
      pageId: "later",
    }));
    const servedAgain = changed.map((one) => ({ ...one, retrievedAtMs: revisedAtMs + 60_000 }));
    await stack.produce([...changed, ...servedAgain, ...day]);
    await allLanded(stack, "eia");
    const revisions = changed
      .filter((_, index) => index % 4 === 0)
      .map((one) => ({ ...one, asOfMs: revisedAtMs }));
    await expectLanded(stack.pool, "eia", [...day, ...revisions]);
    expect(await readMetric(metrics, "landing_revisions_total", { provider: "eia" })).toBe(
      revisions.length,
    );
    day.push(...revisions);
  });

  it("does not land an observation again because its unit was spelt differently", async () => {
    start();
    const respelt = day.slice(0, 20).map((one) => ({ ...one, unit: "megawatts" }));
    const fresh = makeObservations({ provider: "eia", dataset: "fresh", series: 1, points: 10 });
    await stack.produce([...respelt, ...fresh]);
    await allLanded(stack, "eia");
    await expectLanded(stack.pool, "eia", [...day, ...fresh]);
    day.push(...fresh);
  });

  it("keeps every vintage of a provider that publishes them", async () => {
    start();
    const vintages = [0, 1, 2].flatMap((vintage) =>
      makeObservations({
        provider: "fred",
        dataset: "vintages",
        series: 2,
        points: 30,
        value: (_, point) => point + (point % 3 === vintage ? 0.5 : 0),
      }).map((one) => ({ ...one, asOfMs: one.asOfMs + vintage * 86_400_000 })),
    );
    await stack.produce([...vintages, ...vintages.toReversed()]);
    await allLanded(stack, "fred");
    await expectLanded(stack.pool, "fred", vintages);
  });
});

describe("landing of messages it cannot read", () => {
  it("puts them into quarantine with their bytes, counts them and goes on", async () => {
    const { metrics } = start();
    const topic = topicName("fred");
    const schemaId = await stack.codec.register("fred");
    const good = makeObservations({ provider: "fred", dataset: "between", series: 1, points: 5 });
    const whole = stack.codec.encode(schemaId, good[0] ?? never());
    const unknownSchema = Buffer.from(whole);
    unknownSchema.writeInt32BE(987_654, 1);
    const bad = [
      Buffer.from("not avro at all"),
      Buffer.alloc(0),
      whole.subarray(0, whole.length - 3),
      unknownSchema,
      stack.codec.encode(schemaId, { ...(good[0] ?? never()), provider: "eia" }),
    ];
    await stack.produceRaw(topic, [...bad.map((value) => ({ value })), { value: null }]);
    await stack.produce(good);
    await allLanded(stack, "fred");
    const { rows } = await stack.pool.query<{ raw: Buffer; reasons: string[]; request: string }>(
      "select raw, reasons, request from sandbox.quarantine where provider = 'fred' order by quarantine_id",
    );
    expect(rows.map(({ raw }) => raw.toString("hex"))).toEqual(
      [...bad, Buffer.alloc(0)].map((value) => value.toString("hex")),
    );
    expect(rows.every(({ request }) => request.startsWith(`${topic}/0/`))).toBe(true);
    expect(rows.every(({ reasons }) => (reasons[0]?.length ?? 0) > 20)).toBe(true);
    expect(await readMetric(metrics, "landing_unreadable_total", { provider: "fred" })).toBe(6);
    const landed = await stack.pool.query(
      "select 1 from sandbox.observations where dataset = 'between'",
    );
    expect(landed.rowCount).toBe(good.length);
  });

  it("reads messages that were written with an older version of the schema", async () => {
    const topic = topicName("fred");
    const older = await registerOlderSchema();
    start();
    const one = makeObservations({ provider: "fred", dataset: "older", series: 1, points: 1 })[0];
    await stack.produceRaw(topic, [{ value: older(one ?? never()), partition: 1 }]);
    await allLanded(stack, "fred");
    const { rows } = await stack.pool.query<{ value: number; location: string | null }>(
      "select value, location from sandbox.observations where dataset = 'older'",
    );
    expect(rows).toEqual([{ value: 0, location: null }]);
  });
});

/** A schema without the optional fields, as a writer of an earlier version would have registered it. */
async function registerOlderSchema(): Promise<(observation: Observation) => Buffer> {
  const { default: avsc } = await import("avsc");
  const names = ["provider", "dataset", "series_id", "unit", "run_id", "page_id"];
  const times = ["interval_start", "interval_end", "as_of", "retrieved_at"];
  const schema = {
    type: "record",
    name: "Observation",
    namespace: "aurum.ext.sandbox.v1",
    fields: [
      ...names.map((name) => ({ name, type: "string" })),
      ...times.map((name) => ({ name, type: { type: "long", logicalType: "timestamp-millis" } })),
      { name: "value", type: ["null", "double"], default: null },
    ],
  } as const;
  const response = await fetch(`${stack.endpoints.schemaRegistry}/subjects/older-value/versions`, {
    method: "POST",
    headers: { "content-type": "application/vnd.schemaregistry.v1+json" },
    body: JSON.stringify({ schema: JSON.stringify(schema) }),
  });
  const { id } = (await response.json()) as { id: number };
  const type = avsc.Type.forSchema(schema as unknown as Parameters<typeof avsc.Type.forSchema>[0]);
  return (one) => {
    const head = Buffer.alloc(5);
    head.writeInt32BE(id, 1);
    const body = type.toBuffer({
      provider: one.provider,
      dataset: one.dataset,
      series_id: one.seriesId,
      unit: one.unit,
      run_id: one.runId,
      page_id: one.pageId,
      interval_start: one.intervalStartMs,
      interval_end: one.intervalEndMs,
      as_of: one.asOfMs,
      retrieved_at: one.retrievedAtMs,
      value: one.value,
    });
    return Buffer.concat([head, body]);
  };
}

function never(): never {
  throw new Error("there is one");
}
