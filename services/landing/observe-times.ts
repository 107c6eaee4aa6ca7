/** One value observed many times, which prom-client has no word for: 50,000 observations a batch cost more than encoding it. */
import type { Histogram } from "prom-client";

/** What prom-client 15.1.3 keeps in a histogram (`lib/histogram.js`); a test reads the sums back the public way. */
interface HistogramInside {
  readonly upperBounds: readonly number[];
  readonly hashMap: Readonly<
    Record<
      string,
      {
        readonly labels: Readonly<Record<string, string | number>>;
        readonly bucketValues: Record<number, number>;
        sum: number;
        count: number;
      }
    >
  >;
}

/** Observes `value` once as it should be done, and multiplies what that changed. */
export function observeTimes<Label extends string>(
  histogram: Histogram<Label>,
  labels: Readonly<Record<Label, string>>,
  value: number,
  times: number,
): void {
  if (times === 0) return;
  histogram.observe(labels, value);
  // Proof for the cast: see `HistogramInside`.
  const { hashMap, upperBounds } = histogram as unknown as HistogramInside;
  const entry = Object.values(hashMap).find((one) =>
    Object.entries(labels).every(([name, label]) => one.labels[name] === label),
  );
  if (entry === undefined) throw new Error("the histogram does not know what it has just observed");
  const bound = upperBounds.find((one) => value <= one);
  entry.sum += value * (times - 1);
  entry.count += times - 1;
  if (bound !== undefined) entry.bucketValues[bound] = (entry.bucketValues[bound] ?? 0) + times - 1;
}
