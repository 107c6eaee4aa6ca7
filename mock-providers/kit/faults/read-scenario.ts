/** Scenario files: `config/scenarios/*.json`, or anybody's own. The schema of their faults is the fault table's. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { describeRefusal, placeOf, shown } from "../../../wording/schema-refusal.ts";
import { FaultRefusal, type Scenario, parseFault, scenarioSchema } from "./fault-schema.ts";

const fileSchema = scenarioSchema.extend({ faults: z.array(z.unknown()).max(500) });

/** Throws an Error of one sentence that names the file, the place in it and what was expected. */
export function readScenario(file: string): Scenario {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(
      `Cannot read the scenario "${file}": expected a JSON file with name, description and faults`,
      {
        cause: error,
      },
    );
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll("\n", " ") : String(error);
    throw new Error(`Cannot read the scenario "${file}": ${reason.slice(0, 200)}, expected JSON`, {
      cause: error,
    });
  }
  const parsed = fileSchema.safeParse(data);
  if (!parsed.success) {
    const refusal = describeRefusal(parsed.error, data, fileSchema);
    throw new Error(
      `Cannot use the scenario "${file}" at "${placeOf(refusal)}": ${refusal.sentence}`,
    );
  }
  const faults = parsed.data.faults.map((fault, at) => {
    try {
      return parseFault(fault);
    } catch (error) {
      if (!(error instanceof FaultRefusal)) throw error;
      throw new Error(`Cannot use the scenario "${file}" at "faults.${at}": ${error.message}`, {
        cause: error,
      });
    }
  });
  const ids = faults.flatMap(({ id }) => id ?? []);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) {
    throw new Error(
      `Cannot use the scenario "${file}": two faults have the id ${shown(twice)}, expected each once`,
    );
  }
  return { ...parsed.data, faults };
}
