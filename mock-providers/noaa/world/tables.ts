/** The datasets that answer data. The others are described only. */
import { createDailyTable } from "./daily-table.ts";
import type { MonthStore } from "./month-store.ts";
import { createMonthlyTable } from "./monthly-table.ts";
import { createNormalsTable } from "./normals-table.ts";
import type { StationRecord } from "./station-record.ts";
import type { Table } from "./table.ts";
import { createYearlyTable } from "./yearly-table.ts";

export function createTables(
  records: readonly StationRecord[],
  months: MonthStore,
): readonly Table[] {
  return [
    createDailyTable(records),
    createMonthlyTable(records, months),
    createYearlyTable(records, months),
    createNormalsTable(records),
  ];
}
