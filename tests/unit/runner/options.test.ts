import { describe, expect, it } from "vitest";
import { SandboxError } from "../../../services/core/errors.ts";
import {
  parseChoice,
  parseCount,
  parseDuration,
  parseInstant,
  parsePort,
  parseProviders,
  parseSeed,
  parseTimeScale,
} from "../../../services/runner/options.ts";

const noDurations = ["0d", "59s", "367d", "tomorrow", "7", "-1d", "1d12h", "", "1e3m"];

/** What JavaScript or a spreadsheet would read as a number, and a person would not have meant. */
const noPlainNumbers = [
  ...[
    "0x10",
    "0b1",
    "0o7",
    "1e3",
    "1E3",
    " 5",
    "5 ",
    "\t5",
    "+5",
    "-5",
    "1_000",
    "1,000",
    "5.",
    ".5",
  ],
  ...["٣", "５", "Infinity", "NaN", "", " ", "1.5.2", "5n", "--5"],
];
const numericOptions = {
  "--time-scale": parseTimeScale,
  "--series": parseCount("--series", 1000),
  "--points": parseCount("--points", 20_000),
  "--seed": parseSeed,
  "--port": parsePort,
  "--for": (text: string) => parseDuration("--for")(`${text}m`),
} as const;

describe.each(Object.entries(numericOptions))("%s", (option, parse) => {
  it.each(noPlainNumbers)("takes plain decimal numbers alone, not %j", (text) => {
    const refusal = expect.objectContaining({
      code: "USAGE_INVALID",
      message: expect.stringMatching(`^Cannot use ${option} "[^]*": expected a `) as string,
    }) as Error;
    expect(() => parse(text)).toThrow(refusal);
  });
});

describe("options", () => {
  it("read what is meant", () => {
    expect(parseProviders("caiso, EIA,caiso")).toEqual(["caiso", "eia"]);
    expect(parseCount("--series", 1000)("50")).toBe(50);
    expect(parseSeed("0")).toBe(0);
    expect(["0.5", "0", "10000"].map(parseTimeScale)).toEqual([0.5, 0, 10_000]);
    expect(["90m", "36h", "7d", "1.5h", "90s"].map(parseDuration("--for"))).toEqual([
      ...[5_400_000, 129_600_000, 604_800_000, 5_400_000, 90_000],
    ]);
    expect(parseInstant("2026-03-15")).toBe("2026-03-15T00:00:00.000Z");
    expect(parseChoice("--ports", ["auto", "fixed"])("fixed")).toBe("fixed");
  });

  it.each([
    [() => parseProviders("caiso,nasa"), 'there is no provider "nasa"'],
    [() => parseProviders(""), "expected one or more of caiso, eia, fred"],
    [() => parseCount("--series", 1000)("0"), "from 1 to 1000"],
    [() => parseCount("--series", 1000)("1e3"), "from 1 to 1000"],
    [() => parseCount("--points", 1000)("-5"), "from 1 to 1000"],
    [() => parseSeed("4294967296"), "from 0 to 4294967295"],
    [() => parseTimeScale("-1"), "up to 1000000, or 0"],
    [() => parseTimeScale("fast"), "up to 1000000, or 0"],
    [() => parseTimeScale("Infinity"), "up to 1000000, or 0"],
    [() => parseTimeScale(""), "up to 1000000, or 0"],
    ...noDurations.map((text): [() => unknown, string] => [
      () => parseDuration("--for")(text),
      `Cannot use --for "${text}": expected a duration from 1m to 366d`,
    ]),
    [() => parseInstant("2026-02-30x"), "expected a UTC instant"],
    [() => parseInstant("2026-02-30"), "expected a UTC instant"],
    [() => parseInstant("2025-02-29T12:00:00Z"), "expected a UTC instant"],
    [() => parseChoice("--stack", ["native", "docker"])("podman"), "expected native, docker"],
  ])("refuse what cannot be used with exit code 2 and one sentence", (read, expected) => {
    let caught: unknown;
    try {
      read();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(SandboxError);
    expect((caught as SandboxError).code).toBe("USAGE_INVALID");
    expect((caught as SandboxError).message).toContain(expected);
  });
});
