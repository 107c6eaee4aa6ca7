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
  "headers.authorization",
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
const keyParameter = /([?&](?:api_key|token|key)=)[^&\s"]+/gi;

/** Takes keys and passwords out of a text that may hold an address. */
export function withoutSecrets(text: string): string {
  return text.replace(urlPassword, "$1:[removed]@").replace(keyParameter, "$1[removed]");
}
