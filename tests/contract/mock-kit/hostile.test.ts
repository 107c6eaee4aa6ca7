/** Clients that mean harm or do not know better: the mock stays alive, bounded in memory, and answers the others. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { type Socket, connect } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const main = new URL("../../../mock-providers/main.ts", import.meta.url).pathname;
const names = ["caiso", "eia", "fred"] as const;
/** Far above what a mock needs at work, far below what unbounded buffers would take in these tests. */
const residentMegabytesMax = 1_200;

let child: ChildProcess;
let urls: Record<(typeof names)[number], string>;

beforeAll(async () => {
  child = spawn(process.execPath, [main], {
    env: {
      MOCK_PROVIDERS: names.join(","),
      ...Object.fromEntries(names.map((name) => [`MOCK_${name.toUpperCase()}_PORT`, "0"])),
      MOCK_THROTTLE: "off",
      SANDBOX_CLOCK_START: "2026-03-15T12:00:00Z",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const found: Record<string, string> = {};
  if (child.stdout === null) throw new Error("Standard output is a pipe");
  for await (const line of createInterface({ input: child.stdout })) {
    // Proof for the cast: the documented line.
    const event = JSON.parse(line) as { provider: string; url: string };
    found[event.provider] = event.url;
    if (Object.keys(found).length === names.length) break;
  }
  // Proof for the cast: one line per provider was read.
  urls = found;
});
afterAll(() => {
  child.kill("SIGKILL");
});

/** Where there is no /proc, memory goes unchecked and everything else is checked all the same. */
function residentMegabytes(): number {
  if (process.platform !== "linux") return 0;
  const status = readFileSync(`/proc/${child.pid ?? 0}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

/** The mock lives, is not swollen, and every provider still answers somebody else. */
async function expectSound(): Promise<void> {
  expect(child.exitCode).toBeNull();
  for (const name of names) {
    const health = await fetch(`${urls[name]}/health`, { signal: AbortSignal.timeout(20_000) });
    expect(health.status, name).toBe(200);
    await health.arrayBuffer();
  }
  expect(residentMegabytes()).toBeLessThan(residentMegabytesMax);
}

/** Sends raw bytes and resolves to everything that came back until the end, or until `limitMs`. */
async function raw(url: string, bytes: string | Buffer, limitMs = 20_000): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  socket.on("data", (chunk: Buffer) => (answer += chunk.toString("latin1")));
  // A refusal may reset the connection while we are still sending.
  socket.on("error", () => undefined);
  socket.write(bytes);
  socket.end();
  await Promise.race([closed(socket), delay(limitMs, undefined, { ref: false })]);
  socket.destroy();
  return answer;
}

/** Unlike `once(socket, "close")`, which rejects when the connection is reset. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once("close", () => {
      resolve();
    });
  });
}

const apis = {
  caiso: "/oasisapi/SingleZip",
  eia: "/v2/electricity/rto/region-data/data/",
  fred: "/fred/series/observations",
} as const;

describe("hostile requests", () => {
  it.each(names)("%s refuses a query of 10 MB and of 100,000 parameters", async (name) => {
    const huge = await raw(
      urls[name],
      `GET ${apis[name]}?x=${"a".repeat(10_000_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    );
    expect(huge).toMatch(/^(HTTP\/1\.1 431|$)/);
    const many = Array.from({ length: 100_000 }, (_, index) => `p${index}=1`).join("&");
    const parameters = await raw(
      urls[name],
      `GET ${apis[name]}?${many} HTTP/1.1\r\nHost: x\r\n\r\n`,
    );
    expect(parameters).toMatch(/^(HTTP\/1\.1 431|$)/);
    await expectSound();
  });

  it("eia answers or refuses 100,000 facets in a body and as many as a query holds", async () => {
    const route = `${urls.eia}${apis.eia}?api_key=sandbox_key`;
    const facets = Array.from({ length: 100_000 }, (_, index) => `R${index}`);
    const body = JSON.stringify({ data: ["value"], facets: { respondent: facets } });
    const posted = await fetch(route, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/json" },
    });
    expect([200, 400, 413]).toContain(posted.status);
    const nested = `{"facets":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`;
    const deep = await fetch(route, { method: "POST", body: nested });
    expect([400, 413]).toContain(deep.status);
    const query = "&facets[respondent][]=CISO".repeat(1_000);
    const asked = await fetch(route + query + "&length=1");
    expect([200, 400]).toContain(asked.status);
    const brackets = await fetch(`${route}&facets${"[a]".repeat(5_000)}=1`);
    expect([200, 400]).toContain(brackets.status);
    await expectSound();
  });

  it.each([
    "/../../../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/oasisapi/..%2f..%2fetc/passwd",
    "/v2/../../etc/passwd",
    "/v2/%00",
    "/fred/%c0%ae%c0%ae/passwd",
    "//etc/passwd",
    "/__sandbox/../../etc/passwd",
    "/data/../../../etc/passwd",
    "/data/%2e%2e%2fetc%2fpasswd",
    "/%",
  ])("nobody finds a file under %s", async (path) => {
    for (const name of names) {
      const answer = await raw(
        urls[name],
        `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      );
      expect(answer, name).toMatch(/^HTTP\/1\.1 (4\d\d|200) /);
      expect(answer, name).not.toContain("root:");
      // The provider refuses; the mock itself does not fail.
      expect(answer, name).not.toContain("X-Sandbox-Error: mock-failed");
    }
    await expectSound();
  });

  it.each(names)("%s refuses header bombs", async (name) => {
    const fields = Array.from({ length: 50_000 }, (_, index) => `X-${index}: y`).join("\r\n");
    const many = await raw(urls[name], `GET /health HTTP/1.1\r\nHost: x\r\n${fields}\r\n\r\n`);
    expect(many).toMatch(/^(HTTP\/1\.1 431|$)/);
    const long = await raw(
      urls[name],
      `GET /health HTTP/1.1\r\nHost: x\r\nX: ${"y".repeat(5_000_000)}\r\n\r\n`,
    );
    expect(long).toMatch(/^(HTTP\/1\.1 431|$)/);
    await expectSound();
  });

  it.each([
    ["no HTTP at all", "\u0000\u0001\u0002 hello\r\n\r\n"],
    [
      "two lengths",
      "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabc",
    ],
    [
      "a length beside chunks",
      "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    [
      "a broken chunk",
      "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n",
    ],
    ["a negative length", "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"],
  ])("%s is a 400", async (_what, bytes) => {
    for (const name of names)
      expect(await raw(urls[name], bytes), name).toMatch(/^HTTP\/1\.1 400 /);
    await expectSound();
  });

  it("a body that never ends is cut at its limit", async () => {
    const { hostname, port } = new URL(urls.eia);
    const refused = await new Promise<number>((resolve) => {
      const posting = httpRequest(
        { host: hostname, port, method: "POST", path: `${apis.eia}?api_key=sandbox_key` },
        (answer) => {
          resolve(answer.statusCode ?? 0);
          posting.destroy();
        },
      );
      posting.on("error", () => {
        resolve(-1);
      });
      const chunk = Buffer.alloc(65_536, "x");
      const push = (): void => {
        while (!posting.destroyed && posting.write(chunk));
        if (!posting.destroyed) posting.once("drain", push);
      };
      push();
    });
    expect([413, -1]).toContain(refused);
    await expectSound();
  });
});

describe("many clients", () => {
  it(
    "hundreds that send a header a byte at a time are hung up on",
    { timeout: 120_000 },
    async () => {
      const { hostname, port } = new URL(urls.fred);
      const slow = Array.from({ length: 300 }, () => connect(Number(port), hostname));
      const hungUp = Promise.all(
        slow.map((socket) => {
          socket.on("error", () => undefined);
          socket.resume();
          return closed(socket);
        }),
      );
      const head = "GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ";
      slow.forEach((socket) => socket.write(head));
      const dribble = setInterval(() => {
        for (const socket of slow) if (!socket.destroyed) socket.write("y");
      }, 500);
      await expectSound();
      await hungUp;
      clearInterval(dribble);
      await expectSound();
    },
  );

  it(
    "hundreds that never read a large answer do not fill the memory",
    { timeout: 120_000 },
    async () => {
      const { hostname, port } = new URL(urls.eia);
      const path = `${apis.eia}?api_key=sandbox_key&frequency=hourly&data[0]=value&length=5000`;
      const deaf: Socket[] = [];
      for (let index = 0; index < 1_500; index++) {
        const socket = connect(Number(port), hostname);
        socket.on("error", () => undefined);
        socket.pause();
        socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
        deaf.push(socket);
        if (index % 50 === 0) await expectSound();
      }
      await expectSound();
      for (const socket of deaf) socket.destroy();
      await expectSound();
    },
  );

  it("10,000 open connections leave room for others", { timeout: 180_000 }, async () => {
    const { hostname, port } = new URL(urls.caiso);
    const sockets: Socket[] = [];
    let open = 0;
    while (sockets.length < 10_000) {
      const batch = Array.from({ length: 500 }, () => connect(Number(port), hostname));
      sockets.push(...batch);
      await Promise.all(
        batch.map(async (socket) => {
          socket.on("error", () => undefined);
          socket.resume();
          await once(socket, "connect");
          open++;
        }),
      );
    }
    expect(open).toBe(10_000);
    await expectSound();
    for (const socket of sockets) socket.destroy();
    await expectSound();
  });
});
