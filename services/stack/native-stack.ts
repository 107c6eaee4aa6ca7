/** The native stack: real Kafka, registry, PostgreSQL and Redis as processes of this machine. */
import { SandboxError } from "../core/errors.ts";
import { prepareArtifacts } from "./artifact-cache.ts";
import { installHint } from "./install-hint.ts";
import { type Java, findJava, javaFeatureMin } from "./java.ts";
import { findPostgresPlace } from "./native/postgres-place.ts";
import { prepareTemplates } from "./native/prepare-templates.ts";
import { type NativeStack, startParts } from "./native/start-parts.ts";
import { haveTemplates, locateTemplates } from "./native/templates.ts";
import type { StackOptions } from "./stack-options.ts";
import type { Endpoints } from "./stack.ts";

export async function startNativeStack(options: Required<StackOptions>): Promise<Endpoints> {
  const java = requireJava(options.env);
  const artifacts = await prepareArtifacts(options);
  const place = await findPostgresPlace(options.directory.paths);
  if (place.elsewhere !== undefined) options.directory.update({ elsewhere: [place.elsewhere] });
  const templates = locateTemplates(artifacts, java, place.binaries);
  const native: NativeStack = { ...options, java, artifacts, place, templates };
  if (!haveTemplates(templates)) await prepareTemplates(native);
  return startParts(native, "use");
}

function requireJava(env: NodeJS.ProcessEnv): Java {
  const java = findJava(env);
  if (java !== undefined && java.feature >= javaFeatureMin) return java;
  const found = java === undefined ? "there is none" : `"${java.command}" is ${java.version}`;
  throw new SandboxError(
    "ENVIRONMENT_UNFIT",
    `Cannot start the native stack: it needs Java ${javaFeatureMin} or later and ${found}; get it with: ${installHint("java")}`,
  );
}
