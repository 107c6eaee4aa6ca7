import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findJava } from "../../../services/stack/java.ts";
import { temporaryDirectory } from "./support/temporary-directory.ts";

/** A JDK directory whose launcher prints `output`; without `release` it has no release file. */
function fakeJdk(release: string | undefined, output = ""): string {
  const home = temporaryDirectory();
  mkdirSync(join(home, "bin"));
  const launcher = join(home, "bin", "java");
  writeFileSync(launcher, `#!/bin/sh\ncat <<'END'\n${output}\nEND\n`);
  chmodSync(launcher, 0o755);
  if (release !== undefined) writeFileSync(join(home, "release"), release);
  return home;
}

describe("findJava()", () => {
  it("reads the release file of JAVA_HOME", () => {
    const home = fakeJdk('IMPLEMENTOR="Debian"\nJAVA_VERSION="17.0.15"\n');
    expect(findJava({ JAVA_HOME: home, PATH: "" })).toMatchObject({
      command: join(home, "bin", "java"),
      feature: 17,
      version: "17.0.15",
    });
  });

  it("follows links from the PATH to the JDK they mean", () => {
    const home = fakeJdk('JAVA_VERSION="21"\n');
    const bin = temporaryDirectory();
    symlinkSync(join(home, "bin", "java"), join(bin, "java"));
    expect(findJava({ PATH: bin })).toMatchObject({ command: join(bin, "java"), feature: 21 });
  });

  it("asks a launcher that stands apart from its JDK", () => {
    const home = fakeJdk(undefined, "openjdk 25.0.1 2025-10-21");
    expect(findJava({ JAVA_HOME: home })).toMatchObject({ feature: 25, version: "25.0.1" });
  });

  it("knows old Java by its old way of counting", () => {
    expect(findJava({ JAVA_HOME: fakeJdk('JAVA_VERSION="1.8.0_392"\n') })?.feature).toBe(8);
  });

  it("falls back to the PATH when JAVA_HOME holds no Java", () => {
    const home = fakeJdk('JAVA_VERSION="17"\n');
    const env = { JAVA_HOME: tmpdir(), PATH: join(home, "bin") };
    expect(findJava(env)?.command).toBe(join(home, "bin", "java"));
  });

  it("finds none where there is none, or only one that does not run", () => {
    expect(findJava({ PATH: temporaryDirectory() })).toBeUndefined();
    expect(
      findJava({ JAVA_HOME: fakeJdk(undefined, "no version here"), PATH: "" }),
    ).toBeUndefined();
  });
});
