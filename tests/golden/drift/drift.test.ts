import { afterAll, describe, expect, it } from "vitest";
import type { MockName } from "../../../mock-providers/provider-table.ts";
import { askMock } from "./ask-mock.ts";
import { driftTable, isNotCompared } from "./drift-table.ts";
import { listSamples, readSample } from "./find-sample.ts";
import { expectedHeaders } from "./headers.ts";
import { type BodyFormat, readBody } from "./read-body.ts";
import type { DriftCase } from "./sample-case.ts";
import { differences, shapeOf } from "./shape.ts";

const providers = [...new Set(driftTable.map(({ provider }) => provider))];
const seen: string[] = [];

/** Everything in which the mock's answer differs from the sample, accepted or not. */
async function drift(one: DriftCase): Promise<string[]> {
  const answer = await askMock(one.provider, one);
  const body = Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(answer.body);
  const found: string[] = [];
  if (answer.status !== (one.status ?? 200)) {
    return [`status ${answer.status}, recorded as ${one.status ?? 200}`];
  }
  const sample = readBody(one.format, readSample(one.provider, one.sample));
  const real = shapeOf(pick(sample, one.samplePart));
  const read = readBody(one.member === undefined ? one.format : "zip", body);
  // Proof for the cast: a zip is read as its members by name.
  const whole: unknown =
    one.member === undefined ? read : Object.values(read as Record<string, unknown>)[0];
  const mock = shapeOf(pick(whole, one.part));
  found.push(...differences(real, mock, { ordered: one.ordered ?? true }));
  const wireFormat: BodyFormat = one.member === undefined ? one.format : "zip";
  for (const { name, expected } of expectedHeaders(one.provider, wireFormat, one.path)) {
    const value = Object.entries(answer.headers).find(
      ([key]) => key.toLowerCase() === name.toLowerCase(),
    )?.[1];
    if (expected === null && value !== undefined) found.push(`header ${name}: never recorded`);
    if (expected !== null && !expected.test(value ?? "")) {
      found.push(`header ${name}: "${value ?? "none"}", documented as ${expected.source}`);
    }
  }
  return found;
}

function pick(value: unknown, part: readonly string[] = []): unknown {
  let picked = value;
  // Proof for the cast: a part that is not there gives undefined, which no sample is.
  for (const name of part) picked = (picked as Record<string, unknown> | undefined)?.[name];
  return picked;
}

describe.each(providers)("answers of the %s mock beside recorded ones", (provider) => {
  const cases = driftTable.filter((one) => one.provider === provider);
  afterAll(() => {
    // Shown whether or not it fails: what is accepted today may be worth mending tomorrow.
    if (seen.length > 0) process.stdout.write(`${seen.splice(0).join("\n")}\n`);
  });

  it.each(cases.map((one) => [one.sample, one] as const))("%s", async (sample, one) => {
    const accepted = one.accepted ?? [];
    const found = await drift(one);
    seen.push(...found.map((difference) => `drift of ${provider} from ${sample}: ${difference}`));
    const fresh = found.filter(
      (difference) => !accepted.some(({ difference: known }) => known.test(difference)),
    );
    expect(fresh).toEqual([]);
  });

  it("leaves no sample out", () => {
    const compared = new Set(cases.map(({ sample }) => sample));
    const forgotten = listSamples(provider satisfies MockName).filter(
      (sample) => !compared.has(sample) && !isNotCompared(sample),
    );
    expect(forgotten).toEqual([]);
  });
});
