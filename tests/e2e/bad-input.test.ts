import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPortFree } from "../../services/stack/ports.ts";
import { runCli } from "../support/run-cli.ts";

let base = "";
let dir = "";
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "sandbox-bad-input-"));
  dir = join(base, "sandbox");
});
afterAll(() => {
  rmSync(base, { recursive: true });
});

function config(text: string): string {
  const file = join(base, "config.json");
  writeFileSync(file, text);
  return file;
}

describe("bad input", () => {
  it.each([
    [["run", "--providers", "caiso,nasa"], 'there is no provider "nasa"'],
    [["--providers", ""], "expected one or more of caiso, eia, fred"],
    [["run", "--series", "0"], 'Cannot use --series "0"'],
    [["run", "--points", "many"], 'Cannot use --points "many"'],
    [["run", "--seed", "-1"], "--seed"],
    [["run", "--stack", "podman"], "expected native, docker, external"],
    [["run", "--ports", "9092"], "expected auto, fixed"],
    [["run", "--time-scale", "-1"], "--time-scale"],
    [["run", "--time-scale", "quick"], 'Cannot use --time-scale "quick"'],
    [["mocks", "--time-scale", "0"], "expected a number above 0"],
    [["run", "--for", "0d"], 'Cannot use --for "0d": expected a duration from 1m to 366d'],
    [["run", "--for", "tomorrow"], 'Cannot use --for "tomorrow"'],
    [["run", "--for", ""], 'Cannot use --for ""'],
    [["up", "--for", "7d"], "--for"],
    [["run", "--for", "7d", "--replay", "tests/e2e/recorded"], "Cannot use --for with --replay"],
    [["run", "--stream", "--replay", "tests/e2e/recorded"], "Cannot use --stream with --replay"],
    [["run", "--clock-start", "yesterday"], "--clock-start"],
    [["run", "--colour"], "--colour"],
    [["run", "extra"], "argument"],
    [["play"], 'There is no command "play"'],
    [["reconcile"], "nothing is up"],
    [["mocks", "--replay", "/nowhere"], 'Cannot replay "/nowhere"'],
    [["run", "--replay", "/nowhere"], 'Cannot replay "/nowhere"'],
    [["run", "--replay-latency", "recorded"], "Cannot use --replay-latency recorded without"],
    [["mocks", "--replay-latency", "recorded"], "Cannot use --replay-latency recorded without"],
    [["run", "--config", "/nowhere.json"], 'Cannot read the configuration "/nowhere.json"'],
    [["run", "--out", "/dev/null/out"], 'Cannot use --out "/dev/null/out"'],
    [["run", "--replay", "tests/e2e"], 'Cannot replay "'],
    [["run", "--out", ""], 'Cannot use --out ""'],
  ])("%j is refused with one sentence and exit code 2", async (words, sentence) => {
    const place = words[0] === "play" ? [] : ["--dir", dir];
    const { code, stdout, stderr } = await runCli([...words, ...place]);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  it("names the line of a broken configuration and the path of a wrong one", async () => {
    const broken = await runCli(["run", "--dir", dir, "--config", config('{\n "providers": [}')]);
    expect(broken).toMatchObject({ code: 2 });
    expect(broken.stderr).toContain("at line 2: expected JSON (Unexpected token '}')");
    const wrong = await runCli([
      "run",
      "--dir",
      dir,
      "--config",
      config('{"providers":[{"name":"nasa"}]}'),
    ]);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.stderr).toContain('at "providers[0].name"');
  });

  it("leaves nothing behind", () => {
    expect(readdirSync(base).filter((name) => name !== "config.json")).toEqual([]);
  });

  it.each(["run", "up", "down"])(
    "%s refuses a directory with data of somebody else",
    async (word) => {
      const foreign = join(base, "project");
      mkdirSync(join(foreign, "data"), { recursive: true });
      writeFileSync(join(foreign, "data", "precious.txt"), "mine");
      const { code, stderr } = await runCli([word, "--dir", foreign]);
      expect(code).toBe(2);
      expect(stderr).toContain('it is none, and holds a "data" of its own that would be removed');
      expect(readdirSync(foreign, { recursive: true })).toEqual([
        "data",
        join("data", "precious.txt"),
      ]);
    },
  );

  it("down in a directory that is not there makes none", async () => {
    const nowhere = join(base, "nowhere");
    const { code, stdout } = await runCli(["down", "--dir", nowhere]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `There is no sandbox in ${nowhere}\n` });
    expect(existsSync(nowhere)).toBe(false);
  });

  it("says who holds a port that is insisted on, with exit code 3", async () => {
    const holder = createServer();
    // Whoever has it, this test or something else on the machine, must be named.
    const isOurs = await isPortFree(8003);
    if (isOurs) await once(holder.listen(8003, "127.0.0.1"), "listening");
    const result = await runCli(["mocks", "--providers", "fred", "--ports", "fixed"]);
    holder.close();
    expect(result.code).toBe(3);
    expect(result.stderr).toMatch(
      /Cannot use port 8003 for mock-fred: pid \d+ \(.+\) holds it; end it, or .*--ports auto/,
    );
    if (isOurs) expect(result.stderr).toContain(`pid ${process.pid} `);
  });
});

describe("a machine that lacks things", () => {
  const bare = { PATH: join(tmpdir(), "no-tools"), JAVA_HOME: undefined };

  it("names both ways to get a stack when there is neither Java nor Docker", async () => {
    const { code, stderr } = await runCli(["run", "--dir", dir], { env: bare });
    expect(code).toBe(3);
    expect(stderr).toMatch(/native: .+/);
    expect(stderr).toMatch(/docker: .+/);
  });

  it("says that no engine answers for --stack docker", async () => {
    const { code, stderr } = await runCli(["run", "--dir", dir, "--stack", "docker"], {
      env: { ...bare, DOCKER_HOST: "unix:///nowhere.sock" },
    });
    expect(code).toBe(3);
    expect(stderr).toMatch(/[Dd]ocker/);
  });

  it("names the variables an external stack needs", async () => {
    const { code, stderr } = await runCli(["run", "--dir", dir, "--stack", "external"], {
      env: { KAFKA_BOOTSTRAP_SERVERS: undefined },
    });
    expect(code).toBe(3);
    expect(stderr).toContain("KAFKA_BOOTSTRAP_SERVERS");
  });
});
