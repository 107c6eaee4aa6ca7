import { describe, expect, it } from "vitest";
import {
  anchorMs,
  ask,
  createTestProvider,
  damPrices,
  entriesOf,
  hubs,
  loads,
  readCsv,
  rtmPrices,
  rowsOf,
  window,
  nodeCounts,
} from "./ask-caiso.ts";

const provider = createTestProvider();
const day = window("2026-03-10T07:00", "2026-03-11T07:00");
const hub = "node=TH_NP15_GEN-APND";

describe("answers with data", () => {
  it.each([
    [
      "a market",
      `${damPrices}&${hub}&${day}`,
      "20260310_20260311_PRC_LMP_DAM_20260315_05_00_07_v12",
    ],
    [
      "no market",
      `queryname=SLD_FCST&version=1&resultformat=6&${day}`,
      "20260310_20260311_SLD_FCST_20260315_05_00_07_v1",
    ],
    [
      "another version",
      `${rtmPrices.replace("version=3", "version=2")}&${hub}&${day}`,
      "20260310_20260311_PRC_INTVL_LMP_RTM_20260315_05_00_07_v2",
    ],
  ])("are named after window, report and Pacific time, with %s", async (_name, query, baseName) => {
    const answer = await ask(provider, query, { nowMs: anchorMs + 7_000 });
    expect(answer.status).toBe(200);
    expect(answer.headers).toEqual({
      "Content-Type": "application/x-zip-compressed",
      "Content-Disposition": `inline; filename=${baseName}.zip;`,
    });
    expect([...entriesOf(answer).keys()]).toEqual([`${baseName}.csv`]);
  });

  it("never hold the bytes .xml in a CSV answer: a public client takes them for an error", async () => {
    for (const query of [
      `${damPrices}&node=${hubs.join(",")}`,
      loads("DAM"),
      `${rtmPrices}&${hub}`,
    ]) {
      const answer = await ask(provider, `${query}&${day}`);
      expect(Buffer.from(answer.body).includes(".xml")).toBe(false);
    }
  });

  it("carry all five components, whatever the version", async () => {
    for (const version of ["1", "12"]) {
      const query = `${damPrices.replace("version=12", `version=${version}`)}&${hub}&${day}`;
      const rows = rowsOf(await ask(provider, query));
      const items = new Map(rows.map((row) => [row["LMP_TYPE"], row["XML_DATA_ITEM"]]));
      expect(Object.fromEntries(items)).toEqual({
        LMP: "LMP_PRC",
        MCE: "LMP_ENE_PRC",
        MCC: "LMP_CONG_PRC",
        MCL: "LMP_LOSS_PRC",
        MGHG: "LMP_GHG_PRC",
      });
    }
  });

  it("know every named node, and tell aggregated ones from pnodes", async () => {
    const known = [
      ...["DLAP_PGAE-APND", "DLAP_SDGE-APND", "ELAP_PACW-APND", "ELAP_NEVP-APND"],
      ...[
        "0096WD_7_N001",
        "CAPTJACK_5_N003",
        "ELCAJNGT_7_N001",
        "CONTROLX_1_N001",
        "SCHINDLR_1_N021",
      ],
    ];
    const rows = rowsOf(await ask(provider, `${damPrices}&node=${known.join(",")}&${day}`));
    expect(new Set(rows.map((row) => row["NODE"]))).toEqual(new Set(known));
    for (const row of rows) {
      const aggregated = (row["NODE"] ?? "").endsWith("-APND");
      expect(row["GRP_TYPE"]).toBe(aggregated ? "ALL_APNODES" : "ALL");
      expect(row["NODE_ID"]).toBe(row["NODE"]);
      expect(row["PNODE_RESMRID"]).toBe(row["NODE"]);
    }
  });

  it("cover one trade day of all nodes, one file per component, for grp_type=ALL", async () => {
    const query = `${damPrices}&grp_type=ALL&startdatetime=20260310T07:00-0000&enddatetime=20260401T07:00-0000`;
    const answer = await ask(provider, query);
    expect(answer.headers["Content-Disposition"]).toBe(
      "inline; filename=20260310_20260310_PRC_LMP_DAM_20260315_05_00_00_v12.zip;",
    );
    const entries = entriesOf(answer);
    const components = ["LMP", "MCC", "MCE", "MCL", "MGHG"];
    expect([...entries.keys()]).toEqual(
      components.map((type) => `20260310_20260310_PRC_LMP_DAM_${type}_v12.csv`),
    );
    for (const [index, text] of [...entries.values()].entries()) {
      const rows = readCsv(text);
      expect(rows).toHaveLength(nodeCounts.all * 24);
      expect(new Set(rows.map((row) => row["LMP_TYPE"]))).toEqual(new Set([components[index]]));
      expect(new Set(rows.map((row) => row["OPR_DT"]))).toEqual(new Set(["2026-03-10"]));
    }
  });

  it("cover one hour of the aggregated nodes for grp_type=ALL_APNODES in real time", async () => {
    const query = `${rtmPrices}&grp_type=ALL_APNODES&startdatetime=20260310T09:00-0000`;
    const [lmp = ""] = entriesOf(await ask(provider, query)).values();
    const rows = readCsv(lmp);
    expect(rows).toHaveLength(nodeCounts.aggregated * 12);
    expect(new Set(rows.map((row) => row["OPR_HR"]))).toEqual(new Set(["3"]));
    expect(new Set(rows.map((row) => row["GRP_TYPE"]))).toEqual(new Set(["ALL_APNODES"]));
  });

  it("hold every load market when none is named, and both executions of the real-time one", async () => {
    const all = rowsOf(await ask(provider, `queryname=SLD_FCST&version=1&resultformat=6&${day}`));
    expect(new Set(all.map((row) => row["EXECUTION_TYPE"]))).toEqual(
      new Set(["7DA", "2DA", "DAM", "ACTUAL", "RTPD", "RTD"]),
    );
    const quarters = rowsOf(await ask(provider, `${loads("RTM")}&execution_type=RTPD&${day}`));
    expect(quarters).toHaveLength(34 * 96);
    expect(new Set(quarters.map((row) => row["XML_DATA_ITEM"]))).toEqual(
      new Set(["SYS_FCST_15MIN_MW"]),
    );
  });

  it("have one price column name per report", async () => {
    const header = async (query: string) => {
      const [text = ""] = entriesOf(await ask(provider, `${query}&${hub}&${day}`)).values();
      return text.slice(0, text.indexOf("\n")).split(",");
    };
    expect(await header(damPrices)).toContain("MW");
    expect(await header(rtmPrices)).toContain("VALUE");
    expect(
      await header("queryname=PRC_RTPD_LMP&market_run_id=RTPD&version=1&resultformat=6"),
    ).toContain("PRC");
  });
});

describe("XML answers", () => {
  it.each(["", "&resultformat=5"])("come without resultformat or with 5 (%s)", async (format) => {
    const query = `queryname=PRC_LMP&market_run_id=DAM&version=12&${hub}&${day}${format}`;
    const answer = await ask(provider, query);
    const [[name, text] = ["", ""]] = entriesOf(answer);
    expect(name).toBe("20260310_20260311_PRC_LMP_DAM_20260315_05_00_00_v12.xml");
    expect(answer.headers["Content-Disposition"]).not.toContain(".xml.zip;");
    expect(text).toContain('xmlns="http://www.caiso.com/soa/OASISReport_v12.xsd"');
    expect(text.match(/<REPORT_ITEM>/g)).toHaveLength(5);
    expect(text.match(/<REPORT_DATA>/g)).toHaveLength(120);
  });

  it("carry the values of the CSV form", async () => {
    const query = `queryname=SLD_FCST&market_run_id=DAM&version=1&${day}`;
    const [xml = ""] = entriesOf(await ask(provider, query)).values();
    const pattern =
      /<RESOURCE_NAME>(.*)<\/RESOURCE_NAME>\n.*\n<INTERVAL_NUM>(\d+)<\/INTERVAL_NUM>\n.*\n.*\n<VALUE>(.*)<\/VALUE>/g;
    const fromXml = [...xml.matchAll(pattern)].map((match) => match.slice(1, 4).join(" ")).sort();
    const csv = rowsOf(await ask(provider, `${query}&resultformat=6`));
    const fromCsv = csv
      .map((row) => [row["TAC_AREA_NAME"], row["OPR_HR"], row["MW"]].join(" "))
      .sort();
    expect(fromXml).toEqual(fromCsv);
    expect(fromCsv).toHaveLength(34 * 24);
  });
});
