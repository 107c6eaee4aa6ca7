/**
 * FRED's tree of categories as far as the mock's series hang in it. 13, 18, 106 and 125 are recorded
 * (`fred/category`, `fred/series/categories`); the other ids and names are unverified.
 */
import { sandboxId } from "./source-table.ts";

export interface CategoryEntry {
  readonly id: number;
  readonly name: string;
  readonly parentId: number;
}

/** The root is its own parent. */
export const categoryTable: readonly CategoryEntry[] = [
  { id: 0, name: "Categories", parentId: 0 },
  { id: 1, name: "Production & Business Activity", parentId: 0 },
  { id: 10, name: "Population, Employment, & Labor Markets", parentId: 0 },
  { id: 3008, name: "U.S. Regional Data", parentId: 0 },
  { id: 32263, name: "International Data", parentId: 0 },
  { id: 32455, name: "Prices", parentId: 0 },
  { id: 32991, name: "Money, Banking, & Finance", parentId: 0 },
  { id: 32992, name: "National Accounts", parentId: 0 },
  { id: 33060, name: "Academic Data", parentId: 0 },
  { id: sandboxId, name: "Sandbox", parentId: 0 },

  { id: 3, name: "Industrial Production & Capacity Utilization", parentId: 1 },
  { id: 6, name: "Retail Trade", parentId: 1 },
  { id: 97, name: "Housing", parentId: 1 },
  { id: 98, name: "Other Economic Indicators", parentId: 1 },
  { id: 32429, name: "Manufacturing", parentId: 1 },
  { id: 32993, name: "Motor Vehicles", parentId: 1 },
  { id: 32299, name: "Housing Units Started", parentId: 97 },
  { id: 32302, name: "Housing Units Authorized", parentId: 97 },

  { id: 11, name: "Current Employment Statistics (Establishment Survey)", parentId: 10 },
  { id: 12, name: "Current Population Survey (Household Survey)", parentId: 10 },
  { id: 32240, name: "Weekly Initial Claims", parentId: 10 },
  { id: 32241, name: "Job Openings and Labor Turnover (JOLTS)", parentId: 10 },
  { id: 32305, name: "Total Nonfarm", parentId: 11 },
  { id: 32309, name: "Manufacturing", parentId: 11 },
  { id: 32447, name: "Unemployment Rate", parentId: 12 },

  { id: 27281, name: "States", parentId: 3008 },

  { id: 9, name: "Consumer Price Indexes (CPI and PCE)", parentId: 32455 },
  { id: 31, name: "Producer Price Indexes (PPI)", parentId: 32455 },
  { id: 32217, name: "Commodities", parentId: 32455 },

  { id: 15, name: "Exchange Rates", parentId: 32991 },
  { id: 22, name: "Interest Rates", parentId: 32991 },
  { id: 24, name: "Monetary Data", parentId: 32991 },
  { id: 46, name: "Financial Indicators", parentId: 32991 },
  { id: 94, name: "Daily Rates", parentId: 15 },
  { id: 114, name: "Mortgage Rates", parentId: 22 },
  { id: 115, name: "Treasury Constant Maturity", parentId: 22 },
  { id: 118, name: "FRB Rates - discount, fed funds, primary credit", parentId: 22 },
  { id: 119, name: "Corporate Bonds", parentId: 22 },
  { id: 33446, name: "Interest Rate Spreads", parentId: 22 },
  { id: 29, name: "M2 and Components", parentId: 24 },
  { id: 124, name: "Factors Affecting Reserve Balances", parentId: 24 },
  { id: 32255, name: "Stock Market Indexes", parentId: 46 },
  { id: 32425, name: "Volatility Indexes", parentId: 46 },

  { id: 13, name: "U.S. Trade & International Transactions", parentId: 32992 },
  { id: 18, name: "National Income & Product Accounts", parentId: 32992 },
  { id: 125, name: "Trade Balance", parentId: 13 },
  { id: 21, name: "Price Indexes & Deflators", parentId: 18 },
  { id: 106, name: "GDP/GNP", parentId: 18 },
  { id: 107, name: "Government Receipts, Expenditures & Investment", parentId: 18 },
  { id: 108, name: "Imports & Exports", parentId: 18 },
  { id: 110, name: "Personal Income & Outlays", parentId: 18 },
  { id: 112, name: "Saving & Investment", parentId: 18 },
];

/** Categories that name each other as related, as FRED's regional ones do. */
export const relatedCategories: readonly (readonly [number, number])[] = [
  [115, 33446],
  [9, 21],
  [32299, 32302],
];
