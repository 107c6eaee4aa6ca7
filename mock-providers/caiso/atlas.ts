/**
 * The operator's atlas: which resources and pricing nodes there are, and since when. Columns of ATL_RESOURCE as
 * recorded (1 October 2022), the others as public clients read them.
 */
import { formatDay } from "../kit/calendar.ts";
import { hash32, seedOf } from "../kit/random.ts";
import { localDayStartMs } from "../kit/time-zone.ts";
import type { PricingNode } from "./nodes.ts";
import { openEndDay, recordedResources, usualFromDay } from "./recorded-resources.ts";
import { formatStamp } from "./trade-day.ts";

/** What is in force from the start of one Pacific day to the end of another. */
export interface AtlasEntry {
  readonly cells: readonly string[];
  readonly fromDay: number;
  /** Inclusive. */
  readonly toDay: number;
}

/** CSV columns in the original's order. */
export const atlasColumns = {
  ATL_RESOURCE: [
    "RESOURCE_ID",
    "GENERATION_UNIT_ID",
    "NODE_ID",
    "AGGE_TYPE",
    "RESOURCE_TYPE",
    "COMMENTS",
    ...datesGmtFirst(),
  ],
  ATL_PNODE: [
    "PNODE_ID",
    "PNODE_TYPE",
    "DESCRIPTION",
    "COMMENTS",
    ...datesLocalFirst(),
    "CB_NODE_FLAG",
    "MAX_CB_MW",
    "MAX_CB_MW_EFF_START_DT",
    "MAX_CB_MW_EFF_END_DT",
    "MAX_CB_MW_EFF_START_DT_GMT",
    "MAX_CB_MW_EFF_END_DT_GMT",
  ],
  ATL_APNODE: [
    "APNODE_ID",
    "APNODE_TYPE",
    "DESCRIPTION",
    "COMMENTS",
    ...datesLocalFirst(),
    "CB_NODE_FLAG",
    "MAX_CB_MW",
  ],
  ATL_HUB: ["APNODE_ID", "DESCRIPTION", "COMMENTS", ...datesGmtFirst()],
  ATL_LAP: ["APNODE_ID", "APNODE_TYPE", "DESCRIPTION", "COMMENTS", ...datesGmtFirst()],
  ATL_PNODE_MAP: ["APNODE_ID", "PNODE_ID", "DESCRIPTION", "COMMENTS", ...datesGmtFirst()],
  ATL_TAC_AREA_MAP: ["TAC_AREA_ID", "PNODE_ID", "DESCRIPTION", "COMMENTS", ...datesLocalFirst()],
} as const satisfies Record<string, readonly string[]>;

export type AtlasName = keyof typeof atlasColumns;

function datesGmtFirst() {
  return ["EFF_START_DT_GMT", "EFF_END_DT_GMT", "EFF_START_DT", "EFF_END_DT"] as const;
}

function datesLocalFirst() {
  return ["EFF_START_DT", "EFF_END_DT", "EFF_START_DT_GMT", "EFF_END_DT_GMT"] as const;
}

/** In force at some time of `[fromMs, toMs)`, as rows of the report. */
export function* rowsInForce(
  name: AtlasName,
  entries: readonly AtlasEntry[],
  fromMs: number,
  toMs: number,
): Generator<readonly string[]> {
  const columns: readonly string[] = atlasColumns[name];
  for (const { cells, fromDay, toDay } of entries) {
    const startMs = localDayStartMs("pacific", fromDay);
    const endMs = localDayStartMs("pacific", toDay + 1);
    if (startMs >= toMs || endMs <= fromMs) continue;
    const dates = effective(fromDay, toDay);
    let taken = 0;
    yield columns.map((column) => {
      const date = dates.find((one) => column.endsWith(one.column));
      return date === undefined ? (cells[taken++] ?? "") : date.text;
    });
  }
}

/** By the end of a column: the dates of MAX_CB_MW are the same ones. */
function effective(fromDay: number, toDay: number) {
  const end = formatStamp(localDayStartMs("pacific", toDay + 1) - 5 * 60_000);
  return [
    { column: "EFF_START_DT_GMT", text: formatStamp(localDayStartMs("pacific", fromDay)) },
    // The last second of the day; stamps are whole multiples of five minutes.
    { column: "EFF_END_DT_GMT", text: end.replace(":55:00", ":59:59") },
    { column: "EFF_START_DT", text: `${formatDay(fromDay)}T00:00:00` },
    { column: "EFF_END_DT", text: `${formatDay(toDay)}T23:59:59` },
  ] as const;
}

/** The original's XML form says less and by other names: NAME for ID, START_DATE for EFF_START_DT. */
export function atlasElement(column: string): string | undefined {
  if (column === "DESCRIPTION" || column === "COMMENTS" || column.startsWith("MAX_CB_MW_EFF")) {
    return undefined;
  }
  return column.replace(/_ID$/, "_NAME").replace(/^EFF_(START|END)_DT/, "$1_DATE");
}

export function atlasEntries(
  name: AtlasName,
  seed: number,
  nodes: readonly PricingNode[],
): readonly AtlasEntry[] {
  const aggregates = nodes.filter((node) => node.aggregateType !== null);
  switch (name) {
    case "ATL_RESOURCE":
      return resources(seed, nodes);
    case "ATL_PNODE":
      return pnodes(nodes).map(({ id }) => usual([id, "PNODE", id, "Comments", "Y", "10"]));
    case "ATL_APNODE":
      return aggregates.map(({ id, aggregateType }) =>
        usual([id, aggregateType ?? "", id, "Comments", "Y", "10"]),
      );
    case "ATL_HUB":
      return aggregates
        .filter(({ aggregateType }) => aggregateType === "TH")
        .map(({ id }) => usual([id, id, "Comments"]));
    case "ATL_LAP":
      return aggregates
        .filter(({ aggregateType }) => aggregateType === "DPZ" || aggregateType === "SPZ")
        .map(({ id, aggregateType }) => usual([id, aggregateType ?? "", id, "Comments"]));
    case "ATL_PNODE_MAP":
      return pnodes(nodes).map((node) => usual([hubOf(node), node.id, node.id, "Comments"]));
    case "ATL_TAC_AREA_MAP":
      return pnodes(nodes).map((node) => usual([tacAreaOf(node), node.id, node.id, "Comments"]));
  }
}

function usual(cells: readonly string[]): AtlasEntry {
  return { cells, fromDay: usualFromDay, toDay: openEndDay };
}

/** Whose grid a node belongs to, by where it lies: the middle is the north's too. */
function tacAreaOf(node: PricingNode): string {
  if (hubOf(node) !== "TH_SP15_GEN-APND") return "PGE-TAC";
  return node.congestionShare < 0.7 ? "SCE-TAC" : "SDGE-TAC";
}

/** South of the path that congests at noon is SP15, its middle ZP26. */
export function hubOf({ congestionShare }: PricingNode): string {
  if (congestionShare < 0.2) return "TH_NP15_GEN-APND";
  return congestionShare < 0.8 ? "TH_SP15_GEN-APND" : "TH_ZP26_GEN-APND";
}

function pnodes(nodes: readonly PricingNode[]): readonly PricingNode[] {
  return nodes.filter((node) => node.groupType === "ALL");
}

const invented = 300;

/** The recorded resources, and invented ones of which some began or ended lately. */
function resources(seed: number, nodes: readonly PricingNode[]): readonly AtlasEntry[] {
  const places = pnodes(nodes);
  const own = seedOf(seed, "resources");
  const entries: AtlasEntry[] = recordedResources.map(({ id, node, type, fromDay, toDay }) => ({
    cells: resourceCells(id, node, type),
    fromDay,
    toDay,
  }));
  for (let number = 1; number <= invented; number++) {
    const luck = hash32(own, number);
    const node = places[luck % places.length]?.id ?? "";
    const isNew = luck % 7 === 0;
    const fromDay = isNew ? usualFromDay + (hash32(own, number, 1) % (4 * 365)) : usualFromDay;
    const ends = luck % 11 === 0;
    const toDay = ends ? fromDay + 30 + (hash32(own, number, 2) % 1_500) : openEndDay;
    const id = `SNDBX${String(number).padStart(4, "0")}_${1 + (luck % 7)}_UNIT${1 + (luck % 3)}`;
    const cells = resourceCells(id, node, luck % 18 === 0 ? "TG" : "GEN");
    entries.push({ cells, fromDay, toDay });
  }
  return entries;
}

function resourceCells(id: string, node: string, type: "GEN" | "TG"): readonly string[] {
  return [id, id, node, "N", type, "Comments"];
}
