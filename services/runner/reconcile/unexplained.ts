/** Records in quarantine that nothing explains: no fault touched their request, or the very row landed as well. */
import { requestKey } from "./given-up.ts";
import { type ObservationTable, at, identityKey, seriesKey } from "./observation-table.ts";
import type { QuarantinedRecord } from "./postgres-reader.ts";
import { type TruthTable, duties } from "./truth-table.ts";

export interface Unexplained {
  readonly record: QuarantinedRecord;
  readonly why: string;
}

export function findUnexplained(
  truth: TruthTable,
  quarantine: readonly QuarantinedRecord[],
  landed: ObservationTable,
): Unexplained[] {
  return quarantine.flatMap((record) => {
    const why = reasonAgainst(truth, record, landed);
    return why === undefined ? [] : [{ record, why }];
  });
}

/** What is missing from the sinks is told there, with its record; so here only what is not missing. */
function reasonAgainst(
  truth: TruthTable,
  record: QuarantinedRecord,
  landed: ObservationTable,
): string | undefined {
  // Landing keeps messages that do not decode by their place in the topic: the reader of the topic tells of those.
  if (!record.request.startsWith("/")) return undefined;
  const request = requestKey(record.request);
  if (!truth.touched.has(request)) {
    if (isServed(truth, record) && !isLanded(landed, record)) return undefined;
    return "in quarantine, and no fault touched its request";
  }
  if (record.seriesId === null || record.intervalStartMs === null || record.asOfMs === null)
    return undefined;
  if (truth.suspects.has(identityKey(record)) || truth.broken.has(request)) return undefined;
  return isServed(truth, record) && isLanded(landed, record)
    ? "in quarantine, although it was served as it should be and landed"
    : undefined;
}

/** Whether some complete answer carried the very row, and none spoilt it. */
function isServed(truth: TruthTable, record: QuarantinedRecord): boolean {
  const rows = truth.series.get(seriesKey(record.dataset, record.seriesId ?? ""));
  if (rows === undefined) return false;
  for (let row = 0; row < rows.length; row++) {
    if (rows.duty[row] !== duties.must) continue;
    if (at(rows.start, row) === record.intervalStartMs && at(rows.asOf, row) === record.asOfMs)
      return true;
  }
  return false;
}

function isLanded(landed: ObservationTable, record: QuarantinedRecord): boolean {
  const rows = landed.series.get(seriesKey(record.dataset, record.seriesId ?? ""));
  if (rows === undefined) return false;
  for (let row = 0; row < rows.length; row++) {
    if (at(rows.start, row) === record.intervalStartMs) return true;
  }
  return false;
}
