/** The concepts of a source and their variables: `/concepts`, `/country/all`, `/series/{ids}`, `/time/all`. */
import { civilDate } from "../kit/calendar.ts";
import type { MockAnswer } from "../kit/types.ts";
import { conceptIds, timeId, type AdvancedRequest, type ConceptId } from "./advanced-request.ts";
import { answer, refuse } from "./answers.ts";
import { economies, hasData } from "./economies.ts";
import { indicators, monthlyFirstYear } from "./indicators.ts";
import { sourceName } from "./metadata.ts";
import { echoAttributes, echoOf, pageOf, readPaging } from "./paging.ts";
import { formatPeriod, type Frequency } from "./periods.ts";
import { invalidValue } from "./refusals.ts";
import type { DatabaseState } from "./releases.ts";
import { worldDevelopmentIndicators } from "./sources.ts";
import { element } from "./xml.ts";

export interface Variable {
  readonly id: string;
  readonly value: string;
}

const metadataConcepts = ["Country", "Country-Series", "FootNote", "Series"];

/** `/concepts`, `/concepts/data` and `/concepts/metadata`. */
export function answerConcepts(request: AdvancedRequest, kind: string | undefined): MockAnswer {
  const { format, query, sourceId } = request;
  const paging = readPaging(query);
  const known: readonly string[] =
    kind?.toLowerCase() === "metadata" ? metadataConcepts : conceptIds;
  const named = kind === undefined || ["data", "metadata"].includes(kind.toLowerCase());
  const list = named ? known : known.filter((id) => id.toLowerCase() === kind.toLowerCase());
  if (paging === undefined || list.length === 0) return refuse(format, invalidValue);
  const echo = echoOf(paging, list.length, "numbers");
  const source = { id: sourceId, name: sourceName(sourceId) };
  const page = pageOf(list, paging);
  return answer(format, {
    json: () =>
      JSON.stringify({
        ...echo,
        source: [{ ...source, concept: page.map((id) => ({ id, value: id })) }],
      }),
    xml: () =>
      element(
        "data",
        [
          element(
            "source",
            page.map((id) => element("concept", id, { id })),
            source,
          ),
        ],
        echoAttributes(echo),
      ),
  });
}

/** Undefined when one of the ids is unknown. */
export function answerVariables(
  request: AdvancedRequest,
  concept: ConceptId,
  ids: readonly string[] | undefined,
): MockAnswer | undefined {
  const { format, query, sourceId, state } = request;
  const paging = readPaging(query);
  if (paging === undefined) return refuse(format, invalidValue);
  const all = variablesOf(sourceId, concept, state);
  const wanted = ids === undefined ? undefined : new Set(ids.map((id) => id.toUpperCase()));
  const list = wanted === undefined ? all : all.filter(({ id }) => wanted.has(id.toUpperCase()));
  if (list.length === 0 || (wanted !== undefined && list.length < wanted.size)) return undefined;
  const echo = echoOf(paging, list.length, "numbers");
  const source = { id: sourceId, name: sourceName(sourceId) };
  const named = { id: concept, name: concept };
  const page = pageOf(list, paging);
  return answer(format, {
    json: () =>
      JSON.stringify({ ...echo, source: [{ ...source, concept: [{ ...named, variable: page }] }] }),
    xml: () => {
      const variables = page.map(({ id, value }) => element("variable", value, { id }));
      return element(
        "data",
        [element("source", [element("concept", variables, named)], source)],
        echoAttributes(echo),
      );
    },
  });
}

export function variablesOf(
  sourceId: string,
  concept: ConceptId,
  state: DatabaseState,
): readonly Variable[] {
  const isAnnual = sourceId === worldDevelopmentIndicators;
  switch (concept) {
    case "Country":
      return economies
        .filter((one) => (isAnnual ? hasData(one) : one.members === undefined))
        .map(({ id, name }) => ({ id, value: name.trim() }));
    case "Series":
      return indicators
        .filter(({ source }) => source === sourceId)
        .map(({ id, name }) => ({ id, value: name }));
    case "Time":
      return isAnnual
        ? times("annual", 1960, civilDate(state.wdiDay).year)
        : [
            ...times("annual", monthlyFirstYear, Math.floor((state.gemMonth + 1) / 12)),
            ...times("quarterly", monthlyFirstYear * 4, Math.floor((state.gemMonth + 1) / 3)),
            ...times("monthly", monthlyFirstYear * 12, state.gemMonth + 1),
          ];
  }
}

function times(frequency: Frequency, from: number, to: number): Variable[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, position) => ({
    id: timeId(frequency, from + position),
    value: formatPeriod(frequency, from + position),
  }));
}
