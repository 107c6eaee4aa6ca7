import { stat } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type TestWarehouse,
  append,
  commit,
  hourly,
  inTransaction,
  pointerOf,
  readMetadata,
  startWarehouse,
  tableFiles,
  tablePath,
  toColumns,
  untilSomebodyWaits,
  withClient,
} from "../../support/iceberg.ts";

const hourMs = 3_600_000;
const start = Date.UTC(2026, 10, 1);

describe("an Iceberg table", () => {
  let warehouse: TestWarehouse;

  beforeAll(async () => {
    warehouse = await startWarehouse();
  });
  afterAll(() => warehouse.stop());
  beforeEach(() => warehouse.clear());

  it("is created once when several processes open it at the same time", async () => {
    const tables = await Promise.all([1, 2, 3].map(() => warehouse.open("caiso")));
    expect(new Set(tables.map(({ location }) => location)).size).toBe(1);
    for (const table of tables) {
      expect(
        (await tableFiles(table)).filter((file) => file.startsWith("metadata/00000-")),
      ).toHaveLength(1);
      await append(warehouse, table, hourly(1, start));
    }
    expect(await readMetadata(warehouse, "caiso")).toMatchObject({ "last-sequence-number": 3 });
  });

  it("shows a staged batch to nobody before COMMIT", async () => {
    const table = await warehouse.open("caiso");
    const before = await pointerOf(warehouse, "caiso");
    const staged = await table.stage(toColumns(hourly(48, start)));
    expect(staged).toMatchObject({ rows: 48, files: 2 });
    const { metadataLocation } = await inTransaction(warehouse, async (client) => {
      const committed = await table.commit(staged, client, {});
      expect(await pointerOf(warehouse, "caiso")).toBe(before);
      return committed;
    });
    expect(await pointerOf(warehouse, "caiso")).toBe(metadataLocation);
  });

  it("loses list and metadata with a rollback, and commits the same data files later", async () => {
    const table = await warehouse.open("caiso");
    const staged = await table.stage(toColumns(hourly(30, start)));
    const files = await tableFiles(table);
    const dataFile = join(tablePath(table), files.find((file) => file.endsWith(".parquet")) ?? "");
    const written = await stat(dataFile);
    const failure = inTransaction(warehouse, async (client) => {
      await table.commit(staged, client, {});
      expect(await tableFiles(table)).toHaveLength(files.length + 2);
      throw new Error("the caller changed its mind");
    });
    await expect(failure).rejects.toThrow("changed its mind");
    await table.rolledBack(staged);
    expect(await tableFiles(table)).toEqual(files);
    await commit(warehouse, table, staged);
    expect(await stat(dataFile)).toMatchObject({ ino: written.ino, mtimeMs: written.mtimeMs });
    expect(await readMetadata(warehouse, "caiso")).toMatchObject({ "last-sequence-number": 1 });
  });

  it("lets a second writer wait for the first and build on its state", async () => {
    const [a, b] = [await warehouse.open("caiso"), await warehouse.open("caiso")];
    const stagedA = await a.stage(toColumns(hourly(1, start)));
    const stagedB = await b.stage(toColumns(hourly(1, start + hourMs)));
    let second = Promise.resolve();
    await inTransaction(warehouse, async (client) => {
      await a.commit(stagedA, client, {});
      second = commit(warehouse, b, stagedB);
      await untilSomebodyWaits(warehouse);
    });
    await a.committed(stagedA);
    await second;
    expect(await readMetadata(warehouse, "caiso")).toMatchObject({
      snapshots: [
        { "snapshot-id": stagedA.snapshotId },
        {
          "snapshot-id": stagedB.snapshotId,
          "parent-snapshot-id": stagedA.snapshotId,
          summary: { "total-records": "2" },
        },
      ],
    });
  });

  it("reports a conflict to a writer that cannot see the newer state, and takes its files on a retry", async () => {
    const [a, b] = [await warehouse.open("caiso"), await warehouse.open("caiso")];
    const staged = await a.stage(toColumns(hourly(1, start)));
    const attempt = inTransaction(
      warehouse,
      async (client) => {
        await client.query("select 1");
        await append(warehouse, b, hourly(1, start + hourMs));
        await a.commit(staged, client, {});
      },
      "begin isolation level repeatable read",
    );
    await expect(attempt).rejects.toMatchObject({ code: "ICEBERG_COMMIT_CONFLICT" });
    await a.rolledBack(staged);
    const before = await tableFiles(a);
    await commit(warehouse, a, staged);
    const added = (await tableFiles(a)).filter((file) => !before.includes(file));
    expect(added.map((file) => file.replace(/[\d-].*[-.]/, "…"))).toEqual([
      "metadata/…json",
      "metadata/snap…avro",
    ]);
    expect(await readMetadata(warehouse, "caiso")).toMatchObject({ "last-sequence-number": 2 });
  });

  it("keeps every batch of writers that commit at the same time", async () => {
    const tables = await Promise.all([1, 2, 3, 4].map(() => warehouse.open("caiso")));
    await Promise.all(
      tables.map(async (table, writer) => {
        for (let round = 0; round < 5; round++) {
          const hour = writer * 5 + round;
          await append(warehouse, table, hourly(1, start + hour * hourMs));
        }
      }),
    );
    const metadata = await readMetadata(warehouse, "caiso");
    expect(metadata).toMatchObject({ "last-sequence-number": 20 });
    expect(metadata["snapshots"]).toMatchObject(
      Array.from({ length: 20 }, (_, index) => ({
        "sequence-number": index + 1,
        summary: { "total-records": String(index + 1), "total-data-files": String(index + 1) },
      })),
    );
  });

  it("takes batches that were staged together in any order", async () => {
    const table = await warehouse.open("caiso");
    const staged = await Promise.all(
      [0, 1, 2].map((hour) => table.stage(toColumns(hourly(1, start + hour * hourMs)))),
    );
    for (const batch of staged.toReversed()) await commit(warehouse, table, batch);
    expect((await readMetadata(warehouse, "caiso"))["snapshots"]).toMatchObject(
      staged.toReversed().map(({ snapshotId }) => ({ "snapshot-id": snapshotId })),
    );
  });

  it("copies the columns, so that their arrays may be filled again at once", async () => {
    const table = await warehouse.open("caiso");
    const columns = toColumns(hourly(24, start));
    const staging = table.stage(columns);
    columns.intervalStartMs.fill(0);
    expect(await staging).toMatchObject({ files: 1, rows: 24 });
    expect((await tableFiles(table)).join(" ")).toContain("interval_start_day=2026-11-01");
  });

  it("refuses an empty batch, which would make an empty data file", async () => {
    const table = await warehouse.open("caiso");
    const columns = toColumns(hourly(1, start));
    await expect(table.stage(columns, new Int32Array(0))).rejects.toThrow("at least one row");
  });

  it("removes everything of a batch that is given up", async () => {
    const table = await warehouse.open("caiso");
    const before = await tableFiles(table);
    const staged = await table.stage(toColumns(hourly(48, start)));
    await table.discard(staged);
    await table.discard(staged);
    expect(await tableFiles(table)).toEqual(before);
  });

  describe("after a COMMIT without an answer", () => {
    it("knows that the batch went in, even under later commits", async () => {
      const table = await warehouse.open("caiso");
      const staged = await table.stage(toColumns(hourly(1, start)));
      await inTransaction(warehouse, (client) => table.commit(staged, client, {}));
      await append(warehouse, await warehouse.open("caiso"), hourly(1, start + hourMs));
      expect(await withClient(warehouse, (client) => table.isCommitted(staged, client))).toBe(true);
      await table.committed(staged);
      await append(warehouse, table, hourly(1, start + 2 * hourMs));
      expect(await readMetadata(warehouse, "caiso")).toMatchObject({ "last-sequence-number": 3 });
    });

    it("waits for the old transaction to end and knows that it was rolled back", async () => {
      const table = await warehouse.open("caiso");
      const staged = await table.stage(toColumns(hourly(1, start)));
      const lost = new pg.Client({ connectionString: warehouse.databaseUrl });
      await lost.connect();
      await lost.query("begin");
      await table.commit(staged, lost, {});
      const answer = withClient(warehouse, (client) => table.isCommitted(staged, client));
      await untilSomebodyWaits(warehouse);
      await lost.end();
      expect(await answer).toBe(false);
      await table.rolledBack(staged);
      await commit(warehouse, table, staged);
      expect(await readMetadata(warehouse, "caiso")).toMatchObject({ "last-sequence-number": 1 });
    });
  });
});
