/** `sandbox-runner provider new`: writes a provider that works into the checkout. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { SandboxError, describeError } from "../../core/errors.ts";
import type { ProviderPack } from "../provider-pack/plan-pack.ts";
import { writeChanges } from "../provider-pack/write-changes.ts";

const nameCharactersMax = 24;
/** What stands in the checkout's package.json, and nowhere else. */
const project = "aurum-ingestion-sandbox";

export async function makeProvider(name: string): Promise<number> {
  assertName(name);
  const root = findCheckout(process.cwd());
  const pack = await plan(root, name);
  try {
    await writeChanges(root, pack.changes, () => generate(root));
  } catch (error) {
    throw new SandboxError(
      "USAGE_INVALID",
      `Cannot make ${name}, nothing was changed: ${describeError(error)}`,
      {},
      error,
    );
  }
  process.stdout.write(describe(root, name, pack));
  return 0;
}

function assertName(name: string): void {
  // Every object has members of its own, such as "constructor": no table can be keyed by those.
  const isOwn = !(name in {});
  if (/^[a-z][a-z0-9]*$/.test(name) && name.length <= nameCharactersMax && isOwn) return;
  throw new SandboxError(
    "USAGE_INVALID",
    `Cannot make a provider "${name}": expected a name of at most ${nameCharactersMax} small letters and digits that begins with a letter`,
  );
}

/** The directory at or above `from` that is a checkout of this project. */
function findCheckout(from: string): string {
  for (let directory = from; ; directory = dirname(directory)) {
    if (isCheckout(directory)) return directory;
    if (dirname(directory) === directory) break;
  }
  throw new SandboxError(
    "USAGE_INVALID",
    `Cannot make a provider in "${from}": expected a checkout of ${project}, where its code is`,
  );
}

function isCheckout(directory: string): boolean {
  const file = join(directory, "package.json");
  if (!existsSync(file) || !existsSync(join(directory, "config/provider-template"))) return false;
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { name?: string }).name === project;
  } catch {
    // Half a package.json belongs to nobody's checkout.
    return false;
  }
}

async function plan(root: string, name: string): Promise<ProviderPack> {
  try {
    const { planProviderPack } = await import("../provider-pack/plan-pack.ts");
    return await planProviderPack(root, name);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")
      throw new SandboxError(
        "ENVIRONMENT_UNFIT",
        "Cannot make a provider: the development dependencies are missing; run npm ci",
        {},
        error,
      );
    throw new SandboxError("USAGE_INVALID", describeError(error), {}, error);
  }
}

/** Schemas and dashboards follow the tables. */
async function generate(root: string): Promise<void> {
  await promisify(execFile)(process.execPath, ["scripts/generate-schemas.ts"], { cwd: root });
}

function describe(root: string, name: string, { port, changes }: ProviderPack): string {
  const list = (wanted: (change: ProviderPack["changes"][number]) => boolean): string =>
    changes
      .filter(wanted)
      .map(({ path }) => `  ${relative(process.cwd(), join(root, path))}\n`)
      .join("");
  return (
    `Made ${name}, port ${port}.\n\nNew:\n${list(({ before }) => before === undefined)}` +
    `Changed, besides what npm run generate writes:\n${list(({ before }) => before !== undefined)}\n` +
    `Try it:\n  npx tsc && npx vitest run --project contract ${name}\n` +
    `  npx sandbox-runner --providers ${name}\n` +
    "Then make it yours: docs/adding-a-provider.md\n"
  );
}
