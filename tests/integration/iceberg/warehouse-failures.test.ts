import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, rmdir, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createWarehouseWorker } from "../../../services/landing/iceberg/warehouse-worker.ts";
import {
  type TestWarehouse,
  append,
  commit,
  hourly,
  inTransaction,
  readMetadata,
  startWarehouse,
  tableFiles,
  tablePath,
  toColumns,
} from "../../support/iceberg.ts";

const start = Date.UTC(2026, 10, 1);

describe("a warehouse that fails", () => {
  let warehouse: TestWarehouse;

  beforeAll(async () => {
    warehouse = await startWarehouse();
  });
  afterAll(() => warehouse.stop());
  beforeEach(() => warehouse.clear());

  it("fails the batch when the thread dies, and goes on with a new one", async () => {
    const worker = createWarehouseWorker();
    const table = await warehouse.open("caiso", worker);
    const staging = table.stage(toColumns(hourly(2_000, start)));
    const failure = expect(staging).rejects.toMatchObject({ code: "WAREHOUSE_UNAVAILABLE" });
    await worker.close();
    await failure;
    await append(warehouse, table, hourly(1, start));
    await worker.close();
    await worker.close();
    expect(await readMetadata(warehouse, "caiso")).toMatchObject({ "last-sequence-number": 1 });
  });

  it("names the path that cannot be written, and leaves nothing of the batch", async () => {
    const table = await warehouse.open("caiso");
    // A file stands where the partition of the second day belongs.
    const obstacle = join(tablePath(table), "data", "interval_start_day=2026-11-02");
    await mkdir(join(tablePath(table), "data"));
    await writeFile(obstacle, "");
    const before = await tableFiles(table);
    const staging = table.stage(toColumns(hourly(72, start)));
    await expect(staging).rejects.toMatchObject({ code: "WAREHOUSE_UNAVAILABLE" });
    await expect(staging).rejects.toThrow(obstacle);
    expect(await tableFiles(table)).toEqual(before);
    await rm(obstacle);
    expect(await append(warehouse, table, hourly(72, start))).toMatchObject({ files: 3 });
  });

  it.each(["http://host/warehouse", "file://relative", "file:///tmp/50%25", "warehouse"])(
    "is refused as %s",
    async (warehouseUrl) => {
      const { openIcebergTable } =
        await import("../../../services/landing/iceberg/open-iceberg-table.ts");
      const { pool: database, worker } = warehouse;
      const opening = openIcebergTable({ provider: "caiso", warehouseUrl, database, worker });
      await expect(opening).rejects.toMatchObject({ code: "CONFIG_INVALID" });
    },
  );
});

const canMount = isMountAllowed();

describe.skipIf(!canMount)(
  `a warehouse without room${canMount ? "" : " (mounting a small tmpfs is not permitted here)"}`,
  () => {
    let mount: string;
    let warehouse: TestWarehouse;
    let filler: string;

    beforeEach(async () => {
      mount = await mkdtemp(join(tmpdir(), "sandbox-small-"));
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", mount]);
      filler = join(mount, "filler");
      warehouse = await startWarehouse(mount);
    });
    afterEach(async () => {
      await warehouse.stop();
      execFileSync("umount", [mount]);
      await rmdir(mount);
    });

    /** Leaves `bytes` free. */
    async function fill(bytes: number): Promise<void> {
      const { bavail, bsize } = await statfs(mount);
      await writeFile(filler, Buffer.alloc(bavail * bsize - bytes));
    }

    const full = { code: "WAREHOUSE_FULL" };

    it("fails the batch with WAREHOUSE_FULL, keeps no part of it, and works again when there is room", async () => {
      const table = await warehouse.open("caiso");
      const before = await tableFiles(table);
      await fill(64 * 1024);
      const columns = toColumns(hourly(24 * 60, start));
      const staging = table.stage(columns);
      await expect(staging).rejects.toMatchObject(full);
      await expect(staging).rejects.toThrow(/no space left/);
      expect(await tableFiles(table)).toEqual(before);
      await rm(filler);
      const staged = await table.stage(columns);
      expect(staged).toMatchObject({ rows: 24 * 60, files: 60 });
      await commit(warehouse, table, staged);
      expect(await readMetadata(warehouse, "caiso")).toMatchObject({ "last-sequence-number": 1 });
    });

    it("fails the commit with WAREHOUSE_FULL and takes the staged batch when there is room", async () => {
      const table = await warehouse.open("caiso");
      const staged = await table.stage(toColumns(hourly(24, start)));
      const before = await tableFiles(table);
      await fill(0);
      const attempt = inTransaction(warehouse, (client) => table.commit(staged, client, {}));
      await expect(attempt).rejects.toMatchObject(full);
      await table.rolledBack(staged);
      expect(await tableFiles(table)).toEqual(before);
      await rm(filler);
      await commit(warehouse, table, staged);
      expect(await readMetadata(warehouse, "caiso")).toMatchObject({ "last-sequence-number": 1 });
    });
  },
);

function isMountAllowed(): boolean {
  try {
    execFileSync("unshare", ["--mount", "mount", "-t", "tmpfs", "tmpfs", tmpdir()], {
      stdio: "ignore",
    });
    return true;
  } catch {
    // Not root, or a container without the right.
    return false;
  }
}
