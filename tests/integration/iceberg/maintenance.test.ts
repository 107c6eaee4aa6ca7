import { rename } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { IcebergTable } from "../../../services/landing/iceberg/iceberg-table.ts";
import {
  type TestWarehouse,
  append,
  changeMetadata,
  commit,
  hourly,
  inTransaction,
  readMetadata,
  startWarehouse,
  tableFiles,
  tablePath,
  toColumns,
  withClient,
} from "../../support/iceberg.ts";

const hourMs = 3_600_000;
const start = Date.UTC(2026, 10, 1);
/** Older than this is every file, also one written in this millisecond. */
const anyAge = -1_000;

describe("maintenance of an Iceberg table", () => {
  let warehouse: TestWarehouse;

  beforeAll(async () => {
    warehouse = await startWarehouse();
  });
  afterAll(() => warehouse.stop());
  beforeEach(() => warehouse.clear());

  const sweep = (table: IcebergTable, olderThanMs: number) =>
    withClient(warehouse, (client) => table.sweepOrphans(client, olderThanMs));

  it("sweeps what crashes left, once it is old enough, and nothing else", async () => {
    const table = await warehouse.open("caiso");
    await append(warehouse, table, hourly(30, start));
    await append(warehouse, table, hourly(30, start));
    const kept = await tableFiles(table);
    // Two processes that died: one after staging (two days, a manifest), one between its commit and COMMIT.
    await (await warehouse.open("caiso")).stage(toColumns(hourly(30, start)));
    const other = await warehouse.open("caiso");
    const staged = await other.stage(toColumns(hourly(1, start)));
    const crash = inTransaction(warehouse, async (client) => {
      await other.commit(staged, client, {});
      throw new Error("crash");
    });
    await expect(crash).rejects.toThrow("crash");
    expect(await tableFiles(table)).toHaveLength(kept.length + 7);
    expect(await sweep(table, 60_000)).toBe(0);
    expect(await sweep(table, anyAge)).toBe(7);
    expect(await tableFiles(table)).toEqual(kept);
  });

  it("spares the batches that are under way", async () => {
    const table = await warehouse.open("caiso");
    const waiting = await table.stage(toColumns(hourly(1, start)));
    const pointed = await table.stage(toColumns(hourly(1, start + hourMs)));
    await inTransaction(warehouse, async (client) => {
      await table.commit(pointed, client, {});
      expect(await sweep(table, anyAge)).toBe(0);
    });
    await table.committed(pointed);
    expect(await sweep(table, anyAge)).toBe(0);
    await commit(warehouse, table, waiting);
    expect(await readMetadata(warehouse, "caiso")).toMatchObject({ "last-sequence-number": 2 });
  });

  it("sweeps nothing when a list cannot be read", async () => {
    const table = await warehouse.open("caiso");
    await append(warehouse, table, hourly(1, start));
    await (await warehouse.open("caiso")).stage(toColumns(hourly(1, start)));
    const list = (await tableFiles(table)).find((file) => file.includes("snap-")) ?? "";
    const path = `${tablePath(table)}/${list}`;
    await rename(path, `${path}.away`);
    await expect(sweep(table, anyAge)).rejects.toMatchObject({ code: "WAREHOUSE_UNAVAILABLE" });
    await rename(`${path}.away`, path);
    expect(await sweep(table, anyAge)).toBe(2);
  });

  it("keeps metadata bounded over many commits, and every data file", async () => {
    const commits = 60;
    await warehouse.open("caiso");
    await changeMetadata(warehouse, "caiso", (metadata) => ({
      ...metadata,
      properties: {
        "write.metadata.delete-after-commit.enabled": "true",
        "write.metadata.previous-versions-max": "5",
        "history.expire.max-snapshot-age-ms": "0",
        "history.expire.min-snapshots-to-keep": "8",
        "commit.manifest.min-count-to-merge": "10",
      },
    }));
    const table = await warehouse.open("caiso");
    for (let hour = 0; hour < commits; hour++) {
      await append(warehouse, table, hourly(1, start + hour * hourMs));
    }
    const {
      snapshots,
      "metadata-log": log,
      "snapshot-log": history,
    } = await readMetadata(warehouse, "caiso");
    expect(snapshots).toHaveLength(8);
    expect(history).toHaveLength(8);
    expect(log).toHaveLength(5);
    const files = await tableFiles(table);
    const count = (pattern: RegExp) => files.filter((file) => pattern.test(file)).length;
    expect(count(/\.metadata\.json$/)).toBe(6);
    expect(count(/\/snap-/)).toBe(8);
    expect(count(/\.parquet$/)).toBe(commits);
    expect(snapshots).toMatchObject(
      Array.from({ length: 8 }, (_, index) => ({
        summary: { "total-records": String(commits - 7 + index) },
      })),
    );
  });

  it("merges manifests in the background and sweeps the merged ones with their snapshots", async () => {
    await warehouse.open("caiso");
    await changeMetadata(warehouse, "caiso", (metadata) => ({
      ...metadata,
      properties: {
        "history.expire.max-snapshot-age-ms": "0",
        "history.expire.min-snapshots-to-keep": "1",
        "commit.manifest.min-count-to-merge": "5",
      },
    }));
    const table = await warehouse.open("caiso");
    let commits = 0;
    let replaced = 0;
    while (replaced < 10 && commits < 200) {
      await append(warehouse, table, hourly(1, start + commits++ * hourMs));
      // Proof for the cast: every snapshot of ours has a summary.
      const [snapshot] = (await readMetadata(warehouse, "caiso"))["snapshots"] as {
        summary: Record<string, string>;
      }[];
      replaced += Number(snapshot?.summary["manifests-replaced"]);
      expect(snapshot?.summary["total-records"]).toBe(String(commits));
    }
    expect(replaced).toBeGreaterThanOrEqual(10);
    expect(await sweep(table, anyAge)).toBeGreaterThanOrEqual(replaced);
    const files = await tableFiles(table);
    expect(files.filter((file) => file.endsWith(".parquet"))).toHaveLength(commits);
    await append(warehouse, table, hourly(1, start));
  });
});
