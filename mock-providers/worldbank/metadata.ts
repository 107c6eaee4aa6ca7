/**
 * Lists of economies, indicators, sources, topics, classifications and languages, whole or by their ids.
 * Source: recorded answers of each (June 2024) and the documentation of the queries.
 */
import { formatDay } from "../kit/calendar.ts";
import type { MockAnswer } from "../kit/types.ts";
import { answer, refuse, type Format } from "./answers.ts";
import { incomeLevels, lendingTypes, regions, type Group, type Region } from "./classifications.ts";
import { economies, findEconomy, type Economy } from "./economies.ts";
import { findIndicator, indicators, type Indicator } from "./indicators.ts";
import { echoAttributes, echoOf, pageOf, readPaging, type EchoStyle } from "./paging.ts";
import { listOf, type Endpoint, type Query } from "./read-request.ts";
import { invalidValue } from "./refusals.ts";
import type { DatabaseState } from "./releases.ts";
import {
  globalEconomicMonitor,
  languages,
  sources,
  topics,
  worldDevelopmentIndicators,
  type Language,
  type Source,
} from "./sources.ts";
import { element, type XmlElement } from "./xml.ts";

export interface MetadataRequest {
  readonly format: Format;
  readonly query: Query;
  readonly state: DatabaseState;
}

/** One kind of record and how it is written. */
interface Listing<Item> {
  readonly root: string;
  readonly style: EchoStyle;
  readonly json: (item: Item) => unknown;
  readonly xml: (item: Item) => XmlElement;
}

/** `ids` undefined lists everything. An id nobody has refuses the whole request. */
export function answerMetadata(
  endpoint: Endpoint,
  ids: string | undefined,
  request: MetadataRequest,
): MockAnswer {
  switch (endpoint) {
    case "country":
      return answerList(request, countryListing, selectCountries(ids, request.query));
    case "indicator":
      return answerList(request, indicatorListing, selectIndicators(ids, request.query));
    case "source":
      return answerList(
        request,
        sourceListing(request.state),
        pick(sources, ids, ({ id }) => [id]),
      );
    case "topic":
      return answerList(
        request,
        topicListing,
        pick(numberedTopics, ids, ({ id }) => [id]),
      );
    case "incomeLevel":
      return answerList(request, groupListing("incomeLevel"), pickGroups(incomeLevels, ids));
    case "lendingType":
      return answerList(request, groupListing("lendingType"), pickGroups(lendingTypes, ids));
    case "region":
      return answerList(request, regionListing, pickGroups(regions, ids));
    case "language":
      return answerList(
        request,
        languageListing,
        pick(languages, ids, ({ code }) => [code]),
      );
  }
}

/** Economies of a classification: `/v2/incomeLevel/LIC/country`. */
export function answerMembers(
  endpoint: "incomeLevel" | "lendingType" | "region",
  ids: string,
  request: MetadataRequest,
): MockAnswer {
  const query = new Map(request.query).set(endpoint.toLowerCase(), ids);
  return answerList(request, countryListing, selectCountries(undefined, query));
}

/** Indicators of a topic: `/v2/topic/3/indicator`, of a source: `/v2/source/2/indicator`. */
export function answerIndicatorsOf(
  endpoint: "topic" | "source",
  ids: string,
  request: MetadataRequest,
): MockAnswer {
  const known: readonly { readonly id: string }[] = endpoint === "topic" ? numberedTopics : sources;
  const wanted = pick(known, ids, ({ id }) => [id])?.map(({ id }) => id);
  const belongs = ({ source, topics: own }: Indicator): boolean =>
    endpoint === "source"
      ? wanted?.includes(source) === true
      : own.some((topic) => wanted?.includes(String(topic)) === true);
  const source = request.query.get("source") ?? "";
  const selected =
    wanted === undefined
      ? undefined
      : indicators.filter((one) => belongs(one) && (source === "" || one.source === source));
  return answerList(request, indicatorListing, selected);
}

/** Indicators of economies: all of them, as the original lists its whole catalogue too. */
export function answerIndicatorsOfCountries(codes: string, request: MetadataRequest): MockAnswer {
  const places = selectCountries(codes, new Map());
  const selected = places === undefined ? undefined : selectIndicators(undefined, request.query);
  return answerList(request, indicatorListing, selected);
}

function answerList<Item>(
  { format, query }: MetadataRequest,
  listing: Listing<Item>,
  items: readonly Item[] | undefined,
): MockAnswer {
  const paging = readPaging(query);
  if (items === undefined || paging === undefined) return refuse(format, invalidValue);
  const echo = echoOf(paging, items.length, listing.style);
  const page = pageOf(items, paging);
  return answer(format, {
    json: () => JSON.stringify([echo, page.map((item) => listing.json(item))]),
    xml: () =>
      element(
        listing.root,
        page.map((item) => listing.xml(item)),
        echoAttributes(echo),
      ),
  });
}

function pick<Item>(
  items: readonly Item[],
  ids: string | undefined,
  codesOf: (item: Item) => readonly string[],
): readonly Item[] | undefined {
  const named = listOf(ids);
  if (named === undefined) return items;
  const wanted = new Set(named.map((id) => id.toUpperCase()));
  const found = items.filter((item) =>
    codesOf(item).some((code) => wanted.has(code.toUpperCase())),
  );
  return found.length === wanted.size && found.length > 0 ? found : undefined;
}

function pickGroups<Item extends Group>(
  groups: readonly Item[],
  ids: string | undefined,
): readonly Item[] | undefined {
  return pick(groups, ids, ({ id, iso2 }) => [id, iso2]);
}

function selectCountries(ids: string | undefined, query: Query): readonly Economy[] | undefined {
  const named = listOf(ids);
  const found = named?.map((code) => findEconomy(code));
  if (found?.includes(undefined) === true || found?.length === 0) return undefined;
  const chosen = found === undefined ? economies : economies.filter((one) => found.includes(one));
  const filters = [
    {
      groups: regions,
      ids: query.get("region"),
      of: (one: Economy) => [one.region, one.adminRegion],
    },
    {
      groups: incomeLevels,
      ids: query.get("incomelevel"),
      of: (one: Economy) => [one.incomeLevel],
    },
    {
      groups: lendingTypes,
      ids: query.get("lendingtype"),
      of: (one: Economy) => [one.lendingType],
    },
  ];
  let left = chosen;
  for (const { groups, ids: wantedIds, of } of filters) {
    if (wantedIds === undefined || wantedIds === "") continue;
    const wanted = pickGroups<Group>(groups, wantedIds);
    if (wanted === undefined) return undefined;
    const codes = new Set(wanted.map(({ id }) => id));
    const members = membersOfRegion(wanted);
    left = left.filter((one) => of(one).some(({ id }) => codes.has(id)) || members.has(one));
  }
  return left;
}

/** Regions no economy names as its own, such as the euro area, have members all the same. */
function membersOfRegion(groups: readonly Group[]): ReadonlySet<Economy> {
  return new Set(groups.flatMap(({ id }) => findEconomy(id)?.members ?? []));
}

function selectIndicators(ids: string | undefined, query: Query): readonly Indicator[] | undefined {
  const named = listOf(ids);
  const found = named?.map((id) => findIndicator(id));
  if (found?.includes(undefined) === true || found?.length === 0) return undefined;
  const chosen = found === undefined ? indicators : indicators.filter((one) => found.includes(one));
  const source = query.get("source") ?? "";
  return source === "" ? chosen : chosen.filter((one) => one.source === source);
}

const jsonGroup = ({ id, iso2, name }: Group) => ({ id, iso2code: iso2, value: name });
const xmlGroup = (name: string, group: Group): XmlElement =>
  element(name, group.name, { id: group.id, iso2code: group.iso2 });

const countryListing: Listing<Economy> = {
  root: "countries",
  style: "textual-size",
  json: (one) => ({
    id: one.id,
    iso2Code: one.iso2,
    name: one.name,
    region: jsonGroup(one.region),
    adminregion: jsonGroup(one.adminRegion),
    incomeLevel: jsonGroup(one.incomeLevel),
    lendingType: jsonGroup(one.lendingType),
    capitalCity: one.capital,
    longitude: one.longitude,
    latitude: one.latitude,
  }),
  xml: (one) =>
    element(
      "country",
      [
        element("iso2Code", one.iso2),
        element("name", one.name),
        xmlGroup("region", one.region),
        xmlGroup("adminregion", one.adminRegion),
        xmlGroup("incomeLevel", one.incomeLevel),
        xmlGroup("lendingType", one.lendingType),
        element("capitalCity", one.capital),
        element("longitude", one.longitude),
        element("latitude", one.latitude),
      ],
      { id: one.id },
    ),
};

const indicatorListing: Listing<Indicator> = {
  root: "indicators",
  style: "textual-size",
  json: (one) => ({
    id: one.id,
    name: one.name,
    unit: "",
    source: { id: one.source, value: sourceName(one.source) },
    sourceNote: one.note,
    sourceOrganization: one.organization,
    topics: one.topics.map((topic) => ({ id: String(topic), value: topicName(topic) })),
  }),
  xml: (one) =>
    element(
      "indicator",
      [
        element("name", one.name),
        element("unit"),
        element("source", sourceName(one.source), { id: one.source }),
        element("sourceNote", one.note),
        element("sourceOrganization", one.organization),
        element(
          "topics",
          one.topics.map((topic) => element("topic", topicName(topic), { id: String(topic) })),
        ),
      ],
      { id: one.id },
    ),
};

function sourceListing(state: DatabaseState): Listing<Source> {
  const updated = ({ id, lastUpdated }: Source): string => {
    if (id === worldDevelopmentIndicators) return formatDay(state.wdiDay);
    return id === globalEconomicMonitor ? formatDay(state.gemDay) : lastUpdated;
  };
  const fields = (one: Source) => ({
    lastupdated: updated(one),
    name: one.name,
    code: one.code,
    description: "",
    url: "",
    dataavailability: one.dataAvailability,
    metadataavailability: one.metadataAvailability,
    concepts: one.concepts,
  });
  return {
    root: "sources",
    style: "textual-size",
    json: (one) => ({ id: one.id, ...fields(one) }),
    xml: (one) => {
      const children = Object.entries(fields(one)).map(([name, text]) => element(name, text));
      return element("source", children, { id: one.id });
    },
  };
}

export function sourceName(id: string): string {
  return sources.find((source) => source.id === id)?.name ?? "";
}

const numberedTopics = topics.map((value, index) => ({ id: String(index + 1), value }));

export function topicName(topic: number): string {
  return topics[topic - 1] ?? "";
}

const topicNote = (value: string): string => `Indicators about ${value.toLowerCase()}.`;

const topicListing: Listing<(typeof numberedTopics)[number]> = {
  root: "topics",
  style: "textual-size",
  json: ({ id, value }) => ({ id, value, sourceNote: topicNote(value) }),
  xml: ({ id, value }) =>
    element("topic", [element("value", value), element("sourceNote", topicNote(value))], { id }),
};

function groupListing(name: "incomeLevel" | "lendingType"): Listing<Group> {
  return {
    root: `${name}s`,
    style: "text",
    json: jsonGroup,
    xml: (group) => xmlGroup(name, group),
  };
}

const regionListing: Listing<Region> = {
  root: "regions",
  style: "text",
  json: ({ number, id, iso2, name }) => ({ id: number, code: id, iso2code: iso2, name }),
  xml: ({ number, id, iso2, name }) =>
    element("region", [element("code", id), element("iso2code", iso2), element("name", name)], {
      id: number,
    }),
};

const languageListing: Listing<Language> = {
  root: "languages",
  style: "textual-size",
  json: ({ code, name, nativeForm }) => ({ code, name, nativeForm }),
  xml: ({ code, name, nativeForm }) =>
    element("language", [
      element("code", code),
      element("name", name),
      element("nativeForm", nativeForm),
    ]),
};
