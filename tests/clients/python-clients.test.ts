/**
 * Released Python clients, unmodified but for the address they ask, against `sandbox-runner mocks`.
 * The counts are what the clients' users get from the originals (gridstatus 0.36.0, fredapi 0.5.2, wbgapi 1.0.14).
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CallOutcome,
  clientPython,
  noClientsReason,
  runPythonClient,
} from "../support/python-client.ts";
import { type RunningMocks, startMocks } from "../support/run-mocks.ts";

/** A Monday; the calls of the scripts ask for days before it. */
const world = ["--clock-start", "2026-04-20T18:00:00Z", "--seed", "42"];
const everyProvider = ["--providers", "caiso,eia,fred,noaa,worldbank"];

interface Frame {
  readonly columns: readonly string[];
  readonly rows: number;
  readonly first: Readonly<Record<string, string | number>>;
  readonly last: Readonly<Record<string, string | number>>;
}

let outcomes: ReadonlyMap<string, CallOutcome> = new Map();

function outcome(call: string): CallOutcome {
  const found = outcomes.get(call);
  if (found === undefined) throw new Error(`The script has no call "${call}"`);
  return found;
}

// The caller says what it expects to read; a wrong shape fails the expectations on it.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
function result<Result = Frame>(call: string): Result {
  const { error, message, result: value } = outcome(call);
  if (error !== undefined) throw new Error(`${call} raised ${error}: ${message ?? ""}`);
  return value as Result;
}

if (clientPython === undefined) {
  describe.skip(`Python clients (${noClientsReason})`, () => {
    it("needs the clients", () => undefined);
  });
} else {
  describe("real Python clients", () => {
    let mocks: RunningMocks;
    beforeAll(async () => {
      // A thousand times faster: the clients' own pauses of milliseconds keep the providers' limits.
      mocks = await startMocks([...world, ...everyProvider, "--time-scale", "1000"]);
    });
    afterAll(async () => {
      await mocks.stop();
    });

    describe("gridstatus", () => {
      beforeAll(() => {
        outcomes = runPythonClient("gridstatus_calls.py", mocks.urls);
      });

      it.each([
        ["lmp day-ahead", 3 * 24],
        ["lmp 15 minutes", 3 * 96],
        ["lmp 5 minutes", 3 * 288],
        ["lmp long day", 3 * 25],
        ["lmp short day", 3 * 23],
        // 40 days, one of them of 23 hours, in two requests.
        ["lmp 40 days", 3 * (40 * 24 - 1)],
      ])("reads %s: %i rows", (call, rows) => {
        const frame = result(call);
        expect(frame.rows).toBe(rows);
        expect(frame.columns.slice(0, 10)).toEqual([
          "Time",
          "Interval Start",
          "Interval End",
          "Market",
          "Location",
          "Location Type",
          "LMP",
          "Energy",
          "Congestion",
          "Loss",
        ]);
        expect(frame.first["Location Type"]).toBe("Trading Hub");
      });

      it("finds each price the sum of its parts", () => {
        expect(result<number>("lmp parts")).toBeLessThan(0.0001);
      });

      it("reads whole days across both clock changes", () => {
        expect(result("lmp long day").first["Time"]).toBe("2025-11-02T00:00:00-07:00");
        expect(result("lmp long day").last["Interval End"]).toBe("2025-11-03T00:00:00-08:00");
        expect(result("lmp short day").first["Time"]).toBe("2026-03-08T00:00:00-08:00");
        expect(result("lmp short day").last["Interval End"]).toBe("2026-03-09T00:00:00-07:00");
      });

      it("is told that the future has no data", () => {
        expect(outcome("lmp future").error).toBe("NoDataFoundException");
      });

      it("reads every aggregate node, one file per component", () => {
        expect(result("lmp all aggregate nodes").rows % 24).toBe(0);
        expect(result("lmp all aggregate nodes").rows).toBeGreaterThanOrEqual(10 * 24);
      });

      it.each([
        ["load forecast day-ahead", "Load Forecast", 30 * 24],
        ["load forecast seven days", "Load Forecast", 30 * 24],
        ["load forecast 15 minutes", "Load Forecast", 30 * 96],
        ["load hourly", "Load", 30 * 24],
        ["gas prices", "Price", 1],
        ["greenhouse gas allowance", "GHG Allowance Price", 1],
        ["fuel mix", "Solar", 288],
        ["outlook load", "Load", 288],
        ["outlook storage", "Supply", 288],
      ])("reads %s", (call, column, rowsMin) => {
        const frame = result(call);
        expect(frame.rows).toBeGreaterThanOrEqual(rowsMin);
        expect(frame.columns).toContain(column);
        expect(frame.first[column]).toEqual(expect.any(Number));
      });

      it("reads the renewables forecast of each hub and kind", () => {
        const frame = result("renewables forecast");
        expect(frame.rows % 24).toBe(0);
        expect(frame.columns).toEqual(expect.arrayContaining(["Solar MW", "Wind MW"]));
      });

      it("reads ancillary prices as a column per product", () => {
        const frame = result("ancillary prices");
        expect(frame.rows % 24).toBe(0);
        expect(frame.columns).toEqual(
          expect.arrayContaining(["Regulation Up", "Regulation Down", "Spinning Reserves"]),
        );
      });

      it("walks EIA's routes and facets", () => {
        expect(result<string[]>("eia routes")).toEqual(expect.arrayContaining(["electricity"]));
        expect(result<string[]>("eia facets")).toEqual(["respondent", "type"]);
      });

      it("pages through EIA with its query in a header", () => {
        const frame = result("eia several pages");
        // 73 hours of at least 40 authorities, four rows each: three pages.
        expect(frame.rows).toBeGreaterThan(40 * 73);
        expect(frame.columns).toEqual([
          "Interval Start",
          "Interval End",
          "Respondent",
          "Respondent Name",
          "Load",
          "Load Forecast",
          "Net Generation",
          "Total Interchange",
        ]);
      });

      it("pivots EIA's fuel types", () => {
        const frame = result("eia fuel types");
        expect(frame.rows).toBe(49);
        expect(frame.columns).toEqual(expect.arrayContaining(["Solar", "Wind", "Natural Gas"]));
      });

      it("is refused by EIA without a registered key", () => {
        for (const call of ["eia wrong key", "eia wrong key for data"]) {
          expect(outcome(call).error).toBe("HTTPError");
          expect(outcome(call).message).toContain("403");
        }
      });
    });

    describe("fredapi", () => {
      beforeAll(() => {
        outcomes = runPythonClient("fredapi_calls.py", mocks.urls);
      });

      it("reads a series and what it is", () => {
        expect(result<Record<string, string>>("info")).toMatchObject({
          id: "GDP",
          frequency_short: "Q",
          units: "Billions of Dollars",
        });
        // 1946 to the fourth quarter of 2025, the four quarters of 1946 withdrawn.
        expect(result("series")).toMatchObject({ rows: 320, missing: 4 });
        expect(result("latest release").rows).toBeGreaterThan(900);
      });

      it("reads a daily series across the clock change", () => {
        expect(result("series of days").rows).toBe(22);
      });

      it("reads every release, the first one and the one of a day, which agree", () => {
        expect(result("all releases").rows).toBeGreaterThan(2_000);
        const [dates, agree] = result<[number, boolean]>("first release");
        expect(dates).toBe(320);
        expect(agree).toBe(true);
        expect(result("as of a date").rows).toBeLessThan(result("all releases").rows);
        expect(result<number>("vintage dates")).toBeGreaterThan(300);
      });

      it("searches by words, release and category", () => {
        expect(result("search").rows).toBeGreaterThan(0);
        expect(result("search by release").rows).toBeGreaterThan(0);
        expect(result("search by category").rows).toBeGreaterThan(0);
      });

      it.each([
        ["unknown series", "Bad Request.  The series does not exist."],
        [
          "too many vintages",
          "This exceeds the maximum number of vintage dates allowed for this file type (2000).",
        ],
        ["unknown key", "The value for variable api_key is not registered."],
      ])("reads the provider's own words on %s", (call, words) => {
        expect(outcome(call).error).toBe("ValueError");
        expect(outcome(call).message).toContain(words);
      });
    });

    describe("wbgapi", () => {
      beforeAll(() => {
        outcomes = runPythonClient("wbgapi_calls.py", mocks.urls);
      });

      it("reads one value with its keys", () => {
        const rows = result<readonly Record<string, unknown>[]>("one value");
        expect(rows).toHaveLength(1);
        expect(rows[0]).toMatchObject({ economy: "MEX", series: "NY.GDP.MKTP.CD", time: "YR2023" });
        expect(rows[0]?.["value"]).toEqual(expect.any(Number));
      });

      it("makes frames of years and of indicators", () => {
        expect(result("frame").rows).toBe(3);
        expect(result("frame").columns).toContain("YR2020");
        expect(result("two indicators").columns).toEqual(["NY.GDP.MKTP.CD", "SP.POP.TOTL"]);
        expect(result("most recent values").rows).toBe(2);
      });

      it("pages through all economies without a row twice or lost", () => {
        const { rows, distinct, economies } = result<{
          rows: number;
          distinct: number;
          economies: number;
        }>("many pages");
        expect(rows).toBe(economies * 21);
        expect(distinct).toBe(rows);
        expect(economies).toBeGreaterThan(217);
      });

      it("reads what economies, regions, indicators and sources there are", () => {
        expect(result<Record<string, string>>("economy")).toMatchObject({
          id: "USA",
          region: "NAC",
        });
        expect(result<string[]>("economies of a region")).toEqual(
          expect.arrayContaining(["CAN", "USA"]),
        );
        expect(result<Record<string, string>>("indicator")).toMatchObject({ id: "SP.POP.TOTL" });
        expect(result<string[]>("sources")).toContain("2");
      });

      it("hears about what does not exist", () => {
        expect(outcome("unknown indicator").error).toMatch(/^APIResponseError|APIError$/);
        expect(outcome("unknown economy").error).toMatch(/^APIResponseError|APIError$/);
      });
    });
  });

  describe("real Python clients that ask too often", () => {
    let mocks: RunningMocks;
    beforeAll(async () => {
      mocks = await startMocks([...world, "--providers", "caiso,fred", "--time-scale", "1"]);
    });
    afterAll(async () => {
      await mocks.stop();
    });

    it("are refused by CAISO for five seconds, which gridstatus sits out", () => {
      outcomes = runPythonClient("gridstatus_calls.py", { ...mocks.urls, eia: "" }, ["throttled"]);
      expect(result("first").rows).toBe(72);
      expect(result("second").rows).toBe(72);
    });

    it("are refused by FRED in the words fredapi reads", () => {
      outcomes = runPythonClient("fredapi_calls.py", mocks.urls, ["throttled"]);
      const burst = result<{ after: number; message: string }>("burst");
      expect(burst.message).toBe("Too Many Requests.  Exceeded Rate Limit");
      expect(burst.after).toBeGreaterThanOrEqual(20);
      expect(burst.after).toBeLessThanOrEqual(120);
    });
  });
}
