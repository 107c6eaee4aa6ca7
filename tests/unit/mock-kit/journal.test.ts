import { describe, expect, it } from "vitest";
import { blotKeys, createJournal } from "../../../mock-providers/kit/journal.ts";

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
    expect(blotKeys(`/${"x".repeat(9000)}`).length).toBe(501);
  });
});

describe("createJournal()", () => {
  it("keeps the latest entries, newest first", () => {
    const journal = createJournal(3);
    for (const id of ["1", "2", "3", "4"]) {
      journal.add({ id, atMs: 0, method: "GET", path: "/", status: 200, ms: 1, observations: 0 });
    }
    expect(journal.latest().map(({ id }) => id)).toEqual(["4", "3", "2"]);
  });
});
