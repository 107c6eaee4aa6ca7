/** Real Python clients of the providers, run by the scripts in `tests/clients`. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findPython } from "./find-python.ts";

/** The first Python that can import the clients, or undefined. */
export const clientPython = findPython("gridstatus, fredapi, wbgapi");

export const noClientsReason =
  "no Python with gridstatus, fredapi and wbgapi: run pip install -r tests/requirements.txt, or name one in SANDBOX_PYTHON";

export interface CallOutcome {
  readonly call: string;
  /** What the client returned, as `client_calls.py` writes it. */
  readonly result?: unknown;
  /** Name of the exception, when it raised one. */
  readonly error?: string;
  readonly message?: string;
}

/** Runs a script of `tests/clients` to its end and answers what each of its calls came to. */
export function runPythonClient(
  script: string,
  addresses: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): ReadonlyMap<string, CallOutcome> {
  const file = fileURLToPath(new URL(`../clients/${script}`, import.meta.url));
  const ended = spawnSync(clientPython ?? "python3", [file, JSON.stringify(addresses), ...words], {
    encoding: "utf8",
    // The clients' own logging would otherwise fill the pipe.
    env: { ...process.env, PYTHONWARNINGS: "ignore", GRIDSTATUS_LOG_LEVEL: "ERROR" },
    maxBuffer: 1 << 26,
  });
  if (ended.status !== 0) {
    throw new Error(
      `${script} ended with ${ended.status ?? "a signal"}:\n${ended.stderr.slice(-4_000)}`,
    );
  }
  const outcomes = ended.stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as CallOutcome);
  return new Map(outcomes.map((outcome) => [outcome.call, outcome]));
}
