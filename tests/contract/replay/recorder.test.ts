import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRecording } from "../../../mock-providers/replay/recording.ts";
import { type RecordingSession, startRecordingSession } from "./recording-session.ts";

let session: RecordingSession;
beforeEach(async () => {
  session = await startRecordingSession();
});
afterEach(() => session.close());

interface Raw {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
  /** False when the connection broke off. */
  readonly complete: boolean;
}

/** An answer as it came over the wire, nothing decoded. */
function getRaw(url: string, headers: Record<string, string> = {}): Promise<Raw> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", () => undefined);
      response.on("close", () => {
        const { statusCode: status = 0, rawHeaders, complete } = response;
        resolve({ status, headers: rawHeaders, body: Buffer.concat(chunks), complete });
      });
    })
      .on("error", reject)
      .end();
  });
}

function bodyOf(index: number): Buffer {
  return readFileSync(join(session.directory, session.lines()[index]?.file ?? ""));
}

describe("a recorder passes on", () => {
  it("method, path, query, headers and body as they came, under the provider's own host", async () => {
    const seen: unknown[] = [];
    session.answer = (request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        seen.push([request.method, request.url, request.headers["x-own"], body]);
        seen.push(request.headers.host);
        response.end("ok");
      });
    };
    await fetch(`${session.recorder.url}/a/b%2Fc?x=%20&api_key=12345678&y[]=1`, {
      method: "POST",
      headers: { "X-Own": "1" },
      body: "hello",
    });
    expect(seen).toEqual([
      ["POST", "/a/b%2Fc?x=%20&api_key=12345678&y[]=1", "1", "hello"],
      session.upstream.slice(7),
    ]);
  });

  it("the answer byte by byte: status, headers in their writing, encoded body", async () => {
    const wire = gzipSync('{"a":1}');
    session.answer = (_request, response) => {
      response.writeHead(203, { "Content-Encoding": "gzip", "X-Casing-KEPT": "yes" }).end(wire);
    };
    const answer = await getRaw(`${session.recorder.url}/x`, { "Accept-Encoding": "gzip" });
    expect(answer.status).toBe(203);
    expect(answer.headers).toEqual(expect.arrayContaining(["X-Casing-KEPT", "Content-Encoding"]));
    expect(answer.body.equals(wire)).toBe(true);
  });

  it("a GET once more when the connection it was to go over is gone", async () => {
    const asked: string[] = [];
    const used = new Set<unknown>();
    session.answer = (request, response) => {
      asked.push(request.method ?? "");
      // Every connection is good for one request, and nobody is told.
      if (used.has(request.socket)) request.socket.destroy();
      else response.end("ok");
      used.add(request.socket);
    };
    const ask = async (method: string) =>
      (await fetch(`${session.recorder.url}/x`, { method })).status;
    expect([await ask("GET"), await ask("GET"), await ask("POST")]).toEqual([200, 200, 502]);
    expect(asked).toEqual(["GET", "GET", "GET", "POST"]);
  });

  it("a large answer while it comes, not after it has come", async () => {
    let go = (): void => undefined;
    session.answer = (_request, response) => {
      response.write("first");
      go = () => response.end("second");
    };
    const reader = (await fetch(`${session.recorder.url}/x`)).body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from(first?.value ?? []).toString()).toBe("first");
    go();
    await session.ended(1);
    expect(bodyOf(0).toString()).toBe("firstsecond");
  });
});

describe("a recorder stores", () => {
  it("what was asked and answered, readable, with its timing", async () => {
    session.answer = (_request, response) => {
      response.writeHead(200, { "Content-Type": "application/json", Connection: "close" });
      response.end('{"a":1}');
    };
    await fetch(`${session.recorder.url}/fred/series?series_id=GDP&tag=a&tag=b&_=123`, {
      headers: { "X-Params": '{"b":2,"api_key":"not-this-one"}', "User-Agent": "somebody" },
    });
    await session.ended(1);
    const [line] = session.lines();
    expect(line).toMatchObject({
      provider: "fred",
      method: "GET",
      path: "/fred/series",
      query: { series_id: "GDP", tag: ["a", "b"] },
      status: 200,
      headers: { "Content-Type": "application/json" },
      file: "fred/0001-fred-series.json",
    });
    expect(line?.headers).not.toHaveProperty("Connection");
    expect(line?.requestHeaders).not.toHaveProperty("User-Agent");
    expect(line?.durationMs).toBeGreaterThanOrEqual(line?.firstByteMs ?? Infinity);
    expect(bodyOf(0).toString()).toBe('{"a":1}');
  });

  it.each(["gzip", "deflate", "br", "zstd"] as const)(
    "an answer in %s decoded, and replays it encoded for those who take it so",
    async (encoding) => {
      const { encodeBody } = await import("../../../mock-providers/replay/encode-body.ts");
      const text = JSON.stringify({ text: "abc ".repeat(1000) });
      const wire = await encodeBody(Buffer.from(text), encoding);
      session.answer = (_request, response) => {
        response.writeHead(200, { "Content-Encoding": encoding }).end(wire);
      };
      await getRaw(`${session.recorder.url}/x`, { "Accept-Encoding": encoding });
      await session.ended(1);
      expect(session.lines()[0]).toMatchObject({ encoding });
      expect(bodyOf(0).toString()).toBe(text);
      const replay = await session.replay();
      const encoded = await getRaw(`${replay.url}/x`, { "Accept-Encoding": encoding });
      expect(encoded.headers).toEqual(expect.arrayContaining(["Content-Encoding", encoding]));
      expect(encoded.body.equals(wire)).toBe(true);
      const plain = await getRaw(`${replay.url}/x`, { "Accept-Encoding": "identity" });
      expect(plain.headers).not.toContain("Content-Encoding");
      expect(plain.body.toString()).toBe(text);
    },
  );

  it("a body that is not what its header says, as it came", async () => {
    session.answer = (_request, response) => {
      response.writeHead(200, { "Content-Encoding": "gzip" }).end("plain after all");
    };
    await getRaw(`${session.recorder.url}/x`, { "Accept-Encoding": "gzip" });
    await session.ended(1);
    expect(bodyOf(0).toString()).toBe("plain after all");
    const replay = await session.replay();
    const again = await getRaw(`${replay.url}/x`, { "Accept-Encoding": "gzip" });
    expect(again.headers).toEqual(expect.arrayContaining(["Content-Encoding", "gzip"]));
    expect(again.body.toString()).toBe("plain after all");
  });

  it("bodies of POST requests by their content", async () => {
    const post = (body: string, type: string) =>
      fetch(`${session.recorder.url}/x`, {
        method: "POST",
        body,
        headers: { "Content-Type": type },
      });
    await post('{"b":[1,{"c":null}]}', "application/json");
    await post("a=1&b=2&b=3", "application/x-www-form-urlencoded");
    await post("plain", "text/plain");
    await session.ended(3);
    expect(session.lines().map(({ requestBody }) => requestBody)).toEqual([
      { json: { b: [1, { c: null }] } },
      { form: { a: "1", b: ["2", "3"] } },
      { text: "plain" },
    ]);
  });

  it("forty requests at a time, each with its own answer", async () => {
    session.answer = (request, response) => {
      setTimeout(
        () => response.end(`answer to ${request.url ?? ""}`),
        Number(request.url?.slice(-1)),
      );
    };
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => fetch(`${session.recorder.url}/${index}`)),
    );
    await session.ended(40);
    const { exchanges } = readRecording(session.directory);
    expect(exchanges).toHaveLength(40);
    for (const { path, bodyFile = "" } of exchanges)
      expect(readFileSync(bodyFile, "utf8")).toBe(`answer to ${path}`);
  });

  it("large bodies at the pace of a slow client, so that memory holds a part of them alone", async () => {
    const block = Buffer.alloc(1 << 20, "0123456789abcdef");
    const blocks = 128;
    let sent = 0;
    session.answer = (_request, response) => {
      const more = (): void => {
        while (sent < blocks) {
          sent++;
          if (!response.write(block)) {
            response.once("drain", more);
            return;
          }
        }
        response.end();
      };
      more();
    };
    const { body } = await fetch(`${session.recorder.url}/large`);
    if (body === null) throw new Error("There is a body");
    // Nobody reads: what was taken from the provider fills the buffers in between and stops there.
    let before = -1;
    while (sent !== before) {
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(sent).toBeLessThan(blocks / 2);
    const hash = createHash("sha256");
    for await (const piece of body) hash.update(piece as Uint8Array);
    await session.ended(1);
    const stored = createHash("sha256").update(bodyOf(0)).digest("hex");
    expect(stored).toBe(hash.digest("hex"));
    expect(bodyOf(0).length).toBe(blocks << 20);
  });

  it("nothing of HEAD, of the mocks' own routes, and of requests nobody answered", async () => {
    await fetch(`${session.recorder.url}/x`, { method: "HEAD" });
    for (const path of ["/health", "/catalog", "/metrics", "/__sandbox/clock"])
      expect((await fetch(session.recorder.url + path)).status).toBe(200);
    await session.stopUpstream();
    const response = await fetch(`${session.recorder.url}/x`);
    expect(response.status).toBe(502);
    expect(await response.text()).toMatch(
      /^Cannot reach fred at http:\/\/127\.0\.0\.1:\d+: connect ECONNREFUSED/,
    );
    expect(session.lines()).toEqual([]);
    expect(session.events.map(({ event }) => event)).toEqual(["not-stored"]);
  });

  it("no answer in an encoding nothing here reads: a key may hide in it", async () => {
    session.answer = (_request, response) => {
      response.writeHead(200, { "Content-Encoding": "compress" }).end("??");
    };
    expect((await getRaw(`${session.recorder.url}/x`)).body.toString()).toBe("??");
    await session.ended(1);
    expect(session.events[0]).toMatchObject({ event: "not-stored" });
    expect(session.lines()).toEqual([]);
  });
});

describe("an answer that breaks off", () => {
  it.each(["with a promised length", "in chunks"] as const)(
    "%s is stored as cut and replayed as cut",
    async (form) => {
      session.answer = (_request, response) => {
        if (form === "with a promised length") response.setHeader("Content-Length", 1000);
        response.write("only this much");
        setTimeout(() => response.socket?.destroy(), 20);
      };
      const original = await getRaw(`${session.recorder.url}/x`);
      expect([original.complete, original.body.toString()]).toEqual([false, "only this much"]);
      await session.ended(1);
      expect(session.events[0]?.event).toBe("cut");
      expect(session.lines()[0]).toMatchObject({ outcome: "cut" });
      const replay = await session.replay();
      const again = await getRaw(`${replay.url}/x`);
      expect([again.complete, again.body.toString()]).toEqual([false, "only this much"]);
      const length = form === "in chunks" ? "Transfer-Encoding" : "Content-Length";
      expect(again.headers).toContain(length);
    },
  );

  it("inside its encoding is cut too, whatever HTTP says", async () => {
    const wire = gzipSync(JSON.stringify(Array.from({ length: 5000 }, (_, index) => index * 7919)));
    session.answer = (_request, response) => {
      response.writeHead(200, { "Content-Encoding": "gzip" }).end(wire.subarray(0, 9000));
    };
    await getRaw(`${session.recorder.url}/x`, { "Accept-Encoding": "gzip" });
    await session.ended(1);
    expect(session.lines()[0]).toMatchObject({ outcome: "cut", encoding: "gzip" });
    expect(gunzipSync(wire).toString().startsWith(bodyOf(0).toString())).toBe(true);
    expect(bodyOf(0).length).toBeGreaterThan(1000);
  });

  it("is complete in the recording when only the client hung up", async () => {
    let finish = (): void => undefined;
    session.answer = (_request, response) => {
      response.write("begin ");
      finish = () => response.end("end");
    };
    const abort = new AbortController();
    const response = await fetch(`${session.recorder.url}/x`, { signal: abort.signal });
    abort.abort();
    await expect(response.text()).rejects.toThrow();
    finish();
    await session.ended(1);
    expect(session.lines()[0]?.outcome).toBeUndefined();
    expect(bodyOf(0).toString()).toBe("begin end");
  });
});

describe("a request that comes again", () => {
  const answers = (...texts: string[]): void => {
    session.answer = (_request, response) => response.end(texts.shift() ?? "");
  };
  const get = async (url: string): Promise<string> => (await fetch(`${url}/x?a=1&b=2`)).text();

  it("is stored once when the answer is the same, across restarts of the recorder", async () => {
    answers("same", "same", "same");
    await get(session.recorder.url);
    await fetch(`${session.recorder.url}/x?b=2&a=1&_=99&api_key=somebody`);
    await session.ended(2);
    await session.restart();
    await get(session.recorder.url);
    await session.ended(3);
    expect(session.events.map(({ event }) => event)).toEqual(["stored", "equal", "equal"]);
    expect(session.lines()).toHaveLength(1);
  });

  it("is stored each time it differs, and a replay answers in that order, the last one on and on", async () => {
    answers("one", "two", "two", "one", "three");
    for (let count = 0; count < 5; count++) await get(session.recorder.url);
    await session.ended(5);
    expect(session.lines()).toHaveLength(4);
    const replay = await session.replay();
    const replayed = [];
    for (let count = 0; count < 6; count++) replayed.push(await get(replay.url));
    expect(replayed).toEqual(["one", "two", "one", "three", "three", "three"]);
  });
});

describe("a recording that was interrupted", () => {
  it("is read up to its last whole line, and the next recorder goes on after it", async () => {
    session.answer = (request, response) => response.end(request.url);
    await fetch(`${session.recorder.url}/one`);
    await session.ended(1);
    appendFileSync(join(session.directory, "exchanges.jsonl"), '{"provider":"fred","pa');
    expect(readRecording(session.directory).exchanges).toHaveLength(1);
    writeFileSync(join(session.directory, "fred", ".part-999999999-1"), "left by a kill");
    await session.restart();
    await fetch(`${session.recorder.url}/two`);
    await session.ended(2);
    expect(readRecording(session.directory).exchanges.map(({ path }) => path)).toEqual([
      "/one",
      "/two",
    ]);
    expect(session.everyByte()).not.toContain("left by a kill");
  });

  it("does not hold an answer the recorder itself was stopped in", async () => {
    session.answer = (_request, response) => void response.write("begin");
    const response = await fetch(`${session.recorder.url}/x`);
    await session.recorder.close(50);
    await expect(response.text()).rejects.toThrow();
    expect(session.lines()).toEqual([]);
    expect(session.everyByte()).not.toContain(".part");
  });
});
