/**
 * World Bank Indicators API v2: answers are arrays of two, pages are numbered, errors come with status 200.
 * Sources: https://datahelpdesk.worldbank.org/knowledgebase/topics/125589, recorded answers, and the source of
 * public clients. No key is needed and none is sent.
 */
import { z } from "zod";
import { SandboxError } from "../../core/errors.ts";
import type {
  Cursor,
  FetchUnit,
  PageRequest,
  ParsedPage,
  ProviderAccess,
  ProviderConnector,
  ProviderResponse,
} from "../connector.ts";
import { refusal } from "../refusal.ts";
import { parseWorldBankPage } from "./parse.ts";
import { dateOf } from "./periods.ts";
import { planWorldBank, selectionOf, type Selection } from "./plan.ts";

/** The API's default of 50 would make 20 times as many requests; larger pages come slowly. */
const worldbankPageRows = 1000;

const cursorSchema = z.strictObject({
  page: z.int().min(1).describe("The next page to ask for."),
});

export const worldbankConnector: ProviderConnector = {
  provider: "worldbank",
  // The provider documents no limit. This is what keeps a polite client out of its 502 answers.
  quota: [{ points: 20, perMs: 1000 }],
  plan: planWorldBank,
  request: requestPage,
  parse: parsePage,
};

function requestPage(unit: FetchUnit, cursor: Cursor | null, access: ProviderAccess): PageRequest {
  const { indicator, frequency, source } = selectionOfUnit(unit);
  const date = dateOf(frequency, unit);
  if (date === undefined) {
    throw new SandboxError(
      "CONFIG_INVALID",
      `Cannot ask the World Bank for "${unit.unit}": no ${frequency} period starts in its range, expected at least one`,
    );
  }
  const codes = countriesOf(unit)
    .map((code) => encodeURIComponent(code))
    .join(";");
  const query = new URLSearchParams({
    format: "json",
    per_page: String(worldbankPageRows),
    page: String(readPage(cursor)),
    ...(source === undefined ? {} : { source }),
  });
  // A colon needs no escape in a query, and the original's own examples have it.
  const description = `/v2/country/${codes}/indicator/${encodeURIComponent(indicator)}?date=${date}&${query.toString()}`;
  return {
    url: access.baseUrl + description,
    headers: { accept: "application/json" },
    description,
  };
}

function parsePage(unit: FetchUnit, cursor: Cursor | null, response: ProviderResponse): ParsedPage {
  const page = readPage(cursor);
  const { indicator, frequency } = selectionOfUnit(unit);
  const subject = `World Bank ${indicator} of ${unit.unit}, page ${page}`;
  if (response.status !== 200) throw refusal(response, { subject });
  const [country, ...others] = countriesOf(unit);
  const onlyCountry = others.length === 0 ? country : undefined;
  return parseWorldBankPage({ response, frequency, page, onlyCountry, subject });
}

/** All series of a unit share indicator, frequency and source. */
function selectionOfUnit({ series, unit }: FetchUnit): Selection {
  const [first] = series;
  if (first === undefined) throw new Error(`Unit "${unit}" has no series`);
  return selectionOf(first);
}

function countriesOf({ series }: FetchUnit): readonly string[] {
  return [...new Set(series.map((one) => selectionOf(one).country))];
}

function readPage(cursor: Cursor | null): number {
  return cursor === null ? 1 : cursorSchema.parse(cursor).page;
}
