/**
 * `npm run bench [-- --json] [-- --records N]`: every figure of docs/performance.md, measured in one run;
 * with `--only mocks` the mocks' figures alone, which need neither Java nor Maven.
 * The figures also go to perf/reports/benchmark.json, from which generate-perf-report.ts makes a page.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { SandboxError, describeError, errorTable } from "../services/core/errors.ts";
import { runBenchmark, runMockBenchmark } from "../services/runner/bench/benchmark.ts";
import { renderBenchmark, renderMockBenchmark } from "../services/runner/bench/render-benchmark.ts";
import { interruptedExitCode, onInterrupt } from "../services/runner/interrupt.ts";
import { parseChoice, parseCount } from "../services/runner/options.ts";
import { createProgress } from "../services/runner/progress.ts";

const interrupt = onInterrupt((text) => process.stderr.write(`${text}\n`));
try {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      records: { type: "string", default: "300000" },
      only: { type: "string" },
    },
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
  const progress = createProgress(process.stderr, process.stderr.isTTY);
  if (values.only === undefined) {
    const result = await runBenchmark(options, progress, interrupt.signal, machine);
    write("benchmark.json", result, values.json === true ? undefined : renderBenchmark(result));
  } else {
    parseChoice("--only", ["mocks"] as const)(values.only);
    const result = await runMockBenchmark(options, progress, interrupt.signal);
    write(
      "mock-benchmark.json",
      result,
      values.json === true ? undefined : renderMockBenchmark(result),
    );
  }
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

/** Keeps the figures as a file, and prints them: as JSON when nobody has put them into words. */
function write(file: string, result: object, words: string | undefined): void {
  const reports = fileURLToPath(new URL("../perf/reports", import.meta.url));
  mkdirSync(reports, { recursive: true });
  const json = JSON.stringify(result, null, 2);
  writeFileSync(`${reports}/${file}`, `${json}\n`);
  process.stdout.write(`${words ?? json}\n`);
}
