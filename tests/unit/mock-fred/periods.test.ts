import { describe, expect, it } from "vitest";
import {
  intervalEndDay,
  intervalStartDay,
  periodDate,
  periodFrom,
} from "../../../mock-providers/fred/periods.ts";
import type { Cadence } from "../../../mock-providers/fred/series-spec.ts";
import { formatDay, parseDay } from "../../../mock-providers/kit/calendar.ts";

function day(text: string): number {
  const days = parseDay(text);
  if (days === undefined) throw new Error(`Not a day: ${text}`);
  return days;
}

const cadences: readonly Cadence[] = [
  { kind: "business-day" },
  { kind: "seven-day" },
  { kind: "week", endsOn: 3 },
  { kind: "week", endsOn: 6 },
  { kind: "month" },
  { kind: "quarter" },
  { kind: "year" },
];

describe("periods", () => {
  it.each(cadences)("of $kind $endsOn are numbered without gaps, before 1970 too", (cadence) => {
    const first = periodFrom(cadence, day("1945-06-01"));
    const last = periodFrom(cadence, day("2035-06-01"));
    for (let period = first; period <= last; period++) {
      const date = periodDate(cadence, period);
      expect(periodFrom(cadence, date)).toBe(period);
      expect(periodFrom(cadence, date + 1)).toBe(period + 1);
    }
  });

  it("of business days leave out Saturday and Sunday", () => {
    const cadence = { kind: "business-day" } as const;
    const friday = periodFrom(cadence, day("2026-03-13"));
    expect(formatDay(periodDate(cadence, friday + 1))).toBe("2026-03-16");
    expect(periodFrom(cadence, day("2026-03-14"))).toBe(friday + 1);
  });

  it("of weeks are dated on their last day", () => {
    const cadence = { kind: "week", endsOn: 5 } as const;
    const date = periodDate(cadence, periodFrom(cadence, day("2026-03-07")));
    expect(formatDay(date)).toBe("2026-03-13");
    expect(formatDay(intervalStartDay(cadence, date))).toBe("2026-03-07");
    expect(formatDay(intervalEndDay(cadence, date))).toBe("2026-03-14");
  });

  it("of quarters cover three months from their date", () => {
    const cadence = { kind: "quarter" } as const;
    const date = periodDate(cadence, periodFrom(cadence, day("2025-10-01")));
    expect(formatDay(date)).toBe("2025-10-01");
    expect(formatDay(intervalEndDay(cadence, date))).toBe("2026-01-01");
  });
});
