import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { defaultPorts } from "../../../services/core/names.ts";
import { isPortFree } from "../../../services/stack/ports.ts";
import { type TestSandbox, newRoot, openSandbox, removeRoot } from "./support/sandbox.ts";

const opened: { sandbox: TestSandbox; root: string }[] = [];

function open(closed = false): TestSandbox {
  const root = newRoot(closed);
  const sandbox = openSandbox(root);
  opened.push({ sandbox, root });
  return sandbox;
}

afterEach(async () => {
  for (const { sandbox, root } of opened.splice(0)) {
    await sandbox.stop();
    removeRoot(root);
  }
});

describe("two sandboxes started at the same moment", () => {
  it("both come up, on ports of their own", async () => {
    const [first, second] = [open(), open()];
    await Promise.all([first.start(), second.start()]);
    const ports = [first, second].flatMap(({ directory }) =>
      Object.values(directory.state?.ports ?? {}),
    );
    expect(ports).toHaveLength(10);
    expect(new Set(ports).size).toBe(10);
    const moved = second.progress.find(({ part, state }) => part === "redis" && state === "ready");
    if (second.directory.state?.ports.redis !== defaultPorts.redis) {
      expect(moved?.text).toMatch(/^127\.0\.0\.1:\d+ \(6379 is taken\)$/);
    }
  });
});

describe("--ports fixed", () => {
  it("names the port, the part that wanted it and the process that has it, and leaves nothing", async () => {
    const server = createServer();
    const isOurs = await isPortFree(defaultPorts.redis);
    if (isOurs)
      await new Promise<void>((done) => server.listen(defaultPorts.redis, "127.0.0.1", done));
    const sandbox = open();
    const refused = sandbox.start("fixed");
    await expect(refused).rejects.toMatchObject({ code: "PORT_TAKEN" });
    await expect(refused).rejects.toThrow(/Cannot use port \d+ for \w+: pid \d+ \(.*\) holds it/);
    expect(sandbox.directory.state?.endpoints).toBeUndefined();
    server.close();
  });
});

describe("a directory PostgreSQL's user cannot enter", () => {
  it.runIf(process.getuid?.() === 0)(
    "is worked around with a place it can, which is removed afterwards",
    async () => {
      const sandbox = open(true);
      const endpoints = await sandbox.start();
      const [elsewhere = ""] = sandbox.directory.state?.elsewhere ?? [];
      expect(existsSync(elsewhere)).toBe(true);
      expect(endpoints.postgres).toMatch(/^postgresql:/);
      await sandbox.killAndAwait("postgres");
      await sandbox.stop();
      expect(existsSync(elsewhere)).toBe(false);
    },
  );
});
