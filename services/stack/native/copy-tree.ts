/** Building a file or tree under a name of its own, and making it appear whole: a kill in between leaves nothing half done. */
import { execFile } from "node:child_process";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";

/** A name beside `path` to build it under; the folder is made. */
export function draftOf(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  return join(dirname(path), `.${process.pid}-${basename(path)}`);
}

/** Makes the draft appear as `path`. If another process was quicker, its copy is as good and stays. */
export function publish(path: string): void {
  const draft = draftOf(path);
  try {
    renameSync(draft, path);
  } catch {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** `cp` takes a tenth of the time Node does for a thousand files. */
export async function copyTree(from: string, to: string): Promise<void> {
  const draft = draftOf(to);
  rmSync(draft, { recursive: true, force: true });
  await promisify(execFile)("cp", ["-a", from, draft]);
  publish(to);
}
