/** `run --scenario FILE` on the real stack: two scenarios a good pipeline passes, one in which it is made to lose. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StatusDocument } from "../../services/runner/commands/status.ts";
import type { Verdict } from "../../services/runner/verdict.ts";
import { type CliResult, type TestSandbox, createTestSandbox, runCli } from "../support/run-cli.ts";

const scenarios = fileURLToPath(new URL("../../config/scenarios/", import.meta.url));
const size = ["--series", "12", "--points", "400"];

function verdictOf({ stdout, stderr }: CliResult): Verdict {
  expect(stdout, stderr).not.toBe("");
  // Proof for the cast: the command checked it against its schema before printing it.
  return JSON.parse(stdout) as Verdict;
}

let sandbox: TestSandbox;
let own = "";
beforeAll(() => {
  sandbox = createTestSandbox("scenario");
  own = mkdtempSync(join(tmpdir(), "scenario-files-"));
});
afterAll(async () => {
  await sandbox.remove();
  rmSync(own, { recursive: true, force: true });
});

function play(words: readonly string[]): Promise<CliResult> {
  return runCli(["run", "--json", "--dir", sandbox.dir, ...size, ...words]);
}

describe("run --scenario", () => {
  it("tuesday-morning passes: nothing lost, what was spoilt in quarantine with its class", async () => {
    const file = join(scenarios, "tuesday-morning.json");
    const result = await play(["--scenario", file, "--keep"]);
    const verdict = verdictOf(result);
    expect(verdict.reasons).toEqual([]);
    expect([verdict.verdict, result.code]).toEqual(["pass", 0]);
    expect(Object.keys(verdict.providers).sort()).toEqual(["caiso", "eia", "fred"]);
    const { caiso, eia, fred } = verdict.providers;
    expect(caiso?.faults).toMatchObject({ "rate-limited": 4, "bad-zip": 1 });
    expect(eia?.faults).toMatchObject({ "unit-changed": 1 });
    expect(eia?.quarantined).toBeGreaterThan(0);
    expect(fred?.faults).toMatchObject({ spike: expect.any(Number) as number });
    expect(verdict.notes.some((note) => note.startsWith("caiso: requests disturbed"))).toBe(true);

    const status = await runCli(["status", "--json", "--dir", sandbox.dir]);
    // Proof for the cast: printed by the command as this document.
    const { endpoints } = JSON.parse(status.stdout) as StatusDocument & {
      endpoints: { postgres: string };
    };
    const pool = new pg.Pool({ connectionString: endpoints.postgres });
    try {
      const { rows } = await pool.query<{ provider: string; classes: string[] }>(
        "select distinct provider, classes from sandbox.quarantine order by provider",
      );
      expect(rows).toEqual([
        { provider: "eia", classes: ["unit"] },
        { provider: "fred", classes: ["value-range"] },
      ]);
    } finally {
      await pool.end();
    }
    const again = await runCli(["reconcile", "--json", "--dir", sandbox.dir]);
    expect(again.code, again.stderr).toBe(0);
    const other = await play(["--scenario", join(scenarios, "throttled.json")]);
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining("scenario ")]);
    await runCli(["down", "--dir", sandbox.dir]);
  });

  it("never-readable passes: what had to be given up is named, excused, and its evidence kept", async () => {
    const verdict = verdictOf(await play(["--scenario", join(scenarios, "never-readable.json")]));
    expect(verdict.reasons).toEqual([]);
    const { caiso, fred } = verdict.providers;
    expect([caiso?.failedUnits, caiso?.excusedUnits, caiso?.quarantined]).toEqual([1, 1, 1]);
    expect([fred?.failedUnits, fred?.excusedUnits]).toEqual([1, 1]);
    expect(verdict.notes.join("\n")).toMatch(
      /caiso: SLD_FCST\/ACTUAL .*truncated-zip#archive\); excused/,
    );
    expect(verdict.notes.join("\n")).toMatch(/fred: .*GDP@.*auth-failure#key\); excused/);
  });

  it("a pipeline that does not validate fails under a spike, and is told what landed wrongly", async () => {
    const scenario = join(own, "spike.json");
    const spike = { kind: "spike", provider: "eia", parameters: { share: 0.1 } };
    const named = { name: "spike", description: "Impossible values", providers: ["eia"] };
    writeFileSync(scenario, JSON.stringify({ ...named, faults: [spike] }));
    const config = join(own, "config.json");
    const plain = JSON.parse(
      readFileSync(new URL("../../config/sandbox_config.json", import.meta.url), "utf8"),
    ) as { providers: object[] };
    const providers = plain.providers.map((one) => ({ ...one, validated: false }));
    writeFileSync(config, JSON.stringify({ providers }));

    const result = await play(["--scenario", scenario, "--config", config]);
    const verdict = verdictOf(result);
    expect([verdict.verdict, result.code]).toEqual(["fail", 1]);
    const wrong = verdict.providers.eia?.wronglyLanded ?? 0;
    expect(wrong).toBeGreaterThan(100);
    expect(verdict.reasons).toEqual([`eia: ${wrong} wrongly landed`]);
    const sinks = verdict.differences.listed.map(({ kind, sink }) => `${kind} in ${sink}`);
    expect([...new Set(sinks)].sort()).toEqual([
      "wrongly-landed in iceberg",
      "wrongly-landed in kafka",
      "wrongly-landed in postgres",
    ]);
  });

  it("a stream excuses what a fault without an end kept from its last poll, and nothing else", async () => {
    const scenario = join(own, "stream.json");
    const path = "/v2/electricity/rto/region-data/*";
    const key = { id: "key", kind: "auth-failure", from: "+3h" };
    const faults = [
      { ...key, provider: "eia", path },
      // It ends after the stream: waiting would have helped.
      { ...key, id: "away", provider: "fred", until: "+60d" },
      { id: "idle", kind: "outage", provider: "eia", path: "/nowhere" },
    ];
    writeFileSync(scenario, JSON.stringify({ name: "stream", description: "Keys.", faults }));
    const stream = ["--for", "30h", "--time-scale", "0", "--clock-start", "2026-03-09T00:00Z"];
    const words = ["--providers", "eia,fred", "--series", "10", "--scenario", scenario];
    const {
      stream: streamed,
      reasons,
      notes,
      ...verdict
    } = verdictOf(await play([...stream, ...words]));
    const { eia, fred } = streamed?.providers ?? {};
    expect(eia).toMatchObject({ missing: 0, excused: expect.any(Number) as number });
    expect(eia?.excused).toBeGreaterThan(0);
    expect(verdict.providers.eia?.failedUnits).toBe(verdict.providers.eia?.excusedUnits);
    expect(fred).toMatchObject({ missing: expect.any(Number) as number, excused: 0 });
    expect(fred?.missing).toBeGreaterThan(0);
    expect(reasons).toContain(`fred: ${fred?.missing ?? 0} published by the end and never landed`);
    expect(reasons.every((reason) => reason.startsWith("fred: "))).toBe(true);
    expect(verdict.differences.listed.map(({ kind }) => kind)).toContain("unseen");
    expect(notes.filter((note) => note.startsWith("warning: "))).toEqual([
      expect.stringContaining("outage#idle never struck"),
    ]);
  });

  it.each<[string, object | string, RegExp]>([
    [
      "of which nothing could be done",
      { faults: [{ kind: "outage", provider: "worldbank" }] },
      /all its faults are of worldbank, expected one of caiso, eia, fred or \*/,
    ],
    ["that is none", "no JSON", /Cannot read the scenario .*expected JSON/],
    [
      "with a rate over 1",
      { faults: [{ kind: "outage", provider: "eia", rate: 2 }] },
      /at "faults\.0": Cannot use the fault's field "rate": it is 2, expected at most 1/,
    ],
    [
      "that is over before it begins",
      { faults: [{ kind: "outage", provider: "eia", until: "2020-01-01T00:00:00Z" }] },
      /field "until": it ends at 2020-01-01T00:00:00\.000Z, which is past/,
    ],
    ["of an unknown provider", { providers: ["nyiso"], faults: [] }, /no provider "nyiso"/],
    [
      "with a fault of an unknown provider",
      { faults: [{ kind: "outage", provider: "nyiso" }] },
      /no such provider, expected caiso/,
    ],
  ])("refuses a file %s with exit code 2, before anything starts", async (_what, content, says) => {
    const file = join(own, "bad.json");
    const named = { name: "bad", description: "bad" };
    writeFileSync(
      file,
      typeof content === "string" ? content : JSON.stringify({ ...named, ...content }),
    );
    const { code, stderr, stdout } = await play(["--scenario", file]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(says);
  });
});
