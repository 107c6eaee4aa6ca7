/**
 * Everything that changes in a checkout for a new provider: its files from `config/provider-template`, its lines in
 * the tables, its entries in configuration, compose file and Prometheus. Reads, writes nothing.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { defaultPorts } from "../../core/names.ts";
import { addToTable } from "./edit-table.ts";
import { addToFlowList, addToMap } from "./edit-yaml.ts";
import type { Change } from "./write-changes.ts";

const templates = "config/provider-template";
const coreTable = "services/core/provider-table.ts";
const mockTable = "mock-providers/provider-table.ts";
const connectorTable = "services/providers/connector-table.ts";
const configFile = "config/sandbox_config.json";
const composeFile = "docker-compose.sandbox.yml";
const prometheusFile = "config/prometheus/prometheus.yml";
const dataModel = "docs/data-model.md";

export interface ProviderPack {
  readonly port: number;
  readonly changes: readonly Change[];
}

/** Throws an Error of one sentence when the name is taken or the checkout does not look as expected. */
export async function planProviderPack(root: string, name: string): Promise<ProviderPack> {
  assertFree(root, name);
  const port = chooseMockPort(readFileSync(join(root, coreTable), "utf8"));
  const fill = createFiller(name, port);
  const created = listFiles(join(root, templates))
    .filter((file) => !file.startsWith("docs/"))
    .map((file) => ({
      path: fill(file).replace(/\.txt$/, ""),
      after: fill(readFileSync(join(root, templates, file), "utf8")),
    }));
  const taken = created.find(({ path }) => existsSync(join(root, path)));
  if (taken !== undefined) throw new Error(`Cannot make ${name}: there is already ${taken.path}`);
  const edited = edits(root, name, port, fill).map(({ path, edit }) => {
    const before = readFileSync(join(root, path), "utf8");
    return { path, before, after: edit(before) };
  });
  const changes = await Promise.all(
    [...created.map((one) => ({ ...one, before: undefined })), ...edited].map(
      async (change): Promise<Change> => ({
        ...change,
        after: await formatFile(join(root, change.path), change.after),
      }),
    ),
  );
  return { port, changes };
}

function assertFree(root: string, name: string): void {
  // Folders that are no providers (kit, replay) are taken too.
  for (const folder of ["mock-providers", "services/providers"]) {
    if (existsSync(join(root, folder, name)))
      throw new Error(
        `Cannot make ${name}: the name is taken, there is a folder ${folder}/${name}`,
      );
  }
  const { providers } = JSON.parse(readFileSync(join(root, configFile), "utf8")) as {
    providers: { name: string }[];
  };
  if (providers.some((provider) => provider.name === name))
    throw new Error(`Cannot make ${name}: the name is taken, ${configFile} has it`);
}

/** The first port from 8001 that neither a mock nor anything else of the sandbox has by default. */
function chooseMockPort(table: string): number {
  const taken = new Set([
    ...[...table.matchAll(/mockPort: (\d+)/g)].map(([, port]) => Number(port)),
    ...Object.values(defaultPorts),
  ]);
  let port = 8001;
  while (taken.has(port)) port++;
  return port;
}

function createFiller(name: string, port: number): (text: string) => string {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return (text) =>
    text
      .replaceAll("__name__", name)
      .replaceAll("__Name__", capital)
      .replaceAll("__Title__", capital)
      .replaceAll("__NAME__", name.toUpperCase())
      .replaceAll("__PORT__", String(port));
}

function edits(
  root: string,
  name: string,
  port: number,
  fill: (text: string) => string,
): { path: string; edit: (text: string) => string }[] {
  return [
    {
      path: coreTable,
      edit: (text) =>
        addToTable(text, {
          file: coreTable,
          line: `  ${name}: { mockPort: ${port}, partition: "month", publishesVintages: false },`,
        }),
    },
    {
      path: mockTable,
      edit: (text) =>
        addToTable(text, {
          file: mockTable,
          line: `  ${name}: ${name}Declaration,`,
          importLine: `import { ${name}Declaration } from "./${name}/declaration.ts";`,
        }),
    },
    {
      path: connectorTable,
      edit: (text) =>
        addToTable(text, {
          file: connectorTable,
          line: `  ${name}: ${name}Connector,`,
          importLine: `import { ${name}Connector } from "./${name}/connector.ts";`,
        }),
    },
    { path: configFile, edit: (text) => addConfig(text, name, port) },
    { path: composeFile, edit: (text) => addComposeService(text, fill) },
    {
      path: prometheusFile,
      edit: (text) =>
        addToFlowList(
          text,
          ["scrape_configs", 0, "static_configs", 0, "targets"],
          `mock-${name}:${port}`,
        ),
    },
    {
      path: dataModel,
      edit: (text) =>
        text.trimEnd() +
        "\n" +
        fill(readFileSync(join(root, templates, "docs/data-model.md.txt"), "utf8")),
    },
  ];
}

/** A run without `--providers` goes on as before: the new one is not enabled. */
function addConfig(text: string, name: string, port: number): string {
  const config = JSON.parse(text) as { providers: object[] };
  config.providers.push({
    name,
    enabled: false,
    base_url: `http://127.0.0.1:${port}`,
    api_key: "sandbox_key",
    datasets: ["observations"],
    validated: true,
  });
  return JSON.stringify(config, null, 2);
}

function addComposeService(text: string, fill: (text: string) => string): string {
  const environment = ["x-pipeline-environment"];
  const withUrl = addToMap(
    text,
    environment,
    /_BASE_URL$/,
    fill("__NAME___BASE_URL: http://mock-__name__:__PORT__"),
  );
  const withKey = addToMap(
    withUrl,
    environment,
    /_API_KEY$/,
    fill("__NAME___API_KEY: ${__NAME___API_KEY:-sandbox_key}"),
  );
  const withService = addToMap(
    withKey,
    ["services"],
    /^mock-/,
    fill(`
mock-__name__:
  <<: *ours
  command: [node, mock-providers/main.ts]
  ports:
    - 127.0.0.1:\${MOCK___NAME___PORT:-__PORT__}:__PORT__
  environment:
    <<: *mock-environment
    MOCK_PROVIDERS: __name__
    MOCK___NAME___PORT: __PORT__
  healthcheck:
    <<: *health
    test:
      [
        CMD,
        node,
        -e,
        "fetch('http://127.0.0.1:__PORT__/health').then((r) => process.exit(r.ok ? 0 : 1))",
      ]`),
  );
  return addToMap(
    withService,
    ["services", "ingestion", "depends_on"],
    /^mock-/,
    fill("mock-__name__:\n  condition: service_healthy"),
  );
}

function listFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

/** As `npm run format` would; documents are left as they are. */
async function formatFile(file: string, text: string): Promise<string> {
  if (file.endsWith(".md")) return text;
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}
