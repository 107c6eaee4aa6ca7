/** Makes perf/reports/benchmark.html from the figures the benchmark left in perf/reports/benchmark.json. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeError } from "../services/core/errors.ts";
import { renderBenchmarkPage } from "../services/runner/bench/benchmark-page.ts";
import { benchmarkSchema } from "../services/runner/bench/benchmark.ts";

const reports = fileURLToPath(new URL("../perf/reports/", import.meta.url));
try {
  const figures = benchmarkSchema.parse(
    JSON.parse(readFileSync(`${reports}benchmark.json`, "utf8")),
  );
  writeFileSync(`${reports}benchmark.html`, renderBenchmarkPage(figures));
  process.stdout.write("Wrote perf/reports/benchmark.html\n");
} catch (error) {
  process.stderr.write(
    `Cannot read perf/reports/benchmark.json: run npm run bench first (${describeError(error)})\n`,
  );
  process.exitCode = 2;
}
