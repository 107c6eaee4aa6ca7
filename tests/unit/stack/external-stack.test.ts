import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { startExternalStack } from "../../../services/stack/external-stack.ts";
import { chooseFreePort, releasePort } from "../../../services/stack/ports.ts";
import {
  type SandboxDirectory,
  openSandboxDirectory,
} from "../../../services/stack/sandbox-directory.ts";
import { createSupervisor } from "../../../services/stack/supervisor.ts";
import { temporaryDirectory } from "./support/temporary-directory.ts";

let directory: SandboxDirectory | undefined;
let registry: Server | undefined;

function start(env: NodeJS.ProcessEnv) {
  directory = openSandboxDirectory(temporaryDirectory());
  return startExternalStack({
    directory,
    supervisor: createSupervisor(directory),
    ports: "auto",
    progress: () => undefined,
    signal: new AbortController().signal,
    env,
  });
}

/** A registry that answers `body` to everything. */
async function serve(status: number, body: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  registry = server;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Proof for the cast: a server that listens on a host and port has an AddressInfo.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closedPort(): Promise<number> {
  const port = await chooseFreePort("test");
  releasePort(port);
  return port;
}

afterEach(() => {
  directory?.close();
  registry?.close();
});

describe("startExternalStack()", () => {
  it("names the variables that are missing", async () => {
    const refused = start({ KAFKA_BOOTSTRAP_SERVERS: "localhost:9092" });
    await expect(refused).rejects.toMatchObject({ code: "ENVIRONMENT_UNFIT" });
    await expect(refused).rejects.toThrow(
      /SCHEMA_REGISTRY_URL, AURUM_APP_DB_DSN are not set; it needs KAFKA_BOOTSTRAP_SERVERS, /,
    );
  });

  it("names the part that does not answer", async () => {
    const port = await closedPort();
    const refused = start({
      KAFKA_BOOTSTRAP_SERVERS: `127.0.0.1:${port}`,
      SCHEMA_REGISTRY_URL: await serve(200, "[]"),
      AURUM_APP_DB_DSN: `postgresql://user:secret@127.0.0.1:${port}/aurum`,
    });
    await expect(refused).rejects.toThrow(
      new RegExp(`KAFKA_BOOTSTRAP_SERVERS "127.0.0.1:${port}" cannot be used: .*ECONNREFUSED`),
    );
  });

  it.each([
    ["an address without a port", "kafka", /expected host:port\[,host:port…\], read "kafka"/],
    ["an empty first server", ",localhost:9092", /expected host:port/],
  ])("refuses %s for Kafka", async (_what, servers, expected) => {
    const port = await closedPort();
    const refused = start({
      KAFKA_BOOTSTRAP_SERVERS: servers,
      SCHEMA_REGISTRY_URL: await serve(200, "[]"),
      AURUM_APP_DB_DSN: `postgresql://user:secret@127.0.0.1:${port}/aurum`,
    });
    await expect(refused).rejects.toThrow(expected);
  });
});
