/**
 * Writes the JSON Schemas that editors and other programs use from the schemas the code itself uses.
 * With `--check` it writes nothing and ends with code 1 when a file differs.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { expectationsSchema } from "../services/providers/load-expectations.ts";
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
  "verdict.schema.json": { title: "Verdict of a run", schema: verdictSchema, io: "output" },
} as const;

const check = process.argv.includes("--check");
let differs = false;

for (const [name, { title, schema, io }] of Object.entries(published)) {
  const file = fileURLToPath(new URL(`../config/schemas/${name}`, import.meta.url));
  const text = `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io }) }, null, 2)}\n`;
  if (!check) {
    writeFileSync(file, text);
  } else if (readFileSync(file, "utf8") !== text) {
    process.stderr.write(`config/schemas/${name} is out of date: run npm run generate\n`);
    differs = true;
  }
}
process.exitCode = differs ? 1 : 0;
