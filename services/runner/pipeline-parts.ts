/** The parts of the pipeline whose standing still a run would not survive, as seen from outside. */
import type { ProviderName } from "../core/observation.ts";
import type { RunProgress } from "../ingestion/submit-run.ts";
import type { LandingProgress } from "./landing-progress.ts";
import type { WatchedPart } from "./standstill.ts";

const grouped = new Intl.NumberFormat("en-US");

/** Each topic by itself: one that stands still is not to be hidden by others that land. */
export function landingParts(landed: readonly LandingProgress[]): WatchedPart[] {
  return landed.map(({ provider, published, landed: done }) => {
    const left = published - done;
    const messages = left === 1 ? "1 message waits" : `${grouped.format(left)} messages wait`;
    return {
      name: `landing of ${provider}`,
      waiting: left > 0 ? `${messages} (see the log of landing)` : null,
      mark: String(done),
    };
  });
}

/** `due`: what waits besides open units, null for nothing. `more`: what else changes when something is done. */
export function fetchingParts(
  { providers }: Pick<RunProgress, "providers">,
  due: string | null,
  more: unknown,
): WatchedPart[] {
  // Proof for the cast: the progress has providers for keys.
  const each = Object.entries(providers) as [ProviderName, (typeof providers)[ProviderName]][];
  const open = each.map(([name, one]) => ({
    name,
    left: one === undefined ? 0 : one.units.total - one.units.done - one.units.failed,
    mark: JSON.stringify(one),
  }));
  const left = open.reduce((sum, one) => sum + one.left, 0);
  const units = left > 0 ? describeUnits(left) : null;
  const waiting = units ?? due;
  return [
    {
      name: "fetching",
      waiting: waiting === null ? null : `${waiting} (see the log of ingestion)`,
      mark: JSON.stringify([more, open]),
    },
    ...open.map((one) => ({
      name: `fetching from ${one.name}`,
      waiting: one.left > 0 ? describeUnits(one.left) : null,
      mark: one.mark,
      isPatient: true,
    })),
  ];
}

function describeUnits(left: number): string {
  return left === 1 ? "1 unit is open" : `${grouped.format(left)} units are open`;
}
