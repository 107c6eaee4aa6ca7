import type { Question } from "./ask-mock.ts";
import type { SampleCase } from "./sample-case.ts";

const worldbank = (path: string, query: string): Question => ({
  path: `/v2/${path}`,
  query: `format=json&${query}`,
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
];
