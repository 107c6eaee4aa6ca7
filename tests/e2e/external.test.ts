import { join } from "node:path";
import { existsSync } from "node:fs";
import type { Admin } from "kafkajs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeSandbox } from "../../services/runner/commands/status.ts";
import type { Verdict } from "../../services/runner/verdict.ts";
import { createKafkaClient } from "../../services/stability/kafka-client.ts";
import {
  type SandboxDirectory,
  openSandboxDirectory,
} from "../../services/stack/sandbox-directory.ts";
import type { Endpoints, Supervisor } from "../../services/stack/stack.ts";
import { startStack } from "../../services/stack/start-stack.ts";
import { stopSandbox } from "../../services/stack/stop-sandbox.ts";
import { createSupervisor } from "../../services/stack/supervisor.ts";
import { createLogger } from "../../services/telemetry/logger.ts";
import { withDatabase } from "../support/landed-data.ts";
import { createTestSandbox, runCli } from "../support/run-cli.ts";

/** Somebody's Kafka, registry, PostgreSQL and Redis: here a native stack without any process of ours on it. */
describe("--stack external", () => {
  const [theirs, ours, neighbour] = [
    createTestSandbox("theirs"),
    createTestSandbox("external"),
    createTestSandbox("neighbour"),
  ];
  let directory: SandboxDirectory;
  let supervisor: Supervisor;
  let endpoints: Endpoints;
  let database = "";
  let admin: Admin;
  let env: Record<string, string> = {};

  beforeAll(async () => {
    directory = openSandboxDirectory(theirs.dir);
    supervisor = createSupervisor(directory);
    const { signal } = new AbortController();
    const progress = () => undefined;
    endpoints = await startStack("native", {
      ...{ directory, supervisor, ports: "auto", progress, signal },
    });
    await withDatabase(endpoints.postgres, (client) => client.query("create database theirs"));
    database = endpoints.postgres.replace(/\/aurum$/, "/theirs");
    env = {
      KAFKA_BOOTSTRAP_SERVERS: endpoints.kafka,
      SCHEMA_REGISTRY_URL: endpoints.schemaRegistry,
      AURUM_APP_DB_DSN: database,
      REDIS_URL: endpoints.redis ?? "",
    };
    await leaveThings();
  });
  afterAll(async () => {
    await admin.disconnect();
    await ours.remove();
    await neighbour.remove();
    await stopSandbox(directory, supervisor);
    directory.close();
    await theirs.remove();
  });

  const subject = "their-topic-value";

  /** A table, a catalog row, a topic with a message, a consumer group and a subject that are not a sandbox's. */
  async function leaveThings(): Promise<void> {
    await withDatabase(database, (client) =>
      client.query(`create schema theirs; create table theirs.precious as select generate_series(1, 100) as n;
        create table public.iceberg_tables (catalog_name varchar(255) not null, table_namespace varchar(255) not null,
          table_name varchar(255) not null, metadata_location varchar(1000), previous_metadata_location varchar(1000),
          iceberg_type varchar(5), primary key (catalog_name, table_namespace, table_name));
        insert into public.iceberg_tables values ('iceberg', 'theirs', 'precious', 'file:///theirs', null, 'TABLE')`),
    );
    const kafka = createKafkaClient([endpoints.kafka], "theirs", createLogger("test", "silent"));
    admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: "their-topic" }], waitForLeaders: true });
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({ topic: "their-topic", messages: [{ value: "precious" }] });
    await producer.disconnect();
    await admin.setOffsets({
      ...{ groupId: "their-group", topic: "their-topic" },
      partitions: [{ partition: 0, offset: "1" }],
    });
    const registered = await fetch(`${endpoints.schemaRegistry}/subjects/${subject}/versions`, {
      method: "POST",
      headers: { "Content-Type": "application/vnd.schemaregistry.v1+json" },
      body: JSON.stringify({ schema: '"string"' }),
    });
    expect(registered.status).toBe(200);
  }

  async function lookAtThings(): Promise<unknown> {
    const { rows } = await withDatabase(database, (client) =>
      client.query(`select (select sum(n)::int from theirs.precious) as sum,
        (select string_agg(table_namespace || '.' || table_name, ',') from public.iceberg_tables
         where table_namespace <> 'sandbox') as tables,
        (select string_agg(nspname, ',' order by nspname) from pg_namespace
         where nspname !~ '^(pg_|information_schema)') as schemas`),
    );
    const topics = (await admin.listTopics()).filter((topic) => !topic.startsWith("__")).sort();
    return {
      database: rows,
      topics,
      end: (await admin.fetchTopicOffsets("their-topic"))[0]?.high,
      group: (await admin.fetchOffsets({ groupId: "their-group" }))[0]?.partitions[0]?.offset,
      subject: (await fetch(`${endpoints.schemaRegistry}/subjects/${subject}/versions`)).status,
      processes: supervisor.processes.map(({ name, pid }) => `${name} ${pid}`),
      schemas: (
        await withDatabase(endpoints.postgres, (client) =>
          client.query("select to_regnamespace('sandbox')::text as found"),
        )
      ).rows,
    };
  }

  const size = ["--series", "3", "--points", "60"];
  const run = (dir: string, ...words: string[]) =>
    runCli(["run", "--json", "--dir", dir, ...size, ...words], { env });

  it("passes on what the environment names, run after run, and leaves it as it was", async () => {
    const before = await lookAtThings();
    for (const seed of ["1", "2"]) {
      const { code, stdout, stderr } = await run(ours.dir, "--seed", seed);
      expect(code, stderr).toBe(0);
      // Proof for the cast: a run that ended with 0 printed a verdict.
      const { stack, providers, endpoints: used } = JSON.parse(stdout) as Verdict;
      expect(stack).toBe("external");
      expect(used).toMatchObject({
        kafka: endpoints.kafka,
        schemaRegistry: endpoints.schemaRegistry,
        redis: endpoints.redis,
      });
      for (const counts of Object.values(providers)) {
        expect(counts).toMatchObject({ served: 180, kafka: 180, postgres: 180, iceberg: 180 });
      }
      expect(await lookAtThings()).toEqual(before);
    }
  });

  it("refuses to start beside a sandbox at work there, and clears what it left once it is dead", async () => {
    const before = await lookAtThings();
    const others = await run(neighbour.dir, "--keep", "--seed", "4");
    expect(others.code, others.stderr).toBe(0);
    const { processes } = describeSandbox(neighbour.dir);
    const names = processes.map(({ name }) => name).sort();
    expect(names).toEqual(["api", "ingestion", "landing", "mock-providers"]);

    const refused = await run(ours.dir, "--seed", "5");
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 3, stdout: "" });
    expect(refused.stderr).toContain("another sandbox is at work there (");
    expect(existsSync(join(ours.dir, "state.json"))).toBe(false);
    const compared = await runCli(["reconcile", "--json", "--dir", neighbour.dir], { env });
    expect(compared.code, compared.stderr).toBe(0);
    expect(await lookAtThings()).not.toEqual(before);

    for (const { pid } of processes) process.kill(pid, "SIGKILL");
    const { code, stderr } = await run(ours.dir, "--seed", "5");
    expect(code, stderr).toBe(0);
    expect(await lookAtThings()).toEqual(before);
  });

  it("refuses a database whose schema called sandbox is somebody else's", async () => {
    const theirSchema = "create schema sandbox; create table sandbox.castle as select 1 as n";
    await withDatabase(database, (client) => client.query(theirSchema));
    const { code, stderr } = await run(ours.dir);
    expect(code).toBe(3);
    expect(stderr).toContain('its database has a schema "sandbox" that is not a sandbox\'s');
    const kept = await withDatabase(database, (client) =>
      client.query("select n from sandbox.castle"),
    );
    expect(kept.rows).toEqual([{ n: 1 }]);
    await withDatabase(database, (client) => client.query("drop schema sandbox cascade"));
  });

  it("names the variable whose address nobody answers at, without its password", async () => {
    const { code, stdout, stderr } = await runCli(["run", "--json", "--dir", ours.dir], {
      env: { ...env, AURUM_APP_DB_DSN: "postgresql://aurum:secret@127.0.0.1:1/aurum" },
    });
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain('Cannot use the external stack: AURUM_APP_DB_DSN "postgresql://');
    expect(stderr).not.toContain("secret");
  });
});
