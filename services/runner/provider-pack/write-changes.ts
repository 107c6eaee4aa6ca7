/** Writes several files or none: what was written before a failure is taken back. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

export interface Change {
  /** Below the root. */
  readonly path: string;
  /** Undefined for a file that is not there yet. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Runs `then` when everything is written; a failure of either takes all of it back and is thrown on. */
export async function writeChanges(
  root: string,
  changes: readonly Change[],
  then: () => Promise<void>,
): Promise<void> {
  const directories: string[] = [];
  const written: Change[] = [];
  try {
    for (const change of changes) {
      directories.push(...makeDirectory(dirname(join(root, change.path))));
      // "wx" refuses to replace a file that appeared meanwhile; such a file is not ours to take back.
      if (change.before === undefined) closeSync(openSync(join(root, change.path), "wx"));
      written.push(change);
      writeFileSync(join(root, change.path), change.after);
    }
    await then();
  } catch (error) {
    for (const { path, before } of written) {
      if (before !== undefined) writeFileSync(join(root, path), before);
      else rmSync(join(root, path), { force: true });
    }
    for (const directory of directories.reverse()) {
      try {
        rmdirSync(directory);
      } catch {
        // Somebody else put something into it: it stays.
      }
    }
    throw error;
  }
}

/** Makes a directory with its parents; returns those that were not there, the outermost first. */
function makeDirectory(path: string): string[] {
  if (existsSync(path)) return [];
  const made = [...makeDirectory(dirname(path)), path];
  mkdirSync(path);
  return made;
}
