import { readFileSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { topicName } from "../../services/core/names.ts";
import type { StatusDocument } from "../../services/runner/commands/status.ts";
import type { Verdict, VerdictDifference } from "../../services/runner/verdict.ts";
import { createKafkaClient } from "../../services/stability/kafka-client.ts";
import { createObservationCodec } from "../../services/stability/observation-codec.ts";
import type { Endpoints } from "../../services/stack/stack.ts";
import { createLogger } from "../../services/telemetry/logger.ts";
import { expectGone, takeFootprint } from "../support/aftermath.ts";
import { withDatabase } from "../support/landed-data.ts";
import { createTestSandbox, eventually, runCli } from "../support/run-cli.ts";

interface Comparison {
  readonly code: number | null;
  readonly verdict: Verdict["verdict"];
  readonly reasons: readonly string[];
  readonly differences: { readonly total: number; readonly listed: readonly VerdictDifference[] };
}

/** The tests follow one another on one sandbox, each leaves it as it found it. */
describe("a sandbox left up by run --keep", () => {
  const sandbox = createTestSandbox("kept");
  const size = ["--series", "4", "--points", "120"];
  let status: StatusDocument;
  let endpoints: Endpoints & Record<"api" | "ingestion" | "landing", string>;
  let runId = "";

  const sandboxRunner = (...words: string[]) => runCli([...words, "--dir", sandbox.dir]);
  const inDatabase = <Result>(work: (client: pg.Client) => Promise<Result>) =>
    withDatabase(endpoints.postgres, work);

  async function readStatus(): Promise<StatusDocument> {
    const { code, stdout } = await sandboxRunner("status", "--json");
    expect(code).toBe(0);
    // Proof for the cast: the command prints nothing else.
    return JSON.parse(stdout) as StatusDocument;
  }

  async function compareAgain(): Promise<Comparison> {
    const { code, stdout, stderr } = await sandboxRunner("reconcile", "--json");
    expect(stdout, stderr).not.toBe("");
    // Proof for the cast: the command prints these fields.
    return { code, ...(JSON.parse(stdout) as Omit<Comparison, "code">) };
  }

  async function expectPass(): Promise<void> {
    const { code, verdict, differences } = await compareAgain();
    expect({ code, verdict, differences }).toEqual({
      code: 0,
      verdict: "pass",
      differences: { total: 0, listed: [] },
    });
  }

  const pidOf = ({ processes }: StatusDocument, name: string): number =>
    processes.find((process) => process.name === name)?.pid ?? 0;

  beforeAll(async () => {
    const run = await sandboxRunner("run", "--keep", "--json", ...size);
    expect(run.code, run.stderr).toBe(0);
    // Proof for the cast: a run that ended with 0 printed a verdict.
    ({ runId } = JSON.parse(run.stdout) as Verdict);
    status = await readStatus();
    // Proof for the cast: what is up on the native stack has every endpoint; the first test looks.
    endpoints = status.endpoints as typeof endpoints;
  });
  afterAll(() => sandbox.remove());

  it("is described by status --json with every endpoint and process", () => {
    expect(status).toMatchObject({ up: true, stack: "native", directory: sandbox.dir });
    const address = /^http:\/\/127\.0\.0\.1:\d+$/;
    const shapes = {
      kafka: /^127\.0\.0\.1:\d+$/,
      schemaRegistry: /^http:\/\/127\.0\.0\.1:\d+\/apis\/ccompat\/v7$/,
      postgres: /^postgresql:\/\/aurum:aurum@127\.0\.0\.1:\d+\/aurum$/,
      redis: /^redis:\/\/127\.0\.0\.1:\d+$/,
      warehouse: /^file:\/\/\/.*\/sandbox\/warehouse$/,
      api: address,
      ingestion: address,
      landing: address,
    };
    const { providers, ...others } = status.endpoints;
    expect(Object.keys(others).sort()).toEqual(Object.keys(shapes).sort());
    for (const [name, shape] of Object.entries(shapes)) {
      expect(Object.entries(others).find(([key]) => key === name)?.[1], name).toMatch(shape);
    }
    expect(Object.keys(providers)).toEqual(["caiso", "eia", "fred"]);
    for (const url of Object.values(providers)) expect(url).toMatch(address);
    const names = status.processes.map(({ name }) => name).sort();
    const infrastructure = ["kafka", "postgres", "redis", "registry"];
    expect(names).toEqual(
      [...infrastructure, "api", "ingestion", "landing", "mock-providers"].sort(),
    );
    for (const { pid, running, memoryBytes, log } of status.processes) {
      expect(() => process.kill(pid, 0)).not.toThrow();
      expect(running).toBe(true);
      expect(memoryBytes).toBeGreaterThan(1 << 20);
      expect(() => readFileSync(log)).not.toThrow();
    }
  });

  it("answers at each of its addresses", async () => {
    const landed = await inDatabase((client) =>
      client.query<{ count: number }>("select count(*)::int as count from sandbox.observations"),
    );
    expect(landed.rows).toEqual([{ count: 3 * 4 * 120 }]);
    const subjects = ["caiso", "eia", "fred"].map((name) => `aurum.ext.${name}.sandbox.v1-value`);
    expect(await fetchJson(`${endpoints.schemaRegistry}/subjects`)).toEqual(
      expect.arrayContaining(subjects),
    );
    for (const url of Object.values(endpoints.providers)) {
      expect(await fetchJson(`${url}/health`)).toMatchObject({ status: "ok" });
    }
    for (const url of [endpoints.ingestion, endpoints.landing, endpoints.api]) {
      expect(await fetchJson(`${url}/live`)).toMatchObject({ live: true });
      expect(await fetchJson(`${url}/ready`)).toMatchObject({ ready: true, reasons: {} });
      expect(await fetchText(`${url}/metrics`)).toMatch(/^# TYPE \w+ counter$/m);
    }
  });

  it("shows the run at the api: its report, the list, its verdict; and 404 for one that never was", async () => {
    const directory = join(sandbox.dir, "runs", runId);
    const report = readFileSync(join(directory, "report.html"), "utf8");
    expect(await fetchText(endpoints.api)).toBe(report);
    expect(await fetchText(`${endpoints.api}/api/v1/runs/${runId}/report`)).toBe(report);
    expect(await fetchJson(`${endpoints.api}/api/v1/runs`)).toMatchObject({
      runs: [{ runId, verdict: "pass" }],
    });
    const verdict: unknown = JSON.parse(readFileSync(join(directory, "verdict.json"), "utf8"));
    expect(await fetchJson(`${endpoints.api}/api/v1/runs/${runId}`)).toEqual(verdict);
    const absent = await fetch(`${endpoints.api}/api/v1/runs/20200101-000000-0000`);
    expect(absent.status).toBe(404);
    expect(await absent.json()).toHaveProperty("error");
  });

  it("passes when it is compared again, and shows its verdict as a table too", async () => {
    await expectPass();
    const { code, stdout } = await sandboxRunner("reconcile");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^PASS\n/);
    expect(stdout).toMatch(/│ fred +│ +480 │ +0 │ +480 │ +480 │ +480 │ +0 │ +0 │ +0 │ +0 │/);
  });

  it("names a deleted PostgreSQL row as lost there, and passes once it is back", async () => {
    await withDamage("caiso", { kind: "lost", landed: false }, (client, row) =>
      client.query("delete from sandbox.observation_values where ctid = $1", [row.ctid]),
    );
  });

  it("names an updated value as altered, with the served and the landed one", async () => {
    await withDamage("eia", { kind: "altered", landed: 12_345.5 }, (client, row) =>
      client.query("update sandbox.observation_values set value = 12345.5 where ctid = $1", [
        row.ctid,
      ]),
    );
  });

  it("names a row of an interval nobody served as phantom", async () => {
    const key = { interval_start: "1901-07-01T00:00:00.000Z", as_of: "1901-10-01T00:00:00.000Z" };
    const insert = `insert into sandbox.observation_values
      select $1, $2, $2, 7, page_key, series_key from sandbox.observation_values
      join sandbox.series using (series_key) where provider = 'fred' limit 1 returning series_key`;
    const { series_key } = await inDatabase(async (client) => {
      const found = await client.query<{ series_key: number }>(insert, [
        key.interval_start,
        key.as_of,
      ]);
      return found.rows[0] ?? { series_key: 0 };
    });
    const { code, differences, reasons } = await compareAgain();
    expect({ code, reasons }).toEqual({ code: 1, reasons: ["fred: 1 phantom"] });
    expect(differences).toMatchObject({
      total: 1,
      listed: [{ kind: "phantom", sink: "postgres", provider: "fred", ...key, landed: 7 }],
    });
    expect(differences.listed[0]).not.toHaveProperty("served");
    await inDatabase((client) =>
      client.query(
        "delete from sandbox.observation_values where series_key = $1 and interval_start = $2",
        [series_key, key.interval_start],
      ),
    );
    await expectPass();
  });

  it("names the Iceberg file that is missing, instead of a verdict without it", async () => {
    const directory = join(fileURLToPath(endpoints.warehouse), "sandbox");
    const files = readdirSync(directory, { recursive: true, encoding: "utf8" });
    const file = join(directory, files.find((name) => name.endsWith(".parquet")) ?? "");
    renameSync(file, `${file}.away`);
    const { code, stdout, stderr } = await sandboxRunner("reconcile", "--json");
    renameSync(`${file}.away`, file);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`Cannot read the Iceberg table: its file "file://${file}" is missing`);
    await expectPass();
  });

  it("takes a second run with the same settings: dead parts come back, nothing is doubled or revised", async () => {
    process.kill(pidOf(status, "landing"), "SIGKILL");
    await eventually("landing is gone", async () =>
      (await readStatus()).processes.some(({ name, running }) => name === "landing" && !running)
        ? true
        : undefined,
    );
    const { code, stdout, stderr } = await sandboxRunner("run", "--json", ...size);
    expect(code, stderr).toBe(0);
    // Proof for the cast: a run that ended with 0 printed a verdict.
    const { providers, runId: second } = JSON.parse(stdout) as Verdict;
    for (const counts of Object.values(providers)) {
      expect(counts).toMatchObject({ served: 480, postgres: 480, iceberg: 480, duplicated: 0 });
      expect(counts.sinks.postgres.rows).toBe(480);
      expect(counts.sinks.iceberg.rows).toBe(480);
    }
    const { rows } = await inDatabase((client) =>
      client.query(
        "select sum(landed)::int as landed, sum(revisions)::int as revisions from sandbox.landing_batches",
      ),
    );
    expect(rows).toEqual([{ landed: 3 * 480, revisions: 0 }]);
    const now = await readStatus();
    expect(now.processes.every(({ running }) => running)).toBe(true);
    expect(now.endpoints).toEqual(status.endpoints);
    expect(pidOf(now, "landing")).not.toBe(pidOf(status, "landing"));
    expect(pidOf(now, "kafka")).toBe(pidOf(status, "kafka"));
    expect(await fetchJson(`${endpoints.api}/api/v1/runs`)).toMatchObject({
      runs: [{ runId: second }, { runId }],
    });
  });

  it.each([
    [["--seed", "7"], "seed 42 instead of 7"],
    [["--points", "121"], "points 120 instead of 121"],
    [["--time-scale", "2"], "× 1000 instead of 2026-03-15T12:00:00.000Z × 2"],
  ])("refuses a run with %j: it holds another world", async (words, difference) => {
    const { code, stdout, stderr } = await sandboxRunner("run", "--keep", ...size, ...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain("Cannot use the sandbox that is up: it has ");
    expect(stderr).toContain(difference);
    expect((await readStatus()).processes.every(({ running }) => running)).toBe(true);
  });

  it("names Kafka messages nobody served or can read, wherever they went", async () => {
    const asOfMs = Date.UTC(1901, 9, 1);
    const observation = {
      ...({ provider: "caiso", dataset: "PRC_LMP/DAM", seriesId: "NOWHERE.LMP" } as const),
      ...{ intervalStartMs: Date.UTC(1901, 6, 1), intervalEndMs: Date.UTC(1901, 6, 1, 1), asOfMs },
      ...{ value: 1.5, unit: "USD/MWh", location: "NOWHERE", retrievedAtMs: asOfMs },
      ...{ runId: "a-stranger", pageId: "a-page" },
    };
    const codec = createObservationCodec(endpoints.schemaRegistry);
    const value = codec.encode(await codec.register("caiso"), observation);
    const log = createLogger("test", "silent");
    const producer = createKafkaClient([endpoints.kafka], "a-stranger", log).producer();
    await producer.connect();
    const messages = [Buffer.from("no Avro"), value].map((bytes) => ({
      key: observation.seriesId,
      value: bytes,
    }));
    await producer.send({ topic: topicName("caiso"), messages });
    await producer.disconnect();
    await eventually("the message landed", () =>
      inDatabase(async (client) => {
        const { rowCount } = await client.query(
          "select 1 from sandbox.observations where series_id = 'NOWHERE.LMP'",
        );
        return rowCount === 1 ? true : undefined;
      }),
    );
    const { code, reasons, differences } = await compareAgain();
    expect(code).toBe(1);
    expect(reasons).toEqual([
      "caiso: 1 phantom",
      expect.stringMatching(
        /^caiso: 1 messages in Kafka that nobody can read \(partition:offset \d+:\d+\)$/,
      ),
    ]);
    const where = differences.listed.map(({ kind, sink, series_id, landed }) => [
      kind,
      sink,
      series_id,
      landed,
    ]);
    expect(where.sort()).toEqual(
      ["iceberg", "kafka", "postgres"].map((sink) => ["phantom", sink, "NOWHERE.LMP", 1.5]),
    );
  });

  it("says which part does not run any more when there is nothing to compare with", async () => {
    process.kill(pidOf(await readStatus(), "kafka"), "SIGKILL");
    await eventually("kafka is gone", async () =>
      (await readStatus()).processes.some(({ name, running }) => name === "kafka" && !running)
        ? true
        : undefined,
    );
    const { code, stdout, stderr } = await sandboxRunner("reconcile");
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain(
      "kafka does not run any more; start it again with: npx sandbox-runner up --dir",
    );
  });

  it("ends with down --json: no process, no data, the runs stay", async () => {
    const footprint = takeFootprint(sandbox.dir);
    expect(footprint.processes.length).toBeGreaterThanOrEqual(7);
    const { code, stdout } = await sandboxRunner("down", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      stopped: footprint.processes.length,
      directory: sandbox.dir,
    });
    await expectGone(footprint);
    for (const place of ["data", "warehouse", "ledger"]) {
      expect(readdirSync(join(sandbox.dir, place))).toEqual([]);
    }
    expect(readdirSync(join(sandbox.dir, "runs"))).toHaveLength(2);
    expect(await readStatus()).toMatchObject({ up: false, processes: [], endpoints: {} });
    const again = await sandboxRunner("reconcile");
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("nothing is up");
  });

  interface ValueRow {
    readonly ctid: string;
    readonly dataset: string;
    readonly series_id: string;
    readonly interval_start: Date;
    readonly as_of: Date;
    readonly value: number;
  }

  /** Damages one row of a provider, expects exactly its key to be named, and puts the row back. */
  async function withDamage(
    provider: string,
    { kind, landed }: { kind: "lost" | "altered"; landed: number | false },
    damage: (client: pg.Client, row: ValueRow) => Promise<pg.QueryResult>,
  ): Promise<void> {
    const row = await inDatabase(async (client) => {
      await client.query(
        "create table public.spare as select * from sandbox.observation_values limit 0",
      );
      const { rows } = await client.query<ValueRow>(
        `select v.ctid::text as ctid, dataset, series_id, interval_start, as_of, value
         from sandbox.observation_values v join sandbox.series using (series_key)
         where provider = $1 and value is not null order by series_id, interval_start offset 77 limit 1`,
        [provider],
      );
      const [found] = rows;
      if (found === undefined) throw new Error(`Nothing of ${provider} landed`);
      await client.query(
        "insert into public.spare select * from sandbox.observation_values where ctid = $1",
        [found.ctid],
      );
      expect((await damage(client, found)).rowCount).toBe(1);
      return found;
    });
    const { code, reasons, verdict, differences } = await compareAgain();
    expect({ code, verdict, reasons }).toEqual({
      code: 1,
      verdict: "fail",
      reasons: [`${provider}: 1 ${kind}`],
    });
    expect(differences).toEqual({
      total: 1,
      listed: [
        {
          ...{ kind, sink: "postgres", provider, dataset: row.dataset, series_id: row.series_id },
          interval_start: row.interval_start.toISOString(),
          as_of: row.as_of.toISOString(),
          served: row.value,
          ...(landed === false ? {} : { landed }),
        },
      ],
    });
    await inDatabase(async (client) => {
      await client.query(
        `insert into sandbox.observation_values select * from public.spare
         on conflict (series_key, interval_start, as_of) do update set value = excluded.value`,
      );
      await client.query("drop table public.spare");
    });
    await expectPass();
  }
});

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return response.text();
}

async function fetchJson(url: string): Promise<unknown> {
  return JSON.parse(await fetchText(url));
}
