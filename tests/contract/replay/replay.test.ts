import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMockClock } from "../../../mock-providers/kit/mock-clock.ts";
import { type MockServer, startMockServer } from "../../../mock-providers/kit/server.ts";
import { mockTable } from "../../../mock-providers/provider-table.ts";
import type { ReplayLatency } from "../../../mock-providers/replay/latency.ts";
import { createReplayProvider } from "../../../mock-providers/replay/provider.ts";
import { readRecording } from "../../../mock-providers/replay/recording.ts";

let directory = "";
const servers: MockServer[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "replay-"));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close(0)));
  rmSync(directory, { recursive: true });
});

/** Lines of the index; a line's `file` holds the line's own number unless `files` says otherwise. */
function write(lines: readonly object[], files: Record<string, string> = {}): void {
  const named = lines.map((line, index) =>
    "file" in line ? line : { ...line, file: `b/${index}.json` },
  );
  for (const [index, { file }] of named.entries()) {
    if (typeof file !== "string") continue;
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), files[file] ?? `answer ${index}`);
  }
  const text = named.map((line) => `${JSON.stringify({ provider: "eia", ...line })}\n`).join("");
  writeFileSync(join(directory, "exchanges.jsonl"), text);
}

async function serve(latency: ReplayLatency = "none", name: "eia" | "fred" = "eia") {
  const provider = createReplayProvider({
    name,
    recording: readRecording(directory),
    latency,
    createReader: mockTable[name].recorded,
  });
  const server = await startMockServer({
    provider,
    world: { seed: 1, seriesCount: 1, pointsPerSeries: 1, anchorMs: 0, scope: "full" },
    clock: createMockClock({ SANDBOX_CLOCK_START: "2026-03-15T12:00:00Z" }, () => 0),
    host: "127.0.0.1",
    port: 0,
    adminToken: "t",
  });
  servers.push(server);
  return server.url;
}

async function text(url: string, init?: RequestInit): Promise<string> {
  const response = await fetch(url, init);
  return response.status === 404 ? "nothing" : response.text();
}

describe("a request is matched by its content", () => {
  it("whatever the order of parameters, their case, slashes, keys and cache busters", async () => {
    write([{ path: "/v2/a/b/", query: { x: "1", "f[]": ["p", "q"] } }]);
    const url = await serve();
    for (const path of [
      "/v2/a/b/?x=1&f[]=p&f[]=q",
      "//v2/a/b?f[]=q&X=1&f[]=p",
      "/v2/a%2Fb?f%5B%5D=p&f%5B%5D=q&x=1&api_key=one&_=17&cb=2",
    ])
      expect(await text(url + path, { headers: { "X-Api-Key": "two" } }), path).toBe("answer 0");
  });

  it.each(["/v2/a?x=2", "/v2/a", "/v2/a?x=1&y=1", "/v2/a?x=1&x=1", "/v2/b?x=1", "/v2/a?x=1&x=2"])(
    "and not by %s",
    async (path) => {
      write([{ path: "/v2/a", query: { x: "1" } }]);
      expect(await text((await serve()) + path)).toBe("nothing");
    },
  );

  it("X-Params and bodies by what they say, without their keys", async () => {
    const asked = { b: [1, 2], a: { c: "x" } };
    write([
      { path: "/v2/a", requestHeaders: { "X-Params": JSON.stringify(asked) } },
      { path: "/v2/a", method: "POST", requestBody: { json: asked } },
      { path: "/v2/a", method: "POST", requestBody: { form: { a: "1", b: ["2", "3"] } } },
    ]);
    const url = `${await serve()}/v2/a`;
    const again = '{ "a": {"c": "x"}, "api_key": "k", "b": [1, 2] }';
    expect(await text(url, { headers: { "X-Params": again } })).toBe("answer 0");
    expect(await text(url, { method: "POST", body: again })).toBe("answer 1");
    const form = new URLSearchParams([
      ["b", "2"],
      ["token", "t"],
      ["a", "1"],
      ["b", "3"],
    ]);
    expect(await text(url, { method: "POST", body: form })).toBe("answer 2");
    expect(await text(url)).toBe("nothing");
    expect(await text(url, { headers: { "X-Params": '{"b":[2,1],"a":{"c":"x"}}' } })).toBe(
      "nothing",
    );
    expect(await text(url, { method: "POST", body: '{"a":1}' })).toBe("nothing");
  });

  it("a line a person loosened answers what no other line answers", async () => {
    write([
      { path: "/v2/a", query: { s: "1" }, others: "any" },
      { path: "/v2/a", query: { s: "1", offset: { min: 10 } }, others: "any" },
      { path: "/v2/a", query: { s: "1", offset: "10", length: "5" } },
    ]);
    const url = `${await serve()}/v2/a`;
    expect(await text(`${url}?s=1&offset=10&length=5`)).toBe("answer 2");
    expect(await text(`${url}?s=1&offset=10&length=6`)).toBe("answer 1");
    expect(await text(`${url}?s=1&offset=9`)).toBe("answer 0");
    expect(await text(`${url}?s=1&offset=`)).toBe("answer 0");
    expect(await text(`${url}?s=2`)).toBe("nothing");
  });
});

describe("a request without a recording", () => {
  it("is told which came nearest and in what it differs, without any key", async () => {
    write([
      { path: "/v2/other", query: { series: "GDP" } },
      { path: "/v2/a", query: { series: "GDP", offset: "0", units: "lin" } },
      { path: "/v2/a", query: { series: "CPI" } },
    ]);
    const url = await serve();
    const response = await fetch(`${url}/v2/a?series=GDP&offset=5000&extra=1&api_key=secret-key`);
    expect(response.status).toBe(404);
    expect(response.headers.get("x-sandbox-error")).toBe("not-recorded");
    expect(await response.json()).toEqual({
      error:
        'No recording answers GET /v2/a?series=GDP&offset=5000&extra=1; nearest is b/1.json, which was recorded with offset "0" instead of "5000", units "lin" instead of nothing, extra nothing instead of "1"',
      nearest: { recording: "b/1.json", method: "GET", path: "/v2/a" },
      differences: [
        { parameter: "offset", asked: "5000", recorded: "0" },
        { parameter: "units", asked: null, recorded: "lin" },
        { parameter: "extra", asked: "1", recorded: null },
      ],
    });
  });

  it("stands in /__sandbox/replay beside what was answered", async () => {
    write([{ path: "/v2/a", query: { x: "1" } }, { path: "/v2/b" }]);
    const url = await serve();
    for (const path of ["/v2/a?x=1", "/v2/a?x=1", "/v2/c?api_key=secret-key", "/v2/c", "/v2/d"])
      await fetch(url + path);
    const report = await (await fetch(`${url}/__sandbox/replay`)).json();
    expect(report).toMatchObject({
      provider: "eia",
      latency: "none",
      hits: 2,
      misses: 3,
      recordings: [
        { name: "b/0.json", hits: 2 },
        { name: "b/1.json", hits: 0 },
      ],
      latestMisses: [
        { request: "GET /v2/d", count: 1, nearest: "b/1.json" },
        { request: "GET /v2/c", count: 2 },
      ],
    });
  });

  it("is remembered up to a bound", async () => {
    write([{ path: "/v2/a" }]);
    const url = await serve();
    for (let count = 0; count < 260; count++) await fetch(`${url}/v2/none/${count}`);
    const report = (await (await fetch(`${url}/__sandbox/replay`)).json()) as {
      misses: number;
      latestMisses: unknown[];
    };
    expect([report.misses, report.latestMisses.length]).toEqual([260, 200]);
  });
});

describe("timing", () => {
  const line = { path: "/v2/a", firstByteMs: 120, durationMs: 300 };

  it("is left out by default", async () => {
    write([{ ...line, firstByteMs: 3_600_000, durationMs: 3_600_000 }]);
    expect(await text(`${await serve()}/v2/a`)).toBe("answer 0");
  });

  it("is the recorded one with latency recorded: first byte and end", async () => {
    write([line]);
    const url = await serve("recorded");
    const startedAt = performance.now();
    const response = await fetch(`${url}/v2/a`);
    const firstByteMs = performance.now() - startedAt;
    expect(await response.text()).toBe("answer 0");
    // Not sooner; how much later a busy machine decides.
    expect(firstByteMs).toBeGreaterThanOrEqual(115);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(295);
  });

  it("does not hold a client that hangs up meanwhile", async () => {
    write([{ ...line, firstByteMs: 60_000, durationMs: 60_000 }, { path: "/v2/b" }]);
    const url = await serve("recorded");
    await expect(fetch(`${url}/v2/a`, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    expect(await text(`${url}/v2/b`)).toBe("answer 1");
  });
});

describe("what answers meant", () => {
  const data = (rows: object[]) =>
    JSON.stringify({ response: { frequency: "monthly", data: rows } });
  const row = (period: string, value: string | null) => ({
    period,
    series: "RWTC",
    value,
    units: "$/BBL",
    duoarea: "YCUOK",
    "series-description": "Spot price",
  });

  it("makes the catalogue: asked range and words, counted observations", async () => {
    const asked = { frequency: "monthly", start: "2024-01", end: "2024-06" };
    write(
      [
        { path: "/v2/petroleum/pri/spt/data/", query: { ...asked, "facets[series][]": "RWTC" } },
        {
          path: "/v2/petroleum/pri/spt/data/",
          query: { ...asked, "facets[series][]": "RWTC", offset: "2" },
        },
      ],
      {
        "b/0.json": data([row("2024-01", "70.1"), row("2024-02", null)]),
        "b/1.json": data([row("2024-02", null), row("2024-03", "71")]),
      },
    );
    const url = await serve();
    const { series } = (await (await fetch(`${url}/catalog`)).json()) as { series: object[] };
    expect(series).toEqual([
      {
        id: "RWTC.monthly",
        dataset: "petroleum/pri/spt",
        title: "Spot price",
        unit: "$/BBL",
        frequency: "monthly",
        location: "YCUOK",
        params: { series: "RWTC", frequency: "monthly" },
        points: 3,
        start: "2024-01-01T00:00:00.000Z",
        end: "2024-07-01T00:00:00.000Z",
      },
    ]);
  });

  it("is what a person wrote where series.json has the provider", async () => {
    write([{ path: "/v2/a" }]);
    const series = {
      provider: "eia",
      dataset: "d",
      id: "s",
      unit: "u",
      params: { series: "s" },
      points: 1,
      start: "2024-01-01T00:00:00Z",
      end: "2024-02-01T00:00:00Z",
    };
    writeFileSync(join(directory, "series.json"), JSON.stringify([series]));
    const catalogue = await (await fetch(`${await serve()}/catalog`)).json();
    expect(catalogue).toMatchObject({ count: 1, series: [{ id: "s", dataset: "d", points: 1 }] });
  });

  it("that nothing here understands is served all the same, and the report says why", async () => {
    write([{ path: "/v2/petroleum/pri/spt/data/" }], { "b/0.json": "<xml/>" });
    const url = await serve();
    expect(await text(`${url}/v2/petroleum/pri/spt/data/`)).toBe("<xml/>");
    expect(await (await fetch(`${url}/__sandbox/replay`)).json()).toMatchObject({
      recordings: [{ notUnderstood: "Cannot read a recorded EIA answer that is not JSON" }],
    });
  });
});

describe("a recording that cannot be replayed is refused with its place", () => {
  it.each([
    ["not json\n", /exchanges\.jsonl" line 1: expected one JSON object$/],
    ['{"provider":"eia"}\n', /line 1 at "path": /],
    ['\n{"provider":"eia","path":"/a","status":99}\n', /line 2 at "status": /],
    [
      '{"provider":"eia","path":"/a","colour":1}\n',
      /line 1 at "colour": there is no such field, expected one of provider, /,
    ],
    ['{"provider":"eia","path":"/a","file":"../../etc/passwd"}\n', /expected a file inside/],
    ['{"provider":"eia","path":"/a","file":"absent.json"}\n', /expected a readable file$/],
    ['{"provider":"eia","path":"/a"}', /holds no exchange, expected at least one line$/],
    ["", /holds no exchange/],
  ])("%j", (index, expected) => {
    writeFileSync(join(directory, "exchanges.jsonl"), index);
    expect(() => readRecording(directory)).toThrow(expected);
  });

  it("a directory without an index", () => {
    expect(() => readRecording(directory)).toThrow(
      /expected a readable file exchanges\.jsonl in it, as sandbox-runner record writes it$/,
    );
  });
});
