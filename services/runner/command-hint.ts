/** Commands shown to people as the next thing to type: complete, so that they can be copied. */

/** What `--dir` is when it is not given. */
export const defaultDirectory = ".sandbox";

/** E.g. `npx sandbox-runner down --dir /tmp/other`. `dir`: as the user wrote it. */
export function commandHint(command: string, dir: string): string {
  const words = `npx sandbox-runner ${command}`;
  if (dir === defaultDirectory) return words;
  return `${words} --dir ${/^[\w./~+-]+$/.test(dir) ? dir : `'${dir.replaceAll("'", "'\\''")}'`}`;
}
