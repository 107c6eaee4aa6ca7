/** A client that asks a provider as the pipeline does: its catalogue first, then unit by unit, page by page. */
import type { ProviderName } from "../../services/core/observation.ts";
import { connectors } from "../../services/providers/connector-table.ts";
import type { Cursor, ProviderConnector } from "../../services/providers/connector.ts";
import { fetchCatalogue, planRun } from "../../services/runner/run-plan.ts";

export interface AskedPage {
  /** Path and query without the key. */
  readonly description: string;
  readonly status: number;
  readonly body: Buffer;
  readonly observations: number;
}

/** Plans what the mock at `catalogueUrl` lists and asks for it at `baseUrl`, with `apiKey`. */
export async function pageThrough(options: {
  readonly provider: ProviderName;
  readonly catalogueUrl: string;
  readonly baseUrl: string;
  readonly apiKey: string;
}): Promise<AskedPage[]> {
  const { provider, catalogueUrl, baseUrl, apiKey } = options;
  const catalogue = await fetchCatalogue(provider, catalogueUrl, AbortSignal.timeout(10_000));
  const config = { name: provider, enabled: true, base_url: baseUrl, api_key: apiKey };
  const plan = planRun(
    "run",
    [{ ...config, datasets: [], validated: true }],
    new Map([[provider, catalogue]]),
    true,
  );
  const connector: ProviderConnector = connectors[provider];
  const pages: AskedPage[] = [];
  for (const unit of plan.datasets.flatMap((dataset) => connector.plan(dataset))) {
    let cursor: Cursor | null = null;
    do {
      const asked = connector.request(unit, cursor, { baseUrl, apiKey });
      const response = await fetch(asked.url, { headers: asked.headers });
      const body = Buffer.from(await response.arrayBuffer());
      const headers = Object.fromEntries(response.headers);
      const parsed = connector.parse(unit, cursor, { status: response.status, headers, body });
      pages.push({
        description: asked.description,
        status: response.status,
        body,
        observations: parsed.candidates.length,
      });
      cursor = parsed.next;
    } while (cursor !== null);
  }
  return pages;
}
