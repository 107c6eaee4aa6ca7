import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dateOffsetsOf, type Facts } from "../../../mock-providers/fred/facts.ts";
import { answerObservations } from "../../../mock-providers/fred/observations.ts";
import { readRealtime } from "../../../mock-providers/fred/parameters.ts";
import { seriesTable } from "../../../mock-providers/fred/series-table.ts";
import { answerVintageDates } from "../../../mock-providers/fred/vintage-dates.ts";
import { parseDay } from "../../../mock-providers/kit/calendar.ts";

function sample(name: string): string {
  return readFileSync(new URL(`./samples/${name}`, import.meta.url), "utf8").trimEnd();
}

interface RecordedRow {
  readonly realtime_start: string;
  readonly date: string;
  readonly value: string;
}

function day(text: string): number {
  const days = parseDay(text);
  if (days === undefined) throw new Error(`Not a day: ${text}`);
  return days;
}

/** The real archive of GDP, told by the answer that holds all its releases. */
function recordedFacts(): Facts {
  // Proof for the casts: the samples are FRED's documented forms, committed beside this file.
  const { observations } = JSON.parse(sample("series_observations_GDP_all_releases.json")) as {
    observations: RecordedRow[];
  };
  const { vintage_dates: vintages } = JSON.parse(sample("series_vintagedates_GDP.json")) as {
    vintage_dates: string[];
  };
  const dates = Int32Array.from(observations, (row) => day(row.date));
  const values = observations.map(({ value }) => (value === "." ? Number.NaN : Number(value)));
  return {
    dates,
    vintages: Int32Array.from(observations, (row) => vintages.indexOf(row.realtime_start)),
    value: (fact) => values[fact] ?? Number.NaN,
    dateOffsets: dateOffsetsOf(dates),
    vintageDays: Int32Array.from(vintages, day),
    vintageMs: Float64Array.from(vintages, Date.parse),
  };
}

const facts = recordedFacts();
const visible = facts.vintageDays.length;
const today = day("2024-11-03");
// The recording's default period is the day of the last update.
const lastUpdate = { realtimeStart: day("2024-10-30"), realtimeEnd: day("2024-10-30") };
const archive = { realtimeStart: day("1776-07-04"), realtimeEnd: day("9999-12-31") };

function observations(parameters: string): string {
  const spec = seriesTable.find(({ id }) => id === "GDP");
  if (spec === undefined) throw new Error("The table has no GDP");
  const query = new URLSearchParams(parameters);
  const period = readRealtime(query, lastUpdate, today);
  return answerObservations(query, "json", { spec, facts, visible }, period).text;
}

/** Older values carry a trailing zero ("245.0") that depends on the vintage; as numbers they are equal. */
function withPlainNumbers(body: string): string {
  return body.replaceAll(
    /"value":"(-?[\d.]*\d[\d.]*)"/g,
    (_, text: string) => `"value":"${Number(text)}"`,
  );
}

describe("the mock's window rules on GDP's real archive", () => {
  it.each([
    ["the present by default", "", "series_observations_GDP.json"],
    [
      "every release",
      "realtime_start=1776-07-04&realtime_end=9999-12-31",
      "series_observations_GDP_all_releases.json",
    ],
    [
      "what was known on a day, clipped to it",
      "realtime_start=1776-07-04&realtime_end=2019-01-01",
      "series_observations_GDP_asof.json",
    ],
    [
      "initial releases only, to the end of time",
      "realtime_start=1776-07-04&output_type=4",
      "series_observations_GDP_output_type_4.json",
    ],
  ])("answer %s exactly as recorded", (_what, parameters, file) => {
    expect(withPlainNumbers(observations(parameters))).toBe(withPlainNumbers(sample(file)));
  });

  it("page through the archive without losing or repeating a row", () => {
    const all = JSON.parse(sample("series_observations_GDP_all_releases.json")) as {
      observations: RecordedRow[];
    };
    const rows: RecordedRow[] = [];
    for (let offset = 0; offset <= 3200; offset += 400) {
      const page = JSON.parse(
        observations(`realtime_start=1776-07-04&limit=400&offset=${offset}`),
      ) as { count: number; observations: RecordedRow[] };
      expect(page.count).toBe(3199);
      rows.push(...page.observations);
    }
    expect(rows.map(({ date, realtime_start }) => date + realtime_start)).toEqual(
      all.observations.map(({ date, realtime_start }) => date + realtime_start),
    );
  });

  it("answer vintage dates exactly as recorded", () => {
    const text = answerVintageDates(new URLSearchParams(), "json", { facts, visible }, archive);
    expect(text).toBe(sample("series_vintagedates_GDP.json"));
  });
});
