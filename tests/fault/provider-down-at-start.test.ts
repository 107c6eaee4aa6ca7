import { once } from "node:events";
import { type Server, type Socket, createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { holdSandbox } from "../support/fault-at-start.ts";
import { eventually } from "../support/run-cli.ts";

interface Silence {
  /** Connections taken so far at a port. */
  readonly taken: (port: number) => number;
  readonly end: () => Promise<void>;
}

/** Takes connections on the ports and never answers. */
async function startSilence(ports: readonly number[]): Promise<Silence> {
  const sockets: Socket[] = [];
  const servers: Server[] = [];
  for (const port of ports) {
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on("error", () => undefined); // the client gave up, as it should
    });
    servers.push(server);
    await once(server.listen(port, "127.0.0.1"), "listening");
  }
  return {
    taken: (port) => sockets.filter(({ localPort }) => localPort === port).length,
    async end() {
      for (const socket of sockets) socket.destroy();
      for (const server of servers) await once(server.close(), "close");
    },
  };
}

describe("providers that do not answer when ingestion begins", () => {
  it("are asked until they do, and the run ends right", async () => {
    await holdSandbox("provider-down", async ({ sandbox, play }) => {
      const { supervisor, specs, endpoints } = sandbox;
      const ports = Object.values(endpoints.providers).map((url) => Number(new URL(url).port));
      let back = Promise.resolve();
      const verdict = await play(async () => {
        await supervisor.stop("mock-providers");
        const silence = await startSilence(ports);
        back = eventually("ingestion waits for each of them", () =>
          ports.every((port) => silence.taken(port) > 0) ? true : undefined,
        ).then(async () => {
          await silence.end();
          // From here on connections are refused until the mocks listen.
          await supervisor.start(specs["mock-providers"]);
        });
      });
      await back;
      expect(verdict.reasons).toEqual([]);
      for (const counts of Object.values(verdict.providers)) {
        const all = { served: 2000, kafka: 2000, postgres: 2000, iceberg: 2000 };
        expect(counts).toMatchObject({ ...all, unsure: 0, quarantined: 0, failedUnits: 0 });
      }
    });
  });

  it("and never do: the run fails, naming them, and what the others served is right", async () => {
    await holdSandbox("provider-gone", async ({ restart, play }) => {
      const nowhere = "http://127.0.0.1:1";
      const patience = { retryMsMin: 1_000, retryVirtualMsMin: 1 };
      await restart("ingestion", {
        EIA_BASE_URL: nowhere,
        INGESTION_SETTINGS: JSON.stringify(patience),
      });
      const verdict = await play();
      expect(verdict.verdict).toBe("fail");
      expect(verdict.reasons).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^eia: .*ECONNREFUSED|^eia: .*127\.0\.0\.1:1/),
          expect.stringMatching(/^eia: \d+ fetch jobs given up$/),
          "eia: nothing was served, so nothing was proven",
        ]),
      );
      expect(verdict.reasons.filter((reason) => !reason.startsWith("eia: "))).toEqual([]);
      const { caiso, fred } = verdict.providers;
      for (const counts of [caiso, fred]) {
        expect(counts).toMatchObject({ served: 2000, postgres: 2000, iceberg: 2000, lost: 0 });
      }
    });
  });
});
