/** Ports on 127.0.0.1: the default where it is free, another where it is not, and never the same for two sandboxes. */
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { SandboxError } from "../core/errors.ts";
import { claimFile } from "./claim-file.ts";
import { describePortHolder } from "./port-holder.ts";
import type { PortMode } from "./stack.ts";

export const loopback = "127.0.0.1";

/**
 * Free ports are taken from below 32768, where Linux begins to hand out ports for outgoing connections:
 * one of those could steal a port in the moment its process is being restarted.
 */
const [lowestFree, highestFree] = [10_240, 32_000];
const attemptsMax = 500;

const claims = new Map<number, () => void>();

/**
 * A port that is free and claimed for this runner until `releasePort`, or until the runner ends.
 * `preferred` is used if it can be; in mode `fixed` nothing else is, and PORT_TAKEN says who has it.
 */
export async function choosePort(name: string, preferred: number, mode: PortMode): Promise<number> {
  if (await claimPort(preferred)) return preferred;
  if (mode === "fixed") {
    throw new SandboxError(
      "PORT_TAKEN",
      `Cannot use port ${preferred} for ${name}: ${describePortHolder(preferred)}; end it, or let the sandbox take a free port with --ports auto`,
      { port: preferred, part: name },
    );
  }
  // A port that resembles the default is easier to recognise: 9092 becomes 19092, then 29092.
  const alike = [preferred + 10_000, preferred + 20_000].filter((port) => port <= highestFree);
  for (const port of alike) if (await claimPort(port)) return port;
  return chooseFreePort(name);
}

/** Any free port, claimed like `choosePort` does. */
export async function chooseFreePort(name: string): Promise<number> {
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const port = lowestFree + Math.floor(Math.random() * (highestFree - lowestFree));
    if (await claimPort(port)) return port;
  }
  throw new SandboxError(
    "ENVIRONMENT_UNFIT",
    `Cannot find a free port for ${name} between ${lowestFree} and ${highestFree} in ${attemptsMax} attempts`,
  );
}

export function releasePort(port: number): void {
  claims.get(port)?.();
  claims.delete(port);
}

/** Whether a listener on 127.0.0.1 would be accepted now. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen({ port, host: loopback, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** Between choosing a port and its process listening on it, a claim file keeps other runners of this user away. */
async function claimPort(port: number): Promise<boolean> {
  const directory = join(tmpdir(), `aurum-sandbox-ports-${userInfo().uid}`);
  const claim = claimFile(join(directory, String(port)));
  if (claim.outcome === "held") return false;
  if (await isPortFree(port)) {
    claims.set(port, () => {
      claim.release();
    });
    return true;
  }
  claim.release();
  return false;
}
