/** Every mock provider there is. A new one is a folder and a line here. */
import { caisoDeclaration } from "./caiso/declaration.ts";
import { eiaDeclaration } from "./eia/declaration.ts";
import { fredDeclaration } from "./fred/declaration.ts";
import type { ProviderDeclaration } from "./kit/declaration.ts";
import type { MockProvider, WorldOptions } from "./kit/types.ts";
import { noaaDeclaration } from "./noaa/declaration.ts";
import { worldbankDeclaration } from "./worldbank/declaration.ts";

export const mockTable = {
  caiso: caisoDeclaration,
  eia: eiaDeclaration,
  fred: fredDeclaration,
  noaa: noaaDeclaration,
  worldbank: worldbankDeclaration,
} as const satisfies Record<string, ProviderDeclaration>;

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
