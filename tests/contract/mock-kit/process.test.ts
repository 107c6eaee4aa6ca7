import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readLedger } from "../../../mock-providers/kit/ledger-reader.ts";
import { createMockProvider } from "../../../mock-providers/provider-table.ts";

const main = new URL("../../../mock-providers/main.ts", import.meta.url).pathname;
let directory = "";
const children: ChildProcess[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "mock-process-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(directory, { recursive: true });
});

function start(variables: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, [main], {
    env: {
      MOCK_PROVIDERS: "fred",
      MOCK_FRED_PORT: "0",
      MOCK_LEDGER_DIR: directory,
      SANDBOX_CLOCK_START: "2026-03-15T12:00:00Z",
      SANDBOX_TIME_SCALE: "1000",
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  return child;
}

async function ended(child: ChildProcess): Promise<{ code: number | null; stderr: string }> {
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once("close", (exitCode) => {
      resolve(exitCode);
    });
  });
  return { code, stderr };
}

/** The addresses of the JSON lines a mock prints once it listens. */
async function listening(child: ChildProcess, count = 1): Promise<Record<string, string>> {
  const urls: Record<string, string> = {};
  if (child.stdout === null) throw new Error("Standard output is a pipe");
  for await (const line of createInterface({ input: child.stdout })) {
    // Proof for the cast: the documented line.
    const event = JSON.parse(line) as { event: string; provider: string; url: string };
    expect(event.event).toBe("listening");
    urls[event.provider] = event.url;
    if (Object.keys(urls).length === count) break;
  }
  return urls;
}

const observations =
  "/fred/series/observations?series_id=GDP&api_key=sandbox_key&file_type=json&realtime_start=1776-07-04";

describe("the mock process", () => {
  it("says where each provider listens, serves, and stops cleanly on SIGTERM", async () => {
    const child = start({
      MOCK_PROVIDERS: "caiso,eia,fred",
      MOCK_CAISO_PORT: "0",
      MOCK_EIA_PORT: "0",
    });
    const end = ended(child);
    const urls = await listening(child, 3);
    for (const name of ["caiso", "eia", "fred"]) {
      const health = (await (await fetch(`${urls[name] ?? ""}/health`)).json()) as object;
      expect(health).toMatchObject({ status: "ok", provider: name });
    }
    child.kill("SIGTERM");
    expect(await end).toEqual({ code: 0, stderr: "" });
  });

  it("leaves a ledger that expands to what was served, even after kill -9", async () => {
    const first = start({});
    const firstEnd = ended(first);
    const url = (await listening(first))["fred"] ?? "";
    const body = (await (await fetch(url + observations)).json()) as { observations: unknown[] };
    first.kill("SIGKILL");
    await firstEnd;
    const second = start({});
    const secondEnd = ended(second);
    const again = (await listening(second))["fred"] ?? "";
    await (await fetch(`${again}${observations}&limit=10`)).text();
    second.kill("SIGINT");
    expect((await secondEnd).code).toBe(0);
    const answers = [];
    for await (const answer of readLedger(directory, "fred", createMockProvider)) {
      answers.push([answer.id, answer.outcome, [...answer.observations].length]);
    }
    expect(answers).toEqual([
      // Whether the end was written before the kill is a matter of milliseconds.
      ["1.1", expect.stringMatching(/^(complete|unsure)$/), body.observations.length],
      ["2.1", "complete", 10],
    ]);
  });

  it("refuses a setting it cannot use with one sentence and exit code 2", async () => {
    expect(await ended(start({ MOCK_SEED: "4.2" }))).toEqual({
      code: 2,
      stderr:
        'Cannot read environment variable MOCK_SEED "4.2": expected a whole number from 0 to 4294967295\n',
    });
  });

  it("says that an address is not of this machine", async () => {
    // TEST-NET-1 of RFC 5737: nobody has it.
    expect(await ended(start({ MOCK_HOST: "192.0.2.1", MOCK_FRED_PORT: "0" }))).toEqual({
      code: 3,
      stderr:
        "Cannot listen on 192.0.2.1:0 for fred: expected an address of this machine as MOCK_HOST, such as 127.0.0.1 or 0.0.0.0\n",
    });
  });

  it("says which port is taken and what to set, with exit code 3", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, "127.0.0.1", resolve);
    });
    // Proof for the cast: a server that listens on a TCP port has a TCP address.
    const { port } = other.address() as AddressInfo;
    try {
      const { code, stderr } = await ended(start({ MOCK_FRED_PORT: String(port) }));
      expect(code).toBe(3);
      expect(stderr).toBe(
        `Cannot listen on 127.0.0.1:${port} for fred: another process holds the port; set MOCK_FRED_PORT to a free one, or to 0 for any\n`,
      );
    } finally {
      other.close();
    }
  });
});
