/**
 * `/v2/country/{codes}/indicator/{ids}`: rows of the selected economies, newest period first.
 * Source: recorded answers; an unknown code refuses the whole request.
 */
import { formatDay } from "../kit/calendar.ts";
import type { MockAnswer } from "../kit/types.ts";
import { answer, refuse, type Format } from "./answers.ts";
import { readPeriodQuery } from "./data-query.ts";
import { economiesWithData, findEconomy, type Economy } from "./economies.ts";
import { findIndicator, isArchived, type Indicator } from "./indicators.ts";
import { footnoteOf } from "./footnotes.ts";
import { echoAttributes, echoOf, readPaging } from "./paging.ts";
import { formatPeriod } from "./periods.ts";
import { listOf, type Query } from "./read-request.ts";
import { archivedIndicator, invalidValue, type Refusal } from "./refusals.ts";
import type { DatabaseState } from "./releases.ts";
import { countRows, rowsAt, selectRows, type Row } from "./selected-rows.ts";
import { createServedRows } from "./served-rows.ts";
import type { Series } from "./series.ts";
import { globalEconomicMonitor } from "./sources.ts";
import type { WorldBankWorld } from "./world.ts";
import { element, type XmlElement } from "./xml.ts";

/** A request may name so many indicators. */
const indicatorsMax = 60;

export interface DataRequest {
  readonly format: Format;
  readonly query: Query;
  readonly nowMs: number;
  readonly codes: string;
  readonly ids: string;
}

export function answerData(world: WorldBankWorld, request: DataRequest): MockAnswer {
  const { format, query, nowMs } = request;
  const paging = readPaging(query);
  const periods = readPeriodQuery(query);
  const places = readEconomies(request.codes);
  const wanted = readIndicators(request.ids, query);
  if (paging === undefined || periods === undefined || places === undefined) {
    return refuse(format, invalidValue);
  }
  if ("id" in wanted) return refuse(format, wanted);
  const state = world.stateAt(nowMs);
  const members = wanted.indicators.flatMap((indicator) =>
    places.flatMap((economy) => world.series(indicator, economy, periods.frequency) ?? []),
  );
  const rows = selectRows(members, periods, state);
  if (rows === undefined) return refuse(format, invalidValue);
  const total = countRows(rows);
  if (total === 0) return nothing(format);

  const served = createServedRows();
  const window = { offset: (paging.page - 1) * paging.perPage, length: paging.perPage };
  const page = [...rowsAt(rows, window, state)];
  for (const row of page) served.add(row);
  const header = {
    ...echoOf(paging, total, "numbers"),
    sourceid: wanted.source,
    lastupdated: lastUpdated(wanted.source, state),
  };
  const withFootnotes = query.get("footnote")?.toLowerCase() === "y";
  return answer(
    format,
    {
      json: () => `[${JSON.stringify(header)},[${jsonRows(page, withFootnotes)}]]`,
      xml: () => {
        const attributes = echoAttributes(header);
        const children = page.map((row) => xmlRow(row, withFootnotes));
        return element("data", children, attributes);
      },
    },
    () => served.finish(),
  );
}

export function lastUpdated(source: string, state: DatabaseState): string {
  return formatDay(source === globalEconomicMonitor ? state.gemDay : state.wdiDay);
}

/** `all`: aggregates, then economies, by name. Named ones come by alpha-2 code. Undefined for an unknown code. */
function readEconomies(codes: string): readonly Economy[] | undefined {
  const named = listOf(codes);
  if (named === undefined) return economiesWithData;
  const found = new Set<Economy>();
  for (const code of named) {
    const economy = findEconomy(code);
    if (economy === undefined) return undefined;
    found.add(economy);
  }
  if (found.size === 0) return undefined;
  return [...found].toSorted((one, other) => (one.iso2 < other.iso2 ? -1 : 1));
}

function readIndicators(
  ids: string,
  query: Query,
): { readonly indicators: readonly Indicator[]; readonly source: string } | Refusal {
  const named = [...new Set(listOf(ids) ?? [])];
  const source = query.get("source") ?? "";
  const [firstId] = named;
  // Several indicators need the source they all come from.
  if (
    firstId === undefined ||
    named.length > indicatorsMax ||
    (named.length > 1 && source === "")
  ) {
    return invalidValue;
  }
  const indicators: Indicator[] = [];
  for (const id of named) {
    const indicator = findIndicator(id);
    if (indicator === undefined) return isArchived(id) ? archivedIndicator : invalidValue;
    if (source !== "" && indicator.source !== source) return archivedIndicator;
    indicators.push(indicator);
  }
  return { indicators, source: indicators[0]?.source ?? source };
}

/** What a query without any row gets, as recorded. */
function nothing(format: Format): MockAnswer {
  return answer(format, {
    json: () =>
      '[{"page":0,"pages":0,"per_page":0,"total":0,"sourceid":null,"lastupdated":null},null]',
    xml: () =>
      element("data", "", {
        page: "0",
        pages: "0",
        per_page: "0",
        total: "0",
        sourceid: "",
        lastupdated: "",
      }),
  });
}

/** Text of rows is put together from a head made once per series: a page may hold 32,767 of them. */
function jsonRows(rows: readonly Row[], withFootnotes: boolean): string {
  const texts: string[] = [];
  let series: Series | undefined;
  let head = "";
  let tail = "";
  for (const row of rows) {
    if (row.series !== series) {
      series = row.series;
      const { indicator, economy } = series;
      const described = {
        indicator: { id: indicator.id, value: indicator.name },
        country: { id: economy.iso2, value: economy.name.trim() },
        countryiso3code: economy.id,
      };
      head = `${JSON.stringify(described).slice(0, -1)},"date":"`;
      tail = `,"unit":"","obs_status":"","decimal":${String(indicator.decimals)}`;
    }
    const date = formatPeriod(series.frequency, row.index);
    const footnote = withFootnotes
      ? `,"footnote":${JSON.stringify(footnoteOf(series, row.index) ?? "")}}`
      : "}";
    texts.push(`${head}${date}","value":${String(row.value)}${tail}${footnote}`);
  }
  return texts.join(",");
}

function xmlRow({ series, index, value }: Row, withFootnotes: boolean): XmlElement {
  const { indicator, economy, frequency } = series;
  return element("data", [
    element("indicator", indicator.name, { id: indicator.id }),
    element("country", economy.name.trim(), { id: economy.iso2 }),
    element("countryiso3code", economy.id),
    element("date", formatPeriod(frequency, index)),
    element("value", value === null ? "" : String(value)),
    element("unit"),
    element("obs_status"),
    element("decimal", String(indicator.decimals)),
    ...(withFootnotes ? [element("footnote", footnoteOf(series, index) ?? "")] : []),
  ]);
}
