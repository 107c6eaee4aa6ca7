/**
 * Columns of the interval reports, as recorded or as public clients read them. The price column has three
 * names: MW, VALUE and PRC.
 */
import type { ReportName } from "./feeds.ts";

export interface CsvLayout {
  readonly header: string;
  /** Whether a row begins with its stamps or with trade day, hour and interval. */
  readonly begins: "stamps" | "trade-day";
  /** Where OPR_INTERVAL stands. */
  readonly interval: "after-hour" | "after-value" | "nowhere";
}

const stamps = "INTERVALSTARTTIME_GMT,INTERVALENDTIME_GMT";

function prices(value: string, place = "NODE"): CsvLayout {
  return {
    header: `${stamps},OPR_DT,OPR_HR,NODE_ID_XML,NODE_ID,${place},MARKET_RUN_ID,LMP_TYPE,XML_DATA_ITEM,PNODE_RESMRID,GRP_TYPE,POS,${value},OPR_INTERVAL,GROUP`,
    begins: "stamps",
    interval: "after-value",
  };
}

export const csvLayouts: Readonly<Record<ReportName, CsvLayout>> = {
  PRC_LMP: {
    header: `${stamps},OPR_DT,OPR_HR,OPR_INTERVAL,NODE_ID_XML,NODE_ID,NODE,MARKET_RUN_ID,LMP_TYPE,XML_DATA_ITEM,PNODE_RESMRID,GRP_TYPE,POS,MW,GROUP`,
    begins: "stamps",
    interval: "after-hour",
  },
  PRC_INTVL_LMP: prices("VALUE"),
  PRC_RTPD_LMP: prices("PRC"),
  PRC_HASP_LMP: prices("MW"),
  PRC_SPTIE_LMP: prices("PRC", "NODE,TIE"),
  SLD_FCST: {
    header: `${stamps},LOAD_TYPE,OPR_DT,OPR_HR,OPR_INTERVAL,MARKET_RUN_ID,TAC_AREA_NAME,LABEL,XML_DATA_ITEM,POS,MW,EXECUTION_TYPE,GROUP`,
    begins: "stamps",
    interval: "after-hour",
  },
  SLD_REN_FCST: {
    header: `OPR_DT,OPR_HR,OPR_INTERVAL,${stamps},TRADING_HUB,RENEWABLE_TYPE,LABEL,XML_DATA_ITEM,MARKET_RUN_ID_POS,RENEW_POS,MW,MARKET_RUN_ID,GROUP`,
    begins: "trade-day",
    interval: "after-hour",
  },
  PRC_AS: {
    header: `${stamps},OPR_DT,OPR_HR,OPR_INTERVAL,OPR_TYPE,ANC_TYPE,ANC_REGION,MARKET_RUN_ID,XML_DATA_ITEM,MW,GROUP`,
    begins: "stamps",
    interval: "after-hour",
  },
  ENE_SLRS: {
    header: `${stamps},SLRS_TYPE,OPR_DT,OPR_HR,OPR_INTERVAL,MARKET_RUN_ID,TAC_ZONE_NAME,SCHEDULE,XML_DATA_ITEM,POS,MW,GROUP`,
    begins: "stamps",
    interval: "after-hour",
  },
  PRC_FUEL: {
    header: `${stamps},OPR_DT,OPR_HR,FUEL_REGION_ID_XML,FUEL_REGION_ID,PRC,GROUP`,
    begins: "stamps",
    interval: "nowhere",
  },
  PRC_GHG_ALLOWANCE: {
    header: `${stamps},OPR_DT,OPR_HR,GHG_PRC_IDX,GROUP`,
    begins: "stamps",
    interval: "nowhere",
  },
};
