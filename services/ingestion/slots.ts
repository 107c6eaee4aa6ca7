/** At most so many at the same time, per name. First come, first served. */
export interface Slots {
  /** Resolves to the function that frees the slot again; rejects with the signal's reason when aborted first. */
  take(name: string, signal: AbortSignal): Promise<() => void>;
  /** Names whose slots are all taken or waited for. */
  full(): string[];
}

export function createSlots(limit: number): Slots {
  const taken = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();

  function free(name: string): () => void {
    let isFreed = false;
    return () => {
      if (isFreed) return;
      isFreed = true;
      const next = waiting.get(name)?.shift();
      // The slot is handed on as it is; only without a successor does it become free.
      if (next === undefined) taken.set(name, (taken.get(name) ?? 0) - 1);
      else next();
    };
  }

  return {
    take(name, signal) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const count = taken.get(name) ?? 0;
        if (count < limit) {
          taken.set(name, count + 1);
          resolve(free(name));
          return;
        }
        const queue = waiting.get(name) ?? [];
        waiting.set(name, queue);
        function enter(): void {
          signal.removeEventListener("abort", leave);
          resolve(free(name));
        }
        function leave(): void {
          queue.splice(queue.indexOf(enter), 1);
          reject(signal.reason as Error);
        }
        signal.addEventListener("abort", leave, { once: true });
        queue.push(enter);
      });
    },
    full: () => [...taken].flatMap(([name, count]) => (count >= limit ? [name] : [])),
  };
}
