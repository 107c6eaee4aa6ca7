/**
 * Sources (databases), topics and languages, as the API lists them. Sources: recorded answers of `/v2/sources`,
 * `/v2/topics` and `/v2/languages` (June 2024). Two sources have data here; their update days follow the clock.
 */
export interface Source {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  /** Day of the last update in the recording. */
  readonly lastUpdated: string;
  readonly dataAvailability: string;
  readonly metadataAvailability: string;
  readonly concepts: string;
}

export const worldDevelopmentIndicators = "2";
export const globalEconomicMonitor = "15";

const sourceLines = `
1|Doing Business|DBS|2021-08-18|Y|Y|3
2|World Development Indicators|WDI|2024-05-30|Y|Y|3
3|Worldwide Governance Indicators|WGI|2023-09-29|Y|Y|3
5|Subnational Malnutrition Database|SNM|2016-03-21|Y|Y|3
6|International Debt Statistics|IDS|2024-02-29|Y|Y|4
11|Africa Development Indicators|ADI|2013-02-22|Y|Y|3
12|Education Statistics|EDS|2024-06-25|Y|Y|3
13|Enterprise Surveys|ESY|2022-03-25|Y|Y|3
14|Gender Statistics|GDS|2024-04-15|Y|Y|3
15|Global Economic Monitor|GEM|2024-06-19|Y|Y|3
16|Health Nutrition and Population Statistics|HNP|2024-05-31|Y|Y|3
18|IDA Results Measurement System|IDA|2021-07-23|Y|Y|3
19|Millennium Development Goals|MDG|2018-09-19|Y|Y|3
20|Quarterly Public Sector Debt|PSD|2024-05-21|Y|Y|3
22|Quarterly External Debt Statistics SDDS|QDS|2024-04-30|Y|Y|3
23|Quarterly External Debt Statistics GDDS|QDG|2024-04-30|Y|Y|3
25|Jobs|JOB|2022-06-29|Y|Y|3
27|Global Economic Prospects|GEP|2024-06-11|Y|N|3
28|Global Financial Inclusion|FDX|2024-03-28|Y|Y|3
29|The Atlas of Social Protection: Indicators of Resilience and Equity|GSP|2024-02-13|Y|Y|3
30|Exporter Dynamics Database – Indicators at Country-Year Level|ED1|2016-03-31|Y|N|3
31|Country Policy and Institutional Assessment|CPI|2023-07-24|Y|Y|3
32|Global Financial Development|GFD|2022-09-23|Y|N|3
33|G20 Financial Inclusion Indicators|G2F|2019-02-27|Y|Y|3
34|Global Partnership for Education|GPE|2013-04-12|Y|Y|3
35|Sustainable Energy for All|SE4|2018-06-30|Y|Y|3
37|LAC Equity Lab|LEL|2016-04-06|Y|Y|3
38|Subnational Poverty|SNP|2015-04-27|Y||3
39|Health Nutrition and Population Statistics by Wealth Quintile|HNQ|2022-12-13|Y|Y|3
40|Population estimates and projections|HPP|2024-05-31|Y|Y|3
41|Country Partnership Strategy for India (FY2013 - 17)|CPS|2015-05-22|Y|N|3
43|Adjusted Net Savings|WAT|2023-06-08|Y|N|3
45|Indonesia Database for Policy and Economic Research|IDD|2022-08-11|Y||3
46|Sustainable Development Goals |SDG|2022-07-22|Y||3
50|Subnational Population|SNT|2017-09-21|Y||3
54|Joint External Debt Hub|JED|2024-03-25|Y||3
57|WDI Database Archives|WDA|2023-08-10|Y|Y|4
58|Universal Health Coverage|UHC|2019-04-25|Y|Y|3
59|Wealth Accounts|WAC|2021-10-27|Y|Y|3
60|Economic Fitness|EFT|2018-04-19|Y|Y|3
61|PPPs Regulatory Quality|PRQ|2019-04-25|Y|Y|3
62|International Comparison Program (ICP) 2011|ICP|2020-08-24|N|Y|4
63|Human Capital Index|HCI|2020-09-21|Y|Y|3
64|Worldwide Bureaucracy Indicators|WBI|2022-09-20|Y|N|3
65|Health Equity and Financial Protection Indicators|HPI|2019-11-06|Y|Y|3
66|Logistics Performance Index|LPI|2024-03-26|Y|Y|3
67|PEFA 2011|PF1|2024-05-07|Y|Y|4
68|PEFA 2016|PF6|2024-05-07|Y|Y|4
69|Global Financial Inclusion and Consumer Protection Survey|RFA|2019-06-27|Y|Y|3
70|Economic Fitness 2|EF2|2022-07-21|Y|Y|3
71|International Comparison Program (ICP) 2005|IC5|2021-09-10|Y|N|4
73|Global Financial Inclusion and Consumer Protection Survey (Internal)|RFI|2019-06-27|Y|Y|3
75|Environment, Social and Governance (ESG) Data|ESG|2024-04-16|Y|Y|3
76|Remittance Prices Worldwide (Sending Countries)|RWS|2020-12-07|Y|N|3
77|Remittance Prices Worldwide (Receiving Countries)|RWR|2020-12-07|Y|N|3
78|ICP 2017|IC7|2020-10-21|Y|Y|4
79|PEFA_GRPFM|GRP|2024-05-07|Y|Y|4
80|Gender Disaggregated Labor Database (GDLD)|GDL|2020-07-25|Y|N|4
81| International Debt Statistics: DSSI|DSI|2024-02-29|Y|N|4
82|Global Public Procurement|GPP|2021-03-24|Y|N|3
83|Statistical Performance Indicators (SPI)|SPI|2024-01-18|Y|Y|3
84|Education Policy|EDP|2024-05-03|Y|Y|3
85|PEFA_2021_SNG|SNG|2024-04-29|Y|N|4
86|Global Jobs Indicators Database (JOIN)|JON|2023-05-22|Y|Y|3
87|Country Climate and Development Report (CCDR)|CCD|2022-10-07|Y|Y|3
88|Food Prices for Nutrition|FPN|2023-12-15|Y|Y|4
89|Identification for Development (ID4D) Data|ID4|2022-12-21|Y|Y|3
90|ICP 2021|IC2|2024-06-20|Y|Y|4
91|PEFA_CRPFM|CRP|2024-06-10|Y|Y|4
`;

export const sources: readonly Source[] = sourceLines
  .trim()
  .split("\n")
  .map((line) => {
    const [
      id = "",
      name = "",
      code = "",
      lastUpdated = "",
      data = "",
      metadata = "",
      concepts = "",
    ] = line.split("|");
    return {
      id,
      name,
      code,
      lastUpdated,
      dataAvailability: data,
      metadataAvailability: metadata,
      concepts,
    };
  });

/** The topic with id `n` stands at `n - 1`. */
export const topics: readonly string[] = [
  "Agriculture & Rural Development",
  "Aid Effectiveness",
  "Economy & Growth",
  "Education",
  "Energy & Mining",
  "Environment",
  "Financial Sector",
  "Health",
  "Infrastructure",
  "Social Protection & Labor",
  "Poverty",
  "Private Sector",
  "Public Sector",
  "Science & Technology",
  "Social Development",
  "Urban Development",
  "Gender",
  "Millenium development goals",
  "Climate Change",
  "External Debt",
  "Trade",
];

export interface Language {
  readonly code: string;
  readonly name: string;
  readonly nativeForm: string;
}

export const languages: readonly Language[] = [
  { code: "en", name: "English", nativeForm: "English" },
  { code: "es", name: "Spanish", nativeForm: "Español" },
  { code: "fr", name: "French", nativeForm: "Français" },
  { code: "ar", name: "Arabic", nativeForm: "عربي" },
  { code: "zh", name: "Chinese", nativeForm: "中文" },
  { code: "bg", name: "Bulgarian ", nativeForm: "Български" },
  { code: "de", name: "German ", nativeForm: "Deutsch" },
  { code: "hi", name: "Hindi ", nativeForm: "हिंदी" },
  { code: "id", name: "Indonesian", nativeForm: "Bahasa indonesia" },
  { code: "ja", name: "Japanese ", nativeForm: "日本語" },
  { code: "km", name: "Khmer", nativeForm: "ខ្មែរ" },
  { code: "ko", name: "Korean", nativeForm: "한국어" },
  { code: "mk", name: "Macedonian ", nativeForm: "Македонски" },
  { code: "mn", name: "Mongolian", nativeForm: "Монгол хэл" },
  { code: "pl", name: "Polish ", nativeForm: "polski" },
  { code: "pt", name: "Portuguese ", nativeForm: "português" },
  { code: "ro", name: "Romanian", nativeForm: "Română" },
  { code: "ru", name: "Russian ", nativeForm: "Pyccĸий" },
  { code: "sq", name: "Albanian", nativeForm: "shqip" },
  { code: "th", name: "Thai ", nativeForm: "ภาษาไทย" },
  { code: "tr", name: "Turkish ", nativeForm: "Tϋrkçe" },
  { code: "uk", name: "Ukrainian ", nativeForm: "Українська" },
  { code: "vi", name: "Vietnamese ", nativeForm: "Tiếng Việt" },
];
