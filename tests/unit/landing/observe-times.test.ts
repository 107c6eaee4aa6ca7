import { Histogram, Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { observeTimes } from "../../../services/landing/observe-times.ts";

function createHistogram(): Histogram<"provider"> {
  return new Histogram({
    name: "latency_seconds",
    help: "for the test",
    labelNames: ["provider"],
    buckets: [0.1, 1, 10],
    registers: [new Registry()],
  });
}

describe("observeTimes()", () => {
  it("leaves the histogram as so many single observations do", async () => {
    const [many, single] = [createHistogram(), createHistogram()];
    const observed: readonly [string, number, number][] = [
      ["caiso", 0.05, 3],
      ["eia", 0.5, 0],
      ["caiso", 1, 7],
      ["fred", 5, 1],
      ["fred", 50, 4],
    ];
    for (const [provider, value, times] of observed) {
      observeTimes(many, { provider }, value, times);
      for (let time = 0; time < times; time++) single.observe({ provider }, value);
    }
    const [{ values: got }, { values: wanted }] = [await many.get(), await single.get()];
    expect(got).toHaveLength(wanted.length);
    for (const [index, one] of wanted.entries()) {
      expect(got[index]).toMatchObject({ labels: one.labels, metricName: one.metricName });
      expect(got[index]?.value).toBeCloseTo(one.value, 9);
    }
  });
});
