import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { refusalXml, throttlePage } from "../../../mock-providers/caiso/refusals.ts";
import { createZip } from "../../../mock-providers/caiso/zip.ts";
import { localToUtcMs } from "../../../mock-providers/kit/time-zone.ts";
import {
  ask,
  createTestProvider,
  damPrices,
  entriesOf,
  loads,
  readCsv,
  type Row,
  rowsOf,
  window,
} from "../../contract/mock-caiso/ask-caiso.ts";

function sample(name: string): Buffer {
  return readFileSync(new URL(`samples/${name}`, import.meta.url));
}

const forecastZip = "20250219_20250227_SLD_FCST_7DA_20250221_01_09_58_v1.zip";
const recordedZips = [forecastZip, "20250204_20250211_SLD_REN_FCST_DAM_20250214_04_52_10_v1.zip"];

/** When the operator made a zip, from the Pacific stamp in its name. */
function generatedMs(zipName: string): number {
  const [, date = "", hour, minute, second] =
    /_(\d{8})_(\d\d)_(\d\d)_(\d\d)_v1\.zip$/.exec(zipName) ?? [];
  const day = date.replace(/(\d{4})(\d\d)(\d\d)/, "$1-$2-$3");
  return localToUtcMs(
    "pacific",
    Date.parse(`${day}T${hour ?? ""}:${minute ?? ""}:${second ?? ""}Z`),
  );
}

/** The recorded file again, from its own content. */
function packAgain(zipName: string): { recorded: Buffer; ours: Buffer; content: string } {
  const recorded = sample(zipName);
  const [[name, data] = ["", new Uint8Array()]] = Object.entries(unzipSync(recorded));
  const content = strFromU8(data);
  const chunks = [content.slice(0, 1000), content.slice(1000)];
  return { recorded, ours: createZip([{ name, chunks }], generatedMs(zipName)), content };
}

describe.each(recordedZips)("the container of %s", (zipName) => {
  const { recorded, ours, content } = packAgain(zipName);
  const nameLength = recorded.readUInt16LE(26);
  const endOf = (zip: Buffer) => zip.subarray(zip.length - 22);
  const directoryOf = (zip: Buffer) =>
    zip.subarray(endOf(zip).readUInt32LE(16), endOf(zip).readUInt32LE(16) + 46 + nameLength);
  const descriptorOf = (zip: Buffer) =>
    zip.subarray(endOf(zip).readUInt32LE(16) - 16).subarray(0, 16);

  it("has the recorded local header, byte for byte", () => {
    expect(ours.subarray(0, 30 + nameLength)).toEqual(recorded.subarray(0, 30 + nameLength));
  });

  it("has the recorded central header but for the compressed size", () => {
    const withoutSize = (zip: Buffer) => Buffer.from(directoryOf(zip)).fill(0, 20, 24);
    expect(withoutSize(ours)).toEqual(withoutSize(recorded));
  });

  it("has a data descriptor with the recorded checksum and size, and the recorded end", () => {
    expect(descriptorOf(ours).subarray(0, 8)).toEqual(descriptorOf(recorded).subarray(0, 8));
    expect(descriptorOf(ours).subarray(12)).toEqual(descriptorOf(recorded).subarray(12));
    const withoutOffset = (zip: Buffer) => Buffer.from(endOf(zip)).fill(0, 16, 20);
    expect(withoutOffset(ours)).toEqual(withoutOffset(recorded));
  });

  it("unpacks to the recorded content", () => {
    expect(strFromU8(Object.values(unzipSync(ours))[0] ?? new Uint8Array())).toBe(content);
  });
});

describe("recorded refusals", () => {
  it("writes the error document byte for byte", () => {
    const recorded = sample("INVALID_REQUEST_1001.xml").toString();
    expect(refusalXml(1001, Date.parse("2026-07-27T21:19:31.777Z"))).toBe(recorded);
  });

  it("writes the throttle page byte for byte", () => {
    expect(throttlePage.body).toBe(sample("throttle_429_body.html").toString());
  });
});

/** Everything in a row that does not depend on the world or the request. */
function fixedPart(row: Row): string {
  const { MW: _mw, GROUP: _group, ...rest } = row;
  return Object.entries(rest).flat().join(",");
}

describe("recorded rows", () => {
  it("answers a recorded 7-day-ahead request with its name, header, rows and order of groups", async () => {
    const nowMs = generatedMs(forecastZip);
    const provider = createTestProvider({ anchorMs: nowMs });
    const query = `${loads("7DA")}&${window("2025-02-19T08:00", "2025-02-27T08:00")}`;
    const answer = await ask(provider, query, { nowMs });
    expect(answer.headers["Content-Disposition"]).toBe(`inline; filename=${forecastZip};`);
    const [[name, text] = ["", ""]] = entriesOf(answer);
    const recorded = packAgain(forecastZip).content;
    expect(name).toBe(forecastZip.replace(".zip", ".csv"));
    expect(text.split("\n", 1)).toEqual(recorded.split("\n", 1));

    // In the recording PACE lacks its first four days; in the mock other areas lack some.
    const areaDay = (row: Row) => `${row["OPR_DT"] ?? ""} ${row["TAC_AREA_NAME"] ?? ""}`;
    const present = new Set(readCsv(text).map(areaDay));
    const shared = new Set(
      readCsv(recorded)
        .map(areaDay)
        .filter((name) => present.has(name)),
    );
    expect(shared.size).toBeGreaterThan(0.95 * 34 * 8);
    const complete = (row: Row) => shared.has(areaDay(row));
    const ours = readCsv(text).filter(complete);
    const theirs = readCsv(recorded).filter(complete);
    expect(ours.map(fixedPart).sort()).toEqual(theirs.map(fixedPart).sort());
    const groups = (rows: readonly Row[]) => [...new Set(rows.map(areaDay))];
    expect(groups(ours)).toEqual(groups(theirs));
  });

  it.each([
    [
      "SLD_FCST_ACTUAL_20251102_25h_first_hours.csv",
      loads("ACTUAL"),
      window("2025-11-02T07:00", "2025-11-03T08:00"),
    ],
    [
      "SLD_FCST_DAM_20260720_excerpt.csv",
      loads("DAM"),
      window("2026-07-20T07:00", "2026-07-21T07:00"),
    ],
    [
      "PRC_LMP_DAM_TH_SP15_excerpt.csv",
      `${damPrices}&node=TH_SP15_GEN-APND`,
      window("2026-07-14T07:00", "2026-07-15T07:00"),
    ],
  ])("has every row of %s but for value and group", async (file, query, dates) => {
    const nowMs = Date.parse("2026-07-27T21:19:18Z");
    const provider = createTestProvider({ anchorMs: nowMs });
    const answer = await ask(provider, `${query}&${dates}`, { nowMs });
    const recorded = readCsv(sample(file).toString());
    expect(Object.keys(rowsOf(answer)[0] ?? {})).toEqual(Object.keys(recorded[0] ?? {}));
    const ours = new Set(rowsOf(answer).map(fixedPart));
    expect(recorded.length).toBeGreaterThan(1);
    for (const row of recorded) expect(ours).toContain(fixedPart(row));
  });
});

/** A document's elements line by line, values left out, repeated blocks told once. */
function outline(xml: string): string {
  return xml
    .replace(/>[^<>\n]+</g, ">…<")
    .replace(/OASISReport_v\d+/g, "OASISReport_v…")
    .replace(/(<REPORT_DATA>\n(?:<[A-Z_]+>….*\n)+<\/REPORT_DATA>\n)\1+/g, "$1")
    .replace(/(<REPORT_ITEM>\n[\s\S]*?<\/REPORT_ITEM>\n)\1+/g, "$1");
}

describe("recorded XML", () => {
  it("is built of the recorded elements, line by line, for load forecasts of the real-time market", async () => {
    const provider = createTestProvider();
    const query = `queryname=SLD_FCST&market_run_id=RTM&version=1&${window("2026-03-14T19:00", "2026-03-14T20:00")}`;
    const [xml = ""] = entriesOf(await ask(provider, query)).values();
    expect(outline(xml)).toBe(outline(sample("pyiso_sld_forecast.xml").toString()));
    expect(xml).toContain("<SEC_PER_INTERVAL>900</SEC_PER_INTERVAL>");
    // 12:15 Pacific daylight time is the 50th quarter of an hour, 11:55 the 144th five minutes.
    expect(xml).toMatch(
      /<INTERVAL_NUM>50<\/INTERVAL_NUM>\n<INTERVAL_START_GMT>2026-03-14T19:15:00-00:00/,
    );
  });

  it("says the recorded fixed words", async () => {
    const provider = createTestProvider();
    const query = `queryname=SLD_FCST&market_run_id=RTM&execution_type=RTPD&version=1&${window("2026-03-14T19:00", "2026-03-14T20:00")}`;
    const [xml = ""] = entriesOf(await ask(provider, query)).values();
    const recorded = sample("pyiso_sld_forecast.xml").toString();
    const fixed =
      /<(Source|Version|name|SYSTEM|TZ|REPORT|MKT_TYPE|EXECUTION_TYPE|UOM|INTERVAL|DISCLAIMER)>.*/g;
    const words = (text: string) => [...new Set(text.match(fixed))];
    expect(words(xml)).toEqual(words(recorded));
  });
});
