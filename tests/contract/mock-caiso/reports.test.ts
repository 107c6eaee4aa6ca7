import { describe, expect, it } from "vitest";
import {
  ask,
  createTestProvider,
  entriesOf,
  errorCodeOf,
  readCsv,
  rowsOf,
  window,
  nodeCounts,
} from "./ask-caiso.ts";

const provider = createTestProvider();
const day = window("2026-03-10T07:00", "2026-03-11T07:00");
const hub = "node=TH_NP15_GEN-APND";

/** What asks for one usual day, the rows it has, its first columns and its last. */
const reports = {
  "PRC_HASP_LMP v3": [
    "PRC_HASP_LMP",
    `version=3&market_run_id=HASP&${hub}`,
    5 * 96,
    "POS,MW,OPR_INTERVAL,GROUP",
  ],
  "PRC_SPTIE_LMP DAM": [
    "PRC_SPTIE_LMP",
    "version=5&market_run_id=DAM&node=MALIN_5_N101",
    5 * 24,
    "POS,PRC,OPR_INTERVAL,GROUP",
  ],
  "PRC_SPTIE_LMP RTPD": [
    "PRC_SPTIE_LMP",
    "version=4&market_run_id=RTPD&node=MALIN_5_N101",
    5 * 96,
    "POS,PRC,OPR_INTERVAL,GROUP",
  ],
  "PRC_SPTIE_LMP RTD": [
    "PRC_SPTIE_LMP",
    "version=5&market_run_id=RTD&node=MALIN_5_N101",
    5 * 288,
    "POS,PRC,OPR_INTERVAL,GROUP",
  ],
  "SLD_REN_FCST DAM": [
    "SLD_REN_FCST",
    "version=1&market_run_id=DAM",
    6 * 24,
    "RENEW_POS,MW,MARKET_RUN_ID,GROUP",
  ],
  "SLD_REN_FCST HASP": [
    "SLD_REN_FCST",
    "version=1&market_run_id=HASP",
    6 * 96,
    "RENEW_POS,MW,MARKET_RUN_ID,GROUP",
  ],
  "SLD_REN_FCST RTPD": [
    "SLD_REN_FCST",
    "version=1&market_run_id=RTPD",
    6 * 96,
    "RENEW_POS,MW,MARKET_RUN_ID,GROUP",
  ],
  "SLD_REN_FCST RTD": [
    "SLD_REN_FCST",
    "version=1&market_run_id=RTD",
    6 * 288,
    "RENEW_POS,MW,MARKET_RUN_ID,GROUP",
  ],
  "SLD_REN_FCST ACTUAL": [
    "SLD_REN_FCST",
    "version=1&market_run_id=ACTUAL",
    6 * 24,
    "RENEW_POS,MW,MARKET_RUN_ID,GROUP",
  ],
  "PRC_AS v12": [
    "PRC_AS",
    "version=12&market_run_id=DAM&anc_type=ALL&anc_region=ALL",
    36 * 24,
    "MARKET_RUN_ID,XML_DATA_ITEM,MW,GROUP",
  ],
  "PRC_AS v1": [
    "PRC_AS",
    "version=1&market_run_id=DAM",
    36 * 24,
    "MARKET_RUN_ID,XML_DATA_ITEM,MW,GROUP",
  ],
  "ENE_SLRS DAM": [
    "ENE_SLRS",
    "version=1&market_run_id=DAM&tac_zone_name=ALL&schedule=ALL",
    4 * 24,
    "XML_DATA_ITEM,POS,MW,GROUP",
  ],
  "ENE_SLRS RUC": ["ENE_SLRS", "version=1&market_run_id=RUC", 4 * 24, "XML_DATA_ITEM,POS,MW,GROUP"],
  "ENE_SLRS HASP": [
    "ENE_SLRS",
    "version=1&market_run_id=HASP",
    4 * 96,
    "XML_DATA_ITEM,POS,MW,GROUP",
  ],
  "ENE_SLRS RTM": [
    "ENE_SLRS",
    "version=1&market_run_id=RTM",
    4 * 288,
    "XML_DATA_ITEM,POS,MW,GROUP",
  ],
  PRC_FUEL: [
    "PRC_FUEL",
    "version=1&fuel_region_id=ALL",
    6 * 24,
    "FUEL_REGION_ID_XML,FUEL_REGION_ID,PRC,GROUP",
  ],
  PRC_GHG_ALLOWANCE: ["PRC_GHG_ALLOWANCE", "version=1", 24, "OPR_HR,GHG_PRC_IDX,GROUP"],
} as const;

/** The column that holds the value. */
function valueOf(row: Readonly<Record<string, string>>): string {
  for (const name of ["MW", "PRC", "VALUE", "GHG_PRC_IDX"]) {
    const value = row[name];
    if (value !== undefined) return value;
  }
  throw new Error("The row has no value");
}

describe.each(Object.entries(reports))("%s", (_name, [report, parameters, count, tail]) => {
  const query = `queryname=${report}&${parameters}&${day}`;

  it("answers every interval of a day, in its own columns, in groups of one series", async () => {
    const answer = await ask(provider, `${query}&resultformat=6`);
    const [[name, text] = ["", ""]] = entriesOf(answer);
    expect(name).toMatch(new RegExp(`^20260310_20260311_${report}_.*\\.csv$`));
    const header = text.slice(0, text.indexOf("\n"));
    expect(header.endsWith(tail)).toBe(true);
    const rows = rowsOf(answer);
    expect(rows).toHaveLength(count);
    const groups = Map.groupBy(rows, (row) => row["GROUP"]);
    for (const group of groups.values()) {
      expect(new Set(group.map((row) => row["INTERVALSTARTTIME_GMT"])).size).toBe(group.length);
    }
    for (const row of rows) {
      expect(valueOf(row)).toMatch(/^-?\d+(\.\d{1,5})?$/);
      expect(row["OPR_DT"]).toBe("2026-03-10");
    }
  });

  it("says the same values in XML", async () => {
    const csv = rowsOf(await ask(provider, `${query}&resultformat=6`))
      .map((row) => `${row["INTERVALSTARTTIME_GMT"] ?? ""} ${valueOf(row)}`)
      .sort();
    const [xml = ""] = entriesOf(await ask(provider, query)).values();
    const pattern = /<INTERVAL_START_GMT>(.*)<\/INTERVAL_START_GMT>\n.*\n<VALUE>(.*)<\/VALUE>/g;
    expect(
      [...xml.matchAll(pattern)].map((match) => `${match[1] ?? ""} ${match[2] ?? ""}`).sort(),
    ).toEqual(csv);
    expect(xml).toContain(`<REPORT>${report}</REPORT>`);
  });

  it("refuses versions it does not have, 32 days and what is older than 39 months", async () => {
    const code = async (text: string) => errorCodeOf(await ask(provider, text));
    expect(await code(query.replace(/version=\d+/, "version=7"))).toBe("1020");
    expect(await code(query.replace(/version=\d+&?/, ""))).toBe("1020");
    expect(await code(query.replace(day, window("2026-01-10T08:00", "2026-02-11T08:00")))).toBe(
      "1004",
    );
    expect(await code(query.replace(day, window("2022-12-10T08:00", "2022-12-11T08:00")))).toBe(
      "1014",
    );
    expect(await code(query.replace(day, window("2026-06-10T07:00", "2026-06-11T07:00")))).toBe(
      "1000",
    );
  });

  it.each([
    ["short", "2026-03-08T08:00", "2026-03-09T07:00", 23, "3"],
    ["long", "2025-11-02T07:00", "2025-11-03T08:00", 25, "26"],
  ])(
    "has every hour of the %s day under its own number",
    async (_day, start, end, hours, absent) => {
      const answer = await ask(
        provider,
        `${query.replace(day, window(start, end))}&resultformat=6`,
      );
      const rows = rowsOf(answer);
      expect(rows).toHaveLength((count / 24) * hours);
      const numbers = new Set(rows.map((row) => row["OPR_HR"]));
      expect(numbers.size).toBe(hours);
      expect(numbers.has(absent)).toBe(false);
      expect(numbers.has("25")).toBe(hours === 25);
    },
  );
});

describe("filters", () => {
  it("narrow ancillary services by type and region", async () => {
    const query = `queryname=PRC_AS&market_run_id=DAM&version=12&resultformat=6&ANC_TYPE=RU,SR&anc_region=AS_CAISO_EXP&${day}`;
    const rows = rowsOf(await ask(provider, query));
    expect(rows).toHaveLength(48);
    expect(
      new Set(rows.map((row) => `${row["ANC_REGION"] ?? ""} ${row["ANC_TYPE"] ?? ""}`)),
    ).toEqual(new Set(["AS_CAISO_EXP RU", "AS_CAISO_EXP SR"]));
  });

  it("narrow schedules and fuel regions", async () => {
    const schedules = rowsOf(
      await ask(
        provider,
        `queryname=ENE_SLRS&market_run_id=DAM&version=1&resultformat=6&schedule=Import&${day}`,
      ),
    );
    expect(new Set(schedules.map((row) => row["XML_DATA_ITEM"]))).toEqual(
      new Set(["ISO_TOT_IMP_MW"]),
    );
    const fuel = rowsOf(
      await ask(
        provider,
        `queryname=PRC_FUEL&version=1&resultformat=6&fuel_region_id=FRPGE2&${day}`,
      ),
    );
    expect(new Set(fuel.map((row) => row["FUEL_REGION_ID"]))).toEqual(new Set(["FRPGE2"]));
  });

  it.each([
    "queryname=PRC_AS&market_run_id=DAM&version=12&anc_type=XX",
    "queryname=PRC_AS&market_run_id=DAM&version=12&anc_region=NOWHERE",
    "queryname=ENE_SLRS&market_run_id=DAM&version=1&schedule=Storage",
    "queryname=PRC_FUEL&version=1&fuel_region_id=ALL_OF_THEM",
    "queryname=PRC_AS&market_run_id=ACTUAL&version=12",
    "queryname=PRC_HASP_LMP&market_run_id=DAM&version=1&node=MALIN_5_N101",
  ])("refuse with 1001 what does not exist: %s", async (query) => {
    expect(errorCodeOf(await ask(provider, `${query}&${day}`))).toBe("1001");
  });
});

describe("scheduling points", () => {
  it("carry their tie and the price of the node in the same market", async () => {
    const tie = rowsOf(
      await ask(
        provider,
        `queryname=PRC_SPTIE_LMP&market_run_id=RTD&version=5&resultformat=6&node=MALIN_5_N101&${day}`,
      ),
    );
    const node = rowsOf(
      await ask(
        provider,
        `queryname=PRC_INTVL_LMP&market_run_id=RTM&version=3&resultformat=6&node=MALIN_5_N101&${day}`,
      ),
    );
    const key = (row: Readonly<Record<string, string>>, value: string) =>
      `${row["INTERVALSTARTTIME_GMT"] ?? ""} ${row["LMP_TYPE"] ?? ""} ${row[value] ?? ""}`;
    expect(new Set(tie.map((row) => row["TIE"]))).toEqual(new Set(["MALIN500"]));
    expect(tie.map((row) => key(row, "PRC")).sort()).toEqual(
      node.map((row) => key(row, "VALUE")).sort(),
    );
  });

  it("are few, and one hour of all of them comes for grp_type", async () => {
    const query =
      "queryname=PRC_SPTIE_LMP&market_run_id=RTD&version=5&resultformat=6&startdatetime=20260310T09:00-0000";
    const [all = ""] = entriesOf(await ask(provider, `${query}&grp_type=ALL`)).values();
    expect(readCsv(all)).toHaveLength(6 * 12);
    const [aggregated = ""] = entriesOf(
      await ask(provider, `${query}&grp_type=ALL_APNODES`),
    ).values();
    expect(new Set(readCsv(aggregated).map((row) => row["NODE"]))).toEqual(
      new Set(["PALOVRDE_ASR-APND"]),
    );
  });
});

describe("reports of all nodes", () => {
  it.each([
    ["PRC_SPTIE_LMP", "version=5&market_run_id=RTD", 6 * 5 * 288],
    ["PRC_HASP_LMP", "version=3&market_run_id=HASP", nodeCounts.all * 5 * 96],
  ])("answer a day of %s in one file when no node is named", async (report, rest, count) => {
    const query = `queryname=${report}&${rest}&resultformat=6`;
    const answer = await ask(provider, `${query}&${day}`);
    expect(entriesOf(answer).size).toBe(1);
    const rows = rowsOf(answer);
    expect(rows).toHaveLength(count);
    expect(new Set(rows.map((row) => row["LMP_TYPE"])).size).toBe(5);
    const code = async (start: string, end: string) =>
      errorCodeOf(await ask(provider, `${query}&${window(start, end)}`));
    expect(await code("2025-11-02T07:00", "2025-11-03T08:00")).toBeUndefined();
    expect(await code("2026-03-09T08:00", "2026-03-10T08:00")).toBeUndefined();
    expect(await code("2026-03-09T07:00", "2026-03-10T08:00")).toBe("1004");
  });
});

describe("schedules", () => {
  it("balance in every interval, and their load is the market's forecast", async () => {
    const rows = rowsOf(
      await ask(provider, `queryname=ENE_SLRS&market_run_id=DAM&version=1&resultformat=6&${day}`),
    );
    const forecast = rowsOf(
      await ask(provider, `queryname=SLD_FCST&market_run_id=DAM&version=1&resultformat=6&${day}`),
    );
    for (const [start, hour] of Map.groupBy(rows, (row) => row["INTERVALSTARTTIME_GMT"])) {
      const mw = (schedule: string) =>
        Math.round(Number(hour.find((row) => row["SCHEDULE"] === schedule)?.["MW"]) * 100);
      expect(mw("Generation") + mw("Import")).toBe(mw("Load") + mw("Export"));
      const load = forecast.find(
        (row) => row["TAC_AREA_NAME"] === "CA ISO-TAC" && row["INTERVALSTARTTIME_GMT"] === start,
      );
      expect(mw("Load")).toBe(Math.round(Number(load?.["MW"]) * 100));
    }
  });
});

describe("lists", () => {
  const inMarch = window("2026-03-10T07:00", "2026-03-11T07:00");

  it.each([
    [
      "ATL_RESOURCE",
      "RESOURCE_ID,GENERATION_UNIT_ID,NODE_ID,AGGE_TYPE,RESOURCE_TYPE,COMMENTS,EFF_START_DT_GMT,EFF_END_DT_GMT,EFF_START_DT,EFF_END_DT",
    ],
    [
      "ATL_PNODE",
      "PNODE_ID,PNODE_TYPE,DESCRIPTION,COMMENTS,EFF_START_DT,EFF_END_DT,EFF_START_DT_GMT,EFF_END_DT_GMT,CB_NODE_FLAG,MAX_CB_MW,MAX_CB_MW_EFF_START_DT,MAX_CB_MW_EFF_END_DT,MAX_CB_MW_EFF_START_DT_GMT,MAX_CB_MW_EFF_END_DT_GMT",
    ],
    [
      "ATL_APNODE",
      "APNODE_ID,APNODE_TYPE,DESCRIPTION,COMMENTS,EFF_START_DT,EFF_END_DT,EFF_START_DT_GMT,EFF_END_DT_GMT,CB_NODE_FLAG,MAX_CB_MW",
    ],
    [
      "ATL_LAP",
      "APNODE_ID,APNODE_TYPE,DESCRIPTION,COMMENTS,EFF_START_DT_GMT,EFF_END_DT_GMT,EFF_START_DT,EFF_END_DT",
    ],
    [
      "ATL_PNODE_MAP",
      "APNODE_ID,PNODE_ID,DESCRIPTION,COMMENTS,EFF_START_DT_GMT,EFF_END_DT_GMT,EFF_START_DT,EFF_END_DT",
    ],
    [
      "ATL_TAC_AREA_MAP",
      "TAC_AREA_ID,PNODE_ID,DESCRIPTION,COMMENTS,EFF_START_DT,EFF_END_DT,EFF_START_DT_GMT,EFF_END_DT_GMT",
    ],
  ])("of %s carry what is in force, N in their name, and the same in XML", async (name, header) => {
    const query = `queryname=${name}&version=1&${inMarch}`;
    const answer = await ask(provider, `${query}&resultformat=6`);
    const [[file, text] = ["", ""]] = entriesOf(answer);
    expect(file).toBe(`20260310_20260311_${name}_N_20260315_05_00_00_v1.csv`);
    expect(text.slice(0, text.indexOf("\n"))).toBe(header);
    const rows = readCsv(text);
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) {
      expect((row["EFF_START_DT_GMT"] ?? "") < "2026-03-11T07:00").toBe(true);
      expect((row["EFF_END_DT_GMT"] ?? "") > "2026-03-10T07:00").toBe(true);
    }
    const [xml = ""] = entriesOf(await ask(provider, query)).values();
    expect(xml).toContain('<OASISMaster xmlns="http://www.caiso.com/soa/OASISMaster_v1.xsd">');
    expect(xml.match(/<ATLS_ITEM>/g)).toHaveLength(rows.length);
    expect(xml).toContain(`<REPORT>${name}</REPORT>\n</ATLS_HEADER>\n<ATLS_DATA>`);
    expect(xml).toContain(`<END_DATE>${rows[0]?.["EFF_END_DT"] ?? ""}</END_DATE>`);
    expect(xml).toContain(
      `<START_DATE_GMT>${rows[0]?.["EFF_START_DT_GMT"] ?? ""}</START_DATE_GMT>`,
    );
    expect(xml).not.toMatch(/_ID>|DESCRIPTION|COMMENTS|EFF_/);
  });

  it("of aggregated nodes tell their types, several of which can be asked for", async () => {
    const list = async (report: string, rest: string) =>
      rowsOf(
        await ask(provider, `queryname=${report}&version=1&resultformat=6&${inMarch}&${rest}`),
      );
    const all = await list("ATL_APNODE", "APnode_type=ALL");
    expect(all).toHaveLength(nodeCounts.aggregated);
    expect(Map.groupBy(all, (row) => row["APNODE_TYPE"]).get("SPZ")).toHaveLength(23);
    const some = await list("ATL_APNODE", "APnode_type=TH,DEPZ");
    expect(new Set(some.map((row) => row["APNODE_TYPE"]))).toEqual(new Set(["TH", "DEPZ"]));
    expect(some).toHaveLength(3 + 18);
    expect((await list("ATL_HUB", "")).map((row) => row["APNODE_ID"])).toEqual([
      ...["TH_NP15_GEN-APND", "TH_SP15_GEN-APND", "TH_ZP26_GEN-APND"],
    ]);
    const pnodes = await list("ATL_PNODE", "Pnode_type=ALL");
    expect(pnodes).toHaveLength(nodeCounts.all - nodeCounts.aggregated);
    const priced = await ask(
      provider,
      `queryname=PRC_LMP&market_run_id=DAM&version=12&resultformat=6&${inMarch}&grp_type=ALL_APNODES`,
    );
    const [lmp = ""] = entriesOf(priced).values();
    expect(new Set(readCsv(lmp).map((row) => row["NODE"]))).toEqual(
      new Set(all.map((row) => row["APNODE_ID"])),
    );
  });

  it("change as resources come and go", async () => {
    const ids = async (dates: string) =>
      rowsOf(await ask(provider, `queryname=ATL_RESOURCE&version=1&resultformat=6&${dates}`)).map(
        (row) => row["RESOURCE_ID"],
      );
    const early = await ids(window("2023-03-10T08:00", "2023-03-11T08:00"));
    const late = await ids(inMarch);
    expect(late).toContain("SCHNDR_1_OS2BM2");
    expect(early.filter((id) => !late.includes(id))).not.toEqual([]);
    expect(late.filter((id) => !early.includes(id))).not.toEqual([]);
  });

  it("can be narrowed to one node, and an unknown one is no data", async () => {
    const query = `queryname=ATL_PNODE_MAP&version=1&resultformat=6&${inMarch}`;
    expect(rowsOf(await ask(provider, `${query}&pnode_id=MALIN_5_N101`))).toHaveLength(1);
    expect(rowsOf(await ask(provider, `${query}&pnode_id=ALL`)).length).toBeGreaterThan(5);
    expect(errorCodeOf(await ask(provider, `${query}&pnode_id=NO_SUCH`))).toBe("1000");
  });

  it("of peaks tell the highest hour of each day's forecast", async () => {
    const week = window("2026-03-07T08:00", "2026-03-14T07:00");
    const answer = await ask(provider, `queryname=SLD_FCST_PEAK&version=1&resultformat=6&${week}`);
    const peaks = rowsOf(answer);
    expect(Object.keys(peaks[0] ?? {})).toEqual([
      ...["OPR_DT", "OPR_HR", "TAC_AREA_NAME", "LOAD_MW"],
      ...["INTERVALSTARTTIME_GMT", "INTERVALENDTIME_GMT"],
    ]);
    expect(peaks).toHaveLength(7 * 6);
    const hours = rowsOf(
      await ask(provider, `queryname=SLD_FCST&market_run_id=DAM&version=1&resultformat=6&${week}`),
    );
    for (const peak of peaks) {
      const same = hours.filter(
        (row) => row["OPR_DT"] === peak["OPR_DT"] && row["TAC_AREA_NAME"] === peak["TAC_AREA_NAME"],
      );
      expect(Number(peak["LOAD_MW"])).toBe(Math.max(...same.map((row) => Number(row["MW"]))));
      const hour = same.find((row) => row["OPR_HR"] === peak["OPR_HR"]);
      expect(hour?.["INTERVALSTARTTIME_GMT"]).toBe(peak["INTERVALSTARTTIME_GMT"]);
    }
  });

  it("refuse windows, versions and stamps as other reports do", async () => {
    const code = async (text: string) => errorCodeOf(await ask(provider, text));
    expect(await code(`queryname=ATL_RESOURCE&version=2&${inMarch}`)).toBe("1020");
    expect(await code("queryname=ATL_RESOURCE&version=1&startdatetime=20260310T07:00-0000")).toBe(
      "1002",
    );
    expect(
      await code(
        `queryname=SLD_FCST_PEAK&version=1&${window("2026-01-10T08:00", "2026-02-11T08:00")}`,
      ),
    ).toBe("1004");
    expect(
      await code(
        `queryname=SLD_FCST_PEAK&version=1&${window("2026-05-10T07:00", "2026-05-11T07:00")}`,
      ),
    ).toBe("1000");
    expect(
      await code(`queryname=ATL_PNODE&version=1&${window("2022-05-10T07:00", "2022-05-11T07:00")}`),
    ).toBe("1014");
  });
});
