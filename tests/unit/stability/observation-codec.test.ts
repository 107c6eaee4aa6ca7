import { readFileSync } from "node:fs";
import avsc from "avsc";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation } from "../../../services/core/observation.ts";
import {
  createObservationCodec,
  type PageValue,
} from "../../../services/stability/observation-codec.ts";

const schema = JSON.parse(
  readFileSync(new URL("../../../config/schemas/observation.avsc", import.meta.url), "utf8"),
) as avsc.Schema;
const type = avsc.Type.forSchema(schema);
/** Nothing listens there: encoding must not need the registry. */
const codec = createObservationCodec("http://127.0.0.1:9");
const page = {
  provider: "fred",
  dataset: "series/observations",
  retrievedAtMs: 1_700_000_000_000,
  runId: "run-1",
  pageId: "0123456789abcdef",
} as const;

/** Years -1199 to 5138: far beyond any provider. */
const instant = fc.integer({ min: -1e14, max: 1e14 });
const value: fc.Arbitrary<PageValue> = fc.record({
  seriesId: fc.string({ unit: "grapheme", maxLength: 400 }),
  intervalStartMs: instant,
  intervalEndMs: instant,
  value: fc.option(fc.double({ noNaN: true })),
  unit: fc.string({ unit: "grapheme" }),
  location: fc.option(fc.string()),
  asOfMs: instant,
});

describe("createObservationCodec()", () => {
  it("encodes a page as one Confluent message per value that any Avro reader understands", () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), (values) => {
        const messages = codec.encodePage(70_000, page, values);
        expect(messages).toHaveLength(values.length);
        for (const [index, message] of messages.entries()) {
          expect(codec.schemaIdOf(message)).toBe(70_000);
          const read = type.fromBuffer(message.subarray(5)) as Record<string, unknown>;
          expect(read).toMatchObject({
            provider: "fred",
            series_id: values[index]?.seriesId,
            interval_start: values[index]?.intervalStartMs,
            value: values[index]?.value,
            location: values[index]?.location,
            page_id: page.pageId,
          });
        }
      }),
    );
  });

  it("encodes one observation to the same bytes as a page of one", () => {
    const one = {
      seriesId: "GDP",
      intervalStartMs: -5,
      intervalEndMs: 0,
      value: 1.5,
      unit: "Index",
      location: null,
      asOfMs: 7,
    };
    const observation: Observation = { ...page, ...one };
    expect(codec.encode(3, observation)).toEqual(codec.encodePage(3, page, [one])[0]);
  });

  it.each([null, Buffer.alloc(0), Buffer.from([0, 0, 0]), Buffer.from('{"value":1}')])(
    "refuses %j as a message value with MESSAGE_UNREADABLE",
    (bytes) => {
      expect(() => codec.schemaIdOf(bytes)).toThrow(
        expect.objectContaining({ code: "MESSAGE_UNREADABLE" }),
      );
    },
  );

  it("says REGISTRY_UNAVAILABLE while nothing answers, and asks again the next time", async () => {
    const refusal = { code: "REGISTRY_UNAVAILABLE" };
    await expect(codec.register("fred")).rejects.toMatchObject(refusal);
    await expect(codec.register("fred")).rejects.toMatchObject(refusal);
    await expect(codec.prepare(1)).rejects.toMatchObject(refusal);
    expect(codec.isPrepared(1)).toBe(false);
  });
});
