/**
 * Files of the warehouse on a local disk: written whole, synced, and named by `file:///…` URIs.
 * A file counts as written once its bytes and the directory entries that lead to it are on disk.
 */
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { SandboxError } from "../../core/errors.ts";

/** Throws CONFIG_INVALID unless the address is an absolute `file:` URL whose path every engine reads alike. */
export function warehousePath(warehouseUrl: string): string {
  const path = warehouseUrl.startsWith("file:///") ? fileURLToPath(warehouseUrl) : undefined;
  if (path === undefined || /[?#%]/.test(path)) {
    throw new SandboxError(
      "CONFIG_INVALID",
      `Cannot use warehouse "${warehouseUrl}": expected file:///path without "?", "#" and "%"`,
    );
  }
  return path.replace(/\/+$/, "");
}

/**
 * The path behind the scheme as it is: Trino and PyIceberg open what follows `file://` without decoding it,
 * so percent-encoding would name another file.
 */
export function toUri(path: string): string {
  return `file://${path}`;
}

/** The path of a URI another engine may have written: `file:/a` and `file:///a` name the same file. */
export function toPath(uri: string): string {
  return uri.replace(/^file:(\/\/)?(?=\/)/, "");
}

/** Writes and syncs a new file; a file that could not be finished is removed. */
export async function writeSynced(
  path: string,
  bytes: Uint8Array,
  onNoDirectory: "fail" | "create-directory" = "fail",
): Promise<void> {
  const file = await open(path, "wx")
    .catch(async (error: unknown) => {
      if (onNoDirectory === "create-directory" && errorCode(error) === "ENOENT") {
        await ensureDirectory(dirname(path));
        return open(path, "wx");
      }
      throw error;
    })
    .catch((error: unknown) => {
      throw mapWarehouseError(error, "create", path);
    });
  try {
    await file.writeFile(bytes);
    await file.datasync();
    await file.close();
  } catch (error) {
    await file.close().catch(() => {
      // The write's own error says what is wrong.
    });
    await removeFile(path);
    throw mapWarehouseError(error, "write", path);
  }
}

export async function syncDirectory(path: string): Promise<void> {
  try {
    const directory = await open(path, "r");
    await directory.sync().finally(() => directory.close());
  } catch (error) {
    throw mapWarehouseError(error, "sync", path);
  }
}

/** Creates a directory and what leads to it; the entries of new directories are synced. */
export async function ensureDirectory(path: string): Promise<void> {
  let created: string | undefined;
  try {
    created = await mkdir(path, { recursive: true });
  } catch (error) {
    throw mapWarehouseError(error, "create", path);
  }
  if (created === undefined) return;
  for (let parent = dirname(path); parent.length >= dirname(created).length;) {
    await syncDirectory(parent);
    if (parent === dirname(parent)) return;
    parent = dirname(parent);
  }
}

export async function readWarehouseFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw mapWarehouseError(error, "read", path);
  }
}

/** Removes what nothing names any more. A file that stays is harmless: `sweepOrphans` finds it later. */
export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => {
    // See above: an orphan costs room, nothing else.
  });
}

export function mapWarehouseError(error: unknown, action: string, path: string): SandboxError {
  if (error instanceof SandboxError) return error;
  const code = errorCode(error);
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new SandboxError(
      "WAREHOUSE_FULL",
      `Cannot ${action} "${path}": ${code === "ENOSPC" ? "no space left on the device" : "the disk quota is used up"}`,
      { path },
      error,
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new SandboxError(
    "WAREHOUSE_UNAVAILABLE",
    `Cannot ${action} "${path}": ${reason}`,
    { path },
    error,
  );
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
