import { describe, expect, it } from "vitest";
import { defaultPorts } from "../../../services/core/names.ts";
import { type Check, examineMachine } from "../../../services/stack/doctor.ts";
import { temporaryDirectory } from "./support/temporary-directory.ts";

function named(checks: readonly Check[], name: string): Check | undefined {
  return checks.find((check) => check.name === name);
}

describe("examineMachine()", () => {
  it("says of a bare machine what is missing and how to get it", async () => {
    const cache = temporaryDirectory();
    const checks = await examineMachine("/nowhere/yet", { PATH: "", AURUM_CACHE_DIR: cache });
    for (const name of ["Java", "Maven"]) {
      expect(named(checks, name), name).toMatchObject({ state: "missing", found: "none" });
      expect(named(checks, name)?.remedy, name).toMatch(/\S+/);
    }
    for (const name of ["Docker", "Go", "k6", "Python", "artifact cache", "Redis"]) {
      expect(named(checks, name)?.state, name).toBe("note");
    }
  });

  it("examines Node, memory, disk and every port", async () => {
    const checks = await examineMachine(".");
    expect(named(checks, "Node")).toMatchObject({ state: "ok" });
    for (const name of ["memory", "disk for the sandbox", "disk for the cache"]) {
      expect(named(checks, name)?.found, name).toMatch(/GiB/);
    }
    for (const [part, port] of Object.entries(defaultPorts)) {
      expect(named(checks, `port ${port} (${part})`), part).toBeDefined();
    }
  });
});
