import { describe, expect, it } from "vitest";
import { writeJsonAnswer } from "../../../mock-providers/eia/data-answer.ts";
import {
  fuelTypeData,
  interchangeData,
  regionData,
  subregionData,
} from "../../../mock-providers/eia/grid-leaves.ts";
import { international, outlook, totalEnergy } from "../../../mock-providers/eia/outlook-leaves.ts";
import { powerOperations } from "../../../mock-providers/eia/power-leaves.ts";
import { createEiaProvider } from "../../../mock-providers/eia/provider.ts";
import {
  gasPrices,
  gasStorage,
  pipelineMoves,
  spotPrices,
  weeklyStocks,
} from "../../../mock-providers/eia/survey-leaves.ts";
import { readSample, readSampleRows, responseText, samplePage } from "./sample-page.ts";

const gridQuery = (facets: string) =>
  `api_key=MOCK_API_KEY&frequency=hourly&data[]=value&${facets}&start=2019-01-02T00&end=2019-01-02T00&sort[0][column]=period&sort[0][direction]=asc&offset=0&length=5000`;

describe("recorded answers, written again from their own rows", () => {
  it.each([
    [regionData, "region-data_AEC_D", "facets[respondent][]=AEC&facets[type][]=D"],
    [fuelTypeData, "fuel-type-data_AEC_COL", "facets[respondent][]=AEC&facets[fueltype][]=COL"],
    [interchangeData, "interchange-data_AEC_MISO", "facets[fromba][]=AEC&facets[toba][]=MISO"],
    [subregionData, "region-sub-ba-data_PGAE", "facets[subba][]=PGAE&facets[parent][]=CISO"],
  ])("gives every byte of $route", (leaf, name, facets) => {
    const { text, answer } = readSample(`electricity_rto_${name}`);
    const { response } = answer;
    const path = `/v2/${leaf.route}/data/`;
    const page = samplePage({ leaf, response, path, query: gridQuery(facets) });
    expect(writeJsonAnswer(page, "data").body).toBe(text);
  });

  it("gives every byte when brackets are escaped and numbered", () => {
    const { text, answer } = readSample("electricity_rto_region-data_AEC_D");
    const query = gridQuery("facets%5Brespondent%5D%5B0%5D=AEC&facets%5Btype%5D%5B%5D=D");
    const path = "/v2/electricity/rto/region-data/data";
    const page = samplePage({ leaf: regionData, response: answer.response, path, query });
    expect(writeJsonAnswer(page, "data").body).toBe(text);
  });

  it("gives every byte of the monthly Brent price", () => {
    const { text, answer } = readSample("petroleum_pri_spt_data_RBRTE_monthly");
    const path = "/v2/petroleum/pri/spt/data/";
    const query =
      "api_key=MOCK_API_KEY&frequency=monthly&data[]=value&facets[product][]=EPCBRENT&start=2025-01&end=2025-03&sort[0][column]=period&sort[0][direction]=asc&offset=0&length=5000";
    const page = samplePage({ leaf: spotPrices, response: answer.response, path, query });
    expect(writeJsonAnswer(page, "data").body).toBe(text);
  });

  it.each([
    [weeklyStocks, "data", "petroleum_stoc_wstk_data_WCESTUS1_first_110_rows"],
    [weeklyStocks, "seriesid", "seriesid_PET.WCESTUS1.W_first_110_rows"],
    [gasPrices, "data", "natural-gas_pri_fut_data_RNGC1_first_250_rows_with_warning"],
    [gasPrices, "seriesid", "seriesid_NG.RNGC1.D_first_250_rows_with_warning"],
    [pipelineMoves, "data", "petroleum_move_pipe_data_MD0MP_first_60_rows"],
    [outlook, "data", "steo_data_PADI_OPEC_monthly_first_60_rows"],
    [outlook, "seriesid", "seriesid_STEO.PATC_WORLD.M_first_60_rows"],
    [totalEnergy, "data", "total-energy_data_PATWPUS_first_60_rows"],
    [international, "data", "international_data_ARE_55_monthly_first_60_rows"],
    [international, "seriesid", "seriesid_INTL.29-12-HKG-BKWH.A"],
  ] as const)("gives every byte of the response of $route under /%s: %s", (leaf, kind, name) => {
    const { text, answer } = readSample(name);
    const page = samplePage({ leaf, response: answer.response });
    expect(responseText(writeJsonAnswer(page, kind).body)).toBe(responseText(text));
  });

  it.each([
    [gasStorage, ["value"], "natural-gas_stor_wkly_rows"],
    [
      powerOperations,
      ["cost-per-btu", "cost"],
      "electricity_electric-power-operational-data_cost_rows_2026-03",
    ],
  ])("gives the rows of $route, column for column", (leaf, columns, name) => {
    const data = readSampleRows(name);
    const response = { data, total: "0", dateFormat: "", frequency: "weekly" as const };
    const { body } = writeJsonAnswer(samplePage({ leaf, columns, response }), "data");
    const written = JSON.parse(body) as { readonly response: { readonly data: unknown } };
    expect(JSON.stringify(written.response.data)).toBe(JSON.stringify(data));
  });
});

describe("recorded metadata", () => {
  it("is answered byte by byte for petroleum/pri/spt on the day of the recording", async () => {
    const anchorMs = Date.parse("2026-07-09T12:00:00Z");
    const provider = createEiaProvider({
      seed: 1,
      seriesCount: 50,
      pointsPerSeries: 1000,
      anchorMs,
      scope: "full",
    });
    const answer = await provider.answer({
      method: "GET",
      path: "/v2/petroleum/pri/spt",
      query: "api_key=MOCK_API_KEY",
      headers: {},
      body: Buffer.alloc(0),
      client: "127.0.0.1",
      nowMs: anchorMs,
    });
    expect(answer.body).toBe(readSample("petroleum_pri_spt_metadata").text);
  });
});
