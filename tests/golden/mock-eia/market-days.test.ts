import { describe, expect, it } from "vitest";
import { formatDay, parseDay } from "../../../mock-providers/kit/calendar.ts";
import { isMarketDay } from "../../../mock-providers/eia/market-calendar.ts";
import { readSample } from "./sample-page.ts";

describe("isMarketDay()", () => {
  it("agrees with every date of a recorded year of daily settlements", () => {
    const { answer } = readSample("natural-gas_pri_fut_data_RNGC1_first_250_rows_with_warning");
    const recorded = answer.response.data.map(({ period }) => String(period)).reverse();
    const first = parseDay(recorded[0] ?? "") ?? 0;
    const last = parseDay(recorded.at(-1) ?? "") ?? 0;
    const days = Array.from({ length: last - first + 1 }, (_, step) => first + step);
    expect(days.filter(isMarketDay).map(formatDay)).toEqual(recorded);
  });
});
