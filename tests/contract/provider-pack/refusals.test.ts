import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CheckoutCopy, copyCheckout } from "../../support/checkout-copy.ts";
import { runCli } from "../../support/run-cli.ts";

describe("provider new refuses with one sentence and code 2", () => {
  it.each([
    ["Acme", /^sandbox-runner: Cannot make a provider "Acme": expected a name of at most 24/],
    ["9lives", /^sandbox-runner: Cannot make a provider "9lives": /],
    ["world-bank", /^sandbox-runner: Cannot make a provider "world-bank": /],
    ["../acme", /^sandbox-runner: Cannot make a provider "\.\.\/acme": /],
    ["a".repeat(25), /^sandbox-runner: Cannot make a provider "a{25}": /],
    ["constructor", /^sandbox-runner: Cannot make a provider "constructor": /],
    ["", /^sandbox-runner: Cannot make a provider "": /],
    [
      "fred",
      /^sandbox-runner: Cannot make fred: the name is taken, there is a folder mock-providers\/fred$/,
    ],
    [
      "kit",
      /^sandbox-runner: Cannot make kit: the name is taken, there is a folder mock-providers\/kit$/,
    ],
  ])("the name %j", async (name, sentence) => {
    const { code, stdout, stderr } = await runCli(["provider", "new", name]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.trimEnd()).toMatch(sentence);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("a directory that is no checkout", async () => {
    const cwd = mkdtempSync(join(tmpdir(), "no-checkout-"));
    try {
      const { code, stderr } = await runCli(["provider", "new", "acme"], { cwd });
      expect(code).toBe(2);
      expect(stderr).toMatch(
        /^sandbox-runner: Cannot make a provider in ".*": expected a checkout of aurum-ingestion-sandbox/,
      );
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });
});

describe("provider new writes nothing when something is wrong", () => {
  let checkout: CheckoutCopy;
  beforeAll(() => {
    checkout = copyCheckout();
  });
  afterAll(() => {
    checkout.remove();
  });
  const file = (path: string): string => join(checkout.directory, path);

  it.each([
    [
      "config/prometheus/prometheus.yml",
      "[mock-caiso",
      "[[mock-caiso",
      /Cannot read YAML|Cannot add to/,
    ],
    ["docker-compose.sandbox.yml", "  mock-", "  mick-", /no key there matches/],
    [
      "services/providers/connector-table.ts",
      "as const satisfies",
      "as const  satisfies",
      /expected a table that ends in/,
    ],
    // Found only when everything is written: what follows the tables cannot be made.
    [
      "scripts/generate-schemas.ts",
      "const check",
      "const const check",
      /Cannot make acme, nothing was changed/,
    ],
  ])("%s does not fit", async (path, found, instead, sentence) => {
    const whole = readFileSync(file(path), "utf8");
    expect(whole).toContain(found);
    writeFileSync(file(path), whole.replaceAll(found, instead));
    await checkout.run("git init -q . && git add -A");
    const { code, stderr } = await checkout.run("npx sandbox-runner provider new acme");
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
    const { stdout } = await checkout.run(
      "git diff --stat; git ls-files --others --exclude-standard",
    );
    expect(stdout).toBe("");
    expect(existsSync(file("mock-providers/acme"))).toBe(false);
    expect(existsSync(file("services/providers/acme"))).toBe(false);
    writeFileSync(file(path), whole);
  });
});
