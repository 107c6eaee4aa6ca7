import { describe, expect, it } from "vitest";
import { ask, askJson, askRows, askText } from "./ask-worldbank.ts";

const gdp = "/v2/country/MEX/indicator/NY.GDP.MKTP.CD";

async function dates(target: string): Promise<string[]> {
  return (await askRows(target)).rows.map(({ date }) => date);
}

describe("paths of data", () => {
  it.each([
    "/v2/country/MEX/indicator/SP.POP.TOTL",
    "/v2/countries/mex/indicators/SP.POP.TOTL",
    "/V2/en/Country/MX/Indicator/SP.POP.TOTL/",
    "/v2/es/countries/mX/indicators/SP.POP.TOTL",
    "/v2/country/MEX;MX/indicator/SP.POP.TOTL;SP.POP.TOTL",
  ])("%s means the same", async (path) => {
    const plain = await askText("/v2/country/MEX/indicator/SP.POP.TOTL?format=json");
    expect(await askText(`${path}?FORMAT=JSON`)).toBe(plain);
  });

  it("answers country/all with 49 aggregates by name, then 217 economies by name", async () => {
    const { header, rows } = await askRows(
      "/v2/country/all/indicator/SP.POP.TOTL?date=2020&per_page=300",
    );
    expect(header["total"]).toBe(266);
    const codes = rows.map(({ countryiso3code }) => countryiso3code);
    expect(codes.slice(0, 9)).toEqual([
      "AFE",
      "AFW",
      "ARB",
      "CSS",
      "CEB",
      "EAR",
      "EAS",
      "EAP",
      "TEA",
    ]);
    expect(codes.slice(48, 51)).toEqual(["WLD", "AFG", "ALB"]);
    expect(new Set(codes).size).toBe(266);
  });

  it("orders named economies by their two-letter code, each the newest first", async () => {
    const { rows } = await askRows(
      "/v2/country/WLD;USA;EMU;BRA/indicator/SP.POP.TOTL?date=2019:2020",
    );
    expect(rows.map(({ country, date }) => `${country.id} ${date}`)).toEqual([
      "1W 2020",
      "1W 2019",
      "BR 2020",
      "BR 2019",
      "US 2020",
      "US 2019",
      "XC 2020",
      "XC 2019",
    ]);
  });

  it("answers several indicators of one source one after another", async () => {
    const { header, rows } = await askRows(
      "/v2/country/USA;FRA/indicator/SP.POP.TOTL;NY.GDP.MKTP.CD?source=2&date=2020",
    );
    expect(header["sourceid"]).toBe("2");
    expect(
      rows.map(({ indicator, countryiso3code }) => `${indicator.id} ${countryiso3code}`),
    ).toEqual(["SP.POP.TOTL FRA", "SP.POP.TOTL USA", "NY.GDP.MKTP.CD FRA", "NY.GDP.MKTP.CD USA"]);
  });
});

describe("paging of data", () => {
  it("has 50 rows a page unless told otherwise, and repeats the paging as numbers", async () => {
    const { header, rows } = await askRows(gdp);
    expect(header).toEqual({
      page: 1,
      pages: 2,
      per_page: 50,
      total: 66,
      sourceid: "2",
      lastupdated: "2026-02-17",
    });
    expect(rows).toHaveLength(50);
  });

  it.each([1, 7, 65, 66, 1000])("brings every row once with %i a page", async (perPage) => {
    const all: string[] = [];
    const { header } = await askRows(`${gdp}?per_page=${perPage}`);
    for (let page = 1; page <= Number(header["pages"]); page++) {
      all.push(...(await dates(`${gdp}?per_page=${perPage}&page=${page}`)));
    }
    expect(all).toEqual(Array.from({ length: 66 }, (_, index) => String(2025 - index)));
  });

  it("has an empty list beyond the last page", async () => {
    const answer = (await askJson(`${gdp}?page=3`)) as unknown[];
    expect(answer[0]).toMatchObject({ page: 3, pages: 2, total: 66 });
    expect(answer[1]).toEqual([]);
  });

  it("answers zeros and null when nothing matches", async () => {
    for (const query of ["date=2026", "date=1950", "date=2020M01", "date=2023:2020"]) {
      expect(await askText(`${gdp}?format=json&${query}`), query).toBe(
        '[{"page":0,"pages":0,"per_page":0,"total":0,"sourceid":null,"lastupdated":null},null]',
      );
    }
    expect((await ask(`${gdp}?date=2026`)).served).toBeUndefined();
  });

  it("answers nothing for an aggregate the database has no data of", async () => {
    expect((await askRows("/v2/country/CAA/indicator/SP.POP.TOTL")).rows).toEqual([]);
  });
});

describe("date", () => {
  const prices = "/v2/country/MEX/indicator/CPTOTSAXN";

  it.each([
    ["2024", gdp, ["2024"]],
    ["2022:2024", gdp, ["2024", "2023", "2022"]],
    ["2024M11:2025M01", prices, ["2025M01", "2024M12", "2024M11"]],
    ["2024M9", prices, ["2024M09"]],
    ["2024Q3:2025Q1", prices, ["2025Q1", "2024Q4", "2024Q3"]],
    ["2024:2025", prices, ["2025", "2024"]],
    ["YTD:2026", prices, ["2026M01"]],
  ])("%s selects", async (date, target, expected) => {
    expect(await dates(`${target}?date=${date}`)).toEqual(expected);
  });

  it("reads YTD in the wished frequency", async () => {
    expect(await dates(`${prices}?date=YTD:2025&frequency=Q`)).toEqual([
      "2025Q4",
      "2025Q3",
      "2025Q2",
      "2025Q1",
    ]);
  });

  it("answers years without a date, whatever the frequency", async () => {
    const found = await dates(`${prices}?frequency=M&per_page=100`);
    expect(found[0]).toBe("2025");
    expect(found.at(-1)).toBe("1987");
  });
});

describe("the most recent values", () => {
  it("counts mrv from the newest period with a value, the same for all economies", async () => {
    const { rows } = await askRows("/v2/country/MEX;EMU/indicator/EG.USE.ELEC.KH.PC?mrv=2");
    expect(rows.map(({ country, date }) => `${country.id} ${date}`)).toEqual([
      "MX 2023",
      "MX 2022",
      "XC 2023",
      "XC 2022",
    ]);
  });

  it("counts mrnev for each economy by itself and leaves out what is empty", async () => {
    const { rows } = await askRows(`${gdp}?mrnev=2`);
    expect(rows.map(({ date }) => date)).toEqual(["2024", "2023"]);
    expect(rows.every(({ value }) => value !== null)).toBe(true);
  });

  it("takes months and quarters with mrv", async () => {
    const target = "/v2/country/USA/indicator/UNEMPSA_";
    expect(await dates(`${target}?mrv=2&frequency=M`)).toEqual(["2026M01", "2025M12"]);
    expect(await dates(`${target}?MRV=2&Frequency=q`)).toEqual(["2025Q4", "2025Q3"]);
    expect(await dates(`${target}?mrv=1`)).toEqual(["2025"]);
  });

  it("fills gaps among the most recent with the value before", async () => {
    // After July's update economies have a value of the year before, aggregates not yet (as recorded).
    const target = "/v2/country/MEX;EMU/indicator/NY.GDP.MKTP.CD?mrv=2";
    const nowMs = Date.parse("2026-07-20T00:00:00Z");
    const { rows: gaps } = await askRows(target, { nowMs });
    const { rows: filled } = await askRows(`${target}&gapfill=Y`, { nowMs });
    const euroArea = gaps.filter(({ country }) => country.id === "XC");
    expect(euroArea.map(({ date, value }) => [date, value === null])).toEqual([
      ["2025", true],
      ["2024", false],
    ]);
    expect(filled.find(({ country, date }) => country.id === "XC" && date === "2025")?.value).toBe(
      euroArea[1]?.value,
    );
  });
});

describe("forms of data", () => {
  it("is XML with a byte order mark unless another form is asked for", async () => {
    const answer = await ask(`${gdp}?date=2024:2025`);
    expect(answer.headers["Content-Type"]).toBe("text/xml; charset=utf-8");
    const { rows } = await askRows(`${gdp}?date=2024:2025`);
    const lines = String(answer.body).split("\r\n");
    expect(lines.slice(0, 12)).toEqual([
      '\uFEFF<?xml version="1.0" encoding="utf-8"?>',
      '<wb:data page="1" pages="1" per_page="50" total="2" sourceid="2" lastupdated="2026-02-17" xmlns:wb="http://www.worldbank.org">',
      "  <wb:data>",
      '    <wb:indicator id="NY.GDP.MKTP.CD">GDP (current US$)</wb:indicator>',
      '    <wb:country id="MX">Mexico</wb:country>',
      "    <wb:countryiso3code>MEX</wb:countryiso3code>",
      "    <wb:date>2025</wb:date>",
      "    <wb:value />",
      "    <wb:unit />",
      "    <wb:obs_status />",
      "    <wb:decimal>0</wb:decimal>",
      "  </wb:data>",
    ]);
    expect(lines).toContain(`    <wb:value>${String(rows[1]?.value)}</wb:value>`);
    expect(lines.at(-1)).toBe("</wb:data>");
  });

  it("escapes texts in XML and not in JSON", async () => {
    const target = "/v2/country/LCN/indicator/SP.POP.TOTL?date=2020";
    expect(await askText(target)).toContain(">Latin America &amp; Caribbean</wb:country>");
    expect(await askText(`${target}&format=json`)).toContain('"value":"Latin America & Caribbean"');
  });

  it("wraps JSON in the prefix of JSONP", async () => {
    const answer = await ask(`${gdp}?date=2024&format=jsonP&prefix=Getdata`);
    const json = await askText(`${gdp}?date=2024&format=json`);
    expect(answer.body).toBe(`Getdata(${json})`);
    expect(answer.headers["Content-Type"]).toBe("application/javascript; charset=utf-8");
  });

  it("adds footnotes when asked", async () => {
    const target = "/v2/country/all/indicator/NY.GDP.MKTP.CD?date=2010&per_page=300";
    const { rows: plain } = await askRows(target);
    expect(plain.every((row) => row.footnote === undefined)).toBe(true);
    const { rows } = await askRows(`${target}&footnote=y`);
    const noted = rows.filter(({ footnote }) => footnote !== "");
    expect(rows).toHaveLength(266);
    expect(noted.length).toBeGreaterThan(0);
    expect(noted.length).toBeLessThan(40);
    expect(await askText(`${target}&footnote=y`)).toContain("<wb:footnote>");
  });
});
