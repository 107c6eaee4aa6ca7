/** Renewables, ancillary services, schedules and costs: few series each, always listed whole. */
import {
  ancillaryPrices,
  type AncillaryRegion,
  ancillaryRegions,
  ancillaryScale,
  type AncillaryType,
  ancillaryTypes,
} from "./ancillary-world.ts";
import { allowancePriceUsd, fuelPriceUsd, fuelRegions } from "./cost-world.ts";
import type { AncillaryFeed, CostFeed, RenewableFeed, ScheduleFeed } from "./feeds.ts";
import {
  type RenewableHub,
  renewableHubs,
  renewableScale,
  type RenewableType,
  renewableTypes,
  type RenewableWorld,
} from "./renewable-world.ts";
import { scheduleScale, schedules, type Schedule, type ScheduleWorld } from "./schedule-world.ts";
import { type FeedSeries, plainSeries } from "./series.ts";
import { intervalCount, type TradeDay } from "./trade-day.ts";

/** By hub, solar before wind, as recorded. */
export function renewableSeries(world: RenewableWorld, feed: RenewableFeed): readonly FeedSeries[] {
  return renewableHubs.flatMap((hub) =>
    renewableTypes.map((type) => oneRenewable(world, feed, hub, type)),
  );
}

function oneRenewable(
  world: RenewableWorld,
  feed: RenewableFeed,
  hub: RenewableHub,
  type: RenewableType,
): FeedSeries {
  const { label, dataItem, market, position } = feed;
  return {
    ...plainSeries,
    feed,
    seriesId: `${hub}.${type}`,
    location: hub,
    title: `${label}, ${type} ${hub}`,
    params: { trading_hub: hub, renewable_type: type },
    dataItem,
    resourceName: null,
    afterXmlValue: `<TRADING_HUB>${hub}</TRADING_HUB>\n<RENEWABLE_TYPE>${type}</RENEWABLE_TYPE>\n`,
    beforeValue: `${hub},${type},${label},${dataItem},${position},${type === "Solar" ? 2 : 1},`,
    afterValue: `,${market}`,
    scale: renewableScale(market),
    values: (tradeDay) => world.output(feed, hub, type, tradeDay),
  };
}

const ancillaryItems: Readonly<Record<AncillaryType, string>> = {
  RU: "RU_CLR_PRC",
  RD: "RD_CLR_PRC",
  SR: "SP_CLR_PRC",
  NR: "NS_CLR_PRC",
  RMU: "RMU_CLR_PRC",
  RMD: "RMD_CLR_PRC",
};

export function ancillarySeries(seed: number, feed: AncillaryFeed): readonly FeedSeries[] {
  return ancillaryRegions.flatMap((region) =>
    ancillaryTypes.map((type) => oneAncillary(seed, feed, region, type)),
  );
}

function oneAncillary(
  seed: number,
  feed: AncillaryFeed,
  region: AncillaryRegion,
  type: AncillaryType,
): FeedSeries {
  const dataItem = ancillaryItems[type];
  return {
    ...plainSeries,
    feed,
    seriesId: `${region}.${type}`,
    location: region,
    title: `${feed.market} ${type} clearing price, ${region}`,
    params: { anc_region: region, anc_type: type },
    tags: { anc_region: region, anc_type: type },
    dataItem,
    resourceName: region,
    afterXmlValue: `<ANC_TYPE>${type}</ANC_TYPE>\n`,
    beforeValue: `CLR,${type},${region},${feed.market},${dataItem},`,
    scale: ancillaryScale,
    values: (tradeDay) => ancillaryPrices(seed, feed, { region, type }, tradeDay),
  };
}

/** Zone names of ENE_SLRS; the operator's parts are left out. */
export const scheduleZone = "Caiso_Totals";

const scheduleItems: Readonly<Record<Schedule, string>> = {
  Generation: "ISO_TOT_GEN_MW",
  Import: "ISO_TOT_IMP_MW",
  Export: "ISO_TOT_EXP_MW",
  Load: "ISO_TOT_LOAD_MW",
};

export function scheduleSeries(world: ScheduleWorld, feed: ScheduleFeed): readonly FeedSeries[] {
  return schedules.map((schedule) => {
    const dataItem = scheduleItems[schedule];
    return {
      ...plainSeries,
      feed,
      seriesId: `${scheduleZone}.${dataItem}`,
      location: scheduleZone,
      title: `${feed.market} ${schedule}, ${scheduleZone}`,
      tags: { tac_zone_name: scheduleZone, schedule },
      dataItem,
      resourceName: scheduleZone,
      afterStamps: "ALL,",
      beforeValue: `${feed.market},${scheduleZone},${schedule},${dataItem},1,`,
      scale: scheduleScale,
      values: (tradeDay: TradeDay) => world.schedules(feed, tradeDay)[schedule],
    };
  });
}

const costScale = 100_000;

export function costSeries(seed: number, feed: CostFeed): readonly FeedSeries[] {
  if (feed.kind === "allowance") {
    return [oneCost(feed, "", "GHG_PRC_IDX", (day) => allowancePriceUsd(seed, day))];
  }
  return fuelRegions.map((region) =>
    oneCost(feed, region.id, "FUEL_PRC", (day) => fuelPriceUsd(seed, region, day)),
  );
}

function oneCost(
  feed: CostFeed,
  region: string,
  dataItem: string,
  usdOn: (day: number) => number,
): FeedSeries {
  return {
    ...plainSeries,
    feed,
    seriesId: region,
    location: region,
    title: `${feed.report} ${region}`,
    tags: region === "" ? {} : { fuel_region_id: region },
    dataItem,
    resourceName: region === "" ? "CAISO" : region,
    beforeValue: region === "" ? "" : `${region},${region},`,
    scale: costScale,
    values: (tradeDay) =>
      new Int32Array(intervalCount(tradeDay, feed.stepMs)).fill(
        Math.round(usdOn(tradeDay.day) * costScale),
      ),
  };
}
