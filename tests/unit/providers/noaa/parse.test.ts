import { describe, expect, it } from "vitest";
import { SandboxError } from "../../../../services/core/errors.ts";
import type { FetchUnit, ProviderResponse } from "../../../../services/providers/connector.ts";
import { noaaConnector } from "../../../../services/providers/noaa/connector.ts";

const station = "GHCND:USW00023174";
const row = {
  date: "2026-02-10T00:00:00",
  datatype: "TMAX",
  station,
  attributes: ",,W,",
  value: 21.7,
};

function unit(dataset: string): FetchUnit {
  return { provider: "noaa", dataset, unit: "test", series: [], startMs: 0, endMs: 1 };
}

function json(document: unknown, status = 200): ProviderResponse {
  const headers = { "content-type": "application/json;charset=UTF-8" };
  return { status, headers, body: Buffer.from(JSON.stringify(document)) };
}

function page(results: readonly unknown[], count = results.length, offset = 1): ProviderResponse {
  return json({ metadata: { resultset: { offset, count, limit: 1000 } }, results });
}

function parse(response: ProviderResponse, dataset = "GHCND", offset?: number) {
  return noaaConnector.parse(unit(dataset), offset === undefined ? null : { offset }, response);
}

function errorOf(response: ProviderResponse): SandboxError {
  try {
    parse(response);
  } catch (error) {
    if (error instanceof SandboxError) return error;
    throw error;
  }
  throw new Error("Expected a SandboxError");
}

describe("rows of Climate Data Online", () => {
  it("become observations as the data model says", () => {
    expect(parse(page([row])).candidates).toEqual([
      {
        index: 0,
        seriesId: `${station}.TMAX`,
        intervalStartMs: Date.UTC(2026, 1, 10),
        intervalEndMs: Date.UTC(2026, 1, 11),
        asOfMs: Date.UTC(2026, 1, 11),
        value: 21.7,
        unit: "degC",
        location: station,
      },
    ]);
  });

  it.each([
    ["GSOM", "2026-02-01T00:00:00", Date.UTC(2026, 2, 1)],
    ["GSOM", "2025-12-01T00:00:00", Date.UTC(2026, 0, 1)],
    ["GSOY", "2025-01-01T00:00:00", Date.UTC(2026, 0, 1)],
    ["NORMAL_DLY", "2010-12-31T00:00:00", Date.UTC(2011, 0, 1)],
    ["GHCND", "1869-02-28T00:00:00", Date.UTC(1869, 2, 1)],
  ])("of %s end with their period: %s", (dataset, date, endMs) => {
    const [read] = parse(page([{ ...row, date }]), dataset).candidates;
    expect(read?.intervalEndMs).toBe(endMs);
    expect(read?.asOfMs).toBe(endMs);
  });

  it.each([
    ["TMIN", "degC"],
    ["PRCP", "mm"],
    ["SNOW", "mm"],
    ["AWND", "m/s"],
    ["DX90", "days"],
    ["HTDD", "degC days"],
  ])("of %s have the unit %s", (datatype, expected) => {
    expect(parse(page([{ ...row, datatype }])).candidates[0]?.unit).toBe(expected);
  });

  it("take 0 and negatives as they are, and no −0", () => {
    const values = [0, -12.5, -0].map((value) => ({ ...row, value }));
    const body = JSON.stringify({
      metadata: { resultset: { offset: 1, count: 3, limit: 1000 } },
      results: values,
    }).replace(/"value":0}\]/, '"value":-0.0}]');
    const read = parse({ ...page([]), body: Buffer.from(body) }).candidates;
    expect(read.map(({ value }) => value)).toEqual([0, -12.5, 0]);
  });

  it.each([
    [{ date: "2026-02-30T00:00:00" }, 'date "2026-02-30T00:00:00": expected a date like'],
    [{ date: "2026-02-10" }, 'date "2026-02-10": expected a date like'],
    [{ date: "2026-02-10T12:00:00" }, "expected a date like"],
    [{ date: 20260210 }, 'date "20260210"'],
    [{ datatype: "ZZZZ" }, 'datatype "ZZZZ": expected one whose unit is known'],
    [{ datatype: "constructor" }, 'datatype "constructor"'],
    [{ datatype: 5 }, 'datatype "5"'],
    [{ station: "" }, 'station "": expected text'],
    [{ station: undefined }, "station nothing: expected text"],
    [{ value: "21.7" }, 'value "21.7": expected a decimal number'],
    [{ value: null }, 'value "null": expected a decimal number'],
    [{ value: undefined }, "value nothing: expected a decimal number"],
  ])("that cannot be read are kept apart: %j", (changes, reason) => {
    const { candidates, unreadable } = parse(page([row, { ...row, ...changes }, row]));
    expect(candidates.map(({ index }) => index)).toEqual([0, 2]);
    expect(unreadable).toHaveLength(1);
    expect(unreadable[0]?.index).toBe(1);
    expect(unreadable[0]?.reasons.map(({ sentence }) => sentence).join()).toContain(reason);
  });

  it("that are no objects are kept apart as well", () => {
    const { candidates, unreadable } = parse(page([null, [], "row", 7, row]));
    expect(candidates).toHaveLength(1);
    expect(unreadable.map(({ raw }) => raw)).toEqual(["null", "[]", '"row"', "7"]);
  });

  it("of a month must begin it", () => {
    const { unreadable } = parse(page([{ ...row, date: "2026-02-02T00:00:00" }]), "GSOM");
    expect(unreadable[0]?.reasons.map(({ sentence }) => sentence).join()).toContain(
      "expected the first of a month like",
    );
    const year = parse(page([{ ...row, date: "2026-02-01T00:00:00" }]), "GSOY");
    expect(year.unreadable[0]?.reasons.map(({ sentence }) => sentence).join()).toContain(
      "expected the first of a year like",
    );
  });

  it("say what is known of them when they cannot be read", () => {
    const { unreadable } = parse(page([{ ...row, value: "x" }]));
    expect(unreadable[0]).toMatchObject({
      seriesId: `${station}.TMAX`,
      intervalStartMs: Date.UTC(2026, 1, 10),
    });
  });
});

describe("pages", () => {
  const rows = Array.from({ length: 10 }, () => row);

  it("go on until the count is reached", () => {
    expect(parse(page(rows, 25)).next).toEqual({ offset: 11, count: 25 });
    expect(parse(page(rows, 25, 11), "GHCND", 11).next).toEqual({ offset: 21, count: 25 });
    expect(parse(page(rows.slice(0, 5), 25, 21), "GHCND", 21).next).toBeNull();
    expect(parse(page(rows, 10)).next).toBeNull();
  });

  it("end with an empty object, and with a page without rows whatever it counts", () => {
    const empty = parse(json({}), "GHCND", 5001);
    expect([empty.candidates, empty.unreadable, empty.next]).toEqual([[], [], null]);
    expect(parse(page([], 100)).next).toBeNull();
  });

  it.each([
    ["no results", { metadata: { resultset: { count: 1 } } }],
    ["results that are no list", { metadata: { resultset: { count: 1 } }, results: {} }],
    ["no count", { metadata: {}, results: [row] }],
    ["no metadata", { results: [row] }],
    ["something else", { ok: true }],
  ])("with %s are no answer", (_, document) => {
    const error = errorOf(json(document));
    expect(error.code).toBe("PROVIDER_PAYLOAD_INVALID");
    expect(error.message).toContain('expected "metadata" with a count and "results"');
  });
});

describe("refusals", () => {
  const userMessage = "There was an error with the request.";
  const range = "The date range must be less than 1 year.";

  it.each([
    [
      400,
      '{"status" : "400", "message" : "Token parameter is required."}',
      "PROVIDER_UNAUTHORIZED",
      "Token parameter is required.",
    ],
    [
      400,
      JSON.stringify({ statusCode: "400", userMessage, developerMessage: range }),
      "PROVIDER_REFUSED",
      range,
    ],
    [
      429,
      '{"status" : "429", "message" : "This token has reached its temporary request limit of 5 per second."}',
      "PROVIDER_RATE_LIMITED",
      "temporary request limit",
    ],
    [
      500,
      JSON.stringify({ statusCode: "500", userMessage, developerMessage: "Oops" }),
      "PROVIDER_UNAVAILABLE",
      "Oops",
    ],
    [
      503,
      "<html><body>Service Unavailable</body></html>",
      "PROVIDER_UNAVAILABLE",
      "Service Unavailable",
    ],
    [
      200,
      JSON.stringify({ statusCode: "400", userMessage, developerMessage: range }),
      "PROVIDER_REFUSED",
      range,
    ],
    [
      200,
      JSON.stringify({ statusCode: "503", userMessage, developerMessage: "busy" }),
      "PROVIDER_UNAVAILABLE",
      "busy",
    ],
  ])("with status %i and %s are %s", (status, body, code, says) => {
    const headers = {
      "content-type": body.startsWith("<") ? "text/html" : "application/json;charset=UTF-8",
    };
    const error = errorOf({ status, headers, body: Buffer.from(body) });
    expect(error.code).toBe(code);
    expect(error.message).toContain(says);
  });

  it("never show a token, of letters in both cases", () => {
    const token = "abcdefghijklmnopqrstuvwxyzABCDEF";
    const message = `The token ${token} is not valid`;
    const error = errorOf(json({ status: "400", message }, 400));
    expect(error.code).toBe("PROVIDER_UNAUTHORIZED");
    expect(error.message).not.toContain(token);
  });
});
