/** Content encoding gzip for whoever accepts it: level 1, as the sandbox's time is dearer than its wire. */
import { promisify } from "node:util";
import { gzip, gzipSync } from "node:zlib";
import type { MockAnswer, MockRequest } from "./types.ts";

/** Bodies up to this size are compressed at once; longer ones off the event loop. */
const compressAtOnceBytes = 262_144;
const gzipFast = { level: 1 };
const gzipLater = promisify<Buffer, { level: number }, Buffer>(gzip);

/** The answer as it is when the request does not accept gzip. `Vary` is the provider's to set. */
export function gzipAnswer(
  request: MockRequest,
  answer: MockAnswer,
): MockAnswer | Promise<MockAnswer> {
  if (!acceptsGzip(request.headers["accept-encoding"])) return answer;
  const body = Buffer.from(answer.body);
  const headers = { ...answer.headers, "Content-Encoding": "gzip" };
  if (body.length <= compressAtOnceBytes) {
    return { ...answer, headers, body: gzipSync(body, gzipFast) };
  }
  return gzipLater(body, gzipFast).then((packed) => ({ ...answer, headers, body: packed }));
}

function acceptsGzip(header: string | undefined): boolean {
  if (header === undefined) return false;
  return header.split(",").some((part) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(part));
}
