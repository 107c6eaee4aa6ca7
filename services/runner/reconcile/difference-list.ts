/** Which of very many differences are shown: some of every kind in every sink of every provider, not only the first. */
import type { VerdictDifference } from "../verdict.ts";

export interface DifferenceList {
  add(difference: VerdictDifference): void;
  /** All that were added. */
  readonly total: number;
  /** At most `max` of them: the first of each group, then the second of each, and so on. */
  list(): VerdictDifference[];
}

export function createDifferenceList(max: number): DifferenceList {
  const groups = new Map<string, VerdictDifference[]>();
  let total = 0;
  return {
    add(difference) {
      total++;
      const { provider, kind, sink } = difference;
      const group = groups.get(`${provider} ${kind} ${sink}`);
      if (group === undefined) groups.set(`${provider} ${kind} ${sink}`, [difference]);
      else if (group.length < max) group.push(difference);
    },
    get total() {
      return total;
    },
    list() {
      const listed: VerdictDifference[] = [];
      for (let place = 0; place < max && listed.length < Math.min(max, total); place++) {
        for (const group of groups.values()) {
          const difference = group[place];
          if (difference !== undefined && listed.length < max) listed.push(difference);
        }
      }
      return listed;
    },
  };
}
