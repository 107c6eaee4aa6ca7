/** Foreign errors as our codes, and how long to wait before trying again. */
import pg from "pg";
import { type ErrorCode, SandboxError, describeError } from "../core/errors.ts";

/** PostgreSQL error codes landing acts on (PostgreSQL documentation, Appendix A). */
const uniqueViolation = "23505";
const undoneByOthers = new Set(["40001", "40P01", "55P03"]);

/** `tried` completes "Cannot …". Our own errors, and programming mistakes, stay what they are. */
export function databaseError(tried: string, error: unknown): unknown {
  if (error instanceof SandboxError || !isDatabaseFailure(error)) return error;
  return new SandboxError(
    "DATABASE_UNAVAILABLE",
    `Cannot ${tried}: ${describeError(error)}`,
    { sqlState: sqlStateOf(error) },
    error,
  );
}

export function isUniqueViolation(error: unknown): boolean {
  return sqlStateOf(error) === uniqueViolation;
}

/** Deadlock, serialization failure or lock timeout: nothing is wrong, and at once it may succeed. */
export function isUndoneByOthers(error: unknown): boolean {
  const state = error instanceof SandboxError ? error.details["sqlState"] : sqlStateOf(error);
  return typeof state === "string" && undoneByOthers.has(state);
}

function sqlStateOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** What PostgreSQL answered, what the network said, and what pg says itself about a connection. */
function isDatabaseFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof pg.DatabaseError || "syscall" in error || error instanceof AggregateError) {
    return true;
  }
  // A TypeError that mentions a connection is a mistake of ours.
  return error.name === "Error" && /connect|not queryable|timeout|premature/i.test(error.message);
}

const firstDelayMs = 100;
const lastDelayMs = 1_000;
const hopelessDelayMs = 5_000;

/** Half fixed, half random, so that two processes do not meet again and again. `failures` counts from 1. */
export function retryDelayMs(
  retry: "never" | "at-once" | "after-delay",
  failures: number,
  random: () => number = Math.random,
): number {
  // "At once" is a promise about the first tries; a conflict that stays is waited out like anything else.
  const soon = retry === "at-once" && failures <= 5;
  const ceiling =
    retry === "never"
      ? hopelessDelayMs
      : Math.min(lastDelayMs, (soon ? 10 : firstDelayMs) * 2 ** Math.min(failures - 1, 10));
  return ceiling / 2 + (ceiling / 2) * random();
}

/** What helps, for the sentence at /ready. */
export const remedies: Partial<Record<ErrorCode, string>> = {
  WAREHOUSE_FULL: "make room on the warehouse's disk, and landing continues by itself",
  WAREHOUSE_UNAVAILABLE: "make the warehouse writable, and landing continues by itself",
  DATABASE_UNAVAILABLE: "landing continues by itself when PostgreSQL answers",
  REGISTRY_UNAVAILABLE: "landing continues by itself when the registry answers",
  KAFKA_UNAVAILABLE: "landing continues by itself when Kafka answers",
};
