import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cacheDirectory } from "../../../services/stack/artifact-cache.ts";
import { chooseStackKind } from "../../../services/stack/choose-stack.ts";
import { temporaryDirectory } from "./support/temporary-directory.ts";

const external = {
  KAFKA_BOOTSTRAP_SERVERS: "kafka:9092",
  SCHEMA_REGISTRY_URL: "http://registry:8081",
  AURUM_APP_DB_DSN: "postgresql://u:p@db/aurum",
};

/** An environment whose PATH holds just these programs, each a shell script. */
function machine(programs: Record<string, string>): NodeJS.ProcessEnv {
  const home = temporaryDirectory();
  mkdirSync(join(home, "bin"));
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(home, "bin", name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(home, "bin", name), 0o755);
  }
  return { PATH: join(home, "bin"), AURUM_CACHE_DIR: join(home, "cache") };
}

const java = { java: "echo 'openjdk 17.0.15 2025-04-15'" };
const oldJava = { java: "echo 'openjdk 11.0.2 2019-01-15'" };
const maven = { mvn: "exit 0" };
const engine = { docker: "echo 28.2.2" };
const clientOnly = { docker: "echo 'Cannot connect to the Docker daemon' >&2; exit 1" };

describe("chooseStackKind()", () => {
  it("obeys what was asked for, whatever the machine has", async () => {
    expect(
      await chooseStackKind("docker", { ...machine({ ...java, ...maven }), ...external }),
    ).toBe("docker");
  });

  it("takes the external stack when the environment names all three parts", async () => {
    const env = machine({ ...java, ...maven, ...engine });
    expect(await chooseStackKind(undefined, { ...env, ...external })).toBe("external");
    const partly = { ...env, ...external, AURUM_APP_DB_DSN: "" };
    expect(await chooseStackKind(undefined, partly)).toBe("native");
  });

  it("takes the native stack where Java and Maven are, even beside an engine", async () => {
    expect(await chooseStackKind(undefined, machine({ ...java, ...maven, ...engine }))).toBe(
      "native",
    );
  });

  it("needs no Maven for the native stack once the cache is filled", async () => {
    const env = machine(java);
    mkdirSync(join(cacheDirectory(env), "redis"), { recursive: true });
    expect(await chooseStackKind(undefined, env)).toBe("native");
  });

  it("takes docker where Java or Maven is missing or too old and an engine answers", async () => {
    expect(await chooseStackKind(undefined, machine({ ...maven, ...engine }))).toBe("docker");
    expect(await chooseStackKind(undefined, machine({ ...java, ...engine }))).toBe("docker");
    expect(await chooseStackKind(undefined, machine({ ...oldJava, ...maven, ...engine }))).toBe(
      "docker",
    );
  });

  it("names both ways, a line each, when there is neither", async () => {
    const refused = chooseStackKind(undefined, machine(clientOnly));
    await expect(refused).rejects.toMatchObject({ code: "ENVIRONMENT_UNFIT" });
    await expect(refused).rejects.toThrow(/\n {2}native: .*\n {2}docker: .*$/);
  });
});
