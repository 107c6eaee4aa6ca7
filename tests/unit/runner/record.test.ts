import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runRecorder } from "../../../services/runner/commands/record.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "record-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe("runRecorder()", () => {
  it("refuses to record into a file, says what was expected, and leaves it alone", async () => {
    const out = join(directory, "file");
    writeFileSync(out, "mine");
    const place = { from: "http://127.0.0.1:1", host: "127.0.0.1", allowExternal: false, out };
    await expect(runRecorder({ provider: "fred", ...place })).rejects.toMatchObject({
      code: "USAGE_INVALID",
      message: expect.stringContaining(
        `Cannot record in "${out}": expected a directory that can be written`,
      ) as string,
    });
    expect(readFileSync(out, "utf8")).toBe("mine");
  });
});
