import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { together } from "../../../services/stack/together.ts";

describe("together()", () => {
  it("resolves with all results in order", async () => {
    const signal = new AbortController().signal;
    expect(await together(signal, () => [delay(5, "slow"), Promise.resolve(1)])).toEqual([
      "slow",
      1,
    ]);
  });

  it("aborts the others when one fails, waits for them and throws the first failure", async () => {
    let ended = false;
    const outer = new AbortController();
    const failed = together(outer.signal, (signal) => [
      Promise.reject(new Error("the first")),
      delay(60_000, undefined, { signal }).catch(() => {
        ended = true;
        throw new Error("the second");
      }),
    ]);
    await expect(failed).rejects.toThrow("the first");
    expect(ended).toBe(true);
  });

  it("passes an abort from outside on", async () => {
    const outer = new AbortController();
    const stopped = together(outer.signal, (signal) => [delay(60_000, undefined, { signal })]);
    outer.abort(new Error("interrupted"));
    await expect(stopped).rejects.toThrow(/abort/i);
  });
});
