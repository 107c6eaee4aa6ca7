/** Why a request got its answer, in one sentence for the journal. */
import { withoutSecrets } from "./blot-keys.ts";
import type { DisturbedAnswer } from "./faults/disturb.ts";
import type { Secret } from "./secrets.ts";

const wordsMax = 200;

/** `words` of a refusal, see `refusalWords`. */
export function explainAnswer(
  { answer, delivery, disturbance }: DisturbedAnswer,
  words: string | undefined,
): string {
  const faults = disturbance?.faults ?? [];
  const by = faults.length === 1 ? `fault ${faults.join()}` : `faults ${faults.join(", ")}`;
  if (delivery.drop !== undefined) return `${by} ended the connection without an answer`;
  const plain = explainPlain(answer, words);
  if (faults.length === 0) return plain;
  return answer.status === 200 ? `${plain}; ${by} touched it` : `${by}: ${plain}`;
}

function explainPlain(
  { status, served, reason }: DisturbedAnswer["answer"],
  words: string | undefined,
): string {
  if (reason !== undefined) return `${status}: ${reason}`;
  if (words !== undefined)
    return `${status}: ${status === 429 ? "throttled" : "refused"}, ${words}`;
  if (served === undefined) return `${status}: answered, without observations of the data model`;
  const ids = new Set<string>();
  for (const { seriesId } of served.ranges) ids.add(seriesId);
  for (const { seriesId } of served.rows) ids.add(seriesId);
  const series = ids.size;
  return `${status}: answered with ${served.observations} observations of ${series} series`;
}

/** A secret that the cut parts is still known by what is before it: only whole ones can stand in what is shown. */
const searchedCharacters = 8_000;
const readCharacters = 2_000;

/** The provider's own words, short, without tags and without the keys of the request: refusals may repeat them. */
export function refusalWords(body: string | Buffer, secrets: readonly Secret[]): string {
  const bytes = typeof body === "string" ? Buffer.from(body.slice(0, searchedCharacters)) : body;
  // The search looks at bytes.
  const found = withoutSecrets(bytes.subarray(0, searchedCharacters).toString("latin1"), secrets);
  if (found === undefined) return "in words that are not kept, the request brought too many keys";
  const text = found
    .slice(0, readCharacters)
    .replace(/<[^>]*>/g, " ")
    .replace(/[^\x20-\x7e]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return `"${text.length > wordsMax ? `${text.slice(0, wordsMax)}…` : text}"`;
}
