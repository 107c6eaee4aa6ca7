/**
 * The closed table of everything that can go wrong, and whether trying again helps.
 * Foreign errors are mapped to a code where they enter, keeping `cause`.
 */
export const errorTable = {
  USAGE_INVALID: {
    retry: "never",
    exitCode: 2,
    meaning: "A command, option or argument cannot be used as given.",
  },
  CONFIG_INVALID: {
    retry: "never",
    exitCode: 2,
    meaning: "A configuration file is missing or does not match its schema.",
  },
  PORT_TAKEN: {
    retry: "never",
    exitCode: 3,
    meaning: "A port that was insisted on is held by another process.",
  },
  ENVIRONMENT_UNFIT: {
    retry: "never",
    exitCode: 3,
    meaning: "The machine lacks something the chosen stack needs.",
  },
  STACK_FAILED: {
    retry: "never",
    exitCode: 3,
    meaning: "A part of the stack did not start or did not stay up.",
  },
  PROVIDER_UNREACHABLE: {
    retry: "after-delay",
    exitCode: 1,
    meaning: "No answer came from the provider, or it broke off.",
  },
  PROVIDER_RATE_LIMITED: {
    retry: "after-delay",
    exitCode: 1,
    meaning: "The provider refused the request for now.",
  },
  PROVIDER_UNAVAILABLE: {
    retry: "after-delay",
    exitCode: 1,
    meaning: "The provider answered with a server error or a maintenance page.",
  },
  PROVIDER_REFUSED: {
    retry: "never",
    exitCode: 1,
    meaning: "The provider says the request itself is wrong.",
  },
  PROVIDER_UNAUTHORIZED: {
    retry: "after-delay",
    exitCode: 1,
    meaning: "The provider did not accept the key.",
  },
  PROVIDER_PAYLOAD_INVALID: {
    retry: "after-delay",
    exitCode: 1,
    meaning: "A complete answer does not match the provider's format.",
  },
  KAFKA_UNAVAILABLE: {
    retry: "after-delay",
    exitCode: 1,
    meaning: "Kafka did not acknowledge or did not answer.",
  },
  REGISTRY_UNAVAILABLE: {
    retry: "after-delay",
    exitCode: 1,
    meaning: "The schema registry did not answer.",
  },
  SCHEMA_INCOMPATIBLE: {
    retry: "never",
    exitCode: 1,
    meaning: "The registry refused a schema as incompatible with the one it holds.",
  },
  MESSAGE_UNREADABLE: {
    retry: "never",
    exitCode: 1,
    meaning: "A Kafka message could not be decoded with its schema.",
  },
  DATABASE_UNAVAILABLE: {
    retry: "after-delay",
    exitCode: 1,
    meaning: "PostgreSQL did not answer or ended the connection.",
  },
  WAREHOUSE_FULL: {
    retry: "after-delay",
    exitCode: 1,
    meaning: "The warehouse has no room for another file.",
  },
  WAREHOUSE_UNAVAILABLE: {
    retry: "after-delay",
    exitCode: 1,
    meaning: "The warehouse cannot be written or read.",
  },
  ICEBERG_COMMIT_CONFLICT: {
    retry: "at-once",
    exitCode: 1,
    meaning: "Another writer committed to the table first.",
  },
  ICEBERG_TABLE_UNSUPPORTED: {
    retry: "never",
    exitCode: 1,
    meaning: "The table uses a feature this writer must not touch.",
  },
  OFFSETS_FENCED: {
    retry: "at-once",
    exitCode: 1,
    meaning: "Another landing process owns the partition or moved its offsets.",
  },
  OFFSETS_LOST: {
    retry: "never",
    exitCode: 1,
    meaning: "The topic no longer holds the next offset to land, or was made anew.",
  },
  LEDGER_UNREADABLE: {
    retry: "never",
    exitCode: 1,
    meaning: "The truth ledger is missing, or does not match what its seed produces.",
  },
  RUN_TIMED_OUT: { retry: "never", exitCode: 1, meaning: "The run did not finish in its time." },
} as const satisfies Record<
  string,
  { retry: "never" | "at-once" | "after-delay"; exitCode: 1 | 2 | 3; meaning: string }
>;

export type ErrorCode = keyof typeof errorTable;

export interface SandboxErrorDetails {
  /** How long the other side asked us to wait, in milliseconds of its own clock. */
  readonly retryAfterMs?: number;
  readonly [name: string]: string | number | boolean | null | undefined;
}

/** The only error class. The message says what was tried, the value in quotes, and what was expected. */
export class SandboxError extends Error {
  readonly code: ErrorCode;
  readonly details: SandboxErrorDetails;

  constructor(
    code: ErrorCode,
    message: string,
    details: SandboxErrorDetails = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "SandboxError";
    this.code = code;
    this.details = details;
  }

  get retry(): (typeof errorTable)[ErrorCode]["retry"] {
    return errorTable[this.code].retry;
  }
}

/** The sentence to show for anything that was thrown. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
