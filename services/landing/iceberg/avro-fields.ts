/** Pieces of Avro schemas as Iceberg wants them: ids on fields, elements, keys and values; null first in unions. */
import type { AvroSchema } from "./avro-container.ts";

export function required(id: number, name: string, type: AvroSchema): AvroSchema {
  return { name, type, "field-id": id };
}

export function optional(id: number, name: string, type: AvroSchema): AvroSchema {
  return { name, type: ["null", type], default: null, "field-id": id };
}

/** A list whose elements have the field id `elementId`. */
export function list(elementId: number, items: AvroSchema): AvroSchema {
  return { type: "array", items, "element-id": elementId };
}

/** A map with int keys: an array of pairs, since Avro's own maps have string keys. */
export function intMap(keyId: number, valueId: number, value: AvroSchema): AvroSchema {
  return {
    type: "array",
    logicalType: "map",
    items: {
      type: "record",
      name: `k${keyId}_v${valueId}`,
      fields: [required(keyId, "key", "int"), required(valueId, "value", value)],
    },
  };
}
