/** Refuses, before anything is started, a world the mocks cannot make and a recording they cannot replay. */
import { resolve } from "node:path";
import { createMockProvider } from "../../mock-providers/provider-table.ts";
import { readRecording } from "../../mock-providers/replay/recording.ts";
import { SandboxError, describeError } from "../core/errors.ts";
import type { ProviderName } from "../core/observation.ts";

export interface WantedWorld {
  readonly providers: readonly ProviderName[];
  readonly seed: number;
  readonly series: number;
  readonly points: number;
  readonly anchorMs: number;
  readonly replay?: string;
  /** `recorded` only with `replay`. */
  readonly replayLatency?: string | undefined;
}

/** Throws USAGE_INVALID with the mock's own sentence. Resolves a recording's directory to its full path. */
export function assertPlayable(world: WantedWorld): { readonly replay?: string } {
  try {
    if (world.replay !== undefined) {
      const directory = resolve(world.replay);
      const recorded = new Set(readRecording(directory).exchanges.map(({ provider }) => provider));
      const absent = world.providers.filter((provider) => !recorded.has(provider));
      if (absent.length === 0) return { replay: directory };
      throw new Error(
        `Cannot replay ${absent.join(", ")}: "${directory}" holds ${[...recorded].join(", ")}; name these with --providers`,
      );
    }
    if (world.replayLatency === "recorded") {
      throw new Error(
        "Cannot use --replay-latency recorded without --replay: generated answers have no recorded timing",
      );
    }
    const { seed, series: seriesCount, points: pointsPerSeries, anchorMs } = world;
    for (const provider of world.providers) {
      createMockProvider(provider, {
        seed,
        seriesCount,
        pointsPerSeries,
        anchorMs,
        scope: "catalogue",
      });
    }
    return {};
  } catch (error) {
    throw new SandboxError("USAGE_INVALID", describeError(error), {}, error);
  }
}
