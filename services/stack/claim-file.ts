/**
 * A file that says "mine" for as long as its owner lives.
 * A process that is killed cannot remove its claims, so a claim names its owner in a way that ends with it.
 */
import { mkdirSync, readFileSync, rmSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { currentProcess, isRunning, type ProcessIdentity } from "./process-identity.ts";

export interface Owner extends ProcessIdentity {
  /** Real time of the claim, ISO 8601. */
  readonly since: string;
}

export type Claimed =
  | { readonly outcome: "claimed"; release(): void }
  | { readonly outcome: "held"; readonly by: Owner };

/** A takeover takes microseconds; a mark this old, in milliseconds, was left by a kill in the middle of one. */
const takeoverLimitMs = 5_000;

/** Tries once. A claim whose owner is gone is taken over, by one of those who try. */
export function claimFile(file: string): Claimed {
  mkdirSync(dirname(file), { recursive: true });
  const owner: Owner = { ...currentProcess(), since: new Date().toISOString() };
  const text = JSON.stringify(owner);
  if (!createOnce(file, text)) {
    const holder = readOwner(file);
    if (holder !== undefined && isRunning(holder)) return { outcome: "held", by: holder };
    if (!takeOver(file, text)) return { outcome: "held", by: readOwner(file) ?? owner };
  }
  return {
    outcome: "claimed",
    release() {
      const holder = readOwner(file);
      if (holder?.pid === owner.pid && holder.birth === owner.birth) rmSync(file, { force: true });
    },
  };
}

/** The living owner of a claim, if there is one. */
export function claimOwner(file: string): Owner | undefined {
  const owner = readOwner(file);
  return owner !== undefined && isRunning(owner) ? owner : undefined;
}

/** Of several that find the same dead claim, only one may replace it: a directory can be made only once. */
function takeOver(file: string, text: string): boolean {
  const mark = `${file}.takeover`;
  try {
    mkdirSync(mark);
  } catch {
    const age = Date.now() - (statSync(mark, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (age > takeoverLimitMs) rmSync(mark, { recursive: true, force: true });
    return false;
  }
  try {
    const holder = readOwner(file);
    if (holder !== undefined && isRunning(holder)) return false;
    rmSync(file, { force: true });
    return createOnce(file, text);
  } finally {
    rmdirSync(mark);
  }
}

function createOnce(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function readOwner(file: string): Owner | undefined {
  try {
    // Proof for the cast: only this file writes claims; one cut short by a kill fails to parse.
    return JSON.parse(readFileSync(file, "utf8")) as Owner;
  } catch {
    return undefined; // gone since we looked, or cut short: in both cases nobody holds it
  }
}
