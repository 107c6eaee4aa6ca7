/**
 * Pricing nodes: trading hubs, default load areas, EIM areas and single pnodes, as named in public
 * clients, and as many invented pnodes as a large catalogue needs.
 */
import { seedOf, uniform } from "../kit/random.ts";

export interface PricingNode {
  readonly id: string;
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
  apnode("TH_NP15_GEN-APND", -0.12, 0.006),
  apnode("TH_SP15_GEN-APND", 0.7, -0.014),
  apnode("TH_ZP26_GEN-APND", 0.95, -0.026),
  apnode("DLAP_PGAE-APND", -0.16, 0.021),
  apnode("DLAP_SCE-APND", 0.55, 0.004),
  apnode("DLAP_SDGE-APND", 0.78, 0.009),
  apnode("DLAP_VEA-APND", 0.6, -0.008),
  { ...apnode("ELAP_PACE-APND", 0.2, -0.038), isEim: true },
  { ...apnode("ELAP_PACW-APND", -0.2, -0.021), isEim: true },
  { ...apnode("ELAP_NEVP-APND", 0.45, -0.017), isEim: true },
];

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
  { ...apnode("PALOVRDE_ASR-APND", 0.5, -0.012), tie: "PALOVRDE" },
  point("SYLMARDC_2_N501", "NOB"),
];

/** At least every known node, in catalogue order; invented pnodes follow when `count` asks for more. */
export function createNodes(count: number): readonly PricingNode[] {
  const nodes = [...aggregated, ...knownPnodes.map(pnode)];
  for (let number = 1; nodes.length < count; number++) {
    nodes.push(pnode(`SNDBX${String(number).padStart(4, "0")}_1_N001`));
  }
  return nodes;
}

function apnode(id: string, congestionShare: number, lossShare: number): PricingNode {
  return {
    id,
    groupType: "ALL_APNODES",
    position: 0,
    congestionShare,
    lossShare,
    isEim: false,
  };
}

function point(id: string, tie: string): PricingNode {
  return { ...pnode(id), tie };
}

/** Where a pnode lies follows from its name alone, so it stays there whatever the seed. */
function pnode(id: string): PricingNode {
  const place = seedOf(0, id);
  return {
    id,
    groupType: "ALL",
    position: 1,
    congestionShare: uniform(place, 1) * 1.3 - 0.25,
    lossShare: uniform(place, 2) * 0.1 - 0.05,
    isEim: false,
  };
}
