/**
 * Landing as a process of its own that a test can kill at a chosen point. Prints a line per event:
 * `landed` after a commit, `hangs` when it has reached the point and stays there until SIGUSR2.
 */
import type { IcebergTable } from "../../../../services/landing/iceberg/iceberg-table.ts";
import { type RunLandingOptions, runLanding } from "./run-landing.ts";

export type HangingPoint =
  /** Files are written, the transaction is open. */
  | "staged"
  /** The pointer has been moved inside the transaction. */
  | "pointed"
  /** COMMIT was answered, nobody was told. */
  | "committed";

export interface ChildOptions extends RunLandingOptions {
  readonly hangAt?: HangingPoint;
  /** Which time the point is reached, from 1. */
  readonly times?: number;
}

// Proof for the cast: the test writes what it declares.
const options = JSON.parse(process.argv[2] ?? "") as ChildOptions;
let reached = 0;
const released = new Promise<void>((resolve) => {
  process.on("SIGUSR2", () => {
    resolve();
  });
});

async function passOrHang(point: HangingPoint): Promise<void> {
  if (options.hangAt !== point || ++reached < (options.times ?? 1)) return;
  process.stdout.write("hangs\n");
  await released;
}

function wrap(table: IcebergTable): IcebergTable {
  return {
    ...table,
    async stage(columns, select) {
      const staged = await table.stage(columns, select);
      await passOrHang("staged");
      return staged;
    },
    async commit(staged, client, summary) {
      const pointed = await table.commit(staged, client, summary);
      await passOrHang("pointed");
      return pointed;
    },
    async committed(staged) {
      await passOrHang("committed");
      await table.committed(staged);
      process.stdout.write("landed\n");
    },
  };
}

const landing = runLanding({ ...options, wrap });
// A landing that broke must not look like one that was killed.
setInterval(() => {
  if (landing.broken.length > 0) throw landing.broken[0];
}, 50);
