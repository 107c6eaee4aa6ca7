/** What the mock process is told by its environment. The only module here that knows variable names. */
import type { Scenario } from "./kit/faults/fault-schema.ts";
import { readScenario } from "./kit/faults/read-scenario.ts";
import { type MockClock, createMockClock, parseInstant } from "./kit/mock-clock.ts";
import type { WorldOptions } from "./kit/types.ts";
import { type MockName, mockNames, mockTable } from "./provider-table.ts";
import { type ReplayLatency, replayLatencies } from "./replay/latency.ts";
import { type Recording, readRecording } from "./replay/recording.ts";

export interface MockSettings {
  readonly providers: readonly { readonly name: MockName; readonly port: number }[];
  readonly host: string;
  readonly world: WorldOptions;
  readonly clock: MockClock;
  readonly ledgerDirectory: string | undefined;
  /** Recorded answers to serve instead of generated ones. */
  readonly recording: Recording | undefined;
  readonly replayLatency: ReplayLatency;
  readonly throttled: boolean;
  /** What goes wrong from the start on. */
  readonly scenario: Scenario | undefined;
  readonly adminToken: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Throws an Error of one sentence: the variable, what was read, what was expected. Empty means not set. */
export function readMockSettings(variables: Variables): MockSettings {
  const clock = createMockClock(variables);
  const anchorMs = parseInstant(variables, "MOCK_ANCHOR") ?? clock.firstStartMs;
  return {
    providers: parseProviders(text(variables, "MOCK_PROVIDERS", mockNames.join(","))).map(
      (name) => ({
        name,
        port: parseWhole(
          variables,
          `MOCK_${name.toUpperCase()}_PORT`,
          mockTable[name].defaultPort,
          0,
          65_535,
        ),
      }),
    ),
    host: text(variables, "MOCK_HOST", "127.0.0.1"),
    world: {
      seed: parseWhole(variables, "MOCK_SEED", 42, 0, 0xffff_ffff),
      seriesCount: parseWhole(variables, "MOCK_SERIES", 50, 1, 1_000),
      pointsPerSeries: parseWhole(variables, "MOCK_POINTS", 1_000, 1, 20_000),
      anchorMs,
      scope: parseChoice(variables, "MOCK_SCOPE", ["full", "catalogue"]),
    },
    clock,
    ledgerDirectory: textOrNothing(variables, "MOCK_LEDGER_DIR"),
    recording: variables["MOCK_REPLAY_DIR"]
      ? readRecording(variables["MOCK_REPLAY_DIR"])
      : undefined,
    replayLatency: parseChoice(variables, "MOCK_REPLAY_LATENCY", replayLatencies),
    throttled: parseChoice(variables, "MOCK_THROTTLE", ["on", "off"]) === "on",
    scenario: variables["MOCK_FAULTS"] ? readScenario(variables["MOCK_FAULTS"]) : undefined,
    adminToken: text(variables, "SANDBOX_ADMIN_TOKEN", "sandbox-admin"),
  };
}

function text(variables: Variables, name: string, fallback: string): string {
  return textOrNothing(variables, name) ?? fallback;
}

function textOrNothing(variables: Variables, name: string): string | undefined {
  return variables[name] === "" ? undefined : variables[name];
}

function refuse(name: string, value: string, expected: string): never {
  throw new Error(`Cannot read environment variable ${name} "${value}": expected ${expected}`);
}

function parseProviders(list: string): MockName[] {
  const names = list.split(",").map((part) => part.trim().toLowerCase());
  const known = names.map(
    (name) =>
      mockNames.find((candidate) => candidate === name) ??
      refuse("MOCK_PROVIDERS", list, `a comma list of ${mockNames.join(", ")}`),
  );
  return [...new Set(known)];
}

function parseWhole(
  variables: Variables,
  name: string,
  fallback: number,
  min: number,
  max: number,
): number {
  const value = text(variables, name, String(fallback));
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  return refuse(name, value, `a whole number from ${min} to ${max}`);
}

/** The first choice is the default. */
function parseChoice<Choice extends string>(
  variables: Variables,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const value = text(variables, name, choices[0]);
  return choices.find((choice) => choice === value) ?? refuse(name, value, choices.join(" or "));
}
