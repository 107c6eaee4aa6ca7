/**
 * CPU time and memory of processes and everything below them, from Linux's /proc.
 * Source: proc(5), fields of /proc/[pid]/stat and /proc/[pid]/status.
 */
import { readFileSync, readdirSync } from "node:fs";

export interface Usage {
  /** CPU of the process, its living descendants and those already waited for, in milliseconds. */
  readonly cpuMs: number;
  /** Resident memory now, shared pages counted in each process. */
  readonly residentBytes: number;
  /** Highest resident memory so far, summed over living processes. */
  readonly peakBytes: number;
}

/** Linux counts CPU in ticks; every supported kernel uses 100 a second for user space. */
const tickMs = 10;

/** Undefined when the process is gone, or /proc does not exist. */
export function readUsage(pid: number): Usage | undefined {
  const parents = readParents();
  if (!parents.has(pid)) return undefined;
  let usage: Usage | undefined;
  for (const candidate of parents.keys()) {
    if (!descends(candidate, pid, parents)) continue;
    const own = readOne(candidate);
    if (own === undefined) continue;
    usage = {
      cpuMs: (usage?.cpuMs ?? 0) + own.cpuMs,
      residentBytes: (usage?.residentBytes ?? 0) + own.residentBytes,
      peakBytes: (usage?.peakBytes ?? 0) + own.peakBytes,
    };
  }
  return usage;
}

/**
 * Memory the process itself holds now, pages shared with others counted in part (PSS), in bytes; 0 when it is gone.
 * Summed over processes that run the same program it is what they take together, which resident memory is not.
 */
export function readProportionalBytes(pid: number): number {
  const rollup = read(`/proc/${pid}/smaps_rollup`) ?? "";
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
}

function readParents(): Map<number, number> {
  const parents = new Map<number, number>();
  for (const name of entries()) {
    if (!/^\d+$/.test(name)) continue;
    const fields = statFields(Number(name));
    if (fields !== undefined) parents.set(Number(name), Number(fields[1]));
  }
  return parents;
}

function entries(): string[] {
  try {
    return readdirSync("/proc");
  } catch {
    return []; // not Linux: nothing to read, and readUsage says so with undefined
  }
}

function descends(pid: number, ancestor: number, parents: ReadonlyMap<number, number>): boolean {
  for (
    let current: number | undefined = pid;
    current !== undefined && current > 0;
    current = parents.get(current)
  ) {
    if (current === ancestor) return true;
  }
  return false;
}

function readOne(pid: number): Usage | undefined {
  const fields = statFields(pid);
  if (fields === undefined) return undefined;
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
  const status = read(`/proc/${pid}/status`) ?? "";
  const kilobytes = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0);
  return {
    cpuMs: ticks * tickMs,
    residentBytes: kilobytes("VmRSS") * 1024,
    peakBytes: kilobytes("VmHWM") * 1024,
  };
}

/** The fields after the command's name, which may itself hold spaces: state is 0, parent 1, utime 11. */
function statFields(pid: number): string[] | undefined {
  const text = read(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(")") + 2).split(" ");
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // the process ended between listing and reading
  }
}
