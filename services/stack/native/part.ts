/** What the four parts of the native stack have in common. */

/** Variables that decide nothing about the sandbox's behaviour, but without which programs do not run well. */
const passedOn = ["PATH", "HOME", "USER", "LANG", "TMPDIR", "JAVA_HOME"];

/** The environment of a part: little of the user's, so that two users' sandboxes behave the same. */
export function partEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = passedOn.flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), TZ: "UTC" };
}

/** How a JVM uses its class-data archive: made when it ends, used when it starts, or not at all. */
export type ClassData = { readonly use: string } | { readonly record: string } | undefined;

export function classDataFlags(archive: ClassData): string[] {
  if (archive === undefined) return [];
  return "use" in archive
    ? [`-XX:SharedArchiveFile=${archive.use}`, "-Xshare:auto"]
    : [`-XX:ArchiveClassesAtExit=${archive.record}`];
}

/** A JVM that records writes its archive while it ends, which takes some seconds. */
export function stopWait(archive: ClassData): { stopWaitMs?: number } {
  return archive !== undefined && "record" in archive ? { stopWaitMs: 60_000 } : {};
}
