import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRecording } from "../../mock-providers/replay/recording.ts";
import type { Verdict } from "../../services/runner/verdict.ts";
import { pageThrough } from "../support/page-through.ts";
import {
  type CliResult,
  createTestSandbox,
  eventually,
  runCli,
  startCli,
} from "../support/run-cli.ts";
import { startMocks } from "../support/run-mocks.ts";

const providers = ["caiso", "eia", "fred"] as const;
const series = 12;
const points = 300;

describe("a session recorded in front of the mocks", () => {
  const sandbox = createTestSandbox("record");
  const recording = mkdtempSync(join(tmpdir(), "sandbox-recording-"));
  let result: CliResult;
  let verdict: Verdict;

  beforeAll(async () => {
    const mocks = await startMocks([
      ...["--clock-start", "2026-03-15T12:00:00Z", "--no-throttle"],
      ...["--series", String(series), "--points", String(points)],
    ]);
    for (const provider of providers) {
      const recorder = startCli([
        ...["record", "--provider", provider, "--from", mocks.urls[provider]],
        ...["--out", recording],
      ]);
      const baseUrl = await eventually(
        "the recorder listens",
        () => new RegExp(`^${provider} (http:\\S+)$`, "m").exec(recorder.printed.stdout)?.[1],
      );
      const catalogueUrl = mocks.urls[provider];
      await pageThrough({ provider, catalogueUrl, baseUrl, apiKey: "sandbox_key" });
      recorder.child.kill("SIGINT");
      await recorder.finished;
    }
    await mocks.stop();
    result = await runCli(["run", "--replay", recording, "--json", "--dir", sandbox.dir]);
    // Proof for the cast: the command prints a verdict.
    verdict = JSON.parse(result.stdout) as Verdict;
  });
  afterAll(async () => {
    await sandbox.remove();
    rmSync(recording, { recursive: true });
  });

  it("holds all three providers in one index", () => {
    const { exchanges } = readRecording(recording);
    expect([...new Set(exchanges.map(({ provider }) => provider))]).toEqual(providers);
  });

  it("runs through the pipeline without a line written by hand: PASS", () => {
    expect({ code: result.code, reasons: verdict.reasons }).toEqual({ code: 0, reasons: [] });
  });

  it.each(providers)("lands every observation recorded of %s", (provider) => {
    const found = verdict.providers[provider];
    const served = found?.served ?? 0;
    expect(served).toBeGreaterThanOrEqual(series * points);
    const all = { served, kafka: served, postgres: served, iceberg: served };
    const none = { quarantined: 0, lost: 0, duplicated: 0, altered: 0, phantom: 0, unsure: 0 };
    expect(found).toMatchObject({ ...all, ...none });
  });
});
