/** The ingestion process where nothing it needs is there, and where it is told nonsense. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { eventually } from "../../support/run-cli.ts";

const entry = fileURLToPath(new URL("../../../services/ingestion/main.ts", import.meta.url));
/** Nothing listens on port 1. */
const nothing = {
  KAFKA_BOOTSTRAP_SERVERS: "127.0.0.1:1",
  SCHEMA_REGISTRY_URL: "http://127.0.0.1:1/apis",
  AURUM_APP_DB_DSN: "postgresql://aurum:secret-password@127.0.0.1:1/aurum",
  REDIS_URL: "redis://127.0.0.1:1",
  INGESTION_PORT: "0",
};

interface Started {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  readonly output: () => string;
}

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

function start(env: Readonly<Record<string, string>>): Started {
  const child = spawn(process.execPath, [entry], {
    env: { PATH: process.env["PATH"], ...nothing, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, exit, output: () => output };
}

describe("the ingestion process", () => {
  it("lives without everything it needs, says what is missing, and stops when told to", async () => {
    const { child, exit, output } = start({});
    const url = await eventually("it listens", () => /"url":"([^"]+)"/.exec(output())?.[1]);
    const reasons = await eventually("it knows what is missing", async () => {
      const answer = await fetch(`${url}/ready`);
      const { reasons } = (await answer.json()) as { reasons: Record<string, string> };
      expect(answer.status).toBe(503);
      const known = ["database", "kafka", "registry", "topics", "schema of fred"].every(
        (part) => reasons[part] !== undefined && reasons[part] !== "starting",
      );
      return known ? reasons : undefined;
    });
    expect(reasons["database"]).toContain("ECONNREFUSED");
    expect((await fetch(`${url}/live`)).status).toBe(200);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain("process_cpu_seconds_total");
    expect(child.exitCode).toBeNull();
    const startedMs = Date.now();
    child.kill("SIGTERM");
    expect(await exit).toBe(0);
    expect(Date.now() - startedMs).toBeLessThan(5_000);
    expect(output()).not.toContain("secret-password");
  });

  it.each([
    [{ KAFKA_BOOTSTRAP_SERVERS: "" }, "KAFKA_BOOTSTRAP_SERVERS"],
    [{ INGESTION_SETTINGS: '{"unitsPerProvider":"many"}' }, "unitsPerProvider"],
    [{ SANDBOX_TIME_SCALE: "0x10" }, "SANDBOX_TIME_SCALE"],
  ])("refuses %j with one sentence and exit code 2", async (env, named) => {
    const { exit, output } = start(env);
    expect(await exit).toBe(2);
    const lines = output().trim().split("\n");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(named);
  });

  it("says that its port is taken with exit code 3", async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    // Proof for the cast: a server that listens on a host and port has an AddressInfo.
    const { port } = holder.address() as AddressInfo;
    const { exit, output } = start({ INGESTION_PORT: String(port) });
    expect(await exit).toBe(3);
    expect(output()).toContain(`127.0.0.1:${port}`);
    await new Promise((resolve) => holder.close(resolve));
  });
});
