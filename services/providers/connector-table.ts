/** Every provider's connector. A provider without one does not compile. */
import type { ProviderName } from "../core/observation.ts";
import { caisoConnector } from "./caiso/connector.ts";
import type { ProviderConnector } from "./connector.ts";
import { eiaConnector } from "./eia/connector.ts";
import { fredConnector } from "./fred/connector.ts";
import { noaaConnector } from "./noaa/connector.ts";
import { worldbankConnector } from "./worldbank/connector.ts";

export const connectors = {
  caiso: caisoConnector,
  eia: eiaConnector,
  fred: fredConnector,
  noaa: noaaConnector,
  worldbank: worldbankConnector,
} as const satisfies Record<ProviderName, ProviderConnector>;
