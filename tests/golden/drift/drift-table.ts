/**
 * Every recorded answer and the request that asks the mock for the same. A sample without a line in these tables
 * fails the test, so does a difference nobody accepted with a reason.
 */
import type { MockName } from "../../../mock-providers/provider-table.ts";
import { caisoCases } from "./caiso-cases.ts";
import { eiaCases } from "./eia-cases.ts";
import { fredCases } from "./fred-cases.ts";
import { noaaCases } from "./noaa-cases.ts";
import type { DriftCase, SampleCase } from "./sample-case.ts";
import { worldbankCases } from "./worldbank-cases.ts";

/** A provider nobody recorded yet has none. */
const cases: Readonly<Partial<Record<MockName, readonly SampleCase[]>>> = {
  caiso: caisoCases,
  eia: eiaCases,
  fred: fredCases,
  noaa: noaaCases,
  worldbank: worldbankCases,
};

export const driftTable: readonly DriftCase[] = Object.entries(cases).flatMap(([name, list]) =>
  // Proof for the cast: the keys of a table by mock name.
  list.map((one) => ({ provider: name as MockName, ...one })),
);

/** Samples that are no answer of their own, each with the reason. */
export const notCompared: Readonly<Record<string, string>> = {
  "nws_stations_observations_missing_value.json": "features hold an @id alone; cut by its origin",
  "topics_ids.json": "ids alone, without the rest of their rows",
  "throttle_429_body.html": "the contract tests compare it byte by byte",
  "outlook_excerpts.txt": "several excerpts in one file; the golden tests compare each",
  "natural-gas_pri_fut_RNGWHHD_2023.csv": "flattened by its origin, no answer of the API",
};

export const isNotCompared = (sample: string): boolean =>
  sample in notCompared || /^electricity_rto_region-data_CISO_.*\.csv$/.test(sample);
