import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mockNames } from "../../../mock-providers/provider-table.ts";
import { readMockSettings } from "../../../mock-providers/settings.ts";

describe("readMockSettings()", () => {
  it("makes the world of the first start again after a jump of the clock", () => {
    const directory = mkdtempSync(join(tmpdir(), "mock-settings-"));
    const file = join(directory, "clock.json");
    const startMs = Date.parse("2026-03-20T00:00:00Z");
    writeFileSync(file, JSON.stringify({ startMs, originMs: 0, scale: 1 }));
    const variables = { SANDBOX_CLOCK_START: "2026-03-15T12:00:00Z", SANDBOX_CLOCK_FILE: file };
    const { world, clock } = readMockSettings(variables);
    rmSync(directory, { recursive: true });
    expect(clock.startMs).toBe(startMs);
    expect(new Date(world.anchorMs).toISOString()).toBe("2026-03-15T12:00:00.000Z");
  });

  it("needs nothing: every provider, on its own port, on the real clock", () => {
    const { providers, world, host, throttled, ledgerDirectory, clock } = readMockSettings({});
    expect(providers.slice(0, 3)).toEqual([
      { name: "caiso", port: 8001 },
      { name: "eia", port: 8002 },
      { name: "fred", port: 8003 },
    ]);
    expect(providers.map(({ name }) => name)).toEqual(mockNames);
    expect(world).toEqual({
      seed: 42,
      seriesCount: 50,
      pointsPerSeries: 1000,
      anchorMs: clock.startMs,
      scope: "full",
    });
    expect([host, throttled, ledgerDirectory]).toEqual(["127.0.0.1", true, undefined]);
  });

  it("takes empty for not set and the clock's start for the anchor", () => {
    const { providers, world } = readMockSettings({
      MOCK_PROVIDERS: " fred, FRED ,eia",
      MOCK_FRED_PORT: "",
      MOCK_EIA_PORT: "0",
      MOCK_ANCHOR: "",
      SANDBOX_CLOCK_START: "2026-03-15T12:00:00Z",
    });
    expect(providers).toEqual([
      { name: "fred", port: 8003 },
      { name: "eia", port: 0 },
    ]);
    expect(world.anchorMs).toBe(Date.parse("2026-03-15T12:00:00Z"));
  });

  it.each([
    ["MOCK_PROVIDERS", "fred,nasdaq", "a comma list of caiso, eia, fred"],
    ["MOCK_FRED_PORT", "80803", "a whole number from 0 to 65535"],
    ["MOCK_FRED_PORT", "-1", "a whole number from 0 to 65535"],
    ["MOCK_SEED", "4.2", "a whole number from 0 to 4294967295"],
    ["MOCK_SERIES", "0", "a whole number from 1 to 1000"],
    ["MOCK_POINTS", "many", "a whole number from 1 to 20000"],
    ["MOCK_SCOPE", "half", "full or catalogue"],
    ["MOCK_THROTTLE", "no", "on or off"],
    ["MOCK_ANCHOR", "today", "an instant such as 2026-03-15T12:00:00Z"],
    ["SANDBOX_TIME_SCALE", "0", "a number above 0"],
  ])("refuses %s=%s by name, value and what was expected", (name, value, expected) => {
    expect(() => readMockSettings({ [name]: value })).toThrow(
      `Cannot read environment variable ${name} "${value}": expected ${expected}`,
    );
  });
});
