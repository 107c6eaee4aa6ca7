import pg from "pg";
import { describe, expect, it } from "vitest";
import { SandboxError } from "../../../services/core/errors.ts";
import {
  databaseError,
  isUndoneByOthers,
  isUniqueViolation,
  retryDelayMs,
} from "../../../services/landing/landing-errors.ts";

function answer(code: string): pg.DatabaseError {
  const error = new pg.DatabaseError("said PostgreSQL", 1, "error");
  error.code = code;
  return error;
}

describe("databaseError()", () => {
  it("names what PostgreSQL answered and what the network said", () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED"), { syscall: "connect" });
    for (const error of [
      answer("57P03"),
      refused,
      new Error("Connection terminated unexpectedly"),
    ]) {
      expect(databaseError("land it", error)).toMatchObject({
        code: "DATABASE_UNAVAILABLE",
        message: `Cannot land it: ${error.message}`,
        cause: error,
      });
    }
  });

  it("leaves our own errors and programming mistakes alone", () => {
    const own = new SandboxError("WAREHOUSE_FULL", "no room");
    const mistake = new TypeError("x is not a function");
    expect(databaseError("land it", own)).toBe(own);
    expect(databaseError("land it", mistake)).toBe(mistake);
  });
});

describe("isUniqueViolation() and isUndoneByOthers()", () => {
  it("know PostgreSQL's codes, wrapped or not", () => {
    expect(isUniqueViolation(answer("23505"))).toBe(true);
    expect(isUniqueViolation(answer("40P01"))).toBe(false);
    expect(isUndoneByOthers(answer("40P01"))).toBe(true);
    expect(isUndoneByOthers(databaseError("land it", answer("40001")))).toBe(true);
    expect(isUndoneByOthers(databaseError("land it", answer("23505")))).toBe(false);
  });
});

describe("retryDelayMs()", () => {
  it("grows to a second and stays there", () => {
    const delays = [1, 2, 3, 4, 5, 50].map((failures) =>
      retryDelayMs("after-delay", failures, () => 1),
    );
    expect(delays).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it("is short for what may succeed at once, but not for ever", () => {
    expect(retryDelayMs("at-once", 1, () => 1)).toBe(10);
    expect(retryDelayMs("at-once", 6, () => 1)).toBe(1_000);
  });

  it("is between half and whole, by chance", () => {
    expect(retryDelayMs("after-delay", 1, () => 0)).toBe(50);
    expect(retryDelayMs("never", 1, () => 0)).toBe(2_500);
  });
});
