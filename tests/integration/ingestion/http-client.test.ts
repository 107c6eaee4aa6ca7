import { type RequestListener, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { type HttpAnswer, createProviderHttp } from "../../../services/ingestion/http-client.ts";
import { ingestionSettingsSchema } from "../../../services/ingestion/settings.ts";

const never = new AbortController().signal;
const settings = ingestionSettingsSchema.parse({
  headersTimeoutMs: 300,
  bodyTimeoutMs: 300,
  connectTimeoutMs: 500,
  bodyBytesMax: 10_000,
});

const releases: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0)) await release();
});

/** One GET of a server that answers as told. */
async function get(listener: RequestListener, signal = never): Promise<HttpAnswer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Proof for the cast: a server that listens on a host and port has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  const http = createProviderHttp(settings);
  releases.push(async () => {
    await http.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${port}/data?api_key=secret`;
  return http.get({ url, headers: { accept: "text/csv" }, description: "/data" }, signal);
}

const unreachable = { code: "PROVIDER_UNREACHABLE" };

describe("createProviderHttp()", () => {
  it("answers with status, headers and body, and when the last byte had arrived", async () => {
    const before = Date.now();
    const answer = await get((request, response) => {
      response.writeHead(404, { "X-Accept": request.headers.accept, "retry-after": "7" });
      response.end("nothing here");
    });
    expect(answer.response.status).toBe(404);
    expect(answer.response.headers).toMatchObject({ "x-accept": "text/csv", "retry-after": "7" });
    expect(answer.response.body.toString()).toBe("nothing here");
    expect(answer.wireBytes).toBe(12);
    expect(answer.arrivedAtMs).toBeGreaterThanOrEqual(before);
    expect(answer.arrivedAtMs).toBeLessThanOrEqual(Date.now());
  });

  it("undoes the content encoding", async () => {
    const { response, wireBytes } = await get((_request, answer) => {
      answer.setHeader("content-encoding", "gzip");
      answer.end(gzipSync("a".repeat(5_000)));
    });
    expect(response.body.toString()).toBe("a".repeat(5_000));
    expect(wireBytes).toBeLessThan(200);
  });

  it("refuses a body that cannot be decoded, or that grows too large", async () => {
    const invalid = { code: "PROVIDER_PAYLOAD_INVALID" };
    for (const body of [gzipSync("a".repeat(500)).subarray(0, 20), gzipSync("a".repeat(50_000))]) {
      const answer = get((_request, response) => {
        response.setHeader("content-encoding", "gzip");
        response.end(body);
      });
      expect((await answer).undecodable).toMatchObject(invalid);
    }
  });

  it.each<[string, RequestListener]>([
    ["no headers in time", () => undefined],
    [
      "a body that stops in the middle",
      (_request, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("half");
      },
    ],
    [
      "a body cut short",
      (_request, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("half", () => response.destroy());
      },
    ],
    ["a reset", (_request, response) => response.socket?.resetAndDestroy()],
    ["a body above the bound", (_request, response) => response.end("x".repeat(20_000))],
  ])("calls %s PROVIDER_UNREACHABLE, without the key", async (_case, listener) => {
    const error = await get(listener).catch((reason: unknown) => reason);
    expect(error).toMatchObject(unreachable);
    expect(String(error)).toContain("/data");
    expect(String(error)).not.toContain("secret");
  });

  it("says why when nothing listens", async () => {
    const http = createProviderHttp(settings);
    releases.push(() => http.close());
    const request = { url: "http://127.0.0.1:1/", headers: {}, description: "/" };
    const message = expect.stringContaining("ECONNREFUSED") as string;
    await expect(http.get(request, never)).rejects.toMatchObject({ ...unreachable, message });
  });

  it("rejects with the signal's reason when it is aborted in the middle", async () => {
    const controller = new AbortController();
    const pending = get(() => {
      controller.abort(new Error("stopping"));
    }, controller.signal);
    await expect(pending).rejects.toThrow("stopping");
  });
});
