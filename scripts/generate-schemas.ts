/**
 * Writes the JSON Schemas that editors and other programs use from the schemas the code itself uses, and the pages and
 * dashboards that are made from tables of the code.
 * With `--check` it writes nothing and ends with code 1 when a file differs.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { renderFaultsPage } from "../mock-providers/kit/faults/describe-faults.ts";
import { scenarioSchema } from "../mock-providers/kit/faults/fault-schema.ts";
import { mockTable } from "../mock-providers/provider-table.ts";
import { expectationsSchema } from "../services/providers/load-expectations.ts";
import { describeProvidersDashboard } from "../services/runner/dashboards/providers-dashboard.ts";
import { sandboxConfigSchema } from "../services/runner/sandbox-config.ts";
import { verdictSchema } from "../services/runner/verdict.ts";

const published = {
  "expectations.schema.json": {
    title: "Expectations of a provider's records",
    schema: expectationsSchema,
    io: "input",
  },
  "sandbox_config.schema.json": {
    title: "Configuration of the sandbox",
    schema: sandboxConfigSchema,
    io: "input",
  },
  "scenario.schema.json": {
    title: "Scenario: what goes wrong in a run, and when",
    schema: scenarioSchema,
    io: "input",
    // Fields all kinds share are written once.
    reused: "ref",
  },
  "verdict.schema.json": { title: "Verdict of a run", schema: verdictSchema, io: "output" },
} as const;

const check = process.argv.includes("--check");
const outdated: string[] = [];

function publish(place: string, text: string): void {
  const file = fileURLToPath(new URL(`../${place}`, import.meta.url));
  if (!check) {
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    outdated.push(place);
    process.stderr.write(`${place} is out of date: run npm run generate\n`);
  }
}

for (const [name, { title, schema, ...options }] of Object.entries(published)) {
  const document = { title, ...z.toJSONSchema(schema, options) };
  publish(`config/schemas/${name}`, `${JSON.stringify(document, null, 2)}\n`);
}
publish(
  "docs/faults.md",
  renderFaultsPage(
    Object.fromEntries(Object.values(mockTable).map(({ name, faultFace }) => [name, faultFace])),
  ),
);
publish(
  "grafana/dashboards/providers.json",
  `${JSON.stringify(describeProvidersDashboard(), null, 2)}\n`,
);
process.exitCode = outdated.length > 0 ? 1 : 0;
