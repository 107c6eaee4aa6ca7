/** GET over kept-alive connections, with bounds on time and size. Every failure is PROVIDER_UNREACHABLE. */
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { Agent, request as send } from "undici";
import { SandboxError } from "../core/errors.ts";
import type { PageRequest, ProviderResponse } from "../providers/connector.ts";
import { withoutSecrets } from "../telemetry/logger.ts";
import type { IngestionSettings } from "./settings.ts";

export interface HttpAnswer {
  readonly response: ProviderResponse;
  /** Real instant at which the last byte had arrived: latency is counted from here. */
  readonly arrivedAtMs: number;
  /** First byte sent to last byte read. */
  readonly durationMs: number;
  /** Body bytes on the wire. */
  readonly wireBytes: number;
  /** Set when the body could not be decoded as its encoding says: it then stands there as it came. */
  readonly undecodable?: SandboxError;
}

export interface ProviderHttp {
  /** Never retries: the caller owns the patience. Rejects with the signal's reason when aborted. */
  get(request: PageRequest, signal: AbortSignal): Promise<HttpAnswer>;
  /** Ends requests that are still under way. */
  close(): Promise<void>;
}

const decoders: Readonly<
  Record<string, (body: Buffer, options: { maxOutputLength: number }) => Buffer>
> = { gzip: gunzipSync, "x-gzip": gunzipSync, deflate: inflateSync, br: brotliDecompressSync };

export function createProviderHttp(settings: IngestionSettings): ProviderHttp {
  // One pool of connections per origin, so one per provider.
  const agent = new Agent({
    connections: settings.unitsPerProvider,
    connect: { timeout: settings.connectTimeoutMs },
    headersTimeout: settings.headersTimeoutMs,
    bodyTimeout: settings.bodyTimeoutMs,
    maxResponseSize: settings.bodyBytesMax,
    keepAliveTimeout: 10_000,
  });
  return {
    async get(request, signal) {
      const started = performance.now();
      let status: number;
      let headers: Record<string, string | undefined>;
      let wire: Buffer;
      try {
        const answer = await send(request.url, {
          dispatcher: agent,
          headers: request.headers,
          signal,
        });
        wire = Buffer.from(await answer.body.arrayBuffer());
        status = answer.statusCode;
        headers = Object.fromEntries(
          Object.entries(answer.headers).map(([name, value]) => [name, value?.toString()]),
        );
      } catch (error) {
        signal.throwIfAborted();
        throw unreachable(request, error);
      }
      const arrivedAtMs = Date.now();
      const durationMs = performance.now() - started;
      const decoded = decode(request, wire, headers["content-encoding"], settings.bodyBytesMax);
      const about = { arrivedAtMs, durationMs, wireBytes: wire.length };
      if (decoded instanceof SandboxError) {
        return { response: { status, headers, body: wire }, ...about, undecodable: decoded };
      }
      return { response: { status, headers, body: decoded }, ...about };
    },
    close: () => agent.destroy(),
  };
}

function decode(
  request: PageRequest,
  body: Buffer,
  encoding: string | undefined,
  maxOutputLength: number,
): Buffer | SandboxError {
  if (encoding === undefined || encoding === "identity" || body.length === 0) return body;
  const decoder = decoders[encoding.trim().toLowerCase()];
  try {
    if (decoder !== undefined) return decoder(body, { maxOutputLength });
  } catch (error) {
    return undecodable(request, encoding, error);
  }
  return undecodable(request, encoding);
}

function undecodable(request: PageRequest, encoding: string, cause?: unknown): SandboxError {
  return new SandboxError(
    "PROVIDER_PAYLOAD_INVALID",
    `Cannot decode the answer to ${request.description}: expected a body in content encoding "${encoding}"`,
    {},
    cause,
  );
}

function unreachable(request: PageRequest, cause: unknown): SandboxError {
  return new SandboxError(
    "PROVIDER_UNREACHABLE",
    `Cannot read the answer to ${request.description}: ${withoutSecrets(describeFailure(cause))}`,
    {},
    cause,
  );
}

/** Connecting to several addresses at once fails with an error whose message is empty; its code is not. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== "") return error.message;
  return "code" in error ? String(error.code) : error.name;
}
