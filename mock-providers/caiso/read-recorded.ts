/**
 * What recorded OASIS zips meant: CSV members of prices, load and renewables forecasts.
 * A client asks for nodes; a load report answers every area, so its series come from the rows.
 */
import { unzipSync } from "fflate";
import { dayMs, hourMs } from "../kit/calendar.ts";
import type {
  CreateRecordedReader,
  RecordedAnswer,
  RecordedMeaning,
  RecordedSeries,
} from "../kit/recorded.ts";
import { localDay, localToUtcMs } from "../kit/time-zone.ts";
import type { TruthObservation } from "../kit/types.ts";

const minuteMs = 60_000;

interface Report {
  readonly location: string;
  readonly item?: string;
  readonly value: string;
  readonly unit: string;
  /** What `params` of the data model call location and item. */
  readonly words: readonly string[];
}

const price = { location: "NODE", item: "LMP_TYPE", unit: "USD/MWh", words: ["node", "lmp_type"] };
const load = { location: "TAC_AREA_NAME", value: "MW", unit: "MW", words: ["tac_area"] };

const reports: Readonly<Record<string, Report>> = {
  PRC_LMP: { ...price, value: "MW" },
  PRC_INTVL_LMP: { ...price, value: "VALUE" },
  PRC_RTPD_LMP: { ...price, value: "PRC" },
  SLD_FCST: load,
  "SLD_FCST/RTM": { ...load, item: "XML_DATA_ITEM", words: ["tac_area", "item"] },
  PRC_AS: {
    location: "ANC_REGION",
    item: "ANC_TYPE",
    value: "MW",
    unit: "USD/MW",
    words: ["anc_region", "anc_type"],
  },
  ENE_SLRS: {
    location: "TAC_ZONE_NAME",
    item: "XML_DATA_ITEM",
    value: "MW",
    unit: "MW",
    words: ["tac_zone_name", "schedule"],
  },
  SLD_REN_FCST: {
    location: "TRADING_HUB",
    item: "RENEWABLE_TYPE",
    value: "MW",
    unit: "MW",
    words: ["trading_hub", "renewable_type"],
  },
};

const resultsAtMs = 13 * hourMs;
const forecastsAtMs = 9 * hourMs + 10 * minuteMs;

/** How many days before the trade day, and at which Pacific time; other markets are published when the interval ends. */
const published: Readonly<Record<string, { readonly daysBefore: number; readonly atMs: number }>> =
  {
    "PRC_LMP/DAM": { daysBefore: 1, atMs: resultsAtMs },
    "PRC_AS/DAM": { daysBefore: 1, atMs: resultsAtMs },
    "ENE_SLRS/DAM": { daysBefore: 1, atMs: resultsAtMs },
    "SLD_FCST/DAM": { daysBefore: 1, atMs: forecastsAtMs },
    "SLD_FCST/2DA": { daysBefore: 2, atMs: forecastsAtMs },
    "SLD_FCST/7DA": { daysBefore: 7, atMs: forecastsAtMs },
    "SLD_REN_FCST/DAM": { daysBefore: 1, atMs: 7 * hourMs },
  };

const frequencies: Readonly<Record<string, string>> = {
  "PRC_INTVL_LMP/RTM": "5-minute",
  "PRC_RTPD_LMP/RTPD": "15-minute",
};

export const createCaisoRecordedReader: CreateRecordedReader = () => ({ read: readAnswer });

function readAnswer(answer: RecordedAnswer): RecordedMeaning | undefined {
  if (answer.status !== 200 || !answer.path.endsWith("/SingleZip")) return undefined;
  // A throttle page or a refusal page instead of a zip.
  if (answer.body.subarray(0, 2).toString("latin1") !== "PK") return undefined;
  const members = Object.entries(unzipSync(answer.body));
  const refused = members.some(([name]) => name.endsWith("INVALID_REQUEST.xml"));
  const queryname = one(answer, "queryname");
  const report = reports[`${queryname}/${one(answer, "market_run_id")}`] ?? reports[queryname];
  if (refused) return undefined;
  // Replay serves it all the same, and says that it is in no ledger.
  if (report === undefined) throw new Error(`Cannot read a recorded OASIS report "${queryname}"`);
  if (members.some(([name]) => !name.endsWith(".csv")))
    throw new Error(
      `Cannot read a recorded OASIS report of "${members[0]?.[0] ?? ""}", expected CSV (resultformat=6)`,
    );
  const asked = askedRange(answer);
  const order = new Map<string, RecordedSeries>();
  const rows = members.flatMap(([, bytes]) =>
    readCsv(queryname, report, Buffer.from(bytes).toString("utf8")),
  );
  for (const { dataset, seriesId, location } of rows) {
    const key = `${dataset} ${seriesId}`;
    if (order.has(key)) continue;
    const item = seriesId.slice(`${location ?? ""}.`.length);
    const [locationWord = "node", itemWord] = report.words;
    order.set(key, {
      dataset,
      seriesId,
      title: seriesId,
      unit: report.unit,
      frequency: frequencies[dataset] ?? "hourly",
      location,
      params: {
        [locationWord]: location ?? "",
        ...(itemWord === undefined ? {} : { [itemWord]: item }),
      },
      ...(asked === undefined ? {} : { range: asked }),
    });
  }
  return { rows, series: byAskedNodes(answer, [...order.values()]) };
}

/** In the order the client listed its nodes: a plan made of it asks in the same words. */
function byAskedNodes(
  answer: RecordedAnswer,
  series: readonly RecordedSeries[],
): readonly RecordedSeries[] {
  const nodes = one(answer, "node").split(",");
  const place = ({ location }: RecordedSeries): number => nodes.indexOf(location ?? "");
  return series.toSorted((a, b) => place(a) - place(b));
}

function askedRange({ parameters }: RecordedAnswer): RecordedSeries["range"] | undefined {
  const [start, end] = ["startdatetime", "enddatetime"].map((name) =>
    stampMs(parameters.get(name)?.[0] ?? ""),
  );
  if (start === undefined || end === undefined) return undefined;
  return start < end ? { startMs: start, endMs: end } : undefined;
}

/** `20260301T08:00-0000` */
function stampMs(text: string): number {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2}:\d{2})([+-])(\d{2}):?(\d{2})$/.exec(text);
  if (parts === null) return Number.NaN;
  const [, year = "", month = "", day = "", time = "", sign = "", hours = "", minutes = ""] = parts;
  return Date.parse(`${year}-${month}-${day}T${time}:00${sign}${hours}:${minutes}`);
}

function one({ parameters }: RecordedAnswer, name: string): string {
  return parameters.get(name)?.[0] ?? "";
}

function readCsv(queryname: string, report: Report, text: string): TruthObservation[] {
  const [header = "", ...lines] = text.split(/\r?\n/).filter((line) => line !== "");
  const columns = new Map(header.split(",").map((name, index) => [name, index]));
  return lines.map((line) => {
    const cells = line.split(",");
    const cell = (name: string): string => cells[columns.get(name) ?? -1] ?? "";
    const startMs = Date.parse(cell("INTERVALSTARTTIME_GMT").replace("-00:00", "Z"));
    const endMs = Date.parse(cell("INTERVALENDTIME_GMT").replace("-00:00", "Z"));
    const dataset = `${queryname}/${cell("MARKET_RUN_ID")}`;
    const location = cell(report.location);
    return {
      dataset,
      seriesId: report.item === undefined ? location : `${location}.${cell(report.item)}`,
      intervalStartMs: startMs,
      intervalEndMs: endMs,
      value: Number(cell(report.value)),
      unit: report.unit,
      location,
      asOfMs: asOf(dataset, startMs, endMs),
    };
  });
}

function asOf(dataset: string, startMs: number, endMs: number): number {
  const rule = published[dataset];
  if (rule === undefined) return endMs;
  const tradeDay = localDay("pacific", startMs);
  return localToUtcMs("pacific", (tradeDay - rule.daysBefore) * dayMs + rule.atMs);
}
