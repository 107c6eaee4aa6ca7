import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { Kafka, logLevel } from "kafkajs";
import pg from "pg";
import "../../../services/stability/kafkajs-mends.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPortFree } from "../../../services/stack/ports.ts";
import { isRunning } from "../../../services/stack/process-identity.ts";
import { readSandboxStatus } from "../../../services/stack/sandbox-status.ts";
import type { Endpoints } from "../../../services/stack/stack.ts";
import { keepSandbox } from "../../../services/stack/stop-sandbox.ts";
import { type TestSandbox, newRoot, openSandbox, removeRoot } from "./support/sandbox.ts";

const parts = ["kafka", "postgres", "redis", "registry"];
const root = newRoot();
let sandbox: TestSandbox;
let endpoints: Endpoints;

beforeAll(async () => {
  sandbox = openSandbox(root);
  endpoints = await sandbox.start();
});

afterAll(async () => {
  await sandbox.stop();
  removeRoot(root);
});

async function query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: endpoints.postgres });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function kafka(): Kafka {
  return new Kafka({ brokers: [endpoints.kafka], logLevel: logLevel.NOTHING });
}

/** The topic's records, by its offsets. */
async function countRecords(topic: string): Promise<number> {
  const admin = kafka().admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(topic);
    return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  } finally {
    await admin.disconnect();
  }
}

async function produce(topic: string, value: string): Promise<void> {
  const producer = kafka().producer({ retry: { retries: 1 } });
  await producer.connect();
  try {
    await producer.send({ topic, acks: -1, messages: [{ value }] });
  } finally {
    await producer.disconnect();
  }
}

async function ask(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(`${endpoints.schemaRegistry}${path}`, init);
  return response.json();
}

function register(subject: string, schema: object): Promise<unknown> {
  return ask(`/subjects/${subject}/versions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ schema: JSON.stringify(schema) }),
  });
}

const schema = {
  type: "record",
  name: "Tick",
  fields: [{ name: "value", type: ["null", "double"], default: null }],
};

describe("the native stack", () => {
  it("serves PostgreSQL with both databases and every commit synced", async () => {
    const names = await query<{ datname: string }>("select datname from pg_database order by 1");
    expect(names.map(({ datname }) => datname)).toEqual(
      expect.arrayContaining(["aurum", "registry"]),
    );
    for (const setting of ["fsync", "synchronous_commit", "full_page_writes"]) {
      expect(await query(`show ${setting}`), setting).toEqual([{ [setting]: "on" }]);
    }
    expect(new URL(endpoints.postgres)).toMatchObject({ username: "aurum", password: "aurum" });
  });

  it("serves Kafka, which makes no topics by itself and keeps records of any date", async () => {
    const admin = kafka().admin();
    await admin.connect();
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic: "dates" }] });
    const producer = kafka().producer();
    await producer.connect();
    for (const timestamp of ["0", String(Date.UTC(2126, 0, 1))]) {
      await producer.send({ topic: "dates", messages: [{ value: "x", timestamp }] });
    }
    await producer.disconnect();
    expect(await countRecords("dates")).toBe(2);
    expect(await admin.listTopics()).toEqual(["dates"]);
    await admin.disconnect();
    await expect(produce("never-made", "x")).rejects.toThrow(/topic/i);
  });

  it("serves a registry that refuses what old readers could not read", async () => {
    expect(await ask("/config")).toMatchObject({ compatibilityLevel: "BACKWARD" });
    expect(await register("ticks-value", schema)).toHaveProperty("id");
    const incompatible = { ...schema, fields: [{ name: "price", type: "double" }] };
    expect(await register("ticks-value", incompatible)).toMatchObject({ error_code: 409 });
    // The short address of Confluent's own registry leads to the same list.
    const { origin } = new URL(endpoints.schemaRegistry);
    expect(await (await fetch(`${origin}/subjects`)).json()).toEqual(["ticks-value"]);
  });

  it("serves Redis", async () => {
    const redis = new Redis(endpoints.redis ?? "");
    expect(await redis.ping()).toBe("PONG");
    redis.disconnect();
  });

  it("listens on the loopback address alone", () => {
    for (const address of [endpoints.kafka, endpoints.schemaRegistry, endpoints.postgres]) {
      expect(address).toMatch(/127\.0\.0\.1:\d+/);
    }
  });

  it("names its warehouse, a log per part, and what runs", () => {
    expect(statSync(fileURLToPath(endpoints.warehouse)).isDirectory()).toBe(true);
    const { logs, root: at } = sandbox.directory.paths;
    expect(readdirSync(logs).sort()).toEqual(parts.map((part) => `${part}.log`));
    const status = readSandboxStatus(at);
    expect(
      status.processes
        .filter(({ running }) => running)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(parts);
    expect(status.state).toMatchObject({ kind: "native", endpoints });
  });

  it("is taken over, not started again, by a later runner when it was kept up", async () => {
    const before = sandbox.supervisor.processes;
    keepSandbox(sandbox.directory, sandbox.supervisor);
    sandbox.directory.close();
    sandbox = openSandbox(root);
    expect(sandbox.directory.state?.kept).toBe(true);
    expect(await sandbox.start()).toEqual(endpoints);
    expect(sandbox.supervisor.processes).toEqual(before);
  });
});

describe("after kill -9", () => {
  it("Redis is back on its port", async () => {
    const killed = sandbox.pid("redis");
    expect(await sandbox.killAndAwait("redis")).toMatchObject({ event: "restarted" });
    expect(sandbox.pid("redis")).not.toBe(killed);
    const redis = new Redis(endpoints.redis ?? "");
    expect(await redis.ping()).toBe("PONG");
    redis.disconnect();
  });

  it("PostgreSQL is back with every row that was committed", async () => {
    await query("create table kept (n int)");
    await query("insert into kept select generate_series(1, 1000)");
    await sandbox.killAndAwait("postgres");
    expect(await query("select count(*)::int as n from kept")).toEqual([{ n: 1000 }]);
  });

  it("PostgreSQL is back even if a session was at work when it died", async () => {
    const client = new pg.Client({ connectionString: endpoints.postgres });
    client.on("error", () => undefined); // it is meant to break
    await client.connect();
    const busy = client.query("select pg_sleep(60)").catch(() => "broken");
    await sandbox.killAndAwait("postgres");
    expect(await query("select 1 as n")).toEqual([{ n: 1 }]);
    expect(await busy).toBe("broken");
  });

  it("the registry goes on by itself when its database was away", async () => {
    await sandbox.killAndAwait("postgres");
    expect(await ask("/subjects")).toEqual(expect.arrayContaining(["ticks-value"]));
    expect(await register("other-value", schema)).toHaveProperty("id");
  });

  it("the registry is back and knows its schemas by the same ids", async () => {
    const first = await register("kept-value", schema);
    await sandbox.killAndAwait("registry");
    expect(await register("kept-value", schema)).toEqual(first);
    expect(await ask("/config")).toMatchObject({ compatibilityLevel: "BACKWARD" });
  });

  it("Kafka is back with every record it acknowledged", async () => {
    const admin = kafka().admin();
    await admin.connect();
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic: "kept" }] });
    await admin.disconnect();
    await produce("kept", "before");
    await sandbox.killAndAwait("kafka");
    expect(await countRecords("kept")).toBe(1);
    await produce("kept", "after");
    expect(await countRecords("kept")).toBe(2);
  });

  it("each death and return is on record with its reason", () => {
    const died = sandbox.events.filter(({ event }) => event === "died");
    expect(new Set(died.map(({ name }) => name))).toEqual(new Set(parts));
    // Those a former runner had started have no exit code to tell.
    expect(died.every((event) => /^(gone|signal SIGKILL)$/.test(event.reason))).toBe(true);
  });
});

describe("stopping", () => {
  it("leaves no process, no data and no port behind, and keeps the runs", async () => {
    const { paths } = sandbox.directory;
    const { processes } = sandbox.supervisor;
    const ports = Object.values(sandbox.directory.state?.ports ?? {});
    writeFileSync(join(paths.runs, "verdict.json"), "{}");
    const startedMs = performance.now();
    await sandbox.stop();
    expect(performance.now() - startedMs).toBeLessThan(30_000);
    expect(processes.filter(isRunning)).toEqual([]);
    expect(await Promise.all(ports.map(isPortFree))).toEqual(ports.map(() => true));
    expect(readdirSync(paths.data)).toEqual([]);
    expect(existsSync(join(paths.root, "state.json"))).toBe(false);
    expect(existsSync(join(paths.runs, "verdict.json"))).toBe(true);
  });

  it("may be asked for twice", async () => {
    sandbox = openSandbox(root);
    await sandbox.stop();
  });
});
