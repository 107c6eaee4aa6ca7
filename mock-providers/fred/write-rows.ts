/** The hot path of the mock: observation rows as text. */
import { dayText } from "./day-text.ts";
import type { Facts } from "./facts.ts";
import type { FileType } from "./parameters.ts";
import type { SelectedRows } from "./select-facts.ts";

/** `valueOf` gives the text to show for row `index` of the page. */
export function writeObservations(
  fileType: FileType,
  facts: Facts,
  page: SelectedRows,
  valueOf: (index: number) => string,
): string {
  const parts: readonly [string, string, string, string, string] =
    fileType === "json"
      ? ['{"realtime_start":"', '","realtime_end":"', '","date":"', '","value":"', '"}']
      : ['  <observation realtime_start="', '" realtime_end="', '" date="', '" value="', '"/>\n'];
  const separator = fileType === "json" ? "," : "";
  const [start, end, date, value, close] = parts;
  let text = "";
  for (let index = 0; index < page.length; index++) {
    // Proof for the fallbacks: the page's columns are as long as the page, and hold indices of facts.
    const fact = page.facts[index] ?? 0;
    text +=
      (index === 0 ? "" : separator) +
      start +
      dayText(page.starts[index] ?? 0) +
      end +
      dayText(page.ends[index] ?? 0) +
      date +
      dayText(facts.dates[fact] ?? 0) +
      value +
      valueOf(index) +
      close;
  }
  return text;
}

/** A value as FRED shows it; NaN is missing. */
export function valueText(
  value: number,
  format: { readonly decimals: number; readonly trimmed?: boolean },
): string {
  if (Number.isNaN(value)) return ".";
  return format.trimmed === true ? String(value) : value.toFixed(format.decimals);
}
