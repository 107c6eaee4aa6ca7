/** What a sandbox that is up was started with. A later command must fit it or say why it does not. */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { lastInstantMs } from "../../mock-providers/kit/mock-clock.ts";
import { replayLatencies } from "../../mock-providers/replay/latency.ts";
import { SandboxError } from "../core/errors.ts";
import { providerNames } from "../core/observation.ts";
import type { StreamOptions, WorldOptions } from "./cli.ts";
import { assertPlayable } from "./preflight.ts";
import { assertScenarioFits } from "./scenario-option.ts";

const settingsSchema = z.strictObject({
  seed: z.int(),
  series: z.int(),
  points: z.int(),
  providers: z.array(z.enum(providerNames)),
  /** As asked for; 0: as fast as the work goes. */
  timeScale: z.number().min(0),
  /** How the clock begins; newer anchors are in PostgreSQL. */
  clock: z.strictObject({ startMs: z.number(), originMs: z.number(), scale: z.number() }),
  throttle: z.boolean(),
  replay: z.string().optional(),
  scenario: z.string().optional(),
  replayLatency: z.enum(replayLatencies).optional(),
});

export type SandboxSettings = z.infer<typeof settingsSchema>;

/** A Sunday: no provider publishes on that day, so what a run asks for stays the same while it runs. */
const defaultClockStart = "2026-03-15T12:00:00.000Z";
const defaultTimeScale = 1000;
/** The clock's rate while work is under way at scale 0: throttle windows and waits must pass. */
export const workScale = 1000;

/** Throws USAGE_INVALID for a world that cannot be played. A stream's clock keeps real time until it begins. */
export function createSettings(
  options: WorldOptions & Partial<StreamOptions>,
  providers: SandboxSettings["providers"],
  nowMs: number,
): SandboxSettings {
  const { seed, series, points, throttle } = options;
  const startMs = Date.parse(options.clockStart ?? defaultClockStart);
  const timeScale = options.timeScale ?? defaultTimeScale;
  const streams = options.for !== undefined || options.stream === true;
  if (streams && options.replay !== undefined) {
    throw new SandboxError(
      "USAGE_INVALID",
      `Cannot use ${options.for === undefined ? "--stream" : "--for"} with --replay: recordings publish nothing new`,
    );
  }
  if (streams) assertStreamPlayable(options, startMs);
  const { replay, replayLatency } = options;
  const replayed = replay === undefined ? {} : { replay };
  const playable = assertPlayable({
    providers,
    seed,
    series,
    points,
    anchorMs: startMs,
    replayLatency,
    ...replayed,
  });
  const { scenario } = options;
  if (scenario !== undefined) {
    const end = options.for === undefined ? {} : { endMs: startMs + options.for };
    assertScenarioFits(scenario, { seed, startMs, providers, ...end });
  }
  return {
    seed,
    series,
    points,
    providers: [...providers].sort(),
    timeScale,
    clock: {
      startMs,
      originMs: nowMs,
      scale: streams ? 1 : timeScale === 0 ? workScale : timeScale,
    },
    throttle,
    ...(scenario === undefined ? {} : { scenario }),
    ...playable,
    ...(replay === undefined || replayLatency === undefined ? {} : { replayLatency }),
  };
}

function assertStreamPlayable(options: Partial<StreamOptions>, startMs: number): void {
  if (options.for !== undefined && options.stream === true) {
    throw new SandboxError(
      "USAGE_INVALID",
      "Cannot use --for with --stream: one streams for so long, the other until Ctrl-C; expected one of the two",
    );
  }
  // The mocks' clock goes no further, and refuses to only when everything is up.
  const endMs = startMs + (options.for ?? 0);
  if (endMs < lastInstantMs) return;
  const show = (ms: number): string => new Date(ms).toISOString();
  throw new SandboxError(
    "USAGE_INVALID",
    `Cannot stream from ${show(startMs)} to ${show(endMs)}: expected an end before ${show(lastInstantMs)}`,
  );
}

/** Undefined when the sandbox has none; CONFIG_INVALID when the file cannot be what we wrote. */
export function readSettings(root: string): SandboxSettings | undefined {
  const file = settingsFile(root);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    // Absent: the sandbox is not up.
    return undefined;
  }
  try {
    return settingsSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new SandboxError(
      "CONFIG_INVALID",
      `Cannot read "${file}": expected the settings of a sandbox; sandbox-runner down clears it`,
      { file },
      error,
    );
  }
}

export function writeSettings(root: string, settings: SandboxSettings): void {
  const file = settingsFile(root);
  writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

export function removeSettings(root: string): void {
  rmSync(settingsFile(root), { force: true });
}

/** A sandbox holds one world: its data would be phantom in another. */
export function assertSameWorld(up: SandboxSettings, wanted: SandboxSettings): void {
  const missing = wanted.providers.filter((provider) => !up.providers.includes(provider));
  const differing = (
    ["seed", "series", "points", "throttle", "replay", "replayLatency", "scenario"] as const
  ).filter((name) => up[name] !== wanted[name]);
  const clockOf = ({ clock, timeScale }: SandboxSettings): string =>
    `${new Date(clock.startMs).toISOString()} × ${timeScale}`;
  const clockDiffers = clockOf(up) !== clockOf(wanted);
  if (missing.length === 0 && differing.length === 0 && !clockDiffers) return;
  const what = [
    ...differing.map(
      (name) =>
        `${name} ${String(up[name] ?? "none")} instead of ${String(wanted[name] ?? "none")}`,
    ),
    ...(clockDiffers ? [`clock ${clockOf(up)} instead of ${clockOf(wanted)}`] : []),
    ...(missing.length === 0 ? [] : [`no ${missing.join(", ")}`]),
  ];
  throw new SandboxError(
    "USAGE_INVALID",
    `Cannot use the sandbox that is up: it has ${what.join(", ")}; end it with sandbox-runner down, or use another --dir`,
  );
}

function settingsFile(root: string): string {
  return join(root, "settings.json");
}
