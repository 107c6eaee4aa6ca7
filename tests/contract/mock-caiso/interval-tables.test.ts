import { describe, expect, it } from "vitest";
import { ask, createTestProvider, entriesOf, errorCodeOf, rowsOf, window } from "./ask-caiso.ts";

const provider = createTestProvider();
const stamps = "INTERVALSTARTTIME_GMT,INTERVALENDTIME_GMT,OPR_DT,OPR_HR,OPR_INTERVAL";
const inJanuary = window("2026-01-05T08:00", "2026-01-12T08:00");

const list = async (rest: string) =>
  rowsOf(await ask(provider, `version=1&resultformat=6&${rest}`));

describe("shadow prices and reserve results", () => {
  it.each([
    [
      "PRC_CNSTR",
      "DAM",
      "OPR_TYPE,MARKET_RUN_ID,TI_ID_XML,TI_ID,TI_DIRECTION,CONSTRAINT_CAUSE,MW,GROUP",
      24,
    ],
    [
      "PRC_NOMOGRAM",
      "RTM",
      "OPR_TYPE,MARKET_RUN_ID,NOMOGRAM_ID_XML,NOMOGRAM_ID,CONSTRAINT_CAUSE,PRC,GROUP",
      96,
    ],
    ["PRC_RTM_NOMOGRAM", "RTM", "NOMOGRAM_ID,MARKET_RUN_ID,CONSTRAINT_CAUSE,PRC,GROUP", 288],
    ["PRC_RTM_FLOWGATE", "RTM", "TI_ID,TI_DIRECTION,MARKET_RUN_ID,CONSTRAINT_CAUSE,PRC,GROUP", 288],
    [
      "AS_RESULTS",
      "DAM",
      "ANC_TYPE,ANC_REGION,GRP,MARKET_RUN_ID,RESULT_TYPE,UOM,POS,XML_DATA_ITEM,MW,GROUP",
      24,
    ],
  ])("%s of %s have their columns, name and intervals", async (name, market, rest, perDay) => {
    const query = `queryname=${name}&market_run_id=${market}&version=1&${inJanuary}`;
    const answer = await ask(provider, `${query}&resultformat=6`);
    const [[file, text] = ["", ""]] = entriesOf(answer);
    expect(file).toBe(`20260105_20260112_${name}_${market}_20260315_05_00_00_v1.csv`);
    expect(text.slice(0, text.indexOf("\n"))).toBe(`${stamps},${rest}`);
    const rows = rowsOf(answer);
    expect(new Set(rows.map((row) => row["MARKET_RUN_ID"]))).toEqual(new Set([market]));
    for (const group of Map.groupBy(rows, (row) => row["GROUP"]).values()) {
      expect(new Set(group.map((row) => row["OPR_DT"])).size).toBe(1);
      expect(new Set(group.map((row) => row["INTERVALSTARTTIME_GMT"])).size).toBe(group.length);
      expect(group.length).toBeLessThanOrEqual(perDay);
    }
    const [xml = ""] = entriesOf(await ask(provider, query)).values();
    expect(xml.match(/<REPORT_DATA>/g)).toHaveLength(rows.length);
  });

  it("have rows where a constraint binds, and the sun makes lines bind", async () => {
    const rows = await list(`queryname=PRC_NOMOGRAM&market_run_id=DAM&${inJanuary}`);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.length).toBeLessThan(2 * 7 * 14);
    expect(rows.every((row) => Number(row["PRC"]) > 0)).toBe(true);
    expect(rows.every((row) => Number(row["OPR_HR"]) > 6 && Number(row["OPR_HR"]) < 20)).toBe(true);
    const one = await list(`queryname=PRC_CNSTR&market_run_id=DAM&ti_id=MALIN500_ISL&${inJanuary}`);
    expect(new Set(one.map((row) => row["TI_ID"]))).toEqual(new Set(["MALIN500_ISL"]));
  });

  it("of reserves add up, for what was asked for and on the long day", async () => {
    const long = window("2025-11-02T07:00", "2025-11-03T08:00");
    const rows = await list(
      `queryname=AS_RESULTS&market_run_id=DAM&anc_type=RU&anc_region=AS_CAISO&${long}`,
    );
    expect(rows).toHaveLength(4 * 25);
    expect(rows.filter((row) => row["OPR_HR"] === "25")).toHaveLength(4);
    for (const hour of Map.groupBy(rows, (row) => row["OPR_HR"]).values()) {
      const cents = (type: string) =>
        Math.round(Number(hour.find((row) => row["RESULT_TYPE"] === type)?.["MW"]) * 100);
      expect(cents("AS_BUY_MW") + cents("AS_SELF_MW")).toBe(cents("AS_MW"));
    }
    const all = await list(`queryname=AS_RESULTS&${long}&anc_type=RU&anc_region=AS_CAISO`);
    expect(new Set(all.map((row) => row["MARKET_RUN_ID"]))).toEqual(
      new Set(["DAM", "HASP", "RTM"]),
    );
  });

  it("appear when their market does, and refuse what they do not have", async () => {
    const tomorrow = window("2026-03-16T07:00", "2026-03-17T07:00");
    const code = async (rest: string, time: string) =>
      errorCodeOf(
        await ask(provider, `version=1&resultformat=6&${rest}&${tomorrow}`, {
          nowMs: Date.parse(time),
        }),
      );
    const results = "queryname=AS_RESULTS&market_run_id=DAM";
    expect(await code(results, "2026-03-15T19:59:00Z")).toBe("1000");
    expect(await code(results, "2026-03-15T20:40:00Z")).toBeUndefined();
    expect(await code("queryname=AS_RESULTS&market_run_id=RUC", "2026-03-20T20:00:00Z")).toBe(
      "1001",
    );
    expect(await code("queryname=PRC_RTM_NOMOGRAM", "2026-03-16T06:00:00Z")).toBe("1000");
    expect(await code("queryname=PRC_CNSTR&ti_id=NO_SUCH", "2026-03-20T20:00:00Z")).toBe("1000");
  });
});
