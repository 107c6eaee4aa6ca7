/**
 * What becomes of an observation whose interval may have landed before. Pure: kept versions in, verdicts out.
 *
 * new        no version with this as_of is kept
 * revision   the provider published another value under an as_of already kept: it is kept beside it, and its
 *            as_of is the moment it was retrieved
 * duplicate  already kept, or older than what is kept: it changes nothing
 *
 * The rule is written in `docs/data-model.md`, "as_of where the provider publishes no vintage".
 */
export interface Version {
  readonly asOfMs: number;
  /** NaN stands for null. */
  readonly value: number;
}

export interface Incoming extends Version {
  readonly retrievedAtMs: number;
}

export type Verdict = "new" | "revision" | "duplicate";

/**
 * Judges one observation against the versions kept of its interval, in any order. With "revision" it is to be
 * kept with `asOfMs = retrievedAtMs`. `vintages`: the provider dates what it publishes, so an as_of names one
 * published value for ever; without, all answers for an interval carry its one nominal as_of, and the value served
 * last is the one that holds.
 */
export function classify(kept: readonly Version[], incoming: Incoming, vintages: boolean): Verdict {
  let known = false;
  let standing = false;
  let newest: Version | undefined;
  for (const version of kept) {
    if (version.asOfMs === incoming.asOfMs) known = true;
    if (newest === undefined || version.asOfMs > newest.asOfMs) newest = version;
    // A restated vintage that was kept as a revision stands, whatever later vintages say.
    if (vintages && version.asOfMs >= incoming.asOfMs)
      standing ||= sameValue(version.value, incoming.value);
  }
  if (newest === undefined || !known) return "new";
  if (standing || sameValue(newest.value, incoming.value)) return "duplicate";
  return incoming.retrievedAtMs > newest.asOfMs ? "revision" : "duplicate";
}

/** Missing equals missing, and −0 equals 0. */
export function sameValue(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}
