/** What processes used between two moments: CPU per record and the highest memory. */
import type { StartedProcess } from "../../stack/stack.ts";
import { readUsage } from "./process-usage.ts";

export interface ProcessCost {
  readonly process: string;
  readonly cpuMs: number;
  readonly cpuMicrosPerRecord: number;
  readonly peakMegabytes: number;
}

/** Begins a measurement; the function it returns ends it. Processes that were replaced meanwhile are left out. */
export function measureProcesses(
  processes: readonly StartedProcess[],
): (records: number) => ProcessCost[] {
  const before = new Map(
    processes.map(({ name, pid }) => [name, { pid, cpuMs: readUsage(pid)?.cpuMs ?? 0 }]),
  );
  return (records) =>
    [...before].flatMap(([process, { pid, cpuMs: cpuBefore }]) => {
      const usage = readUsage(pid);
      if (usage === undefined) return [];
      const cpuMs = usage.cpuMs - cpuBefore;
      return [
        {
          process,
          cpuMs,
          cpuMicrosPerRecord: Math.round((cpuMs * 10_000) / Math.max(1, records)) / 10,
          peakMegabytes: Math.round(usage.peakBytes / (1 << 20)),
        },
      ];
    });
}
