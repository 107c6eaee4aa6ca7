/**
 * Small providers for the connector contract: each holds a table of facts and answers a request from it the
 * way its documentation says. They share nothing with the connectors but the documentation.
 */
import { zipSync } from "fflate";
import type { ProviderResponse } from "../../../services/providers/connector.ts";

export interface Fact {
  readonly seriesId: string;
  readonly intervalStartMs: number;
  readonly asOfMs: number;
  readonly value: number | null;
}

export type Answer = (url: URL) => ProviderResponse;

const hourMs = 3_600_000;

function json(document: unknown, status = 200): ProviderResponse {
  const headers = { "content-type": "application/json; charset=UTF-8" };
  return { status, headers, body: Buffer.from(JSON.stringify(document)) };
}

/** Day-ahead prices of any node in its window, five components an hour; Pacific standard time only. */
export function createFakeCaiso(
  value: (node: string, component: string, ms: number) => number,
): Answer {
  return ({ searchParams: query }) => {
    const start = stampMs(query.get("startdatetime"));
    const end = stampMs(query.get("enddatetime"));
    const nodes = (query.get("node") ?? "").split(",");
    if (nodes.length > 10) return refused("1017", "Please select a maximum of 10 nodes");
    if (end - start > 744 * hourMs) return refused("1004", "period of 31 days only");
    const rows = ["OPR_HR,OPR_DT,INTERVALENDTIME_GMT,INTERVALSTARTTIME_GMT,NODE,LMP_TYPE,MW"];
    for (const node of nodes) {
      for (const component of ["LMP", "MCE", "MCC", "MCL", "MGHG"]) {
        for (let ms = start; ms < end; ms += hourMs) {
          const local = new Date(ms - 8 * hourMs).toISOString();
          rows.push(
            `${Number(local.slice(11, 13)) + 1},${local.slice(0, 10)},${gmt(ms + hourMs)},${gmt(ms)},${node},${component},${value(node, component, ms)}`,
          );
        }
      }
    }
    return zipped("report.csv", `${rows.join("\n")}\n`);
  };
}

function refused(code: string, description: string): ProviderResponse {
  return zipped(
    "INVALID_REQUEST.xml",
    `<?xml version="1.0" encoding="UTF-8"?><m:OASISReport xmlns:m="urn:x"><m:MessagePayload><m:RTO><m:name>CAISO</m:name><m:ERROR><m:ERR_CODE>${code}</m:ERR_CODE><m:ERR_DESC>${description}</m:ERR_DESC></m:ERROR></m:RTO></m:MessagePayload></m:OASISReport>`,
  );
}

export function zipped(name: string, text: string): ProviderResponse {
  return {
    status: 200,
    headers: { "content-type": "application/x-zip-compressed" },
    body: Buffer.from(zipSync({ [name]: Buffer.from(text) })),
  };
}

function gmt(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}-00:00`;
}

function stampMs(stamp: string | null): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d):(\d\d)-0000$/.exec(stamp ?? "");
  if (parts === null) throw new Error(`Bad stamp ${String(stamp)}`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute);
}

export interface EiaRow {
  readonly period: string;
  readonly respondent: string;
  readonly type: string;
  readonly value: string | null;
}

/** Filters, sorts by period and cuts pages of at most `pageRows`, as the API does. */
export function createFakeEia(rows: readonly EiaRow[], pageRows = 5000): Answer {
  return ({ searchParams: query }) => {
    const wanted = (facet: string): readonly string[] => query.getAll(`facets[${facet}][]`);
    const matching = rows
      .filter((row) => wanted("respondent").includes(row.respondent))
      .filter((row) => wanted("type").includes(row.type))
      .filter(
        (row) => row.period >= (query.get("start") ?? "") && row.period <= (query.get("end") ?? ""),
      )
      .toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
    const offset = Number(query.get("offset"));
    const length = Math.min(pageRows, Number(query.get("length")));
    return json({
      response: {
        total: String(matching.length),
        frequency: query.get("frequency"),
        data: matching
          .slice(offset, offset + length)
          .map((row) => ({ ...row, "value-units": "megawatthours" })),
      },
      request: { params: { api_key: query.get("api_key") } },
    });
  };
}

function keyOf(row: EiaRow): string {
  return `${row.period} ${row.respondent} ${row.type}`;
}

export interface FredFact {
  readonly date: string;
  readonly realtimeStart: string;
  readonly realtimeEnd: string;
  readonly value: string;
}

export interface FakeFred {
  readonly facts: readonly FredFact[];
  readonly vintageDates: readonly string[];
  readonly vintagesMax: number;
  readonly frequencyShort: string;
}

/** One series with vintages: facts that overlap the real-time window, clipped to it, as ALFRED answers. */
export function createFakeFred({
  facts,
  vintageDates,
  vintagesMax,
  frequencyShort,
}: FakeFred): Answer {
  return ({ pathname, searchParams: query }) => {
    const start = query.get("realtime_start") ?? "";
    const end = query.get("realtime_end") ?? "";
    const offset = Number(query.get("offset"));
    const limit = Number(query.get("limit"));
    const inWindow = vintageDates.filter((date) => date >= start && date <= end);
    if (pathname === "/fred/series") {
      return json({ seriess: [{ id: "X", units: "Percent", frequency_short: frequencyShort }] });
    }
    if (pathname === "/fred/series/vintagedates") {
      const page = inWindow.slice(offset, offset + limit);
      return json({ count: inWindow.length, offset, limit, vintage_dates: page });
    }
    if (inWindow.length > vintagesMax) {
      const message = `Bad Request.  There are ${inWindow.length} vintage dates in the specified real-time period: ${start} to ${end}.  This exceeds the maximum number of vintage dates allowed for this file type (${vintagesMax}).`;
      return json({ error_code: 400, error_message: message }, 400);
    }
    const from = query.get("observation_start") ?? "";
    const to = query.get("observation_end") ?? "";
    const overlapping = facts
      .filter((fact) => fact.realtimeStart <= end && fact.realtimeEnd >= start)
      .filter((fact) => fact.date >= from && fact.date <= to)
      .map((fact) => ({
        realtime_start: fact.realtimeStart < start ? start : fact.realtimeStart,
        realtime_end: fact.realtimeEnd > end ? end : fact.realtimeEnd,
        date: fact.date,
        value: fact.value,
      }))
      .toSorted((a, b) =>
        `${a.date}${a.realtime_start}`.localeCompare(`${b.date}${b.realtime_start}`),
      );
    const observations = overlapping.slice(offset, offset + limit);
    return json({ count: overlapping.length, offset, limit, observations });
  };
}

export interface NoaaRow {
  readonly date: string;
  readonly datatype: string;
  readonly station: string;
  readonly value: number;
}

/** Stations times datatypes in a range of under a year, by date, in pages that count from 1. */
export function createFakeNoaa(rows: readonly NoaaRow[]): Answer {
  return ({ pathname, searchParams: query }) => {
    if (pathname !== "/cdo-web/api/v2/data") throw new Error(`Bad path ${pathname}`);
    const from = query.get("startdate") ?? "";
    const to = query.get("enddate") ?? "";
    const nextYear = `${Number(from.slice(0, 4)) + 1}${from.slice(4)}`;
    if (to >= nextYear) {
      const developerMessage = "The date range must be less than 1 year.";
      const userMessage = "There was an error with the request.";
      return json({ statusCode: "400", userMessage, developerMessage }, 400);
    }
    const matching = rows
      .filter((row) => query.getAll("stationid").includes(row.station))
      .filter((row) => query.getAll("datatypeid").includes(row.datatype))
      .filter(({ date }) => date >= from && date <= to)
      .toSorted((a, b) => noaaKey(a).localeCompare(noaaKey(b)));
    const limit = Math.min(1000, Number(query.get("limit")));
    const offset = Number(query.get("offset"));
    const results = matching
      .slice(offset - 1, offset - 1 + limit)
      .map((row) => ({ ...row, date: `${row.date}T00:00:00`, attributes: ",,W,2400" }));
    if (results.length === 0) return json({});
    return json({ metadata: { resultset: { offset, count: matching.length, limit } }, results });
  };
}

function noaaKey(row: NoaaRow): string {
  return `${row.date} ${row.datatype} ${row.station}`;
}
export interface WorldBankRow {
  readonly country: string;
  readonly date: string;
  readonly value: number | null;
}

/** One indicator of several economies, the newest first, in numbered pages; errors come with status 200. */
export function createFakeWorldBank(indicator: string, rows: readonly WorldBankRow[]): Answer {
  return ({ pathname, searchParams: query }) => {
    const asked = /^\/v2\/country\/([^/]+)\/indicator\/([^/]+)$/.exec(pathname);
    const [start = "", end = ""] = (query.get("date") ?? "").split(":");
    if (asked?.[2] !== indicator) {
      const value = "The provided parameter value is not valid";
      return json([{ message: [{ id: "120", key: "Invalid value", value }] }]);
    }
    const codes = decodeURIComponent(asked[1] ?? "").split(";");
    const matching = rows.filter(
      ({ country, date }) => codes.includes(country) && date >= start && date <= end,
    );
    const perPage = Number(query.get("per_page"));
    const page = Number(query.get("page"));
    const pages = Math.ceil(matching.length / perPage);
    const header = { page, pages, per_page: perPage, total: matching.length, sourceid: "15" };
    if (matching.length === 0) return json([{ page: 0, pages: 0, per_page: 0, total: 0 }, null]);
    return json([
      header,
      matching
        .toSorted((a, b) => (`${a.country} ${b.date}` < `${b.country} ${a.date}` ? -1 : 1))
        .slice((page - 1) * perPage, page * perPage)
        .map(({ country, date, value }) => ({
          indicator: { id: indicator, value: "Foreign reserves (current US$)" },
          country: { id: country.slice(0, 2), value: country },
          countryiso3code: country,
          date,
          value,
          unit: "",
          obs_status: "",
          decimal: 0,
        })),
    ]);
  };
}
