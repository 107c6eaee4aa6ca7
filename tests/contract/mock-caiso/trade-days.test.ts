import { describe, expect, it } from "vitest";
import {
  ask,
  byTime,
  createTestProvider,
  damPrices,
  loads,
  rowsOf,
  rtmPrices,
  window,
} from "./ask-caiso.ts";

const provider = createTestProvider({ anchorMs: Date.parse("2026-03-15T12:00:00Z") });

async function hubHours(query: string, start: string, end: string) {
  const answer = await ask(provider, `${query}&node=TH_NP15_GEN-APND&${window(start, end)}`);
  return byTime(rowsOf(answer).filter((row) => row["LMP_TYPE"] === "LMP"));
}

describe("trade days", () => {
  it("names the repeated hour of the long day 25 and puts it third", async () => {
    const rows = await hubHours(damPrices, "2025-11-02T07:00", "2025-11-03T08:00");
    expect(
      rows.map((row) => `${row["INTERVALSTARTTIME_GMT"] ?? ""} ${row["OPR_HR"] ?? ""}`),
    ).toEqual(
      [1, 2, 25, ...Array.from({ length: 22 }, (_, index) => index + 3)].map((hour, index) => {
        const utc = new Date(Date.UTC(2025, 10, 2, 7 + index)).toISOString().slice(0, 19);
        return `${utc}-00:00 ${hour}`;
      }),
    );
    expect(new Set(rows.map((row) => row["OPR_DT"]))).toEqual(new Set(["2025-11-02"]));
  });

  it("leaves hour 3 of the short day out", async () => {
    const rows = await hubHours(damPrices, "2026-03-08T08:00", "2026-03-09T07:00");
    expect(
      rows.map((row) => `${row["INTERVALSTARTTIME_GMT"] ?? ""} ${row["OPR_HR"] ?? ""}`),
    ).toEqual(
      [1, 2, ...Array.from({ length: 21 }, (_, index) => index + 4)].map((hour, index) => {
        const utc = new Date(Date.UTC(2026, 2, 8, 8 + index)).toISOString().slice(0, 19);
        return `${utc}-00:00 ${hour}`;
      }),
    );
    expect(new Set(rows.map((row) => row["OPR_DT"]))).toEqual(new Set(["2026-03-08"]));
  });

  it.each([
    ["a usual day", "2026-03-10T07:00", "2026-03-11T07:00", 288],
    ["the short day", "2026-03-08T08:00", "2026-03-09T07:00", 276],
    ["the long day", "2025-11-02T07:00", "2025-11-03T08:00", 300],
  ])("has twelve numbered intervals in every hour of %s", async (_day, start, end, count) => {
    const rows = await hubHours(rtmPrices, start, end);
    expect(rows).toHaveLength(count);
    rows.forEach((row, index) => {
      expect(row["OPR_INTERVAL"]).toBe(String((index % 12) + 1));
      const endMs = Date.parse((row["INTERVALENDTIME_GMT"] ?? "").replace("-00:00", "Z"));
      const startMs = Date.parse((row["INTERVALSTARTTIME_GMT"] ?? "").replace("-00:00", "Z"));
      expect(endMs - startMs).toBe(300_000);
    });
  });

  it("answers a 07:00 window in winter with the last hour of the day before and 23 of the day", async () => {
    const rows = await hubHours(damPrices, "2026-01-10T07:00", "2026-01-11T07:00");
    const hours = rows.map((row) => `${row["OPR_DT"] ?? ""} ${row["OPR_HR"] ?? ""}`);
    expect(hours).toEqual([
      "2026-01-09 24",
      ...Array.from({ length: 23 }, (_, index) => `2026-01-10 ${index + 1}`),
    ]);
  });

  it("writes interval 0 in hourly reports", async () => {
    const answer = await ask(
      provider,
      `${loads("DAM")}&${window("2026-03-10T07:00", "2026-03-11T07:00")}`,
    );
    expect(new Set(rowsOf(answer).map((row) => row["OPR_INTERVAL"]))).toEqual(new Set(["0"]));
  });

  it("keeps the rows of one series and day together, out of order, under one GROUP", async () => {
    const answer = await ask(
      provider,
      `${damPrices}&node=TH_NP15_GEN-APND,TH_SP15_GEN-APND&${window("2026-03-08T08:00", "2026-03-11T07:00")}`,
    );
    const rows = rowsOf(answer);
    const groups = new Map<string, string>();
    let latest = 0;
    for (const row of rows) {
      const group = Number(row["GROUP"]);
      expect(group === latest || group === latest + 1).toBe(true);
      latest = group;
      const name = [row["NODE"], row["LMP_TYPE"], row["OPR_DT"]].join(" ");
      expect(groups.get(row["GROUP"] ?? "") ?? name).toBe(name);
      groups.set(row["GROUP"] ?? "", name);
    }
    expect(groups.size).toBe(2 * 5 * 3);
    const first = rows.filter((row) => row["GROUP"] === "1");
    expect(first).not.toEqual(byTime(first));
  });
});
