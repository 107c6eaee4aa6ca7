/** Why a process is not ready, by part. Ready means: no part has a reason. */
export interface Readiness {
  /** Sets or, with null, clears the reason of one part. Parts declared up front start as "starting". */
  set(part: string, reason: string | null): void;
  reasons(): Readonly<Record<string, string>>;
}

export function createReadiness(parts: readonly string[]): Readiness {
  const reasons = new Map<string, string>(parts.map((part) => [part, "starting"]));
  return {
    set(part, reason) {
      if (reason === null) reasons.delete(part);
      else reasons.set(part, reason);
    },
    reasons: () => Object.fromEntries(reasons),
  };
}
