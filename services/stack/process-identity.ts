/**
 * Which process a pid means. Pids are used again, so a pid alone must never be killed:
 * together with the moment it began, as the operating system counts it, it names one process for ever.
 * Source: proc(5), `/proc/<pid>/stat` fields 3 (state) and 22 (start time); `ps -o lstart` elsewhere.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

export interface ProcessIdentity {
  readonly pid: number;
  readonly birth: string;
}

/** Environment variable every process of a sandbox carries, so that it can be found when all records are lost. */
export const sandboxMark = "AURUM_SANDBOX_ROOT";

const onLinux = process.platform === "linux";

/** Undefined when there is no such process. A zombie has ended but still has its birth. */
export function birthOf(pid: number): string | undefined {
  return lookUp(pid)?.birth;
}

/** False for zombies, and for another process that has the same pid by now. */
export function isRunning(identity: ProcessIdentity): boolean {
  const found = lookUp(identity.pid);
  return found !== undefined && !found.ended && found.birth === identity.birth;
}

let self: ProcessIdentity | undefined;

export function currentProcess(): ProcessIdentity {
  self ??= { pid: process.pid, birth: birthOf(process.pid) ?? "unknown" };
  return self;
}

/** Processes that carry the sandbox's mark, this one and those it descends from left out. Linux only, elsewhere none. */
export function findMarkedProcesses(root: string): ProcessIdentity[] {
  if (!onLinux) return [];
  const wanted = `${sandboxMark}=${root}`;
  const lineage = new Set<number>();
  for (let pid = process.pid; pid > 1 && !lineage.has(pid); pid = lookUp(pid)?.parent ?? 0) {
    lineage.add(pid);
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => !lineage.has(pid) && environmentOf(pid).includes(wanted))
    .flatMap((pid) => {
      const found = lookUp(pid);
      return found === undefined || found.ended ? [] : [{ pid, birth: found.birth }];
    });
}

/** Resident memory in bytes; undefined where it cannot be known. */
export function residentBytes(pid: number): number | undefined {
  try {
    if (onLinux) {
      const kibibytes = /^VmRSS:\s+(\d+) kB/m.exec(
        readFileSync(`/proc/${pid}/status`, "utf8"),
      )?.[1];
      return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
    }
    return Number(runPs(pid, "rss=")) * 1024;
  } catch {
    return undefined; // ended while we looked
  }
}

interface Found {
  readonly birth: string;
  readonly ended: boolean;
  readonly parent: number;
}

function lookUp(pid: number): Found | undefined {
  try {
    return onLinux ? lookUpInProc(pid) : lookUpWithPs(pid);
  } catch {
    return undefined; // no such process
  }
}

let bootId: string | undefined;

function lookUpInProc(pid: number): Found | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field is the command in parentheses and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, parent, startTicks] = [fields[0], fields[1], fields[19]];
  if (state === undefined || startTicks === undefined) return undefined;
  // Start times count from boot, so the boot belongs to them.
  bootId ??= readFileSync("/proc/sys/kernel/random/boot_id", "utf8").slice(0, 8);
  return {
    birth: `${bootId}-${startTicks}`,
    ended: state === "Z" || state === "X",
    parent: Number(parent),
  };
}

function lookUpWithPs(pid: number): Found | undefined {
  const [state, parent, ...birth] = runPs(pid, "stat=,ppid=,lstart=").split(/\s+/);
  if (state === undefined || state === "") return undefined;
  return { birth: birth.join(" "), ended: state.startsWith("Z"), parent: Number(parent) };
}

function runPs(pid: number, columns: string): string {
  return execFileSync("ps", ["-o", columns, "-p", String(pid)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    env: { PATH: process.env["PATH"], LC_ALL: "C" },
  }).trim();
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    return []; // another user's, or ended while we looked
  }
}
