import { describe, expect, it } from "vitest";
import { writeJsonAnswer } from "../../../mock-providers/eia/data-answer.ts";
import {
  regionData,
  spotPrices,
  weeklyStocks,
  type Leaf,
} from "../../../mock-providers/eia/leaves.ts";
import { createEiaProvider } from "../../../mock-providers/eia/provider.ts";
import { readSample, responseText, samplePage } from "./sample-page.ts";

const gridQuery = (facets: string) =>
  `api_key=MOCK_API_KEY&frequency=hourly&data[]=value&${facets}&start=2019-01-02T00&end=2019-01-02T00&sort[0][column]=period&sort[0][direction]=asc&offset=0&length=5000`;

/** The other grid routes are not served; their answers have the same form with other columns. */
function gridLeaf(description: string | undefined): Leaf {
  return { ...regionData, description: description ?? "" };
}

describe("recorded answers, written again from their own rows", () => {
  it.each([
    ["region-data", "region-data_AEC_D", "facets[respondent][]=AEC&facets[type][]=D"],
    ["fuel-type-data", "fuel-type-data_AEC_COL", "facets[respondent][]=AEC&facets[fueltype][]=COL"],
    ["interchange-data", "interchange-data_AEC_MISO", "facets[fromba][]=AEC&facets[toba][]=MISO"],
    ["region-sub-ba-data", "region-sub-ba-data_PGAE", "facets[subba][]=PGAE&facets[parent][]=CISO"],
  ])("gives every byte of electricity/rto/%s", (route, name, facets) => {
    const { text, answer } = readSample(`electricity_rto_${name}`);
    const leaf = gridLeaf(answer.response.description);
    const path = `/v2/electricity/rto/${route}/data/`;
    const page = samplePage({ leaf, answer, path, query: gridQuery(facets) });
    expect(writeJsonAnswer(page, "data").body).toBe(text);
  });

  it("gives the description of region-data from its own table", () => {
    const { text, answer } = readSample("electricity_rto_region-data_AEC_D");
    const query = gridQuery("facets%5Brespondent%5D%5B0%5D=AEC&facets%5Btype%5D%5B%5D=D");
    const path = "/v2/electricity/rto/region-data/data";
    const page = samplePage({ leaf: regionData, answer, path, query });
    expect(writeJsonAnswer(page, "data").body).toBe(text);
  });

  it("gives every byte of the monthly Brent price", () => {
    const { text, answer } = readSample("petroleum_pri_spt_data_RBRTE_monthly");
    const path = "/v2/petroleum/pri/spt/data/";
    const query =
      "api_key=MOCK_API_KEY&frequency=monthly&data[]=value&facets[product][]=EPCBRENT&start=2025-01&end=2025-03&sort[0][column]=period&sort[0][direction]=asc&offset=0&length=5000";
    const page = samplePage({ leaf: spotPrices, answer, path, query });
    expect(writeJsonAnswer(page, "data").body).toBe(text);
  });

  it("gives the rows of weekly crude stocks without a description", () => {
    const { text, answer } = readSample("petroleum_stoc_wstk_data_WCESTUS1_first_110_rows");
    const page = samplePage({ leaf: weeklyStocks, answer, path: "/v2/x", query: "" });
    expect(responseText(writeJsonAnswer(page, "data").body)).toBe(responseText(text));
  });

  it("gives numbers, a description and an id under /seriesid", () => {
    const { text, answer } = readSample("seriesid_PET.WCESTUS1.W_first_110_rows");
    const page = samplePage({ leaf: weeklyStocks, answer, path: "/v2/x", query: "" });
    expect(responseText(writeJsonAnswer(page, "seriesid").body)).toBe(responseText(text));
  });

  it.each([
    ["data", "natural-gas_pri_fut_data_RNGC1_first_250_rows_with_warning"],
    ["seriesid", "seriesid_NG.RNGC1.D_first_250_rows_with_warning"],
  ] as const)("warns before the total when more than 5,000 rows match (%s)", (kind, name) => {
    const { text, answer } = readSample(name);
    const leaf = { ...spotPrices, id: "natural-gas", description: "EIA natural gas survey data" };
    const page = samplePage({ leaf, answer, path: "/v2/x", query: "" });
    expect(responseText(writeJsonAnswer(page, kind).body)).toBe(responseText(text));
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
