import type { Question } from "./ask-mock.ts";
import type { SampleCase } from "./sample-case.ts";

const worldbank = (path: string, query: string): Question => ({
  path: `/v2/${path}`,
  query: `format=json&${query}`,
});

/** Samples that hold the second member of the answer alone. */
const rows = (sample: string, path: string, query = ""): SampleCase => ({
  sample,
  format: "json",
  part: ["1"],
  ...worldbank(path, query),
});

export const worldbankCases: readonly SampleCase[] = [
  {
    sample: "country_MX_EMU_indicator_NY.GDP.MKTP.CD_excerpt.json",
    format: "json",
    ...worldbank("country/MEX;EMU/indicator/NY.GDP.MKTP.CD", "per_page=20000&date=2023:2024"),
  },
  {
    sample: "error_120.json",
    format: "json",
    ...worldbank("country/XXX/indicator/NY.GDP.MKTP.CD", ""),
  },
  {
    sample: "error_175.json",
    format: "json",
    ...worldbank("country/MEX/indicator/NO.SUCH.INDICATOR", ""),
  },
  {
    sample: "no_rows.json",
    format: "json",
    ...worldbank("country/MEX/indicator/NY.GDP.MKTP.CD", "date=2090"),
  },
  rows("country_first_60_rows.json", "country", "per_page=60"),
  rows("incomeLevels_rows.json", "incomeLevels"),
  rows("languages_rows.json", "languages"),
  rows("lendingTypes_rows.json", "lendingTypes"),
  rows("region_rows.json", "region"),
  rows("sources_first_12_rows.json", "sources", "per_page=12"),
];
