/** Quotas shared through a real Redis by two governors, as by two processes. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClock } from "../../../services/core/clock.ts";
import { type Governor, type Quota, createGovernor } from "../../../services/stability/governor.ts";
import { createLogger } from "../../../services/telemetry/logger.ts";
import { createMetrics } from "../../../services/telemetry/metrics.ts";
import { eventually } from "../../support/run-cli.ts";
import { type TestSandbox, newRoot, openSandbox, removeRoot } from "../stack/support/sandbox.ts";

const never = new AbortController().signal;
const root = newRoot();
let sandbox: TestSandbox;
let redisUrl: string | undefined;
const governors: Governor[] = [];

beforeAll(async () => {
  sandbox = openSandbox(root);
  redisUrl = (await sandbox.start()).redis;
});
afterAll(async () => {
  for (const governor of governors) governor.close();
  await sandbox.stop();
  removeRoot(root);
});

async function startGovernor(provider: string, quota: Quota, scale = 1): Promise<Governor> {
  const governor = createGovernor({
    quotas: { [provider]: [quota], warmth: [{ points: 1_000_000, perMs: 60_000 }] },
    clock: createClock({ startMs: 0, originMs: 0, scale }),
    redisUrl,
    metrics: createMetrics("test"),
    log: createLogger("test", "silent"),
  });
  governors.push(governor);
  await eventually("Redis answers", async () => {
    await governor.acquire("warmth", never);
    return governor.degradedReason() === null ? true : undefined;
  });
  return governor;
}

describe("createGovernor() on Redis", () => {
  it("counts the requests of all processes against one quota", async () => {
    const quota = { points: 5, perMs: 60_000 };
    const [one, two] = [await startGovernor("shared", quota), await startGovernor("shared", quota)];
    let acquired = 0;
    for (const governor of [one, two]) {
      for (let i = 0; i < 5; i++) void governor.acquire("shared", never).then(() => acquired++);
    }
    await eventually("the quota is used up", () => (acquired >= 5 ? true : undefined));
    const oneMore = two.acquire("shared", AbortSignal.timeout(300));
    await expect(oneMore).rejects.toThrow();
    expect(acquired).toBe(5);
  });

  it("opens windows again that last a few real milliseconds", async () => {
    const governor = await startGovernor("fast", { points: 1, perMs: 5_000 }, 1_000);
    const started = performance.now();
    for (let i = 0; i < 30; i++) await governor.acquire("fast", never);
    const elapsedMs = performance.now() - started;
    expect(elapsedMs).toBeGreaterThan(29 * 5);
    expect(elapsedMs).toBeLessThan(5_000);
    expect(governor.degradedReason()).toBeNull();
  });

  it("goes on alone while Redis hangs, and shares again when it answers", async () => {
    const governor = await startGovernor("hung", { points: 1_000_000, perMs: 60_000 });
    process.kill(sandbox.pid("redis"), "SIGSTOP");
    const started = performance.now();
    for (let i = 0; i < 100; i++) await governor.acquire("hung", never);
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(governor.degradedReason()).toContain("Redis does not answer");
    process.kill(sandbox.pid("redis"), "SIGCONT");
    await eventually("quotas are shared again", async () => {
      await governor.acquire("hung", never);
      return governor.degradedReason() === null ? true : undefined;
    });
  });

  it("goes on alone while Redis is gone, and shares again when it is back", async () => {
    const governor = await startGovernor("gone", { points: 1_000_000, perMs: 60_000 });
    process.kill(sandbox.pid("redis"), "SIGKILL");
    await eventually("it says why", async () => {
      await governor.acquire("gone", never);
      return governor.degradedReason() ?? undefined;
    });
    await eventually("quotas are shared again", async () => {
      await governor.acquire("gone", never);
      return governor.degradedReason() === null ? true : undefined;
    });
  });
});
