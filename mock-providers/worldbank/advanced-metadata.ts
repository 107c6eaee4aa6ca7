/**
 * Metadata of the advanced form: what is said about series, economies and single values, and a search through it.
 * Words are ours but for names and codes.
 */
import { hashSeries } from "../kit/digest.ts";
import type { MockAnswer } from "../kit/types.ts";
import { parseTimeId, type AdvancedRequest } from "./advanced-request.ts";
import { answer, refuse } from "./answers.ts";
import { economies, findEconomy, type Economy } from "./economies.ts";
import { footnoteOf } from "./footnotes.ts";
import { findIndicator, indicators, unitOf, type Indicator } from "./indicators.ts";
import { sourceName, topicName } from "./metadata.ts";
import { echoAttributes, echoOf, readPaging } from "./paging.ts";
import { listOf } from "./read-request.ts";
import { invalidValue } from "./refusals.ts";
import { dataset, seriesIdOf } from "./series.ts";
import { element } from "./xml.ts";

interface Described {
  readonly concept: string;
  readonly id: string;
  readonly fields: readonly (readonly [string, string])[];
}

/** `series/{ids}/metadata`, `country/{ids}/metadata` and both together, `footnote/{C~S~T}/metadata`. */
export function answerVariableMetadata(
  request: AdvancedRequest,
  parts: readonly string[],
): MockAnswer | undefined {
  const found: Described[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const described = describeConcept(parts[at] ?? "", parts[at + 1], request);
    if (described === undefined) return undefined;
    found.push(...described);
  }
  return found.length === 0 ? undefined : answerDescribed(request, found);
}

/** Undefined when nothing matches. Every field of every series and economy is looked through, in any case. */
export function answerSearch(request: AdvancedRequest, text: string): MockAnswer | undefined {
  const wanted = text.toLowerCase();
  if (wanted === "") return undefined;
  const all = [
    ...indicators.filter(({ source }) => source === request.sourceId).map(describeSeries),
    ...economies.filter(({ members }) => members === undefined).map(describeCountry),
  ];
  const found = all.flatMap(({ concept, id, fields }) => {
    const matching = fields.filter(([, value]) => value.toLowerCase().includes(wanted));
    return matching.length === 0 ? [] : [{ concept, id, fields: matching }];
  });
  return found.length === 0 ? undefined : answerDescribed(request, found);
}

function describeConcept(
  concept: string,
  ids: string | undefined,
  request: AdvancedRequest,
): readonly Described[] | undefined {
  const named = listOf(ids);
  switch (concept.toLowerCase()) {
    case "series": {
      const all = indicators.filter(({ source }) => source === request.sourceId);
      return named === undefined
        ? all.map(describeSeries)
        : describeAll(named, findIndicator, describeSeries);
    }
    case "country":
      return named === undefined
        ? economies.map(describeCountry)
        : describeAll(named, findEconomy, describeCountry);
    case "footnote":
      return (named ?? []).flatMap((id) => describeFootnote(id) ?? []);
    default:
      return undefined;
  }
}

/** Undefined when one of the ids is unknown. */
function describeAll<Item>(
  ids: readonly string[],
  find: (id: string) => Item | undefined,
  describe: (item: Item) => Described,
): readonly Described[] | undefined {
  const described: Described[] = [];
  for (const id of ids) {
    const found = find(id);
    if (found === undefined) return undefined;
    described.push(describe(found));
  }
  return described;
}

function describeSeries(indicator: Indicator): Described {
  const periodicity = "value" in indicator ? "Annual" : "Monthly";
  return {
    concept: "Series",
    id: indicator.id,
    fields: [
      [
        "Aggregationmethod",
        "value" in indicator && indicator.aggregated ? "Sum or weighted average" : "",
      ],
      ["IndicatorName", indicator.name],
      ["Longdefinition", indicator.note],
      ["Periodicity", periodicity],
      ["Source", indicator.organization],
      ["Topic", indicator.topics.map(topicName).join("; ")],
      ["Unitofmeasure", unitOf(indicator)],
    ],
  };
}

function describeCountry(economy: Economy): Described {
  return {
    concept: "Country",
    id: economy.id,
    fields: [
      ["2-alphacode", economy.iso2],
      ["IncomeGroup", economy.incomeLevel.name],
      ["Lendingcategory", economy.lendingType.name],
      ["Region", economy.region.name.trim()],
      ["ShortName", economy.name.trim()],
      ["TableName", economy.name.trim()],
    ],
  };
}

/** `FRA~SP.POP.TOTL~YR2015`; undefined when nothing is said about that value. */
function describeFootnote(id: string): Described | undefined {
  const [code = "", indicatorId = "", time = ""] = id.split("~");
  const economy = findEconomy(code);
  const indicator = findIndicator(indicatorId);
  const period = parseTimeId(time);
  if (economy === undefined || indicator === undefined || period?.frequency !== "annual") {
    return undefined;
  }
  const seriesId = seriesIdOf(indicator, economy, "annual");
  const series = { seriesId, frequency: "annual" as const, hash: hashSeries(dataset, seriesId) };
  const text = footnoteOf(series, period.index);
  return text === undefined ? undefined : { concept: "FootNote", id, fields: [["FootNote", text]] };
}

/** A page is counted in fields, as the documentation's totals are; a variable's fields stay together. */
function answerDescribed(request: AdvancedRequest, found: readonly Described[]): MockAnswer {
  const { format, query, sourceId } = request;
  const paging = readPaging(query);
  if (paging === undefined) return refuse(format, invalidValue);
  const flat = found.flatMap(({ concept, id, fields }) =>
    fields.map(([name, value]) => ({ concept, id, name, value })),
  );
  const echo = echoOf(paging, flat.length, "numbers");
  const page = flat.slice((paging.page - 1) * paging.perPage, paging.page * paging.perPage);
  const source = { id: sourceId, name: sourceName(sourceId) };
  const byConcept = [...Map.groupBy(page, ({ concept }) => concept)].map(([concept, fields]) => ({
    concept,
    variables: [...Map.groupBy(fields, ({ id }) => id)],
  }));
  return answer(format, {
    json: () =>
      JSON.stringify({
        ...echo,
        source: [
          {
            ...source,
            concept: byConcept.map(({ concept, variables }) => ({
              id: concept,
              variable: variables.map(([id, fields]) => ({
                id,
                metatype: fields.map(({ name, value }) => ({ id: name, value })),
              })),
            })),
          },
        ],
      }),
    xml: () =>
      element(
        "metadata",
        [
          element(
            "source",
            byConcept.map(({ concept, variables }) =>
              element(
                "concept",
                variables.map(([id, fields]) =>
                  element(
                    "variable",
                    fields.map(({ name, value }) => element("metatype", value, { id: name })),
                    { id },
                  ),
                ),
                { id: concept },
              ),
            ),
            source,
          ),
        ],
        echoAttributes(echo),
      ),
  });
}
