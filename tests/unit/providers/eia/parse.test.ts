import { describe, expect, it } from "vitest";
import { eiaConnector } from "../../../../services/providers/eia/connector.ts";
import type { FetchUnit, ParsedPage } from "../../../../services/providers/connector.ts";
import { thrownBy } from "../../../contract/providers/connector-contract.ts";

const row = {
  period: "2026-11-20T05",
  respondent: "CISO",
  type: "D",
  value: "20246",
  "value-units": "megawatthours",
};

function unit(dataset = "electricity/rto/region-data", frequency = "hourly"): FetchUnit {
  const series = [{ seriesId: "x", params: { frequency }, startMs: 0, endMs: 1 }];
  return { provider: "eia", dataset, unit: "u", series, startMs: 0, endMs: 1 };
}

function parse(
  document: unknown,
  options: { status?: number; unit?: FetchUnit; offset?: number } = {},
): ParsedPage {
  return eiaConnector.parse(
    options.unit ?? unit(),
    options.offset === undefined ? null : { offset: options.offset },
    {
      status: options.status ?? 200,
      headers: { "content-type": "application/json" },
      body: Buffer.from(JSON.stringify(document)),
    },
  );
}

function rows(data: readonly unknown[], total: unknown = String(data.length)): unknown {
  return { response: { total, frequency: "hourly", data } };
}

describe("EIA rows", () => {
  it("name the hour's end and are published with it", () => {
    expect(parse(rows([row])).candidates).toEqual([
      {
        index: 0,
        seriesId: "CISO.D.hourly",
        intervalStartMs: Date.UTC(2026, 10, 20, 4),
        intervalEndMs: Date.UTC(2026, 10, 20, 5),
        asOfMs: Date.UTC(2026, 10, 20, 5),
        value: 20246,
        unit: "megawatthours",
        location: "CISO",
      },
    ]);
  });

  it("of forecasts are published a day before the hour", () => {
    const [forecast] = parse(rows([{ ...row, type: "DF" }])).candidates;
    expect(forecast?.asOfMs).toBe(Date.UTC(2026, 10, 19, 4));
  });

  it("of an outlook are published with the first release that reaches so far", () => {
    const outlook = { period: "2027-11", seriesId: "PATC_WORLD", value: "104.1", unit: "mb/d" };
    const [month] = parse(
      { response: { total: "1", data: [outlook] } },
      { unit: unit("steo", "monthly") },
    ).candidates;
    expect(month).toMatchObject({
      seriesId: "PATC_WORLD.monthly",
      location: null,
      intervalStartMs: Date.UTC(2027, 10, 1),
      asOfMs: Date.UTC(2026, 0, 1),
    });
    const [year] = parse(
      { response: { total: 1, data: [{ ...outlook, period: 2027 }] } },
      { unit: unit("steo", "annual") },
    ).candidates;
    expect(year?.asOfMs).toBe(Date.UTC(2026, 0, 1));
  });

  it("of a day carry the clock it was cut by, and come out with it, forecasts too", () => {
    const daily = { ...row, period: "2026-11-20", type: "DF", timezone: "Pacific" };
    const asked = unit("electricity/rto/daily-region-data", "daily");
    const page = parse({ response: { total: "1", data: [daily] } }, { unit: asked });
    expect(page.candidates[0]).toMatchObject({
      seriesId: "CISO.DF.Pacific.daily",
      intervalStartMs: Date.UTC(2026, 10, 20),
      asOfMs: Date.UTC(2026, 10, 21),
    });
  });

  it("of retail sales give four observations, each with its unit", () => {
    const sale = {
      period: "2026-03",
      stateid: "CO",
      sectorid: "RES",
      revenue: "283.1",
      "revenue-units": "million dollars",
      sales: "1817.5",
      "sales-units": "million kilowatt hours",
      price: "15.58",
      "price-units": "cents per kilowatt-hour",
      customers: null,
      "customers-units": "number of customers",
    };
    const asked = unit("electricity/retail-sales", "monthly");
    const page = parse({ response: { total: "1", data: [sale] } }, { unit: asked });
    expect(page.candidates.map((one) => [one.index, one.seriesId, one.value, one.unit])).toEqual([
      [0, "CO.RES.revenue.monthly", 283.1, "million dollars"],
      [1, "CO.RES.sales.monthly", 1817.5, "million kilowatt hours"],
      [2, "CO.RES.price.monthly", 15.58, "cents per kilowatt-hour"],
      [3, "CO.RES.customers.monthly", null, "number of customers"],
    ]);
  });

  it.each([null, "NA"])("with value %j say that the value is missing", (value) => {
    expect(parse(rows([{ ...row, value }])).candidates[0]?.value).toBeNull();
  });

  it.each([
    [{ value: "" }, 'value "": expected a decimal number, null or "NA"'],
    [{ value: "1,234" }, 'value "1,234": expected'],
    [{ value: undefined }, "value nothing: expected"],
    [{ value: true }, 'value "true": expected'],
    [{ value: "NaN" }, 'value "NaN": expected'],
    [
      { period: "2026-11-20" },
      'period "2026-11-20": expected one of frequency hourly like "2026-11-20T05"',
    ],
    [{ period: null }, 'period "null": expected'],
    [{ respondent: "" }, 'respondent "": expected text'],
    [{ type: null }, 'type "null": expected text'],
    [{ "value-units": undefined }, "value-units nothing: expected text"],
  ])("changed to %j are rejected with the reason", (change, reason) => {
    const page = parse(rows([{ ...row, ...change }, row]));
    expect(page.candidates.map(({ index }) => index)).toEqual([1]);
    expect(page.unreadable[0]?.reasons.map(({ sentence }) => sentence).join()).toContain(reason);
    expect(JSON.parse(page.unreadable[0]?.raw ?? "")).toEqual(
      JSON.parse(JSON.stringify({ ...row, ...change })),
    );
  });

  it("that are no objects are rejected, not fatal", () => {
    const page = parse(rows([null, 5, "x", [row], row]));
    expect(page.unreadable).toHaveLength(4);
    expect(page.candidates).toHaveLength(1);
  });

  it("with two measured columns give two observations with their own indices", () => {
    const cost = {
      period: "2026-03",
      location: "CA",
      sectorid: "98",
      fueltypeid: "NG",
      cost: "2.68",
      "cost-units": "dollars per Mcf",
      "cost-per-btu": "x",
      "cost-per-btu-units": "dollars per million Btu",
    };
    const operational = unit("electricity/electric-power-operational-data", "monthly");
    const page = parse({ response: { total: "1", data: [cost] } }, { unit: operational });
    expect(page.candidates.map((one) => [one.index, one.seriesId])).toEqual([
      [0, "CA.98.NG.cost.monthly"],
    ]);
    expect(page.unreadable.map(({ index }) => index)).toEqual([1]);
    expect(JSON.parse(page.rawRecord(1))).toEqual(cost);
  });
});

describe("EIA paging", () => {
  it("goes on from the rows it got, not from those it asked for", () => {
    expect(parse(rows([row, row], "5")).next).toEqual({ offset: 2 });
    expect(parse(rows([row, row], "5"), { offset: 2 }).next).toEqual({ offset: 4 });
  });

  it("ends at the total and at an empty page", () => {
    expect(parse(rows([row], 5), { offset: 4 }).next).toBeNull();
    expect(parse(rows([], "9000"), { offset: 5000 }).next).toBeNull();
  });

  it("keeps the provider's warnings, but not that a page is incomplete where it goes on", () => {
    const warnings = [{ warning: "incomplete return", description: "5000 rows" }];
    const warned = (total: string) =>
      parse({ response: { total, data: [row], warnings } }).warnings;
    expect(warned("1")).toEqual(["incomplete return: 5000 rows"]);
    expect(warned("2")).toEqual([]);
  });

  it.each([
    [{}],
    [{ response: [] }],
    [{ response: { data: [row] } }],
    [{ response: { total: "1" } }],
    [{ response: { total: "many", data: [row] } }],
    [{ response: { total: "1", data: { 0: row } } }],
    [{ response: { total: "1", data: [row], frequency: "daily" } }],
  ])("refuses the envelope %j", (document) => {
    expect(thrownBy(() => parse(document)).code).toBe("PROVIDER_PAYLOAD_INVALID");
  });
});

describe("EIA refusals", () => {
  const gate = (code: string, message: string) => ({ error: { code, message } });
  it.each([
    [403, gate("API_KEY_MISSING", "No api_key was supplied."), "PROVIDER_UNAUTHORIZED"],
    [403, gate("API_KEY_INVALID", "An invalid api_key was supplied."), "PROVIDER_UNAUTHORIZED"],
    [403, gate("API_KEY_DISABLED", "This key was temporarily suspended."), "PROVIDER_RATE_LIMITED"],
    [403, gate("OVER_RATE_LIMIT", "Slow down."), "PROVIDER_RATE_LIMITED"],
    [429, gate("OVER_RATE_LIMIT", "Slow down."), "PROVIDER_RATE_LIMITED"],
    [400, { error: "Invalid frequency 'x' provided.", code: 400 }, "PROVIDER_REFUSED"],
    [200, { error: "Invalid frequency 'x' provided.", code: 400 }, "PROVIDER_REFUSED"],
    [404, { error: "Not found.", code: 404 }, "PROVIDER_REFUSED"],
    [500, { error: "Internal error", code: 500 }, "PROVIDER_UNAVAILABLE"],
  ])("reads status %i with %j as %s", (status, document, code) => {
    expect(thrownBy(() => parse(document, { status })).code).toBe(code);
  });

  it("quotes the provider's words", () => {
    const document = { error: "Invalid frequency 'x' provided.", code: 400 };
    expect(thrownBy(() => parse(document, { status: 400 })).message).toBe(
      "Cannot read EIA electricity/rto/region-data of u from row 0: the provider answered 400 \"Invalid frequency 'x' provided.\", expected 200 with data",
    );
  });
});
