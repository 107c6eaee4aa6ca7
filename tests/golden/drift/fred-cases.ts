import type { Question } from "./ask-mock.ts";
import type { SampleCase } from "./sample-case.ts";

const key = "api_key=sandbox_key";
const fred = (path: string, query: string): Question => ({
  path: `/fred/${path}`,
  query: `${key}&file_type=json&${query}`,
});
const allTime = "realtime_start=1776-07-04&realtime_end=9999-12-31";

export const fredCases: readonly SampleCase[] = [
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
  { sample: "series_updates_first_2_rows.json", format: "json", ...fred("series/updates", "") },
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
    ...fred("category/series", "category_id=106"),
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
