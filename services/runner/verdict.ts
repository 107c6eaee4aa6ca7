/** The verdict: its shape (published under `config/schemas/verdict.schema.json`) and how it is reached. */
import { z } from "zod";
import { providerNames } from "../core/observation.ts";

const count = z.int().min(0);

const sinkSchema = z.strictObject({
  rows: count.describe("Rows or messages held"),
  distinct: count.describe("Different identities held"),
  redelivered: count.describe("Repeated messages, allowed in Kafka only"),
  lost: count,
  duplicated: count,
  altered: count,
  phantom: count,
  wronglyLanded: count,
});

const providerVerdictSchema = z.strictObject({
  served: count.describe("Different observations served in complete answers"),
  unsure: count.describe("Different observations served only in answers that may not have arrived"),
  quarantined: count.describe("Records in quarantine"),
  wronglyQuarantined: count.describe(
    "Observations that should have landed and are in quarantine, or are there for another reason than the fault's",
  ),
  kafka: count.describe("Different observations in the topic"),
  postgres: count.describe("Different observations in PostgreSQL"),
  iceberg: count.describe("Different observations in the Iceberg table"),
  lost: count.describe("Observations missing in at least one sink"),
  duplicated: count,
  altered: count,
  phantom: count,
  wronglyLanded: count.describe("Observations a fault had spoilt that landed all the same"),
  withheld: count.describe("Observations faults withheld at some time, without a trace"),
  hiddenBeyond: count.describe("Answers that hid more pages than the ledger names"),
  faults: z.record(z.string(), count).describe("Requests each kind of fault was done to"),
  failedUnits: count.describe("Fetch jobs given up"),
  excusedUnits: count.describe("Those of them a fault without an end excuses"),
  unreadable: z
    .strictObject({
      count,
      places: z.array(z.string()).describe("Where the first of them are, `<partition>:<offset>`"),
    })
    .describe("Messages in the topic that do not decode"),
  sinks: z.strictObject({ kafka: sinkSchema, postgres: sinkSchema, iceberg: sinkSchema }),
});

const freshnessSchema = z
  .strictObject({
    series: count.describe("Series followed"),
    late: count.describe(
      "Of them, those older than their timetable promises, or without any value",
    ),
    medianSeconds: z
      .number()
      .nullable()
      .describe("End of the stream minus end of the newest landed interval; negative lies ahead"),
    worst: z
      .strictObject({
        dataset: z.string(),
        series_id: z.string(),
        seconds: z.number().nullable().describe("Null: nothing has landed"),
      })
      .nullable()
      .describe("The series furthest beyond its promise, or nearest to it"),
  })
  .describe("On the sandbox's clock, after the last poll");

const streamProviderSchema = z.strictObject({
  polls: count,
  merged: count.describe("Polls that fell due while another was under way, and became one with it"),
  failedPolls: count.describe("Polls given up in part; the next one asked for their share too"),
  lagSeconds: z.number().min(0).describe("Longest a poll was due, on the sandbox's clock"),
  revisions: count.describe("Values landed for intervals that had another one before"),
  published: count.describe("Observations of the followed series that were out at the end"),
  missing: count.describe("Of them, those that did not land, and no fault excuses it"),
  excused: count.describe(
    "Of them, those that did not land because faults kept the last poll from bringing them",
  ),
  freshness: freshnessSchema,
});

const streamSchema = z.strictObject({
  from: z.iso.datetime(),
  to: z.iso.datetime().describe("Everything published by then was asked for"),
  timeScale: z.number().min(0).describe("As asked for; 0: as fast as the work goes"),
  jumps: count.describe("How often the clock jumped because the pipeline had caught up"),
  providers: z.partialRecord(z.enum(providerNames), streamProviderSchema),
});

const differenceSchema = z.strictObject({
  kind: z.enum([
    "lost",
    "altered",
    "duplicated",
    "phantom",
    "wrongly-landed",
    "wrongly-quarantined",
    "unseen",
  ]),
  sink: z.enum(["kafka", "postgres", "iceberg", "quarantine"]),
  provider: z.enum(providerNames),
  dataset: z.string(),
  series_id: z.string(),
  interval_start: z.iso.datetime(),
  as_of: z.iso.datetime(),
  served: z.number().nullable().optional().describe("Absent: not served"),
  landed: z.number().nullable().optional().describe("Absent: not landed"),
  note: z.string().optional(),
});

export const verdictSchema = z.strictObject({
  verdict: z.enum(["pass", "fail"]),
  reasons: z
    .array(z.string())
    .describe("Why the verdict is fail, one sentence each; empty for pass"),
  runId: z.string(),
  seed: z.int(),
  stack: z.enum(["native", "docker", "external"]),
  startedAt: z.iso.datetime(),
  durationMs: count,
  providers: z.partialRecord(z.enum(providerNames), providerVerdictSchema),
  stream: streamSchema
    .optional()
    .describe("Of a streaming run alone; instants of the sandbox's clock"),
  throughput: z.strictObject({
    records: count.describe("Observations landed in this run"),
    seconds: z.number().min(0).describe("First request to last commit"),
    recordsPerSecond: z.number().min(0),
  }),
  latencyMs: z
    .strictObject({ p50: z.number(), p95: z.number(), p99: z.number() })
    .describe("Provider's answer to the commit in both sinks, real milliseconds"),
  phases: z.array(z.strictObject({ name: z.string(), ms: count })),
  differences: z.strictObject({
    total: count,
    listed: z.array(differenceSchema).describe("Some of each kind in each sink, up to a bound"),
  }),
  notes: z
    .array(z.string())
    .describe("What faults did to the run without making it fail, one sentence each"),
  events: z
    .array(z.strictObject({ at: z.iso.datetime(), process: z.string(), event: z.string() }))
    .describe("Processes that died and came back"),
  endpoints: z.record(z.string(), z.unknown()).describe("Where the parts were, while they were up"),
});

export type Verdict = z.infer<typeof verdictSchema>;
export type ProviderVerdict = z.infer<typeof providerVerdictSchema>;
export type StreamVerdict = z.infer<typeof streamSchema>;
export type VerdictDifference = z.infer<typeof differenceSchema>;

/** How many differences a verdict lists in full; the others are counted. */
export const listedDifferencesMax = 200;

/** One sentence per provider and kind of trouble; none means pass. */
export function reasonsToFail(providers: Verdict["providers"]): string[] {
  const reasons: string[] = [];
  for (const [provider, counts] of Object.entries(providers)) {
    const say = (amount: number, what: string): void => {
      if (amount > 0) reasons.push(`${provider}: ${amount} ${what}`);
    };
    say(counts.lost, "lost");
    say(counts.duplicated, "duplicated");
    say(counts.altered, "altered");
    say(counts.phantom, "phantom");
    say(counts.wronglyLanded, "wrongly landed");
    say(counts.wronglyQuarantined, "wrongly quarantined");
    say(
      counts.unreadable.count,
      `messages in Kafka that nobody can read (partition:offset ${counts.unreadable.places.join(", ")})`,
    );
    say(counts.failedUnits - counts.excusedUnits, "fetch jobs given up");
    if (counts.served === 0) reasons.push(`${provider}: nothing was served, so nothing was proven`);
  }
  return reasons;
}

/** What only a stream can fail at: it followed its series to the end, or it did not. */
export function reasonsToFailStream(stream: StreamVerdict | undefined): string[] {
  return Object.entries(stream?.providers ?? {}).flatMap(([provider, { missing }]) =>
    missing > 0 ? [`${provider}: ${missing} published by the end and never landed`] : [],
  );
}
