#!/usr/bin/env node
import { runCommandLine } from "../services/runner/cli.ts";

// Each command loads what it needs when it is called: `mocks` and `doctor` need no Kafka client.
process.exitCode = await runCommandLine(process.argv.slice(2), {
  async run(options) {
    const { runScenario } = await import("../services/runner/commands/run.ts");
    return runScenario(options);
  },
  async up(options) {
    const { bringUp } = await import("../services/runner/commands/up.ts");
    return bringUp(options);
  },
  async down(options) {
    const { takeDown } = await import("../services/runner/commands/down.ts");
    return takeDown(options);
  },
  async status(options) {
    const { showStatus } = await import("../services/runner/commands/status.ts");
    return showStatus(options);
  },
  async doctor(options) {
    const { diagnose } = await import("../services/runner/commands/doctor.ts");
    return diagnose(options);
  },
  async mocks(options) {
    const { runMocks } = await import("../services/runner/commands/mocks.ts");
    return runMocks(options);
  },
  async record(options) {
    const { runRecorder } = await import("../services/runner/commands/record.ts");
    return runRecorder(options);
  },
  async makeProvider(name) {
    const { makeProvider } = await import("../services/runner/commands/provider-new.ts");
    return makeProvider(name);
  },
  async reconcile(options) {
    const { reconcileAgain } = await import("../services/runner/commands/reconcile.ts");
    return reconcileAgain(options);
  },
});
