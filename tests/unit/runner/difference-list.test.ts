import { describe, expect, it } from "vitest";
import { createDifferenceList } from "../../../services/runner/reconcile/difference-list.ts";
import type { VerdictDifference } from "../../../services/runner/verdict.ts";

function difference(
  kind: VerdictDifference["kind"],
  sink: VerdictDifference["sink"],
  number: number,
): VerdictDifference {
  const instant = new Date(number * 3_600_000).toISOString();
  const key = { dataset: "d", series_id: "s", interval_start: instant, as_of: instant };
  return { kind, sink, provider: "eia", ...key, landed: number };
}

describe("createDifferenceList()", () => {
  it("lists all when they are few, in the order of their places within their groups", () => {
    const list = createDifferenceList(10);
    list.add(difference("lost", "postgres", 1));
    list.add(difference("lost", "postgres", 2));
    list.add(difference("phantom", "iceberg", 3));
    expect(list.total).toBe(3);
    expect(list.list().map(({ landed }) => landed)).toEqual([1, 3, 2]);
  });

  it("shows a rare kind behind thousands of another, and never more than its bound", () => {
    const list = createDifferenceList(6);
    for (let number = 0; number < 5000; number++) list.add(difference("altered", "kafka", number));
    list.add(difference("duplicated", "iceberg", 7777));
    list.add(difference("altered", "postgres", 8888));
    expect(list.total).toBe(5002);
    expect(list.list().map(({ landed }) => landed)).toEqual([0, 7777, 8888, 1, 2, 3]);
  });

  it("lists nothing when there is nothing", () => {
    expect(createDifferenceList(5).list()).toEqual([]);
  });
});
