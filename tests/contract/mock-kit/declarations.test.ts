import { describe, expect, it } from "vitest";
import { existsSync } from "node:fs";
import { mockNames, mockTable } from "../../../mock-providers/provider-table.ts";
import { defaultPorts } from "../../../services/core/names.ts";

describe.each(mockNames)("the declaration of %s", (name) => {
  const declaration = mockTable[name];

  it("is named like its place in the table and its folder", () => {
    expect(declaration.name).toBe(name);
    expect(existsSync(`mock-providers/${name}/declaration.ts`)).toBe(true);
  });

  it("has the port the stack expects", () => {
    expect(declaration.defaultPort).toBe(defaultPorts[`mock-${name}`]);
  });

  it("names every dataset of the catalogue in its timetable", () => {
    const provider = declaration.create({
      seed: 42,
      seriesCount: 50,
      pointsPerSeries: 10,
      anchorMs: Date.parse("2026-03-15T12:00:00Z"),
      scope: "catalogue",
    });
    const patterns = declaration.timetable.map(
      ({ dataset }) => new RegExp(`^${dataset.replaceAll("*", ".*")}$`),
    );
    for (const { dataset } of provider.catalogue) {
      expect(patterns.filter((pattern) => pattern.test(dataset)).length, dataset).toBe(1);
    }
  });

  it("publishes later than now, across both clock changes of a year", () => {
    for (const start of ["2026-03-07T00:00:00Z", "2026-10-31T00:00:00Z"]) {
      for (let at = Date.parse(start); at < Date.parse(start) + 3 * 86_400_000; at += 1_234_567) {
        for (const { dataset, nextMs } of declaration.timetable) {
          expect(nextMs(at), `${dataset} after ${new Date(at).toISOString()}`).toBeGreaterThan(at);
        }
      }
    }
  });
});
