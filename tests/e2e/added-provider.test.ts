import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Verdict } from "../../services/runner/verdict.ts";
import { type CheckoutCopy, copyCheckout } from "../support/checkout-copy.ts";

describe("a provider made with provider new, on the real stack", () => {
  let checkout: CheckoutCopy;
  let dir = "";
  beforeAll(() => {
    checkout = copyCheckout();
    dir = join(checkout.directory, "sandbox");
  });
  afterAll(async () => {
    await checkout.run(`node scripts/sandbox-runner.ts down --dir ${dir}`);
    checkout.remove();
  });

  it("passes with 50 series of 1,000 observations", async () => {
    const made = await checkout.run("node scripts/sandbox-runner.ts provider new acme");
    expect(made.code, made.stderr).toBe(0);
    const run = await checkout.run(
      `node scripts/sandbox-runner.ts run --providers acme --json --dir ${dir}`,
    );
    expect(run.code, run.stderr).toBe(0);
    // Proof for the cast: the command prints a verdict.
    const verdict = JSON.parse(run.stdout) as Verdict & { providers: Record<string, unknown> };
    const all = { served: 50_000, kafka: 50_000, postgres: 50_000, iceberg: 50_000 };
    const none = { quarantined: 0, lost: 0, duplicated: 0, altered: 0, phantom: 0, unsure: 0 };
    expect(verdict.providers["acme"]).toMatchObject({ ...all, ...none });
  });
});
