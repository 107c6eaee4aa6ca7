/**
 * The refusals of Climate Data Online. The gateway's have spaces around the colon, the application's have three
 * keys and none; both as seen by public clients. Wordings marked in docs/mock-api-differences.md are likely ones.
 */
export class CdoRefusal extends Error {
  readonly status: number;
  /** The body, to the byte. */
  readonly body: string;

  constructor(status: number, body: string) {
    super(body);
    this.name = "CdoRefusal";
    this.status = status;
    this.body = body;
  }
}

/** `{"status" : "400", "message" : "…"}` */
function gateway(status: number, message: string): CdoRefusal {
  return new CdoRefusal(
    status,
    `{"status" : ${JSON.stringify(String(status))}, "message" : ${JSON.stringify(message)}}`,
  );
}

export const tokenRequired = (): CdoRefusal => gateway(400, "Token parameter is required.");

export const tokenUnknown = (): CdoRefusal =>
  gateway(400, "The token parameter provided is not a valid token.");

export const tooManyPerSecond = (): CdoRefusal =>
  gateway(429, "This token has reached its temporary request limit of 5 per second.");

export const tooManyPerDay = (): CdoRefusal =>
  gateway(429, "This token has reached its daily request limit of 10,000.");

export function badRequest(developerMessage: string): CdoRefusal {
  return new CdoRefusal(
    400,
    JSON.stringify({
      statusCode: "400",
      userMessage: "There was an error with the request.",
      developerMessage,
    }),
  );
}
