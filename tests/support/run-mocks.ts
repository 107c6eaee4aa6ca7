/** `sandbox-runner mocks` for as long as a test needs it. */
import type { ProviderName } from "../../services/core/observation.ts";
import { type CliOptions, type CliResult, eventually, startCli } from "./run-cli.ts";

export interface RunningMocks {
  /** By provider, e.g. `http://127.0.0.1:18001`. */
  readonly urls: Readonly<Record<ProviderName, string>>;
  /** Everything printed so far. */
  readonly printed: string;
  /** Sends Ctrl-C and waits for the end. */
  stop(): Promise<CliResult>;
}

/** Resolves once it has said that all answer. */
export async function startMocks(
  words: readonly string[] = [],
  options: CliOptions = {},
): Promise<RunningMocks> {
  const cli = startCli(["mocks", ...words], options);
  await eventually("all mocks answer", () => {
    if (cli.child.exitCode !== null) throw new Error(`It ended:\n${cli.printed.stderr}`);
    return cli.printed.stdout.includes("All answer") ? true : undefined;
  });
  const printed = cli.printed.stdout;
  const lines = printed.matchAll(/^(\w+) +(http:\/\/\S+)$/gm);
  return {
    // Proof for the cast: a test that asks for a provider it did not start fails on its first request.
    urls: Object.fromEntries(
      Array.from(lines, ([, name, url]) => [name, url]),
    ) as RunningMocks["urls"],
    printed,
    stop() {
      cli.child.kill("SIGINT");
      return cli.finished;
    },
  };
}
