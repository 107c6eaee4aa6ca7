import { describe, expect, it } from "vitest";
import { fredConnector } from "../../../../services/providers/fred/connector.ts";
import type {
  Cursor,
  FetchUnit,
  ParsedPage,
  ProviderResponse,
} from "../../../../services/providers/connector.ts";
import { datesIn, intervalOf } from "../../../../services/providers/fred/frequency.ts";
import { readUnit, thrownBy } from "../../../contract/providers/connector-contract.ts";
import { createFakeFred } from "../../../contract/providers/fakes.ts";

const range = { startMs: Date.UTC(2020, 0), endMs: Date.UTC(2021, 0) };
const unit: FetchUnit = {
  provider: "fred",
  dataset: "series/observations",
  unit: "GDP@2020-01-01",
  series: [{ seriesId: "GDP", params: { series_id: "GDP", realtime_end: "2026-11-20" }, ...range }],
  ...range,
};
const observations: Cursor = {
  step: "observations",
  units: "Billions of Dollars",
  frequency: "Q",
  offset: 0,
  windowStarts: [],
  window: 0,
};
const vintages: Cursor = {
  step: "vintages",
  units: "Percent",
  frequency: "D",
  offset: 0,
  windowStarts: [],
};
const access = { baseUrl: "http://fred.test", apiKey: "sandbox_key" };
const fact = {
  realtime_start: "2020-04-29",
  realtime_end: "2020-05-27",
  date: "2020-01-01",
  value: "21537.9",
};

function json(document: unknown, status = 200): ProviderResponse {
  const headers = { "content-type": "application/json; charset=UTF-8" };
  return { status, headers, body: Buffer.from(JSON.stringify(document)) };
}

function xml(text: string, status = 200): ProviderResponse {
  return {
    status,
    headers: { "content-type": "text/xml; charset=UTF-8" },
    body: Buffer.from(text),
  };
}

function parse(cursor: Cursor | null, response: ProviderResponse): ParsedPage {
  return fredConnector.parse(unit, cursor, response);
}

function query(cursor: Cursor | null): Record<string, string> {
  return Object.fromEntries(new URL(fredConnector.request(unit, cursor, access).url).searchParams);
}

describe("FRED steps", () => {
  it("begin with the series, for unit and frequency", () => {
    expect(fredConnector.request(unit, null, access).description).toBe(
      "/fred/series?series_id=GDP&file_type=json",
    );
    const series = { id: "GDP", units: "Billions of Dollars", frequency_short: "Q" };
    expect(parse(null, json({ seriess: [series] })).next).toEqual(observations);
  });

  it("ask for the whole history of vintages up to the plan's day", () => {
    expect(query(observations)).toEqual({
      series_id: "GDP",
      file_type: "json",
      realtime_start: "1776-07-04",
      realtime_end: "2026-11-20",
      observation_start: "2020-01-01",
      observation_end: "2020-12-31",
      output_type: "1",
      sort_order: "asc",
      limit: "1000",
      offset: "0",
      api_key: "sandbox_key",
    });
  });

  it("list the vintages when the provider says there are too many", () => {
    const message =
      "Bad Request.  There are 5123 vintage dates in the specified real-time period: 1776-07-04 to 2026-11-20.  This exceeds the maximum number of vintage dates allowed for this file type (2000).";
    const page = parse(observations, json({ error_code: 400, error_message: message }, 400));
    expect(page.next).toMatchObject({ step: "vintages", offset: 0, frequency: "Q" });
    const again = { ...observations, windowStarts: ["2010-01-01"], window: 1 };
    expect(
      thrownBy(() => parse(again, json({ error_code: 400, error_message: message }, 400))).code,
    ).toBe("PROVIDER_REFUSED");
  });

  it("start a later window on the day before its first vintage and end on the day before the next", () => {
    const windowed = { ...observations, windowStarts: ["2010-03-01", "2015-01-01"], window: 1 };
    expect(query(windowed)).toMatchObject({
      realtime_start: "2010-02-28",
      realtime_end: "2014-12-31",
    });
    expect(query({ ...windowed, window: 2 })).toMatchObject({
      realtime_start: "2014-12-31",
      realtime_end: "2026-11-20",
    });
  });

  it("leave out facts that continue from an earlier window", () => {
    const windowed = { ...observations, windowStarts: ["2020-04-29"], window: 1 };
    const clipped = { ...fact, realtime_start: "2020-04-28", value: "not even readable" };
    const page = parse(windowed, json({ count: 2, offset: 0, observations: [clipped, fact] }));
    expect(page.candidates.map(({ index }) => index)).toEqual([1]);
    expect(page.unreadable).toEqual([]);
    const first = { ...windowed, window: 0 };
    const kept = parse(
      first,
      json({ count: 1, offset: 0, observations: [{ ...clipped, value: "1" }] }),
    );
    expect(kept.candidates).toHaveLength(1);
    expect(kept.next).toEqual({ ...windowed, offset: 0 });
  });

  describe("of a poll, which asks for what was published since the one before", () => {
    const since = { realtime_start: "2026-03-05", updated_since: "2026-03-07T14:05:00.000Z" };
    const polled: FetchUnit = {
      ...unit,
      poll: 3,
      series: [{ seriesId: "GDP", params: { series_id: "GDP", ...since }, ...range }],
    };
    const series = (lastUpdated?: string): ProviderResponse =>
      json({
        seriess: [{ units: "Percent", frequency_short: "Q", last_updated: lastUpdated }],
      });

    it.each([
      ["2026-03-07 07:54:01-06", null],
      ["2026-03-07 08:04:30-06", "observations"],
      ["2026-03-07 08:05:00-06", "observations"],
      ["2026-03-09 07:54:01-05", "observations"],
      ["some day", "observations"],
      [undefined, "observations"],
    ])("end with a series last updated %s, or go on: %s", (lastUpdated, step) => {
      const { next } = fredConnector.parse(polled, null, series(lastUpdated));
      expect(next === null ? null : next["step"]).toBe(step);
    });

    it("ask for the vintages from that day on", () => {
      const { url } = fredConnector.request(polled, observations, access);
      expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
        realtime_start: "2026-03-05",
        realtime_end: "9999-12-31",
      });
    });

    it("leave out facts that are clipped to that day, for an earlier poll knew their true begin", () => {
      const clipped = { ...fact, realtime_start: "2026-03-05" };
      const fresh = { ...fact, realtime_start: "2026-03-07" };
      const answer = json({ count: 2, offset: 0, observations: [clipped, fresh] });
      const page = fredConnector.parse(polled, observations, answer);
      expect(page.candidates.map(({ index }) => index)).toEqual([1]);
    });
  });

  it("page through long lists of vintages", () => {
    const dates = Array.from({ length: 2500 }, (_, index) =>
      new Date(Date.UTC(2000, 0, 1 + index)).toISOString().slice(0, 10),
    );
    const page = parse(vintages, json({ count: 4000, vintage_dates: dates }));
    expect(page.next).toEqual({ ...vintages, offset: 2500, windowStarts: [dates[1900]] });
    expect(query(page.next)).toMatchObject({ offset: "2500", limit: "10000" });
    const rest = parse(page.next, json({ count: 4000, vintage_dates: dates.slice(0, 1500) }));
    expect(rest.next).toMatchObject({
      step: "observations",
      windowStarts: [dates[1900], dates[1300]],
      window: 0,
    });
  });

  it.each([
    [{ count: 1, vintage_dates: ["2020-01-32"] }],
    [{ count: 1, vintage_dates: [20200101] }],
    [{ vintage_dates: ["2020-01-01"] }],
    [{ count: 1 }],
    [{ count: 1, vintage_dates: ["2020-01-01"] }],
  ])("refuse the vintages %j", (document) => {
    expect(thrownBy(() => parse(vintages, json(document))).code).toBe("PROVIDER_PAYLOAD_INVALID");
  });

  it("read facts of a dated range only, weekly dates being the week's end", () => {
    const weekly = createFakeFred({
      facts: ["2019-12-27", "2020-01-03", "2020-01-10", "2021-01-01", "2021-01-08"].map((date) => ({
        date,
        realtimeStart: "2022-01-01",
        realtimeEnd: "9999-12-31",
        value: "1",
      })),
      vintageDates: ["2022-01-01"],
      vintagesMax: 2000,
      frequencyShort: "W",
    });
    const starts = readUnit(fredConnector, unit, weekly).map((one) => one.intervalStartMs);
    // The week to 3 January 2020 began in 2019, the one to 1 January 2021 in 2020.
    expect(starts).toEqual([Date.UTC(2020, 0, 4), Date.UTC(2020, 11, 26)]);
  });
});

describe("FRED facts", () => {
  const page = (row: unknown): ParsedPage =>
    parse(observations, json({ count: 1, offset: 0, observations: [row] }));

  it("carry their own publication day", () => {
    expect(page(fact).candidates).toEqual([
      {
        index: 0,
        seriesId: "GDP",
        intervalStartMs: Date.UTC(2020, 0, 1),
        intervalEndMs: Date.UTC(2020, 3, 1),
        asOfMs: Date.UTC(2020, 3, 29),
        value: 21537.9,
        unit: "Billions of Dollars",
        location: null,
      },
    ]);
  });

  it('read "." as missing', () => {
    expect(page({ ...fact, value: "." }).candidates[0]?.value).toBeNull();
  });

  it.each([
    [{ value: "" }, 'value "": expected a decimal number or "."'],
    [{ value: null }, 'value "null": expected'],
    [{ value: "1,234.5" }, 'value "1,234.5": expected'],
    [{ date: "2020-13-01" }, 'date "2020-13-01": expected a date like'],
    [{ date: undefined }, "date nothing: expected"],
    [{ realtime_start: "yesterday" }, 'realtime_start "yesterday": expected a date'],
  ])("changed to %j are rejected with the reason", (change, reason) => {
    const { candidates, unreadable } = page({ ...fact, ...change });
    expect(candidates).toEqual([]);
    expect(unreadable[0]?.reasons).toHaveLength(1);
    expect(unreadable[0]?.reasons[0]?.sentence).toContain(reason);
    expect(unreadable[0]?.seriesId).toBe("GDP");
  });

  it("must come from the offset that was asked for", () => {
    const shifted = json({ count: 3000, offset: 1000, observations: [fact] });
    expect(thrownBy(() => parse(observations, shifted)).message).toContain(
      'offset "1000", expected a number and 0',
    );
  });

  it("are read from XML as well", () => {
    const text = `<?xml version="1.0" encoding="utf-8" ?><observations count="2" offset="0" limit="1000"><observation realtime_start="2020-04-29" realtime_end="2020-05-27" date="2020-01-01" value="21537.9"/><observation realtime_start="2020-04-29" realtime_end="9999-12-31" date="2020-04-01" value="."/></observations>`;
    const read = parse(observations, xml(text));
    expect(read.candidates.map(({ value }) => value)).toEqual([21537.9, null]);
    expect(read.recordType).toBe("application/xml");
    expect(read.rawRecord(1)).toContain('value="."');
    for (let length = 0; length < text.length; length += 1) {
      thrownBy(() => parse(observations, xml(text.slice(0, length))));
    }
  });

  it("may be none", () => {
    expect(parse(observations, json({ count: 0, offset: 0, observations: [] })).next).toBeNull();
    const none = xml('<?xml version="1.0"?><observations count="0" offset="0"/>');
    expect(parse(observations, none).next).toBeNull();
  });
});

describe("FRED refusals", () => {
  const message = (text: string) => ({ error_code: 400, error_message: `Bad Request.  ${text}` });

  it.each([
    [400, message("Variable api_key is not set."), "PROVIDER_UNAUTHORIZED"],
    [400, message("The value for variable api_key is not registered."), "PROVIDER_UNAUTHORIZED"],
    [400, message("The series does not exist."), "PROVIDER_REFUSED"],
    [
      400,
      message("The series does not exist in ALFRED but may exist in FRED."),
      "PROVIDER_REFUSED",
    ],
    [200, message("The series does not exist."), "PROVIDER_REFUSED"],
    [423, { error_code: 423, error_message: "Locked" }, "PROVIDER_UNAVAILABLE"],
    [
      429,
      { error_code: 429, error_message: "Too Many Requests.  Exceeded Rate Limit" },
      "PROVIDER_RATE_LIMITED",
    ],
    [500, { error_code: 500, error_message: "Internal Server Error" }, "PROVIDER_UNAVAILABLE"],
  ])("read status %i with %j as %s", (status, document, code) => {
    const error = thrownBy(() => parse(observations, json(document, status)));
    expect(error.code).toBe(code);
    expect(error.message).toContain(document.error_message);
  });

  it("are understood in XML too", () => {
    const error = thrownBy(() =>
      parse(
        observations,
        xml('<?xml version="1.0"?><error code="500" message="Internal Server Error"/>', 500),
      ),
    );
    expect(error.code).toBe("PROVIDER_UNAVAILABLE");
    expect(error.message).toContain('"Internal Server Error"');
  });

  it("for a time before the first vintage are an empty answer", () => {
    const none = message(
      "No vintage dates exist for the specified real-time period: 1776-07-04 to 1990-01-01",
    );
    const page = parse(observations, json(none, 400));
    expect(page).toMatchObject({ candidates: [], next: null });
    expect(page.warnings).toHaveLength(1);
  });

  it.each([
    [{ seriess: [] }],
    [{ seriess: [{ units: "", frequency_short: "Q" }] }],
    [{ seriess: [{ units: "Percent", frequency_short: "toString" }] }],
    [{ series: [{ units: "Percent", frequency_short: "Q" }] }],
  ])("include a series without unit or frequency: %j", (document) => {
    expect(thrownBy(() => parse(null, json(document))).code).toBe("PROVIDER_PAYLOAD_INVALID");
  });
});

describe("FRED intervals", () => {
  it.each([
    ["D", "2026-11-20", "2026-11-20", "2026-11-21"],
    ["W", "2026-11-20", "2026-11-14", "2026-11-21"],
    ["BW", "2026-11-18", "2026-11-05", "2026-11-19"],
    ["M", "2024-02-01", "2024-02-01", "2024-03-01"],
    ["Q", "2024-10-01", "2024-10-01", "2025-01-01"],
    ["SA", "2024-07-01", "2024-07-01", "2025-01-01"],
    ["A", "1946-01-01", "1946-01-01", "1947-01-01"],
  ] as const)("of %s %s go from %s to %s", (frequency, date, start, end) => {
    const interval = intervalOf(frequency, Date.parse(date));
    expect(interval).toEqual({ startMs: Date.parse(start), endMs: Date.parse(end) });
    const one = { startMs: interval.startMs, endMs: interval.startMs + 1 };
    expect(datesIn(frequency, one)).toEqual({ start: date, end: date });
  });
});
