import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadSandboxConfig, selectProviders } from "../../../services/runner/sandbox-config.ts";

const directory = mkdtempSync(join(tmpdir(), "sandbox-config-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const shipped = "config/sandbox_config.json";

function written(text: string): string {
  const file = join(directory, "config.json");
  writeFileSync(file, text);
  return file;
}

describe("loadSandboxConfig()", () => {
  it("reads the shipped configuration with every provider enabled", () => {
    const config = loadSandboxConfig(shipped);
    expect(selectProviders(config, undefined).map((provider) => provider.name)).toEqual([
      "caiso",
      "eia",
      "fred",
    ]);
  });

  it("names a missing file", () => {
    expect(() => loadSandboxConfig("nowhere.json")).toThrow(
      /Cannot read the configuration "nowhere.json"/,
    );
  });

  it("names the line of broken JSON", () => {
    const file = written('{\n  "providers": [\n    { "name": "eia", }\n  ]\n}');
    expect(() => loadSandboxConfig(file)).toThrow(/at line 3: expected JSON/);
  });

  it.each([
    [
      "an unknown provider",
      (text: string) => text.replace('"fred"', '"nasa"'),
      /at "providers\[2\]\.name"/,
    ],
    [
      "an unknown field",
      (text: string) => text.replace('"validated"', '"checked"'),
      /at "providers\[0\]\.checked"/,
    ],
    [
      "a base_url that is none",
      (text: string) => text.replace("http://127.0.0.1:8001", "somewhere"),
      /at "providers\[0\]\.base_url"/,
    ],
    [
      "a provider listed twice",
      (text: string) => text.replace('"fred"', '"eia"'),
      /expected each provider once/,
    ],
  ])("names the place of %s", (_, change, expected) => {
    const file = written(change(readFileSync(shipped, "utf8")));
    expect(() => loadSandboxConfig(file)).toThrow(expected);
  });
});

describe("selectProviders()", () => {
  it("refuses a provider the file does not hold", () => {
    const config = loadSandboxConfig(shipped);
    const without = {
      ...config,
      providers: config.providers.filter((provider) => provider.name !== "fred"),
    };
    expect(() => selectProviders(without, ["fred"])).toThrow(/the configuration has caiso, eia/);
  });
});
