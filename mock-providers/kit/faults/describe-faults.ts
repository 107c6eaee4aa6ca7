/** `docs/faults.md`, made from the fault table and from what each provider's answers have. */
import { z } from "zod";
import type { FaultFace } from "./fault-face.ts";
import type { FaultKindText } from "./fault-kind.ts";
import { faultSchema } from "./fault-schema.ts";
import { type FaultKind, faultKinds, faultTable } from "./fault-table.ts";

const levels = {
  transport: "Faults of transport",
  answer: "Faults of answers",
  rows: "Faults of rows",
} as const;

const introduction = `# Faults

This page is made from \`mock-providers/kit/faults/fault-table.ts\` by \`npm run generate\`; change it there.

A fault disturbs some answers of a mock provider. Install faults at the start with a scenario file, or at run time:

    npx sandbox-runner run --scenario config/scenarios/tuesday-morning.json
    npx sandbox-runner mocks --scenario FILE

    curl http://127.0.0.1:8002/__sandbox/faults
    curl -X POST http://127.0.0.1:8002/__sandbox/faults -H 'Authorization: Bearer sandbox-admin' \\
      -d '{"kind":"rate-limited","provider":"eia","path":"/v2/petroleum/*","requests":5}'
    curl -X DELETE http://127.0.0.1:8002/__sandbox/faults/f1 -H 'Authorization: Bearer sandbox-admin'
    curl -X DELETE http://127.0.0.1:8002/__sandbox/faults -H 'Authorization: Bearer sandbox-admin'

Looking is free, changes need the admin token (\`SANDBOX_ADMIN_TOKEN\`). \`/__sandbox/openapi.json\` describes these calls. A fault that cannot be used is refused with one
sentence that names the field, and nothing changes. Every touched answer carries \`X-Sandbox-Fault: <kind>#<id>\`, is counted in \`mock_faults_injected_total{fault}\`, stands in
\`/__sandbox/journal?fault=<id>\` and, with what it truly meant, in the [truth ledger](truth-ledger.md). A connection that ends without an answer shows in the journal and the ledger alone.

## Fields of every fault

`;

const afterFields = `
Several faults may hit one request. The first that refuses it, or ends the connection, decides; all others add up: page, rows, body, labels, then the bytes.
A fault that would leave an answer as it is, because none of its rows is meant or its body is of another form, is not done to it: no header, no count, and \`requests\` is not used up.
A fault ends by itself at \`until\`, after \`forSeconds\` or after \`requests\`, whichever comes first; it then stays in the list as \`ended\` and costs nothing. Instants are those of the
sandbox's clock; delays are real milliseconds, because clients wait in real time. Same seed, same requests, same faults.

## How the verdict judges a run under faults

- What an undisturbed or merely delayed answer carried must land.
- What a spoilt, shortened or misplaced answer carried need not, until another answer carries it in full.
- A row that must not land as it is stands in quarantine with a reason of the named class, or its true value lands after all (the page was asked for again). If it lands, it is *wrongly landed*; if it is in
  neither place, it is *lost*; if it is there for another reason, it is *wrongly quarantined*.
- A row that may land as sent or stand in quarantine must be in one of the two places, or its true value lands after all; in neither, it is *lost*.
- A record in quarantine that no fault explains (its request was never touched, or the very row landed as it should) is *wrongly quarantined*.
- What was withheld and cannot be noticed is counted and named in a note, no more. What was withheld and can be noticed must land in the end, or its job is given up loudly.
- In a stream, what was published by the end and never landed fails the run under a scenario too, unless the answers of the last poll withheld or bent that very row, or the job that would have brought it is excused as below.
- A scenario without faults, of other providers alone, or that begins after the end of the run is refused; a fault that never struck is named in a note of the verdict.
- A fetch job that is given up fails the run, unless the last answer to that very request stood under a fault that hits every request, never ends and cannot be read past (rows sent twice excuse nothing). Then it is excused and named in a note; where something
  had arrived that could not be read, the evidence must stand in quarantine.
`;

export function renderFaultsPage(faces: Readonly<Record<string, FaultFace | undefined>>): string {
  const sections = Object.entries(levels).map(([level, title]) => {
    const kinds = faultKinds.filter((kind) => faultTable[kind].level === level);
    return `## ${title}\n\n${kinds.map((kind) => describeKind(kind, faces)).join("\n")}`;
  });
  return `${introduction}${fieldTable()}${afterFields}\n${sections.join("\n")}`;
}

interface JsonField {
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

function fieldsOf(schema: z.ZodType): [string, JsonField][] {
  // Proof for the cast: every schema asked for is one of an object.
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" }) as {
    properties?: Record<string, JsonField>;
  };
  return Object.entries(properties);
}

function fieldTable(): string {
  const [first] = faultSchema.options;
  const rows = fieldsOf(first)
    .filter(([name]) => name !== "kind" && name !== "parameters")
    .map(([name, field]) => `| \`${name}\` | ${field.description ?? ""} |`);
  return [
    "| field | |",
    "|---|---|",
    "| `kind` | One of the kinds below. |",
    ...rows,
    "| `parameters` | Those of the kind; each has a default. |",
    "",
  ].join("\n");
}

function describeKind(
  kind: FaultKind,
  faces: Readonly<Record<string, FaultFace | undefined>>,
): string {
  const { does, goodPipeline, judged, needs, parameters }: FaultKindText = faultTable[kind];
  const fields = fieldsOf(parameters).map(
    ([name, field]) => `\`${name}\` (${rangeOf(field)}): ${field.description ?? ""}`,
  );
  const fitting = Object.entries(faces)
    .filter(([, face]) => needs === undefined || face?.has.includes(needs) === true)
    .map(([name]) => name);
  return [
    `### ${kind}\n`,
    `${does}\n`,
    ...(fields.length === 0 ? [] : [...fields.map((field) => `- ${field}`), ""]),
    `- **A good pipeline:** ${goodPipeline}`,
    `- **The verdict:** ${judged}`,
    ...(needs === undefined ? [] : [`- **Providers:** ${fitting.join(", ")}`]),
    "",
  ].join("\n");
}

function rangeOf(field: JsonField): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = field;
  const choices = field.enum?.map((choice) => JSON.stringify(choice)).join(", ");
  const low = minimum ?? exclusiveMinimum;
  const high = maximum ?? exclusiveMaximum;
  const isNumber = field.type === "number" || field.type === "integer";
  const from = exclusiveMinimum === undefined ? "" : "above ";
  const to = exclusiveMaximum === undefined ? "" : "below ";
  const range =
    choices ??
    (isNumber && low !== undefined
      ? `${from}${low} to ${to}${high ?? "…"}`
      : (field.type ?? "text"));
  const fallback = field.default === undefined ? "" : `, default ${JSON.stringify(field.default)}`;
  return `${range}${fallback}`;
}
