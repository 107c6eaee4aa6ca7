/** Options of the commands, read from text. Every refusal is one sentence and exit code 2. */
import { SandboxError } from "../core/errors.ts";
import { type ProviderName, isProviderName, providerNames } from "../core/observation.ts";

export const seriesMax = 1_000;
export const pointsMax = 20_000;

/** A comma list without repeats, e.g. `caiso,eia`. */
export function parseProviders(text: string): ProviderName[] {
  const names = text.split(",").map((name) => name.trim().toLowerCase());
  const providers = names.map((name) => {
    if (isProviderName(name)) return name;
    const expected = providerNames.join(", ");
    throw new SandboxError(
      "USAGE_INVALID",
      `Cannot use --providers "${text}": there is no provider "${name}", expected one or more of ${expected}`,
    );
  });
  return [...new Set(providers)];
}

export function parseProvider(text: string): ProviderName {
  const name = text.trim().toLowerCase();
  if (isProviderName(name)) return name;
  throw new SandboxError(
    "USAGE_INVALID",
    `Cannot use --provider "${text}": expected one of ${providerNames.join(", ")}`,
  );
}

/** 0 stands for any free port. */
export function parsePort(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new SandboxError(
    "USAGE_INVALID",
    `Cannot use --port "${text}": expected a whole number from 0 to 65535`,
  );
}

export function parseCount(option: string, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= max) return value;
    throw new SandboxError(
      "USAGE_INVALID",
      `Cannot use ${option} "${text}": expected a whole number from 1 to ${max}`,
    );
  };
}

/** An empty name would mean the working directory, which hardly anybody wants to fill or to clear. */
export function parseDirectory(text: string): string {
  if (text.trim() !== "") return text;
  throw new SandboxError("USAGE_INVALID", `Cannot use --dir "${text}": expected a directory`);
}

export function parseSeed(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 0xffffffff) return value;
  throw new SandboxError(
    "USAGE_INVALID",
    `Cannot use --seed "${text}": expected a whole number from 0 to 4294967295`,
  );
}

/** 0 stands for: as fast as the work goes. */
export function parseTimeScale(text: string): number {
  // Number() alone would read "0x10" as 16, "1e3" as 1000 and " 5" as 5; processes get it as text of this form.
  const value = /^\d+(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= 1_000_000) return value;
  throw new SandboxError(
    "USAGE_INVALID",
    `Cannot use --time-scale "${text}": expected a number up to 1000000, or 0 for as fast as the work goes`,
  );
}

const durationUnits = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const durationMs = { least: 60_000, most: 366 * 86_400_000 };

/** Milliseconds of a duration such as `90m`, `36h` or `7d`. */
export function parseDuration(option: string): (text: string) => number {
  return (text) => {
    const match = /^(\d{1,9}(?:\.\d{1,3})?)([smhd])$/.exec(text);
    // Proof for the cast: the pattern allows these letters alone.
    const unit = match?.[2] as keyof typeof durationUnits | undefined;
    const ms =
      unit === undefined ? Number.NaN : Math.round(Number(match?.[1]) * durationUnits[unit]);
    if (ms >= durationMs.least && ms <= durationMs.most) return ms;
    throw new SandboxError(
      "USAGE_INVALID",
      `Cannot use ${option} "${text}": expected a duration from 1m to 366d, such as 90m, 36h or 7d`,
    );
  };
}

export function parseInstant(text: string): string {
  const instant = new Date(text);
  if (
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z)?$/.test(text) &&
    !Number.isNaN(instant.getTime()) &&
    isOnCalendar(text.slice(0, 10))
  ) {
    return instant.toISOString();
  }
  throw new SandboxError(
    "USAGE_INVALID",
    `Cannot use --clock-start "${text}": expected a UTC instant like 2026-03-15T12:00:00Z`,
  );
}

/** JavaScript takes 30 February for 2 March. */
function isOnCalendar(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

export function parseChoice<Choice extends string>(
  option: string,
  choices: readonly Choice[],
): (text: string) => Choice {
  return (text) => {
    const choice = choices.find((candidate) => candidate === text);
    if (choice !== undefined) return choice;
    throw new SandboxError(
      "USAGE_INVALID",
      `Cannot use ${option} "${text}": expected ${choices.join(", ")}`,
    );
  };
}
