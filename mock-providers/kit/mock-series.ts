/**
 * `/data/mock_series_<n>`: a plain series for load tests and first steps, the same on every mock. It
 * belongs to no provider's API and is no observation of the data model, so no ledger records it.
 */
import { hourMs } from "./calendar.ts";
import { normal, roundTo, seedOf, valueNoise, wave } from "./random.ts";
import type { WorldOptions } from "./types.ts";

const points = 1_000;

/** The series as JSON: hourly points up to the anchor. Undefined when the catalogue is not that long. */
export function createMockSeries(world: WorldOptions): (name: string) => Buffer | undefined {
  const bodies = new Map<string, Buffer>();
  return (name) => {
    const known = bodies.get(name);
    if (known !== undefined) return known;
    const number = Number(/^mock_series_([1-9]\d{0,5})$/.exec(name)?.[1] ?? Number.NaN);
    if (!(number <= world.seriesCount)) return undefined;
    const body = Buffer.from(JSON.stringify(mockSeries(name, world)));
    // About 50 kB each: enough of them for a load test, not enough to matter.
    if (bodies.size >= 100) bodies.clear();
    bodies.set(name, body);
    return body;
  };
}

function mockSeries(name: string, world: WorldOptions) {
  const seed = seedOf(world.seed, name);
  const lastHour = Math.floor(world.anchorMs / hourMs);
  const level = 20 + (seed % 180);
  const series = Array.from({ length: points }, (_, index) => {
    const hour = lastHour - points + 1 + index;
    const daily = wave((hour - 10) / 24) * 0.2;
    const shape = 1 + daily + valueNoise(seed, hour / 60) * 0.15 + normal(seed, hour) * 0.02;
    return {
      timestamp: new Date(hour * hourMs).toISOString(),
      value: roundTo(level * shape, 3),
    };
  });
  return { series: name, count: points, points: series };
}
