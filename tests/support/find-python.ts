/** The Python a test's tools are installed in: `.venv` as CI makes it, or the one SANDBOX_PYTHON names. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const candidates = [
  process.env["SANDBOX_PYTHON"],
  fileURLToPath(new URL("../../.venv/bin/python", import.meta.url)),
  "python3",
];

/** The first Python that can import the modules (a comma list), or undefined. */
export function findPython(modules: string): string | undefined {
  return candidates.find((candidate) => {
    if (candidate === undefined) return false;
    try {
      execFileSync(candidate, ["-c", `import ${modules}`], { stdio: "ignore" });
      return true;
    } catch {
      // Not this one.
      return false;
    }
  });
}
