/**
 * The 34 areas of SLD_FCST: the operator's own TAC areas and the western balancing areas around it.
 * Mean loads are those of a recorded 7-day-ahead file (19–26 February 2025).
 */
export interface LoadArea {
  readonly id: string;
  /** Tenths of POS, as recorded. */
  readonly position: number;
  /** `total` is the operator's whole load, `tac` a share of it, the rest stand alone. */
  readonly climate: "total" | "tac" | "north" | "south";
  /** Mean load in February, MW. */
  readonly meanMw: number;
  /** How much deeper than average its midday valley is (rooftop solar), as a share. */
  readonly valley: number;
}

/** In catalogue order, the operator's whole area first; answers list them by name. */
export const loadAreas: readonly [LoadArea, ...LoadArea[]] = [
  { id: "CA ISO-TAC", position: 0, climate: "total", meanMw: 21_275, valley: 0 },
  { id: "PGE-TAC", position: 0.1, climate: "tac", meanMw: 9_443, valley: 0.02 },
  { id: "SCE-TAC", position: 0.2, climate: "tac", meanMw: 9_715, valley: 0 },
  { id: "SDGE-TAC", position: 0.4, climate: "tac", meanMw: 1_940, valley: 0.18 },
  { id: "VEA-TAC", position: 0.5, climate: "tac", meanMw: 60, valley: -0.1 },
  { id: "MWD-TAC", position: 0.3, climate: "tac", meanMw: 117, valley: -0.2 },
  area("AVA", "north", 1_374),
  // A pure wind balancing area: it forecasts a load of 0 for every hour.
  area("AVRN", "north", 0),
  area("AZPS", "south", 3_125),
  area("BANC", "south", 1_573),
  area("BANCMID", "south", 250),
  area("BANCRDNG", "south", 88),
  area("BANCRSVL", "south", 110),
  area("BANCSMUD", "south", 1_094),
  area("BANCWASN", "south", 31),
  area("BPAT", "north", 7_005),
  area("EPE", "south", 791),
  area("IPCO", "north", 2_009),
  area("LADWP", "south", 2_375),
  area("NEVP", "south", 3_629),
  area("NWMT", "north", 1_471),
  area("PACE", "south", 5_674),
  area("PACW", "north", 2_574),
  area("PGE", "north", 2_585),
  area("PNM", "south", 1_486),
  area("PSEI", "north", 3_052),
  area("SCL", "north", 1_111),
  area("SRP", "south", 3_012),
  area("TEPC", "south", 998),
  area("TIDC", "south", 264),
  area("TPWR", "north", 542),
  area("WALC", "south", 526),
  area("WALCAEPCO", "south", 365),
  area("WALCDSW", "south", 161),
];

function area(id: string, climate: "north" | "south", meanMw: number): LoadArea {
  return { id, position: 0.8, climate, meanMw, valley: 0 };
}
