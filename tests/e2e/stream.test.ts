/** Weeks in minutes: publications, clock changes, a kill and Ctrl-C, on the real stack. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type StatusDocument, describeSandbox } from "../../services/runner/commands/status.ts";
import type { StreamVerdict, Verdict } from "../../services/runner/verdict.ts";
import type { Endpoints } from "../../services/stack/stack.ts";
import { expectGone, takeFootprint } from "../support/aftermath.ts";
import { withDatabase } from "../support/landed-data.ts";
import {
  type CliResult,
  type RunningCli,
  type TestSandbox,
  createTestSandbox,
  eventually,
  runCli,
  startCli,
} from "../support/run-cli.ts";
import { hasLanded } from "../support/stream-with-kill.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const nothingWrong = {
  ...{ lost: 0, duplicated: 0, altered: 0, phantom: 0 },
  ...{ quarantined: 0, wronglyQuarantined: 0, failedUnits: 0 },
};

const sandboxes: TestSandbox[] = [];
afterAll(async () => {
  for (const sandbox of sandboxes) await sandbox.remove();
});

function newSandbox(): TestSandbox {
  const sandbox = createTestSandbox("stream");
  sandboxes.push(sandbox);
  return sandbox;
}

function readVerdict({ stdout, stderr }: CliResult): Verdict & { stream: StreamVerdict } {
  expect(stdout, stderr).not.toBe("");
  // Proof for the cast: the command checked it against the schema before printing it, and streams have the part.
  return JSON.parse(stdout) as Verdict & { stream: StreamVerdict };
}

function expectPass(result: CliResult): Verdict & { stream: StreamVerdict } {
  const verdict = readVerdict(result);
  expect(verdict.reasons, result.stderr).toEqual([]);
  expect([verdict.verdict, result.code]).toEqual(["pass", 0]);
  for (const [provider, counts] of Object.entries(verdict.providers)) {
    expect(counts).toMatchObject(nothingWrong);
    // Kafka holds a value that came back under its nominal as_of once, the sinks each of its revisions.
    expect(counts.kafka).toBeLessThanOrEqual(counts.postgres);
    expect(counts.iceberg).toBe(counts.postgres);
    const streamed = verdict.stream.providers[provider as keyof Verdict["providers"]];
    expect(streamed?.missing).toBe(0);
    expect(streamed?.published).toBeGreaterThan(0);
  }
  return verdict;
}

/** Resolves once a condition holds for what the run has printed; rejects when it ends before. */
async function untilPrinted(run: RunningCli, what: string, holds: (text: string) => boolean) {
  await eventually(what, () => {
    if (run.child.exitCode !== null) throw new Error(`It ended:\n${run.printed.stderr}`);
    return holds(run.printed.stderr) ? true : undefined;
  });
}

describe("run --for 36h over the change to summer time, with ingestion killed in the middle", () => {
  const from = Date.parse("2026-03-07T18:00:00Z");
  const to = from + 36 * hourMs;
  let sandbox: TestSandbox;
  let result: CliResult;
  let verdict: Verdict & { stream: StreamVerdict };
  let endpoints: Endpoints;

  beforeAll(async () => {
    sandbox = newSandbox();
    const words = ["run", "--json", "--keep", "--dir", sandbox.dir, "--series", "20"];
    const stream = ["--for", "36h", "--time-scale", "5000", "--clock-start", "2026-03-07T18:00Z"];
    const run = startCli([...words, ...stream]);
    await untilPrinted(run, "some of it has landed", hasLanded);
    const { processes } = describeSandbox(sandbox.dir);
    const ingestion = processes.find(({ name }) => name === "ingestion");
    process.kill(ingestion?.pid ?? 0, "SIGKILL");
    result = await run.finished;
    verdict = expectPass(result);
    const status = await runCli(["status", "--json", "--dir", sandbox.dir]);
    // Proof for the casts: the command prints this document, and the sandbox is up.
    endpoints = (JSON.parse(status.stdout) as StatusDocument).endpoints as Endpoints;
  });

  it("passes, and says that ingestion died and came back", () => {
    const events = verdict.events.filter(({ process }) => process === "ingestion");
    expect(events.map(({ event }) => event.split(" ")[0])).toEqual(["died", "back"]);
    expect(verdict.stream).toMatchObject({
      from: "2026-03-07T18:00:00.000Z",
      to: "2026-03-09T06:00:00.000Z",
      timeScale: 5000,
      jumps: 0,
    });
  });

  it("is fresh at its end, series by series", () => {
    for (const { freshness } of Object.values(verdict.stream.providers)) {
      expect(freshness).toMatchObject({ series: 20, late: 0 });
      expect(freshness.worst?.seconds).not.toBeNull();
    }
  });

  /** Interval starts of one series in PostgreSQL, ascending. */
  function startsOf(dataset: string, begin: number, end: number): Promise<number[]> {
    return withDatabase(endpoints.postgres, async (client) => {
      const { rows } = await client.query<{ start: number }>(
        `select distinct (extract(epoch from interval_start) * 1000)::float8 as start
         from sandbox.observations where dataset = $1 and interval_start >= to_timestamp($2::float8 / 1000)
           and interval_start < to_timestamp($3::float8 / 1000)
           and series_id = (select min(series_id) from sandbox.observations where dataset = $1)
         order by start`,
        [dataset, begin, end],
      );
      return rows.map(({ start }) => start);
    });
  }

  it("has every five-minute price published by its end, each once", async () => {
    const starts = await startsOf("PRC_INTVL_LMP/RTM", from, to - 10 * minuteMs + 1);
    const expected = Array.from({ length: 431 }, (_, index) => from + index * 5 * minuteMs);
    expect(starts).toEqual(expected);
  });

  it("has the 23 hours of the trade day on which clocks went forward", async () => {
    const day = Date.parse("2026-03-08T08:00:00Z");
    const starts = await startsOf("PRC_LMP/DAM", day, Date.parse("2026-03-09T07:00:00Z"));
    expect(starts).toEqual(Array.from({ length: 23 }, (_, hour) => day + hour * hourMs));
  });

  it("leaves mocks and pipeline with the same clock, beyond the end and at the pace of people", async () => {
    const read = async (url: string): Promise<{ nowMs: number; scale: number }> =>
      // Proof for the cast: both answer with these.
      (await (await fetch(url)).json()) as { nowMs: number; scale: number };
    const mock = `${endpoints.providers.eia ?? ""}/__sandbox/clock`;
    const before = await read(mock);
    const pipeline = await read(`${endpoints.ingestion ?? ""}/clock`);
    const after = await read(mock);
    expect([before.scale, pipeline.scale]).toEqual([1, 1]);
    expect(before.nowMs).toBeGreaterThanOrEqual(to);
    // To the millisecond: the same anchor, read one after the other.
    expect(pipeline.nowMs).toBeGreaterThanOrEqual(before.nowMs);
    expect(pipeline.nowMs).toBeLessThanOrEqual(after.nowMs);
  });

  it("counts polls by provider and dataset, and shows no freshness of a stream that is over", async () => {
    const text = await (await fetch(`${endpoints.ingestion ?? ""}/metrics`)).text();
    const linesOf = (name: string): string[] =>
      text.split("\n").filter((line) => line.startsWith(`${name}{`));
    const polls = linesOf("ingest_polls_total");
    expect(polls).toContainEqual(expect.stringContaining('provider="caiso",dataset="PRC_LMP/DAM"'));
    expect(polls.length).toBeLessThanOrEqual(30);
    for (const name of ["ingest_freshness_seconds", "ingest_poll_lag_seconds"]) {
      expect(text).toContain(`# TYPE ${name} gauge`);
      expect(linesOf(name)).toEqual([]);
    }
  });

  it("shows the stream in the report and in JUnit", () => {
    const directory = join(sandbox.dir, "runs", verdict.runId);
    expect(readFileSync(join(directory, "report.html"), "utf8")).toContain("<h2>Streamed</h2>");
    const junit = readFileSync(join(directory, "junit.xml"), "utf8");
    expect(junit.match(/name="nothing published was missed"\/>/g)).toHaveLength(3);
  });

  it("can be streamed on from where it is, and reconciled again", async () => {
    const words = ["run", "--json", "--keep", "--dir", sandbox.dir, "--series", "20"];
    const clock = ["--time-scale", "5000", "--clock-start", "2026-03-07T18:00Z"];
    const more = expectPass(
      await runCli([...words, ...clock, "--for", "6h", "--providers", "eia"]),
    );
    expect(Date.parse(more.stream.from)).toBeGreaterThanOrEqual(to);
    const again = await runCli(["reconcile", "--json", "--dir", sandbox.dir]);
    expect(again.code, again.stderr).toBe(0);
  });
});

describe("run --for 3d --time-scale 0", () => {
  it("jumps whenever the pipeline has caught up, over the change to winter time, and sees every revision", async () => {
    const { dir } = newSandbox();
    const providers = ["--providers", "eia,fred,noaa", "--series", "10"];
    const clock = ["--time-scale", "0", "--clock-start", "2026-10-30T18:00:00Z", "--for", "3d"];
    const { stream } = expectPass(
      await runCli(["run", "--json", "--dir", dir, ...providers, ...clock]),
    );
    expect(stream).toMatchObject({ timeScale: 0, to: "2026-11-02T18:00:00.000Z" });
    expect(stream.jumps).toBeGreaterThan(0);
    const made = (one: { polls: number; merged: number; failedPolls: number } | undefined) =>
      one === undefined || one.failedPolls > 0 ? Number.NaN : one.polls + one.merged;
    // Each dataset first and last, and as often as its timetable says; a busy machine merges some.
    expect(made(stream.providers.fred)).toBe(2 + 36);
    expect(made(stream.providers.noaa)).toBe(2 * 2 + 12 + 6);
    expect(made(stream.providers.eia)).toBeGreaterThanOrEqual(2 + 72);
    // Monday is a business day: daily summaries of a week and a month before are corrected, silently.
    expect(stream.providers.noaa?.revisions).toBeGreaterThan(0);
  });
});

describe("run --stream", () => {
  /** A stream that has landed something. */
  async function startStream(...words: string[]) {
    const { dir } = newSandbox();
    const size = ["--series", "10", "--providers", "eia", "--time-scale", "2000"];
    const run = startCli(["run", "--json", "--dir", dir, "--stream", ...size, ...words]);
    await untilPrinted(run, "something has landed", hasLanded);
    return { run, dir, footprint: takeFootprint(dir) };
  }

  it("ends at Ctrl-C with the verdict of what was streamed, and leaves nothing", async () => {
    const { run, footprint } = await startStream();
    run.child.kill("SIGINT");
    const result = await run.finished;
    const { stream } = expectPass(result);
    expect(result.stderr).toContain("Ending the stream and giving its verdict");
    expect(Date.parse(stream.to)).toBeGreaterThan(Date.parse(stream.from) + 10 * minuteMs);
    await expectGone(footprint);
  });

  it("ends with 1 and names the differences when what landed was tampered with", async () => {
    const { run, dir } = await startStream();
    const { postgres } = describeSandbox(dir).endpoints as Endpoints;
    const deleted = await withDatabase(postgres, async (client) => {
      const { rowCount } = await client.query(
        `delete from sandbox.observation_values where series_key = (
           select min(series_key) from sandbox.observation_values)`,
      );
      return rowCount ?? 0;
    });
    expect(deleted).toBeGreaterThan(0);
    run.child.kill("SIGINT");
    const result = await run.finished;
    const verdict = readVerdict(result);
    expect([verdict.verdict, result.code]).toEqual(["fail", 1]);
    // The last poll brings back to PostgreSQL what it lacks, and so a second time to Iceberg.
    expect(verdict.reasons).toContainEqual(expect.stringMatching(/^eia: \d+ duplicated$/));
    expect(verdict.differences.listed[0]).toMatchObject({ kind: "duplicated", sink: "iceberg" });
  });

  it("ends at once with 130 at a second Ctrl-C", async () => {
    const { run, dir } = await startStream();
    run.child.kill("SIGINT");
    await untilPrinted(run, "it was told to end", (text) => text.includes("once more to leave"));
    run.child.kill("SIGINT");
    expect(await run.finished).toMatchObject({ code: 130, stdout: "" });
    const { code, stderr } = await runCli(["down", "--dir", dir]);
    expect(code, stderr).toBe(0);
  });
});
