/** PyIceberg as an independent reader and writer, when a Python that has it is there. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { icebergNamespace, icebergTableName } from "../../services/core/names.ts";
import type { ProviderName } from "../../services/core/observation.ts";
import { findPython } from "./find-python.ts";

const script = fileURLToPath(new URL("iceberg_python.py", import.meta.url));
/** The first Python that can import PyIceberg, or undefined. */
export const icebergPython = findPython("pyiceberg, pyarrow, psycopg2");

export const noPythonReason =
  "no Python with PyIceberg: run pip install -r tests/requirements.txt, or name one in SANDBOX_PYTHON";

export type PyIcebergCommand = "rows" | "files" | "snapshots" | "append" | "set-properties";

export interface PyIceberg {
  /** Runs a command of `iceberg_python.py` on the provider's table and answers its JSON. */
  call(provider: ProviderName, command: PyIcebergCommand, options?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** One Python for many calls: importing PyIceberg takes seconds. `warehousePath`: directory of the warehouse. */
export function startPyIceberg(databaseUrl: string, warehousePath: string): PyIceberg {
  const python = spawn(
    icebergPython ?? "python3",
    [script, databaseUrl, `file://${warehousePath}`],
    { stdio: ["pipe", "pipe", "pipe"] },
  );
  let errors = "";
  python.stderr.on("data", (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-8_000)));
  const exited = once(python, "exit");
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  return {
    async call(provider, command, options = {}) {
      const table = `${icebergNamespace}.${icebergTableName(provider)}`;
      python.stdin.write(`${JSON.stringify({ table, command, options })}\n`);
      const { done, value } = await answers.next();
      if (done === true) throw new Error(`PyIceberg failed on "${command}":\n${errors}`);
      return JSON.parse(value) as unknown;
    },
    async stop() {
      python.stdin.end();
      await exited;
    },
  };
}
