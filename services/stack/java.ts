/** Which Java this machine has. Source: the `release` file that every JDK and JRE since 9 carries. */
import { execFileSync } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { findOnPath } from "./find-on-path.ts";

export interface Java {
  /** Absolute path of the launcher. */
  readonly command: string;
  /** Feature release, e.g. 17. */
  readonly feature: number;
  /** E.g. `17.0.15`. */
  readonly version: string;
  /** Differs between any two builds: class-data archives fit one build only. */
  readonly build: string;
}

export const javaFeatureMin = 17;

/** `$JAVA_HOME/bin/java`, else the one on the PATH; undefined when there is none that runs. */
export function findJava(env: NodeJS.ProcessEnv): Java | undefined {
  const home = env["JAVA_HOME"];
  const command =
    (home === undefined || home === "" ? undefined : findOnPath("java", join(home, "bin"))) ??
    findOnPath("java", env["PATH"]);
  if (command === undefined) return undefined;
  const build = readRelease(command) ?? askJava(command);
  const version = /JAVA_VERSION="(\d[^"]*)"|version "(\d[^"]*)"/.exec(build);
  const name = version?.[1] ?? version?.[2];
  if (name === undefined) return undefined;
  // Up to Java 8 versions were named 1.8.0_392.
  const feature = Number(name.replace(/^1\./, "").split(/[.\-+_]/)[0]);
  return { command, feature, version: name, build };
}

/** Reading a file is a hundred times quicker than starting a JVM. */
function readRelease(command: string): string | undefined {
  try {
    return readFileSync(join(dirname(dirname(realpathSync(command))), "release"), "utf8");
  } catch {
    return undefined; // a launcher that stands apart from its JDK, such as macOS's /usr/bin/java
  }
}

function askJava(command: string): string {
  try {
    // Java prints its version on stderr; `--version` prints the same on stdout since 9.
    return execFileSync(command, ["-XshowSettings:none", "--version"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 10_000,
    }).replace(/^\S+ (\S+)/, 'version "$1"');
  } catch {
    return "";
  }
}
