/** Several faults on the same answers: what one spoils, another must not hide from the verdict. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runUnderFaults } from "../../support/fault-lab.ts";

const scenario = JSON.parse(
  readFileSync(new URL("../../../config/scenarios/dirty-data.json", import.meta.url), "utf8"),
) as { faults: { provider: string }[] };

describe("the faults of dirty-data at once", () => {
  it.each([
    ["caiso", ["PRC_LMP/DAM", "SLD_FCST/DAM", "SLD_FCST/ACTUAL"]],
    ["eia", ["electricity/rto/region-data", "petroleum/stoc/wstk", "petroleum/pri/spt"]],
    ["fred", ["series/observations"]],
    ["noaa", ["GHCND"]],
    ["worldbank", ["country/indicator"]],
  ] as const)(
    "%s: nothing is lost, doubled or landed though spoilt",
    async (provider, datasets) => {
      const faults = scenario.faults.filter((one) => [provider, "*"].includes(one.provider));
      const options = { provider, datasets, series: 12, points: 300, faults } as const;
      const { reasons, differences } = await runUnderFaults(options);
      expect(reasons, JSON.stringify(differences.slice(0, 3))).toEqual([]);
    },
  );

  it("a row that is missing and one whose time was shifted onto it are told apart", async () => {
    // A record of the one was taken for that of the other, and the other was called lost.
    const faults = [
      { kind: "null-value", dataset: "SLD_FCST/*", parameters: { share: 0.3 } },
      { kind: "local-time", dataset: "SLD_FCST/ACTUAL", requests: 1 },
    ];
    const datasets = ["PRC_LMP/DAM", "SLD_FCST/ACTUAL"];
    const result = await runUnderFaults({ provider: "caiso", datasets, points: 300, faults });
    expect(result.reasons).toEqual([]);
  });
});
