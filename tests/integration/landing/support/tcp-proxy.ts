/** A TCP proxy that can refuse, cut, and watch what clients say. */
import { once } from "node:events";
import { type Socket, connect, createServer } from "node:net";

export interface TcpProxy {
  /** `127.0.0.1:port`. */
  readonly address: string;
  /** Whether new connections are let through; those that are not are closed at once. */
  setOpen(open: boolean): void;
  /** Called with each piece a client sends; "pass" lets it through. */
  watch(decide: ((piece: Buffer) => ProxyDecision) | undefined): void;
  close(): Promise<void>;
}

export type ProxyDecision =
  | "pass"
  /** The server gets it, and its answer is lost with the connection. */
  | "lose-answer"
  /** The server does not get it; the connection is lost. */
  | "lose-request";

export async function startProxy(target: string, open = true): Promise<TcpProxy> {
  const [host = "", port = ""] = target.split(":");
  const sockets = new Set<Socket>();
  let isOpen = open;
  let decide: ((piece: Buffer) => ProxyDecision) | undefined;

  const server = createServer((client) => {
    if (!isOpen) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(port), host);
    let losesAnswer = false;
    const end = (): void => {
      client.destroy();
      upstream.destroy();
      sockets.delete(client);
    };
    sockets.add(client);
    client.on("data", (piece: Buffer) => {
      const decision = decide?.(piece) ?? "pass";
      if (decision === "lose-request") {
        end();
        return;
      }
      losesAnswer ||= decision === "lose-answer";
      upstream.write(piece);
    });
    upstream.on("data", (piece: Buffer) => {
      if (losesAnswer) end();
      else client.write(piece);
    });
    for (const socket of [client, upstream]) {
      socket.on("close", end);
      socket.on("error", end);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("expected a TCP port");
  return {
    address: `127.0.0.1:${bound.port}`,
    setOpen(now) {
      isOpen = now;
      if (!now) for (const socket of sockets) socket.destroy();
    },
    watch(now) {
      decide = now;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
