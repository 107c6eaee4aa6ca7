import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  cacheDirectory,
  findArtifacts,
  prepareArtifacts,
} from "../../../services/stack/artifact-cache.ts";
import type { StackProgress } from "../../../services/stack/stack.ts";
import { temporaryDirectory } from "./support/temporary-directory.ts";

interface FakeMaven {
  readonly env: NodeJS.ProcessEnv;
  /** How often Maven ran. */
  runs(): number;
}

/** A PATH whose `mvn` runs `script` with $out set to the cache directory it was told. */
function fakeMaven(script: string): FakeMaven {
  const home = temporaryDirectory();
  const bin = join(home, "bin");
  mkdirSync(bin);
  const runs = join(home, "runs");
  writeFileSync(
    join(bin, "mvn"),
    `#!/bin/sh
echo run >> '${runs}'
for word in "$@"; do case "$word" in -Dcache.directory=*) out="\${word#*=}";; esac; done
${script}
`,
  );
  chmodSync(join(bin, "mvn"), 0o755);
  return {
    env: {
      PATH: [bin, process.env["PATH"] ?? ""].join(delimiter),
      AURUM_CACHE_DIR: join(home, "cache"),
    },
    runs: () => (existsSync(runs) ? readFileSync(runs, "utf8").trim().split("\n").length : 0),
  };
}

const filling = `
echo '[INFO] Downloading from central: https://repo.example.org/maven2/kafka/kafka-clients-4.3.1.jar'
echo '[INFO] Downloaded from central: https://repo.example.org/maven2/kafka/kafka-clients-4.3.1.jar (9.7 MB at 21 MB/s)'
echo '[INFO] Downloading from central: https://repo.example.org/maven2/registry/registry-3.0.9.tar.gz'
mkdir -p "$out/kafka" "$out/registry" "$out/redis" "$out/.maven"
echo redis > "$out/redis/redis-server-6.2.6-v5-linux-amd64"`;

function prepare({ env }: FakeMaven, progress: (event: StackProgress) => void = () => undefined) {
  return prepareArtifacts({ env, progress, signal: new AbortController().signal });
}

describe("prepareArtifacts()", () => {
  it("fills an empty cache, saying what it fetches and how far it is", async () => {
    const maven = fakeMaven(filling);
    expect(findArtifacts(maven.env)).toBeUndefined();
    const said: string[] = [];
    const artifacts = await prepare(maven, ({ text }) => said.push(text));
    expect(said).toEqual([
      "asking Maven",
      "downloading kafka-clients-4.3.1.jar, 0 of about 170 MB",
      "downloading registry-3.0.9.tar.gz, 10 of about 170 MB",
    ]);
    expect(artifacts.redis).toBe(
      join(artifacts.directory, "redis", "redis-server-6.2.6-v5-linux-amd64"),
    );
    expect(findArtifacts(maven.env)).toEqual(artifacts);
  });

  it("needs no Maven once the cache is filled", async () => {
    const maven = fakeMaven(filling);
    await prepare(maven);
    await prepareArtifacts({
      env: { ...maven.env, PATH: "" },
      progress: () => undefined,
      signal: new AbortController().signal,
    });
    expect(maven.runs()).toBe(1);
  });

  it("lets one of two runners fetch and the other wait for it", async () => {
    const maven = fakeMaven(`sleep 0.3\n${filling}`);
    const said: string[] = [];
    const [first, second] = await Promise.all([
      prepare(maven),
      prepare(maven, ({ text }) => said.push(text)),
    ]);
    expect(second).toEqual(first);
    expect(maven.runs()).toBe(1);
    expect(said).toEqual([
      `waiting for the runner with pid ${process.pid}, which is fetching them`,
    ]);
  });

  it("takes nothing for filled that a kill left half done", async () => {
    const maven = fakeMaven(filling);
    const half = `${cacheDirectory(maven.env)}.partial`;
    mkdirSync(join(half, "kafka"), { recursive: true });
    writeFileSync(join(half, "kafka", "half.jar"), "");
    expect(findArtifacts(maven.env)).toBeUndefined();
    const artifacts = await prepare(maven);
    expect(existsSync(join(artifacts.kafka, "half.jar"))).toBe(false);
    expect(existsSync(half)).toBe(false);
  });

  it("tells Maven's own reason when it fails, and leaves the cache empty", async () => {
    const maven = fakeMaven(`
echo '[INFO] Scanning for projects...'
echo '[ERROR] Failed to execute goal: Could not transfer artifact org.apache.kafka:kafka_2.13: Unknown host'
exit 1`);
    const failed = prepare(maven);
    await expect(failed).rejects.toMatchObject({ code: "ENVIRONMENT_UNFIT" });
    await expect(failed).rejects.toThrow(
      /mvn ended with exit code 1: Failed to execute goal: Could not transfer .* Unknown host; its output is in /,
    );
    expect(findArtifacts(maven.env)).toBeUndefined();
    const log = `${cacheDirectory(maven.env)}.maven.txt`;
    expect(readFileSync(log, "utf8")).toContain("Scanning for projects");
  });

  it("says how to get Maven when there is none", async () => {
    const env = { PATH: "", AURUM_CACHE_DIR: temporaryDirectory() };
    const refused = prepareArtifacts({
      env,
      progress: () => undefined,
      signal: new AbortController().signal,
    });
    await expect(refused).rejects.toThrow(/there is no mvn on the PATH; get it with: \S+/);
  });

  it("names the variable that moves a cache which cannot be written", async () => {
    const maven = fakeMaven(filling);
    const file = join(temporaryDirectory(), "file");
    writeFileSync(file, "");
    const env = { ...maven.env, AURUM_CACHE_DIR: join(file, "cache") };
    await expect(prepare({ ...maven, env })).rejects.toThrow(/AURUM_CACHE_DIR/);
  });
});

describe("cacheDirectory()", () => {
  it("is named by AURUM_CACHE_DIR, else XDG_CACHE_HOME, else the home directory", () => {
    const both = { AURUM_CACHE_DIR: "/a", XDG_CACHE_HOME: "/x" };
    expect(cacheDirectory(both)).toMatch(/^\/a\/native-[0-9a-f]{12}$/);
    expect(cacheDirectory({ XDG_CACHE_HOME: "/x" })).toMatch(/^\/x\/aurum-sandbox\/native-/);
    expect(cacheDirectory({})).toMatch(/\/\.cache\/aurum-sandbox\/native-/);
  });
});
