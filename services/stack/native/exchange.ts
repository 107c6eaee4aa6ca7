import { connect } from "node:net";

/** Sends one request over TCP and resolves with the answer, once `isComplete` says it is whole. */
export function exchange(options: {
  readonly host?: string;
  readonly port: number;
  readonly request: Buffer;
  readonly signal: AbortSignal;
  readonly isComplete: (received: Buffer) => boolean;
}): Promise<Buffer> {
  const { host = "127.0.0.1", port, request, signal, isComplete } = options;
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal });
    let received = Buffer.alloc(0);
    socket.once("connect", () => socket.write(request));
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (!isComplete(received)) return;
      socket.destroy();
      resolve(received);
    });
    socket.once("error", reject);
    socket.once("close", () => {
      reject(new Error(`${host}:${port} closed the connection before it answered`));
    });
  });
}
