/**
 * How many brokers a Kafka node knows of: its own word for being ready, without a client library.
 * Source: https://kafka.apache.org/protocol, Metadata request and response version 1.
 */
import { exchange } from "./exchange.ts";

const metadataKey = 3;
const metadataVersion = 1;
const correlationId = 1;
const clientId = "sandbox";

/** Rejects when nothing answers. 0 means the node is up but its broker is not registered yet. */
export async function countBrokers(
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<number> {
  const answer = await exchange({
    host,
    port,
    request: metadataRequest(),
    signal,
    isComplete: (received) =>
      received.length >= 4 && received.length >= 4 + received.readInt32BE(0),
  });
  // Behind the size and the correlation id stands the number of brokers.
  return answer.readInt32BE(8);
}

function metadataRequest(): Buffer {
  const client = Buffer.from(clientId);
  const head = Buffer.alloc(10);
  head.writeInt16BE(metadataKey, 0);
  head.writeInt16BE(metadataVersion, 2);
  head.writeInt32BE(correlationId, 4);
  head.writeInt16BE(client.length, 8);
  // An empty list of topics asks for none; null would ask for all.
  const noTopics = Buffer.alloc(4);
  const body = Buffer.concat([head, client, noTopics]);
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length, 0);
  return Buffer.concat([size, body]);
}
