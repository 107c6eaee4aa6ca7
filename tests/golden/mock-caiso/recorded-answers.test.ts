import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { atlasColumns, rowsInForce } from "../../../mock-providers/caiso/atlas.ts";
import { layOutCatalogue } from "../../../mock-providers/caiso/catalogue-layout.ts";
import { createCorrections } from "../../../mock-providers/caiso/corrections.ts";
import { writeCsv } from "../../../mock-providers/caiso/csv-body.ts";
import { type Feed, feedOfDataset } from "../../../mock-providers/caiso/feeds.ts";
import { refusalXml, throttlePage } from "../../../mock-providers/caiso/refusals.ts";
import { createSeriesSource } from "../../../mock-providers/caiso/series-source.ts";
import type { FeedSeries } from "../../../mock-providers/caiso/series.ts";
import { createTruthRecorder } from "../../../mock-providers/caiso/slices.ts";
import { writeTableCsv } from "../../../mock-providers/caiso/tables.ts";
import {
  createTradeDay,
  intervalCount,
  type TradeDay,
} from "../../../mock-providers/caiso/trade-day.ts";
import { createZip } from "../../../mock-providers/caiso/zip.ts";
import { parseDay } from "../../../mock-providers/kit/calendar.ts";
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

interface RecordedSeries {
  readonly columns: Readonly<Record<string, string>>;
  readonly values: Map<number, number>;
}

/** Every series of a feed, as a provider's answers list them. */
function testSource(): (feed: Feed) => readonly FeedSeries[] {
  const options = { seed: 42, seriesCount: 50, pointsPerSeries: 1, anchorMs: 0 };
  const source = createSeriesSource(
    { ...options, scope: "full" },
    layOutCatalogue(50),
    [],
    createCorrections(42),
  );
  return (feed) => (feed.kind === "price" ? [] : source.all(feed));
}

/** A recorded file's values as series, so that the mock can be asked to write them again. */
function seriesOf(rows: readonly Row[], names: readonly string[]): readonly RecordedSeries[] {
  const known = new Map<string, RecordedSeries>();
  for (const row of rows) {
    const key = names.map((name) => row[name]).join(" ");
    const series = known.get(key) ?? { columns: row, values: new Map<number, number>() };
    known.set(key, series);
    const start = (row["INTERVALSTARTTIME_GMT"] ?? "").replace("-00:00", "Z");
    series.values.set(Date.parse(start), Number(row["MW"]));
  }
  return [...known.values()];
}

/** The mock's own series with the values of a recording, absent where it has none. */
function fed(series: FeedSeries, { values }: RecordedSeries): FeedSeries {
  const stepMs = series.feed.stepMs;
  const at = (day: TradeDay) =>
    Array.from({ length: intervalCount(day, stepMs) }, (_, index) =>
      values.get(day.startMs + index * stepMs),
    );
  return {
    ...series,
    isAbsent: (day) => at(createTradeDay(day)).includes(undefined),
    values: (tradeDay) =>
      Int32Array.from(at(tradeDay), (value) => Math.round((value ?? 0) * series.scale)),
  };
}

/** Hours stand in no order inside a group; the groups themselves do. */
function withSortedGroups(text: string): readonly string[] {
  const [header = "", ...lines] = text.trimEnd().split("\n");
  const groups = [...Map.groupBy(lines, (line) => line.slice(line.lastIndexOf(","))).values()];
  return [header, ...groups.flatMap((group) => group.sort())];
}

describe("whole recorded files, written again from their own values", () => {
  it.each([
    [
      forecastZip,
      "SLD_FCST/7DA",
      ["TAC_AREA_NAME"],
      (row: Row) => row["TAC_AREA_NAME"],
      ["2025-02-19T08:00Z", "2025-02-27T08:00Z"],
    ],
    [
      "20250204_20250211_SLD_REN_FCST_DAM_20250214_04_52_10_v1.zip",
      "SLD_REN_FCST/DAM",
      ["TRADING_HUB", "RENEWABLE_TYPE"],
      (row: Row) => `${row["TRADING_HUB"] ?? ""}.${row["RENEWABLE_TYPE"] ?? ""}`,
      ["2025-02-04T08:00Z", "2025-02-11T08:00Z"],
    ],
  ] as const)(
    "%s has every byte but for the order of hours",
    (zipName, dataset, names, idOf, [from, to]) => {
      const { content } = packAgain(zipName);
      const recorded = seriesOf(readCsv(content), names);
      const feed = feedOfDataset(dataset);
      const own = testSource();
      if (feed === undefined) throw new Error(`No feed serves "${dataset}"`);
      const byId = new Map(recorded.map((series) => [idOf(series.columns), series]));
      const series = own(feed)
        .map((one) => {
          const values = byId.get(one.seriesId);
          return values && fed(one, values);
        })
        .filter((one) => one !== undefined);
      expect(series).toHaveLength(recorded.length);
      const slice = { feed, series, fromMs: Date.parse(from), toMs: Date.parse(to) };
      const options = { seed: 42, nowMs: generatedMs(zipName) };
      const text = [...writeCsv([slice], options, createTruthRecorder())].join("");
      expect(text.length).toBe(content.length);
      expect(withSortedGroups(text)).toEqual(withSortedGroups(content));
    },
  );

  it("ATL_RESOURCE_first_200_rows.csv has every byte, its dates from days alone", () => {
    const recorded = sample("ATL_RESOURCE_first_200_rows.csv").toString();
    const entries = readCsv(recorded).map((row) => ({
      cells: atlasColumns.ATL_RESOURCE.slice(0, 6).map((name) => row[name] ?? ""),
      fromDay: parseDay((row["EFF_START_DT"] ?? "").slice(0, 10)) ?? Number.NaN,
      toDay: parseDay((row["EFF_END_DT"] ?? "").slice(0, 10)) ?? Number.NaN,
    }));
    const from = Date.parse("2022-10-01T07:00Z");
    const rows = [...rowsInForce("ATL_RESOURCE", entries, from, from + 86_400_000)];
    const table = { report: "ATL_RESOURCE", columns: atlasColumns.ATL_RESOURCE, rows };
    expect([...writeTableCsv(table)].join("")).toBe(recorded);
  });
});

describe("recorded structures", () => {
  it("of schedules are built of the recorded elements, and say the recorded words", async () => {
    const provider = createTestProvider();
    const query = `queryname=ENE_SLRS&market_run_id=DAM&version=1&${window("2026-03-10T07:00", "2026-03-11T07:00")}`;
    const [xml = ""] = entriesOf(await ask(provider, query)).values();
    // Its origin trimmed the end of the item away with the rows.
    const recorded = sample("pyiso_ene_slrs.xml")
      .toString()
      .replace("<DISCLAIMER_ITEM>", "</REPORT_ITEM>\n<DISCLAIMER_ITEM>");
    // The recording keeps rows of three series in one item; here each series has its own.
    const joined = xml.replaceAll(
      /<\/REPORT_ITEM>\n<REPORT_ITEM>\n<REPORT_HEADER>\n[\s\S]*?<\/REPORT_HEADER>\n/g,
      "",
    );
    expect(outline(joined)).toBe(outline(recorded));
    for (const item of recorded.match(/<DATA_ITEM>.*<\/DATA_ITEM>/g) ?? [])
      expect(xml).toContain(item);
    for (const word of recorded.match(
      /<(REPORT|MKT_TYPE|UOM|INTERVAL|SEC_PER_INTERVAL|RESOURCE_NAME|DISCLAIMER)>.*/g,
    ) ?? []) {
      expect(xml).toContain(word);
    }
  });

  it("of renewables are built of the recorded elements, and say the recorded words", async () => {
    const provider = createTestProvider();
    const query = `queryname=SLD_REN_FCST&market_run_id=DAM&version=1&${window("2026-03-10T07:00", "2026-03-11T07:00")}`;
    const [xml = ""] = entriesOf(await ask(provider, query)).values();
    const recorded = sample("pyiso_sld_ren_forecast.xml").toString();
    expect(outline(xml)).toBe(outline(recorded));
    for (const word of recorded.match(
      /<(REPORT|MKT_TYPE|UOM|INTERVAL|SEC_PER_INTERVAL|DATA_ITEM|TRADING_HUB|RENEWABLE_TYPE)>.*/g,
    ) ?? []) {
      expect(xml).toContain(word);
    }
  });

  it("of the outlook have the recorded columns, each row as long as recorded", async () => {
    const provider = createTestProvider();
    const blocks = sample("outlook_excerpts.txt")
      .toString()
      .trim()
      .split(/^# GET /m)
      .filter(Boolean);
    expect(blocks).toHaveLength(3);
    for (const block of blocks) {
      const [request = "", header = "", first = ""] = block.split("\n");
      const path = request.replace(/ .*/, "").replace("20260720", "20260310");
      const answer = await ask(provider, "", { path });
      const [ourHeader = "", ourFirst = ""] = String(answer.body).split("\n");
      expect(ourHeader).toBe(header);
      // Numbers stand where numbers stood, and nothing where nothing did.
      expect(ourFirst.replace(/-?\d+(?=,|$)/g, "n")).toBe(first.replace(/-?\d+(?=,|$)/g, "n"));
    }
  });
});
