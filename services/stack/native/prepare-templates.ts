/** Makes the templates once: starts the parts, stops them, and keeps what that leaves behind. */
import { rmSync } from "node:fs";
import { describeError } from "../../core/errors.ts";
import { claimFile } from "../claim-file.ts";
import { releasePort } from "../ports.ts";
import { copyTree, publish } from "./copy-tree.ts";
import { kafkaDirectory } from "./kafka.ts";
import { type NativeStack, startParts } from "./start-parts.ts";

/** Without templates the stack is slower to start and otherwise the same, so a failure here is only told. */
export async function prepareTemplates(native: NativeStack): Promise<void> {
  const { templates, progress, signal } = native;
  const claim = claimFile(templates.lock);
  if (claim.outcome === "held") return; // another runner makes them now; this one starts without
  const text = "making class-data archives and templates, once for this machine";
  progress({ part: "artifacts", state: "working", text });
  try {
    await startParts(native, "record");
    await stopParts(native);
    publish(templates.kafkaClasses);
    publish(templates.registryClasses);
    await copyTree(native.place.data, templates.postgres);
    progress({ part: "artifacts", state: "ready", text: "made" });
  } catch (error) {
    signal.throwIfAborted();
    await stopParts(native);
    progress({
      part: "artifacts",
      state: "note",
      text: `no templates, starts will be slower: ${describeError(error)}`,
    });
  } finally {
    claim.release();
    wipe(native);
  }
}

/** The registry before its database: while it ends it still writes. */
async function stopParts({ supervisor }: NativeStack): Promise<void> {
  await Promise.all(
    [["registry", "postgres"], ["kafka"], ["redis"]].map(async (names) => {
      for (const name of names) await supervisor.stop(name);
    }),
  );
}

function wipe({ directory, place }: NativeStack): void {
  rmSync(kafkaDirectory(directory.paths), { recursive: true, force: true });
  rmSync(place.data, { recursive: true, force: true });
  const ports = directory.state?.ports ?? {};
  for (const name of ["kafka", "kafka-controller", "postgres", "registry", "redis"] as const) {
    const port = ports[name];
    if (port !== undefined) releasePort(port);
  }
}
