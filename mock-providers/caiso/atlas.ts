/**
 * The operator's atlas: which resources and pricing nodes there are, and since when. Columns of ATL_RESOURCE as
 * recorded (1 October 2022), the others as public clients read them.
 */
import { dayNumber, formatDay } from "../kit/calendar.ts";
import { hash32, seedOf } from "../kit/random.ts";
import { localDayStartMs } from "../kit/time-zone.ts";
import type { PricingNode } from "./nodes.ts";
import { formatStamp } from "./trade-day.ts";

/** What is in force from the start of one Pacific day to the end of another. */
export interface AtlasEntry {
  readonly cells: readonly string[];
  readonly fromDay: number;
  /** Inclusive. */
  readonly toDay: number;
}

export const atlasColumns = {
  ATL_RESOURCE: [
    "RESOURCE_ID",
    "GENERATION_UNIT_ID",
    "NODE_ID",
    "AGGE_TYPE",
    "RESOURCE_TYPE",
    "COMMENTS",
    ...effectiveColumns(),
  ],
  ATL_PNODE: [
    "PNODE_ID",
    "PNODE_TYPE",
    "DESCRIPTION",
    "COMMENTS",
    ...effectiveColumns(),
    "CB_NODE_FLAG",
    "MAX_CB_MW",
  ],
  ATL_PNODE_MAP: ["APNODE_ID", "PNODE_ID", "DESCRIPTION", "COMMENTS", ...effectiveColumns()],
} as const satisfies Record<string, readonly string[]>;

export type AtlasName = keyof typeof atlasColumns;

function effectiveColumns() {
  return ["EFF_START_DT_GMT", "EFF_END_DT_GMT", "EFF_START_DT", "EFF_END_DT"] as const;
}

/** Recorded: most entries hold from 2022-01-01 to 2030-12-31. */
const usualFromDay = dayNumber(2022, 1, 1);
const openEndDay = dayNumber(2030, 12, 31);

/** In force at some time of `[fromMs, toMs)`, as rows of the report. */
export function* rowsInForce(
  name: AtlasName,
  entries: readonly AtlasEntry[],
  fromMs: number,
  toMs: number,
): Generator<readonly string[]> {
  // Recorded columns put the dates last; ATL_PNODE goes on after them.
  const before = atlasColumns[name].indexOf("EFF_START_DT_GMT");
  for (const { cells, fromDay, toDay } of entries) {
    const startMs = localDayStartMs("pacific", fromDay);
    const endMs = localDayStartMs("pacific", toDay + 1);
    if (startMs >= toMs || endMs <= fromMs) continue;
    yield [...cells.slice(0, before), ...effective(fromDay, toDay), ...cells.slice(before)];
  }
}

function effective(fromDay: number, toDay: number): readonly string[] {
  const end = formatStamp(localDayStartMs("pacific", toDay + 1) - 5 * 60_000);
  return [
    formatStamp(localDayStartMs("pacific", fromDay)),
    // The last second of the day; stamps are whole multiples of five minutes.
    end.replace(":55:00", ":59:59"),
    `${formatDay(fromDay)}T00:00:00`,
    `${formatDay(toDay)}T23:59:59`,
  ];
}

export function atlasEntries(
  name: AtlasName,
  seed: number,
  nodes: readonly PricingNode[],
): readonly AtlasEntry[] {
  switch (name) {
    case "ATL_RESOURCE":
      return resources(seed, nodes);
    case "ATL_PNODE":
      return pnodes(nodes).map((node) => ({
        cells: [node.id, "PNODE", node.id, "Comments", "Y", "10"],
        fromDay: usualFromDay,
        toDay: openEndDay,
      }));
    case "ATL_PNODE_MAP":
      return pnodes(nodes).map((node) => ({
        cells: [hubOf(node), node.id, node.id, "Comments"],
        fromDay: usualFromDay,
        toDay: openEndDay,
      }));
  }
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

/** One recorded resource at a node that is priced here, the rest made up; some began or ended lately. */
function resources(seed: number, nodes: readonly PricingNode[]): readonly AtlasEntry[] {
  const places = pnodes(nodes);
  const own = seedOf(seed, "resources");
  const entries: AtlasEntry[] = [
    entry("SCHNDR_1_OS2BM2", "SCHINDLR_1_N021", "GEN", usualFromDay, openEndDay),
  ];
  for (let number = 1; number <= invented; number++) {
    const luck = hash32(own, number);
    const node = places[luck % places.length]?.id ?? "";
    const isNew = luck % 7 === 0;
    const fromDay = isNew ? usualFromDay + (hash32(own, number, 1) % (4 * 365)) : usualFromDay;
    const ends = luck % 11 === 0;
    const toDay = ends ? fromDay + 30 + (hash32(own, number, 2) % 1_500) : openEndDay;
    const id = `SNDBX${String(number).padStart(4, "0")}_${1 + (luck % 7)}_UNIT${1 + (luck % 3)}`;
    entries.push(entry(id, node, luck % 18 === 0 ? "TG" : "GEN", fromDay, toDay));
  }
  return entries;
}

function entry(
  id: string,
  node: string,
  type: "GEN" | "TG",
  fromDay: number,
  toDay: number,
): AtlasEntry {
  return { cells: [id, id, node, "N", type, "Comments"], fromDay, toDay };
}
