import { describe, expect, it } from "vitest";
import { parseIngestionSettings } from "../../../services/ingestion/settings.ts";

describe("parseIngestionSettings()", () => {
  it("has a default for everything", () => {
    expect(parseIngestionSettings(undefined)).toMatchObject({
      unitsPerProvider: 4,
      retryMsMin: 60_000,
    });
  });

  it("takes what it is told", () => {
    expect(parseIngestionSettings('{"unitsPerProvider": 2}').unitsPerProvider).toBe(2);
  });

  it.each([
    ["{", "expected a JSON object"],
    ['{"unitsPerProvider": 0}', "unitsPerProvider"],
    ['{"unitPerProvider": 1}', "unitPerProvider"],
    ["[]", "expected an object"],
  ])("refuses %s with CONFIG_INVALID and the reason", (text, reason) => {
    expect(() => parseIngestionSettings(text)).toThrow(
      // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- vitest's matchers are untyped
      expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(reason) }),
    );
  });
});
