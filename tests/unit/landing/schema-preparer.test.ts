import { describe, expect, it, vi } from "vitest";
import { SandboxError } from "../../../services/core/errors.ts";
import type { Pauses } from "../../../services/landing/pauses.ts";
import { createSchemaPreparer } from "../../../services/landing/schema-preparer.ts";
import type { ObservationCodec } from "../../../services/stability/observation-codec.ts";

function away(): SandboxError {
  return new SandboxError("REGISTRY_UNAVAILABLE", "no answer");
}

/** A codec whose registry gives these answers, one after another. */
function codecOf(answers: (Error | null)[]): { codec: ObservationCodec; asked: () => number } {
  let asked = 0;
  const prepare = (): Promise<void> => {
    const answer = answers[Math.min(asked++, answers.length - 1)];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve();
  };
  // Proof for the cast: preparing is all that is asked of it.
  return { codec: { prepare } as unknown as ObservationCodec, asked: () => asked };
}

function pausesWith(waiting: Set<string>): Pauses {
  return {
    begin: (part) => void waiting.add(part),
    end: (part) => void waiting.delete(part),
  };
}

const never = new AbortController().signal;

describe("createSchemaPreparer()", () => {
  it("waits while the registry is away, and lets the group hear from us meanwhile", async () => {
    const waiting = new Set<string>();
    const { codec } = codecOf([away(), away(), null]);
    const heard: boolean[] = [];
    const schemas = createSchemaPreparer(codec, pausesWith(waiting), never);
    const reason = await schemas.prepare(1, () => {
      heard.push(waiting.has("registry"));
      return Promise.resolve();
    });
    expect(reason).toBeNull();
    expect(heard).toEqual([true, true]);
    expect(waiting.size).toBe(0);
  });

  it("gives the reason when there is no such schema, and does not ask for every message", async () => {
    vi.useFakeTimers();
    try {
      const unknown = new SandboxError("MESSAGE_UNREADABLE", "Cannot load schema 7: not found");
      const { codec, asked } = codecOf([unknown, unknown, null]);
      const schemas = createSchemaPreparer(codec, pausesWith(new Set()), never);
      const prepare = (): Promise<string | null> => schemas.prepare(7, () => Promise.resolve());
      expect(await prepare()).toBe(unknown.message);
      expect(await prepare()).toBe(unknown.message);
      expect(asked()).toBe(1);
      vi.advanceTimersByTime(31_000);
      expect(await prepare()).toBe(unknown.message);
      vi.advanceTimersByTime(31_000);
      expect(await prepare()).toBeNull();
      expect(asked()).toBe(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it("takes a schema that cannot be resolved to ours for unreadable, not for a broken process", async () => {
    const { codec } = codecOf([new Error("missing field interval_start")]);
    const schemas = createSchemaPreparer(codec, pausesWith(new Set()), never);
    expect(await schemas.prepare(3, () => Promise.resolve())).toMatch(/interval_start/);
  });

  it("ends with the group's word when that throws", async () => {
    const { codec } = codecOf([away()]);
    const schemas = createSchemaPreparer(codec, pausesWith(new Set()), never);
    const rebalance = new Error("the group is rebalancing");
    await expect(schemas.prepare(1, () => Promise.reject(rebalance))).rejects.toBe(rebalance);
  });
});
