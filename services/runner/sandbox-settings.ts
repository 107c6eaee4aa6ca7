/** What a sandbox that is up was started with. A later command must fit it or say why it does not. */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { replayLatencies } from "../../mock-providers/replay/latency.ts";
import { SandboxError } from "../core/errors.ts";
import { providerNames } from "../core/observation.ts";
import type { WorldOptions } from "./cli.ts";
import { assertPlayable } from "./preflight.ts";
import { assertScenarioFits } from "./scenario-option.ts";

const settingsSchema = z.strictObject({
  seed: z.int(),
  series: z.int(),
  points: z.int(),
  providers: z.array(z.enum(providerNames)),
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

/** Throws USAGE_INVALID for a world that cannot be played. */
export function createSettings(
  options: WorldOptions,
  providers: SandboxSettings["providers"],
  nowMs: number,
): SandboxSettings {
  const { seed, series, points, throttle } = options;
  const startMs = Date.parse(options.clockStart ?? defaultClockStart);
  const { replay, replayLatency } = options;
  const replayed = replay === undefined ? {} : { replay };
  const playable = assertPlayable({
    providers,
    seed,
    series,
    points,
    anchorMs: startMs,
    ...replayed,
  });
  const { scenario } = options;
  if (scenario !== undefined) assertScenarioFits(scenario, { seed, startMs, providers });
  return {
    seed,
    series,
    points,
    providers: [...providers].sort(),
    clock: { startMs, originMs: nowMs, scale: options.timeScale ?? defaultTimeScale },
    throttle,
    ...(scenario === undefined ? {} : { scenario }),
    ...playable,
    ...(replay === undefined || replayLatency === undefined ? {} : { replayLatency }),
  };
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
  const clockOf = ({ clock }: SandboxSettings): string =>
    `${new Date(clock.startMs).toISOString()} × ${clock.scale}`;
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
