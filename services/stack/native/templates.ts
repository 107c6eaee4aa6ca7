/**
 * What makes later starts quicker, kept in the artifact cache:
 *
 *     postgres-<build>/     a stopped cluster that holds both databases and the registry's tables
 *     kafka-log/            a formatted, otherwise empty log directory
 *     java-<build>/         class-data archives of Kafka and the registry (they fit one build of Java only)
 *
 * Source: https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html
 */
import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Artifacts } from "../artifact-cache.ts";
import type { Java } from "../java.ts";
import { clusterSettings } from "./postgres.ts";

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
  // The size of the server tells its builds apart, and takes no time to read.
  const { size } = statSync(join(postgresBinaries, "bin", "postgres"));
  const classes = join(directory, `java-${tag([java.command, java.build])}`);
  return {
    postgres: join(directory, `postgres-${tag([size, clusterSettings])}`),
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

function tag(of: unknown): string {
  return createHash("sha256").update(JSON.stringify(of)).digest("hex").slice(0, 12);
}
