import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningMocks, startMocks } from "../support/run-mocks.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));

const providers = ["caiso", "eia", "fred", "noaa", "worldbank"] as const;
/** Proof for the cast: the file's shape, which both tools read. */
const calls = JSON.parse(readFileSync(join(project, "perf", "calls.json"), "utf8")) as Record<
  (typeof providers)[number],
  readonly { readonly name: string }[]
>;

const k6 = findTool(["k6", join(goPath(), "bin", "k6")], ["version"]);
const locust = findTool([join(project, ".venv", "bin", "locust"), "locust"], ["--version"]);

let mocks: RunningMocks;
let directory = "";
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "sandbox-load-"));
  mocks = await startMocks(["--no-throttle", "--providers", providers.join(",")]);
});
afterAll(async () => {
  await mocks.stop();
  rmSync(directory, { recursive: true });
});

/** Limits in milliseconds that no machine misses, however noisy, and that none can keep. */
const generous = "5000";
const impossible = "0.000001";

const noK6 = k6 === undefined ? " (no k6: go install go.k6.io/k6@v1.8.1)" : "";
describe.skipIf(k6 === undefined)(`k6 run perf/k6/sandbox_test.js${noK6}`, () => {
  function run(variables: Record<string, string>) {
    const summary = join(directory, "k6.json");
    const script = join(project, "perf", "k6", "sandbox_test.js");
    return runTool(k6 ?? "", ["run", "--quiet", "--summary-export", summary, script], {
      PAGE_P95_MS: generous,
      SMALL_P95_MS: generous,
      K6_NO_USAGE_REPORT: "true",
      ...variables,
    });
  }

  it("keeps its thresholds and really loads every provider", async () => {
    const { code, output } = await run({ DURATION: "3s", VUS: "2" });
    expect(code, output).toBe(0);
    // Proof for the cast: the shape of k6's summary export.
    const { metrics, root_group } = JSON.parse(
      readFileSync(join(directory, "k6.json"), "utf8"),
    ) as {
      metrics: Record<string, Record<string, number>>;
      root_group: { groups: Record<string, { checks: Record<string, { passes: number }> }> };
    };
    expect(metrics["http_reqs"]?.["count"]).toBeGreaterThan(30);
    expect(metrics["http_req_failed"]?.["value"]).toBe(0);
    expect(metrics["provider_throttled"]).toBeUndefined();
    expect(Object.keys(root_group.groups).sort()).toEqual([...providers]);
    for (const { checks } of Object.values(root_group.groups)) {
      expect(Object.keys(checks)).toHaveLength(3);
      for (const { passes } of Object.values(checks)) expect(passes).toBeGreaterThan(3);
    }
  });

  it("fails when a limit is broken", async () => {
    const { code, output } = await run({ ITERATIONS: "6", PAGE_P95_MS: impossible });
    expect(code, output).toBe(99);
    expect(output).toContain("http_req_duration{kind:page}");
  });

  it("fails when nobody answers", async () => {
    const { code, output } = await run({ ITERATIONS: "3", CAISO_BASE_URL: "http://127.0.0.1:1" });
    expect(code, output).not.toBe(0);
  });
});

const noLocust = locust === undefined ? " (no Locust: pip install -r tests/requirements.txt)" : "";
describe.skipIf(locust === undefined)(`locust -f perf/locustfile.py${noLocust}`, () => {
  function run(words: string[], variables: Record<string, string> = {}) {
    const file = join(project, "perf", "locustfile.py");
    const load = ["--headless", "--users", "6", "--spawn-rate", "6", "--stop-timeout", "5"];
    return runTool(locust ?? "", ["-f", file, ...load, "--json", ...words], {
      P95_MS: generous,
      ...variables,
    });
  }

  it("keeps its limit and really loads every provider", async () => {
    const { code, output, stdout } = await run(["--run-time", "3s"]);
    expect(code, output).toBe(0);
    // Proof for the cast: the shape of Locust's --json.
    const stats = JSON.parse(stdout.slice(stdout.indexOf("["))) as {
      name: string;
      num_requests: number;
      num_failures: number;
    }[];
    const names = stats.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["/catalog", "/data/{series}", "/health"]));
    for (const [provider, mix] of Object.entries(calls)) {
      expect(
        mix.filter(({ name }) => names.includes(name)),
        provider,
      ).not.toHaveLength(0);
    }
    expect(stats.reduce((sum, { num_requests }) => sum + num_requests, 0)).toBeGreaterThan(30);
    expect(stats.reduce((sum, { num_failures }) => sum + num_failures, 0)).toBe(0);
  });

  it("fails when a limit is broken", async () => {
    const { code, output } = await run(["--run-time", "2s"], { P95_MS: impossible });
    expect(code, output).toBe(1);
    expect(output).toContain("the 95th percentile is");
  });
});

async function runTool(
  command: string,
  words: readonly string[],
  variables: Record<string, string>,
): Promise<{ code: number | null; stdout: string; output: string }> {
  const places = Object.fromEntries(
    Object.entries(mocks.urls).map(([name, url]) => [`${name.toUpperCase()}_BASE_URL`, url]),
  );
  const child = spawn(command, words, {
    cwd: directory,
    env: { ...process.env, PROVIDERS: providers.join(","), ...places, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  // Proof for the cast: what Node documents for the event.
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, output };
}

/** The first of the commands that runs. */
function findTool(candidates: readonly string[], words: readonly string[]): string | undefined {
  return candidates.find((candidate) => {
    try {
      execFileSync(candidate, words, { stdio: "ignore" });
      return true;
    } catch {
      return false; // not there
    }
  });
}

function goPath(): string {
  try {
    return execFileSync("go", ["env", "GOPATH"], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return "/nonexistent"; // no Go
  }
}
