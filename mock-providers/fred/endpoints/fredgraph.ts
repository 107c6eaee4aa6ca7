/**
 * `fredgraph.csv` of the site: the newest values of one or more series, without key and without vintages. A missing
 * value is an empty cell. Several series are joined by date.
 * Source: a recorded answer; parameters as the site's own download links have them.
 */
import { dayText } from "../day-text.ts";
import { at } from "../facts.ts";
import { readDay, readRequired } from "../parameters.ts";
import { notFound } from "../refusal.ts";
import { selectNarrow } from "../observations.ts";
import { type SeriesNow, findSeries } from "../world.ts";
import { type Ask, type Endpoint, today } from "./ask.ts";

const idsMax = 12;

export interface GraphColumn {
  readonly id: string;
  /** Texts by day number; absent or empty where the series has no value. */
  readonly values: ReadonlyMap<number, string>;
}

export const fredgraph: Endpoint = (ask) => {
  const ids = readRequired(ask.query, "id")
    .split(",", idsMax)
    .map((id) => id.trim().toUpperCase());
  const found = [...new Set(ids)].map((id) => findOrNothing(ask, id));
  const columns = found.map((series) => readColumn(ask, series));
  const updatedMs = Math.max(
    ...found.map(({ facts, visible }) => at(facts.vintageMs, visible - 1)),
  );
  return { text: writeGraph(columns), updatedMs, contentType: "application/csv" };
};

export function writeGraph(columns: readonly GraphColumn[]): string {
  const days = new Set(columns.flatMap(({ values }) => [...values.keys()]));
  const lines = [["observation_date", ...columns.map(({ id }) => id)].join(",")];
  for (const day of [...days].sort((a, b) => a - b)) {
    const cells = columns.map(({ values }) => values.get(day) ?? "");
    lines.push([dayText(day), ...cells].join(","));
  }
  return lines.join("\n") + "\n";
}

/** The site answers an unknown series with its page for missing pages. */
function findOrNothing({ world, nowMs }: Ask, id: string): SeriesNow {
  if (world.findSpec(id) === undefined) throw notFound();
  return findSeries(world, id, nowMs);
}

/** The site's names for what the API calls observation_start, units and so on. */
const parameterNames = {
  cosd: "observation_start",
  coed: "observation_end",
  transformation: "units",
  fam: "aggregation_method",
} as const;

const frequencyNames: Readonly<Record<string, string>> = {
  daily: "d",
  weekly: "w",
  "weekly, ending friday": "wef",
  "weekly, ending thursday": "weth",
  "weekly, ending wednesday": "wew",
  "weekly, ending tuesday": "wetu",
  "weekly, ending monday": "wem",
  "weekly, ending sunday": "wesu",
  "weekly, ending saturday": "wesa",
  biweekly: "bw",
  "biweekly, ending wednesday": "bwew",
  "biweekly, ending monday": "bwem",
  monthly: "m",
  quarterly: "q",
  semiannual: "sa",
  annual: "a",
};

function readColumn({ query, nowMs }: Ask, series: SeriesNow): GraphColumn {
  const day = readDay(query, "vintage_date") ?? today(nowMs);
  const asked = new URLSearchParams();
  for (const [name, meaning] of Object.entries(parameterNames)) {
    const value = query.get(name);
    if (value !== null) asked.set(meaning, value);
  }
  const frequency = query.get("fq");
  if (frequency !== null) {
    // A name with a day it does not have is that of the frequency alone.
    const [whole = "", name = ""] = /^([^,]*).*$/.exec(frequency.toLowerCase()) ?? [];
    asked.set("frequency", frequencyNames[whole] ?? frequencyNames[name] ?? frequency);
  }
  const { view, page } = selectNarrow(asked, series, { realtimeStart: day, realtimeEnd: day });
  const values = new Map<number, string>();
  for (let row = 0; row < page.length; row++) {
    const text = view.textOf(at(page.facts, row), at(page.starts, row));
    values.set(at(view.facts.dates, at(page.facts, row)), text === "." ? "" : text);
  }
  return { id: series.spec.id, values };
}
