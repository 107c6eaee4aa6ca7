/** Structured logs: an event name plus fields, one JSON object per line on stdout. */
import { pino, type Logger as PinoLogger } from "pino";

export type Logger = PinoLogger;

/** Fields that must never reach a log, whatever object they arrive in. */
const secretPaths = [
  "apiKey",
  "api_key",
  "password",
  "*.apiKey",
  "*.api_key",
  "*.password",
  "token",
  "*.token",
  "authorization",
  "*.authorization",
  "headers.token",
  'headers["x-api-key"]',
];

export function createLogger(
  process: string,
  level: string,
  fields: Record<string, unknown> = {},
): Logger {
  return pino({
    level,
    messageKey: "event",
    timestamp: pino.stdTimeFunctions.isoTime,
    base: { process, ...fields },
    redact: { paths: secretPaths, censor: "[removed]" },
    serializers: { error: pino.stdSerializers.errWithCause },
  });
}

const urlPassword = /(\w+:\/\/[^:/@\s]+):[^@/\s]+@/g;
/** Names of parameters and headers whose value nobody else may read, as providers and their clients spell them. */
const secretName =
  "(?:x[-_])?(?:api|app|access|auth|refresh|registration|subscription|user|client)?(?:[-_]|%5f|%2d)?(?:key|token|secret)|password|(?:proxy-)?authorization|signature";
const keyParameter = new RegExp(`([?&](?:${secretName})=)[^&\\s"']+`, "gi");
/** In a header or an object that was printed: the value goes as far as its quote, or its word where it has none. */
const keyField = new RegExp(
  `((?<![\\w-])(?:${secretName})["']?\\s*:\\s*)("[^"]*"|'[^']*'|(?:(?:basic|bearer|token)\\s+)?[^\\s"',;}]+)`,
  "gi",
);

/** Takes keys and passwords out of a text that may hold an address. */
export function withoutSecrets(text: string): string {
  return text
    .replace(urlPassword, "$1:[removed]@")
    .replace(keyParameter, "$1[removed]")
    .replace(keyField, "$1[removed]");
}
