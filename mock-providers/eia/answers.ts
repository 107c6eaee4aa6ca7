/**
 * The envelope every answer comes in, its headers, and the two shapes of errors: the gateway nests an object
 * under `error`, the API itself puts text there and a numeric `code` beside it (domain sheet section 4).
 */
import type { MockAnswer, MockRequest, Served } from "../kit/types.ts";
import { hash32, seedOf } from "../kit/random.ts";
import { encodeParameters, type Parameters } from "./parameters.ts";
import { encodeText } from "./php-json.ts";

export const apiVersion = "2.1.13";
export const excelAddInVersion = "2.1.0";

/** What the answer says about the request. */
export interface Echo {
  /** Path with one slash between parts and one at the end. */
  readonly command: string;
  readonly parameters: Parameters;
}

/** `response` is the encoded member of that name. */
export function jsonEnvelope(response: string, echo: Echo): string {
  const command = encodeText(echo.command);
  return `{"response":${response},"request":{"command":${command},"params":${encodeParameters(echo.parameters)}},"apiVersion":"${apiVersion}","ExcelAddInVersion":"${excelAddInVersion}"}`;
}

export interface AnswerParts {
  readonly status?: number;
  readonly body: string | Buffer;
  readonly contentType?: string;
  readonly served?: Served | undefined;
  readonly extraHeaders?: Readonly<Record<string, string>>;
}

export function answer(request: MockRequest, parts: AnswerParts): MockAnswer {
  const { status = 200, body, contentType = "application/json", served, extraHeaders } = parts;
  return {
    status,
    headers: {
      "Content-Type": contentType,
      "Cache-Control": "max-age=0, no-cache, no-store",
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Headers":
        "Origin, X-Requested-With, Content-Type, Accept, Authorization, X-Params",
      "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
      "X-Api-Umbrella-Request-Id": requestId(request),
      ...extraHeaders,
    },
    body,
    ...(served === undefined ? {} : { served }),
  };
}

const register = "https://www.eia.gov/opendata/register.php";

const gateErrors = {
  // The two spaces are the provider's own.
  API_KEY_MISSING: [403, `No api_key was supplied.  Please register for one at ${register}`],
  API_KEY_INVALID: [
    403,
    `An invalid api_key was supplied.  Please register for one at ${register}`,
  ],
  // A code of API Umbrella; the words are unverified.
  API_KEY_DISABLED: [
    403,
    "The api_key supplied has been temporarily suspended for over-use.  Please try again later.",
  ],
  OVER_RATE_LIMIT: [
    429,
    "You have exceeded your rate limit. Try again later or contact us at https://www.eia.gov/opendata/ for assistance",
  ],
} as const;

/** Unlike the API behind it the gateway does not escape slashes. */
export function gateError(request: MockRequest, code: keyof typeof gateErrors): MockAnswer {
  const [status, message] = gateErrors[code];
  return answer(request, { status, body: JSON.stringify({ error: { code, message } }) });
}

export function apiError(
  request: MockRequest,
  code: 400 | 404 | 405,
  message: string,
  extraHeaders: Readonly<Record<string, string>> = {},
): MockAnswer {
  const body = `{"error":${encodeText(message)},"code":${String(code)}}`;
  return answer(request, { status: code, body, extraHeaders });
}

/** Twenty letters and digits that differ between requests and are the same when one is repeated. */
function requestId(request: MockRequest): string {
  let hash = seedOf(Math.floor(request.nowMs / 0x1_0000_0000), request.path + request.query);
  let id = "";
  while (id.length < 20) {
    hash = hash32(hash, request.nowMs, id.length);
    id += hash.toString(32).padStart(7, "0").slice(-5);
  }
  return id;
}
