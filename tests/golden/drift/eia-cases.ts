import type { Question } from "./ask-mock.ts";
import type { SampleCase } from "./sample-case.ts";

const shortened = "the sample was cut or blanked by whoever published it";

const key = "api_key=sandbox_key";
const rto = (route: string, facets: string): Question => ({
  path: `/v2/electricity/rto/${route}/data/`,
  query: `${key}&frequency=hourly&data[]=value&${facets}&start=2019-01-02T00&end=2019-01-02T00&sort[0][column]=period&sort[0][direction]=asc&offset=0&length=5000`,
});
const newest = (route: string, frequency: string, facets: string): Question => ({
  path: `/v2/${route}/data`,
  query: `${key}&frequency=${frequency}&data[0]=value&${facets}&sort[0][column]=period&sort[0][direction]=desc&offset=0&length=5000`,
});
const blanked = [
  { difference: /^request\b|^the whole: .*"request"/, because: shortened },
  { difference: /^response: .*"description"|^the whole: members in/, because: shortened },
];

const endings: Readonly<Record<string, string>> = {
  "PET.WCESTUS1.W": "_first_110_rows",
  "NG.RNGC1.D": "_first_250_rows_with_warning",
  "STEO.PATC_WORLD.M": "_first_60_rows",
};

export const eiaCases: readonly SampleCase[] = [
  {
    sample: "electricity_rto_region-data_AEC_D.json",
    format: "json",
    ...rto("region-data", "facets[respondent][]=AEC&facets[type][]=D"),
  },
  {
    sample: "electricity_rto_fuel-type-data_AEC_COL.json",
    format: "json",
    ...rto("fuel-type-data", "facets[respondent][]=AEC&facets[fueltype][]=COL"),
  },
  {
    sample: "electricity_rto_interchange-data_AEC_MISO.json",
    format: "json",
    ...rto("interchange-data", "facets[fromba][]=AEC&facets[toba][]=MISO"),
  },
  {
    sample: "electricity_rto_region-sub-ba-data_PGAE.json",
    format: "json",
    ...rto("region-sub-ba-data", "facets[subba][]=PGAE&facets[parent][]=CISO"),
  },
  {
    sample: "petroleum_pri_spt_metadata.json",
    format: "json",
    path: "/v2/petroleum/pri/spt",
    query: key,
  },
  {
    sample: "petroleum_pri_spt_data_RBRTE_monthly.json",
    format: "json",
    path: "/v2/petroleum/pri/spt/data/",
    query: `${key}&frequency=monthly&data[]=value&facets[product][]=EPCBRENT&start=2025-01&end=2025-03&sort[0][column]=period&sort[0][direction]=asc&offset=0&length=5000`,
  },
  {
    sample: "petroleum_stoc_wstk_data_WCESTUS1_first_110_rows.json",
    format: "json",
    ...newest("petroleum/stoc/wstk", "weekly", "facets[series][]=WCESTUS1"),
    accepted: blanked,
  },
  {
    sample: "petroleum_move_pipe_data_MD0MP_first_60_rows.json",
    format: "json",
    ...newest("petroleum/move/pipe", "monthly", "facets[series][]=MD0MP_R10-R20_1"),
    accepted: blanked,
  },
  {
    sample: "natural-gas_pri_fut_data_RNGC1_first_250_rows_with_warning.json",
    format: "json",
    ...newest("natural-gas/pri/fut", "daily", "facets[series][]=RNGC1"),
    accepted: blanked,
  },
  {
    sample: "natural-gas_stor_wkly_rows.json",
    format: "json",
    part: ["response", "data"],
    samplePart: ["data"],
    ...newest("natural-gas/stor/wkly", "weekly", "facets[duoarea][]=R48"),
  },
  {
    sample: "electricity_electric-power-operational-data_cost_rows_2026-03.json",
    format: "json",
    part: ["response", "data"],
    samplePart: ["data"],
    path: "/v2/electricity/electric-power-operational-data/data",
    query: `${key}&frequency=monthly&data[0]=cost-per-btu&data[1]=cost&start=2026-01&end=2026-01&length=5000`,
    accepted: [
      { difference: /\.cost(-per-btu)?: null/, because: "the sample's months all have a cost" },
    ],
  },
  {
    sample: "steo_data_PADI_OPEC_monthly_first_60_rows.json",
    format: "json",
    ...newest("steo", "monthly", "facets[seriesId][]=PADI_OPEC"),
    accepted: blanked,
  },
  {
    sample: "total-energy_data_PATWPUS_first_60_rows.json",
    format: "json",
    ...newest("total-energy", "monthly", "facets[msn][]=PATWPUS"),
    accepted: blanked,
  },
  {
    sample: "international_data_ARE_55_monthly_first_60_rows.json",
    format: "json",
    ...newest("international", "monthly", "facets[countryRegionId][]=ARE&facets[productId][]=55"),
    accepted: blanked,
  },
  ...["PET.WCESTUS1.W", "NG.RNGC1.D", "STEO.PATC_WORLD.M", "INTL.29-12-HKG-BKWH.A"].map(
    (id): SampleCase => ({
      sample: `seriesid_${id}${endings[id] ?? ""}.json`,
      format: "json",
      path: `/v2/seriesid/${id}`,
      query: key,
      accepted: blanked,
    }),
  ),
];
