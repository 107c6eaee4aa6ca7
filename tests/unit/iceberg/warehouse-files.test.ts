import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  mapWarehouseError,
  toPath,
  toUri,
  warehousePath,
  writeSynced,
} from "../../../services/landing/iceberg/warehouse-files.ts";

describe("locations", () => {
  it("are file URIs whose path every engine reads as it stands", () => {
    expect(warehousePath("file:///var/lib/my%20warehouse/")).toBe("/var/lib/my warehouse");
    expect(toUri("/var/lib/my warehouse")).toBe("file:///var/lib/my warehouse");
    expect(toPath("file:///var/lib/x")).toBe("/var/lib/x");
    expect(toPath("file:/var/lib/x")).toBe("/var/lib/x");
  });

  it.each(["s3://bucket/w", "/var/lib", "file://host/w", "file:///a%3Fb", "file:///a%23b"])(
    "refuse %s as a warehouse",
    (url) => {
      expect(() => warehousePath(url)).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
    },
  );
});

describe("writeSynced()", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "warehouse-files-"));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it("creates missing directories when asked to, and fails without", async () => {
    const path = join(directory, "a/b/c.bin");
    const missing = writeSynced(path, Buffer.from("x"));
    await expect(missing).rejects.toMatchObject({ code: "WAREHOUSE_UNAVAILABLE" });
    await writeSynced(path, Buffer.from("x"), "create-directory");
    expect(await readFile(path, "utf8")).toBe("x");
  });

  it("never replaces or removes a file that is there", async () => {
    const path = join(directory, "c.bin");
    await writeSynced(path, Buffer.from("first"));
    const again = writeSynced(path, Buffer.from("second"));
    await expect(again).rejects.toMatchObject({ code: "WAREHOUSE_UNAVAILABLE" });
    expect(await readFile(path, "utf8")).toBe("first");
    expect(await readdir(directory)).toEqual(["c.bin"]);
  });

  it.each([
    ["ENOSPC", "WAREHOUSE_FULL"],
    ["EDQUOT", "WAREHOUSE_FULL"],
    ["EIO", "WAREHOUSE_UNAVAILABLE"],
  ])("tells %s as %s with the path", (code, expected) => {
    const error = mapWarehouseError(Object.assign(new Error(code), { code }), "write", "/w/x");
    expect(error).toMatchObject({ code: expected, details: { path: "/w/x" } });
    expect(error.message).toContain('Cannot write "/w/x"');
  });
});
