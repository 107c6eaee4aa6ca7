import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SandboxError } from "../../../services/core/errors.ts";
import { topicName } from "../../../services/core/names.ts";
import {
  type Observation,
  type ProviderName,
  providerNames,
} from "../../../services/core/observation.ts";
import { expectLanded } from "./support/landed-rows.ts";
import { type LandingStack, makeObservations, startLandingStack } from "./support/landing-stack.ts";
import {
  type RunLandingOptions,
  type RunningLanding,
  readMetric,
  runLanding,
} from "./support/run-landing.ts";
import { type ProxyDecision, type TcpProxy, startProxy } from "./support/tcp-proxy.ts";
import { allLanded, waitUntil } from "./support/wait-until.ts";

let stack: LandingStack;
let landing: RunningLanding | undefined;
const proxies: TcpProxy[] = [];
const sent = Object.fromEntries(
  providerNames.map((name): [string, Observation[]] => [name, []]),
  // Proof for the cast: the list mapped over holds every provider name.
) as Record<ProviderName, Observation[]>;

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
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});

function start(options: Partial<RunLandingOptions> = {}): RunningLanding {
  landing = runLanding({ ...stack.endpoints, ...options });
  return landing;
}

async function proxyTo(target: string, open = true): Promise<TcpProxy> {
  const proxy = await startProxy(target, open);
  proxies.push(proxy);
  return proxy;
}

async function send(provider: ProviderName, dataset: string, points: number): Promise<void> {
  const observations = makeObservations({ provider, dataset, series: 9, points });
  sent[provider].push(...observations);
  await stack.produce(observations);
}

function says(reason: string | undefined, words: string): boolean {
  return reason?.includes(words) ?? false;
}

async function landsAll(provider: ProviderName): Promise<void> {
  await allLanded(stack, provider);
  await expectLanded(stack.pool, provider, sent[provider]);
}

function addressOf(url: string): string {
  return new URL(url).host;
}

function throughProxy(url: string, proxy: TcpProxy): string {
  return url.replace(addressOf(url), proxy.address);
}

describe("landing without its surroundings", () => {
  it("starts when nothing answers yet, says what it waits for, and goes on by itself", async () => {
    await send("caiso", "early", 100);
    const { postgres, schemaRegistry, kafka } = stack.endpoints;
    const toPostgres = await proxyTo(addressOf(postgres), false);
    const toKafka = await proxyTo(kafka, false);
    const toRegistry = await proxyTo(addressOf(schemaRegistry), false);
    const { reasons, metrics } = start({
      postgres: throughProxy(postgres, toPostgres),
      kafka: toKafka.address,
      schemaRegistry: throughProxy(schemaRegistry, toRegistry),
    });
    await waitUntil("PostgreSQL is named", () => says(reasons()["postgres"], "up to date"));
    expect(await readMetric(metrics, "landing_paused", { code: "DATABASE_UNAVAILABLE" })).toBe(1);
    toPostgres.setOpen(true);
    await waitUntil("Kafka is named", () => says(reasons()["kafka"], "Kafka answers"));
    expect(reasons()).not.toHaveProperty("postgres");
    toKafka.setOpen(true);
    await waitUntil("the registry is named", () => "registry" in reasons());
    toRegistry.setOpen(true);
    await landsAll("caiso");
    expect(reasons()).toEqual({});
    expect(await readMetric(metrics, "landing_paused")).toBe(0);
  });

  it("keeps every row once when PostgreSQL is killed with -9, again and again", async () => {
    const { reasons } = start();
    for (let round = 0; round < 3; round++) {
      await send("caiso", `postgres-killed-${round}`, 1_000);
      const before = await stack.pool.query("select 1 from sandbox.landing_batches");
      await waitUntil("something of it lands", async () => {
        const now = await stack.pool.query("select 1 from sandbox.landing_batches");
        return (now.rowCount ?? 0) > (before.rowCount ?? 0);
      });
      const killed = killPart("postgres");
      await waitUntil("PostgreSQL is back", async () => {
        return pidOf("postgres") !== killed && (await isUp());
      });
    }
    await landsAll("caiso");
    await waitUntil("nothing is wrong any more", () => Object.keys(reasons()).length === 0);
  });

  it("keeps every row once when Kafka is killed with -9", async () => {
    const { reasons } = start();
    await send("caiso", "kafka-killed", 3_000);
    killPart("kafka");
    await waitUntil("Kafka is back", async () => {
      try {
        await stack.admin.fetchTopicOffsets(topicName("caiso"));
        return true;
      } catch {
        // Not yet: that is the answer.
        return false;
      }
    });
    await landsAll("caiso");
    await waitUntil("nothing is wrong any more", () => Object.keys(reasons()).length === 0);
  });
});

function pidOf(name: string): number | undefined {
  return stack.supervisor.processes.find((one) => one.name === name)?.pid;
}

function killPart(name: string): number {
  const pid = pidOf(name);
  if (pid === undefined) throw new Error(`no ${name}`);
  process.kill(pid, "SIGKILL");
  return pid;
}

async function isUp(): Promise<boolean> {
  try {
    await stack.pool.query("select 1");
    return true;
  } catch {
    // Not yet: that is the answer.
    return false;
  }
}

describe("landing when the answer to COMMIT is lost", () => {
  it.each([
    ["after PostgreSQL committed", "lose-answer"],
    ["before PostgreSQL heard of it", "lose-request"],
  ] as const)("reads what became of it: %s", async (name, decision) => {
    const { postgres } = stack.endpoints;
    const proxy = await proxyTo(addressOf(postgres));
    start({ postgres: throughProxy(postgres, proxy) });
    await send("caiso", `warm ${name}`, 100);
    await landsAll("caiso");
    let lost = 0;
    proxy.watch((piece): ProxyDecision => {
      // A simple query "commit", as the landing transaction ends.
      if (lost >= 3 || piece.toString("latin1", 5, 11) !== "commit") return "pass";
      lost++;
      return decision;
    });
    await send("caiso", name, 2_000);
    await landsAll("caiso");
    expect(lost).toBe(3);
    // A commit that went through was recognised, not tried again as a batch of duplicates.
    const { rows } = await stack.pool.query<{ duplicates: number }>(
      "select coalesce(sum(duplicates), 0)::int as duplicates from sandbox.landing_batches",
    );
    expect(rows).toEqual([{ duplicates: 0 }]);
  });
});

describe("landing in a warehouse without room", () => {
  it("stops with a named reason, loses nothing, and goes on when there is room", async (context) => {
    const mount = await mkdtemp(join(tmpdir(), "landing-small-"));
    try {
      await promisify(execFile)("mount", ["-t", "tmpfs", "-o", "size=6m", "tmpfs", mount]);
    } catch (error) {
      await rm(mount, { recursive: true });
      context.skip(`no tmpfs can be mounted here: ${String(error)}`);
      return;
    }
    try {
      await landInto(mount);
    } finally {
      await landing?.stop();
      landing = undefined;
      await promisify(execFile)("umount", [mount]);
      await rm(mount, { recursive: true });
    }
  });

  async function landInto(mount: string): Promise<void> {
    await mkdir(join(mount, "warehouse"));
    await forgetTable("eia");
    const { reasons, metrics } = start({ warehouse: `file://${mount}/warehouse` });
    await send("eia", "fits", 200);
    await landsAll("eia");
    const { bavail, bsize } = await statfs(mount);
    await writeFile(join(mount, "filler"), Buffer.alloc(Math.max(0, bavail * bsize - 16_384)));
    await send("eia", "does not fit", 2_000);
    await waitUntil("it says that there is no room", () =>
      says(reasons()["eia"], "make room on the warehouse's disk"),
    );
    expect(await readMetric(metrics, "landing_paused", { code: "WAREHOUSE_FULL" })).toBe(1);
    const { rowCount } = await stack.pool.query(
      "select 1 from sandbox.observations where dataset = 'does not fit'",
    );
    expect(rowCount).toBeLessThan(18_000);
    await rm(join(mount, "filler"));
    await landsAll("eia");
    expect(reasons()).toEqual({});
    expect(await readMetric(metrics, "landing_paused")).toBe(0);
    await forgetTable("eia");
  }

  /** The test's own warehouse is not the stack's: the next one to open the table makes it anew. */
  async function forgetTable(provider: ProviderName): Promise<void> {
    await stack.pool.query("delete from public.iceberg_tables where table_name like $1", [
      `%${provider}%`,
    ]);
  }
});

describe("landing with one table that cannot be written", () => {
  it("lands the other providers meanwhile, and the rest when it can", async () => {
    let refuses = true;
    const { reasons } = start({
      limits: { messages: 500, bytes: 1 << 20, ageMs: 100 },
      wrap: (table, provider) => ({
        ...table,
        async commit(staged, client, summary) {
          if (provider === "eia" && refuses) {
            throw new SandboxError(
              "ICEBERG_TABLE_UNSUPPORTED",
              "Cannot write it: made for the test",
            );
          }
          return await table.commit(staged, client, summary);
        },
      }),
    });
    await send("eia", "refused", 1_000);
    await waitUntil("the refusal is named", () => says(reasons()["eia"], "made for the test"));
    await send("caiso", "not refused", 1_000);
    await landsAll("caiso");
    refuses = false;
    await allLanded(stack, "eia");
    const { rows } = await stack.pool.query<{ landed: number }>(
      "select count(*)::int as landed from sandbox.observations where dataset = 'refused'",
    );
    expect(rows).toEqual([{ landed: 9_000 }]);
    expect(reasons()).toEqual({});
  });
});

describe("landing of a topic that lost its messages", () => {
  it("refuses to skip what was deleted, names it, and lands the other partitions", async () => {
    const topic = topicName("fred");
    const [position] = (await stack.admin.fetchTopicOffsets(topic)).filter(
      ({ partition }) => partition === 0,
    );
    start();
    await waitUntil("positions are stored", async () => {
      const { rowCount } = await stack.pool.query(
        "select 1 from sandbox.landing_offsets where topic = $1",
        [topic],
      );
      return rowCount === 3;
    });
    await landing?.stop();
    await send("fred", "partly deleted", 100);
    const ends = await stack.admin.fetchTopicOffsets(topic);
    const end = ends.find(({ partition }) => partition === 0);
    expect(Number(end?.high)).toBeGreaterThan(Number(position?.high));
    await stack.admin.deleteTopicRecords({
      topic,
      partitions: [{ partition: 0, offset: end?.high ?? "" }],
    });
    const { reasons, metrics } = start();
    await waitUntil("the loss is named", () =>
      says(reasons()[`${topic}/0`], "were deleted before they landed"),
    );
    await allLanded(stack, "fred", [1, 2]);
    expect(await readMetric(metrics, "landing_paused", { code: "OFFSETS_LOST" })).toBe(1);
  });

  it("refuses a topic that was made anew, and lands it once it is told to", async () => {
    const topic = topicName("fred");
    await stack.admin.deleteTopics({ topics: [topic] });
    await waitUntil("the topic is gone", async () => {
      return !(await stack.admin.listTopics()).includes(topic);
    });
    await stack.admin.createTopics({ topics: [{ topic, numPartitions: 3, replicationFactor: 1 }] });
    const fresh = makeObservations({ provider: "fred", dataset: "anew", series: 9, points: 300 });
    await stack.produce(fresh);
    const { reasons } = start();
    await waitUntil("the new topic is named", () =>
      [0, 1, 2].every((partition) => says(reasons()[`${topic}/${partition}`], "made anew")),
    );
    const { rowCount } = await stack.pool.query(
      "select 1 from sandbox.observations where dataset = 'anew'",
    );
    expect(rowCount).toBe(0);
    await stack.pool.query("delete from sandbox.landing_offsets where topic = $1", [topic]);
    await allLanded(stack, "fred");
    const landed = await stack.pool.query(
      "select 1 from sandbox.observations where dataset = 'anew'",
    );
    expect(landed.rowCount).toBe(fresh.length);
    expect(reasons()).toEqual({});
  });
});
