import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { readRecording } from "../../../mock-providers/replay/recording.ts";
import { type RunningCli, eventually, runCli, startCli } from "../../support/run-cli.ts";

const base = mkdtempSync(join(tmpdir(), "record-command-"));
let server: Server;
let from = "";
const running: RunningCli[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url?.startsWith("/hang") === true) response.write("begin");
    else response.end(`{"asked":"${request.url ?? ""}"}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Proof for the cast: a server that listens on a TCP port has a TCP address.
  from = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const { child } of running.splice(0)) child.kill("SIGKILL");
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(base, { recursive: true });
});

async function record(out: string): Promise<{ cli: RunningCli; url: string }> {
  const cli = startCli(["record", "--provider", "eia", "--from", from, "--out", out]);
  running.push(cli);
  const url = await eventually("the recorder listens", () => {
    if (cli.child.exitCode !== null) throw new Error(cli.printed.stderr);
    return /^eia (http:\S+)$/m.exec(cli.printed.stdout)?.[1];
  });
  return { cli, url };
}

describe("sandbox-runner record", () => {
  it("records until Ctrl-C and says how to serve what it stored", async () => {
    const out = join(base, "ended");
    const { cli, url } = await record(out);
    await (await fetch(`${url}/v2/x?api_key=my-own-secret`)).text();
    await eventually("it is stored", () => cli.printed.stdout.includes("stored") || undefined);
    cli.child.kill("SIGINT");
    const { code, stdout, stderr } = await cli.finished;
    expect({ code, stderr }).toEqual({ code: 130, stderr: "" });
    expect(stdout).toContain(`Passes everything on to ${from}/ and records it in ${out}`);
    expect(stdout).toMatch(/^stored +200 +\d+ B +[\d.]+ ms +GET \/v2\/x$/m);
    expect(stdout).toContain(`Stored 1 exchanges. Serve them with: npx sandbox-runner mocks`);
    expect(stdout).not.toContain("my-own-secret");
    expect(readRecording(out).exchanges).toHaveLength(1);
  });

  it("leaves a readable recording when it is killed, and goes on with it", async () => {
    const out = join(base, "killed");
    const first = await record(out);
    await (await fetch(`${first.url}/v2/one`)).text();
    await eventually(
      "it is stored",
      () => first.cli.printed.stdout.includes("stored") || undefined,
    );
    const hanging = await fetch(`${first.url}/hang`);
    first.cli.child.kill("SIGKILL");
    await first.cli.finished;
    await expect(hanging.text()).rejects.toThrow();
    expect(readRecording(out).exchanges.map(({ path }) => path)).toEqual(["/v2/one"]);
    const second = await record(out);
    await (await fetch(`${second.url}/v2/two`)).text();
    await eventually(
      "it is stored",
      () => second.cli.printed.stdout.includes("stored") || undefined,
    );
    expect(readRecording(out).exchanges.map(({ path }) => path)).toEqual(["/v2/one", "/v2/two"]);
    expect(readdirSync(join(out, "eia")).filter((name) => name.startsWith("."))).toEqual([]);
    expect(readFileSync(join(out, "exchanges.jsonl"), "utf8").split("\n")).toHaveLength(3);
  });

  it.each([
    [
      ["--from", "https://api.eia.gov"],
      'Cannot record from "https://api.eia.gov": api.eia.gov is not this machine; add --allow-external if the provider shall really be asked, with whatever key the client sends',
    ],
    [
      ["--from", "ftp://127.0.0.1"],
      'Cannot record from "ftp://127.0.0.1": expected an address like http://127.0.0.1:8003',
    ],
    [
      ["--from", "http://me:hidden@127.0.0.1:1"],
      'Cannot record from "http://127.0.0.1:1": the address holds credentials, expected it without; clients send them',
    ],
    [
      ["--from", "http://127.0.0.1:1/v2?api_key=hidden"],
      'Cannot record from "http://127.0.0.1:1/v2": expected the root of an API, without a query',
    ],
    [
      ["--from", "http://localhost:1", "--port", "70000"],
      'Cannot use --port "70000": expected a whole number from 0 to 65535',
    ],
  ])("refuses %j with one sentence and code 2, and writes nothing", async (words, sentence) => {
    const out = join(base, "refused");
    const { code, stderr, stdout } = await runCli([
      "record",
      "--provider",
      "eia",
      "--out",
      out,
      ...words,
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.split("\n")[0]).toBe(`sandbox-runner: ${sentence}`);
    expect(stderr).not.toContain("hidden");
    expect(readdirSync(base)).not.toContain("refused");
  });

  it("refuses a provider there is not", async () => {
    const { code, stderr } = await runCli(["record", "--provider", "enron", "--from", from]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/Cannot use --provider "enron": expected one of caiso, eia, fred/);
  });
});
