/** What the mock writes, held against recorded answers: bytes where they do not depend on the world, shape elsewhere. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { createWorldBankProvider } from "../../../mock-providers/worldbank/provider.ts";

const samples = path.join(import.meta.dirname, "samples");
const provider = createWorldBankProvider({
  seed: 42,
  seriesCount: 50,
  pointsPerSeries: 40,
  anchorMs: Date.parse("2026-03-15T12:00:00Z"),
  scope: "full",
});

function sample(name: string): string {
  return readFileSync(path.join(samples, name), "utf8");
}

function rowsOf(name: string): readonly unknown[] {
  return JSON.parse(sample(name)) as readonly unknown[];
}

/** In July 2026, when the sample was recorded. */
async function ask(target: string, nowMs = Date.parse("2026-07-20T12:00:00Z")): Promise<string> {
  const [url = "", query = ""] = target.split("?");
  const request = { method: "GET", headers: {}, body: Buffer.alloc(0), client: "", nowMs };
  const answer = await provider.answer({ ...request, path: url, query });
  return String(answer.body);
}

describe("recorded data of Mexico and the euro area", () => {
  const recorded = sample("country_MX_EMU_indicator_NY.GDP.MKTP.CD_excerpt.json").trim();
  const target =
    "/v2/country/MEX;EMU/indicator/NY.GDP.MKTP.CD?format=json&per_page=20000&date=2024:2025";

  it("have every byte but the values, the day and the row that was not kept", async () => {
    const written = await ask(target);
    const plain = (text: string): string =>
      text.replace(/"value":-?\d[\d.e+]*/g, '"value":0').replace(/\d{4}-\d\d-\d\d/g, "day");
    // The origin kept three of four rows.
    const cut = `${written.slice(0, written.lastIndexOf(',{"indicator"'))}]]`;
    expect(plain(cut)).toBe(plain(recorded));
  });

  it("have values of the same kind: two decimals, and null where the original had null", async () => {
    const values = (text: string): string[] =>
      [...text.matchAll(/"decimal"|"value":(null|-?[\d.]+)/g)].flatMap((match) => match[1] ?? []);
    const kind = (value: string): string => (value === "null" ? value : "number");
    const written = values(await ask(target));
    expect(written.slice(0, 3).map(kind)).toEqual(values(recorded).map(kind));
    for (const [index, value] of values(recorded).entries()) {
      if (value === "null") continue;
      // Within the same order of magnitude, and as many digits as a double carries.
      const ratio = Number(written[index]) / Number(value);
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2);
      expect(String(written[index]).replace(/\D/g, "").length).toBeLessThanOrEqual(15);
    }
  });
});

describe("recorded answers without data", () => {
  it.each([
    ["error_120.json", "/v2/country/XYZ/indicator/NY.GDP.MKTP.CD?format=json"],
    ["error_175.json", "/v2/country/MEX/indicator/EN.ATM.CO2E.PC?format=json"],
    ["no_rows.json", "/v2/country/MEX/indicator/NY.GDP.MKTP.CD?format=json&date=2027"],
  ])("%s is written byte by byte", async (name, target) => {
    expect(await ask(target)).toBe(sample(name).trim());
  });
});

describe("recorded metadata", () => {
  it.each([
    ["country_first_60_rows.json", "/v2/country?per_page=60"],
    ["incomeLevels_rows.json", "/v2/incomeLevels?"],
    ["lendingTypes_rows.json", "/v2/lendingTypes?"],
    ["region_rows.json", "/v2/region?"],
    ["languages_rows.json", "/v2/languages?"],
  ])("%s is written row by row, keys in order", async (name, target) => {
    const [, rows] = JSON.parse(await ask(`${target}&format=json`)) as [unknown, unknown[]];
    expect(rows.map((row) => JSON.stringify(row))).toEqual(
      rowsOf(name).map((row) => JSON.stringify(row)),
    );
  });

  it("of sources is written row by row but for the days of the two that live here", async () => {
    const [, rows] = JSON.parse(await ask("/v2/sources?format=json&per_page=12")) as [
      unknown,
      { id: string; lastupdated: string }[],
    ];
    const recorded = rowsOf("sources_first_12_rows.json") as typeof rows;
    for (const [index, row] of rows.entries()) {
      const lives = row.id === "2" || row.id === "15";
      const expected = recorded[index];
      expect(JSON.stringify(lives ? { ...row, lastupdated: expected?.lastupdated } : row)).toBe(
        JSON.stringify(expected),
      );
    }
  });

  it("of topics has the recorded ids and names", async () => {
    const [, rows] = JSON.parse(await ask("/v2/topics?format=json")) as [
      unknown,
      { id: string; value: string }[],
    ];
    expect(rows.map(({ id, value }) => ({ id, value }))).toEqual(rowsOf("topics_ids.json"));
  });
});
