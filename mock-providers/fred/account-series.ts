/** National accounts: ids, titles and units as FRED has them, values made up on plausible levels. */
import {
  accountRevisions,
  computed,
  index2017,
  nationalAccount,
  path,
  realAccount,
} from "./series-families.ts";
import type { SeriesFigures } from "./series-spec.ts";

export const accountSeries: readonly SeriesFigures[] = [
  nationalAccount("GDP", "Gross Domestic Product", 93, [], {
    ...computed,
    withdrawnPeriods: 4,
    derived: { kind: "product", of: "GDPC1", by: "GDPDEF" },
  }),
  nationalAccount(
    "GDPC1",
    "Real Gross Domestic Product",
    92,
    path(
      "1947:2180 1960:3500 1970:5300 1980:7250 1990:10050 2000:14100 2008.5:16750 2009.4:16270 2019.9:20950 2020.4:19060 2021:21100 2024.6:23400 2026.2:24100",
    ),
    { ...realAccount, revisions: { ...accountRevisions, deviation: 0.0017 } },
  ),
  nationalAccount(
    "GDPDEF",
    "Gross Domestic Product: Implicit Price Deflator",
    77,
    path(
      "1947:11.2 1970:20.2 1980:39.5 1990:59.3 2000:72.7 2010:89.4 2020:105 2022.5:117.5 2024.6:125.4 2026.2:130.2",
    ),
    {
      ...index2017,
      adjustment: "SA",
      revisions: { ...accountRevisions, deviation: 0.0008 },
    },
  ),
  nationalAccount(
    "PCECC96",
    "Real Personal Consumption Expenditures",
    66,
    path(
      "1947:1290 1970:3150 1990:6450 2000:9300 2008:11400 2019.9:14300 2020.4:12900 2021:14600 2026.2:16700",
    ),
    realAccount,
  ),
  nationalAccount(
    "GPDI",
    "Gross Private Domestic Investment",
    66,
    path(
      "1947:37 1970:170 1990:990 2000:2030 2006:2700 2009.4:1860 2020:3850 2022:4900 2026.2:5600",
    ),
    { swing: 0.05, noise: 0.012 },
  ),
  nationalAccount(
    "GCE",
    "Government Consumption Expenditures and Gross Investment",
    58,
    path("1947:40 1970:250 1990:1230 2000:1820 2010:3170 2020:3850 2026.2:5350"),
  ),
  nationalAccount(
    "EXPGS",
    "Exports of Goods and Services",
    60,
    path(
      "1947:19 1970:60 1990:550 2000:1100 2008.5:1900 2009.2:1520 2019.9:2540 2020.4:1800 2022.5:3040 2026.2:3450",
    ),
    { swing: 0.03, noise: 0.01 },
  ),
  nationalAccount(
    "IMPGS",
    "Imports of Goods and Services",
    59,
    path(
      "1947:8 1970:56 1990:630 2000:1475 2008.5:2660 2009.2:1900 2019.9:3050 2020.4:2300 2022.3:4000 2026.2:4250",
    ),
    { swing: 0.03, noise: 0.01 },
  ),
];
