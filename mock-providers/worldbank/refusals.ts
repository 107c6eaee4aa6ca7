/**
 * The API's errors. All of them come with HTTP 200 and one message. Sources: recorded answers (120, 160, 175) and the
 * documented table of error codes; whose words could not be observed is in docs/mock-api-differences.md.
 */
export interface Refusal {
  readonly id: string;
  readonly key: string;
  readonly value: string;
}

export const invalidValue: Refusal = {
  id: "120",
  key: "Invalid value",
  value: "The provided parameter value is not valid",
};

export const archivedIndicator: Refusal = {
  id: "175",
  key: "Invalid format",
  value: "The indicator was not found. It may have been deleted or archived.",
};

/** Of the advanced form, which sends it as XML whatever was asked. */
export const dataNotFound: Refusal = {
  id: "160",
  key: "Data not found.",
  value: "The provided parameter value is not valid or data not found.",
};

export const missingPrefix: Refusal = {
  id: "115",
  key: "Missing required parameter",
  value: "Parameters which are required have not been sent.",
};

export function unknownFormat(format: string): Refusal {
  return {
    id: "111",
    key: `Format "${format}" not found`,
    value: "The requested response format was not found.",
  };
}

export function unknownEndpoint(name: string): Refusal {
  return {
    id: "140",
    key: `Endpoint "${name}" not found`,
    value: "The requested endpoint was not found",
  };
}

export function unknownLanguage(code: string): Refusal {
  return {
    id: "150",
    key: `Language with ISO2 code: "${code.toUpperCase()}" is not yet supported in the API`,
    value: "Response requested in an unsupported language.",
  };
}
