import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { SandboxError } from "../../../services/core/errors.ts";
import { createPauses } from "../../../services/landing/pauses.ts";
import { createReadiness } from "../../../services/stability/readiness.ts";
import { createMetrics } from "../../../services/telemetry/metrics.ts";

function setUp() {
  const readiness = createReadiness([]);
  const metrics = createMetrics("landing");
  const pauses = createPauses(readiness, metrics, pino({ level: "silent" }));
  const gauge = async (): Promise<Record<string, number>> => {
    const { values } = await metrics.gauge("landing_paused").get();
    return Object.fromEntries(values.map(({ labels, value }) => [String(labels.code), value]));
  };
  return { readiness, pauses, gauge };
}

const full = new SandboxError("WAREHOUSE_FULL", "Cannot write a.parquet: no space left on device");

describe("createPauses()", () => {
  it("says what is wrong and what to do, in one sentence", () => {
    const { readiness, pauses } = setUp();
    pauses.begin("caiso", full);
    expect(readiness.reasons()).toEqual({
      caiso:
        "Cannot write a.parquet: no space left on device; make room on the warehouse's disk, and landing continues by itself",
    });
    pauses.end("caiso");
    expect(readiness.reasons()).toEqual({});
  });

  it("shows a code as long as any part waits for it", async () => {
    const { pauses, gauge } = setUp();
    pauses.begin("caiso", full);
    pauses.begin("eia", full);
    pauses.end("caiso");
    expect(await gauge()).toEqual({ WAREHOUSE_FULL: 1 });
    pauses.begin("eia", new SandboxError("DATABASE_UNAVAILABLE", "gone"));
    expect(await gauge()).toEqual({ WAREHOUSE_FULL: 0, DATABASE_UNAVAILABLE: 1 });
    pauses.end("eia");
    pauses.end("eia");
    expect(await gauge()).toEqual({ WAREHOUSE_FULL: 0, DATABASE_UNAVAILABLE: 0 });
  });

  it("keeps passwords out of the sentence", () => {
    const { readiness, pauses } = setUp();
    pauses.begin("postgres", new Error("cannot reach postgresql://aurum:s3cret@db/aurum"));
    expect(readiness.reasons()["postgres"]).not.toContain("s3cret");
  });
});
