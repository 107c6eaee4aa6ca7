/**
 * The releases that publish the mock's series: ids, names and links as FRED lists them
 * (`fred/releases`, recorded 2025-01-20). Which source makes a release is from the agencies themselves.
 */
import { sandboxId, type SourceId } from "./source-table.ts";

export interface ReleaseEntry {
  readonly id: number;
  readonly name: string;
  readonly pressRelease: boolean;
  readonly link?: string;
  readonly notes?: string;
  readonly sourceIds: readonly SourceId[];
}

/** Ascending by id. */
export const releaseTable: readonly ReleaseEntry[] = [
  {
    id: 9,
    name: "Advance Monthly Sales for Retail and Food Services",
    pressRelease: true,
    link: "http://www.census.gov/retail/",
    sourceIds: [19],
  },
  {
    id: 10,
    name: "Consumer Price Index",
    pressRelease: true,
    link: "http://www.bls.gov/cpi/",
    sourceIds: [22],
  },
  {
    id: 13,
    name: "G.17 Industrial Production and Capacity Utilization",
    pressRelease: true,
    link: "http://www.federalreserve.gov/releases/g17/",
    sourceIds: [1],
  },
  {
    id: 17,
    name: "H.10 Foreign Exchange Rates",
    pressRelease: true,
    link: "http://www.federalreserve.gov/releases/h10/",
    sourceIds: [1],
  },
  {
    id: 18,
    name: "H.15 Selected Interest Rates",
    pressRelease: true,
    link: "http://www.federalreserve.gov/releases/h15/",
    sourceIds: [1],
  },
  {
    id: 20,
    name: "H.4.1 Factors Affecting Reserve Balances",
    pressRelease: true,
    link: "http://www.federalreserve.gov/releases/h41/",
    sourceIds: [1],
  },
  {
    id: 21,
    name: "H.6 Money Stock Measures",
    pressRelease: true,
    link: "http://www.federalreserve.gov/releases/h6/",
    sourceIds: [1],
  },
  {
    id: 27,
    name: "New Residential Construction",
    pressRelease: true,
    link: "http://www.census.gov/construction/nrc/",
    sourceIds: [19, 21],
  },
  {
    id: 46,
    name: "Producer Price Index",
    pressRelease: true,
    link: "http://www.bls.gov/ppi/",
    sourceIds: [22],
  },
  {
    id: 50,
    name: "Employment Situation",
    pressRelease: true,
    link: "http://www.bls.gov/ces/",
    sourceIds: [22],
  },
  {
    id: 53,
    name: "Gross Domestic Product",
    pressRelease: true,
    link: "https://www.bea.gov/data/gdp/gross-domestic-product",
    sourceIds: [18],
  },
  {
    id: 54,
    name: "Personal Income and Outlays",
    pressRelease: true,
    link: "https://www.bea.gov/data/income-saving/personal-income",
    sourceIds: [18],
  },
  {
    id: 91,
    name: "Surveys of Consumers",
    pressRelease: true,
    link: "http://www.sca.isr.umich.edu/",
    sourceIds: [14],
  },
  {
    id: 93,
    name: "Supplemental Estimates, Motor Vehicles",
    pressRelease: true,
    link: "https://www.bea.gov/data/gdp/gross-domestic-product#collapse86",
    sourceIds: [18],
  },
  {
    id: 95,
    name: "Manufacturer's Shipments, Inventories, and Orders (M3) Survey",
    pressRelease: true,
    link: "http://www.census.gov/indicator/www/m3/",
    sourceIds: [19],
  },
  {
    id: 110,
    name: "Personal Income by State",
    pressRelease: true,
    link: "https://www.bea.gov/data/income-saving/personal-income-by-state",
    sourceIds: [18],
  },
  {
    id: 180,
    name: "Unemployment Insurance Weekly Claims Report",
    pressRelease: true,
    link: "http://www.dol.gov/ui/data.pdf",
    sourceIds: [32],
  },
  {
    id: 183,
    name: "Gasoline and Diesel Fuel Update",
    pressRelease: false,
    link: "http://www.eia.gov/petroleum/gasdiesel/",
    sourceIds: [30],
  },
  {
    id: 189,
    name: "Standard & Poors",
    pressRelease: false,
    link: "https://us.spindices.com/indices/equity/sp-500",
    sourceIds: [47],
  },
  {
    id: 190,
    name: "Primary Mortgage Market Survey",
    pressRelease: true,
    link: "http://www.freddiemac.com/pmms/",
    sourceIds: [50],
  },
  {
    id: 192,
    name: "Job Openings and Labor Turnover Survey",
    pressRelease: true,
    link: "http://www.bls.gov/jlt/",
    sourceIds: [22],
  },
  {
    id: 200,
    name: "CBOE Market Statistics",
    pressRelease: false,
    link: "http://www.cboe.com/data/mktstat.aspx",
    sourceIds: [49],
  },
  {
    id: 209,
    name: "ICE BofA Indices",
    pressRelease: false,
    link: "https://www.theice.com/market-data/indices",
    sourceIds: [82],
  },
  {
    id: 212,
    name: "Spot Prices",
    pressRelease: false,
    link: "http://www.eia.doe.gov/dnav/pet/pet_pri_spt_s1_d.htm",
    sourceIds: [30],
  },
  {
    id: 221,
    name: "Chicago Fed National Financial Conditions Index",
    pressRelease: false,
    link: "https://www.chicagofed.org/publications/nfci/index",
    sourceIds: [57],
  },
  {
    id: 304,
    name: "Interest Rate Spreads",
    pressRelease: false,
    sourceIds: [4],
  },
  {
    id: 342,
    name: "Natural Gas Spot and Futures Prices (NYMEX)",
    pressRelease: true,
    link: "http://www.eia.gov/dnav/ng/ng_pri_fut_s1_d.htm",
    sourceIds: [30],
  },
  {
    id: 427,
    name: "Moody's Daily Corporate Bond Yield Averages",
    pressRelease: false,
    sourceIds: [40],
  },
  {
    id: 454,
    name: "Average Price Data",
    pressRelease: true,
    link: "https://www.bls.gov/cpi/factsheets/average-prices.htm",
    sourceIds: [22],
  },
  {
    id: sandboxId,
    name: "Sandbox Indexes",
    pressRelease: false,
    notes: "Made-up series that fill long catalogues.",
    sourceIds: [sandboxId],
  },
];
