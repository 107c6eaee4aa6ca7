/**
 * `series/observations` as file_type txt or csv: a zip with a readme and one table (unverified). Times inside are
 * those of the sandbox's clock.
 */
import { dayText } from "./day-text.ts";
import { at } from "./facts.ts";
import { selectNarrow } from "./observations.ts";
import type { RealtimePeriod } from "./parameters.ts";
import { badRequest } from "./refusal.ts";
import { storeZip } from "./store-zip.ts";
import type { SeriesNow } from "./world.ts";

/** Rows of output types 1 and 4; nothing goes on the ledger, because no data model reads this form. */
export function zipObservations(
  query: URLSearchParams,
  fileType: "csv" | "txt",
  series: SeriesNow,
  { period, nowMs }: { readonly period: RealtimePeriod; readonly nowMs: number },
): { readonly text: Buffer; readonly contentType: string } {
  const { view, page, selection } = selectNarrow(query, series, period);
  if (selection.wide) {
    throw badRequest("Variable output_type is not one of the allowed values: 1, 4.");
  }
  const separator = fileType === "csv" ? "," : "\t";
  const { id, title } = series.spec;
  const lines = [["observation_date", id, "realtime_start_date", "realtime_end_date"]];
  for (let row = 0; row < page.length; row++) {
    const fact = at(page.facts, row);
    lines.push([
      dayText(at(view.facts.dates, fact)),
      view.textOf(fact, at(page.starts, row)),
      dayText(at(page.starts, row)),
      dayText(at(page.ends, row)),
    ]);
  }
  const table = lines.map((line) => line.join(separator)).join("\n") + "\n";
  const readme = `${id}: ${title}\nObservations by real-time period.\n`;
  const files = { "README.txt": readme, [`${id}_${selection.outputType}.${fileType}`]: table };
  return { text: storeZip(files, nowMs), contentType: "application/zip" };
}
