/**
 * Who listens on a port, as far as this user may know.
 * Source: proc(5): `/proc/net/tcp*` names a listener's socket inode, `/proc/<pid>/fd` who has that socket open.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, readlinkSync } from "node:fs";

/** A phrase such as `pid 4242 (redis-server 127.0.0.1:6379) holds it`. */
export function describePortHolder(port: number): string {
  const pid = process.platform === "linux" ? holderInProc(port) : holderFromLsof(port);
  if (pid === undefined) return "another process holds it, which one cannot be seen by this user";
  const command = commandOf(pid);
  return `pid ${pid}${command === "" ? "" : ` (${command})`} holds it`;
}

function holderInProc(port: number): number | undefined {
  const inodes = new Set(["tcp", "tcp6"].flatMap((table) => listeningInodes(table, port)));
  if (inodes.size === 0) return undefined;
  const sockets = new Set([...inodes].map((inode) => `socket:[${inode}]`));
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => openFilesOf(pid).some((target) => sockets.has(target)));
}

function listeningInodes(table: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const listening = "0A";
  return readQuietly(`/proc/net/${table}`)
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(wanted) === true && fields[3] === listening)
    .flatMap((fields) => fields[9] ?? []);
}

function openFilesOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((descriptor) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${descriptor}`);
      } catch {
        return ""; // closed while we looked
      }
    });
  } catch {
    return []; // another user's process
  }
}

function holderFromLsof(port: number): number | undefined {
  try {
    const found = execFileSync("lsof", ["-nP", "-t", `-iTCP:${port}`, "-sTCP:LISTEN"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return Number(found.split("\n")[0]) || undefined;
  } catch {
    return undefined; // no lsof, or nothing it may show
  }
}

/** The command line in short: the first 120 characters name a process well enough. */
function commandOf(pid: number): string {
  const command = readQuietly(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim();
  return command.length > 120 ? `${command.slice(0, 120)}…` : command;
}

function readQuietly(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
