/** Every route made as a table, found by its leaf. */
import type { Leaf } from "./leaf.ts";
import { coalTables } from "./table-coal.ts";
import { importTables } from "./table-imports.ts";
import { nuclearTables } from "./table-nuclear.ts";
import { plantTables } from "./table-plants.ts";
import { projectionTables } from "./table-projections.ts";
import { stateTables } from "./table-states.ts";
import type { Table } from "./table.ts";

const tables: readonly Table[] = [
  ...coalTables,
  ...importTables,
  ...plantTables,
  ...stateTables,
  ...nuclearTables,
  ...projectionTables,
];

export const tableLeaves: readonly Leaf[] = tables.map(({ leaf }) => leaf);

const byLeaf = new Map(tables.map((table) => [table.leaf, table]));

export function tableOf(leaf: Leaf): Table | undefined {
  return byLeaf.get(leaf);
}
