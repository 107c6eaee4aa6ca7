/**
 * `npm run bench [-- --json] [-- --records N]`: every figure of docs/performance.md, measured in one run.
 * The figures also go to perf/reports/benchmark.json, from which generate-perf-report.ts makes a page.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { SandboxError, describeError, errorTable } from "../services/core/errors.ts";
import { runBenchmark } from "../services/runner/bench/benchmark.ts";
import { renderBenchmark } from "../services/runner/bench/render-benchmark.ts";
import { interruptedExitCode, onInterrupt } from "../services/runner/interrupt.ts";
import { parseCount } from "../services/runner/options.ts";
import { createProgress } from "../services/runner/progress.ts";

const interrupt = onInterrupt((text) => process.stderr.write(`${text}\n`));
try {
  const { values } = parseArgs({
    options: { json: { type: "boolean" }, records: { type: "string", default: "300000" } },
  });
  const machine = {
    cores: availableParallelism(),
    model: cpus()[0]?.model ?? "unknown",
    node: process.version,
  };
  const options = {
    records: parseCount("--records", 3_000_000)(values.records),
    config: "config/sandbox_config.json",
    seed: 42,
  };
  const result = await runBenchmark(
    options,
    createProgress(process.stderr, process.stderr.isTTY),
    interrupt.signal,
    machine,
  );
  const reports = fileURLToPath(new URL("../perf/reports", import.meta.url));
  mkdirSync(reports, { recursive: true });
  const text = `${JSON.stringify(result, null, 2)}\n`;
  writeFileSync(`${reports}/benchmark.json`, text);
  process.stdout.write(values.json === true ? text : `${renderBenchmark(result)}\n`);
} catch (error) {
  if (interrupt.signal.aborted) {
    process.exitCode = interruptedExitCode;
  } else {
    process.stderr.write(`benchmark: ${describeError(error)}\n`);
    const usage = error instanceof TypeError ? 2 : 1;
    process.exitCode = error instanceof SandboxError ? errorTable[error.code].exitCode : usage;
  }
} finally {
  interrupt.release();
}
