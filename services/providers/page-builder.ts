/** Collects what one page yields, record by record. */
import type { Candidate, ParsedPage, Unreadable } from "./connector.ts";

/** As far as an unreadable record could be read. */
export type KnownParts = Pick<Unreadable, "seriesId" | "intervalStartMs" | "asOfMs">;

export interface PageBuilder {
  readonly candidates: Candidate[];
  readonly warnings: string[];
  reject(index: number, reasons: readonly string[], known?: KnownParts): void;
  finish(next: ParsedPage["next"]): ParsedPage;
}

export function createPageBuilder(
  recordType: ParsedPage["recordType"],
  rawRecord: (index: number) => string,
): PageBuilder {
  const candidates: Candidate[] = [];
  const unreadable: Unreadable[] = [];
  const warnings: string[] = [];
  return {
    candidates,
    warnings,
    reject: (index, reasons, known = {}) => {
      unreadable.push({ index, reasons, raw: rawRecord(index), ...known });
    },
    finish: (next) => ({ candidates, unreadable, warnings, recordType, rawRecord, next }),
  };
}
