/** What ingestion relies on, whatever the provider. */
import { describe, expect, it } from "vitest";
import { SandboxError } from "../../../services/core/errors.ts";
import type { PlannedDataset } from "../../../services/core/plan.ts";
import type {
  Candidate,
  Cursor,
  FetchUnit,
  ProviderConnector,
  ProviderResponse,
} from "../../../services/providers/connector.ts";
import type { Answer, Fact } from "./fakes.ts";

export interface ContractCase {
  readonly connector: ProviderConnector;
  readonly planned: PlannedDataset;
  readonly answer: Answer;
  /** Everything the provider has for the plan, in any order. */
  readonly facts: readonly Fact[];
  /** A place in a unit whose answer carries records. */
  readonly dataCursor: Cursor | null;
  /** Spoils the first record of a body that carries records; says what must stand in the reason. */
  readonly spoil: (body: Buffer) => { readonly body: Buffer; readonly named: string };
}

const access = { baseUrl: "http://provider.test", apiKey: "0123456789abcdef0123456789abcdef" };
const pagesMax = 1000;

export function describeConnectorContract(name: string, contract: ContractCase): void {
  const { connector, planned, answer, facts, dataCursor, spoil } = contract;
  const units = connector.plan(planned);
  const unit = first(units);
  const dataAnswer = (): ProviderResponse =>
    answer(new URL(connector.request(unit, dataCursor, access).url));
  const parse = (response: ProviderResponse) => connector.parse(unit, dataCursor, response);

  describe(`${name} connector`, () => {
    it("plans the same units with unique names every time", () => {
      expect(connector.plan(planned)).toEqual(units);
      expect(new Set(units.map((one) => one.unit)).size).toBe(units.length);
    });

    it("puts every planned series into a unit", () => {
      const covered = new Set(units.flatMap((one) => one.series.map(({ seriesId }) => seriesId)));
      expect(covered).toEqual(new Set(planned.series.map(({ seriesId }) => seriesId)));
    });

    it("brings everything served exactly once, through cursors that survive JSON", () => {
      const read = units.flatMap((one) => readUnit(connector, one, answer));
      expect(read.map(keyOf).toSorted()).toEqual(facts.map(keyOf).toSorted());
    });

    it("keeps the key out of the description", () => {
      const request = connector.request(unit, dataCursor, access);
      expect(request.url.startsWith(`${access.baseUrl}${request.description}`)).toBe(true);
      expect(request.description).not.toContain(access.apiKey);
    });

    it("finds each record again as it was sent", () => {
      const page = parse(dataAnswer());
      const { index, value } = first(page.candidates);
      expect(page.rawRecord(index)).toContain(String(value));
    });

    it("keeps a bad record apart with its reason and its raw text, and reads the rest", () => {
      const response = dataAnswer();
      const { body, named } = spoil(response.body);
      const whole = parse(response);
      const page = parse({ ...response, body });
      expect(page.candidates).toHaveLength(whole.candidates.length - 1);
      expect(page.unreadable).toHaveLength(1);
      expect(
        first(page.unreadable)
          .reasons.map(({ sentence }) => sentence)
          .join(),
      ).toContain(`"${named}"`);
      expect(first(page.unreadable).raw).toContain(named);
    });

    it("gives nothing for an answer cut at any byte", () => {
      const { status, headers, body } = dataAnswer();
      const cuts = Array.from({ length: Math.min(300, body.length) }, (_, step) =>
        Math.floor((step * body.length) / 300),
      );
      for (const length of [...new Set(cuts), body.length - 2, body.length - 1]) {
        const cut = { status, headers, body: body.subarray(0, length) };
        expect(() => parse(cut), `cut after ${length} bytes`).toThrow(SandboxError);
      }
    });

    it.each([
      [200, "PROVIDER_UNAVAILABLE"],
      [503, "PROVIDER_UNAVAILABLE"],
      [500, "PROVIDER_UNAVAILABLE"],
      [429, "PROVIDER_RATE_LIMITED"],
      [401, "PROVIDER_UNAUTHORIZED"],
      [403, "PROVIDER_UNAUTHORIZED"],
      [404, "PROVIDER_REFUSED"],
    ])("takes a web page with status %i for %s", (status, code) => {
      const error = thrownBy(() => parse(webPage(status)));
      expect(error.code).toBe(code);
      expect(error.message).toContain("Down for maintenance");
    });

    it("passes on how long the provider asks to wait", () => {
      const seconds = thrownBy(() => parse(webPage(503, { "retry-after": "7" })));
      expect(seconds.details.retryAfterMs).toBe(7000);
      const date = thrownBy(() =>
        parse(
          webPage(503, {
            date: "Sat, 21 Nov 2026 10:00:00 GMT",
            "retry-after": "Sat, 21 Nov 2026 10:00:30 GMT",
          }),
        ),
      );
      expect(date.details.retryAfterMs).toBe(30_000);
    });

    it("never shows the key in an error, even when the provider echoes it", () => {
      const echo = Buffer.from(`{"request":{"api_key":"${access.apiKey}"},"x":`);
      const json = { "content-type": "application/json" };
      for (const status of [200, 400, 403, 500]) {
        const error = thrownBy(() => parse({ status, headers: json, body: echo }));
        expect(`${error.message} ${JSON.stringify(error.details)}`).not.toContain(access.apiKey);
        expect(error.cause).toBeUndefined();
      }
    });

    it("refuses a dataset it does not know", () => {
      const error = thrownBy(() => connector.plan({ ...planned, dataset: "weather/tomorrow" }));
      expect(error.code).toBe("CONFIG_INVALID");
      expect(error.message).toContain('"weather/tomorrow"');
    });
  });
}

/** As ingestion does it: page after page, the cursor through JSON in between. */
export function readUnit(
  connector: ProviderConnector,
  unit: FetchUnit,
  answer: Answer,
): readonly Candidate[] {
  const read: Candidate[] = [];
  let cursor: Cursor | null = null;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const request = connector.request(unit, cursor, access);
    const page = connector.parse(unit, cursor, answer(new URL(request.url)));
    read.push(...page.candidates);
    if (page.next === null) return read;
    cursor = JSON.parse(JSON.stringify(page.next)) as Cursor;
  }
  throw new Error(`Unit "${unit.unit}" is not complete after ${pagesMax} pages`);
}

export function thrownBy(run: () => unknown): SandboxError {
  try {
    run();
  } catch (error) {
    if (error instanceof SandboxError) return error;
    throw error;
  }
  throw new Error("Expected a SandboxError, nothing was thrown");
}

function webPage(status: number, headers: Readonly<Record<string, string>> = {}): ProviderResponse {
  const body = Buffer.from(
    "<!DOCTYPE html><html><head><style>p {}</style></head><body><p>Down for maintenance</p></body></html>",
  );
  return { status, headers: { "content-type": "text/html", ...headers }, body };
}

function keyOf({ seriesId, intervalStartMs, asOfMs, value }: Fact): string {
  return `${seriesId} ${intervalStartMs} ${asOfMs} ${String(value)}`;
}

function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new Error("Expected at least one");
  return item;
}
