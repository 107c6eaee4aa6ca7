import { describe, expect, it } from "vitest";
import type { TruthObservation } from "../../../mock-providers/kit/types.ts";
import {
  ancillary,
  anchorMs,
  ask,
  createTestProvider,
  damPrices,
  digestOf,
  hourMs,
  hubs,
  loads,
  renewables,
  rowsOf,
  rtmPrices,
  window,
} from "./ask-caiso.ts";

const provider = createTestProvider();
const acrossMarch = window("2026-03-05T08:00", "2026-03-12T07:00");
const queries = {
  "day-ahead prices": `${damPrices}&node=${hubs.join(",")}&${acrossMarch}`,
  "real-time prices cut by publication": `${rtmPrices}&node=ELAP_PACE-APND&${window("2026-03-14T07:00", "2026-03-17T07:00")}`,
  "load forecasts": `${loads("DAM")}&${acrossMarch}`,
  "load forecasts with absent days": `${loads("7DA")}&${window("2026-02-10T08:00", "2026-03-12T07:00")}`,
  "renewables across November": `${renewables("ACTUAL")}&${window("2025-11-01T07:00", "2025-11-04T08:00")}`,
  "ancillary services": `${ancillary}&${acrossMarch}`,
  "renewables as XML": `queryname=SLD_REN_FCST&version=1&market_run_id=DAM&${acrossMarch}`,
  "actual loads": `${loads("ACTUAL")}&${window("2025-11-01T07:00", "2025-11-04T08:00")}`,
  "all nodes of a day": `${damPrices}&grp_type=ALL&startdatetime=20260310T07:00-0000`,
  "prices as XML": `${damPrices.replace("&resultformat=6", "")}&node=MALIN_5_N101&${acrossMarch}`,
  "every load market": `queryname=SLD_FCST&version=1&resultformat=6&${window("2026-03-10T07:00", "2026-03-11T07:00")}`,
} as const;

async function served(query: string) {
  const answer = await ask(provider, query);
  if (answer.served === undefined) throw new Error("The answer carried no observations");
  return answer.served;
}

describe("what the ledger records", () => {
  it.each(Object.entries(queries))("expands %s to what was served", async (_name, query) => {
    const { ranges, rows, observations, digest } = await served(query);
    // Another process expands: nothing but the seed is shared.
    const other = createTestProvider();
    const expanded = ranges.flatMap((range) => [...other.expand(range, anchorMs)]);
    expect(rows).toEqual([]);
    expect(expanded).toHaveLength(observations);
    expect(digestOf(expanded)).toBe(digest);
    for (const range of ranges) {
      expect([...other.expand(range, anchorMs)]).toHaveLength(range.count);
    }
  });

  it("means exactly the numbers that are printed, with the data model's fields", async () => {
    const query = queries["day-ahead prices"];
    const { ranges } = await served(query);
    const truth = new Map<string, TruthObservation>();
    for (const range of ranges) {
      for (const one of provider.expand(range, anchorMs)) {
        truth.set(`${one.seriesId} ${one.intervalStartMs}`, one);
      }
    }
    const rows = rowsOf(await ask(provider, query));
    expect(rows).toHaveLength(truth.size);
    for (const row of rows) {
      const intervalStartMs = Date.parse(
        (row["INTERVALSTARTTIME_GMT"] ?? "").replace("-00:00", "Z"),
      );
      const seriesId = `${row["NODE"] ?? ""}.${row["LMP_TYPE"] ?? ""}`;
      // Clocks change on 8 March: from the 9th on, 13:00 on the day before is daylight time.
      const tradeDay = row["OPR_DT"] ?? "";
      const offset = tradeDay >= "2026-03-09" ? "-07:00" : "-08:00";
      const asOfMs = Date.parse(`${tradeDay}T13:00:00${offset}`) - 24 * hourMs;
      expect(truth.get(`${seriesId} ${intervalStartMs}`)).toEqual({
        dataset: "PRC_LMP/DAM",
        seriesId,
        intervalStartMs,
        intervalEndMs: intervalStartMs + hourMs,
        value: Number(row["MW"]),
        unit: "USD/MWh",
        location: row["NODE"],
        asOfMs,
      });
    }
  });

  it.each([
    ["SLD_FCST/DAM", loads("DAM"), Date.parse("2026-03-09T16:10:00Z")],
    ["SLD_FCST/2DA", loads("2DA"), Date.parse("2026-03-08T16:10:00Z")],
    // Seven days before, winter time still held.
    ["SLD_FCST/7DA", loads("7DA"), Date.parse("2026-03-03T17:10:00Z")],
    ["SLD_REN_FCST/DAM", renewables("DAM"), Date.parse("2026-03-09T14:00:00Z")],
    ["SLD_REN_FCST/ACTUAL", renewables("ACTUAL"), null],
    ["PRC_AS/DAM", ancillary, Date.parse("2026-03-09T20:00:00Z")],
    ["SLD_FCST/ACTUAL", loads("ACTUAL"), null],
    ["PRC_INTVL_LMP/RTM", `${rtmPrices}&node=TH_NP15_GEN-APND`, null],
  ])("dates %s nominally", async (dataset, query, asOfMs) => {
    const { ranges } = await served(`${query}&${window("2026-03-10T07:00", "2026-03-11T07:00")}`);
    for (const one of ranges.flatMap((range) => [...provider.expand(range, anchorMs)])) {
      expect(one.dataset).toBe(dataset);
      expect(one.asOfMs).toBe(asOfMs ?? one.intervalEndMs);
    }
  });

  it("records nothing for reports outside the data model", async () => {
    const day = window("2026-03-10T07:00", "2026-03-11T07:00");
    const prices = "queryname=PRC_RTPD_LMP&market_run_id=RTPD&version=1&resultformat=6";
    expect((await ask(provider, `${prices}&node=TH_NP15_GEN-APND&${day}`)).served).toBeUndefined();
    expect((await ask(provider, `${loads("RTM")}&${day}`)).served).toBeUndefined();
  });

  it("refuses to expand ranges it did not write", () => {
    const range = {
      dataset: "PRC_LMP/DAM",
      seriesId: "TH_NP15_GEN-APND.LMP",
      count: 2,
      fromMs: Date.parse("2026-03-10T07:00:00Z"),
      toMs: Date.parse("2026-03-10T09:00:00Z"),
    };
    expect([...provider.expand(range, anchorMs)]).toHaveLength(2);
    const expand =
      (changes: Partial<typeof range>, atMs = anchorMs) =>
      () => [...provider.expand({ ...range, ...changes }, atMs)];
    expect(expand({ dataset: "PRC_LMP/RUC" })).toThrow("no such series");
    expect(expand({ seriesId: "TH_NP15_GEN-APND.XXX" })).toThrow("no such series");
    expect(expand({ seriesId: "TH_NP15_GEN-APND" })).toThrow("no such series");
    expect(expand({ count: 3 })).toThrow("expected whole intervals");
    expect(expand({ fromMs: range.fromMs + 1 })).toThrow("expected whole intervals");
    expect(expand({}, range.fromMs - 48 * hourMs)).toThrow("published at");
  });
});

describe("the seed", () => {
  it.each(Object.entries(queries))("gives the same bytes of %s again", async (_name, query) => {
    const again = await ask(createTestProvider(), query);
    const first = await ask(provider, query);
    expect(Buffer.from(again.body).equals(Buffer.from(first.body))).toBe(true);
  });

  it("changes the values and leaves their places", async () => {
    const query = queries["actual loads"];
    const rows = rowsOf(await ask(provider, query));
    const others = rowsOf(await ask(createTestProvider({ seed: 43 }), query));
    expect(others).toHaveLength(rows.length);
    expect(others.map((row) => row["MW"])).not.toEqual(rows.map((row) => row["MW"]));
  });

  it("answers a row alike whatever else is asked with it", async () => {
    const key = (row: Readonly<Record<string, string>>) =>
      [row["INTERVALSTARTTIME_GMT"], row["NODE"], row["LMP_TYPE"], row["MW"]].join(" ");
    const wide = new Set(rowsOf(await ask(provider, queries["day-ahead prices"])).map(key));
    const narrow = rowsOf(
      await ask(
        createTestProvider(),
        `${damPrices}&node=TH_SP15_GEN-APND&${window("2026-03-08T11:00", "2026-03-08T15:00")}`,
      ),
    );
    expect(narrow).toHaveLength(20);
    for (const row of narrow) expect(wide).toContain(key(row));
  });
});
