/**
 * What makes later starts quicker, kept in the artifact cache:
 *
 *     postgres-<build>/     a stopped cluster that holds both databases and the registry's tables
 *     kafka-log/            a formatted, otherwise empty log directory
 *     java-<build>/         class-data archives of Kafka and the registry (they fit one build of Java only)
 *
 * Source: https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import type { Artifacts } from "../artifact-cache.ts";
import type { Java } from "../java.ts";

export interface Templates {
  readonly postgres: string;
  readonly kafkaLog: string;
  readonly kafkaClasses: string;
  readonly registryClasses: string;
  readonly lock: string;
}

/** Where the templates are, or will be. */
export function locateTemplates(
  artifacts: Artifacts,
  java: Java,
  postgresBinaries: string,
): Templates {
  const { directory } = artifacts;
  const javaTag = tag(java.command + java.build);
  const postgres = statSync(join(postgresBinaries, "bin", "postgres"));
  const classes = join(directory, `java-${javaTag}`);
  return {
    // The size of the server tells its builds apart, and takes no time to read.
    postgres: join(directory, `postgres-${tag(String(postgres.size))}`),
    kafkaLog: join(directory, "kafka-log"),
    kafkaClasses: join(classes, "kafka.jsa"),
    registryClasses: join(classes, "registry.jsa"),
    lock: join(directory, "templates.lock"),
  };
}

export function haveTemplates(templates: Templates): boolean {
  const { postgres, kafkaClasses, registryClasses } = templates;
  return [postgres, kafkaClasses, registryClasses].every((path) => existsSync(path));
}

/** A name beside `path` to build it under; `publish` makes it appear, whole. */
export function draftOf(path: string): string {
  mkdirSync(join(path, ".."), { recursive: true });
  return join(path, "..", `.${process.pid}-${basename(path)}`);
}

/** If another runner was quicker, its copy is as good and stays. */
export function publish(path: string): void {
  const draft = draftOf(path);
  try {
    renameSync(draft, path);
  } catch {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Copies a tree, whole or not at all. `cp` takes a tenth of the time Node does for a thousand files. */
export async function copyTree(from: string, to: string): Promise<void> {
  const draft = draftOf(to);
  rmSync(draft, { recursive: true, force: true });
  await promisify(execFile)("cp", ["-a", from, draft]);
  publish(to);
}

function tag(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
