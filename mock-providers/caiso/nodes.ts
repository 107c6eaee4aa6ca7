/**
 * Pricing nodes: trading hubs, load areas and EIM areas as named in public clients, single pnodes of a recorded
 * ATL_RESOURCE, and as many invented ones as a large catalogue needs. A small one lists the first of them.
 */
import { seedOf, uniform } from "../kit/random.ts";
import { recordedResources } from "./recorded-resources.ts";

/** Hub, default and sub load area, EIM area, aggregate at an intertie. */
export type AggregateType = "TH" | "DPZ" | "SPZ" | "DEPZ" | "ASR";

export interface PricingNode {
  readonly id: string;
  /** APNODE_TYPE of the atlas; null for a single pnode. */
  readonly aggregateType: AggregateType | null;
  /** GRP_TYPE: aggregated nodes are `ALL_APNODES`. */
  readonly groupType: "ALL_APNODES" | "ALL";
  /** POS as recorded: 0 for aggregated nodes, 1 for pnodes. Without meaning. */
  readonly position: 0 | 1;
  /** Share of the solar north–south congestion it bears; negative where that congestion raises prices. */
  readonly congestionShare: number;
  /** Marginal loss as a share of the energy price. */
  readonly lossShare: number;
  /** The intertie a scheduling point stands for; other nodes have none. */
  readonly tie?: string;
  /** EIM areas carry a greenhouse gas component, the operator's own nodes have 0. */
  readonly isEim: boolean;
}

const aggregated: readonly PricingNode[] = [
  apnode("TH_NP15_GEN-APND", "TH", -0.12, 0.006),
  apnode("TH_SP15_GEN-APND", "TH", 0.7, -0.014),
  apnode("TH_ZP26_GEN-APND", "TH", 0.95, -0.026),
  apnode("DLAP_PGAE-APND", "DPZ", -0.16, 0.021),
  apnode("DLAP_SCE-APND", "DPZ", 0.55, 0.004),
  apnode("DLAP_SDGE-APND", "DPZ", 0.78, 0.009),
  apnode("DLAP_VEA-APND", "DPZ", 0.6, -0.008),
  apnode("ELAP_PACE-APND", "DEPZ", 0.2, -0.038),
  apnode("ELAP_PACW-APND", "DEPZ", -0.2, -0.021),
  apnode("ELAP_NEVP-APND", "DEPZ", 0.45, -0.017),
];

/** Sub load areas, by the operator's utility areas, north to south. */
const subAreas = {
  north: "PGCC PGEB PGFG PGHB PGLP PGNB PGNC PGNP PGP2 PGSB PGSF PGSI PGST",
  middle: "PGF1 PGKN",
  south: "SCEC SCEN SCEW SCHD SCLD SCNW SDG1 VEA",
} as const;

/** The other balancing areas of the western market; an area's node is `ELAP_<area>-APND`. */
const westernAreas = "AVA AZPS BANC BPAT IPCO LADWP NWMT PGE PNM PSEI SCL SRP TEPC TIDC TPWR";

const knownPnodes: readonly string[] = [
  "LAPLMG1_7_B2",
  "0096WD_7_N001",
  "CAPTJACK_5_N003",
  "MALIN_5_N101",
  "SNLNDRO_1_N001",
  "ELCAJNGT_7_N001",
  "CONTROLX_1_N001",
  "SCHINDLR_1_N021",
];

/** Scheduling points at the border of the operator's area, each with its tie, as PRC_SPTIE_LMP lists them. */
export const schedulingPoints: readonly PricingNode[] = [
  point("CAPTJACK_5_N003", "MALIN500"),
  point("FOURCORNE_5_N501", "FCORNER3"),
  point("MALIN_5_N101", "MALIN500"),
  point("MEAD_2_N101", "MEAD230"),
  { ...apnode("PALOVRDE_ASR-APND", "ASR", 0.5, -0.012), tie: "PALOVRDE" },
  point("SYLMARDC_2_N501", "NOB"),
];

/** Every known node, in catalogue order; invented pnodes follow when `count` asks for more. */
export function createNodes(count: number): readonly PricingNode[] {
  const nodes = new Map<string, PricingNode>();
  // Recorded names repeat some of the known ones.
  const add = (node: PricingNode) => nodes.set(node.id, nodes.get(node.id) ?? node);
  for (const node of aggregated) add(node);
  for (const id of knownPnodes) add(pnode(id));
  for (const { node } of recordedResources) add(pnode(node));
  for (const [part, names] of Object.entries(subAreas)) {
    for (const name of names.split(" ")) add(subArea(`SLAP_${name}-APND`, part));
  }
  for (const name of westernAreas.split(" ")) add(westernArea(`ELAP_${name}-APND`));
  for (let number = 1; nodes.size < count; number++) {
    add(pnode(`SNDBX${String(number).padStart(4, "0")}_1_N001`));
  }
  return [...nodes.values()];
}

function apnode(
  id: string,
  aggregateType: AggregateType,
  congestionShare: number,
  lossShare: number,
): PricingNode {
  return {
    id,
    aggregateType,
    groupType: "ALL_APNODES",
    position: 0,
    congestionShare,
    lossShare,
    isEim: aggregateType === "DEPZ",
  };
}

/** A load area lies where its part of the state does. */
function subArea(id: string, part: string): PricingNode {
  const { congestionShare, lossShare } = pnode(id);
  const near = part === "north" ? -0.15 : part === "middle" ? 0.85 : 0.6;
  return apnode(id, "SPZ", near + 0.15 * congestionShare, lossShare);
}

function westernArea(id: string): PricingNode {
  const { congestionShare, lossShare } = pnode(id);
  return apnode(id, "DEPZ", congestionShare, lossShare);
}

function point(id: string, tie: string): PricingNode {
  return { ...pnode(id), tie };
}

/** Where a pnode lies follows from its name alone, so it stays there whatever the seed. */
function pnode(id: string): PricingNode {
  const place = seedOf(0, id);
  return {
    id,
    aggregateType: null,
    groupType: "ALL",
    position: 1,
    congestionShare: uniform(place, 1) * 1.3 - 0.25,
    lossShare: uniform(place, 2) * 0.1 - 0.05,
    isEim: false,
  };
}
