import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlannedSeries } from "../../../../services/core/plan.ts";
import { eiaConnector } from "../../../../services/providers/eia/connector.ts";
import { unitSeriesMax } from "../../../../services/providers/eia/plan.ts";
import { thrownBy } from "../../../contract/providers/connector-contract.ts";

const dataset = "electricity/rto/region-data";
const startMs = Date.UTC(2026, 10, 1);
const endMs = Date.UTC(2026, 10, 2);
const access = { baseUrl: "http://eia.test", apiKey: "k/y" };

function region(respondent: string, type: string, frequency = "hourly"): PlannedSeries {
  const params = { respondent, type, frequency };
  return { seriesId: `${respondent}.${type}.${frequency}`, params, startMs, endMs };
}

function plan(series: readonly PlannedSeries[], name = dataset) {
  return eiaConnector.plan({ provider: "eia", dataset: name, series });
}

/** What the API would answer: the cross product of the facets. */
function answered(unit: ReturnType<typeof plan>[number]): readonly string[] {
  const query = new URL(eiaConnector.request(unit, null, access).url).searchParams;
  return query
    .getAll("facets[respondent][]")
    .flatMap((respondent) =>
      query
        .getAll("facets[type][]")
        .map((type) => `${respondent}.${type}.${String(query.get("frequency"))}`),
    );
}

describe("EIA plan", () => {
  it("asks for exactly the planned series, whatever their combination", () => {
    const series = fc.record({
      respondent: fc.constantFrom("A", "B", "C", "D", "E", "F"),
      type: fc.constantFrom("D", "DF", "NG", "TI"),
      frequency: fc.constantFrom("hourly", "daily"),
    });
    fc.assert(
      fc.property(fc.uniqueArray(series, { selector: (one) => JSON.stringify(one) }), (chosen) => {
        const planned = chosen.map((one) => region(one.respondent, one.type, one.frequency));
        const units = plan(planned);
        const asked = units.flatMap(answered);
        expect(asked.toSorted()).toEqual(planned.map((one) => one.seriesId).toSorted());
        for (const unit of units) {
          expect(unit.series.length).toBeLessThanOrEqual(unitSeriesMax);
          expect(answered(unit).toSorted()).toEqual(
            unit.series.map((one) => one.seriesId).toSorted(),
          );
        }
        expect(new Set(units.map((unit) => unit.unit)).size).toBe(units.length);
      }),
    );
  });

  it("joins respondents that have the same types", () => {
    const types = ["D", "DF", "NG", "TI"];
    const planned = ["A", "B", "C", "D"].flatMap((name) => types.map((type) => region(name, type)));
    expect(plan(planned).map((unit) => unit.series.length)).toEqual([8, 8]);
  });

  it("joins series of one survey", () => {
    const planned = Array.from({ length: 23 }, (_, index) => ({
      ...region("", ""),
      seriesId: `S${index}.weekly`,
      params: { series: `S${index}`, frequency: "weekly" },
    }));
    expect(plan(planned, "petroleum/stoc/wstk").map((unit) => unit.series.length)).toEqual([
      10, 10, 3,
    ]);
  });

  it("writes bracketed parameters, a full sort, and periods that name the hour's end", () => {
    const [unit] = plan([region("CISO", "D")]);
    if (unit === undefined) throw new Error("Expected a unit");
    const { url, description } = eiaConnector.request(unit, { offset: 5000 }, access);
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      frequency: "hourly",
      "data[0]": "value",
      "facets[respondent][]": "CISO",
      "facets[type][]": "D",
      start: "2026-11-01T01",
      end: "2026-11-02T00",
      "sort[0][column]": "period",
      "sort[0][direction]": "asc",
      "sort[1][column]": "respondent",
      "sort[1][direction]": "asc",
      "sort[2][column]": "type",
      "sort[2][direction]": "asc",
      offset: "5000",
      length: "5000",
      api_key: "k/y",
    });
    expect(url).toMatch(/^http:\/\/eia\.test\/v2\/electricity\/rto\/region-data\/data\/\?/);
    expect(description).not.toContain("api_key");
  });

  it("has nothing to fetch where no period starts", () => {
    const month = { ...region("CISO", "D", "monthly"), startMs: startMs + 1 };
    expect(plan([month])).toEqual([]);
  });

  it.each([
    [{ type: "D", frequency: "hourly" }, '"respondent"'],
    [{ respondent: "CISO", type: "D" }, "frequency nothing"],
    [{ respondent: "CISO", type: "D", frequency: "fortnightly" }, 'frequency "fortnightly"'],
    [{ respondent: "CISO", type: "D", frequency: "toString" }, 'frequency "toString"'],
  ])("names what is missing in %j", (params, named) => {
    const error = thrownBy(() => plan([{ seriesId: "S", params, startMs, endMs }]));
    expect(error.code).toBe("CONFIG_INVALID");
    expect(error.message).toContain(named);
  });
});
