import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { unzipSync, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RecordingSession, startRecordingSession } from "./recording-session.ts";

/** With characters that every encoding writes in another way. */
const secrets = {
  query: "Q7k/+=secret&query\"1'",
  token: "T0ken-header-9f8e7d",
  apiKey: "xApiKey0123456789abcdef",
  password: "pass:word/with<signs>",
  bearer: "eyJhbGciOi.Bearer.sIgn-_",
  cookie: "session-cookie-4711",
  setCookie: "fresh-cookie-0815",
  xParams: "xparams-key-1234567",
  body: "json-body-key-7654321",
  form: "form body key 24680",
} as const;

let session: RecordingSession;
beforeEach(async () => {
  session = await startRecordingSession("eia");
});
afterEach(() => session.close());

const query = encodeURIComponent(secrets.query);
const headers = {
  token: secrets.token,
  "X-Api-Key": secrets.apiKey,
  Authorization: `Basic ${Buffer.from(`user-name-1:${secrets.password}`).toString("base64")}`,
  Cookie: `a=b; sid=${secrets.cookie}`,
  "X-Params": JSON.stringify({ frequency: "hourly", api_key: secrets.xParams }),
};

/** Every usual way of writing a text. */
function writings(secret: string): string[] {
  const percent = encodeURIComponent(secret);
  return [
    secret,
    percent,
    percent.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
    encodeURIComponent(percent),
    new URLSearchParams({ a: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll("/", "\\/"),
    secret.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
    secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    [...Buffer.from(secret)].map((byte) => `%${byte.toString(16)}`).join(""),
    Array.from(secret, (sign) => `\\u00${sign.charCodeAt(0).toString(16).padStart(2, "0")}`).join(
      "",
    ),
  ];
}

function expectNoSecretStored(): void {
  const stored = session.everyByte();
  expect(stored.length).toBeGreaterThan(100);
  for (const secret of [...Object.values(secrets), headers.Authorization.slice(6)]) {
    for (const writing of writings(secret)) {
      expect(stored.includes(writing), writing).toBe(false);
    }
  }
}

describe("no byte of a recording holds a secret", () => {
  it("wherever the client sent it and however the answer repeats it", async () => {
    const { bearer, body: inBody, form, ...inGet } = secrets;
    // An answer repeats what it was sent, and what was sent before.
    let echo = Object.values(inGet).flatMap(writings);
    session.answer = (_request, response) => {
      response.writeHead(200, {
        "Content-Type": "application/json",
        "Set-Cookie": `sid=${secrets.setCookie}; Path=/`,
        "X-Echo": encodeURIComponent(secrets.query),
      });
      response.end(JSON.stringify({ request: { params: { api_key: secrets.query } }, echo }));
    };
    const target = `${session.recorder.url}/v2/x?a=1&api_key=${query}&back=${encodeURIComponent(`/y?api_key=${query}`)}`;
    await (await fetch(target, { headers })).text();
    echo = [...echo, ...writings(inBody)];
    const body = { data: ["value"], nested: [{ api_key: inBody }] };
    await fetch(target, { method: "POST", headers, body: JSON.stringify(body) });
    echo = [...echo, ...writings(bearer), ...writings(form)];
    await fetch(target, {
      method: "POST",
      headers: { ...headers, Authorization: `Bearer ${bearer}` },
      body: new URLSearchParams({ a: "1", "api-key": form }),
    });
    await (await fetch(target, { headers })).text();
    await session.ended(4);
    expect(session.lines().map(({ method }) => method)).toEqual(["GET", "POST", "POST", "GET"]);
    expectNoSecretStored();
  });

  it("in redirects, error texts and encoded bodies", async () => {
    session.answer = (request, response) => {
      const location = `https://elsewhere.example/v2?x=1&api%5Fkey=${query}&token=${secrets.token}`;
      if (request.url?.startsWith("/redirect") === true) {
        response.writeHead(302, { Location: location }).end(`<a href="${location}">moved</a>`);
        return;
      }
      const text = `The key api_key=${secrets.query} is not registered; ${location}`;
      response.writeHead(400, { "Content-Encoding": "gzip", "Content-Type": "text/plain" });
      response.end(gzipSync(text));
    };
    await fetch(`${session.recorder.url}/redirect?api_key=${query}`, {
      headers,
      redirect: "manual",
    });
    const refused = await fetch(`${session.recorder.url}/refused?api_key=${query}`, { headers });
    expect(await refused.text()).toContain(secrets.query);
    await session.ended(2);
    expect(session.lines().map(({ status }) => status)).toEqual([302, 400]);
    expectNoSecretStored();
    expect(session.lines()[0]?.headers?.["Location"]).toBe(
      "https://elsewhere.example/v2?x=1&api%5Fkey=REMOVED_API_KEY&token=REMOVED_TOKEN",
    );
  });

  it("also not of a key that no request carried", async () => {
    session.answer = (_request, response) => {
      response.end('{"next":"/v2?offset=5&api_key=0badc0de0badc0de","api_key": "ffff0000ffff"}');
    };
    await (await fetch(`${session.recorder.url}/v2/x`)).text();
    await session.ended(1);
    expect(session.everyByte()).not.toMatch(/0badc0de|ffff0000/);
    expect(session.everyByte()).toContain('"api_key": "REMOVED_API_KEY"');
  });

  it("also where the pieces of a large body part it", async () => {
    const key = "0123456789abcdef0123456789abcdef";
    session.answer = (_request, response) => {
      const text = `{"pad":"${"x".repeat(65_530)}","key":"${key}","more":"${"y".repeat(65_530)}${key}"}`;
      for (let at = 0; at < text.length; at += 17) response.write(text.slice(at, at + 17));
      response.end();
    };
    await (await fetch(`${session.recorder.url}/v2/x?api_key=${key}`)).text();
    await session.ended(1);
    const stored = session.everyByte();
    expect(stored).not.toContain(key);
    expect(stored.match(/REMOVED_API_KEY/g)).toHaveLength(2);
  });

  it("also inside a zip, whose other members stay as they are", async () => {
    const member = (text: string) => Buffer.from(text);
    const zip = (files: Record<string, Buffer>) => Buffer.from(zipSync(files));
    const plain = zip({ "a.csv": member("A,B\n1,2\n") });
    session.answer = (request, response) => {
      response.setHeader("Content-Type", "application/zip");
      const echo = { "a.csv": member("A,B\n1,2\n"), "b.xml": member(`<k>${secrets.query}</k>`) };
      response.end(request.url?.startsWith("/plain") === true ? plain : zip(echo));
    };
    await (await fetch(`${session.recorder.url}/echo?api_key=${query}`)).arrayBuffer();
    await (await fetch(`${session.recorder.url}/plain?api_key=${query}`)).arrayBuffer();
    await session.ended(2);
    const [echoed, same] = session
      .lines()
      .map(({ file = "" }) => readFileSync(join(session.directory, file)));
    const members = unzipSync(echoed ?? Buffer.alloc(0));
    expect(Buffer.from(members["b.xml"] ?? []).toString()).toBe("<k>REMOVED_API_KEY</k>");
    expect(Buffer.from(members["a.csv"] ?? []).toString()).toBe("A,B\n1,2\n");
    expect(same?.equals(plain)).toBe(true);
  });

  it("and no event or refusal tells one", async () => {
    await session.stopUpstream();
    const response = await fetch(`${session.recorder.url}/v2/x?api_key=${query}`, { headers });
    const told = (await response.text()) + JSON.stringify(session.events);
    expect(told).toContain("Cannot reach eia");
    for (const secret of Object.values(secrets).flatMap(writings))
      expect(told).not.toContain(secret);
  });
});

describe("what is no secret stays", () => {
  it("short keys are taken out beside their name alone", async () => {
    session.answer = (_request, response) => response.end('{"api_key":"a","data":"a banana"}');
    await (await fetch(`${session.recorder.url}/v2/x?api_key=a`)).text();
    await session.ended(1);
    expect(session.everyByte()).toContain('{"api_key":"REMOVED_API_KEY","data":"a banana"}');
  });

  it("paging tokens are part of the question", async () => {
    await fetch(`${session.recorder.url}/v2/x?pageToken=abcdefgh&api_key=12345678`);
    await session.ended(1);
    expect(session.lines()[0]?.query).toEqual({ pageToken: "abcdefgh" });
  });
});

describe("a replay puts the client's own key where the original's stood", () => {
  it("so that an echo is what a provider would answer", async () => {
    session.answer = (request, response) => {
      const key = new URL(request.url ?? "", "http://x").searchParams.get("api_key");
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ request: { params: { api_key: key } } }));
    };
    await (await fetch(`${session.recorder.url}/v2/x?api_key=${query}`)).text();
    await session.ended(1);
    const replay = await session.replay();
    const answer = await (await fetch(`${replay.url}/v2/x?api_key=my"own"key`)).json();
    expect(answer).toEqual({ request: { params: { api_key: 'my"own"key' } } });
  });

  it("in a redirect too", async () => {
    session.answer = (request, response) =>
      response.writeHead(302, { Location: `/y${request.url?.slice(2) ?? ""}` }).end();
    await fetch(`${session.recorder.url}/x?api_key=${query}`, { redirect: "manual" });
    await session.ended(1);
    const replay = await session.replay();
    const answer = await fetch(`${replay.url}/x?api_key=a%26b`, { redirect: "manual" });
    expect(answer.headers.get("location")).toBe("/y?api_key=a%26b");
  });
});
