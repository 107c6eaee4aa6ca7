/** Keeps rejected records with their reasons and raw bytes, once each, for people and for replay. */
import type pg from "pg";
import { databaseSchema } from "../core/names.ts";
import { classesOf } from "../core/reasons.ts";
import type { Reject, UnitKey } from "./checkpoint.ts";

/** Rows of one insert: bounds the text sent at once. */
const chunkRows = 2_000;

/** PostgreSQL's earliest instant lies in 4713 BC; what providers garble may lie anywhere. */
const earliestMs = Date.UTC(-4700, 0, 1);
const latestMs = 8.64e15;

/** A reject that is stored already stays as it is. */
export async function storeRejects(
  client: pg.PoolClient,
  key: UnitKey,
  rejects: readonly Reject[],
): Promise<void> {
  for (let start = 0; start < rejects.length; start += chunkRows) {
    const rows = rejects.slice(start, start + chunkRows).map(rowOf);
    await client.query(
      `insert into ${databaseSchema}.quarantine (run_id, provider, dataset, page_id, record_index, series_id,
         interval_start, as_of, reasons, classes, raw, content_type, request)
       select $1, $2, $3, page_id, record_index, series_id, to_timestamp(start_s), to_timestamp(as_of_s),
         array(select jsonb_array_elements_text(reasons)),
         array(select jsonb_array_elements_text(classes)), decode(raw, 'base64'), content_type, request
       from jsonb_to_recordset($4) as r (page_id text, record_index int, series_id text, start_s float8,
         as_of_s float8, reasons jsonb, classes jsonb, raw text, content_type text, request text)
       on conflict (run_id, page_id, record_index) do nothing`,
      [key.runId, key.provider, key.dataset, JSON.stringify(rows)],
    );
  }
}

function rowOf(reject: Reject): Record<string, unknown> {
  return {
    page_id: reject.pageId,
    record_index: reject.recordIndex,
    series_id: reject.seriesId === null ? null : storable(reject.seriesId),
    start_s: secondsOf(reject.intervalStartMs),
    as_of_s: secondsOf(reject.asOfMs),
    reasons: reject.reasons.map(({ sentence }) => storable(sentence)),
    classes: classesOf(reject.reasons),
    raw: reject.raw.toString("base64"),
    content_type: storable(reject.contentType),
    request: storable(reject.request),
  };
}

/** PostgreSQL text holds every character but NUL, and JSON text no lone surrogate; the raw bytes keep both. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\\0");
}

function secondsOf(ms: number | null): number | null {
  return ms !== null && ms >= earliestMs && ms <= latestMs ? ms / 1_000 : null;
}
