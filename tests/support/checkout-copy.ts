/** A checkout of its own for tests that change one: the files of git, and the dependencies by a link. */
import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../..", import.meta.url));

export interface CheckoutCopy {
  readonly directory: string;
  /** Runs a command line as a person would in the checkout; never rejects. */
  run(line: string): Promise<{ code: number; stdout: string; stderr: string }>;
  remove(): void;
}

export function copyCheckout(): CheckoutCopy {
  const directory = mkdtempSync(join(tmpdir(), "checkout-"));
  // New files too: what is being written is what shall be tested.
  const words = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  for (const file of execFileSync("git", words, { cwd: project, encoding: "utf8" }).split("\0")) {
    // Git still lists what was deleted.
    if (file !== "" && existsSync(join(project, file)))
      cpSync(join(project, file), join(directory, file), { recursive: true });
  }
  symlinkSync(join(project, "node_modules"), join(directory, "node_modules"));
  const bin = join(directory, "node_modules", ".bin");
  return {
    directory,
    run: (line) =>
      new Promise((resolve) => {
        const env = {
          ...process.env,
          PATH: `${bin}:${process.env["PATH"] ?? ""}`,
          // A test runner inside a test runner is one of its own.
          VITEST: undefined,
          NODE_OPTIONS: undefined,
        };
        execFile(
          "sh",
          ["-c", line],
          { cwd: directory, env, maxBuffer: 1 << 26 },
          (error, stdout, stderr) => {
            const code = typeof error?.code === "number" ? error.code : error === null ? 0 : 1;
            resolve({ code, stdout, stderr });
          },
        );
      }),
    remove: () => {
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
