/** Every mock provider there is. A new one is a folder and a line here. */
import { createCaisoProvider } from "./caiso/provider.ts";
import { createEiaProvider } from "./eia/provider.ts";
import { createFredProvider } from "./fred/provider.ts";
import type { CreateMockProvider, MockProvider, WorldOptions } from "./kit/types.ts";

export const mockTable = {
  caiso: { create: createCaisoProvider, defaultPort: 8001 },
  eia: { create: createEiaProvider, defaultPort: 8002 },
  fred: { create: createFredProvider, defaultPort: 8003 },
} as const satisfies Record<string, { create: CreateMockProvider; defaultPort: number }>;

export type MockName = keyof typeof mockTable;

// Proof for the cast: these are the table's own keys.
export const mockNames = Object.keys(mockTable) as MockName[];

/** Throws an Error when the table has no such provider. */
export function createMockProvider(name: string, world: WorldOptions): MockProvider {
  const known = mockNames.find((candidate) => candidate === name);
  if (known === undefined) {
    throw new Error(`There is no mock provider "${name}", expected one of ${mockNames.join(", ")}`);
  }
  return mockTable[known].create(world);
}
