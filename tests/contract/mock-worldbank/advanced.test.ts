import { describe, expect, it } from "vitest";
import { ask, askJson, askRows, askText } from "./ask-worldbank.ts";

interface Variable {
  readonly id: string;
  readonly value: string;
}

interface Concepts {
  readonly page: number;
  readonly pages: number;
  readonly per_page: number;
  readonly total: number;
  readonly source: readonly {
    readonly id: string;
    readonly concept: readonly { readonly id: string; readonly variable: readonly Variable[] }[];
  }[];
}

interface Data {
  readonly total: number;
  readonly lastupdated: string;
  readonly source: {
    readonly id: string;
    readonly name: string;
    readonly data: readonly {
      readonly variable: readonly { readonly concept: string; readonly id: string }[];
      readonly value: number | null;
    }[];
  };
}

async function variables(target: string): Promise<readonly Variable[]> {
  // The fields that are read are compared just below by the callers.
  const answer = (await askJson(target)) as Concepts;
  return answer.source[0]?.concept[0]?.variable ?? [];
}

async function data(target: string): Promise<Data> {
  return (await askJson(target)) as Data;
}

function ids({ source }: Data): string[] {
  return source.data.map(({ variable }) => variable.map(({ id }) => id).join(" "));
}

describe("concepts of a source", () => {
  it("are country, series and time, in an object that repeats the paging as numbers", async () => {
    expect(await askJson("/v2/en/sources/2/concepts?per_page=1000")).toEqual({
      page: 1,
      pages: 1,
      per_page: 1000,
      total: 3,
      source: [
        {
          id: "2",
          name: "World Development Indicators",
          concept: [
            { id: "Country", value: "Country" },
            { id: "Series", value: "Series" },
            { id: "Time", value: "Time" },
          ],
        },
      ],
    });
  });

  it("have variables: years by YR, economies and series by their codes", async () => {
    const times = await variables("/v2/en/sources/2/time/all?per_page=1000");
    expect(times).toHaveLength(66);
    expect(times[0]).toEqual({ id: "YR1960", value: "1960" });
    expect(times.at(-1)).toEqual({ id: "YR2025", value: "2025" });
    expect(await variables("/v2/sources/2/country/fra;DEU")).toEqual([
      { id: "DEU", value: "Germany" },
      { id: "FRA", value: "France" },
    ]);
    expect(await variables("/v2/sources/2/series/SP.POP.TOTL/data")).toEqual([
      { id: "SP.POP.TOTL", value: "Population, total" },
    ]);
  });

  it("of the Global Economic Monitor have years, quarters and months", async () => {
    const times = (await variables("/v2/sources/15/time/all?per_page=1000")).map(({ id }) => id);
    expect(times).toEqual(expect.arrayContaining(["YR1987", "1987Q1", "1987M01", "2026M01"]));
    expect(times).not.toContain("2026M02");
  });

  it("are paged over their variables", async () => {
    const second = await askJson("/v2/sources/2/country?per_page=100&page=3");
    expect(second).toMatchObject({ page: 3, pages: 3, per_page: 100, total: 266 });
    expect(await variables("/v2/sources/2/country?per_page=100&page=3")).toHaveLength(66);
  });
});

describe("data of the advanced form", () => {
  it("names every variable of a value and agrees with the classic form", async () => {
    const advanced = await data("/v2/en/sources/2/series/SP.POP.TOTL/country/FRA/time/YR2020");
    const { rows } = await askRows("/v2/country/FRA/indicator/SP.POP.TOTL?date=2020");
    expect(advanced).toEqual({
      page: 1,
      pages: 1,
      per_page: 50,
      total: 1,
      lastupdated: "2026-02-17",
      source: {
        id: "2",
        name: "World Development Indicators",
        data: [
          {
            variable: [
              { concept: "Country", id: "FRA", value: "France" },
              { concept: "Series", id: "SP.POP.TOTL", value: "Population, total" },
              { concept: "Time", id: "YR2020", value: "2020" },
            ],
            value: rows[0]?.value,
          },
        ],
      },
    });
  });

  it("takes concepts in any order, all of one, and a concept left out as all of it", async () => {
    const all = await data("/v2/sources/2/country/FRA/series/SP.POP.TOTL/time/all?per_page=100");
    expect(all.total).toBe(66);
    expect(await data("/v2/sources/2/Series/SP.POP.TOTL/Country/FRA/data?per_page=100")).toEqual(
      all,
    );
    const world = await data("/v2/sources/2/country/all/series/SP.POP.TOTL/time/YR2000");
    expect(world.total).toBe(266);
  });

  it("takes single times by id or value, the newest first, each once", async () => {
    const some = await data("/v2/sources/2/series/SP.POP.TOTL/country/FRA/time/2001;YR2003;YR2001");
    expect(ids(some)).toEqual(["FRA SP.POP.TOTL YR2003", "FRA SP.POP.TOTL YR2001"]);
  });

  it("takes mrv and mrnev", async () => {
    const base = "/v2/sources/2/series/NY.GDP.MKTP.CD/country/MEX;EMU/time/all";
    expect(ids(await data(`${base}?mrnev=1`))).toEqual([
      "MEX NY.GDP.MKTP.CD YR2024",
      "EMU NY.GDP.MKTP.CD YR2024",
    ]);
    expect((await data(`${base}?mrv=2`)).total).toBe(4);
  });

  it("has months of the Global Economic Monitor", async () => {
    const some = await data(
      "/v2/sources/15/series/DPANUSSPB/country/MEX/time/2025M12;2025Q4;2026M01;2026M02",
    );
    expect(ids(some)).toEqual([
      "MEX DPANUSSPB 2025Q4",
      "MEX DPANUSSPB 2026M01",
      "MEX DPANUSSPB 2025M12",
    ]);
    expect(some.lastupdated).toBe("2026-03-09");
  });

  it("goes on the ledger as the classic form does", async () => {
    const advanced = await ask(
      "/v2/sources/2/series/SP.POP.TOTL/country/FRA/time/all?per_page=100",
    );
    const classic = await ask("/v2/country/FRA/indicator/SP.POP.TOTL?per_page=100");
    expect(advanced.served).toEqual(classic.served);
  });

  it("has an XML form", async () => {
    const text = await askText("/v2/sources/2/series/SP.POP.TOTL/country/FRA/time/YR2020");
    expect(text).toContain('<wb:source id="2" name="World Development Indicators">');
    expect(text).toContain('<wb:variable concept="Time" id="YR2020">2020</wb:variable>');
  });
});

describe("metadata of the advanced form", () => {
  it("describes series and economies in fields", async () => {
    expect(
      await askJson("/v2/sources/2/series/SP.POP.TOTL/country/FRA/metadata?per_page=100"),
    ).toMatchObject({
      source: [
        {
          id: "2",
          concept: [
            { id: "Series", variable: [{ id: "SP.POP.TOTL" }] },
            {
              id: "Country",
              variable: [
                {
                  id: "FRA",
                  metatype: expect.arrayContaining([{ id: "2-alphacode", value: "FR" }]) as object,
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it("has the footnotes the classic form shows", async () => {
    const target = "/v2/country/all/indicator/NY.GDP.MKTP.CD?date=2010&per_page=300&footnote=y";
    const noted = (await askRows(target)).rows.find(({ footnote }) => footnote !== "");
    const id = `${noted?.countryiso3code ?? ""}~NY.GDP.MKTP.CD~YR2010`;
    expect(await askJson(`/v2/sources/2/footnote/${id}/metadata`)).toMatchObject({
      source: [
        {
          concept: [
            {
              id: "FootNote",
              variable: [{ id, metatype: [{ id: "FootNote", value: noted?.footnote }] }],
            },
          ],
        },
      ],
    });
  });

  it("is searched in any case", async () => {
    const found = await askText("/v2/sources/2/search/ELECTRIC?format=json&per_page=100");
    expect(found).toContain('"id":"EG.USE.ELEC.KH.PC"');
    expect(found).not.toContain("SP.POP.TOTL");
  });
});
