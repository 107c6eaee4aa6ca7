import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Observation } from "../../../services/core/observation.ts";
import { expectLanded } from "./support/landed-rows.ts";
import type { ChildOptions } from "./support/landing-child.ts";
import { type LandingStack, makeObservations, startLandingStack } from "./support/landing-stack.ts";
import { allLanded, waitUntil } from "./support/wait-until.ts";

let stack: LandingStack;
const children = new Set<Child>();
/** All that was sent so far. */
const sent: Observation[] = [];

beforeAll(async () => {
  stack = await startLandingStack();
});

afterAll(async () => {
  await stack.stop();
});

afterEach(async () => {
  await Promise.all([...children].map(kill));
});

interface Child {
  readonly process: ChildProcess;
  /** Lines it printed, by text. */
  count(line: string): number;
}

const entry = fileURLToPath(new URL("support/landing-child.ts", import.meta.url));

function startChild(options: Partial<ChildOptions> = {}): Child {
  const lines: string[] = [];
  const started = spawn(
    process.execPath,
    [entry, JSON.stringify({ ...stack.endpoints, ...options })],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  createInterface({ input: started.stdout }).on("line", (line) => lines.push(line));
  const child = {
    process: started,
    count: (line: string) => lines.filter((one) => one === line).length,
  };
  children.add(child);
  return child;
}

/** As `kill -9` does: no handler runs, nothing is flushed. */
async function kill(child: Child): Promise<void> {
  children.delete(child);
  if (child.process.exitCode !== null || child.process.signalCode !== null) return;
  const exited = once(child.process, "exit");
  child.process.kill("SIGKILL");
  await exited;
}

async function send(dataset: string, points: number): Promise<void> {
  const observations = makeObservations({ provider: "caiso", dataset, series: 12, points });
  sent.push(...observations);
  await stack.produce(observations);
}

describe("landing killed with -9", () => {
  it.each([
    ["between Parquet and the pointer", "staged"],
    ["between the pointer and COMMIT", "pointed"],
    ["between COMMIT and telling anybody", "committed"],
  ] as const)("%s loses and doubles nothing", async (_name, hangAt) => {
    await send(hangAt, 1_000);
    // The second time: something has landed before, and something is on its way behind it.
    const victim = startChild({ hangAt, times: 2 });
    await waitUntil("the victim hangs", () => victim.count("hangs") === 1);
    await kill(victim);
    startChild();
    await allLanded(stack, "caiso");
    await expectLanded(stack.pool, "caiso", sent);
  });
});

describe("two landing processes", () => {
  it("share the partitions, and one goes on alone when the other is killed", async () => {
    const one = startChild();
    const two = startChild();
    for (let round = 0; one.count("landed") === 0 || two.count("landed") === 0; round++) {
      expect(round, "rounds until both have landed something").toBeLessThan(20);
      await send(`shared-${round}`, 100);
      await allLanded(stack, "caiso");
    }
    const before = one.count("landed");
    await send("while-killed", 2_000);
    await waitUntil("the one lands some of it", () => one.count("landed") > before);
    await kill(one);
    await allLanded(stack, "caiso");
    await expectLanded(stack.pool, "caiso", sent);
    expect(two.process.exitCode).toBeNull();
  });

  it("go on without one that froze in the middle of a transaction, and fence it when it wakes", async () => {
    await send("frozen", 1_000);
    const frozen = startChild({ hangAt: "staged" });
    await waitUntil("the first is in its transaction", () => frozen.count("hangs") === 1);
    frozen.process.kill("SIGSTOP");
    const other = startChild();
    await allLanded(stack, "caiso");
    expect(frozen.count("landed")).toBe(0);
    expect(other.count("landed")).toBeGreaterThan(0);
    frozen.process.kill("SIGCONT");
    frozen.process.kill("SIGUSR2");
    for (let round = 0; frozen.count("landed") === 0; round++) {
      expect(round, "rounds until the one that woke lands again").toBeLessThan(20);
      await send(`awake-${round}`, 100);
      await allLanded(stack, "caiso");
    }
    await expectLanded(stack.pool, "caiso", sent);
    expect([frozen.process.exitCode, other.process.exitCode]).toEqual([null, null]);
  });
});
