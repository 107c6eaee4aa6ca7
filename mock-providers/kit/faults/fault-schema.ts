/**
 * A fault as people write it, in a scenario file or to `/__sandbox/faults`, and the sentence that refuses a wrong one.
 * Refusals name the field, what was read and what was expected; nothing is changed by a refused fault.
 */
import { z } from "zod";
import { describeRefusal, shown } from "../../../wording/schema-refusal.ts";
import { type FaultKind, faultKinds, faultTable } from "./fault-table.ts";

const instantPattern =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z|\+\d{1,6}(\.\d{1,3})?[smhd])$/;
const instant = z
  .string()
  .regex(
    instantPattern,
    'expected a UTC instant like "2026-03-15T14:00:00Z" or an offset like "+2h"',
  )
  .describe(
    'On the sandbox\'s clock: an instant like "2026-03-15T14:00:00Z", or an offset from the clock\'s start like "+90s", "+30m", "+2h" or "+1d".',
  );
const glob = (what: string) =>
  z.string().min(1).max(500).describe(`${what} \`*\` stands for any text.`);

/** The fields every fault has, besides its kind and parameters. */
const commonFields = {
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, "expected letters, digits and -")
    .optional()
    .describe("Name of this fault, unique in the plan. Without it one is given."),
  provider: z.string().min(1).max(40).describe("Whose answers. `*` stands for every provider."),
  dataset: glob("Only answers that carry observations of this dataset.").optional(),
  path: glob("Only requests whose path matches, without the query.").optional(),
  client: z.string().min(1).max(100).optional().describe("Only requests from this address."),
  series: glob(
    "Only answers that carry observations of this series; faults of rows touch its rows alone.",
  ).optional(),
  from: instant.optional(),
  until: instant.optional(),
  forSeconds: z
    .number()
    .gt(0)
    .max(31_622_400)
    .optional()
    .describe("How long it lasts from its beginning, on the sandbox's clock. Instead of `until`."),
  requests: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe("It ends by itself after so many requests it was done to."),
  rate: z
    .number()
    .gt(0)
    .max(1)
    .default(1)
    .describe(
      "Share of the matching requests it is done to. Which, the seed and the request's place decide.",
    ),
};

const commonSchema = z.strictObject({
  ...commonFields,
  kind: z.enum(faultKinds),
  parameters: z.record(z.string(), z.unknown()).optional(),
});

/** One schema per kind, for editors and clients. */
const kindSchemas = faultKinds.map((kind) =>
  z
    .strictObject({
      kind: z.literal(kind),
      ...commonFields,
      parameters: faultTable[kind].parameters.optional(),
    })
    .describe(faultTable[kind].does),
);

// Proof for the cast: there is at least one kind.
const [firstKind, ...otherKinds] = kindSchemas as [
  (typeof kindSchemas)[number],
  ...typeof kindSchemas,
];
export const faultSchema = z.discriminatedUnion("kind", [firstKind, ...otherKinds]);

export const scenarioSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "expected lower-case letters, digits and -")
    .describe("Short name of the scenario."),
  description: z.string().min(1).max(2_000).describe("What happens and what it is to show."),
  seed: z
    .int()
    .min(0)
    .max(0xffff_ffff)
    .optional()
    .describe("Seed of world and faults, unless the command line gives one."),
  providers: z
    .array(z.string().min(1).max(40))
    .min(1)
    .optional()
    .describe("Providers of the run, unless the command line names some."),
  faults: z.array(faultSchema).max(500).describe("What goes wrong, and when."),
});

export type Scenario = Omit<z.output<typeof scenarioSchema>, "faults"> & {
  readonly faults: readonly FaultSpec[];
};

/** A fault as written, checked and with its defaults, but not yet placed in a plan. */
export interface FaultSpec extends Readonly<
  Omit<z.output<typeof commonSchema>, "parameters" | "kind">
> {
  readonly kind: FaultKind;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Refuses a fault. `field` is the dotted path of the field that is wrong. */
export class FaultRefusal extends Error {
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.name = "FaultRefusal";
    this.field = field;
  }
}

/** Throws a FaultRefusal of one sentence. */
export function parseFault(value: unknown): FaultSpec {
  if (typeof value === "object" && value !== null && "kind" in value) {
    const { kind } = value;
    if (!faultKinds.some((one) => one === kind)) {
      throw new FaultRefusal(
        "kind",
        `Cannot use the fault's field "kind": there is no kind ${shown(kind)}, expected one of ${faultKinds.join(", ")}`,
      );
    }
  }
  const common = commonSchema.safeParse(value);
  if (!common.success) throw refusalOf(common.error, value, []);
  const { kind } = common.data;
  const parameters = faultTable[kind].parameters.safeParse(common.data.parameters ?? {});
  if (!parameters.success) {
    throw refusalOf(parameters.error, common.data.parameters ?? {}, ["parameters"], kind);
  }
  return { ...common.data, parameters: parameters.data };
}

function refusalOf(
  error: z.ZodError,
  value: unknown,
  above: readonly string[],
  kind?: FaultKind,
): FaultRefusal {
  const schema = kind === undefined ? commonSchema : faultTable[kind].parameters;
  const { path, sentence } = describeRefusal(error, value, schema);
  const name = [...above, ...path].join(".");
  if (name === "")
    return new FaultRefusal("", `Cannot read the fault ${shown(value)}: expected a JSON object`);
  const of = kind === undefined ? "fault" : `${kind} fault`;
  return new FaultRefusal(name, `Cannot use the ${of}'s field "${name}": ${sentence}`);
}
