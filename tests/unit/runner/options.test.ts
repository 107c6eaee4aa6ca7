import { describe, expect, it } from "vitest";
import { SandboxError } from "../../../services/core/errors.ts";
import {
  parseChoice,
  parseCount,
  parseInstant,
  parseProviders,
  parseSeed,
  parseTimeScale,
} from "../../../services/runner/options.ts";

describe("options", () => {
  it("read what is meant", () => {
    expect(parseProviders("caiso, EIA,caiso")).toEqual(["caiso", "eia"]);
    expect(parseCount("--series", 1000)("50")).toBe(50);
    expect(parseSeed("0")).toBe(0);
    expect(parseTimeScale("0.5")).toBe(0.5);
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
    [() => parseTimeScale("0"), "above 0"],
    [() => parseTimeScale("fast"), "above 0"],
    [() => parseInstant("2026-02-30x"), "expected a UTC instant"],
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
