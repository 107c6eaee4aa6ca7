import { describe, expect, it } from "vitest";
import { SandboxError } from "../../../../services/core/errors.ts";
import type { ProviderResponse } from "../../../../services/providers/connector.ts";
import { parseWorldBankPage } from "../../../../services/providers/worldbank/parse.ts";
import type { WorldBankFrequency } from "../../../../services/providers/worldbank/periods.ts";

const header = {
  page: 1,
  pages: 1,
  per_page: 1000,
  total: 1,
  sourceid: "2",
  lastupdated: "2026-07-13",
};

function row(changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    indicator: { id: "NY.GDP.MKTP.CD", value: "GDP (current US$)" },
    country: { id: "MX", value: "Mexico" },
    countryiso3code: "MEX",
    date: "2024",
    value: 1.5,
    unit: "",
    obs_status: "",
    decimal: 0,
    ...changes,
  };
}

interface Asked {
  readonly page?: number;
  readonly frequency?: WorldBankFrequency;
  readonly onlyCountry?: string;
}

function parse(document: unknown, { page = 1, frequency = "annual", onlyCountry }: Asked = {}) {
  const response: ProviderResponse = {
    status: 200,
    headers: { "content-type": "application/json;charset=utf-8" },
    body: Buffer.from(JSON.stringify(document)),
  };
  return parseWorldBankPage({ response, page, frequency, onlyCountry, subject: "World Bank" });
}

function codeOf(document: unknown, asked: Asked = {}): string {
  try {
    parse(document, asked);
  } catch (error) {
    if (error instanceof SandboxError) return error.code;
    throw error;
  }
  throw new Error("Expected a SandboxError");
}

describe("parseWorldBankPage()", () => {
  it("reads a value with unit, place and nominal publication", () => {
    expect(parse([header, [row()]]).candidates).toEqual([
      {
        index: 0,
        seriesId: "NY.GDP.MKTP.CD.MEX.annual",
        intervalStartMs: Date.UTC(2024, 0),
        intervalEndMs: Date.UTC(2025, 0),
        asOfMs: Date.UTC(2025, 0),
        value: 1.5,
        unit: "current US$",
        location: "MEX",
      },
    ]);
  });

  it.each([
    ["GDP (current US$)", "current US$"],
    ["Inflation, consumer prices (annual %)", "annual %"],
    [
      "Unemployment, total (% of total labor force) (modeled ILO estimate)",
      "% of total labor force",
    ],
    ["Population, total", "number"],
    ["CPI Price, nominal", "number"],
    ["Nothing () here", "number"],
  ])("takes the unit of %s from its first parentheses", (value, unit) => {
    const page = parse([header, [row({ indicator: { id: "X", value } })]]);
    expect(page.candidates[0]?.unit).toBe(unit);
  });

  it.each([
    ["quarterly", "2024Q1", "2024-01-01", "2024-04-01"],
    ["quarterly", "2024Q4", "2024-10-01", "2025-01-01"],
    ["monthly", "2024M02", "2024-02-01", "2024-03-01"],
    ["monthly", "0359M12", "0359-12-01", "0360-01-01"],
    ["annual", "1026", "1026-01-01", "1027-01-01"],
  ] as const)("reads %s date %s", (frequency, date, start, end) => {
    expect(parse([header, [row({ date })]], { frequency }).candidates[0]).toMatchObject({
      seriesId: `NY.GDP.MKTP.CD.MEX.${frequency}`,
      intervalStartMs: Date.parse(start),
      intervalEndMs: Date.parse(end),
    });
  });

  it("keeps a missing value as missing, not as zero", () => {
    expect(parse([header, [row({ value: null })]]).candidates[0]?.value).toBeNull();
  });

  it("takes the one economy that was asked for where the code is empty", () => {
    const document = [header, [row({ countryiso3code: "" })]];
    expect(parse(document, { onlyCountry: "MEX" }).candidates[0]?.location).toBe("MEX");
    expect(parse(document).unreadable[0]?.reasons).toEqual([
      { class: "field-missing", sentence: 'countryiso3code "": expected a code' },
    ]);
  });

  it.each([
    [{ date: "2024M01" }, 'date "2024M01": expected one of annual data like "2024"'],
    [{ date: "0099" }, 'date "0099"'],
    [{ date: "20" }, 'date "20"'],
    [{ date: 2024 }, 'date "2024"'],
    [{ value: "12,5" }, 'value "12,5": expected a decimal number or null'],
    [{ value: undefined }, "value nothing"],
    [{ value: true }, 'value "true"'],
    [{ indicator: null }, 'indicator "null": expected an id and a name'],
    [{ indicator: { id: "X" } }, "expected an id and a name"],
  ])("quarantines a row with %j and says why", (changes, reason) => {
    const page = parse([header, [row(changes), row()]]);
    expect(page.candidates).toHaveLength(1);
    expect(page.unreadable).toHaveLength(1);
    expect(page.unreadable[0]?.reasons.map(({ sentence }) => sentence).join()).toContain(reason);
    expect(JSON.parse(page.unreadable[0]?.raw ?? "")).toEqual(
      JSON.parse(JSON.stringify(row(changes))),
    );
  });

  it("quarantines what is no row", () => {
    expect(parse([header, [null, 7]]).unreadable.map(({ raw }) => raw)).toEqual(["null", "7"]);
  });

  it("says of an unreadable row what could be read", () => {
    const [bad] = parse([header, [row({ value: "x" })]]).unreadable;
    expect(bad).toMatchObject({
      seriesId: "NY.GDP.MKTP.CD.MEX.annual",
      intervalStartMs: Date.UTC(2024, 0),
      asOfMs: Date.UTC(2025, 0),
    });
  });
});

describe("pages", () => {
  it.each([
    [{ ...header, pages: 3 }, 1, { page: 2 }],
    [{ ...header, page: 2, pages: 3 }, 2, { page: 3 }],
    [{ ...header, page: "3", pages: "3", per_page: "1000", total: "2001" }, 3, null],
  ])("of %j go on", (paging, page, next) => {
    expect(parse([paging, [row()]], { page }).next).toEqual(next);
  });

  it("end where nothing matches", () => {
    const page = parse([{ page: 0, pages: 0, per_page: 0, total: 0, sourceid: null }, null]);
    expect([page.candidates, page.unreadable, page.next]).toEqual([[], [], null]);
  });

  it("without rows although some match are doubted, and believed by whoever asked often enough", () => {
    const page = parse([header, []]);
    expect([page.next, page.doubt]).toEqual([null, "page 1 of 1 has no rows: expected some"]);
  });

  it("beyond the last one are empty", () => {
    expect(parse([{ ...header, page: 2 }, []], { page: 2 }).next).toBeNull();
  });
});

describe("answers that are no page", () => {
  it.each([
    ["another page than asked for", [{ ...header, page: 2 }, [row()]]],
    ["no list although rows match", [header, null]],
    ["an object", { page: 1, total: 0 }],
    ["an empty array", []],
    ["a header without a total", [{ page: 1, pages: 1 }, [row()]]],
    ["a text", "data"],
    ["null", null],
  ])("%s is PROVIDER_PAYLOAD_INVALID", (_, document) => {
    expect(codeOf(document)).toBe("PROVIDER_PAYLOAD_INVALID");
  });

  it.each([
    ["120", "PROVIDER_REFUSED"],
    ["175", "PROVIDER_REFUSED"],
    ["105", "PROVIDER_UNAVAILABLE"],
    ["199", "PROVIDER_UNAVAILABLE"],
  ])("error %s with status 200 is %s", (id, code) => {
    expect(codeOf([{ message: [{ id, key: "Some key", value: "Some words" }] }])).toBe(code);
  });

  it("tells the provider's words", () => {
    const document = [{ message: [{ id: "120", key: "Invalid value", value: "No such code" }] }];
    expect(() => parse(document)).toThrow('"120 Invalid value: No such code"');
    expect(() => parse([{ message: "odd" }])).toThrow(SandboxError);
  });
});
