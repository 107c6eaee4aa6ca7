/** The same calls as the recordings, answered by the mock's own world: everything but values must agree. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createEiaProvider } from "../../../mock-providers/eia/provider.ts";
import { readSample, readSampleRows, type SampleRow } from "./sample-page.ts";

const anchorMs = Date.parse("2026-11-20T12:00:00Z");
const provider = createEiaProvider({
  seed: 42,
  seriesCount: 50,
  pointsPerSeries: 1000,
  anchorMs,
  scope: "full",
});
provider.throttled = false;

interface Body {
  readonly response: Readonly<Record<string, unknown>> & { readonly data: readonly SampleRow[] };
}

async function ask(path: string, query: string): Promise<Body> {
  const answer = await provider.answer({
    method: "GET",
    path,
    query: `api_key=MOCK_API_KEY&${query}`,
    headers: {},
    body: Buffer.alloc(0),
    client: "127.0.0.1",
    nowMs: anchorMs,
  });
  expect(answer.status).toBe(200);
  // The first comparison below looks at its shape.
  return JSON.parse(String(answer.body)) as Body;
}

/** Names, types and the form of periods; of a value only whether it is text, a number or missing. */
function describeRow(row: SampleRow): string[] {
  return Object.entries(row).map(([name, value]) => {
    if (name === "period") return `period ${typeof value} ${String(value).replaceAll(/\d/g, "9")}`;
    const isMeasured = name === "value" || name === "cost" || name === "cost-per-btu";
    return isMeasured ? `${name} ${typeof value}` : `${name} ${JSON.stringify(value)}`;
  });
}

function describeEnvelope(response: Body["response"]): string[] {
  return Object.entries(response).flatMap(([name, value]) => {
    if (name === "warnings" || name === "data") return [];
    return [name === "total" ? `total ${typeof value}` : `${name} ${JSON.stringify(value)}`];
  });
}

const envelopes = [
  [
    "electricity_rto_region-data_AEC_D",
    "/v2/electricity/rto/region-data/data/",
    "facets[respondent][]=AEC&facets[type][]=D",
  ],
  [
    "electricity_rto_fuel-type-data_AEC_COL",
    "/v2/electricity/rto/fuel-type-data/data/",
    "facets[respondent][]=AEC&facets[fueltype][]=COL",
  ],
  [
    "electricity_rto_interchange-data_AEC_MISO",
    "/v2/electricity/rto/interchange-data/data/",
    "facets[fromba][]=AEC&facets[toba][]=MISO",
  ],
  [
    "electricity_rto_region-sub-ba-data_PGAE",
    "/v2/electricity/rto/region-sub-ba-data/data/",
    "facets[subba][]=PGAE&facets[parent][]=CISO",
  ],
  [
    "petroleum_pri_spt_data_RBRTE_monthly",
    "/v2/petroleum/pri/spt/data/",
    "frequency=monthly&facets[product][]=EPCBRENT",
  ],
  [
    "petroleum_stoc_wstk_data_WCESTUS1_first_110_rows",
    "/v2/petroleum/stoc/wstk/data",
    "facets[series][]=WCESTUS1",
  ],
  [
    "petroleum_move_pipe_data_MD0MP_first_60_rows",
    "/v2/petroleum/move/pipe/data",
    "facets[series][]=MD0MP_R10-R20_1",
  ],
  [
    "natural-gas_pri_fut_data_RNGC1_first_250_rows_with_warning",
    "/v2/natural-gas/pri/fut/data",
    "frequency=daily&facets[series][]=RNGC1",
  ],
  [
    "steo_data_PADI_OPEC_monthly_first_60_rows",
    "/v2/steo/data",
    "frequency=monthly&facets[seriesId][]=PADI_OPEC",
  ],
  [
    "total-energy_data_PATWPUS_first_60_rows",
    "/v2/total-energy/data",
    "frequency=monthly&facets[msn][]=PATWPUS",
  ],
  [
    "international_data_ARE_55_monthly_first_60_rows",
    "/v2/international/data",
    "frequency=monthly&facets[productId][]=55&facets[countryRegionId][]=ARE&facets[unit][]=TBPD",
  ],
  ["seriesid_PET.WCESTUS1.W_first_110_rows", "/v2/seriesid/PET.WCESTUS1.W", ""],
  ["seriesid_NG.RNGC1.D_first_250_rows_with_warning", "/v2/seriesid/NG.RNGC1.D", ""],
  ["seriesid_STEO.PATC_WORLD.M_first_60_rows", "/v2/seriesid/STEO.PATC_WORLD.M", ""],
  ["seriesid_INTL.29-12-HKG-BKWH.A", "/v2/seriesid/INTL.29-12-HKG-BKWH.A", ""],
] as const;

describe("the world's own answers", () => {
  it.each(envelopes)("have the envelope and the columns of %s", async (name, path, query) => {
    const recorded = readSample(name).answer.response;
    const { response } = await ask(path, `data[]=value&${query}`);
    expect(describeEnvelope(response)).toEqual(describeEnvelope({ ...recorded }));
    expect(response.data.length).toBeGreaterThan(0);
    const [first] = recorded.data;
    // A recorded value that was not missing, against the first such one of the mock.
    const like = (rows: readonly SampleRow[]) => rows.find(({ value }) => value !== "NA") ?? {};
    expect(describeRow(like(response.data))).toEqual(describeRow(like(recorded.data)));
    if (first?.["value"] === "NA") {
      const missing = response.data.find(({ value }) => value === "NA");
      expect(describeRow(missing ?? {})).toEqual(describeRow(first));
    }
  });

  it("end the given-up futures on the day of the recording", async () => {
    const { response } = await ask("/v2/seriesid/NG.RNGC1.D", "");
    expect(response.data[0]?.["period"]).toBe("2024-04-05");
    expect(Math.abs(Number(response["total"]) - 7592)).toBeLessThan(60);
  });

  it("have the columns of the storage rows", async () => {
    const [recorded = {}] = readSampleRows("natural-gas_stor_wkly_rows");
    const query = `data[]=value&facets[series][]=${String(recorded["series"])}&start=2026-09-04&end=2026-09-04`;
    const { response } = await ask("/v2/natural-gas/stor/wkly/data", query);
    expect(response.data.map(describeRow)).toEqual([describeRow(recorded)]);
  });

  it("have the columns of the power rows, and no cost per Btu where nothing is burnt", async () => {
    const recorded = readSampleRows(
      "electricity_electric-power-operational-data_cost_rows_2026-03",
    );
    for (const row of recorded) {
      const facets = `facets[location][]=${String(row["location"])}&facets[sectorid][]=98&facets[fueltypeid][]=${String(row["fueltypeid"])}`;
      const query = `data[]=cost-per-btu&data[]=cost&frequency=monthly&start=2026-03&end=2026-03&${facets}`;
      const { response } = await ask("/v2/electricity/electric-power-operational-data/data", query);
      expect(response.data.map(describeRow)).toEqual([describeRow(row)]);
      expect(Number(response.data[0]?.["cost"]) < 0).toBe(Number(row["cost"]) < 0);
    }
  });

  it.each([
    [
      "electricity_rto_region-data_CISO_2023-08-14_2023-08-17.csv",
      "/v2/electricity/rto/region-data/data",
      "facets[respondent][]=CISO&facets[type][]=D&length=1",
    ],
    [
      "natural-gas_pri_fut_RNGWHHD_2023.csv",
      "/v2/natural-gas/pri/fut/data",
      "frequency=daily&facets[series][]=RNGWHHD&length=1",
    ],
  ])("have the columns of %s in its order", async (file, path, query) => {
    const url = new URL(`../providers/samples/eia/${file}`, import.meta.url);
    const [header = "", line = ""] = readFileSync(url, "utf8").split(/\r?\n/);
    const { response } = await ask(path, `data[]=value&${query}`);
    const [row = {}] = response.data;
    const names = header.split(",");
    expect(Object.keys(row)).toEqual(names);
    const recorded = line.split(",");
    for (const [at, name] of names.entries()) {
      if (name !== "period" && name !== "value") expect(row[name], name).toBe(recorded[at]);
    }
  });
});
