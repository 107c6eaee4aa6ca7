import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readFile } from "node:fs/promises";
import {
  type TestWarehouse,
  append,
  changeMetadata,
  hourly,
  inTransaction,
  pointerOf,
  readMetadata,
  startWarehouse,
  toColumns,
} from "../../support/iceberg.ts";

const start = Date.UTC(2026, 10, 1);
const refused = { code: "ICEBERG_TABLE_UNSUPPORTED" };

interface Schema {
  readonly fields: readonly object[];
}

describe("a table that another engine has changed", () => {
  let warehouse: TestWarehouse;

  beforeAll(async () => {
    warehouse = await startWarehouse();
  });
  afterAll(() => warehouse.stop());
  beforeEach(() => warehouse.clear());

  const withColumn = (metadata: Record<string, unknown>, column: object) => ({
    ...metadata,
    // Proof for the cast: the table has just been created with one schema.
    schemas: (metadata["schemas"] as Schema[]).map((schema) => ({
      ...schema,
      fields: [...schema.fields, { id: 13, name: "quality", type: "string", ...column }],
    })),
  });

  it.each([
    ["format version 3", { "format-version": 3 }],
    ["another store", { location: "s3://bucket/table" }],
    ["other partitions", { "partition-specs": [{ "spec-id": 0, fields: [] }] }],
  ])("is not opened with %s", async (_, change) => {
    await warehouse.open("caiso");
    await changeMetadata(warehouse, "caiso", (metadata) => ({ ...metadata, ...change }));
    await expect(warehouse.open("caiso")).rejects.toMatchObject(refused);
  });

  it("is not opened when it requires a column that is not written", async () => {
    await warehouse.open("caiso");
    await changeMetadata(warehouse, "caiso", (metadata) =>
      withColumn(metadata, { required: true }),
    );
    const opening = warehouse.open("caiso");
    await expect(opening).rejects.toMatchObject(refused);
    await expect(opening).rejects.toThrow(/"quality"/);
  });

  it("is appended to when it has an optional column more", async () => {
    await warehouse.open("caiso");
    await changeMetadata(warehouse, "caiso", (metadata) =>
      withColumn(metadata, { required: false }),
    );
    await append(warehouse, await warehouse.open("caiso"), hourly(1, start));
    expect(await readMetadata(warehouse, "caiso")).toMatchObject({ "last-sequence-number": 1 });
  });

  it("takes no commit of a writer that opened the table before it was made anew or dropped", async () => {
    const table = await warehouse.open("caiso");
    const staged = await table.stage(toColumns(hourly(1, start)));
    await warehouse.pool.query("delete from public.iceberg_tables");
    const commit = () => inTransaction(warehouse, (client) => table.commit(staged, client, {}));
    await expect(commit()).rejects.toMatchObject(refused);
    await table.rolledBack(staged);
    await warehouse.open("caiso");
    await expect(commit()).rejects.toMatchObject(refused);
    await expect(commit()).rejects.toThrow(/UUID/);
    expect(await readMetadata(warehouse, "caiso")).toMatchObject({ snapshots: [] });
  });

  it("keeps fields, ids and properties of others through our commits", async () => {
    await warehouse.open("caiso");
    await changeMetadata(warehouse, "caiso", (metadata) => ({
      ...metadata,
      "vendor-field": { id: 9007199254740993n },
      properties: { "vendor.key": "kept" },
    }));
    await append(warehouse, await warehouse.open("caiso"), hourly(1, start));
    const location = await pointerOf(warehouse, "caiso");
    const text = await readFile(location.slice("file://".length), "utf8");
    expect(text).toContain('"vendor-field":{"id":9007199254740993}');
    expect(text).toContain('"properties":{"vendor.key":"kept"}');
  });
});
