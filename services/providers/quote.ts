/** What stood in an answer, made fit for a message: short, on one line, without keys. */
const shownCharacters = 160;

/** A value in quotes; text as it is, anything else as JSON. */
export function quote(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value : (JSON.stringify(value) as string | undefined);
  return `"${shorten(withoutKeys(text ?? typeof value))}"`;
}

/** The readable part of a body that is no data: tags and runs of white space are taken out. */
export function excerpt(body: Buffer): string {
  const text = body.subarray(0, 4096).toString("utf8");
  return quote(
    text
      .replace(/<(style|script)\b.*?<\/\1>/gis, " ")
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  );
}

function shorten(text: string): string {
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
}

/** Providers echo requests in their answers. FRED keys and NOAA tokens have 32 characters, EIA keys 40. */
function withoutKeys(text: string): string {
  return text
    .replace(/(api_key["']?\s*[:=]\s*["']?)[^\s"'&,}]+/gi, "$1[key]")
    .replace(/\b(?:[0-9a-zA-Z]{40}|[0-9a-zA-Z]{32})\b/g, "[key]");
}
