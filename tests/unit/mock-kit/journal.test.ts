import { describe, expect, it } from "vitest";
import { blotKeys } from "../../../mock-providers/kit/blot-keys.ts";
import { type JournalEntry, createJournal } from "../../../mock-providers/kit/journal.ts";

function entry(change: Partial<JournalEntry>): JournalEntry {
  return {
    id: "1",
    atMs: 0,
    method: "GET",
    path: "/",
    client: "127.0.0.1",
    status: 200,
    ms: 1,
    bytes: 0,
    observations: 0,
    ranges: [],
    faults: [],
    why: "200: answered",
    outcome: "complete",
    ...change,
  };
}

describe("blotKeys()", () => {
  it.each([
    ["/fred/series?api_key=secret&series_id=GDP", "/fred/series?api_key=***&series_id=GDP"],
    ["/v2/data?start=1&API_KEY=secret", "/v2/data?start=1&API_KEY=***"],
    ["/v2/data?api%5Fkey=secret", "/v2/data?api%5Fkey=***"],
    ["/health", "/health"],
  ])("shows %s as %s", (target, shown) => {
    expect(blotKeys(target)).toBe(shown);
  });

  it("bounds the length", () => {
    expect(blotKeys(`/${"x".repeat(9000)}`).length).toBe(2001);
  });
});

describe("createJournal()", () => {
  it("keeps the latest entries, newest first", () => {
    const journal = createJournal(3);
    for (const id of ["1", "2", "3", "4"]) {
      journal.add(entry({ id }));
    }
    expect(journal.latest().map(({ id }) => id)).toEqual(["4", "3", "2"]);
    expect(journal.find("1")).toBeUndefined();
    expect(journal.find("4")).toMatchObject({ id: "4" });
  });

  it.each([
    [{ id: "2" }, ["2"]],
    [{ path: "SERIES" }, ["2"]],
    [{ series: "GDP" }, ["3"]],
    [{ fault: "spike#f1" }, ["4"]],
    [{ fault: "spike" }, ["4"]],
    [{ fault: "f1" }, ["4"]],
    [{ fault: "f" }, []],
    [{ status: 429 }, ["1"]],
    [{ sinceMs: 3 }, ["4", "3"]],
    [{ limit: 2 }, ["4", "3"]],
  ])("finds by %j", (query, ids) => {
    const journal = createJournal();
    journal.add(entry({ id: "1", atMs: 1, status: 429 }));
    journal.add(entry({ id: "2", atMs: 2, path: "/fred/series?x=1" }));
    journal.add(entry({ id: "3", atMs: 3, ranges: [{ dataset: "d", seriesId: "GDP", count: 1 }] }));
    journal.add(entry({ id: "4", atMs: 4, faults: ["spike#f1"] }));
    expect(journal.latest(query).map(({ id }) => id)).toEqual(ids);
  });
});
