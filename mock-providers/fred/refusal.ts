/**
 * FRED's errors. The wording is that of recorded answers where one is known:
 * https://fred.stlouisfed.org/docs/api/fred/errors.html and issue threads of public clients.
 */
export class FredRefusal extends Error {
  readonly status: number;

  /** `message` is the whole text, with the two spaces FRED puts after its first sentence. */
  constructor(status: number, message: string) {
    super(message);
    this.name = "FredRefusal";
    this.status = status;
  }
}

export function badRequest(sentence: string): FredRefusal {
  return new FredRefusal(400, `Bad Request.  ${sentence}`);
}

export const notFound = (): FredRefusal => new FredRefusal(404, "Not Found");

export const tooManyRequests = (): FredRefusal =>
  new FredRefusal(429, "Too Many Requests.  Exceeded Rate Limit");

const readMore = "Read https://fred.stlouisfed.org/docs/api/api_key.html for more information.";

/** Throws unless the key is set, well formed and registered (`docs/mock-api-differences.md`). */
export function assertKey(key: string | null): asserts key is string {
  if (key === null || key === "") throw badRequest(`Variable api_key is not set.  ${readMore}`);
  if (key === sandboxKey) return;
  if (!/^[0-9a-z]{32}$/.test(key)) {
    throw badRequest(
      `The value for variable api_key is not a 32 character alpha-numeric lower-case string.  ${readMore}`,
    );
  }
  if (key.startsWith("0000")) {
    throw badRequest(`The value for variable api_key is not registered.  ${readMore}`);
  }
}

/** The sandbox's own key is shorter than any real one, so it can never be a real one by mistake. */
const sandboxKey = "sandbox_key";
