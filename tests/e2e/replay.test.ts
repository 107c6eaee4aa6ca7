import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeSandbox } from "../../services/runner/commands/status.ts";
import { readRecording } from "../../mock-providers/replay/recording.ts";
import type { Verdict } from "../../services/runner/verdict.ts";
import type { Endpoints } from "../../services/stack/stack.ts";
import { withDatabase } from "../support/landed-data.ts";
import { type CliResult, createTestSandbox, runCli } from "../support/run-cli.ts";

const recorded = "tests/e2e/recorded";

describe(`run --replay ${recorded}`, () => {
  const sandbox = createTestSandbox("replay");
  let result: CliResult;
  let verdict: Verdict;
  let endpoints: Endpoints;

  beforeAll(async () => {
    result = await runCli(["run", "--replay", recorded, "--json", "--keep", "--dir", sandbox.dir]);
    // Proof for the casts: the command prints a verdict, and a kept sandbox has its endpoints.
    verdict = JSON.parse(result.stdout) as Verdict;
    endpoints = describeSandbox(sandbox.dir).endpoints as Endpoints;
  });
  afterAll(() => sandbox.remove());

  it.each([
    ["caiso", 7440],
    ["eia", 547],
    ["fred", 4015],
  ] as const)("passes with every observation recorded of %s: %d", (provider, served) => {
    expect({ code: result.code, reasons: verdict.reasons }).toEqual({ code: 0, reasons: [] });
    const all = { served, kafka: served, postgres: served, iceberg: served };
    const none = { quarantined: 0, lost: 0, duplicated: 0, altered: 0, phantom: 0, unsure: 0 };
    expect(verdict.providers[provider]).toMatchObject({ ...all, ...none });
  });

  it("lands the first GDP value of 2024-07-01 as it was published on that day's first vintage", async () => {
    const first = recordedGdp().find(({ date }) => date === "2024-07-01");
    expect(first?.realtime_start).toBe("2024-10-30");
    const landed = await withDatabase(endpoints.postgres, (client) =>
      client.query<{ value: number; as_of: Date; unit: string; interval_end: Date }>(
        `select value, as_of, unit, interval_end from sandbox.observations
         where series_id = 'GDP' and interval_start = '2024-07-01Z' order by as_of limit 1`,
      ),
    );
    expect(landed.rows).toEqual([
      {
        value: Number(first?.value),
        as_of: new Date(`${first?.realtime_start ?? ""}T00:00:00Z`),
        unit: "Billions of Dollars",
        interval_end: new Date("2024-10-01T00:00:00Z"),
      },
    ]);
  });

  it("answers a request nothing matches with 404 and the nearest recording", async () => {
    const { fred = "" } = endpoints.providers;
    const response = await fetch(
      `${fred}/fred/series/observations?series_id=UNRATE&file_type=json`,
    );
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: expect.stringMatching(
        /^No recording answers GET \/fred\/series\/observations\?series_id=UNRATE&file_type=json; nearest is fred\/\S+\.json, which was recorded with series_id "\w+" instead of "UNRATE"/,
      ) as string,
    });
  });
});

function recordedGdp(): { date: string; realtime_start: string; value: string }[] {
  const { exchanges } = readRecording(recorded);
  const page = exchanges.find(
    ({ path, query }) => path === "/fred/series/observations" && query["series_id"] === "GDP",
  );
  return (
    readJson(page?.file ?? "") as {
      observations: { date: string; realtime_start: string; value: string }[];
    }
  ).observations;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`recorded/${file}`, import.meta.url), "utf8"));
}
