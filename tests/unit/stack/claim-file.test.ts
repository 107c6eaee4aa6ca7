import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { claimFile, claimOwner } from "../../../services/stack/claim-file.ts";
import { currentProcess } from "../../../services/stack/process-identity.ts";
import { temporaryDirectory } from "./support/temporary-directory.ts";

function claimPath(): string {
  return join(temporaryDirectory(), "deep", "claim");
}

/** A pid above Linux's highest, 4194304: no process has it. */
const ended = { pid: 4_200_000, birth: "never", since: "2026-01-01T00:00:00.000Z" };

describe("claimFile()", () => {
  it("gives a free claim and says who holds it", () => {
    const file = claimPath();
    expect(claimFile(file).outcome).toBe("claimed");
    expect(claimOwner(file)).toMatchObject(currentProcess());
  });

  it("refuses a claim that a living process holds, naming it", () => {
    const file = claimPath();
    claimFile(file);
    expect(claimFile(file)).toMatchObject({ outcome: "held", by: { pid: process.pid } });
  });

  it("takes over the claim of a process that has ended", () => {
    const file = claimPath();
    claimFile(file);
    writeFileSync(file, JSON.stringify(ended));
    expect(claimOwner(file)).toBeUndefined();
    expect(claimFile(file).outcome).toBe("claimed");
    expect(claimOwner(file)?.pid).toBe(process.pid);
  });

  it("takes over the claim of a process whose pid means another by now", () => {
    const file = claimPath();
    claimFile(file);
    writeFileSync(file, JSON.stringify({ ...ended, pid: process.pid }));
    expect(claimFile(file).outcome).toBe("claimed");
  });

  it("takes over a claim that was cut short while it was written", () => {
    const file = claimPath();
    claimFile(file);
    writeFileSync(file, '{"pid":12');
    expect(claimFile(file).outcome).toBe("claimed");
  });

  it("stands back while another takes a dead claim over, but not for ever", () => {
    const file = claimPath();
    claimFile(file);
    writeFileSync(file, JSON.stringify(ended));
    mkdirSync(`${file}.takeover`);
    expect(claimFile(file).outcome).toBe("held");
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(`${file}.takeover`, longAgo, longAgo);
    claimFile(file); // clears the mark of a takeover that was killed
    expect(claimFile(file).outcome).toBe("claimed");
  });

  it("is free again after its release, which leaves another's claim alone", () => {
    const file = claimPath();
    const first = claimFile(file);
    if (first.outcome === "claimed") first.release();
    expect(claimFile(file).outcome).toBe("claimed");
    const theirs = JSON.stringify(ended);
    writeFileSync(file, theirs);
    if (first.outcome === "claimed") first.release();
    expect(readFileSync(file, "utf8")).toBe(theirs);
  });
});
