import { describe, expect, it } from "vitest";
import {
  anchorMs,
  ask,
  createTestProvider,
  damPrices,
  entriesOf,
  errorCodeOf,
  loads,
  readCsv,
  rowsOf,
  rtmPrices,
  window,
  nodeCounts,
} from "./ask-caiso.ts";

const provider = createTestProvider();
const day = window("2026-03-10T07:00", "2026-03-11T07:00");
const hub = "node=TH_NP15_GEN-APND";
const elevenNodes = Array.from({ length: 11 }, (_, index) => `NODE_${index}`).join(",");

describe("application errors", () => {
  it.each([
    ["an unknown queryname", "1001", `queryname=PRC_NONE&version=1&${day}`],
    ["an unknown market", "1001", `queryname=PRC_LMP&market_run_id=RUC&version=1&${hub}&${day}`],
    [
      "an unknown result format",
      "1001",
      `${damPrices}&${hub}&${day}`.replace("format=6", "format=7"),
    ],
    ["an unknown grp_type", "1001", `${damPrices}&grp_type=SOME&${day}`],
    ["prices without nodes", "1001", `${damPrices}&${day}`],
    ["an unknown execution type", "1001", `${loads("RTM")}&execution_type=DAM&${day}`],
    [
      "a stamp without offset",
      "1002",
      `${damPrices}&${hub}&startdatetime=20260310T07:00&enddatetime=20260311T07:00`,
    ],
    [
      "a stamp with a zone's letter",
      "1002",
      `${damPrices}&${hub}&startdatetime=20260310T07:00Z&enddatetime=20260311T07:00-0000`,
    ],
    [
      "a plus sign that became a space",
      "1002",
      `${damPrices}&${hub}&startdatetime=20260310T07:00+0000&enddatetime=20260311T07:00-0000`,
    ],
    [
      "an offset no clock has",
      "1002",
      `${damPrices}&${hub}&startdatetime=20260310T07:00-0790&enddatetime=20260311T07:00-0000`,
    ],
    [
      "a day that does not exist",
      "1002",
      `${damPrices}&${hub}&${window("2026-02-30T07:00", "2026-03-03T07:00")}`,
    ],
    [
      "an hour that does not exist",
      "1002",
      `${damPrices}&${hub}&${window("2026-03-01T24:00", "2026-03-03T07:00")}`,
    ],
    ["a missing end", "1002", `${damPrices}&${hub}&startdatetime=20260310T07:00-0000`],
    ["a missing start", "1002", `${damPrices}&${hub}`],
    ["no parameters", "1011", ""],
    ["no report name", "1011", `resultformat=6&${day}`],
    ["eleven nodes", "1017", `${damPrices}&node=${elevenNodes}&${day}`],
    ["a missing version", "1020", `queryname=PRC_LMP&market_run_id=DAM&${hub}&${day}`],
    [
      "a version the report lacks",
      "1020",
      `queryname=PRC_LMP&market_run_id=DAM&version=2&${hub}&${day}`,
    ],
    [
      "a version that is no number",
      "1020",
      `queryname=SLD_FCST&market_run_id=DAM&version=one&${day}`,
    ],
    ["an unknown node", "1000", `${damPrices}&node=NO_SUCH_NODE&${day}`],
    [
      "a future window",
      "1000",
      `${damPrices}&${hub}&${window("2026-05-01T07:00", "2026-05-02T07:00")}`,
    ],
    [
      "an empty window",
      "1000",
      `${damPrices}&${hub}&${window("2026-03-10T07:00", "2026-03-10T07:00")}`,
    ],
    [
      "a window that ends before it starts",
      "1000",
      `${damPrices}&${hub}&${window("2026-03-11T07:00", "2026-03-10T07:00")}`,
    ],
  ])("refuses %s with %s", async (_name, code, query) => {
    const answer = await ask(provider, query);
    expect(errorCodeOf(answer)).toBe(code);
    expect(answer.status).toBe(200);
    expect(answer.headers).toEqual({
      "Content-Type": "application/x-zip-compressed",
      "Content-Disposition": "inline; filename=INVALID_REQUEST.xml.zip;",
    });
    expect(answer.served).toBeUndefined();
  });

  it("refuses an unknown group with 1016 and an empty group query with 1011", async () => {
    const path = "/oasisapi/GroupZip";
    expect(errorCodeOf(await ask(provider, `groupid=NO_GRP&${day}`, { path }))).toBe("1016");
    expect(errorCodeOf(await ask(provider, "", { path }))).toBe("1011");
  });

  it("stamps the refusal with the clock", async () => {
    const answer = await ask(provider, "", { nowMs: anchorMs + 777 });
    expect(entriesOf(answer).get("INVALID_REQUEST.xml")).toContain(
      "<m:TimeDate>2026-03-15T12:00:00.777Z</m:TimeDate>",
    );
  });
});

describe("request forms", () => {
  const plain = `${damPrices}&${hub}&${day}`;

  it.each([
    ["an escaped colon", plain.replaceAll(":", "%3A")],
    [
      "parameter names in upper case",
      plain.replace(
        /(^|&)(\w+)=/g,
        (_, sign: string, name: string) => `${sign}${name.toUpperCase()}=`,
      ),
    ],
    ["another order", plain.split("&").reverse().join("&")],
    ["an escaped comma and a node named twice", plain.replace(hub, `${hub}%2CTH_NP15_GEN-APND`)],
    ["an unknown extra parameter", `${plain}&opr_hr=ALL&colour=blue`],
    ["an empty parameter", `${plain}&grp_type=`],
  ])("reads %s", async (_name, query) => {
    const expected = await ask(provider, plain);
    expect(rowsOf(expected)).toHaveLength(120);
    expect((await ask(provider, query)).body).toEqual(expected.body);
  });

  it("answers known nodes beside unknown ones", async () => {
    const rows = rowsOf(await ask(provider, `${rtmPrices}&node=NO_SUCH_NODE,MALIN_5_N101&${day}`));
    expect(new Set(rows.map((row) => row["NODE"]))).toEqual(new Set(["MALIN_5_N101"]));
    expect(rows).toHaveLength(5 * 288);
  });
});

describe("transport errors", () => {
  it.each([
    ["another path", "/oasisapi/Nothing", day],
    ["the root", "/", ""],
    ["another host's path", "/v2/electricity", ""],
    [
      "day-ahead prices of the real-time market",
      "/oasisapi/SingleZip",
      `queryname=PRC_LMP&market_run_id=RTM&version=1&${hub}&${day}`,
    ],
  ])(
    "answers %s with an HTML page of status 404 and no Content-Disposition",
    async (_name, path, query) => {
      const answer = await ask(provider, query, { path });
      expect(answer.status).toBe(404);
      expect(answer.headers).toEqual({ "Content-Type": "text/html" });
      expect(answer.body).toContain("<html>");
    },
  );

  it("takes nothing but GET", async () => {
    const answer = await ask(provider, `${damPrices}&${hub}&${day}`, { method: "POST" });
    expect(answer.status).toBe(405);
    expect(answer.served).toBeUndefined();
  });
});

describe("unhappy requests of every kind of report", () => {
  const prices = "queryname=PRC_LMP&market_run_id=DAM&version=12&resultformat=6";

  it.each([
    ["several hours at once", "1018", `${rtmPrices}&grp_type=ALL&opr_hr=1,2&${day}`],
    ["all market terms", "1019", `${prices}&${hub}&market_term=ALL&${day}`],
    ["an hour the day does not have", "1001", `${rtmPrices}&grp_type=ALL&opr_hr=25&${day}`],
    [
      "hour 3 of the short day",
      "1001",
      `${rtmPrices}&grp_type=ALL&opr_hr=3&startdatetime=20260308T08:00-0000`,
    ],
    [
      "eleven nodes of scheduling points",
      "1017",
      `queryname=PRC_SPTIE_LMP&market_run_id=DAM&version=5&node=${elevenNodes}&${day}`,
    ],
    [
      "a node without a tie",
      "1000",
      `queryname=PRC_SPTIE_LMP&market_run_id=DAM&version=5&${hub}&${day}`,
    ],
    [
      "an old version of scheduling points",
      "1020",
      `queryname=PRC_SPTIE_LMP&market_run_id=DAM&version=1&${hub}&${day}`,
    ],
    ["a report name in lower case", "1001", `queryname=prc_lmp&version=1&${hub}&${day}`],
    ["a wrong version before a wrong stamp", "1020", "queryname=PRC_AS&version=2&startdatetime=x"],
    [
      "a window in the far past",
      "1014",
      `${prices}&${hub}&${window("1900-01-01T00:00", "1900-01-02T00:00")}`,
    ],
  ])("refuses %s with %s", async (_name, code, query) => {
    expect(errorCodeOf(await ask(provider, query))).toBe(code);
  });

  it("takes one hour of a day by its number, the long day's 25 as well", async () => {
    const hour = async (number: number, start: string) => {
      const query = `${rtmPrices}&grp_type=ALL_APNODES&opr_hr=${number}&startdatetime=${start}-0000`;
      const [lmp = ""] = entriesOf(await ask(provider, query)).values();
      return readCsv(lmp);
    };
    const third = await hour(3, "20260310T07:00");
    expect(third).toHaveLength(nodeCounts.aggregated * 12);
    expect(new Set(third.map((row) => row["OPR_HR"]))).toEqual(new Set(["3"]));
    const repeated = await hour(25, "20251102T07:00");
    expect(new Set(repeated.map((row) => row["OPR_HR"]))).toEqual(new Set(["25"]));
    expect(repeated[0]?.["INTERVALSTARTTIME_GMT"]).toMatch(/^2025-11-02T09:/);
  });

  it("is not impressed by a huge query", async () => {
    const noise = Array.from({ length: 5_000 }, (_, index) => `x${index}=${index}`).join("&");
    expect(rowsOf(await ask(provider, `${noise}&${prices}&${hub}&${day}`))).toHaveLength(120);
    const nodes = Array.from({ length: 20_000 }, (_, index) => `N${index}`).join(",");
    expect(errorCodeOf(await ask(provider, `${prices}&node=${nodes}&${day}`))).toBe("1017");
  });
});
