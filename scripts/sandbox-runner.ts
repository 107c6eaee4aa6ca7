#!/usr/bin/env node
import { runCommandLine } from "../services/runner/cli.ts";
import { diagnose } from "../services/runner/commands/doctor.ts";
import { takeDown } from "../services/runner/commands/down.ts";
import { runMocks } from "../services/runner/commands/mocks.ts";
import { reconcileAgain } from "../services/runner/commands/reconcile.ts";
import { runScenario } from "../services/runner/commands/run.ts";
import { showStatus } from "../services/runner/commands/status.ts";
import { bringUp } from "../services/runner/commands/up.ts";

process.exitCode = await runCommandLine(process.argv.slice(2), {
  run: runScenario,
  up: bringUp,
  down: takeDown,
  status: showStatus,
  doctor: diagnose,
  mocks: runMocks,
  reconcile: reconcileAgain,
});
