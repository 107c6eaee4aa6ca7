/**
 * Which providers date what they publish. Where they do not, as_of is nominal and a changed value
 * arrives under the identity of the old one (`docs/data-model.md`).
 */
import type { ProviderName } from "../core/observation.ts";

export const publishesVintages = {
  caiso: false,
  eia: false,
  fred: true,
  noaa: false,
  worldbank: false,
} as const satisfies Record<ProviderName, boolean>;
