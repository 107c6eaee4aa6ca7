import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Observation, ProviderName } from "../../../services/core/observation.ts";
import {
  type TestWarehouse,
  append,
  changeMetadata,
  commit,
  hourly,
  observation,
  startWarehouse,
  toColumns,
} from "../../support/iceberg.ts";
import {
  type PyIceberg,
  icebergPython,
  noPythonReason,
  startPyIceberg,
} from "../../support/iceberg-python.ts";

const dayMs = 86_400_000;
const start = Date.UTC(2026, 10, 1);

interface PythonRow {
  readonly series_id: string;
  readonly interval_start: number;
}
interface PythonFile {
  readonly path: string;
  readonly rows: number;
  readonly sortOrder: number;
}
interface PythonSnapshot {
  readonly id: string;
  readonly parent: string | null;
  readonly sequence: number;
  readonly summary: Readonly<Record<string, string>>;
}

describe.skipIf(icebergPython === undefined)(
  `PyIceberg on our tables${icebergPython === undefined ? ` (${noPythonReason})` : ""}`,
  () => {
    let warehouse: TestWarehouse;
    let pyiceberg: PyIceberg;

    beforeAll(async () => {
      warehouse = await startWarehouse();
      pyiceberg = startPyIceberg(warehouse.databaseUrl, warehouse.path);
    });
    afterAll(async () => {
      await pyiceberg.stop();
      await warehouse.stop();
    });
    beforeEach(() => warehouse.clear());

    // Proof for the casts: these are the shapes `iceberg_python.py` writes.
    const readRows = async (provider: ProviderName, options: object = {}) =>
      sorted((await pyiceberg.call(provider, "rows", options)) as PythonRow[]);
    const readFiles = async (provider: ProviderName, options: object = {}) =>
      (await pyiceberg.call(provider, "files", options)) as PythonFile[];
    const readSnapshots = async (provider: ProviderName) =>
      (await pyiceberg.call(provider, "snapshots")) as PythonSnapshot[];

    it("reads exactly the rows that were written, odd ones included", async () => {
      const table = await warehouse.open("fred");
      const fred = { provider: "fred", dataset: "series/observations" } as const;
      const written = [
        observation({ ...fred, seriesId: "GDP", value: null, location: null }),
        observation({ ...fred, intervalStartMs: Date.UTC(1776, 6, 4), value: -0.1 }),
        observation({ ...fred, intervalStartMs: Date.UTC(1969, 11, 31, 23), value: 5e-324 }),
        observation({ ...fred, intervalStartMs: -1, asOfMs: -1, value: 1.7976931348623157e308 }),
        observation({
          ...fred,
          seriesId: "Größe 東京 🜨 and more than 16",
          unit: "€/MWh",
          location: "",
        }),
        observation({ ...fred, seriesId: "\u{10ffff}".repeat(20), value: 0 }),
        observation({
          ...fred,
          intervalStartMs: Date.UTC(2100, 1, 28),
          value: 123456789.123456789,
        }),
      ];
      await append(warehouse, table, written);
      expect(await readRows("fred")).toEqual(expectedRows(written));
    });

    it("reads only the rows that were selected", async () => {
      const table = await warehouse.open("caiso");
      const all = hourly(48, start);
      const staged = await table.stage(toColumns(all), Int32Array.of(3, 40, 7));
      await commit(warehouse, table, staged);
      expect(await readRows("caiso")).toEqual(
        expectedRows(all.filter((row) => [3, 7, 40].includes(row.value ?? -1))),
      );
    });

    it.each([
      {
        provider: "caiso",
        days: 3,
        files: 3,
        filter: "2026-11-02",
        partition: "interval_start_day=2026-11-02",
      },
      {
        provider: "eia",
        days: 70,
        files: 2,
        filter: "2026-12-15",
        partition: "interval_start_year=2026",
      },
      {
        provider: "fred",
        days: 800,
        files: 4,
        filter: "2027-06-01",
        partition: "interval_start_year=2027",
      },
    ] as const)(
      "prunes the files of $provider by interval_start",
      async ({ provider, days, files, filter, partition }) => {
        const table = await warehouse.open(provider);
        const written = Array.from({ length: days }, (_, day) =>
          observation({ provider, intervalStartMs: start + day * dayMs, value: day }),
        );
        await append(warehouse, table, written);
        expect(await readFiles(provider)).toHaveLength(files);
        expect((await readFiles(provider)).map((file) => file.sortOrder)).toEqual(
          Array(files).fill(1),
        );
        const pruned = await readFiles(provider, {
          filter: `interval_start >= '${filter}T00:00:00+00:00' and interval_start < '${filter}T23:00:00+00:00'`,
        });
        expect(pruned.map((file) => file.path.split("/").at(-2))).toEqual([partition]);
      },
    );

    it("prunes by the bounds of other columns, long strings included", async () => {
      const table = await warehouse.open("caiso");
      const long = (letter: string) => `TH_NP15_GEN-APND${letter}.LMP`;
      await append(warehouse, table, hourly(2, start, { seriesId: long("A") }));
      await append(warehouse, table, hourly(2, start, { seriesId: "ZZ" }));
      await append(warehouse, table, hourly(2, start, { seriesId: "é", value: 1e9 }));
      const filtered = async (filter: string) => (await readFiles("caiso", { filter })).length;
      expect(await filtered(`series_id = '${long("A")}'`)).toBe(1);
      // It shares the first 16 characters, so the bounds cannot tell.
      expect(await filtered(`series_id = '${long("B")}'`)).toBe(1);
      expect(await filtered("series_id = 'ZZ'")).toBe(1);
      expect(await filtered("series_id > 'ZZ'")).toBe(1);
      expect(await filtered("location is null")).toBe(0);
    });

    it("sees each snapshot's rows, totals and the caller's summary", async () => {
      const table = await warehouse.open("caiso");
      const first = await append(warehouse, table, hourly(24, start), { "aurum.run-id": "run-1" });
      const offsets = JSON.stringify({ "aurum.ext.caiso.sandbox.v1": { id: "t", 0: 48 } });
      const second = await append(warehouse, table, hourly(24, start + dayMs), {
        "aurum.run-id": "run-2",
        "aurum.offsets": offsets,
        operation: "overwrite",
      });
      expect(await readRows("caiso", { snapshot: String(first.snapshotId) })).toHaveLength(24);
      expect(await readRows("caiso")).toHaveLength(48);
      const snapshots = await readSnapshots("caiso");
      expect(snapshots).toMatchObject([
        { id: String(first.snapshotId), parent: null, sequence: 1 },
        { id: String(second.snapshotId), parent: String(first.snapshotId), sequence: 2 },
      ]);
      expect(snapshots[1]?.summary).toMatchObject({
        operation: "append",
        "added-data-files": "1",
        "added-records": "24",
        "added-files-size": String(second.bytes),
        "changed-partition-count": "1",
        "total-data-files": "2",
        "total-records": "48",
        "total-files-size": String(first.bytes + second.bytes),
        "total-delete-files": "0",
        "aurum.run-id": "run-2",
        "aurum.offsets": offsets,
      });
    });

    it("may append in between: its commit is carried on, ids and all", async () => {
      const table = await warehouse.open("caiso");
      await append(warehouse, table, hourly(24, start));
      const foreign = hourly(24, start + dayMs, { seriesId: "PY" });
      const { snapshot } = (await pyiceberg.call("caiso", "append", {
        rows: expectedRows(foreign),
      })) as { snapshot: string };
      await pyiceberg.call("caiso", "set-properties", { "owner.note": "theirs" });
      const ours = await append(warehouse, table, hourly(24, start + 2 * dayMs));
      expect(await readRows("caiso")).toEqual(
        expectedRows([...hourly(24, start), ...foreign, ...hourly(24, start + 2 * dayMs)]),
      );
      const snapshots = await readSnapshots("caiso");
      expect(snapshots.map(({ id, sequence }) => [id, sequence]).slice(1)).toEqual([
        [snapshot, 2],
        [String(ours.snapshotId), 3],
      ]);
      expect(snapshots[2]).toMatchObject({ parent: snapshot });
      expect(snapshots[2]?.summary["total-records"]).toBe("72");
    });

    it("reads the same rows after our manifests and its own were merged", async () => {
      await warehouse.open("caiso");
      await changeMetadata(warehouse, "caiso", (metadata) => ({
        ...metadata,
        properties: { "commit.manifest.min-count-to-merge": "4" },
      }));
      const table = await warehouse.open("caiso");
      const written = hourly(24, start, { seriesId: "PY" });
      await pyiceberg.call("caiso", "append", { rows: expectedRows(written) });
      let merged = false;
      for (let day = 1; day < 40 && !merged; day++) {
        const rows = hourly(3, start + day * dayMs);
        await append(warehouse, table, rows);
        written.push(...rows);
        merged = (await readSnapshots("caiso")).some(
          ({ summary }) => Number(summary["manifests-replaced"]) >= 4,
        );
      }
      expect(merged).toBe(true);
      expect(await readRows("caiso")).toEqual(expectedRows(written));
      const filter = `interval_start < '2026-11-02T00:00:00+00:00'`;
      expect(await readFiles("caiso", { filter })).toHaveLength(1);
    });
  },
);

/** Rows as PyIceberg gives them, in a fixed order. */
function expectedRows(observations: readonly Observation[]): PythonRow[] {
  return sorted(
    observations.map((row) => ({
      provider: row.provider,
      dataset: row.dataset,
      series_id: row.seriesId,
      interval_start: row.intervalStartMs,
      interval_end: row.intervalEndMs,
      value: row.value,
      unit: row.unit,
      location: row.location,
      as_of: row.asOfMs,
      retrieved_at: row.retrievedAtMs,
      run_id: row.runId,
      page_id: row.pageId,
    })),
  );
}

function sorted<Row extends PythonRow>(rows: readonly Row[]): Row[] {
  const key = (row: Row) => `${row.series_id} ${String(row.interval_start + 1e15).padStart(20)}`;
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
