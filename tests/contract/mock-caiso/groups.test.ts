import { describe, expect, it } from "vitest";
import {
  anchorMs,
  ask,
  createTestProvider,
  damPrices,
  digestOf,
  entriesOf,
  errorCodeOf,
  nodeCounts,
  readCsv,
  rowsOf,
} from "./ask-caiso.ts";

const provider = createTestProvider();
const at = (gmt: string) => Date.parse(`${gmt}Z`);

function askGroup(groupid: string, rest: string, nowMs = anchorMs) {
  const query = `groupid=${groupid}&resultformat=6&${rest}`;
  return ask(provider, query, { path: "/oasisapi/GroupZip", nowMs });
}

const march10 = "startdatetime=20260310T07:00-0000";
const components = ["LMP", "MCC", "MCE", "MCL", "MGHG"];

describe("price bundles", () => {
  it.each([
    ["DAM_LMP_GRP", 12, "PRC_LMP_DAM", "MW", 24],
    ["RTM_LMP_GRP", 3, "PRC_INTVL_LMP_RTM", "VALUE", 288],
    ["RTPD_LMP_GRP", 3, "PRC_RTPD_LMP_RTPD", "PRC", 96],
    ["HASP_LMP_GRP", 3, "PRC_HASP_LMP_HASP", "MW", 96],
  ])(
    "%s hold all nodes of a trade day, one file per component",
    async (id, version, report, column, count) => {
      const answer = await askGroup(id, `version=${version}&${march10}`);
      expect(answer.status).toBe(200);
      expect(answer.headers).toEqual({
        "Content-Type": "application/x-zip-compressed",
        "Content-Disposition": `inline; filename=20260310_20260310_${id}_N_N_v${version}_csv.zip;`,
      });
      const entries = [...entriesOf(answer)];
      expect(entries.map(([name]) => name)).toEqual(
        components.map((type) => `20260310_20260310_${report}_${type}_v${version}.csv`),
      );
      for (const [index, [, text]] of entries.entries()) {
        const rows = readCsv(text);
        expect(rows).toHaveLength(nodeCounts.all * count);
        expect(new Set(rows.map((row) => row["LMP_TYPE"]))).toEqual(new Set([components[index]]));
        expect(new Set(rows.map((row) => row["OPR_DT"]))).toEqual(new Set(["2026-03-10"]));
        expect(rows.every((row) => /^-?\d+(\.\d{1,5})?$/.test(row[column] ?? ""))).toBe(true);
      }
      expect(Buffer.from(answer.body).includes(".xml")).toBe(false);
    },
  );

  it("say what SingleZip says, and put it on record", async () => {
    const answer = await askGroup("DAM_LMP_GRP", `version=12&${march10}`);
    const [lmp = ""] = entriesOf(answer).values();
    const single = await ask(provider, `${damPrices}&grp_type=ALL&${march10}`);
    const [same = ""] = entriesOf(single).values();
    expect(lmp).toBe(same);
    expect(answer.served?.digest).toBe(single.served?.digest);
    const expanded = (answer.served?.ranges ?? []).flatMap((range) => [
      ...createTestProvider().expand(range, anchorMs),
    ]);
    expect(expanded).toHaveLength(nodeCounts.all * 5 * 24);
    expect(digestOf(expanded)).toBe(answer.served?.digest);
  });

  it.each([
    ["2026-03-08", "20260308T08:00", 23],
    ["2025-11-02", "20251102T07:00", 25],
  ])("hold every hour of %s", async (day, start, hours) => {
    const answer = await askGroup("DAM_LMP_GRP", `version=1&startdatetime=${start}-0000`);
    const rows = readCsv([...entriesOf(answer).values()][0] ?? "");
    expect(rows).toHaveLength(nodeCounts.all * hours);
    expect(new Set(rows.map((row) => row["OPR_DT"]))).toEqual(new Set([day]));
  });

  it("come as XML without resultformat", async () => {
    const query = `groupid=DAM_LMP_GRP&version=12&${march10}`;
    const answer = await ask(provider, query, { path: "/oasisapi/GroupZip" });
    expect(answer.headers["Content-Disposition"]).toBe(
      "inline; filename=20260310_20260310_DAM_LMP_GRP_N_N_v12_xml.zip;",
    );
    expect([...entriesOf(answer).keys()][0]).toBe("20260310_20260310_PRC_LMP_DAM_LMP_v12.xml");
  });
});

describe("readiness", () => {
  it("goes from no data over being packed to the bundle", async () => {
    const code = async (id: string, rest: string, gmt: string) =>
      errorCodeOf(await askGroup(id, rest, at(gmt)));
    const monday = "version=12&startdatetime=20260316T07:00-0000";
    expect(await code("DAM_LMP_GRP", monday, "2026-03-15T19:59:59")).toBe("1000");
    expect(await code("DAM_LMP_GRP", monday, "2026-03-15T20:00:00")).toBe("1015");
    expect(await code("DAM_LMP_GRP", monday, "2026-03-15T20:14:59")).toBe("1015");
    expect(await code("DAM_LMP_GRP", monday, "2026-03-15T20:15:00")).toBeUndefined();

    const sunday = "version=3&startdatetime=20260315T07:00-0000";
    expect(await code("RTM_LMP_GRP", sunday, "2026-03-15T06:59:59")).toBe("1000");
    expect(await code("RTM_LMP_GRP", sunday, "2026-03-15T12:00:00")).toBe("1015");
    expect(await code("RTM_LMP_GRP", sunday, "2026-03-16T07:15:00")).toBeUndefined();

    const corrections = "version=1&startdatetime=20260315T07:00-0000";
    expect(await code("PRC_CORR_GRP", corrections, "2026-03-15T12:00:00")).toBe("1015");
    expect(await code("PRC_CORR_GRP", corrections, "2026-03-16T07:00:00")).toBeUndefined();
  });

  it("of bids takes 90 days", async () => {
    const start = "version=3&startdatetime=20251215T08:00-0000";
    const ask90 = (gmt: string) => askGroup("PUB_DAM_GRP", start, at(gmt));
    expect(errorCodeOf(await ask90("2026-03-15T07:59:59"))).toBe("1000");
    expect(errorCodeOf(await ask90("2026-03-15T08:00:00"))).toBe("1015");
    const answer = await ask90("2026-03-15T08:15:00");
    const [[name, text] = ["", ""]] = entriesOf(answer);
    expect(name).toBe("20251215_20251215_PUB_BID_DAM_v3.csv");
    const rows = readCsv(text);
    expect(rows.length).toBeGreaterThan(60 * 24);
    for (const row of rows) {
      expect((row["SELFSCHEDMW"] === "") !== (row["SCH_BID_XAXISDATA"] === "")).toBe(true);
    }
  });

  it("of capacity prices begins with the extended day-ahead market", async () => {
    const before = await askGroup(
      "DAM_CAP_PRC_GRP",
      "version=1&startdatetime=20260430T07:00-0000",
      at("2026-05-10T00:00:00"),
    );
    expect(errorCodeOf(before)).toBe("1000");
    const rows = rowsOf(
      await askGroup(
        "DAM_CAP_PRC_GRP",
        "version=1&startdatetime=20260501T07:00-0000",
        at("2026-05-10T00:00:00"),
      ),
    );
    expect(rows).toHaveLength(nodeCounts.aggregated * 4 * 24);
    for (const row of rows) {
      const units = (name: string) => Math.round(Number(row[name]) * 100_000);
      expect(units("MARGINAL_CLEARING_PRICE")).toBe(
        units("CAPACITY_PRICE") + units("CONGESTION_PRICE") + units("LOSS_PRICE"),
      );
    }
  });

  it("of outages is the day before", async () => {
    const rows = rowsOf(
      await askGroup("AGGR_OUTAGE_SCH_GRP", "version=1&startdatetime=20260315T07:00-0000"),
    );
    expect(rows).toHaveLength(7 * 24);
    expect(new Set(rows.map((row) => row["REPORT_DATE_GMT"]))).toEqual(
      new Set(["2026-03-14T16:00:00-00:00"]),
    );
    expect(
      errorCodeOf(
        await askGroup("AGGR_OUTAGE_SCH_GRP", "version=1&startdatetime=20260318T07:00-0000"),
      ),
    ).toBe("1000");
  });
});

describe("refusals of bundles", () => {
  it.each([
    ["an unknown group", "1016", "NO_GRP", `version=1&${march10}`],
    ["a group in lower case", "1016", "dam_lmp_grp", `version=1&${march10}`],
    ["a missing version", "1020", "DAM_LMP_GRP", march10],
    ["a wrong version", "1020", "PRC_CORR_GRP", `version=12&${march10}`],
    ["no start", "1002", "DAM_LMP_GRP", "version=1"],
    ["a bad stamp", "1002", "DAM_LMP_GRP", "version=1&startdatetime=2026-03-10"],
    [
      "a day before retention",
      "1014",
      "DAM_LMP_GRP",
      "version=1&startdatetime=20221201T08:00-0000",
    ],
    ["a future day", "1000", "RTM_LMP_GRP", "version=1&startdatetime=20260610T07:00-0000"],
    ["several hours", "1018", "RTM_LMP_GRP", `version=1&opr_hr=1,2&${march10}`],
    ["all market terms", "1019", "RTM_LMP_GRP", `version=1&market_term=ALL&${march10}`],
  ])("name %s with %s", async (_what, code, id, rest) => {
    expect(errorCodeOf(await askGroup(id, rest))).toBe(code);
  });

  it("name a missing group with 1011, and read parameter names in any case", async () => {
    const path = "/oasisapi/GroupZip";
    expect(errorCodeOf(await ask(provider, `version=1&${march10}`, { path }))).toBe("1011");
    const query = `GROUPID=PRC_CORR_GRP&Version=1&RESULTFORMAT=6&StartDateTime=20260310T07:00-0000`;
    expect(errorCodeOf(await ask(provider, query, { path }))).toBeUndefined();
  });
});
