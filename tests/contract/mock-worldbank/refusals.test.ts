import { describe, expect, it } from "vitest";
import { ask, askJson, askText } from "./ask-worldbank.ts";

const data = "/v2/country/MEX/indicator/SP.POP.TOTL";
const invalid = [
  {
    message: [
      { id: "120", key: "Invalid value", value: "The provided parameter value is not valid" },
    ],
  },
];

describe("error 120", () => {
  it.each([
    ["an unknown economy", "/v2/country/XYZ/indicator/SP.POP.TOTL"],
    ["one unknown economy among others", "/v2/country/MEX;XYZ/indicator/SP.POP.TOTL"],
    ["no economy", "/v2/country/;/indicator/SP.POP.TOTL"],
    ["an unknown indicator", "/v2/country/MEX/indicator/NOPE"],
    ["an indicator in the wrong case", "/v2/country/MEX/indicator/sp.pop.totl"],
    ["several indicators without a source", "/v2/country/MEX/indicator/SP.POP.TOTL;NY.GDP.MKTP.CD"],
    [
      "more than 60 indicators",
      `/v2/country/MEX/indicator/${Array.from({ length: 61 }, (_, at) => `A${at}`).join(";")}?source=2`,
    ],
    ["a date that is none", `${data}?date=yesterday`],
    ["a month that is none", `${data}?date=2020M13`],
    ["a quarter that is none", `${data}?date=2020Q5`],
    ["ends of two kinds", `${data}?date=2020:2021M01`],
    ["three ends", `${data}?date=2019:2020:2021`],
    ["a year to date of nothing", `${data}?date=YTD:now`],
    ["an unknown frequency", `${data}?mrv=1&frequency=D`],
    ["mrv of nothing", `${data}?mrv=0`],
    ["mrnev that is no number", `${data}?mrnev=some`],
    ["page 0", `${data}?page=0`],
    ["a page that is no number", `${data}?page=one`],
    ["per_page of nothing", `${data}?per_page=0`],
    ["per_page above 16 bits", `${data}?per_page=32768`],
    ["a negative per_page", `${data}?per_page=-5`],
    [
      "mrnev of more than can be looked at",
      "/v2/sources/2/country/all/series/all/time/all?mrnev=66",
    ],
    ["an unknown economy in metadata", "/v2/country/XYZ"],
    ["an unknown indicator in metadata", "/v2/indicator/NOPE"],
    ["an unknown source", "/v2/sources/999"],
    ["an unknown topic", "/v2/topic/99"],
    ["an unknown income level", "/v2/incomeLevel/RICH"],
    ["an unknown region as a filter", "/v2/country?region=MOON"],
    ["an unknown source in the advanced form", "/v2/sources/999/concepts"],
  ])("for %s, with status 200", async (_, target) => {
    const answer = await ask(`${target}${target.includes("?") ? "&" : "?"}format=json`);
    expect(answer.status).toBe(200);
    expect(JSON.parse(String(answer.body))).toEqual(invalid);
    expect(answer.served).toBeUndefined();
  });

  it("is an error element in XML", async () => {
    expect(await askText("/v2/country/XYZ")).toBe(
      '\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n<wb:error xmlns:wb="http://www.worldbank.org">\r\n  <wb:message id="120" key="Invalid value">The provided parameter value is not valid</wb:message>\r\n</wb:error>',
    );
  });

  it("is wrapped in JSONP", async () => {
    expect(await askText("/v2/country/XYZ?format=jsonp&prefix=f")).toBe(
      `f(${JSON.stringify(invalid)})`,
    );
  });
});

describe("other errors with status 200", () => {
  async function message(target: string): Promise<unknown> {
    return askJson(target);
  }

  it("175 for an archived indicator, and for one of another source", async () => {
    const archived = [
      {
        message: [
          {
            id: "175",
            key: "Invalid format",
            value: "The indicator was not found. It may have been deleted or archived.",
          },
        ],
      },
    ];
    expect(await message("/v2/country/MEX/indicator/EN.ATM.CO2E.PC")).toEqual(archived);
    expect(await message(`${data}?source=15`)).toEqual(archived);
    // A wrong economy is noticed first.
    expect(await message("/v2/country/XYZ/indicator/EN.ATM.CO2E.PC")).toEqual(invalid);
  });

  it("140 for an endpoint nobody knows, at any depth", async () => {
    for (const target of ["/v2/nonsense", "/v2/country/MEX/nonsense", "/v2/topic/3/country/MEX"]) {
      expect(await message(target)).toMatchObject([{ message: [{ id: "140" }] }]);
    }
  });

  it("150 for a language nobody knows", async () => {
    expect(await message("/v2/xx/country")).toMatchObject([{ message: [{ id: "150" }] }]);
  });

  it("111 for a format nobody knows and 115 for JSONP without a prefix, in XML", async () => {
    expect(await askText(`${data}?format=yaml`)).toContain('<wb:message id="111"');
    expect(await askText(`${data}?format=jsonP`)).toContain('<wb:message id="115"');
    expect(await askText(`${data}?format=jsonP&prefix=alert(1)//`)).toContain('id="115"');
  });

  it("160 in XML for what the advanced form does not find, even when JSON was asked for", async () => {
    for (const below of ["country/FRA/series/NOPE", "series/NOPE", "nonsense/1", "search/qqqq"]) {
      const text = await askText(`/v2/sources/2/${below}?format=json`);
      expect(text, below).toContain('<wb:message id="160" key="Data not found.">');
    }
  });
});

describe("what the web server says", () => {
  it("404 as HTML for paths outside the API", async () => {
    for (const target of ["/", "/v1/country", "/v2", "/v2/en", "/country"]) {
      const answer = await ask(target);
      expect([answer.status, answer.headers["Content-Type"]], target).toEqual([
        404,
        "text/html; charset=us-ascii",
      ]);
    }
  });

  it("405 with Allow for other methods", async () => {
    const answer = await ask(data, { method: "POST" });
    expect([answer.status, answer.headers["Allow"]]).toEqual([405, "GET, HEAD"]);
  });

  it("400 as HTML above 1,500 characters between slashes and 4,000 in all", async () => {
    const codes = (count: number): string => Array.from({ length: count }, () => "MEX").join(";");
    expect((await ask(`/v2/country/${codes(375)}/indicator/SP.POP.TOTL`)).status).toBe(200);
    expect((await ask(`/v2/country/${codes(376)}/indicator/SP.POP.TOTL`)).status).toBe(400);
    expect((await ask(`${data}?x=${"y".repeat(4000)}`)).status).toBe(400);
  });

  it("survives hostile paths and queries", async () => {
    for (const target of [
      "/v2/country/..%2f..%2fetc%2fpasswd",
      "/v2/country/%ZZ/indicator/%",
      "/v2/country/<script>",
      `/v2/country/${encodeURIComponent("\u0000")}`,
      "/v2/country/__proto__/indicator/constructor",
      "/v2/__proto__",
      `${data}?${"&".repeat(2000)}`,
      `${data}?date=%00`,
      `${data}?mrv=99999999999999999999`,
      "/v2/sources/2/country/all/series/all/time/all/country/all",
    ]) {
      const answer = await ask(`${target}${target.includes("?") ? "&" : "?"}format=json`);
      expect(answer.status, target).toBe(200);
    }
  });
});
