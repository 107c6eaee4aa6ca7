/** `sandbox-runner record`: a proxy in front of one provider that keeps what passes. Needs neither Java nor Maven. */
import { join, relative, resolve } from "node:path";
import {
  type Recorder,
  type RecorderEvent,
  startRecorder,
} from "../../../mock-providers/replay/recorder.ts";
import { SandboxError, describeError } from "../../core/errors.ts";
import type { RecordOptions } from "../cli.ts";
import { interruptedExitCode } from "../interrupt.ts";

/** Longest wait for running answers after Ctrl-C, in milliseconds. */
const drainMs = 3_000;

export async function runRecorder(options: RecordOptions): Promise<number> {
  const from = readAddress(options);
  const directory = resolve(options.out ?? join("recordings", options.provider));
  const recorder = await start(options, from, directory);
  const shown = showDirectory(directory);
  process.stdout.write(
    `${options.provider} ${recorder.url}\n\n` +
      `Passes everything on to ${from.href} and records it in ${shown}, without keys.\n` +
      "Ctrl-C ends it.\n",
  );
  await interrupted();
  await recorder.close(drainMs);
  process.stdout.write(
    `\nStored ${recorder.stored()} exchanges. Serve them with: npx sandbox-runner mocks --providers ${options.provider} --replay ${shown}\n`,
  );
  return interruptedExitCode;
}

function showDirectory(directory: string): string {
  const path = relative(".", directory);
  return path === "" || path.startsWith("..") ? directory : path;
}

/** Throws USAGE_INVALID for an address that cannot be recorded from, or only with --allow-external. */
function readAddress({ from, allowExternal }: RecordOptions): URL {
  const refuse = (text: string, why: string): never => {
    throw new SandboxError("USAGE_INVALID", `Cannot record from "${text}": ${why}`);
  };
  const url = URL.canParse(from) ? new URL(from) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol))
    return refuse(from, "expected an address like http://127.0.0.1:8003");
  if (url.username !== "" || url.password !== "")
    // Never shown again: it may be somebody's real password.
    return refuse(
      url.origin,
      "the address holds credentials, expected it without; clients send them",
    );
  if (url.search !== "" || url.hash !== "")
    return refuse(url.origin + url.pathname, "expected the root of an API, without a query");
  if (!allowExternal && !isLoopback(url.hostname))
    return refuse(
      from,
      `${url.hostname} is not this machine; add --allow-external if the provider shall really be asked, with whatever key the client sends`,
    );
  return url;
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

async function start(options: RecordOptions, from: URL, directory: string): Promise<Recorder> {
  const { provider, host, port = 0 } = options;
  try {
    return await startRecorder({ provider, from, directory, host, port, onEvent: show });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE")
      throw new SandboxError(
        "PORT_TAKEN",
        `Cannot listen on ${host}:${port}: another process holds the port`,
        {},
        error,
      );
    if (error instanceof Error && "syscall" in error && "path" in error)
      throw new SandboxError(
        "USAGE_INVALID",
        `Cannot record in "${directory}": expected a directory that can be written, ${describeError(error)}`,
        {},
        error,
      );
    throw new SandboxError("USAGE_INVALID", `Cannot record: ${describeError(error)}`, {}, error);
  }
}

function show(event: RecorderEvent): void {
  if (event.event === "not-stored") {
    process.stderr.write(`not stored  ${event.request}: ${event.why}\n`);
    return;
  }
  const { status, bytes, ms, request } = event;
  process.stdout.write(
    `${event.event.padEnd(6)}  ${status}  ${String(bytes).padStart(9)} B  ${ms} ms  ${request}\n`,
  );
}

function interrupted(): Promise<void> {
  return new Promise((resolveSignal) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(signal, () => {
        resolveSignal();
      });
    // A terminal that was closed takes no more text; recording must not end over that.
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  });
}
