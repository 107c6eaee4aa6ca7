import { describe, expect, it } from "vitest";
import { isBusinessDay } from "../../../mock-providers/kit/calendar.ts";
import {
  createStateAt,
  nextGemRelease,
  nextWdiRelease,
} from "../../../mock-providers/worldbank/releases.ts";
import { anchorMs, ask, askRows, askText, valuesOf } from "./ask-worldbank.ts";

const dayMs = 86_400_000;
const at = (text: string): number => Date.parse(text);

/** Every instant at which one of the two databases changes. */
function releases(next: (afterMs: number) => number, fromMs: number, toMs: number): number[] {
  const found: number[] = [];
  for (let ms = next(fromMs); ms < toMs; ms = next(ms)) found.push(ms);
  return found;
}

describe("updates", () => {
  const wdi = releases(nextWdiRelease, at("2020-01-01"), at("2040-01-01"));
  const gem = releases(nextGemRelease, at("2020-01-01"), at("2040-01-01"));

  it("come six times and twelve times a year, at 18:00 UTC of a business day", () => {
    expect([wdi.length, gem.length]).toEqual([120, 240]);
    for (const ms of [...wdi, ...gem]) {
      expect(ms % dayMs).toBe(18 * 3_600_000);
      expect(isBusinessDay(Math.floor(ms / dayMs)), new Date(ms).toISOString()).toBe(true);
    }
  });

  it("are dated by lastupdated from their instant on", async () => {
    const target = "/v2/country/MEX/indicator/SP.POP.TOTL";
    for (const ms of wdi.slice(36, 42)) {
      const day = new Date(ms).toISOString().slice(0, 10);
      expect((await askRows(target, { nowMs: ms })).header["lastupdated"]).toBe(day);
      expect((await askRows(target, { nowMs: ms - 1 })).header["lastupdated"]).not.toBe(day);
    }
  });

  it("leave the Sunday of the default run alone", () => {
    const endMs = at("2026-03-16T00:00:00Z");
    expect(nextWdiRelease(anchorMs)).toBeGreaterThan(endMs);
    expect(nextGemRelease(anchorMs)).toBeGreaterThan(endMs);
    const state = createStateAt();
    expect(state(anchorMs)).toEqual(state(endMs));
  });

  it("give the same answer at every instant between two of them", async () => {
    const target = "/v2/country/all/indicator/NY.GDP.MKTP.CD?mrv=3&per_page=1000&format=json";
    const [first = 0, second = 0] = wdi.slice(37);
    const texts = await Promise.all(
      [first, first + 1, (first + second) / 2, second - 1].map((nowMs) =>
        askText(target, { nowMs }),
      ),
    );
    expect(new Set(texts).size).toBe(1);
    expect(await askText(target, { nowMs: second })).not.toBe(texts[0]);
  });
});

describe("annual values", () => {
  async function firstKnown(code: string, id: string): Promise<string | undefined> {
    for (const nowMs of releases(nextWdiRelease, at("2025-01-01"), at("2028-01-01"))) {
      const value = (await valuesOf(code, id, "2024", nowMs)).get("2024");
      if (value !== null && value !== undefined) return new Date(nowMs).toISOString().slice(0, 7);
    }
    return undefined;
  }

  it.each([
    ["MEX", "NY.GDP.MKTP.CD", "2025-07"],
    ["EMU", "NY.GDP.MKTP.CD", "2025-09"],
    ["MEX", "SL.UEM.TOTL.ZS", "2025-05"],
    ["MEX", "SP.DYN.LE00.IN", "2026-04"],
    ["MEX", "EG.USE.ELEC.KH.PC", "2026-07"],
  ])("%s %s of 2024 appears in %s", async (code, id, month) => {
    expect(await firstKnown(code, id)).toBe(month);
  });

  it("are listed without a value from the first update of the next year on", async () => {
    const before = await valuesOf("MEX", "SP.POP.TOTL", "2025:2026", at("2026-01-31"));
    expect([...before.keys()]).toEqual([]);
    const after = await valuesOf("MEX", "SP.POP.TOTL", "2025:2026", at("2026-02-20"));
    expect([...after]).toEqual([["2025", null]]);
  });

  it("are restated silently, less and less, and settle after three years", async () => {
    const july = releases(nextWdiRelease, at("2025-06-20"), at("2030-08-01"));
    const values = await Promise.all(
      july.map(async (nowMs) =>
        (await valuesOf("CAN", "NE.EXP.GNFS.ZS", "2024", nowMs)).get("2024"),
      ),
    );
    const distinct = values.filter((value, index) => value !== values[index - 1]);
    expect(distinct.length).toBe(6);
    expect(new Set(distinct).size).toBe(6);
    const settled = july.findLastIndex((_, index) => values[index] !== values[index - 1]);
    expect(new Date(july[settled] ?? 0).toISOString().slice(0, 7)).toBe("2027-12");
  });

  it("of population are restated as a whole in July of even years", async () => {
    const read = (day: string) => valuesOf("MEX", "SP.POP.TOTL", "1960:2020", at(day));
    const [before, after, year, edition] = await Promise.all([
      read("2026-06-30"),
      read("2026-07-20"),
      read("2027-07-20"),
      read("2028-07-20"),
    ]);
    const changed = [...before].filter(([date, value]) => after.get(date) !== value);
    expect(changed).toHaveLength(61);
    expect(year).toEqual(after);
    expect(edition).not.toEqual(after);
    for (const [date, value] of before) {
      const ratio = (after.get(date) ?? 0) / (value ?? 1);
      expect(Math.abs(ratio - 1), date).toBeLessThan(0.02);
    }
  });

  it("of accounts are rebased from time to time, growth rates untouched", async () => {
    let rebased = 0;
    for (const code of ["MEX", "NGA", "IND", "BRA", "KEN", "POL", "VNM", "EGY", "PER", "GHA"]) {
      const level = await valuesOf(code, "NY.GDP.MKTP.CD", "2000:2015", at("2026-06-01"));
      const later = await valuesOf(code, "NY.GDP.MKTP.CD", "2000:2015", at("2032-08-01"));
      if ([...level].every(([date, value]) => later.get(date) === value)) continue;
      rebased += 1;
      const growth = await valuesOf(code, "NY.GDP.MKTP.KD.ZG", "2001:2015", at("2026-06-01"));
      const laterGrowth = await valuesOf(code, "NY.GDP.MKTP.KD.ZG", "2001:2015", at("2032-08-01"));
      for (const [date, value] of growth) {
        expect(
          Math.abs((laterGrowth.get(date) ?? Number.NaN) - (value ?? Number.NaN)),
        ).toBeLessThan(1e-9);
      }
    }
    expect(rebased).toBeGreaterThan(0);
    expect(rebased).toBeLessThan(9);
  });

  it("stay in proportion after every update", async () => {
    for (const nowMs of releases(nextWdiRelease, at("2026-01-01"), at("2027-12-31"))) {
      const [gdp, people, perHead] = await Promise.all(
        ["NY.GDP.MKTP.CD", "SP.POP.TOTL", "NY.GDP.PCAP.CD"].map((id) =>
          valuesOf("NGA", id, "2020:2024", nowMs),
        ),
      );
      for (const [date, value] of perHead ?? []) {
        const expected = (gdp?.get(date) ?? Number.NaN) / (people?.get(date) ?? Number.NaN);
        expect(Math.abs(expected / (value ?? Number.NaN) - 1)).toBeLessThan(1e-12);
      }
    }
  });
});

describe("monthly values", () => {
  it.each([
    ["2026-03-09T17:59:59Z", "2025M12"],
    ["2026-03-09T18:00:00Z", "2026M01"],
  ])("at %s end with %s", async (instant, month) => {
    const { rows } = await askRows("/v2/country/MEX/indicator/CPTOTSAXN?mrv=1&frequency=M", {
      nowMs: at(instant),
    });
    expect(rows.map(({ date }) => date)).toEqual([month]);
  });

  it("are restated by the next two updates and then stay", async () => {
    const instants = releases(nextGemRelease, at("2026-03-05"), at("2026-09-01"));
    const values = await Promise.all(
      instants.map(async (nowMs) =>
        (await valuesOf("MEX", "CPTOTSAXN", "2026M01", nowMs)).get("2026M01"),
      ),
    );
    expect(new Set(values.slice(0, 3)).size).toBe(3);
    expect(new Set(values.slice(2)).size).toBe(1);
    const rates = await Promise.all(
      instants.map(async (nowMs) =>
        (await valuesOf("MEX", "DPANUSSPB", "2026M01", nowMs)).get("2026M01"),
      ),
    );
    expect(new Set(rates).size).toBe(1);
  });

  it("make a quarter when its last month is there", async () => {
    const target = "/v2/country/MEX/indicator/CPTOTSAXN?date=2026Q1";
    expect((await askRows(target, { nowMs: at("2026-05-08T17:00:00Z") })).rows).toEqual([]);
    expect((await askRows(target, { nowMs: at("2026-05-09T00:00:00Z") })).rows).toHaveLength(1);
  });
});

describe("far away on the clock", () => {
  it.each(["1972-05-01T00:00:00Z", "2300-01-01T00:00:00Z"])("%s still answers", async (instant) => {
    const nowMs = at(instant);
    const answer = await ask("/v2/country/all/indicator/NY.GDP.MKTP.CD?format=json&mrv=1", {
      nowMs,
    });
    expect(answer.status).toBe(200);
    expect(String(answer.body)).not.toMatch(/NaN|Infinity/);
  });
});
