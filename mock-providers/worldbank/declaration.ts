/** The World Bank's Indicators API v2 as a provider of the sandbox. */
import type { ProviderDeclaration } from "../kit/declaration.ts";
import { worldbankFaultFace } from "./fault-face.ts";
import { createWorldBankProvider } from "./provider.ts";
import { createWorldBankRecordedReader } from "./read-recorded.ts";
import { nextGemRelease, nextWdiRelease } from "./releases.ts";

export const worldbankDeclaration: ProviderDeclaration = {
  name: "worldbank",
  title: "World Bank Indicators v2",
  defaultPort: 8005,
  documentation: "https://datahelpdesk.worldbank.org/knowledgebase/topics/125589",
  routes: [
    {
      method: "GET",
      path: "/v2/[{language}/]country/{codes}/indicator/{ids}",
      summary: "Values, newest period first",
    },
    {
      method: "GET",
      path: "/v2/[{language}/]country/{codes}",
      summary: "Economies and aggregates",
    },
    { method: "GET", path: "/v2/[{language}/]indicator/{ids}", summary: "Indicators" },
    { method: "GET", path: "/v2/[{language}/]source/{ids}", summary: "Databases" },
    { method: "GET", path: "/v2/[{language}/]topic/{ids}", summary: "Topics" },
    {
      method: "GET",
      path: "/v2/[{language}/]{region|incomeLevel|lendingType}/{ids}",
      summary: "Classifications",
    },
    { method: "GET", path: "/v2/languages", summary: "Languages" },
    {
      method: "GET",
      path: "/v2/[{language}/]sources/{id}/{concept}/{ids}",
      summary: "The advanced form: concepts, variables, values, metadata, search",
    },
  ],
  limits: [],
  errors: [
    { status: 200, code: "111", when: "A format the API does not have" },
    { status: 200, code: "115", when: "JSONP without a prefix" },
    { status: 200, code: "120", when: "A code, id, date or page that is not accepted" },
    { status: 200, code: "140", when: "Unknown endpoint" },
    { status: 200, code: "150", when: "Unknown language" },
    { status: 200, code: "160", when: "Nothing found in the advanced form; always XML" },
    { status: 200, code: "175", when: "An indicator that was archived or is not in the source" },
    { status: 400, when: "More than 1,500 characters between two slashes, or 4,000 in all; HTML" },
    { status: 404, when: "A path outside /v2; HTML" },
    { status: 405, when: "Any method but GET and HEAD; HTML" },
  ],
  timetable: [
    {
      dataset: "country/indicator",
      rule: "the annual database six times a year, the monthly one on the sixth business day of a month, 18:00 UTC",
      nextMs: (afterMs) => Math.min(nextWdiRelease(afterMs), nextGemRelease(afterMs)),
    },
  ],
  faultFace: worldbankFaultFace,
  create: createWorldBankProvider,
  recorded: createWorldBankRecordedReader,
};
