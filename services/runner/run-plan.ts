/** Turns the catalogues of the mocks into the plan of a run. */
import { z } from "zod";
import { SandboxError } from "../core/errors.ts";
import type { ProviderName } from "../core/observation.ts";
import type { PlannedDataset, PlannedSeries, RunPlan } from "../core/plan.ts";
import type { ProviderConfig } from "./sandbox-config.ts";

const catalogueSchema = z.object({
  provider: z.string(),
  anchor: z.iso.datetime(),
  series: z.array(
    z.object({
      id: z.string(),
      dataset: z.string(),
      params: z.record(z.string(), z.string()),
      points: z.int(),
      start: z.iso.datetime(),
      end: z.iso.datetime(),
    }),
  ),
});

export type Catalogue = z.infer<typeof catalogueSchema>;

/** Throws PROVIDER_PAYLOAD_INVALID when the address answers with something else than a mock's catalogue. */
export async function fetchCatalogue(
  provider: ProviderName,
  baseUrl: string,
  signal: AbortSignal,
): Promise<Catalogue> {
  let answer: unknown;
  try {
    const response = await fetch(`${baseUrl}/catalog`, { signal });
    answer = await response.json();
  } catch (error) {
    throw new SandboxError(
      "PROVIDER_UNREACHABLE",
      `Cannot read the catalogue of ${provider} at ${baseUrl}/catalog: expected JSON from a mock provider`,
      {},
      error,
    );
  }
  const parsed = catalogueSchema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new SandboxError(
    "PROVIDER_PAYLOAD_INVALID",
    `Cannot read the catalogue of ${provider} at ${baseUrl}/catalog: ${issue?.path.join(".") ?? ""} ${issue?.message ?? "unreadable"}`,
  );
}

/**
 * Only datasets the configuration names are planned, except in a replay: there the recording decides.
 * A provider whose catalogue has none of them is refused.
 */
export function planRun(
  runId: string,
  providers: readonly ProviderConfig[],
  catalogues: ReadonlyMap<ProviderName, Catalogue>,
  replayed = false,
): RunPlan {
  const datasets: PlannedDataset[] = [];
  for (const { name, datasets: wanted } of providers) {
    const byDataset = new Map<string, PlannedSeries[]>();
    for (const series of catalogues.get(name)?.series ?? []) {
      if (!replayed && !wanted.includes(series.dataset)) continue;
      const planned = byDataset.get(series.dataset) ?? [];
      planned.push({
        seriesId: series.id,
        params: series.params,
        startMs: Date.parse(series.start),
        endMs: Date.parse(series.end),
      });
      byDataset.set(series.dataset, planned);
    }
    if (byDataset.size === 0) {
      throw new SandboxError(
        "CONFIG_INVALID",
        `Cannot plan a run of ${name}: its catalogue has none of the configured datasets ${wanted.join(", ")}`,
      );
    }
    for (const [dataset, series] of byDataset) datasets.push({ provider: name, dataset, series });
  }
  return { runId, datasets };
}

/** Sorts by time of start and tells runs apart: `20261121-083000-7f3a`. */
export function createRunId(now: Date, random: () => number = Math.random): string {
  const stamp = now.toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15);
  const suffix = Math.floor(random() * 0x10000)
    .toString(16)
    .padStart(4, "0");
  return `${stamp}-${suffix}`;
}
