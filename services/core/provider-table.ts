/**
 * Every provider the pipeline knows, with what its parts need to know about it. A new one is a folder in
 * `services/providers`, a line here and a line in `connector-table.ts`; names, ports, topics and tables follow.
 */
interface ProviderFacts {
  /** Port of its mock where nothing else is said. */
  readonly mockPort: number;
  /** How its Iceberg table is cut: `docs/decisions/0002-iceberg-partitioning.md`. */
  readonly partition: "day" | "month" | "year";
  /**
   * Whether it dates what it publishes. Where it does not, as_of is nominal and a changed value arrives under the
   * identity of the old one (`docs/data-model.md`).
   */
  readonly publishesVintages: boolean;
}

export const providerTable = {
  caiso: { mockPort: 8001, partition: "day", publishesVintages: false },
  eia: { mockPort: 8002, partition: "year", publishesVintages: false },
  fred: { mockPort: 8003, partition: "year", publishesVintages: true },
  noaa: { mockPort: 8004, partition: "month", publishesVintages: false },
  worldbank: { mockPort: 8005, partition: "year", publishesVintages: false },
} as const satisfies Record<string, ProviderFacts>;

export type ProviderName = keyof typeof providerTable;

// Proof for the cast: these are the table's own keys.
export const providerNames = Object.keys(providerTable) as [ProviderName, ...ProviderName[]];

/** One fact of every provider. */
export function providerFacts<Fact extends keyof ProviderFacts>(
  fact: Fact,
): Readonly<Record<ProviderName, ProviderFacts[Fact]>> {
  return Object.fromEntries(
    providerNames.map((name) => [name, providerTable[name][fact]]),
    // Proof for the cast: the list mapped over holds every provider name.
  ) as Record<ProviderName, ProviderFacts[Fact]>;
}
