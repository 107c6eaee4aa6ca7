import { once } from "node:events";
import { type AddressInfo, type Server, createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { SandboxError } from "../../../services/core/errors.ts";
import {
  chooseFreePort,
  choosePort,
  isPortFree,
  releasePort,
} from "../../../services/stack/ports.ts";

const servers: Server[] = [];

/** A listener on a port of its own, and that port. */
async function occupy(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  // Proof for the cast: a server that listens on a host and port has an AddressInfo.
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const port = await chooseFreePort("test");
  releasePort(port);
  return port;
}

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
});

describe("choosePort()", () => {
  it("takes the preferred port when it is free", async () => {
    const port = await freePort();
    expect(await choosePort("kafka", port, "auto")).toBe(port);
    releasePort(port);
  });

  it("takes another, free port when the preferred one is taken", async () => {
    const taken = await occupy();
    const port = await choosePort("kafka", taken, "auto");
    expect(port).not.toBe(taken);
    expect(await isPortFree(port)).toBe(true);
    releasePort(port);
  });

  it("takes one that resembles the preferred one if it can", async () => {
    const preferred = await occupy();
    if (preferred + 10_000 > 32_000) return; // the system hands out ports above the range on most machines
    expect((await choosePort("kafka", preferred, "auto")) % 1_000).toBe(preferred % 1_000);
  });

  it("insists with --ports fixed, and says what wanted the port and who has it", async () => {
    const taken = await occupy();
    const refused = choosePort("kafka", taken, "fixed");
    await expect(refused).rejects.toBeInstanceOf(SandboxError);
    await expect(refused).rejects.toMatchObject({ code: "PORT_TAKEN", details: { port: taken } });
    await expect(refused).rejects.toThrow(
      new RegExp(`Cannot use port ${taken} for kafka: pid ${process.pid} \\(.*node.*\\) holds it`),
    );
  });

  it("never gives the same port twice, even before anybody listens on it", async () => {
    const preferred = await freePort();
    const ports = await Promise.all(
      ["kafka", "registry", "postgres", "redis"].map((name) => choosePort(name, preferred, "auto")),
    );
    expect(new Set(ports).size).toBe(4);
    ports.forEach(releasePort);
  });

  it("gives ports below those the system hands out for outgoing connections", async () => {
    const ports = await Promise.all(Array.from({ length: 20 }, () => chooseFreePort("test")));
    expect(Math.max(...ports)).toBeLessThan(32_768);
    expect(new Set(ports).size).toBe(20);
    ports.forEach(releasePort);
  });
});
