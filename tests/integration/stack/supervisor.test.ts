import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeProcessSpec } from "../../../services/stack/node-process.ts";
import { chooseFreePort, releasePort } from "../../../services/stack/ports.ts";
import { findMarkedProcesses, isRunning } from "../../../services/stack/process-identity.ts";
import type { ProcessSpec } from "../../../services/stack/stack.ts";
import { type TestSandbox, newRoot, openSandbox, removeRoot, waitFor } from "./support/sandbox.ts";

let root: string;
let sandbox: TestSandbox;

beforeEach(() => {
  root = newRoot();
  sandbox = openSandbox(root);
});

afterEach(async () => {
  await sandbox.stop();
  removeRoot(root);
});

/** A shell script that is ready once it has made its file `up`. */
function script(name: string, text: string, more: Partial<ProcessSpec> = {}): ProcessSpec {
  const up = join(root, `${name}.up`);
  return {
    name,
    command: "/bin/sh",
    args: ["-c", `echo started; ${text}`],
    env: { PATH: process.env["PATH"] ?? "", UP: up },
    cwd: root,
    log: join(root, "logs", `${name}.log`),
    ready: () =>
      existsSync(up) ? Promise.resolve() : Promise.reject(new Error(`${up} is not there`)),
    ...more,
  };
}

const serving = 'touch "$UP"; while :; do sleep 0.05; done';

describe("a supervisor", () => {
  it("starts a process that outlives no stop, with a log and an entry in state.json", async () => {
    const started = await sandbox.supervisor.start(script("a", serving));
    expect(isRunning(started)).toBe(true);
    expect(readFileSync(started.log, "utf8")).toBe("started\n");
    expect(sandbox.directory.state?.processes).toEqual([started]);
    await sandbox.supervisor.stop("a");
    expect(isRunning(started)).toBe(false);
    expect(sandbox.directory.state?.processes).toEqual([]);
  });

  it("rejects with the end of the log when a process ends before it is ready", async () => {
    const failed = sandbox.supervisor.start(script("a", "echo 'no such file' >&2; exit 3"));
    await expect(failed).rejects.toMatchObject({ code: "STACK_FAILED" });
    await expect(failed).rejects.toThrow(
      /Cannot start a: it ended with exit code 3; its log .*a\.log ends with\nstarted\nno such file/,
    );
    expect(sandbox.directory.state?.processes).toEqual([]);
  });

  it("rejects when a process is not ready in its time, and stops it", async () => {
    const spec = script("a", "while :; do sleep 0.05; done", { readyLimitMs: 200 });
    await expect(sandbox.supervisor.start(spec)).rejects.toThrow(
      /it was not ready after 0\.2 s: .*a\.up is not there/,
    );
    expect(sandbox.directory.state?.processes).toEqual([]);
  });

  it("rejects when a command cannot be run", async () => {
    const spec = { ...script("a", ""), command: join(root, "nothing") };
    await expect(sandbox.supervisor.start(spec)).rejects.toThrow(/nothing" in ".*" cannot be run/);
  });

  it("brings a killed process back, says how long it took, and keeps its place", async () => {
    await sandbox.supervisor.start(script("a", serving));
    await sandbox.supervisor.start(script("b", serving));
    const killed = sandbox.pid("a");
    const event = await sandbox.killAndAwait("a");
    expect(event.reason).toBe("signal SIGKILL");
    expect(event.event === "restarted" && event.restartedAfterMs).toBeGreaterThan(0);
    expect(sandbox.pid("a")).not.toBe(killed);
    expect(sandbox.supervisor.processes.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("tries again when the first start after a death fails", async () => {
    // As PostgreSQL does while old backends hold its shared memory.
    const blocked = join(root, "blocked");
    await sandbox.supervisor.start(
      script("a", `[ -e ${blocked} ] && rm ${blocked} && exit 1; ${serving}`),
    );
    writeFileSync(blocked, "");
    expect(await sandbox.killAndAwait("a")).toMatchObject({ event: "restarted" });
    expect(existsSync(blocked)).toBe(false);
  });

  it("gives up on a process that keeps dying, and says why", async () => {
    await sandbox.supervisor.start(script("a", serving));
    for (let death = 1; death <= 5; death++) await sandbox.killAndAwait("a");
    expect(await sandbox.killAndAwait("a", "gave-up")).toMatchObject({
      reason: "it died 6 times within a minute, the last time with signal SIGKILL",
    });
    expect(sandbox.supervisor.processes).toEqual([]);
  });

  it("leaves processes up and unwatched when it is released", async () => {
    const started = await sandbox.supervisor.start(script("a", serving));
    sandbox.supervisor.release();
    process.kill(started.pid, "SIGKILL");
    await waitFor("the end of a", () => !isRunning(started) || undefined);
    expect(sandbox.events).toEqual([]);
    await expect(sandbox.supervisor.start(script("b", serving))).rejects.toThrow(
      /no longer starts/,
    );
  });

  it("takes over what an earlier runner left, and brings it back when it dies", async () => {
    const started = await sandbox.supervisor.start(script("a", serving));
    sandbox.supervisor.release();
    sandbox.directory.close();
    sandbox = openSandbox(root);
    expect(await sandbox.supervisor.start(script("a", serving))).toEqual(started);
    expect(await sandbox.killAndAwait("a")).toMatchObject({ event: "restarted" });
  });

  it("starts anew what an earlier runner left with other settings", async () => {
    const started = await sandbox.supervisor.start(script("a", serving));
    sandbox.supervisor.release();
    sandbox.directory.close();
    sandbox = openSandbox(root);
    const spec = script("a", serving);
    const other = { ...spec, env: { ...spec.env, PORT: "1" } };
    expect((await sandbox.supervisor.start(other)).pid).not.toBe(started.pid);
    expect(isRunning(started)).toBe(false);
  });

  it("stops in reverse order, and kills what does not listen together with its children", async () => {
    const deaf = `trap '' TERM; (trap '' TERM; touch ${root}/child; while :; do sleep 0.05; done) & ${serving}`;
    const note = (name: string): string =>
      `trap 'echo ${name} >> ${root}/order; exit 0' TERM; ${serving}`;
    await sandbox.supervisor.start(script("first", note("first")));
    await sandbox.supervisor.start(script("second", note("second")));
    const hard = await sandbox.supervisor.start(script("deaf", deaf, { stopWaitMs: 100 }));
    await sandbox.supervisor.stopAll();
    expect(readFileSync(join(root, "order"), "utf8")).toBe("second\nfirst\n");
    expect(isRunning(hard)).toBe(false);
    const { root: mark } = sandbox.directory.paths;
    await waitFor(
      "the end of its child",
      () => findMarkedProcesses(mark).length === 0 || undefined,
    );
  });
});

describe("nodeProcessSpec()", () => {
  it("runs a TypeScript file with this Node and waits until its address answers 200", async () => {
    const port = await chooseFreePort("test");
    const entry = join(root, "server.ts");
    writeFileSync(
      entry,
      `import { createServer } from "node:http";
let asked: number = 0;
createServer((_request, response) => response.writeHead(asked++ < 2 ? 503 : 200).end(String(asked)))
  .listen(Number(process.env.PORT), "127.0.0.1");
`,
    );
    const spec = nodeProcessSpec({
      name: "server",
      entry,
      env: { PORT: String(port) },
      logs: join(root, "logs"),
      readyUrls: [`http://127.0.0.1:${port}/ready`],
    });
    await sandbox.supervisor.start(spec);
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("4");
    releasePort(port);
  });
});
