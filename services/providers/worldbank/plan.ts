/**
 * Groups planned World Bank series into requests: one indicator at one frequency, several economies, since codes of
 * economies may be joined and indicators from different sources may not.
 */
import { SandboxError } from "../../core/errors.ts";
import type { PlannedDataset, PlannedSeries } from "../../core/plan.ts";
import type { FetchUnit } from "../connector.ts";
import { quote } from "../quote.ts";
import { chunk, mergeRanges, type TimeRange } from "../ranges.ts";
import { dateOf, isWorldBankFrequency, periods, type WorldBankFrequency } from "./periods.ts";

export const worldbankDataset = "country/indicator";

/** Bounds a unit: its pages are fetched one after another, units side by side. */
export const unitSeriesMax = 10;

export function planWorldBank({ dataset, series }: PlannedDataset): readonly FetchUnit[] {
  if (dataset !== worldbankDataset) {
    throw new SandboxError(
      "CONFIG_INVALID",
      `Cannot read World Bank dataset ${quote(dataset)}: expected ${worldbankDataset}`,
    );
  }
  const wanted = [...Map.groupBy(series, ({ seriesId }) => seriesId).values()].flatMap((same) =>
    mergeRanges(same).flatMap(({ startMs, endMs }) => {
      const [planned] = same;
      if (planned === undefined) return [];
      const range: TimeRange = { startMs, endMs };
      const { indicator, frequency, source } = selectionOf(planned);
      // A unit without a period would ask for nothing.
      if (dateOf(frequency, range) === undefined) return [];
      return [{ planned, range, key: JSON.stringify([indicator, frequency, source, range]) }];
    }),
  );
  return [...Map.groupBy(wanted, ({ key }) => key).values()].flatMap((alike) =>
    chunk(alike, unitSeriesMax).flatMap((part): readonly FetchUnit[] => {
      const [first] = part;
      if (first === undefined) return [];
      const { range, planned } = first;
      return [
        {
          provider: "worldbank",
          dataset,
          unit: `${planned.seriesId}+${part.length - 1}@${new Date(range.startMs).toISOString().slice(0, 10)}`,
          series: part.map((one) => one.planned),
          ...range,
        },
      ];
    }),
  );
}

export interface Selection {
  readonly indicator: string;
  readonly country: string;
  readonly frequency: WorldBankFrequency;
  /** The API finds the source by itself where an indicator has one only. */
  readonly source: string | undefined;
}

/** Throws CONFIG_INVALID for parameters that name no series. */
export function selectionOf({ seriesId, params }: PlannedSeries): Selection {
  const { indicator, country, frequency, source } = params;
  if (!isWorldBankFrequency(frequency)) {
    throw new SandboxError(
      "CONFIG_INVALID",
      `Cannot plan World Bank series ${quote(seriesId)}: frequency ${quote(frequency)}, expected one of ${Object.keys(periods).join(", ")}`,
    );
  }
  return {
    indicator: named(seriesId, "indicator", indicator),
    country: named(seriesId, "country", country),
    frequency,
    source,
  };
}

function named(seriesId: string, name: string, value: string | undefined): string {
  if (value !== undefined && value !== "") return value;
  throw new SandboxError(
    "CONFIG_INVALID",
    `Cannot plan World Bank series ${quote(seriesId)}: params hold no "${name}", expected a code`,
  );
}
