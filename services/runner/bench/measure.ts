/** What processes used between two moments: CPU per record, the highest memory of each, and of some together. */
import type { StartedProcess } from "../../stack/stack.ts";
import { readProportionalBytes, readUsage } from "./process-usage.ts";

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

/** How often memory is looked at, in milliseconds. */
const sampleMs = 100;

/** Watches what the processes take together until `stop`, which returns the highest sum in megabytes. */
export function watchMemory(processes: readonly StartedProcess[]): { stop(): number } {
  let peakBytes = 0;
  const sample = (): void => {
    const bytes = processes.reduce((sum, { pid }) => sum + readProportionalBytes(pid), 0);
    peakBytes = Math.max(peakBytes, bytes);
  };
  const timer = setInterval(sample, sampleMs);
  return {
    stop() {
      sample();
      clearInterval(timer);
      return Math.round(peakBytes / (1 << 20));
    },
  };
}
