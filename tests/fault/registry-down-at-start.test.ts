import { describe, expect, it } from "vitest";
import { holdSandbox } from "../support/fault-at-start.ts";
import { eventually } from "../support/run-cli.ts";

describe("a registry that answers nothing while ingestion and landing start", () => {
  it("is named at /ready, and the run ends right once it answers", async () => {
    await holdSandbox("registry-down", async ({ sandbox, restart, play, readiness }) => {
      const registry = sandbox.supervisor.processes.find(({ name }) => name === "registry");
      const pid = registry?.pid ?? 0;
      expect(pid).toBeGreaterThan(1);
      process.kill(pid, "SIGSTOP");
      try {
        await restart("ingestion");
        await restart("landing");
        const named = await eventually("ingestion names the registry", async () => {
          const { status, reasons } = await readiness("ingestion");
          return status === 503 && reasons["registry"] !== "starting" ? reasons : undefined;
        });
        expect(named["registry"]).toMatch(/no answer|aborted|timeout/i);
        expect(Object.keys(named)).not.toContain("kafka");
        expect(Object.keys(named)).not.toContain("database");
        const running = play();
        await eventually("pages wait to be published", async () => {
          const { caiso = "" } = sandbox.endpoints.providers;
          const served = await fetch(`${caiso}/__sandbox/ledger`);
          return /"answers":[1-9]/.test(await served.text()) ? true : undefined;
        });
        process.kill(pid, "SIGCONT");
        const verdict = await running;
        expect(verdict.reasons).toEqual([]);
        for (const counts of Object.values(verdict.providers)) {
          expect(counts).toMatchObject({
            served: 2000,
            kafka: 2000,
            postgres: 2000,
            iceberg: 2000,
          });
        }
        await eventually("ingestion is ready", async () =>
          (await readiness("ingestion")).status === 200 ? true : undefined,
        );
      } finally {
        process.kill(pid, "SIGCONT");
      }
    });
  });
});
