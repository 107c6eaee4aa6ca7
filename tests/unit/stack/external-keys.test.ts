import { describe, expect, it } from "vitest";
import { readExternalKeys } from "../../../services/stack/external-stack.ts";

describe("readExternalKeys()", () => {
  it("reads the keys that are set and leaves the others to the configuration", () => {
    const env = { EIA_API_KEY: "their-key", FRED_API_KEY: "", NASA_API_KEY: "no provider of ours" };
    expect(readExternalKeys(env)).toEqual({ eia: "their-key" });
  });
});
