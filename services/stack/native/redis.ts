/** Redis: quotas and counters that may be lost, so it writes nothing to disk. Source: https://redis.io/docs/latest/operate/oss_and_stack/management/config */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { loopback } from "../ports.ts";
import type { SandboxPaths } from "../sandbox-directory.ts";
import type { ProcessSpec } from "../stack.ts";
import { exchange } from "./exchange.ts";
import { partEnvironment } from "./part.ts";

export function redisSpec(options: {
  readonly paths: SandboxPaths;
  readonly env: NodeJS.ProcessEnv;
  readonly command: string;
  readonly port: number;
}): ProcessSpec {
  const { paths, port } = options;
  const directory = join(paths.data, "redis");
  mkdirSync(directory, { recursive: true });
  const settings = { bind: loopback, port: String(port), save: "", appendonly: "no", dir: "." };
  return {
    name: "redis",
    command: options.command,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    env: partEnvironment(options.env),
    cwd: directory,
    log: join(paths.logs, "redis.log"),
    readyLimitMs: 15_000,
    ready: (signal) => pingRedis(port, signal),
  };
}

export async function pingRedis(port: number, signal: AbortSignal): Promise<void> {
  const answer = await exchange({
    port,
    request: Buffer.from("PING\r\n"),
    signal,
    isComplete: (received) => received.includes("\r\n"),
  });
  if (!answer.toString().startsWith("+PONG")) {
    throw new Error(`Redis answered "${answer.toString().trim()}" to PING, expected "+PONG"`);
  }
}
