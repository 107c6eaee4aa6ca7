import { describe, expect, it } from "vitest";
import { judgePosition } from "../../../services/landing/positions.ts";

const position = { topic: "t", partition: 0, topicId: "id", nextOffset: 100 };

describe("judgePosition()", () => {
  it("goes on anywhere between the oldest message and the end", () => {
    expect(judgePosition(position, { topicId: "id", low: 0, high: 500 })).toBeNull();
    expect(judgePosition(position, { topicId: "id", low: 100, high: 100 })).toBeNull();
  });

  it("refuses a topic that was made anew, even if it holds the offset", () => {
    expect(judgePosition(position, { topicId: "other", low: 0, high: 500 })).toMatch(/made anew/);
  });

  it("refuses to skip messages that were deleted, and names them", () => {
    expect(judgePosition(position, { topicId: "id", low: 120, high: 500 })).toMatch(
      /from 100 to 119 were deleted/,
    );
  });

  it("refuses a topic that ends before the next offset", () => {
    expect(judgePosition(position, { topicId: "id", low: 0, high: 99 })).toMatch(/ends at 99/);
  });
});
