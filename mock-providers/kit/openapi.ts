/** `/__sandbox/openapi.json`: the calls every mock has besides its provider's API. Made from the schemas that read them. */
import { z } from "zod";
import { faultSchema } from "./faults/fault-schema.ts";
import { faultKinds, faultTable } from "./faults/fault-table.ts";

const json = (schema: object): object => ({ "application/json": { schema } });
const ok = (description: string, schema: object = { type: "object" }): object => ({
  200: { description, content: json(schema) },
});
const refusals = {
  400: { description: "One sentence that names the field; nothing changed", ref: "Refusal" },
  401: { description: "The admin token is missing or wrong; nothing changed", ref: "Refusal" },
  404: { description: "There is no such thing", ref: "Refusal" },
  409: { description: "It would go back; nothing changed", ref: "Refusal" },
} as const;

function refused(...codes: (keyof typeof refusals)[]): object {
  return Object.fromEntries(
    codes.map((code) => {
      const { description, ref } = refusals[code];
      return [code, { description, content: json({ $ref: `#/components/schemas/${ref}` }) }];
    }),
  );
}

const admin = [{ adminToken: [] }];
const idParameter = { name: "id", in: "path", required: true, schema: { type: "string" } };
const query = (name: string, description: string, type = "string"): object => ({
  name,
  in: "query",
  description,
  schema: { type },
});

const paths = {
  "/health": { get: { summary: "Whether it answers", responses: ok("It does") } },
  "/catalog": {
    get: { summary: "Which series it has, and where", responses: ok("The catalogue") },
  },
  "/data/{series}": {
    get: {
      summary: "1,000 plain points for load tests",
      parameters: [{ ...idParameter, name: "series" }],
      responses: { ...ok("The points"), ...refused(404) },
    },
  },
  "/metrics": {
    get: {
      summary: "Metrics for Prometheus",
      responses: {
        200: { description: "Text", content: { "text/plain": { schema: { type: "string" } } } },
      },
    },
  },
  "/__sandbox/openapi.json": { get: { summary: "This description", responses: ok("OpenAPI 3.1") } },
  "/__sandbox/provider": {
    get: {
      summary: "Routes, limits, errors and timetable of the provider",
      responses: ok("What it declares"),
    },
  },
  "/__sandbox/clock": {
    get: { summary: "The sandbox's clock", responses: ok("Now, start and scale") },
    put: {
      summary: "Let the clock jump ahead, or run at another rate; it does not go back",
      security: admin,
      requestBody: {
        required: true,
        content: json({
          type: "object",
          properties: {
            start: { type: "string", format: "date-time", description: "What it shall show" },
            origin: {
              type: "string",
              format: "date-time",
              description: "The real instant at which it shows that; default: now",
            },
            scale: { type: "number", exclusiveMinimum: 0, description: "Default: as it is" },
          },
          required: ["start"],
          additionalProperties: false,
        }),
      },
      responses: { ...ok("Now, start and scale"), ...refused(400, 401, 409) },
    },
  },
  "/__sandbox/ledger": {
    get: { summary: "The truth ledger", responses: ok("Its file and counts") },
  },
  "/__sandbox/throttle": {
    get: { summary: "Whether the provider's throttle is on", responses: ok("The switch") },
    put: {
      summary: "Switch the throttle",
      security: admin,
      requestBody: {
        content: json({
          type: "object",
          properties: { enabled: { type: "boolean" } },
          required: ["enabled"],
        }),
      },
      responses: { ...ok("The switch"), ...refused(400, 401) },
    },
  },
  "/__sandbox/journal": {
    get: {
      summary: "The latest requests, newest first",
      parameters: [
        query("id", "Id of a request, from X-Sandbox-Request-Id"),
        query("path", "Part of path or query, any case"),
        query("series", "A series the answer carried"),
        query("fault", "Label, kind or id of a fault"),
        query("status", "HTTP status; 0 for no answer", "integer"),
        query("since", "Instant on the sandbox's clock"),
        query("limit", "How many at most", "integer"),
      ],
      responses: { ...ok("Requests"), ...refused(400) },
    },
  },
  "/__sandbox/journal/{id}": {
    get: {
      summary: "Why a request got its answer",
      parameters: [idParameter],
      responses: { ...ok("The request, its answer and why"), ...refused(404) },
    },
  },
  "/__sandbox/faults": {
    get: {
      summary: "Installed faults and their states",
      responses: ok("The faults of this process"),
    },
    post: {
      summary: "Add a fault",
      security: admin,
      requestBody: { required: true, content: json({ $ref: "#/components/schemas/Fault" }) },
      responses: {
        201: { description: "It is installed", content: json({ type: "object" }) },
        ...refused(400, 401),
      },
    },
    delete: {
      summary: "Remove all faults",
      security: admin,
      responses: { ...ok("How many were removed"), ...refused(401) },
    },
  },
  "/__sandbox/faults/{id}": {
    get: {
      summary: "One fault",
      parameters: [idParameter],
      responses: { ...ok("It"), ...refused(404) },
    },
    delete: {
      summary: "Remove a fault",
      security: admin,
      parameters: [idParameter],
      responses: { ...ok("It is removed"), ...refused(401, 404) },
    },
  },
};

export function describeSandboxApi(provider: string): object {
  const { $schema: _, ...fault } = z.toJSONSchema(faultSchema, { io: "input" });
  const kinds = faultKinds.map((kind) => `- \`${kind}\`: ${faultTable[kind].does}`).join("\n");
  return {
    openapi: "3.1.0",
    info: {
      title: `Sandbox calls of the mock ${provider}`,
      version: "1",
      description: `Kinds of faults:\n\n${kinds}\n\nMore: docs/faults.md.`,
    },
    paths,
    components: {
      securitySchemes: { adminToken: { type: "http", scheme: "bearer" } },
      schemas: {
        Fault: fault,
        Refusal: {
          type: "object",
          properties: { error: { type: "string" }, field: { type: "string" } },
          required: ["error"],
        },
      },
    },
  };
}
