/** kafkajs's log lines as events of ours, at the level they deserve. */
import { type LogEntry, logLevel } from "kafkajs";
import type { Logger } from "./logger.ts";

/**
 * Lines kafkajs writes as errors although it goes on by itself: connections that it makes anew, a fresh broker
 * that still loads its coordinators, topics that exist already, and retries with a limit (after which a
 * producer is replaced, so nothing is invalidated). What it gives up on reaches its caller as an error.
 */
const selfHealing = [
  /coordinator is (loading|not available)/i,
  /Topic creation errors/,
  /Limiting retries for the idempotent producer/,
  /^\[Connection\]/,
  /^\[BrokerPool\]/,
  /Failed to (connect|send messages|execute)/,
  /Connection (error|closed|timeout)|Closed connection|ECONNREFUSED|ECONNRESET/,
];

/** A `logCreator` for kafkajs. */
export function createKafkaLogCreator(log: Logger): () => (entry: LogEntry) => void {
  return () => (entry) => {
    const { message, error, timestamp: _timestamp, logger: _logger, ...fields } = entry.log;
    // Proof for the cast: kafkajs puts the text of what went wrong into this field.
    const detail = error as string | undefined;
    const line = { event: "kafka_client", part: entry.namespace, message, detail, ...fields };
    log[levelOf(entry.level, `${message} ${detail ?? ""}`)](line);
  };
}

function levelOf(level: logLevel, text: string): "warn" | "debug" | "trace" {
  if (level === logLevel.DEBUG) return "trace";
  if (level === logLevel.INFO || selfHealing.some((pattern) => pattern.test(text))) return "debug";
  return "warn";
}
