import { describe, expect, it } from "vitest";
import { type Correction, createCorrections } from "../../../mock-providers/caiso/corrections.ts";
import { createTradeDay } from "../../../mock-providers/caiso/trade-day.ts";
import { formatDay, isBusinessDay } from "../../../mock-providers/kit/calendar.ts";
import { localTime } from "../../../mock-providers/kit/time-zone.ts";
import {
  anchorMs,
  ask,
  createTestProvider,
  damPrices,
  digestOf,
  hourMs,
  type Row,
  rowsOf,
  rtmPrices,
  stampOf,
} from "./ask-caiso.ts";

const provider = createTestProvider();
const dayMs = 24 * hourMs;
const anchorDay = Math.floor(anchorMs / dayMs);
const aggregated = [
  ...["TH_NP15_GEN-APND", "TH_SP15_GEN-APND", "TH_ZP26_GEN-APND", "DLAP_PGAE-APND"],
  ...["DLAP_SCE-APND", "DLAP_SDGE-APND", "DLAP_VEA-APND", "ELAP_PACE-APND"],
  ...["ELAP_PACW-APND", "ELAP_NEVP-APND"],
];

/** Every correction of the two years before the anchor, straight from the generator. */
function allCorrections(seed = 42): readonly Correction[] {
  const corrections = createCorrections(seed);
  return Array.from({ length: 730 }, (_, index) => createTradeDay(anchorDay - index)).flatMap(
    (tradeDay) =>
      (["DAM", "RTM"] as const)
        .map((market) => corrections.of(market, tradeDay))
        .filter((one) => one !== undefined),
  );
}

const markets = {
  DAM: { query: damPrices, column: "MW", dataset: "PRC_LMP/DAM" },
  RTM: { query: rtmPrices, column: "VALUE", dataset: "PRC_INTVL_LMP/RTM" },
} as const;

function firstOf(market: "DAM" | "RTM"): Correction {
  const found = allCorrections().find(
    (one) =>
      one.market === market &&
      one.publishedMs < anchorMs &&
      aggregated.some((id) => one.affects(id)) &&
      !aggregated.every((id) => one.affects(id)),
  );
  if (found === undefined) throw new Error(`No day of ${market} was corrected`);
  return found;
}

async function askDay({ market, day }: Correction, nowMs: number) {
  const { startMs, endMs } = createTradeDay(day);
  const dates = `startdatetime=${stampOf(startMs)}&enddatetime=${stampOf(endMs)}`;
  return ask(provider, `${markets[market].query}&node=${aggregated.join(",")}&${dates}`, { nowMs });
}

async function correctionRows(day: number, nowMs: number): Promise<readonly Row[]> {
  const start = stampOf(createTradeDay(day).startMs);
  const query = `groupid=PRC_CORR_GRP&version=1&resultformat=6&startdatetime=${start}`;
  return rowsOf(await ask(provider, query, { path: "/oasisapi/GroupZip", nowMs }));
}

describe("price corrections", () => {
  it("touch a few percent of trade days, a few intervals each, within two weeks", () => {
    const all = allCorrections();
    for (const market of ["DAM", "RTM"] as const) {
      const some = all.filter((one) => one.market === market);
      expect(some.length / 730).toBeGreaterThan(0.02);
      expect(some.length / 730).toBeLessThan(0.12);
      for (const { day, from, to, publishedMs } of some) {
        const { startMs, endMs, hours } = createTradeDay(day);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(hours * (market === "DAM" ? 1 : 12));
        expect(to - from).toBeLessThanOrEqual(market === "DAM" ? 4 : 12);
        expect(publishedMs).toBeGreaterThan(endMs + dayMs / 2);
        expect(publishedMs - startMs).toBeLessThan(15 * dayMs);
      }
    }
  });

  it("appear on business days in the late afternoon, never on a weekend or holiday", () => {
    for (const seed of [1, 42, 2026]) {
      for (const { publishedMs } of allCorrections(seed)) {
        const { days, hour } = localTime("pacific", publishedMs);
        expect(isBusinessDay(days)).toBe(true);
        expect(hour === 16 || hour === 17).toBe(true);
      }
    }
  });

  it.each(["DAM", "RTM"] as const)(
    "replace the named intervals of the affected nodes in %s, at their instant and silently",
    async (market) => {
      const correction = firstOf(market);
      const { publishedMs, day } = correction;
      const { column } = markets[market];
      const key = (row: Row) =>
        [row["INTERVALSTARTTIME_GMT"], row["NODE"], row["LMP_TYPE"]].join(" ");
      const before = rowsOf(await askDay(correction, publishedMs - 1));
      const after = new Map(
        rowsOf(await askDay(correction, publishedMs)).map((row) => [key(row), row]),
      );
      expect(after.size).toBe(before.length);
      const { value: _value, ...columns } = { value: "", ...before[0] };
      expect(Object.keys(after.get(key(before[0] ?? {})) ?? {})).toEqual(Object.keys(columns));

      const changed = before.filter((row) => row[column] !== after.get(key(row))?.[column]);
      const affected = aggregated.filter((id) => correction.affects(id));
      expect(changed).toHaveLength(affected.length * 2 * (correction.to - correction.from));
      expect(new Set(changed.map((row) => row["LMP_TYPE"]))).toEqual(new Set(["LMP", "MCC"]));
      expect(new Set(changed.map((row) => row["NODE"]))).toEqual(new Set(affected));
      // Nothing happens to it again, and nothing before.
      const later = await askDay(
        correction,
        Math.min(publishedMs + 30 * dayMs, anchorMs + 30 * dayMs),
      );
      expect(
        rowsOf(later)
          .map((row) => row[column])
          .sort(),
      ).toEqual([...after.values()].map((row) => row[column]).sort());

      const listed = (await correctionRows(day, publishedMs)).filter(
        (row) => row["MARKET"] === market,
      );
      expect(listed).toHaveLength(correction.to - correction.from);
      const named = new Set(
        listed.map((row) => `${row["HOUR_ENDING"] ?? ""} ${row["INTERVAL"] ?? ""}`),
      );
      expect(
        new Set(changed.map((row) => `${row["OPR_HR"] ?? ""} ${row["OPR_INTERVAL"] ?? ""}`)),
      ).toEqual(named);
      expect(
        (await correctionRows(day, publishedMs - 1)).filter((row) => row["MARKET"] === market),
      ).toEqual([]);
    },
  );

  it.each(["DAM", "RTM"] as const)("keep LMP the sum of its parts in %s", async (market) => {
    const correction = firstOf(market);
    const { column } = markets[market];
    const rows = rowsOf(await askDay(correction, correction.publishedMs));
    const intervals = Map.groupBy(rows, (row) =>
      [row["INTERVALSTARTTIME_GMT"], row["NODE"]].join(" "),
    );
    for (const parts of intervals.values()) {
      const units = (type: string) =>
        Math.round(Number(parts.find((row) => row["LMP_TYPE"] === type)?.[column]) * 100_000);
      expect(units("LMP")).toBe(units("MCE") + units("MCC") + units("MCL") + units("MGHG"));
    }
  });

  it.each(["DAM", "RTM"] as const)(
    "are on the ledger as they were said at the time in %s",
    async (market) => {
      const correction = firstOf(market);
      const other = createTestProvider();
      const digests: string[] = [];
      for (const nowMs of [correction.publishedMs - 1, correction.publishedMs]) {
        const { served } = await askDay(correction, nowMs);
        if (served === undefined) throw new Error("The answer carried no observations");
        const expanded = served.ranges.flatMap((range) => [...other.expand(range, nowMs)]);
        expect(expanded).toHaveLength(served.observations);
        expect(digestOf(expanded)).toBe(served.digest);
        digests.push(served.digest);
      }
      expect(digests[0]).not.toBe(digests[1]);
    },
  );

  it("come later than everything the interval was dated with", async () => {
    for (const market of ["DAM", "RTM"] as const) {
      const correction = firstOf(market);
      const { served } = await askDay(correction, correction.publishedMs);
      for (const range of served?.ranges ?? []) {
        for (const { asOfMs } of provider.expand(range, correction.publishedMs)) {
          expect(asOfMs).toBeLessThan(correction.publishedMs);
        }
      }
    }
  });

  it("leave one row with the known words on a day without any", async () => {
    const corrected = new Set(allCorrections().map((one) => one.day));
    const day = Array.from({ length: 100 }, (_, index) => anchorDay - 30 - index).find(
      (candidate) => !corrected.has(candidate),
    );
    if (day === undefined) throw new Error("Every day was corrected");
    const rows = await correctionRows(day, anchorMs);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      TRADE_DATE: formatDay(day),
      MARKET: "",
      CORRECTION_COUNT: "",
      CORRECTION_REASON: "No records found for report.",
      REPORT_GENERATED: "2026-03-15T05:00:00",
    });
  });

  it("change nothing of the catalogue on the Sunday a default run plays", () => {
    const prices = provider.catalogue.filter((one) => one.dataset.startsWith("PRC_"));
    expect(prices).toHaveLength(28);
    for (const { dataset, seriesId, points: count, startMs: fromMs, endMs: toMs } of prices) {
      const range = { dataset, seriesId, count, fromMs, toMs };
      const before = digestOf(provider.expand(range, anchorMs));
      expect(digestOf(provider.expand(range, anchorMs + 12 * hourMs))).toBe(before);
    }
  });
});
