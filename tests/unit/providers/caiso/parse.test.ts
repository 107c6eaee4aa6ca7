import { readFileSync } from "node:fs";
import path from "node:path";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { caisoConnector } from "../../../../services/providers/caiso/connector.ts";
import type {
  FetchUnit,
  ParsedPage,
  ProviderResponse,
} from "../../../../services/providers/connector.ts";
import { thrownBy } from "../../../contract/providers/connector-contract.ts";
import { zipped } from "../../../contract/providers/fakes.ts";

const samples = path.resolve(import.meta.dirname, "../../../golden/providers/samples/caiso");
const header =
  "INTERVALSTARTTIME_GMT,INTERVALENDTIME_GMT,OPR_DT,OPR_HR,NODE,MARKET_RUN_ID,LMP_TYPE,MW";
const row = "2026-07-14T07:00:00-00:00,2026-07-14T08:00:00-00:00,2026-07-14,1,N,DAM,LMP,55.5";

function unit(dataset = "PRC_LMP/DAM"): FetchUnit {
  return { provider: "caiso", dataset, unit: "N+0", series: [], startMs: 0, endMs: 1 };
}

function parse(response: ProviderResponse, dataset?: string): ParsedPage {
  return caisoConnector.parse(unit(dataset), null, response);
}

function parseCsv(text: string, dataset?: string): ParsedPage {
  return parse(zipped("report.csv", text), dataset);
}

/** The reasons against a row in which `from` was replaced. */
function reasonsFor(from: string, to: string): readonly string[] {
  const page = parseCsv(`${header}\n${row.replace(from, to)}\n`);
  expect(page.candidates).toEqual([]);
  return page.unreadable[0]?.reasons.map(({ sentence }) => sentence) ?? [];
}

function refusedWith(code: string): ProviderResponse {
  return zipped(
    "INVALID_REQUEST.xml",
    readFileSync(path.join(samples, "INVALID_REQUEST_1001.xml"), "utf8").replace("1001", code),
  );
}

describe("CAISO CSV", () => {
  it("finds columns by name in any order and ignores others", () => {
    const page = parseCsv(
      "GROUP,MW,X,LMP_TYPE,NODE,INTERVALENDTIME_GMT,INTERVALSTARTTIME_GMT\n1,-3.25,,MCC,A,2026-07-14T08:00:00-00:00,2026-07-14T07:00:00-00:00\n",
    );
    expect(page.candidates).toEqual([
      {
        index: 0,
        seriesId: "A.MCC",
        intervalStartMs: Date.UTC(2026, 6, 14, 7),
        intervalEndMs: Date.UTC(2026, 6, 14, 8),
        asOfMs: Date.UTC(2026, 6, 13, 20),
        value: -3.25,
        unit: "USD/MWh",
        location: "A",
      },
    ]);
    expect(page.next).toBeNull();
  });

  it.each(["INTERVAL_START_GMT", "STARTTIME_GMT", "START_DATE_GMT"])(
    "accepts the spelling %s",
    (start) => {
      const spelt = header
        .replace("INTERVALSTARTTIME_GMT", start)
        .replace("INTERVALENDTIME_GMT", start.replace("START", "END"));
      expect(parseCsv(`${spelt}\n${row}\n`).candidates).toHaveLength(1);
    },
  );

  it("reads the price of each report from its own column", () => {
    const market = row.replace("DAM", "RTM").replace("T08:00:00", "T07:05:00");
    const page = parseCsv(`${header.replace("MW", "VALUE")}\n${market}\n`, "PRC_INTVL_LMP/RTM");
    expect(page.candidates[0]).toMatchObject({ value: 55.5, asOfMs: Date.UTC(2026, 6, 14, 7, 5) });
    const error = thrownBy(() => parseCsv(`${header}\n${market}\n`, "PRC_INTVL_LMP/RTM"));
    expect(error.code).toBe("PROVIDER_PAYLOAD_INVALID");
    expect(error.message).toContain("has no column VALUE");
  });

  it("reads quoted cells, also with commas and line ends inside", () => {
    const quoted = row.replace(",N,", ',"N, ""the"" \n node",');
    const page = parseCsv(`${header}\r\n${quoted}\r\n${row}\r\n`);
    expect(page.candidates.map(({ location }) => location)).toEqual(['N, "the" \n node', "N"]);
    expect(page.rawRecord(0)).toBe(quoted);
    expect(page.rawRecord(1)).toBe(row);
  });

  it("reads line ends of either kind and a last line without one", () => {
    for (const text of [`${header}\r\n${row}\r\n`, `${header}\n${row}`, `${header}\n${row}\n\n`]) {
      const page = parseCsv(text);
      expect(page.candidates).toHaveLength(1);
      expect(page.unreadable).toEqual([]);
    }
  });

  it("takes a header alone for an empty page", () => {
    expect(parseCsv(`${header}\n`).candidates).toEqual([]);
  });

  it.each(["", "\n", "<broken", "no,such,columns\n1,2,3\n"])(
    "refuses the text %j as no report",
    (text) => {
      expect(thrownBy(() => parseCsv(text)).code).toBe("PROVIDER_PAYLOAD_INVALID");
    },
  );

  it("refuses an unclosed quote", () => {
    expect(thrownBy(() => parseCsv(`${header}\n"${row}\n`)).code).toBe("PROVIDER_PAYLOAD_INVALID");
  });

  it("rejects a row with too few or too many cells, with its text", () => {
    const page = parseCsv(`${header}\n2026-07-14T07:00:00-00:00,2026\n${row},extra\n${row}\n`);
    expect(page.unreadable.map(({ reasons }) => reasons.map(({ sentence }) => sentence))).toEqual([
      ["Row of 2 cells: expected 8 as in the header"],
      ["Row of 9 cells: expected 8 as in the header"],
    ]);
    expect(page.unreadable[0]?.raw).toBe("2026-07-14T07:00:00-00:00,2026");
    expect(page.candidates.map(({ index }) => index)).toEqual([2]);
  });

  it.each([
    ["55.5", "", 'MW "": expected a decimal number'],
    ["55.5", "N/A", 'MW "N/A": expected a decimal number'],
    [
      "2026-07-14T07:00:00-00:00",
      "2026-07-14",
      'Interval start "2026-07-14": expected a GMT stamp',
    ],
    [
      "T08:00:00-00:00",
      "T08:00:00-07:00",
      'Interval end "2026-07-14T08:00:00-07:00": expected a GMT',
    ],
    ["T08:00:00", "T07:00:00", 'expected an instant after "2026-07-14T07:00:00-00:00"'],
    [",N,", ",,", 'NODE "": expected a name'],
    ["LMP", "", 'LMP_TYPE "": expected a name'],
    ["DAM", "RTM", 'MARKET_RUN_ID "RTM": expected "DAM"'],
    [",2026-07-14,", ",2026-07-13,", 'OPR_DT "2026-07-13": expected "2026-07-14"'],
    [",1,N", ",25,N", 'OPR_HR "25": expected 1'],
    [",1,N", ",,N", 'OPR_HR "": expected 1'],
  ])("rejects a row in which %j became %j and says why", (from, to, reason) => {
    expect(reasonsFor(from, to).join()).toContain(reason);
  });

  it("names every reason of a row at once", () => {
    expect(reasonsFor("55.5", "x").length).toBe(1);
    const page = parseCsv(`${header}\nx,y,,,,,,z\n`);
    expect(page.unreadable[0]?.reasons.length).toBe(6);
  });
});

describe("CAISO refusals", () => {
  it("takes 1000 for an empty page, not for an error", () => {
    const page = parse(refusedWith("1000"));
    expect(page).toMatchObject({ candidates: [], unreadable: [], next: null });
    expect(page.warnings[0]).toContain("1000");
  });

  it.each(["1003", "1006", "1007", "1008", "1009", "1010", "1012", "1013", "1015"])(
    "tries again after %s",
    (code) => {
      const error = thrownBy(() => parse(refusedWith(code)));
      expect(error.code).toBe("PROVIDER_UNAVAILABLE");
      expect(error.retry).toBe("after-delay");
    },
  );

  it.each(["1001", "1002", "1004", "1005", "1011", "1014", "1016", "1017", "1018", "1019", "1020"])(
    "gives up after %s",
    (code) => {
      const error = thrownBy(() => parse(refusedWith(code)));
      expect(error.code).toBe("PROVIDER_REFUSED");
      expect(error.message).toContain(`"${code} Invalid Parameters of the given report name"`);
    },
  );

  it.each([429, 200])(
    "knows the throttle page with status %i and the seconds it names",
    (status) => {
      const body = readFileSync(path.join(samples, "throttle_429_body.html"));
      const error = thrownBy(() =>
        parse({ status, headers: { "content-type": "text/html" }, body }),
      );
      expect(error.code).toBe("PROVIDER_RATE_LIMITED");
      expect(error.details.retryAfterMs).toBe(5000);
    },
  );

  it("refuses a report whose trimming left an element open", () => {
    const body = readFileSync(path.join(samples, "pyiso_ene_slrs.xml"));
    const response = { status: 200, headers: { "content-type": "text/xml" }, body };
    const error = thrownBy(() => parse(response, "ENE_SLRS/DAM"));
    expect(error.code).toBe("PROVIDER_PAYLOAD_INVALID");
  });

  it("refuses XML of another report", () => {
    const body = readFileSync(path.join(samples, "pyiso_sld_forecast.xml"));
    const response = { status: 200, headers: {}, body };
    expect(thrownBy(() => parse(response, "SLD_FCST/DAM")).message).toContain(
      'holds report "SLD_FCST/RTM", expected "SLD_FCST/DAM"',
    );
  });
});

describe("CAISO XML", () => {
  const start = "2014-05-08T19:15:00-00:00";

  /** A row of the recorded report, in a document of its own, with `from` replaced. */
  function parseRow(from: string, to: string): ParsedPage {
    const recorded = readFileSync(path.join(samples, "pyiso_sld_forecast.xml"), "utf8");
    const rows = recorded.match(/<REPORT_DATA>.*?<\/REPORT_DATA>\s*/gs) ?? [];
    const text = rows.slice(1).reduce((left, other) => left.replace(other, ""), recorded);
    expect(text).toContain(from);
    const body = Buffer.from(text.replace(from, to));
    return parse({ status: 200, headers: {}, body }, "SLD_FCST/RTM");
  }

  it("reads the row as it was recorded", () => {
    expect(parseRow("26723", "26723").candidates).toMatchObject([{ value: 26723, unit: "MW" }]);
  });

  it.each([
    ["an element that is not there", "<VALUE>26723</VALUE>", "", "field-missing"],
    ["an element that is empty", "<VALUE>26723</VALUE>", "<VALUE></VALUE>", "value-missing"],
    [
      "a start that is not there",
      `<INTERVAL_START_GMT>${start}</INTERVAL_START_GMT>`,
      "",
      "field-missing",
    ],
    ["the number of another hour", "<INTERVAL_NUM>50", "<INTERVAL_NUM>54", "time"],
    ["another day", "<OPR_DATE>2014-05-08", "<OPR_DATE>2014-05-09", "time"],
  ] as const)("keeps a row with %s apart", (_what, from, to, reasonClass) => {
    const { candidates, unreadable } = parseRow(from, to);
    expect(candidates).toEqual([]);
    expect(unreadable[0]?.reasons.map((reason) => reason.class)).toContain(reasonClass);
  });

  it("refuses a report in another unit", () => {
    const error = thrownBy(() => parseRow("<UOM>MW</UOM>", "<UOM>kW</UOM>"));
    expect(error.message).toContain('the XML is in "kW", expected "MW"');
    expect(error.details["reasonClass"]).toBe("unit");
  });

  it.each(["1000", "1001"])(
    "takes nothing from a refusal %s that is cut anywhere or broken",
    (code) => {
      const text = readFileSync(path.join(samples, "INVALID_REQUEST_1001.xml"), "utf8").replace(
        "1001",
        code,
      );
      const end = text.trimEnd().length;
      for (let length = 1; length < end; length += 7) {
        const error = thrownBy(() => parse(zipped("INVALID_REQUEST.xml", text.slice(0, length))));
        expect(error.code).toBe("PROVIDER_PAYLOAD_INVALID");
      }
      for (let at = text.indexOf("<", 1); at !== -1; at = text.indexOf("<", at + 1)) {
        const broken = `${text.slice(0, at)}<broken <${text.slice(at)}`;
        const error = thrownBy(() => parse(zipped("INVALID_REQUEST.xml", broken)));
        expect(error.code).toBe("PROVIDER_PAYLOAD_INVALID");
      }
    },
  );
});

describe("CAISO zips", () => {
  const recorded = readFileSync(
    path.join(samples, "20250219_20250227_SLD_FCST_7DA_20250221_01_09_58_v1.zip"),
  );
  const answer = (body: Buffer): ProviderResponse => ({ status: 200, headers: {}, body });

  it("reads nothing from a recorded zip cut anywhere", () => {
    for (let length = 0; length < recorded.length; length += 97) {
      const error = thrownBy(() => parse(answer(recorded.subarray(0, length)), "SLD_FCST/7DA"));
      expect(error.code).toBe("PROVIDER_PAYLOAD_INVALID");
    }
  });

  it("reads nothing from a recorded zip with one byte of its data changed", () => {
    for (let at = 200; at < recorded.length - 300; at += 4999) {
      const damaged = Buffer.from(recorded);
      damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      const error = thrownBy(() => parse(answer(damaged), "SLD_FCST/7DA"));
      expect(error.message).toContain("damaged content");
    }
  });

  it("refuses bytes after the end, and more or less than one file", () => {
    const text = Buffer.from(`${header}\n${row}\n`);
    const two = Buffer.from(zipSync({ "a.csv": text, "b.csv": text }));
    expect(thrownBy(() => parse(answer(two))).message).toContain("holds 2 files");
    const none = Buffer.from(zipSync({}));
    expect(thrownBy(() => parse(answer(none))).code).toBe("PROVIDER_PAYLOAD_INVALID");
    const longer = Buffer.concat([Buffer.from(zipSync({ "a.csv": text })), Buffer.from("x")]);
    expect(thrownBy(() => parse(answer(longer))).message).toContain("has no end record");
  });

  it("reads stored files and zips with a comment", () => {
    const text = Buffer.from(`${header}\n${row}\n`);
    const stored = Buffer.from(zipSync({ "a.csv": text }, { level: 0, comment: "hello" }));
    expect(parse(answer(stored)).candidates).toHaveLength(1);
  });

  it("does not unpack more than a report can hold", () => {
    const bomb = Buffer.from(zipSync({ "a.csv": Buffer.from("x") }));
    bomb.writeUInt32LE(0x7fffffff, bomb.length - 22 - 46 - 5 + 24);
    expect(thrownBy(() => parse(answer(bomb))).message).toContain("unpacks to 2147483647 bytes");
  });
});
