import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** An empty directory that is removed when the test that asked for it has finished. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "aurum-stack-test-"));
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  });
  return directory;
}
