import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StatusDocument } from "../../services/runner/commands/status.ts";
import type { Verdict } from "../../services/runner/verdict.ts";
import { expectGone, portsIn, takeFootprint } from "../support/aftermath.ts";
import { digestLanded } from "../support/landed-data.ts";
import { type CliResult, type TestSandbox, createTestSandbox, runCli } from "../support/run-cli.ts";

const schema: object = JSON.parse(
  readFileSync(new URL("../../config/schemas/verdict.schema.json", import.meta.url), "utf8"),
) as object;

const even = { lost: 0, duplicated: 0, altered: 0, phantom: 0, quarantined: 0 };

describe("run --providers caiso,eia --json --out DIR, at its default size", () => {
  let sandbox: TestSandbox;
  let result: CliResult;
  let verdict: Verdict;
  let out = "";

  beforeAll(async () => {
    sandbox = createTestSandbox("run");
    out = join(sandbox.dir, "..", "out");
    const words = ["--providers", "caiso,eia", "--json", "--out", out, "--dir", sandbox.dir];
    result = await runCli(words);
    // Proof for the cast: the first test holds it to its schema.
    verdict = JSON.parse(result.stdout) as Verdict;
  });
  afterAll(() => sandbox.remove());

  it("ends with 0 and prints the verdict alone, valid against its published schema", () => {
    expect(result.code, result.stderr).toBe(0);
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.validate(schema, verdict);
    expect(ajv.errors).toBeNull();
  });

  it("passes, with 50,000 observations of each provider in every column", () => {
    const all = { served: 50_000, kafka: 50_000, postgres: 50_000, iceberg: 50_000, ...even };
    expect(verdict).toMatchObject({ verdict: "pass", reasons: [], seed: 42, stack: "native" });
    expect(verdict.providers).toMatchObject({ caiso: all, eia: all });
    expect(Object.keys(verdict.providers)).toEqual(["caiso", "eia"]);
    expect(verdict.differences).toEqual({ total: 0, listed: [] });
    expect(verdict.events).toEqual([]);
  });

  it("measures throughput, latency and the time of each phase", () => {
    expect(verdict.throughput.records).toBe(100_000);
    expect(verdict.throughput.recordsPerSecond).toBeGreaterThan(0);
    const { p50, p95, p99 } = verdict.latencyMs;
    expect(p50).toBeGreaterThan(0);
    expect([p50, p95, p99]).toEqual([p50, p95, p99].sort((a, b) => a - b));
    const phases = verdict.phases.map(({ name }) => name);
    expect(phases).toEqual(["stack", "plan", "ingest", "reconcile"]);
    const inPhases = verdict.phases.reduce((sum, { ms }) => sum + ms, 0);
    expect(verdict.durationMs).toBeGreaterThanOrEqual(inPhases);
  });

  it("leaves verdict, report, JUnit file and logs under runs/<run id> and in --out", () => {
    const directory = join(sandbox.dir, "runs", verdict.runId);
    const files = ["junit.xml", "report.html", "verdict.json"];
    const all = [...files, "logs"].sort();
    expect(readdirSync(directory).sort()).toEqual(all);
    expect(readdirSync(out).sort()).toEqual(all);
    expect(readdirSync(join(directory, "logs"))).toEqual(
      expect.arrayContaining(["ingestion.log", "landing.log", "mock-providers.log"]),
    );
    for (const file of files) {
      expect(readFileSync(join(out, file))).toEqual(readFileSync(join(directory, file)));
    }
    expect(JSON.parse(readFileSync(join(directory, "verdict.json"), "utf8"))).toEqual(verdict);
    const report = readFileSync(join(directory, "report.html"), "utf8");
    expect(report).toContain(verdict.runId);
    expect(report.match(/<svg/g)).toHaveLength(2);
    expect(report).not.toMatch(/<script|<link|src=|@import|url\(/);
    const junit = readFileSync(join(directory, "junit.xml"), "utf8");
    expect(junit.match(/<testcase /g)).toHaveLength(17);
    expect(junit).not.toContain("<failure");
  });

  it("keeps secrets out of everything it leaves", () => {
    const kept = [result.stdout, result.stderr];
    for (const place of [out, join(out, "logs"), join(sandbox.dir, "logs")]) {
      for (const entry of readdirSync(place, { withFileTypes: true })) {
        if (entry.isFile()) kept.push(readFileSync(join(place, entry.name), "utf8"));
      }
    }
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.filter((text) => /aurum:aurum@|sandbox_key/.test(text))).toEqual([]);
  });

  it("leaves no process, no data and no port behind", async () => {
    const ports = portsIn(verdict.endpoints);
    expect(ports.length).toBeGreaterThanOrEqual(9);
    await expectGone({ ...takeFootprint(sandbox.dir), ports });
    for (const place of ["data", "warehouse", "ledger"]) {
      expect(readdirSync(join(sandbox.dir, place))).toEqual([]);
    }
    expect(existsSync(join(sandbox.dir, "state.json"))).toBe(false);
  });
});

describe("--seed, --series and --points", () => {
  const sandboxes = [
    createTestSandbox("same"),
    createTestSandbox("same"),
    createTestSandbox("else"),
  ];
  afterAll(async () => {
    for (const sandbox of sandboxes) await sandbox.remove();
  });

  async function runKept(
    index: number,
    seed: number,
  ): Promise<{ verdict: Verdict; digest: string }> {
    const dir = sandboxes[index]?.dir ?? "";
    const size = ["--seed", String(seed), "--series", "7", "--points", "130"];
    const { code, stdout, stderr } = await runCli([
      "run",
      "--keep",
      "--json",
      "--dir",
      dir,
      ...size,
    ]);
    expect(code, stderr).toBe(0);
    const status = await runCli(["status", "--json", "--dir", dir]);
    // Proof for the casts: both were printed by the command as these documents.
    const { endpoints } = JSON.parse(status.stdout) as StatusDocument & {
      endpoints: { postgres: string };
    };
    const digest = await digestLanded(endpoints.postgres);
    return { verdict: JSON.parse(stdout) as Verdict, digest };
  }

  it("two sandboxes side by side with the same seed land the same data, one with another seed other data", async () => {
    const [first, second] = await Promise.all([runKept(0, 7), runKept(1, 7)]);
    const all = { served: 910, kafka: 910, postgres: 910, iceberg: 910, ...even };
    for (const { verdict } of [first, second]) {
      expect(verdict).toMatchObject({ verdict: "pass", seed: 7 });
      expect(verdict.providers).toMatchObject({ caiso: all, eia: all, fred: all });
    }
    expect(second.digest).toBe(first.digest);
    const ports = [first, second].flatMap(({ verdict }) => portsIn(verdict.endpoints));
    expect(new Set(ports).size).toBe(ports.length);
    await Promise.all(sandboxes.slice(0, 2).map(({ dir }) => runCli(["down", "--dir", dir])));

    const other = await runKept(2, 8);
    expect(other.verdict.providers).toMatchObject({ caiso: all, eia: all, fred: all });
    expect(other.digest).not.toBe(first.digest);
  });
});
