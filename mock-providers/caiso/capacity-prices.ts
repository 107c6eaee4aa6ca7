/** DAM_CAP_PRC_GRP: imbalance reserve and reliability capacity prices at aggregated nodes, hour by hour. */
import { formatDay, hourMs } from "../kit/calendar.ts";
import { roundTo, seedOf, valueNoise } from "../kit/random.ts";
import type { PricingNode } from "./nodes.ts";
import { summerShare, sunshine } from "./seasons.ts";
import type { Table } from "./tables.ts";
import { formatStamp, hourEnding, type TradeDay } from "./trade-day.ts";
import { heatWave } from "./weather.ts";

const columns = [
  "INTERVALSTARTTIME_GMT",
  "INTERVALENDTIME_GMT",
  "OPR_DT",
  "OPR_HR",
  "NODE",
  "PRODUCT",
  "MARGINAL_CLEARING_PRICE",
  "CAPACITY_PRICE",
  "CONGESTION_PRICE",
  "LOSS_PRICE",
  "GROUP",
];

/** Imbalance reserve and reliability capacity, up and down. */
const products = [
  { name: "IRU", baseUsd: 2.4, sunUsd: -0.9 },
  { name: "IRD", baseUsd: 0.7, sunUsd: 1.6 },
  { name: "RCU", baseUsd: 1.1, sunUsd: -0.4 },
  { name: "RCD", baseUsd: 0.3, sunUsd: 0.5 },
] as const;

export function capacityPrices(
  seed: number,
  nodes: readonly PricingNode[],
  tradeDay: TradeDay,
): Table {
  const aggregated = nodes.filter((node) => node.groupType === "ALL_APNODES");
  let group = 0;
  const rows = aggregated.flatMap((node) =>
    products.flatMap((product) => {
      group++;
      return productRows(seed, node, product, { tradeDay, group });
    }),
  );
  return { report: "DAM_CAP_PRC", columns, rows };
}

function productRows(
  seed: number,
  node: PricingNode,
  { name, baseUsd, sunUsd }: (typeof products)[number],
  { tradeDay, group }: { readonly tradeDay: TradeDay; readonly group: number },
): readonly (readonly string[])[] {
  const { day, startMs, hours } = tradeDay;
  const own = seedOf(seed, `capacity ${name}`);
  const summer = summerShare(day);
  const strainUsd = 40 * heatWave(seed, day, summer);
  return Array.from({ length: hours }, (_, index) => {
    const atMs = startMs + index * hourMs;
    const light = sunshine(atMs, summer);
    const calm = 1 + 0.4 * valueNoise(own, atMs / (4 * hourMs));
    const capacity = roundTo(Math.max(0, (baseUsd + sunUsd * light) * calm + strainUsd), 5);
    const congestion = roundTo(-0.4 * light * node.congestionShare, 5);
    const loss = roundTo(capacity * node.lossShare, 5);
    return [
      formatStamp(atMs),
      formatStamp(atMs + hourMs),
      formatDay(day),
      String(hourEnding(hours, index)),
      node.id,
      name,
      String(roundTo(capacity + congestion + loss, 5)),
      String(capacity),
      String(congestion),
      String(loss),
      String(group),
    ];
  });
}
