import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isFederalHoliday, parseDay } from "../../../mock-providers/kit/calendar.ts";
import { ask, createTestProvider, read, rowsOf } from "./ask-fred.ts";

const provider = createTestProvider();

describe("series/observations", () => {
  it("shows today's values with today as their period, weekly and daily", async () => {
    const rows = await rowsOf(provider, { series_id: "WGS10YR", sort_order: "desc", limit: 2 });
    expect(rows.map(({ date, realtime_start }) => [date, realtime_start])).toEqual([
      ["2026-03-06", "2026-03-15"],
      ["2026-02-27", "2026-03-15"],
    ]);
  });

  it("shows months and quarters as of the last update, as FRED's cache does", async () => {
    const { realtime_start, realtime_end } = read(
      await ask(provider, "series/observations", { series_id: "GDP" }),
    );
    expect([realtime_start, realtime_end]).toEqual(["2026-02-26", "2026-02-26"]);
  });

  it("lists GDP's withdrawn quarters of 1946 as missing", async () => {
    const rows = await rowsOf(provider, { series_id: "GDP", observation_end: "1947-01-01" });
    expect(rows.map(({ value }) => value)).toEqual([
      ".",
      ".",
      ".",
      ".",
      expect.stringMatching(/^\d/),
    ]);
  });

  it("lists every weekday of a daily series, holidays as missing", async () => {
    const rows = await rowsOf(provider, { series_id: "DGS10", observation_start: "2025-01-01" });
    for (const { date, value } of rows) {
      expect([date, value === "."]).toEqual([date, isFederalHoliday(parseDay(date) ?? 0)]);
    }
    expect(rows.filter(({ value }) => value === ".").length).toBeGreaterThan(10);
    expect(rows.every(({ value }) => value === "." || /^\d+\.\d\d$/.test(value))).toBe(true);
  });

  it("keeps revisions apart: each fact ends the day before the next one", async () => {
    const rows = await rowsOf(provider, {
      series_id: "GDP",
      realtime_start: "1776-07-04",
      observation_start: "2019-01-01",
    });
    expect(rows.length).toBeGreaterThan(100);
    for (const [index, row] of rows.entries()) {
      const next = rows[index + 1];
      if (next?.date !== row.date) {
        expect(row.realtime_end).toBe("9999-12-31");
        continue;
      }
      const endDay = parseDay(row.realtime_end) ?? 0;
      expect(parseDay(next.realtime_start)).toBe(endDay + 1);
      expect(next.value).not.toBe(row.value);
    }
  });

  it("answers one past the last page with an empty list", async () => {
    const query = { series_id: "GDP", observation_start: "2020-01-01" };
    const { count } = read(await ask(provider, "series/observations", query));
    const past = await ask(provider, "series/observations", { ...query, offset: count });
    expect([past.status, read(past).count, read(past).observations]).toEqual([200, count, []]);
  });

  it("answers as of given vintage dates with one row each", async () => {
    const query = {
      series_id: "GDP",
      observation_start: "2023-04-01",
      observation_end: "2023-04-01",
    };
    const rows = await rowsOf(provider, { ...query, vintage_dates: "2024-12-31,2023-08-15" });
    expect(rows.map(({ realtime_start, realtime_end }) => [realtime_start, realtime_end])).toEqual([
      ["2023-08-15", "2023-08-15"],
      ["2024-12-31", "2024-12-31"],
    ]);
    const [asOf] = await rowsOf(provider, {
      ...query,
      realtime_start: "2023-08-15",
      realtime_end: "2023-08-15",
    });
    expect(asOf).toEqual(rows[0]);
  });

  it("computes the growth rates FRED documents, and records none of them", async () => {
    const query = {
      series_id: "CPIAUCNS",
      observation_start: "2024-01-01",
      observation_end: "2024-02-01",
    };
    const levels = (await rowsOf(provider, { ...query, observation_start: "2023-01-01" })).map(
      ({ value }) => Number(value),
    );
    const [yearAgo = 0, , , , , , , , , , , before = 0, january = 0, february = 0] = levels;
    const shown = async (units: string) =>
      (await rowsOf(provider, { ...query, units })).map(({ value }) => Number(value));
    const close = (value: number): unknown => expect.closeTo(value, 4);
    expect(await shown("chg")).toEqual([close(january - before), close(february - january)]);
    expect(await shown("pc1")).toEqual([close((january / yearAgo - 1) * 100), expect.anything()]);
    expect(await shown("pca")).toEqual([
      close(((january / before) ** 12 - 1) * 100),
      close(((february / january) ** 12 - 1) * 100),
    ]);
    expect(await shown("log")).toEqual([close(Math.log(january)), close(Math.log(february))]);
    const answer = await ask(provider, "series/observations", { ...query, units: "pch" });
    expect(answer.served).toBeUndefined();
  });

  it("knows every unit FRED has", async () => {
    const query = { series_id: "GDPC1", observation_end: "2025-10-01" };
    const levels = (await rowsOf(provider, { ...query, observation_start: "2024-10-01" })).map(
      ({ value }) => Number(value),
    );
    const [yearAgo = 0, , , before = 0, now = 0] = levels;
    expect(levels).toHaveLength(5);
    const expected = {
      lin: now,
      chg: now - before,
      ch1: now - yearAgo,
      pch: (now / before - 1) * 100,
      pc1: (now / yearAgo - 1) * 100,
      pca: ((now / before) ** 4 - 1) * 100,
      cch: (Math.log(now) - Math.log(before)) * 100,
      cca: (Math.log(now) - Math.log(before)) * 400,
      log: Math.log(now),
    };
    for (const [units, value] of Object.entries(expected)) {
      const [row] = await rowsOf(provider, { ...query, units, observation_start: "2025-10-01" });
      expect([units, Number(row?.value)]).toEqual([units, expect.closeTo(value, 4)]);
    }
  });

  it("shows a growth rate without an earlier period as missing", async () => {
    const rows = await rowsOf(provider, { series_id: "CPIAUCNS", units: "pch", limit: 2 });
    expect(rows[0]).toMatchObject({ date: "1913-01-01", value: "." });
    expect(rows[1]?.value).toMatch(/^-?\d+\.\d{5}$/);
  });

  it("is compressed only for clients that take gzip", async () => {
    const query = { series_id: "GDP" };
    const plain = await ask(provider, "series/observations", query);
    expect(plain.headers["Content-Encoding"]).toBeUndefined();
    const packed = await ask(provider, "series/observations", query, {
      headers: { "accept-encoding": "gzip, deflate" },
    });
    expect(packed.headers["Content-Encoding"]).toBe("gzip");
    expect(gunzipSync(packed.body).toString()).toBe(plain.body.toString());
    const refused = await ask(provider, "series/observations", query, {
      headers: { "accept-encoding": "gzip;q=0" },
    });
    expect(refused.headers["Content-Encoding"]).toBeUndefined();
  });

  it("compresses long answers too", async () => {
    const query = { series_id: "DGS10" };
    const plain = await ask(provider, "series/observations", query);
    const packed = await ask(provider, "series/observations", query, {
      headers: { "accept-encoding": "gzip" },
    });
    expect(plain.body.length).toBeGreaterThan(1_000_000);
    expect(gunzipSync(packed.body).equals(Buffer.from(plain.body))).toBe(true);
  });

  it("bears FRED's headers", async () => {
    const { headers } = await ask(provider, "series/observations", { series_id: "GDP" });
    expect(headers).toMatchObject({
      Server: "Apache",
      "Strict-Transport-Security": "max-age=86400",
      "Cache-Control": "max-age=0, no-cache",
      Pragma: "no-cache",
      Expires: "Sun, 15 Mar 2026 12:00:00 GMT",
      Vary: "Accept-Encoding",
    });
    expect(headers["Last-Modified"]).toMatch(/^Thu, 26 Feb 2026 13:\d\d:\d\d GMT$/);
  });

  it("takes doubled slashes and doubled ampersands", async () => {
    const answer = await ask(provider, "series//observations", { series_id: "GDP" });
    expect(answer.status).toBe(200);
    const doubled = await provider.answer({
      method: "GET",
      path: "/fred/series",
      query: "series_id=GDP&&api_key=sandbox_key&&file_type=json",
      headers: {},
      body: Buffer.alloc(0),
      client: "127.0.0.1",
      nowMs: Date.parse("2026-03-15T12:00:00Z"),
    });
    expect(read(doubled).seriess[0]?.["id"]).toBe("GDP");
  });
});
