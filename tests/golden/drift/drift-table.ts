/**
 * Every recorded answer and the request that asks the mock for the same. A sample without a line here fails the
 * test, so does a difference nobody accepted with a reason.
 */
import type { MockName } from "../../../mock-providers/provider-table.ts";
import type { Question } from "./ask-mock.ts";
import type { BodyFormat } from "./read-body.ts";

export interface DriftCase extends Question {
  readonly provider: MockName;
  readonly sample: string;
  readonly format: BodyFormat;
  readonly status?: number;
  /** Where the recorded part lies in the mock's answer, when the sample is not the whole of one. */
  readonly part?: readonly string[];
  /** The mock answers a zip whose first member is compared with the sample. */
  readonly member?: "csv" | "xml";
  /** False where the original's own order is arbitrary. */
  readonly ordered?: boolean;
  readonly accepted?: readonly { readonly difference: RegExp; readonly because: string }[];
}

const shortened = "the sample was cut or blanked by whoever published it";

const oasis = (query: string): Question => ({ path: "/oasisapi/SingleZip", query });

const caiso: readonly Omit<DriftCase, "provider">[] = [
  {
    sample: "20250204_20250211_SLD_REN_FCST_DAM_20250214_04_52_10_v1.zip",
    format: "zip",
    ...oasis(
      "queryname=SLD_REN_FCST&market_run_id=DAM&resultformat=6&version=1&startdatetime=20250204T08:00-0000&enddatetime=20250211T08:00-0000",
    ),
  },
  {
    sample: "20250219_20250227_SLD_FCST_7DA_20250221_01_09_58_v1.zip",
    format: "zip",
    ...oasis(
      "queryname=SLD_FCST&market_run_id=7DA&resultformat=6&version=1&startdatetime=20250219T08:00-0000&enddatetime=20250227T08:00-0000",
    ),
  },
  {
    sample: "SLD_FCST_ACTUAL_20251102_25h_first_hours.csv",
    format: "csv",
    member: "csv",
    ...oasis(
      "queryname=SLD_FCST&market_run_id=ACTUAL&resultformat=6&version=1&startdatetime=20251102T07:00-0000&enddatetime=20251103T08:00-0000",
    ),
  },
  {
    sample: "SLD_FCST_DAM_20260720_excerpt.csv",
    format: "csv",
    member: "csv",
    ...oasis(
      "queryname=SLD_FCST&market_run_id=DAM&resultformat=6&version=1&startdatetime=20260401T07:00-0000&enddatetime=20260402T07:00-0000",
    ),
  },
  {
    sample: "PRC_LMP_DAM_TH_SP15_excerpt.csv",
    format: "csv",
    member: "csv",
    ...oasis(
      "queryname=PRC_LMP&market_run_id=DAM&resultformat=6&version=1&node=TH_SP15_GEN-APND&startdatetime=20260401T07:00-0000&enddatetime=20260402T07:00-0000",
    ),
  },
  {
    sample: "ATL_RESOURCE_first_200_rows.csv",
    format: "csv",
    member: "csv",
    ...oasis(
      "queryname=ATL_RESOURCE&resultformat=6&version=1&startdatetime=20260401T07:00-0000&enddatetime=20260402T07:00-0000",
    ),
  },
  {
    sample: "INVALID_REQUEST_1001.xml",
    format: "xml",
    member: "xml",
    ...oasis(
      "queryname=NO_SUCH_REPORT&resultformat=6&version=1&startdatetime=20260401T07:00-0000&enddatetime=20260402T07:00-0000",
    ),
  },
  {
    sample: "pyiso_ene_slrs.xml",
    format: "xml",
    member: "xml",
    ...oasis(
      "queryname=ENE_SLRS&market_run_id=RTM&version=1&tac_zone_name=ALL&schedule=ALL&startdatetime=20260401T07:00-0000&enddatetime=20260401T09:00-0000",
    ),
  },
  {
    sample: "pyiso_sld_forecast.xml",
    format: "xml",
    member: "xml",
    ...oasis(
      "queryname=SLD_FCST&market_run_id=RTM&execution_type=RTD&version=1&startdatetime=20260401T07:00-0000&enddatetime=20260401T09:00-0000",
    ),
  },
  {
    sample: "pyiso_sld_ren_forecast.xml",
    format: "xml",
    member: "xml",
    ...oasis(
      "queryname=SLD_REN_FCST&market_run_id=DAM&version=1&startdatetime=20260401T07:00-0000&enddatetime=20260401T09:00-0000",
    ),
  },
];

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

const eia: readonly Omit<DriftCase, "provider">[] = [
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
    ...newest("natural-gas/stor/wkly", "weekly", "facets[duoarea][]=R48"),
  },
  {
    sample: "electricity_electric-power-operational-data_cost_rows_2026-03.json",
    format: "json",
    part: ["response", "data"],
    path: "/v2/electricity/electric-power-operational-data/data",
    query: `${key}&frequency=monthly&data[0]=cost&start=2026-01&end=2026-01&length=5000`,
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
    (id): Omit<DriftCase, "provider"> => ({
      sample: `seriesid_${id}${endings[id] ?? ""}.json`,
      format: "json",
      path: `/v2/seriesid/${id}`,
      query: key,
      accepted: blanked,
    }),
  ),
];

const fred = (path: string, query: string): Question => ({
  path: `/fred/${path}`,
  query: `${key}&file_type=json&${query}`,
});
const allTime = "realtime_start=1776-07-04&realtime_end=9999-12-31";

const fredCases: readonly Omit<DriftCase, "provider">[] = [
  { sample: "series_GDP.json", format: "json", ...fred("series", "series_id=GDP") },
  { sample: "series_CPILFESL.json", format: "json", ...fred("series", "series_id=CPILFESL") },
  { sample: "series_WGS10YR.json", format: "json", ...fred("series", "series_id=WGS10YR") },
  {
    sample: "series_PAYEMS.xml",
    format: "xml",
    path: "/fred/series",
    query: `${key}&series_id=PAYEMS`,
  },
  {
    sample: "series_observations_GDP.json",
    format: "json",
    ...fred("series/observations", "series_id=GDP"),
  },
  {
    sample: "series_observations_GDP_all_releases.json",
    format: "json",
    ...fred("series/observations", `series_id=GDP&${allTime}`),
  },
  {
    sample: "series_observations_GDP_asof.json",
    format: "json",
    ...fred(
      "series/observations",
      "series_id=GDP&realtime_start=1776-07-04&realtime_end=2019-01-01",
    ),
  },
  {
    sample: "series_observations_GDP_output_type_4.json",
    format: "json",
    ...fred("series/observations", "series_id=GDP&realtime_start=1776-07-04&output_type=4"),
  },
  {
    sample: "series_observations_CPILFESL.json",
    format: "json",
    ...fred("series/observations", "series_id=CPILFESL"),
  },
  {
    sample: "series_observations_SP500_2014.xml",
    format: "xml",
    path: "/fred/series/observations",
    query: `${key}&series_id=SP500&observation_start=2025-09-02&observation_end=2025-09-05`,
  },
  {
    sample: "series_vintagedates_GDP.json",
    format: "json",
    ...fred("series/vintagedates", "series_id=GDP"),
  },
  {
    sample: "series_search_first_20_rows.json",
    format: "json",
    ...fred("series/search", "search_text=GDP"),
  },
  {
    sample: "series_search_related_tags_empty.json",
    format: "json",
    ...fred(
      "series/search/related_tags",
      "series_search_text=no+such+words&tag_names=usa;no-such-tag",
    ),
  },
  { sample: "series_updates_first_20_rows.json", format: "json", ...fred("series/updates", "") },
  { sample: "series_tags_GDP.json", format: "json", ...fred("series/tags", "series_id=GDP") },
  {
    sample: "series_categories_GDP.json",
    format: "json",
    ...fred("series/categories", "series_id=GDP"),
  },
  { sample: "series_release_GDP.json", format: "json", ...fred("series/release", "series_id=GDP") },
  { sample: "category_125.json", format: "json", ...fred("category", "category_id=125") },
  {
    sample: "category_children_125.json",
    format: "json",
    ...fred("category/children", "category_id=125"),
  },
  {
    sample: "category_series_125.json",
    format: "json",
    ...fred("category/series", "category_id=125"),
  },
  { sample: "releases.json", format: "json", ...fred("releases", "") },
  { sample: "release_10.json", format: "json", ...fred("release", "release_id=10") },
  { sample: "release_dates_10.json", format: "json", ...fred("release/dates", "release_id=10") },
  { sample: "releases_dates.json", format: "json", ...fred("releases/dates", "") },
  {
    sample: "release_sources_10.json",
    format: "json",
    ...fred("release/sources", "release_id=10"),
  },
  { sample: "release_tables_10.json", format: "json", ...fred("release/tables", "release_id=10") },
  { sample: "source_1.json", format: "json", ...fred("source", "source_id=1") },
  { sample: "tags_first_30_rows.json", format: "json", ...fred("tags", "") },
  {
    sample: "tags_series_slovenia_food_oecd.json",
    format: "json",
    ...fred("tags/series", "tag_names=usa;monthly"),
  },
  {
    sample: "geofred_series_group_WIPCPI.json",
    format: "json",
    path: "/geofred//series/group",
    query: `${key}&file_type=json&series_id=WIPCPI`,
  },
  {
    sample: "geofred_series_data_WIPCPI.json",
    format: "json",
    path: "/geofred//series/data",
    query: `${key}&file_type=json&series_id=WIPCPI`,
  },
  {
    sample: "fredgraph_DGS10_20241216_20250110.csv",
    format: "csv",
    path: "/graph/fredgraph.csv",
    query: "id=DGS10&cosd=2025-12-15&coed=2026-01-10",
  },
];

function of(
  provider: MockName,
  cases: readonly Omit<DriftCase, "provider">[],
): readonly DriftCase[] {
  return cases.map((one) => ({ provider, ...one }));
}

export const driftTable: readonly DriftCase[] = [
  ...of("caiso", caiso),
  ...of("eia", eia),
  ...of("fred", fredCases),
];

/** Samples that are no answer of their own, each with the reason. */
export const notCompared: Readonly<Record<string, string>> = {
  "throttle_429_body.html": "the contract tests compare it byte by byte",
  "outlook_excerpts.txt": "several excerpts in one file; the golden tests compare each",
  "natural-gas_pri_fut_RNGWHHD_2023.csv": "flattened by its origin, no answer of the API",
};

export const isNotCompared = (sample: string): boolean =>
  sample in notCompared || /^electricity_rto_region-data_CISO_.*\.csv$/.test(sample);
