/** Why a request got its answer, in one sentence for the journal. */
import type { DisturbedAnswer } from "./faults/disturb.ts";

const wordsMax = 200;

export function explainAnswer({ answer, delivery, disturbance }: DisturbedAnswer): string {
  const faults = disturbance?.faults ?? [];
  const by = faults.length === 1 ? `fault ${faults.join()}` : `faults ${faults.join(", ")}`;
  if (delivery.drop !== undefined) return `${by} ended the connection without an answer`;
  const plain = explainPlain(answer);
  if (faults.length === 0) return plain;
  return answer.status === 200 ? `${plain}; ${by} touched it` : `${by}: ${plain}`;
}

function explainPlain({ status, served, reason, body }: DisturbedAnswer["answer"]): string {
  if (reason !== undefined) return `${status}: ${reason}`;
  if (status === 429) return `429: throttled, ${wordsOf(body)}`;
  if (status >= 400) return `${status}: refused, ${wordsOf(body)}`;
  if (served === undefined) return `${status}: answered, without observations of the data model`;
  const ids = new Set<string>();
  for (const { seriesId } of served.ranges) ids.add(seriesId);
  for (const { seriesId } of served.rows) ids.add(seriesId);
  const series = ids.size;
  return `${status}: answered with ${served.observations} observations of ${series} series`;
}

/** The provider's own words, short and without tags. */
function wordsOf(body: string | Buffer): string {
  const text = (typeof body === "string" ? body : body.subarray(0, 2_000).toString("utf8"))
    .slice(0, 2_000)
    .replace(/<[^>]*>/g, " ")
    .replace(/[^\x20-\x7e]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return `"${text.length > wordsMax ? `${text.slice(0, wordsMax)}…` : text}"`;
}
