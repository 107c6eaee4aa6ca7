import { describe, expect, it } from "vitest";
import { appendSnapshot } from "../../../services/landing/iceberg/append-snapshot.ts";
import { summarizeAppend } from "../../../services/landing/iceberg/snapshot-summary.ts";
import {
  type TableMetadata,
  createTableMetadata,
  nextMetadataName,
  parseTableMetadata,
  serializeTableMetadata,
} from "../../../services/landing/iceberg/table-metadata.ts";
import { createPartitionField } from "../../../services/landing/iceberg/table-schema.ts";

const created = createTableMetadata("file:///w/t", createPartitionField("day"), 1_000);

function append(base: TableMetadata, id: bigint, nowMs: number) {
  return appendSnapshot(
    base,
    `file:///w/t/metadata/${id - 1n}.metadata.json`,
    {
      snapshotId: id,
      sequenceNumber: base["last-sequence-number"] + 1n,
      manifestList: `file:///w/t/metadata/snap-${id}.avro`,
      summary: { operation: "append" },
    },
    nowMs,
  );
}

/** States after `count` appends, a millisecond apart, with properties of the test's own. */
function appendMany(count: number, properties: Record<string, string>, change = {}) {
  let base: TableMetadata = { ...created, ...change, properties };
  const released: string[] = [];
  for (let index = 1; index <= count; index++) {
    const next = append(base, BigInt(index), 1_000 + index);
    base = next.metadata;
    released.push(...next.released);
  }
  return { metadata: base, released };
}

const ids = (entries: readonly { "snapshot-id": bigint }[]) =>
  entries.map((entry) => Number(entry["snapshot-id"]));

describe("table metadata", () => {
  it("survives being written and read, ids beyond 2^53 included", () => {
    const { metadata } = append(created, 9007199254740993n, 2_000);
    const text = serializeTableMetadata(metadata);
    expect(text).toContain('"snapshot-id":9007199254740993,');
    expect(parseTableMetadata(text, "x")).toEqual(metadata);
  });

  it("has no v1 fields, string properties and the reserved numbers of the specification", () => {
    const json = JSON.parse(serializeTableMetadata(created)) as Record<string, unknown>;
    expect(json).not.toHaveProperty("schema");
    expect(json).not.toHaveProperty("partition-spec");
    expect(json).toMatchObject({
      "format-version": 2,
      "last-sequence-number": 0,
      "last-column-id": 12,
      "last-partition-id": 1000,
      "current-snapshot-id": -1,
      "default-sort-order-id": 1,
      refs: {},
    });
    const kinds = new Set(Object.values(created.properties).map((value) => typeof value));
    expect([...kinds]).toEqual(["string"]);
  });

  it.each(["{", '{"format-version":3}', '{"format-version":2}', "[]"])(
    "is refused when it reads %s",
    (text) => {
      expect(() => parseTableMetadata(text, "file:///m.json")).toThrow(/file:\/\/\/m\.json/);
    },
  );

  it("files are numbered from 00000, whatever numbers others used", () => {
    expect(nextMetadataName(undefined)).toMatch(/^00000-[0-9a-f-]{36}\.metadata\.json$/);
    expect(nextMetadataName("file:///w/metadata/00041-x.metadata.json")).toMatch(/^00042-/);
    expect(nextMetadataName("file:///w/metadata/123456-x.metadata.json")).toMatch(/^123457-/);
  });
});

describe("appendSnapshot()", () => {
  it("moves main and both logs and leaves the old state alone", () => {
    const before = structuredClone(created);
    const first = append(created, 1n, 2_000).metadata;
    const second = append(first, 2n, 3_000).metadata;
    expect(created).toEqual(before);
    expect(second).toMatchObject({
      "current-snapshot-id": 2n,
      "last-sequence-number": 2n,
      "last-updated-ms": 3_000,
      refs: { main: { "snapshot-id": 2n, type: "branch" } },
      "snapshot-log": [
        { "snapshot-id": 1n, "timestamp-ms": 2_000 },
        { "snapshot-id": 2n, "timestamp-ms": 3_000 },
      ],
      "metadata-log": [{ "timestamp-ms": 1_000 }, { "timestamp-ms": 2_000 }],
    });
    expect(second.snapshots[0]).not.toHaveProperty("parent-snapshot-id");
    expect(second.snapshots[1]).toMatchObject({ "parent-snapshot-id": 1n });
  });

  it("never goes back in time, even when the clock does", () => {
    const first = append(created, 1n, 5_000).metadata;
    const second = append(first, 2n, 4_000).metadata;
    expect(second["last-updated-ms"]).toBe(5_000);
    expect(second.snapshots[1]).toMatchObject({ "timestamp-ms": 5_000 });
  });

  it("keeps the retention another engine gave the branch, and other refs", () => {
    const refs = {
      main: { "snapshot-id": 1n, type: "branch", "min-snapshots-to-keep": 7 },
      audit: { "snapshot-id": 1n, type: "tag", "max-ref-age-ms": 5 },
    };
    const { metadata } = append({ ...append(created, 1n, 2_000).metadata, refs }, 2n, 3_000);
    expect(metadata.refs).toEqual({ ...refs, main: { ...refs.main, "snapshot-id": 2n } });
  });

  it("releases metadata files that leave the log only when the table asks for it", () => {
    const kept = { "write.metadata.previous-versions-max": "2" };
    expect(appendMany(5, kept)).toMatchObject({ released: [] });
    const { metadata, released } = appendMany(5, {
      ...kept,
      "write.metadata.delete-after-commit.enabled": "true",
    });
    expect(released).toEqual([0, 1, 2].map((n) => `file:///w/t/metadata/${n}.metadata.json`));
    expect(metadata["metadata-log"]).toHaveLength(2);
  });
});

describe("snapshot expiry", () => {
  const expiring = {
    "history.expire.max-snapshot-age-ms": "0",
    "history.expire.min-snapshots-to-keep": "3",
  };

  it("keeps the newest snapshots and releases the lists of the others", () => {
    const { metadata, released } = appendMany(6, expiring);
    expect(ids(metadata.snapshots)).toEqual([4, 5, 6]);
    expect(ids(metadata["snapshot-log"])).toEqual([4, 5, 6]);
    expect(released).toEqual([1, 2, 3].map((n) => `file:///w/t/metadata/snap-${n}.avro`));
  });

  it("keeps snapshots that are young enough, however many", () => {
    const { metadata } = appendMany(9, {
      ...expiring,
      "history.expire.max-snapshot-age-ms": "5",
    });
    expect(ids(metadata.snapshots)).toEqual([4, 5, 6, 7, 8, 9]);
  });

  it("drops snapshots a rollback left beside the branch, and history up to the gap", () => {
    const base = appendMany(3, {
      ...expiring,
      "history.expire.max-snapshot-age-ms": "1000",
    }).metadata;
    const rolledBack: TableMetadata = {
      ...base,
      properties: expiring,
      refs: { main: { "snapshot-id": 1n, type: "branch" } },
      "current-snapshot-id": 1n,
    };
    const { metadata } = append(rolledBack, 9n, 50_000);
    expect(ids(metadata.snapshots)).toEqual([1, 9]);
    expect(ids(metadata["snapshot-log"])).toEqual([9]);
  });

  it("leaves tables with refs of others, or with gc switched off, alone", () => {
    const tag = { refs: { audit: { "snapshot-id": 1n, type: "tag" } } };
    expect(appendMany(6, expiring, tag).metadata.snapshots).toHaveLength(6);
    const off = { ...expiring, "gc.enabled": "false" };
    expect(appendMany(6, off).metadata.snapshots).toHaveLength(6);
  });
});

describe("summarizeAppend()", () => {
  const counts = {
    files: 2,
    rows: 10,
    bytes: 99,
    manifestsCreated: 1,
    manifestsKept: 0,
    manifestsReplaced: 0,
  };

  it("adds to the parent's totals beyond 2^53 and does not invent one the parent lacks", () => {
    const parent = {
      "snapshot-id": 1n,
      "timestamp-ms": 0,
      summary: { "total-records": "9007199254740993" },
    };
    const summary = summarizeAppend(parent, counts, {});
    expect(summary["total-records"]).toBe("9007199254741003");
    expect(summary).not.toHaveProperty("total-data-files");
  });

  it("does not let the caller's keys replace the specification's", () => {
    const summary = summarizeAppend(undefined, counts, { operation: "delete", "run-id": "r" });
    expect(summary).toMatchObject({ operation: "append", "run-id": "r", "total-records": "10" });
  });
});
