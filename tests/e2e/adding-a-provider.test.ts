import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CheckoutCopy, copyCheckout } from "../support/checkout-copy.ts";

const page = readFileSync("docs/adding-a-provider.md", "utf8");
/** The page's commands, in its order. */
const commands = [...page.matchAll(/^ {4}(\S.*)$/gm)].map(([, command = ""]) => command);
/** What needs the real stack, the internet or Ctrl-C: the first one's own test is tests/e2e/added-provider.test.ts. */
const notHere = /^npx sandbox-runner (?:--providers|mocks|record|run) /;
const limitMs = 240_000;

/** Prints what a run of the new provider would ask for. */
const planScript = `
import { mockTable } from "./mock-providers/provider-table.ts";
import { startMockServer } from "./mock-providers/kit/server.ts";
import { createMockClock } from "./mock-providers/kit/mock-clock.ts";
import { connectors } from "./services/providers/connector-table.ts";
import { loadSandboxConfig, selectProviders } from "./services/runner/sandbox-config.ts";
import { createSettings } from "./services/runner/sandbox-settings.ts";
import { fetchCatalogue, planRun } from "./services/runner/run-plan.ts";
import { parseProviders } from "./services/runner/options.ts";
const names = parseProviders("acme");
const providers = selectProviders(loadSandboxConfig("config/sandbox_config.json"), names);
const { seed, series, points, clock } = createSettings({ seed: 42, series: 50, points: 1000, throttle: true }, names, 0);
const world = { seed, seriesCount: series, pointsPerSeries: points, anchorMs: clock.startMs, scope: "catalogue" };
const server = await startMockServer({
  provider: mockTable.acme.create(world), world, clock: createMockClock({}), host: "127.0.0.1", port: 0, adminToken: "t",
});
const catalogue = await fetchCatalogue("acme", server.url, AbortSignal.timeout(10_000));
const plan = planRun("run", providers, new Map([["acme", catalogue]]));
const units = plan.datasets.flatMap((dataset) => connectors.acme.plan(dataset));
await server.close(0);
console.log(JSON.stringify({ datasets: plan.datasets.map(({ dataset, series }) => [dataset, series.length]), units: units.length }));
`;

describe("docs/adding-a-provider.md, followed to the letter", () => {
  let checkout: CheckoutCopy;
  beforeAll(() => {
    checkout = copyCheckout();
  });
  afterAll(() => {
    checkout.remove();
  });

  it("has the commands this test knows", () => {
    expect(commands.filter((command) => !notHere.test(command))).toEqual([
      "npx sandbox-runner provider new acme",
      "npx tsc",
      "npx vitest run --project contract acme",
      "npm run -s generate",
      "npm run -s boundaries",
      "npm run -s generate:check",
    ]);
    expect(commands.filter((command) => notHere.test(command))).toHaveLength(4);
  });

  it.each(commands.filter((command) => !notHere.test(command)))(
    "%s",
    async (command) => {
      const { code, stdout, stderr } = await checkout.run(command);
      expect(code, stdout + stderr).toBe(0);
    },
    limitMs,
  );

  it("gives a provider that a run plans: 50 series, one unit each", async () => {
    writeFileSync(join(checkout.directory, "plan.mjs"), planScript);
    const { stdout, stderr } = await checkout.run("node plan.mjs");
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({ datasets: [["observations", 50]], units: 50 });
  });

  it(
    "passes the checks of the checkout: format, lint, the tests that hold every provider",
    async () => {
      for (const command of [
        "npx prettier --check mock-providers services config docker-compose.sandbox.yml tests/contract",
        "npx eslint mock-providers/acme services/providers/acme tests/contract/mock-acme tests/contract/providers/acme.test.ts",
        "npx vitest run --project contract tests/contract/compose tests/contract/mock-kit/declarations",
        "npx vitest run --project contract tests/contract/replay/round-trip -t acme",
        "npx vitest run --project unit tests/unit/validation/expectation-files tests/unit/runner/dashboards",
      ]) {
        const { code, stdout, stderr } = await checkout.run(command);
        expect(code, `${command}\n${stdout}${stderr}`).toBe(0);
      }
    },
    limitMs,
  );

  it("adds to the compose file and to Prometheus and changes nothing else in them", () => {
    const readBoth = (file: string): [before: string, after: string] => [
      readFileSync(file, "utf8"),
      readFileSync(join(checkout.directory, file), "utf8"),
    ];
    const [targets, withTarget] = readBoth("config/prometheus/prometheus.yml");
    // The formatter breaks a list that has become too long.
    const dense = (text: string) => text.replace(/\s+/g, "").replaceAll(",]", "]");
    expect(dense(withTarget).replace(/,mock-acme:\d+/, "")).toBe(dense(targets));
    expect(dense(withTarget)).not.toBe(dense(targets));
    const [compose, withService] = readBoth("docker-compose.sandbox.yml");
    const rest = withService.split("\n");
    // Every line of before stands in after, in the same order.
    for (const line of compose.split("\n")) {
      const at = rest.indexOf(line);
      expect(at, line).not.toBe(-1);
      rest.splice(0, at + 1);
    }
    expect(withService.split("\n").length - compose.split("\n").length).toBe(23);
  });

  it("refuses the name a second time", async () => {
    const { code, stderr } = await checkout.run("npx sandbox-runner provider new acme");
    expect(code).toBe(2);
    expect(stderr).toBe(
      "sandbox-runner: Cannot make acme: the name is taken, there is a folder mock-providers/acme\n",
    );
  });
});
