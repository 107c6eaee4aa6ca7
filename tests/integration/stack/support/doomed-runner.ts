/** A runner that is going to be killed: starts the native stack in the given directory and waits. */
import { openSandbox } from "./sandbox.ts";

const [root = "", parts = "all"] = process.argv.slice(2);
const sandbox = openSandbox(root);
if (parts === "all") await sandbox.start();
else {
  await sandbox.supervisor.start({
    name: "sleeper",
    command: "sleep",
    args: ["600"],
    env: { PATH: process.env["PATH"] ?? "" },
    cwd: root,
    log: `${root}/sleeper.log`,
    ready: () => Promise.resolve(),
  });
}
process.stdout.write("started\n");
setInterval(() => undefined, 60_000);
