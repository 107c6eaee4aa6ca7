/**
 * The advanced form: `/v2/sources/{id}/…` with concepts, their variables, data of any combination, and metadata.
 * Answers are objects, not arrays; what is not found is error 160 in XML, whatever was asked.
 * Sources: datahelpdesk.worldbank.org, "Advanced Data API Queries" and "Metadata API Queries"; requests of wbgapi.
 */
import type { MockAnswer } from "../kit/types.ts";
import { answerConcepts, answerVariables, variablesOf } from "./advanced-concepts.ts";
import { answerSearch, answerVariableMetadata } from "./advanced-metadata.ts";
import { answer, refuse, type Format } from "./answers.ts";
import { lastUpdated } from "./data-answer.ts";
import { readPeriodQuery } from "./data-query.ts";
import { findEconomy } from "./economies.ts";
import { findIndicator } from "./indicators.ts";
import {
  conceptIds,
  parseTimeId,
  timeId,
  type AdvancedRequest,
  type ConceptId,
} from "./advanced-request.ts";
import { sourceName } from "./metadata.ts";
import { echoAttributes, echoOf, readPaging } from "./paging.ts";
import { formatPeriod, type Frequency, type Period } from "./periods.ts";
import { listOf } from "./read-request.ts";
import { dataNotFound, invalidValue } from "./refusals.ts";
import {
  countRows,
  listedRows,
  rowsAt,
  selectRows,
  type MemberRows,
  type Row,
} from "./selected-rows.ts";
import { createServedRows } from "./served-rows.ts";
import type { Series } from "./series.ts";
import { globalEconomicMonitor, sources, worldDevelopmentIndicators } from "./sources.ts";
import type { WorldBankWorld } from "./world.ts";
import { element, type XmlElement } from "./xml.ts";

const xmlForm: Format = { kind: "xml" };

export function answerAdvanced(world: WorldBankWorld, request: AdvancedRequest): MockAnswer {
  const { sourceId, parts } = request;
  if (!sources.some(({ id }) => id === sourceId)) return refuse(request.format, invalidValue);
  if (sourceId !== worldDevelopmentIndicators && sourceId !== globalEconomicMonitor) {
    return notFound();
  }
  const last = parts.at(-1)?.toLowerCase();
  const [first = "", second] = parts;
  if (first.toLowerCase() === "search") return answerSearch(request, second ?? "") ?? notFound();
  if (last === "metadata") {
    return answerVariableMetadata(request, parts.slice(0, -1)) ?? notFound();
  }
  const named = last === "data" ? parts.slice(0, -1) : parts;
  if (first.toLowerCase() === "concepts") return answerConcepts(request, second);
  const selection = readSelection(named);
  if (selection === undefined) return notFound();
  const [only, ...others] = selection;
  if (only !== undefined && others.length === 0) {
    return answerVariables(request, only.concept, only.ids) ?? notFound();
  }
  return answerRows(world, request, selection) ?? notFound();
}

function notFound(): MockAnswer {
  return refuse(xmlForm, dataNotFound);
}

export interface Selected {
  readonly concept: ConceptId;
  /** Undefined stands for all. */
  readonly ids: readonly string[] | undefined;
}

/** `country/FRA;DEU/series/all` in any order; a concept alone stands for all of it. */
export function readSelection(parts: readonly string[]): readonly Selected[] | undefined {
  const selection: Selected[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const name = parts[at]?.toLowerCase();
    const concept = conceptIds.find((one) => one.toLowerCase() === name);
    if (concept === undefined || selection.some((one) => one.concept === concept)) return undefined;
    selection.push({ concept, ids: listOf(parts[at + 1]) });
  }
  return selection;
}

function answerRows(
  world: WorldBankWorld,
  request: AdvancedRequest,
  selection: readonly Selected[],
): MockAnswer | undefined {
  const { format, query, state, sourceId } = request;
  const paging = readPaging(query);
  const periods = readPeriodQuery(query);
  if (paging === undefined || periods === undefined) return refuse(format, invalidValue);
  const idsOf = (concept: ConceptId): readonly string[] =>
    selection.find((one) => one.concept === concept)?.ids ??
    variablesOf(sourceId, concept, state).map(({ id }) => id);
  const indicators = idsOf("Series").map((id) => findIndicator(id));
  const places = idsOf("Country").map((code) => findEconomy(code));
  const times = selection.find(({ concept }) => concept === "Time")?.ids?.map(parseTimeId);
  if ([indicators, places, times ?? []].some((list) => list.includes(undefined))) return undefined;

  const frequencies = frequenciesFor(sourceId, times);
  const members = indicators.flatMap((indicator) =>
    places.flatMap((economy) =>
      frequencies.flatMap((frequency) =>
        indicator?.source !== sourceId || economy === undefined
          ? []
          : (world.series(indicator, economy, frequency) ?? []),
      ),
    ),
  );
  const isRecent = periods.mostRecent !== undefined || periods.mostRecentFilled !== undefined;
  const rows: MemberRows[] = [];
  if (times === undefined || isRecent) {
    for (const frequency of frequencies) {
      const same = members.filter((series) => series.frequency === frequency);
      const selected = selectRows(same, { ...periods, frequency, range: undefined }, state);
      if (selected === undefined) return refuse(format, invalidValue);
      rows.push(...selected);
    }
  } else {
    rows.push(...members.map((series) => rowsOfTimes(series, times, request)));
  }
  const total = countRows(rows);
  if (total === 0) return undefined;

  const served = createServedRows();
  const window = { offset: (paging.page - 1) * paging.perPage, length: paging.perPage };
  const page = [...rowsAt(rows, window, state)];
  for (const row of page) served.add(row);
  const echo = { ...echoOf(paging, total, "numbers"), lastupdated: lastUpdated(sourceId, state) };
  const source = { id: sourceId, name: sourceName(sourceId) };
  return answer(
    format,
    {
      json: () => JSON.stringify({ ...echo, source: { ...source, data: page.map(jsonRow) } }),
      xml: () =>
        element("data", [element("source", page.map(xmlRow), source)], echoAttributes(echo)),
    },
    () => served.finish(),
  );
}

function frequenciesFor(
  sourceId: string,
  times: readonly (Period | undefined)[] | undefined,
): readonly Frequency[] {
  if (sourceId === worldDevelopmentIndicators) return ["annual"];
  const all: readonly Frequency[] = ["annual", "quarterly", "monthly"];
  return times === undefined
    ? all
    : all.filter((frequency) => times.some((time) => time?.frequency === frequency));
}

/** Periods the client named, the newest first, as far as the database lists them. */
function rowsOfTimes(
  series: Series,
  times: readonly (Period | undefined)[],
  { state }: AdvancedRequest,
): MemberRows {
  const end = series.endIndex(state);
  const indexes = times.flatMap((time) =>
    time?.frequency === series.frequency && time.index >= series.firstIndex && time.index < end
      ? [time.index]
      : [],
  );
  return listedRows(
    series,
    [...new Set(indexes)].toSorted((one, other) => other - one),
  );
}

function variables({ series, index }: Row) {
  const { economy, indicator, frequency } = series;
  return [
    { concept: "Country", id: economy.id, value: economy.name.trim() },
    { concept: "Series", id: indicator.id, value: indicator.name },
    { concept: "Time", id: timeId(frequency, index), value: formatPeriod(frequency, index) },
  ];
}

function jsonRow(row: Row) {
  return { variable: variables(row), value: row.value };
}

function xmlRow(row: Row): XmlElement {
  return element("data", [
    ...variables(row).map(({ concept, id, value }) => element("variable", value, { concept, id })),
    element("value", row.value === null ? "" : String(row.value)),
  ]);
}
