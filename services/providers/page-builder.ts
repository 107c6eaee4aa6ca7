/** Collects what one page yields, record by record. */
import type { Reason } from "../core/reasons.ts";
import type { Candidate, ParsedPage, Unreadable } from "./connector.ts";

/** As far as an unreadable record could be read. */
export type KnownParts = Pick<Unreadable, "seriesId" | "intervalStartMs" | "asOfMs">;

export interface PageBuilder {
  readonly candidates: Candidate[];
  readonly warnings: string[];
  /** A sentence without a class is one about a field's form. */
  reject(index: number, reasons: readonly (Reason | string)[], known?: KnownParts): void;
  finish(next: ParsedPage["next"], doubts?: Pick<ParsedPage, "doubt" | "isEmpty">): ParsedPage;
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
      const classed = reasons.map((reason): Reason =>
        typeof reason === "string" ? { class: "field-type", sentence: reason } : reason,
      );
      unreadable.push({ index, reasons: classed, raw: rawRecord(index), ...known });
    },
    finish: (next, doubts = {}) => ({
      ...{ candidates, unreadable, warnings, recordType, rawRecord, next },
      ...doubts,
    }),
  };
}
