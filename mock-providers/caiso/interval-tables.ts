/**
 * Reports by interval that are no series of the world: shadow prices of constraints, which have rows where a
 * constraint binds, and how much reserve each market bought. Columns in the order a public client recorded them;
 * ids of constraints and their causes as seen in the original.
 */
import { formatDay, hourMs } from "../kit/calendar.ts";
import { roundTo, seedOf, uniform, valueNoise } from "../kit/random.ts";
import { type AncillaryType, ancillaryRegions, ancillaryTypes } from "./ancillary-world.ts";
import {
  dayAheadMarket,
  fiveMinutesMs,
  minuteMs,
  type Publication,
  publishedAfter,
  publishedBefore,
  quarterMs,
} from "./publication.ts";
import { summerShare, sunshine } from "./seasons.ts";
import { formatStamp, intervalCount, oprTime, tradeDaysBetween } from "./trade-day.ts";

export type IntervalTableName =
  "PRC_CNSTR" | "PRC_NOMOGRAM" | "PRC_RTM_NOMOGRAM" | "PRC_RTM_FLOWGATE" | "AS_RESULTS";

export interface IntervalTable {
  readonly columns: readonly string[];
  /** By `market_run_id`. */
  readonly markets: ReadonlyMap<string, Cadence>;
  /** Request parameters that narrow it, with their columns. */
  readonly filters: readonly (readonly [string, string])[];
  readonly items: readonly Item[];
}

interface Cadence extends Publication {
  readonly stepMs: number;
}

/** One GROUP per trade day. */
interface Item {
  /** Cells that do not change, by column. */
  readonly cells: Readonly<Record<string, string>>;
  readonly valueColumn: "MW" | "PRC";
  /** Undefined where the item has no row. */
  readonly value: (seed: number, day: number, intervalMs: number) => number | undefined;
}

const dayAhead: Cadence = { stepMs: hourMs, ...dayAheadMarket };
const hourAhead: Cadence = { stepMs: hourMs, ...publishedBefore(hourMs, 45 * minuteMs) };
const quarters: Cadence = { stepMs: quarterMs, ...publishedBefore(quarterMs, 22.5 * minuteMs) };
const dispatch: Cadence = {
  stepMs: fiveMinutesMs,
  ...publishedAfter(fiveMinutesMs, 5 * minuteMs),
};
const everyMarket = new Map([
  ["DAM", dayAhead],
  ["HASP", hourAhead],
  ["RTM", quarters],
]);
const realTime = new Map([["RTM", dispatch]]);

/** Lines that congest from south to north under the midday sun. */
const nomograms = [
  ["30750_MOSSLD_230_30797_LASAGUIL_230_BR_1_1", "PG1 MOSSLD-LOSBNS 500", 34],
  ["30765_LOSBANOS_230_30790_PANOCHE_230_BR_2_1", "PG1 GATES-LOSBNS_1 500", 21],
] as const;

/** Interties that bind inwards, in any hour. */
const interties = [
  ["MALIN500_ISL", 9],
  ["SUNZIA_ITC", 6],
  ["PINALCENT500_ITC", 4],
] as const;

function nomogramItems(withXmlId: boolean): readonly Item[] {
  return nomograms.map(([id, cause, sizeUsd]) => ({
    cells: {
      OPR_TYPE: "CLR",
      NOMOGRAM_ID: id,
      ...(withXmlId && { NOMOGRAM_ID_XML: id }),
      CONSTRAINT_CAUSE: cause,
    },
    valueColumn: "PRC",
    value: (seed, day, intervalMs) => {
      const light = sunshine(intervalMs, summerShare(day));
      const noise = valueNoise(seedOf(seed, id), intervalMs / (3 * hourMs));
      const strain = light * (1 + 0.5 * noise) - 0.35;
      return strain <= 0 ? undefined : roundTo(sizeUsd * strain, 5);
    },
  }));
}

function intertieItems(valueColumn: "MW" | "PRC"): readonly Item[] {
  return interties.map(([id, sizeUsd]) => ({
    cells: {
      OPR_TYPE: "CLR",
      TI_ID_XML: id,
      TI_ID: id,
      TI_DIRECTION: "I",
      CONSTRAINT_CAUSE: "BASE CASE",
    },
    valueColumn,
    value: (seed, _day, intervalMs) => {
      const strain = valueNoise(seedOf(seed, id), intervalMs / (5 * hourMs)) - 0.45;
      return strain <= 0 ? undefined : roundTo(sizeUsd * strain, 5);
    },
  }));
}

/** Sizes for the whole area; the smaller regions buy a part of it. Mileage is bought, but not provided. */
const reserveMw: Readonly<Record<AncillaryType, number>> = {
  RU: 420,
  RD: 610,
  SR: 850,
  NR: 840,
  RMU: 900,
  RMD: 1_300,
};
const resultTypes = ["AS_BUY_MW", "AS_SELF_MW", "AS_MW", "AS_COST"] as const;

function resultItems(): readonly Item[] {
  return ancillaryRegions.flatMap((region, place) =>
    ancillaryTypes.flatMap((type) =>
      resultTypes.map((result) => resultItem(region, place, type, result)),
    ),
  );
}

function resultItem(
  region: string,
  place: number,
  type: AncillaryType,
  result: (typeof resultTypes)[number],
): Item {
  const ownShare = type === "RMU" || type === "RMD" ? 0 : 0.2;
  return {
    cells: {
      ANC_TYPE: type,
      ANC_REGION: region,
      GRP: "ALL",
      RESULT_TYPE: result,
      UOM: result === "AS_COST" ? "US$" : "MW",
      POS: String(resultTypes.indexOf(result) + 1),
      XML_DATA_ITEM: `${type}_${result.slice(3)}`,
    },
    valueColumn: "MW",
    value: (seed, day, intervalMs) => {
      const own = seedOf(seed, `bought ${type}`);
      const part = place < 2 ? 1 : 0.5;
      const total = reserveMw[type] * part * (1 + 0.2 * valueNoise(own, intervalMs / (4 * hourMs)));
      // In hundredths, so that what is bought and what is provided add up.
      const totalMw = roundTo(total, 2);
      const selfMw = roundTo(totalMw * ownShare * uniform(own, day), 2);
      switch (result) {
        case "AS_MW":
          return totalMw;
        case "AS_SELF_MW":
          return selfMw;
        case "AS_BUY_MW":
          return roundTo(totalMw - selfMw, 2);
        case "AS_COST":
          return roundTo((totalMw - selfMw) * (3 + 6 * uniform(own, day, 1)), 2);
      }
    },
  };
}

const stamps = ["INTERVALSTARTTIME_GMT", "INTERVALENDTIME_GMT", "OPR_DT", "OPR_HR", "OPR_INTERVAL"];

export const intervalTables: Readonly<Record<IntervalTableName, IntervalTable>> = {
  PRC_CNSTR: {
    columns: [
      ...stamps,
      ...["OPR_TYPE", "MARKET_RUN_ID", "TI_ID_XML", "TI_ID", "TI_DIRECTION"],
      ...["CONSTRAINT_CAUSE", "MW", "GROUP"],
    ],
    markets: everyMarket,
    filters: [["ti_id", "TI_ID"]],
    items: intertieItems("MW"),
  },
  PRC_NOMOGRAM: {
    columns: [
      ...stamps,
      ...["OPR_TYPE", "MARKET_RUN_ID", "NOMOGRAM_ID_XML", "NOMOGRAM_ID"],
      ...["CONSTRAINT_CAUSE", "PRC", "GROUP"],
    ],
    markets: everyMarket,
    filters: [["nomogram_id", "NOMOGRAM_ID"]],
    items: nomogramItems(true),
  },
  PRC_RTM_NOMOGRAM: {
    columns: [...stamps, "NOMOGRAM_ID", "MARKET_RUN_ID", "CONSTRAINT_CAUSE", "PRC", "GROUP"],
    markets: realTime,
    filters: [["nomogram_id", "NOMOGRAM_ID"]],
    items: nomogramItems(false),
  },
  PRC_RTM_FLOWGATE: {
    columns: [
      ...stamps,
      ...["TI_ID", "TI_DIRECTION", "MARKET_RUN_ID", "CONSTRAINT_CAUSE", "PRC", "GROUP"],
    ],
    markets: realTime,
    filters: [["ti_id", "TI_ID"]],
    items: intertieItems("PRC"),
  },
  AS_RESULTS: {
    columns: [
      ...stamps,
      ...["ANC_TYPE", "ANC_REGION", "GRP", "MARKET_RUN_ID", "RESULT_TYPE"],
      ...["UOM", "POS", "XML_DATA_ITEM", "MW", "GROUP"],
    ],
    markets: everyMarket,
    filters: [
      ["anc_type", "ANC_TYPE"],
      ["anc_region", "ANC_REGION"],
    ],
    items: resultItems(),
  },
};

/** Rows by market, trade day and item; without a market, those of every market. */
export function* intervalRows(
  { columns, markets, items }: IntervalTable,
  query: {
    readonly market: string | null;
    readonly startMs: number;
    readonly endMs: number;
    isWanted(cells: Item["cells"]): boolean;
  },
  { seed, nowMs }: { readonly seed: number; readonly nowMs: number },
): Generator<readonly string[]> {
  const { market: wanted, startMs, endMs } = query;
  const chosen = items.filter(({ cells }) => query.isWanted(cells));
  let group = 0;
  for (const [market, cadence] of markets) {
    if (wanted !== null && wanted !== "ALL" && wanted !== market) continue;
    const untilMs = Math.min(endMs, cadence.publishedUntilMs(nowMs, seed));
    for (const tradeDay of tradeDaysBetween(startMs, untilMs)) {
      const count = intervalCount(tradeDay, cadence.stepMs);
      for (const { cells, valueColumn, value } of chosen) {
        group++;
        for (let index = 0; index < count; index++) {
          const intervalMs = tradeDay.startMs + index * cadence.stepMs;
          if (intervalMs < startMs || intervalMs >= untilMs) continue;
          const number = value(seed, tradeDay.day, intervalMs);
          if (number === undefined) continue;
          const { oprHour, oprInterval } = oprTime(tradeDay, cadence.stepMs, index);
          const row: Readonly<Record<string, string>> = {
            ...cells,
            INTERVALSTARTTIME_GMT: formatStamp(intervalMs),
            INTERVALENDTIME_GMT: formatStamp(intervalMs + cadence.stepMs),
            OPR_DT: formatDay(tradeDay.day),
            OPR_HR: String(oprHour),
            OPR_INTERVAL: String(oprInterval),
            MARKET_RUN_ID: market,
            [valueColumn]: String(number),
            GROUP: String(group),
          };
          yield columns.map((column) => row[column] ?? "");
        }
      }
    }
  }
}
