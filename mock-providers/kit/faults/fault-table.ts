/**
 * The closed table of faults. Everything else about them is made from it: `docs/faults.md`, the OpenAPI
 * description, the JSON Schema of scenario files, and what a refused fault is told.
 */
import { z } from "zod";
import type { FaultKindText } from "./fault-kind.ts";

const share = z
  .number()
  .gt(0)
  .max(1)
  .describe("Share of the rows that are touched; which, the seed and the row decide.");
const field = z
  .enum(["value", "time", "series", "unit"])
  .default("value")
  .describe("Which cell of the row, by its meaning; the provider's own name for it is used.");
const zone = z
  .enum(["pacific", "central", "eastern"])
  .default("pacific")
  .describe("Whose clock changes.");
const gatewayStatus = z
  .literal([500, 502, 503, 504])
  .default(503)
  .describe("HTTP status of the answer.");
const none = z.strictObject({});

const askAgain = "Asks again, with growing pauses and a bound.";
const notThisAnswer =
  "Nothing of this answer has to land. What a later answer brings in full must land.";
const neverReadable = `${notThisAnswer} A job that is given up is excused only if the fault never ends.`;
const mustQuarantine =
  "The touched rows must not land as they are: each stands in quarantine, or the page is asked for again and the true value lands.";
const eitherWay = "Nobody can know: the touched rows may land as sent, or stand in quarantine.";

export const faultTable = {
  "rate-limited": {
    level: "transport",
    does: "Refuses the request as the provider's throttle does (429), with or without Retry-After.",
    goodPipeline: "Waits as long as Retry-After says, or longer each time, and asks again.",
    judged: notThisAnswer,
    parameters: z.strictObject({
      retryAfterSeconds: z
        .int()
        .min(0)
        .max(86_400)
        .optional()
        .describe(
          "Retry-After in seconds of the sandbox's clock. Without it the header is absent.",
        ),
    }),
  },
  "shared-quota": {
    level: "transport",
    does: "Lets a key have so many requests in a window, whoever sends them and to whichever matching provider; refuses the rest as the throttle does.",
    goodPipeline: "Shares one budget between its workers, slows down when it is refused.",
    judged: notThisAnswer,
    parameters: z.strictObject({
      requestsMax: z
        .int()
        .min(1)
        .max(10_000)
        .default(10)
        .describe("Requests of a key in a window."),
      windowSeconds: z
        .number()
        .gt(0)
        .max(86_400)
        .default(60)
        .describe("Length of the sliding window on the sandbox's clock."),
      sendRetryAfter: z
        .boolean()
        .default(false)
        .describe("Whether refusals say in Retry-After when the window has room again."),
    }),
  },
  "server-error": {
    level: "transport",
    does: "Answers 500, 502, 503 or 504 with a gateway's page.",
    goodPipeline: askAgain,
    judged: notThisAnswer,
    parameters: z.strictObject({ status: gatewayStatus }),
  },
  "maintenance-page": {
    level: "transport",
    does: "Answers 200 with a web page that announces maintenance, in place of data.",
    goodPipeline: "Sees that a page is no data, whatever the status says, and asks again later.",
    judged: notThisAnswer,
    parameters: none,
  },
  outage: {
    level: "transport",
    does: "Is not there: closes every connection without a byte of an answer.",
    goodPipeline:
      "Keeps trying, ever more slowly, and goes on where it was when the provider is back.",
    judged: neverReadable,
    parameters: none,
  },
  latency: {
    level: "transport",
    does: "Holds each answer back, refusals too, for a fixed time before its first byte, then sends it at once. Several delays on one answer add up.",
    goodPipeline: "Waits within its time limit, and works on other requests meanwhile.",
    judged: "As without the fault. An answer the client no longer waited for may land or not.",
    parameters: z.strictObject({
      delayMs: z
        .int()
        .min(1)
        .max(600_000)
        .default(500)
        .describe("Delay before the first byte, real milliseconds."),
    }),
  },
  "latency-spread": {
    level: "transport",
    does: "Holds each answer back, refusals too, for a time of its own that varies as it does in life: mostly short, sometimes very long (log-normal), never above 600,000 ms. The seed and the number of the touched request decide.",
    goodPipeline: "Has a time limit above the usual and asks again beyond it.",
    judged: "As without the fault. An answer the client no longer waited for may land or not.",
    parameters: z.strictObject({
      medianMs: z
        .number()
        .gt(0)
        .max(60_000)
        .default(100)
        .describe("Median of the delays before the first byte, real milliseconds."),
      sigma: z
        .number()
        .gt(0)
        .max(3)
        .default(0.8)
        .describe(
          "Standard deviation of the delay's natural logarithm: two in three delays lie between the median divided by and times e to this power.",
        ),
    }),
  },
  "latency-ramp": {
    level: "transport",
    does: "Holds answers back, refusals too, longer and longer (or less and less): the delay before the first byte moves in equal steps from one value to another over a number of touched requests, and then stays.",
    goodPipeline: "Bears it, and shows it in its metrics before it becomes an outage.",
    judged: "As without the fault. An answer the client no longer waited for may land or not.",
    parameters: z.strictObject({
      firstMs: z
        .int()
        .min(0)
        .max(600_000)
        .default(0)
        .describe("Delay of the first touched request, real milliseconds."),
      lastMs: z
        .int()
        .min(0)
        .max(600_000)
        .default(1_000)
        .describe("Delay at the end of the ramp, real milliseconds; may be the shorter one."),
      rampRequests: z
        .int()
        .min(1)
        .max(1_000_000)
        .default(20)
        .describe(
          "Touched requests of the ramp: the one of this number is the first that waits `lastMs`.",
        ),
    }),
  },
  "slow-drip": {
    level: "transport",
    does: "Sends the headers at once and the body in pieces with a pause after each but the last: a body of n pieces takes n − 1 pauses longer. Bodies of one piece are left alone; before a `hang-up` the bytes come at once.",
    goodPipeline: "Limits the time between pieces rather than the whole, and takes the answer.",
    judged: "As without the fault. An answer the client no longer waited for may land or not.",
    parameters: z.strictObject({
      pieceBytes: z
        .int()
        .min(1)
        .max(1_048_576)
        .default(1_024)
        .describe("Bytes of a piece; the last may be shorter."),
      pauseMs: z
        .int()
        .min(1)
        .max(60_000)
        .default(10)
        .describe("Pause between two pieces, real milliseconds."),
    }),
  },
  "connection-reset": {
    level: "transport",
    does: "Resets the connection (TCP RST) in place of an answer.",
    goodPipeline: askAgain,
    judged: notThisAnswer,
    parameters: none,
  },
  "hang-up": {
    level: "transport",
    does: "Sends the headers and the first bytes of the body, then closes the connection.",
    goodPipeline:
      "Compares what came with Content-Length, throws half an answer away and asks again.",
    judged: notThisAnswer,
    parameters: z.strictObject({
      afterBytes: z
        .int()
        .min(0)
        .max(1_073_741_824)
        .default(100)
        .describe("Bytes of the body that are sent; never all of them."),
    }),
  },
  "auth-failure": {
    level: "transport",
    does: "Refuses the key in the provider's own words, though it is right; 401 where the provider has no keys.",
    goodPipeline:
      "Asks again a few times, because gateways lose keys for moments; then gives up and says so.",
    judged: neverReadable,
    parameters: none,
  },
  "expired-key": {
    level: "transport",
    does: "Refuses one key, or every key, as expired (403).",
    goodPipeline:
      "Asks again a few times, then gives up and names the key's variable, not the key.",
    judged: neverReadable,
    needs: "key",
    parameters: z.strictObject({
      key: z
        .string()
        .min(1)
        .max(200)
        .optional()
        .describe("The key that has expired. Without it: every key."),
    }),
  },
  "fail-then-recover": {
    level: "transport",
    does: "Fails the first requests for each address (path and query), then answers it for good.",
    goodPipeline: askAgain,
    judged: notThisAnswer,
    parameters: z.strictObject({
      failures: z.int().min(1).max(1_000).default(2).describe("Failures of each address."),
      status: gatewayStatus,
    }),
  },
  "truncated-body": {
    level: "answer",
    does: "Ends the body early, with a Content-Length that fits, so HTTP calls it complete.",
    goodPipeline: "Sees that the document breaks off, takes nothing of it and asks again.",
    judged: neverReadable,
    parameters: z.strictObject({
      keptShare: z.number().min(0).lt(1).default(0.6).describe("Share of the body that is sent."),
    }),
  },
  "truncated-zip": {
    level: "answer",
    does: "Ends a zip archive early, before its directory.",
    goodPipeline: "Reads no archive without its directory, and asks again.",
    judged: neverReadable,
    needs: "zip",
    parameters: z.strictObject({
      keptShare: z
        .number()
        .min(0)
        .lt(1)
        .default(0.9)
        .describe("Share of the archive that is sent."),
    }),
  },
  "bad-zip": {
    level: "answer",
    does: "Changes bytes inside a zip archive whose headers stay right, so its checksum is wrong.",
    goodPipeline: "Compares the checksum, and asks again.",
    judged: neverReadable,
    needs: "zip",
    parameters: none,
  },
  "malformed-json": {
    level: "answer",
    does: "Breaks the syntax of a JSON body in its middle.",
    goodPipeline: "Takes the document whole or not at all, and asks again.",
    judged: neverReadable,
    needs: "json",
    parameters: none,
  },
  "malformed-xml": {
    level: "answer",
    does: "Breaks the syntax of an XML body, or of the XML files in an archive, in its middle: data and refusals alike.",
    goodPipeline:
      "Takes the document whole or not at all, never for an answer without data, and asks again.",
    judged: neverReadable,
    needs: "xml",
    parameters: none,
  },
  "malformed-csv": {
    level: "answer",
    does: "Opens a quote in the middle of a CSV body, or of the CSV files in an archive, that never closes.",
    goodPipeline: "Takes the file whole or not at all, and asks again.",
    judged: neverReadable,
    needs: "csv",
    parameters: none,
  },
  "wrong-content-type": {
    level: "answer",
    does: "Sends the right body under another Content-Type. Answers of that type anyway are left alone.",
    goodPipeline:
      "Goes by the body: takes it when it reads whole as what was asked for, and remarks on it. Asking again is as good.",
    judged: notThisAnswer,
    parameters: z.strictObject({
      contentType: z
        .string()
        .regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(; ?[\w-]+=[\w-]+)?$/, "expected a media type")
        .max(100)
        .default("text/plain")
        .describe("What the answer says it is."),
    }),
  },
  "wrong-encoding": {
    level: "answer",
    does: "Sends the body in UTF-16, or says that it is compressed with gzip when it is not.",
    goodPipeline: "Sees that the bytes are not what they should be, and asks again.",
    judged: neverReadable,
    parameters: z.strictObject({
      how: z
        .enum(["gzip-label", "utf-16"])
        .default("gzip-label")
        .describe("`gzip-label`: Content-Encoding says gzip; `utf-16`: the text is UTF-16LE."),
    }),
  },
  "empty-answer": {
    level: "answer",
    does: "Says, in the provider's own form, that there is no data.",
    goodPipeline:
      "Does not believe at once that a past without data has none: asks again a few times.",
    judged:
      "What was withheld need not land, because an empty answer is a valid one. What a later answer brings must land.",
    needs: "rows",
    parameters: none,
  },
  "page-repeated": {
    level: "answer",
    does: "Answers with the page before the one asked for; its echo of offset or page says so.",
    goodPipeline: "Compares the echo with what it asked for, and asks again.",
    judged:
      "The page asked for is withheld and must land in the end, because the echo tells. A job that is given up over it is excused only if the fault never ends.",
    needs: "pages",
    parameters: none,
  },
  "page-skipped": {
    level: "answer",
    does: "Answers with the page after the one asked for; its echo of offset or page says so.",
    goodPipeline: "Compares the echo with what it asked for, and asks again.",
    judged:
      "The page asked for is withheld and must land in the end, because the echo tells. A job that is given up over it is excused only if the fault never ends.",
    needs: "pages",
    parameters: none,
  },
  "page-order-changed": {
    level: "answer",
    does: "Exchanges neighbouring pages: the second comes for the first and the first for the second; the echo says so.",
    goodPipeline: "Compares the echo with what it asked for, and asks again.",
    judged:
      "The page asked for is withheld and must land in the end, because the echo tells. A job that is given up over it is excused only if the fault never ends.",
    needs: "pages",
    parameters: none,
  },
  "total-lies": {
    level: "answer",
    does: "States another total of rows than there are.",
    goodPipeline:
      "Believes rows, not totals: goes on while pages come full, and asks again when rows and total contradict each other.",
    judged:
      "The rows of this answer must land. Rows behind a total that is too small must land too if this page came full or holds more than the total, because either tells.",
    needs: "total",
    parameters: z.strictObject({
      factor: z
        .number()
        .min(0)
        .max(1_000)
        .default(0.5)
        .describe("The total that is sent is the true one times this, rounded down."),
    }),
  },
  "duplicate-rows": {
    level: "rows",
    does: "Sends rows twice in the same answer.",
    goodPipeline: "Lands each observation once.",
    judged: "As without the fault: every observation must land, once.",
    needs: "rows",
    survivable: true,
    parameters: z.strictObject({ share: share.default(0.2) }),
  },
  "rows-out-of-order": {
    level: "rows",
    does: "Sends the rows of an answer in another order.",
    goodPipeline: "Does not depend on the order.",
    judged: "As without the fault: every observation must land.",
    needs: "rows",
    survivable: true,
    parameters: none,
  },
  "field-renamed": {
    level: "rows",
    does: "Gives a column of every row another name.",
    goodPipeline:
      "Keeps the rows, or the page, in quarantine: a name it does not know may mean anything.",
    judged: `${mustQuarantine} Reason class: field-missing.`,
    needs: "rows",
    parameters: z.strictObject({
      field,
      to: z
        .string()
        .regex(/^[A-Za-z_][\w-]*$/, "expected a name of letters, digits, - and _")
        .max(60)
        .default("renamed_field")
        .describe("The new name."),
    }),
  },
  "field-added": {
    level: "rows",
    does: "Adds a column that was never announced to every row. Rows that have one of the name are left alone.",
    goodPipeline: "Ignores what it does not know and lands the rest.",
    judged: "As without the fault: every observation must land.",
    needs: "rows",
    survivable: true,
    parameters: z.strictObject({
      name: z
        .string()
        .regex(/^[A-Za-z_][\w-]*$/, "expected a name of letters, digits, - and _")
        .max(60)
        .default("added_field")
        .describe("The new column."),
    }),
  },
  "field-dropped": {
    level: "rows",
    does: "Leaves a column of every row out.",
    goodPipeline: "Keeps the rows, or the page, in quarantine.",
    judged: `${mustQuarantine} Reason class: field-missing.`,
    needs: "rows",
    parameters: z.strictObject({ field }),
  },
  "type-changed": {
    level: "rows",
    does: "Sends the value in brackets, as a list of one, where a plain number stood.",
    goodPipeline: "Keeps the rows in quarantine.",
    judged: `${mustQuarantine} Reason class: field-type.`,
    needs: "rows",
    parameters: z.strictObject({ share: share.default(1) }),
  },
  "unit-changed": {
    level: "rows",
    does: "Sends values in another unit, and names it where the form of the answer names units.",
    goodPipeline: "Keeps records whose unit it does not expect in quarantine.",
    judged: `Where the answer names units: ${mustQuarantine} Reason class: unit. Where it does not: ${eitherWay}`,
    needs: "rows",
    parameters: z.strictObject({
      unit: z.string().min(1).max(40).default("sandbox units").describe("The unit that is named."),
      factor: z
        .number()
        .min(-1e6)
        .max(1e6)
        .default(1_000)
        .describe("What values are multiplied with."),
    }),
  },
  "null-value": {
    level: "rows",
    does: "Sends values as missing: in the provider's word for it, or as nothing where it has none.",
    goodPipeline:
      "Lands a missing value where the provider may say so; keeps it in quarantine where not.",
    judged: `Where the provider has a word for missing: ${eitherWay} Where not: ${mustQuarantine} Reason classes: value-missing, field-type.`,
    needs: "rows",
    survivable: true,
    parameters: z.strictObject({ share: share.default(0.1) }),
  },
  "nan-value": {
    level: "rows",
    does: 'Sends "NaN" in place of values.',
    goodPipeline: "Keeps the rows in quarantine: it is no number.",
    judged: `${mustQuarantine} Reason class: field-type.`,
    needs: "rows",
    survivable: true,
    parameters: z.strictObject({ share: share.default(0.1) }),
  },
  spike: {
    level: "rows",
    does: "Multiplies values (after adding one, so that zero spikes too) with a factor.",
    goodPipeline: "Keeps what is physically impossible in quarantine.",
    judged: `From 10¹⁸ on, which no unit here can mean: ${mustQuarantine} Reason class: value-range. Below: ${eitherWay}`,
    needs: "rows",
    survivable: true,
    parameters: z.strictObject({
      factor: z
        .number()
        .min(-1e30)
        .max(1e30)
        .default(1e20)
        .describe("What values are multiplied with."),
      share: share.default(0.05),
    }),
  },
  "stuck-value": {
    level: "rows",
    does: "Repeats the first value of each series in all rows of the answer.",
    goodPipeline: "Cannot know from one answer; remarks on a flat line.",
    judged: eitherWay,
    needs: "rows",
    survivable: true,
    parameters: none,
  },
  "sign-flip": {
    level: "rows",
    does: "Sends values with the other sign.",
    goodPipeline:
      "Keeps negative values in quarantine where there are none; cannot know elsewhere.",
    judged: eitherWay,
    needs: "rows",
    survivable: true,
    parameters: z.strictObject({ share: share.default(0.1) }),
  },
  "local-time": {
    level: "rows",
    does: "Shifts the time of every row as if a wall clock were sent for UTC.",
    goodPipeline:
      "Keeps rows in quarantine whose times contradict each other or start no interval; cannot know elsewhere.",
    judged: `Where the shifted time is no interval, or the row tells its time twice: ${mustQuarantine} Reason class: time. Elsewhere: ${eitherWay}`,
    needs: "rows",
    survivable: true,
    parameters: z.strictObject({
      offsetMinutes: z
        .int()
        .min(-1_440)
        .max(1_440)
        .refine((minutes) => minutes !== 0, "expected another number than 0")
        .default(-480)
        .describe("Minutes added to every time."),
    }),
  },
  "missing-hour": {
    level: "rows",
    does: "Leaves out the hour in which daylight time begins, as a conversion over local time does.",
    goodPipeline: "Remarks on the gap; cannot know what stood there.",
    judged: "What was withheld need not land. What a later answer brings must land.",
    needs: "rows",
    survivable: true,
    parameters: z.strictObject({ zone }),
  },
  "doubled-hour": {
    level: "rows",
    does: "Sends the hour after daylight time has ended under the times of the hour before, so that hour comes twice, with two values.",
    goodPipeline:
      "Keeps what contradicts itself in quarantine, or keeps both as versions; cannot know which is right.",
    judged: eitherWay,
    needs: "rows",
    survivable: true,
    parameters: z.strictObject({ zone }),
  },
  "late-data": {
    level: "rows",
    does: "Leaves out rows whose interval ended within the last hours, as if they were not published yet.",
    goodPipeline: "Asks for the newest past again later.",
    judged: "What was withheld need not land. What a later answer brings must land.",
    needs: "rows",
    survivable: true,
    parameters: z.strictObject({
      delaySeconds: z
        .number()
        .gt(0)
        .max(31_622_400)
        .default(86_400)
        .describe("How late, in seconds of the sandbox's clock."),
    }),
  },
  "restated-history": {
    level: "rows",
    does: "Sends other values for the past, as a provider that restates without saying so.",
    goodPipeline: "Keeps the new value as a revision beside the old one.",
    judged:
      "The values as sent must land: as the first version where none was known, as a revision where one was.",
    needs: "rows",
    survivable: true,
    parameters: z.strictObject({
      factor: z
        .number()
        .min(0.5)
        .max(2)
        .default(1.01)
        .describe("What restated values are multiplied with."),
      share: share.default(0.1),
    }),
  },
} as const satisfies Record<string, FaultKindText>;

export type FaultKind = keyof typeof faultTable;

// Proof for the cast: these are the table's own keys.
export const faultKinds = Object.keys(faultTable) as FaultKind[];

export type ParametersOf<Kind extends FaultKind> = z.output<
  (typeof faultTable)[Kind]["parameters"]
>;

/** The kinds of one level: each level's file must hold exactly these. */
export type KindOf<Level extends FaultKindText["level"]> = {
  [Kind in FaultKind]: (typeof faultTable)[Kind]["level"] extends Level ? Kind : never;
}[FaultKind];
