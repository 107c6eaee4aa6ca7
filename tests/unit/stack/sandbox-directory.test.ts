import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  openSandboxDirectory,
  readSandboxState,
} from "../../../services/stack/sandbox-directory.ts";
import { readSandboxStatus } from "../../../services/stack/sandbox-status.ts";
import { temporaryDirectory } from "./support/temporary-directory.ts";

const processes = [
  {
    name: "kafka",
    pid: 4_200_000,
    startedAt: "2026-11-21T08:00:00.000Z",
    birth: "boot-1",
    log: "/logs/kafka.log",
    command: "java kafka.Kafka",
    specDigest: "d",
    stopSignals: ["SIGTERM"],
    stopWaitMs: 3_000,
  },
] as const;

function newRoot(): string {
  return join(temporaryDirectory(), "sandbox");
}

describe("openSandboxDirectory()", () => {
  it("lays the directory out and remembers what was written", () => {
    const root = newRoot();
    const directory = openSandboxDirectory(root);
    expect(directory.state).toBeUndefined();
    directory.update({ kind: "native", ports: { kafka: 9092 }, processes });
    directory.update({ kept: true });
    directory.close();
    expect(readSandboxState(root)).toMatchObject({
      version: 1,
      kind: "native",
      kept: true,
      ports: { kafka: 9092 },
      processes,
    });
    for (const name of ["data", "logs", "warehouse", "ledger", "runs"]) {
      expect(existsSync(join(root, name)), name).toBe(true);
    }
  });

  it("refuses a second runner, naming the first", () => {
    const root = newRoot();
    const first = openSandboxDirectory(root);
    expect(() => openSandboxDirectory(root)).toThrow(
      new RegExp(`runner with pid ${process.pid} has been using it since .*--dir DIR`),
    );
    first.close();
    openSandboxDirectory(root).close();
  });

  it("takes a damaged state.json for none, and says what was wrong", () => {
    const root = newRoot();
    mkdirSync(root, { recursive: true });
    for (const damaged of ["", '{"version":1,"kind":"nat', '{"version":2}', "[]"]) {
      writeFileSync(join(root, "state.json"), damaged);
      const directory = openSandboxDirectory(root);
      expect(directory.state).toBeUndefined();
      expect(directory.damage).toContain(`Cannot read "${directory.paths.root}/state.json"`);
      directory.close();
    }
  });

  it("never shows half a state to a reader", () => {
    const root = newRoot();
    const directory = openSandboxDirectory(root);
    directory.update({ ports: { kafka: 1 } });
    // A kill while the next state is being written leaves its draft, and the state as it was.
    writeFileSync(join(root, "state.json.new"), '{"version":1,"ki');
    expect(readSandboxState(root)?.ports).toEqual({ kafka: 1 });
    directory.update({ ports: { kafka: 2 } });
    expect(readSandboxState(root)?.ports).toEqual({ kafka: 2 });
    directory.close();
  });

  it("clears data and places elsewhere, and keeps runs and logs", () => {
    const root = newRoot();
    const elsewhere = temporaryDirectory();
    const directory = openSandboxDirectory(root);
    directory.update({ elsewhere: [elsewhere] });
    for (const name of ["data", "warehouse", "ledger", "runs", "logs"]) {
      mkdirSync(join(root, name, "deep"));
      writeFileSync(join(root, name, "deep", "file"), "x");
    }
    directory.clear();
    const kept = (name: string): boolean => existsSync(join(root, name, "deep", "file"));
    expect(["data", "warehouse", "ledger", "runs", "logs"].filter(kept)).toEqual(["runs", "logs"]);
    expect(existsSync(elsewhere)).toBe(false);
    expect(directory.state).toBeUndefined();
    expect(existsSync(join(root, "data"))).toBe(true);
    directory.close();
  });

  it("says which directory cannot be made", () => {
    const file = join(temporaryDirectory(), "file");
    writeFileSync(file, "");
    expect(() => openSandboxDirectory(join(file, "sandbox"))).toThrow(
      /Cannot make the sandbox directory ".*file\/sandbox": ENOTDIR/,
    );
  });
});

describe("readSandboxStatus()", () => {
  it("tells what runs, who is at work there and how big it is, without holding it", () => {
    const root = newRoot();
    expect(readSandboxStatus(root)).toMatchObject({ state: undefined, processes: [] });
    const directory = openSandboxDirectory(root);
    directory.update({ processes });
    writeFileSync(join(root, "warehouse", "file.parquet"), Buffer.alloc(100_000));
    const status = readSandboxStatus(root);
    expect(status.processes).toMatchObject([{ name: "kafka", running: false }]);
    expect(status.runner?.pid).toBe(process.pid);
    expect(status.diskBytes.warehouse).toBeGreaterThanOrEqual(100_000);
    directory.close();
    expect(readSandboxStatus(root).runner).toBeUndefined();
    expect(JSON.parse(readFileSync(join(root, "state.json"), "utf8"))).toMatchObject({
      version: 1,
    });
  });
});
