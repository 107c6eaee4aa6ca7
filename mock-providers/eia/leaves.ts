/** Every leaf route that answers with rows. */
import { gridLeaves } from "./grid-leaves.ts";
import type { Leaf } from "./leaf.ts";
import { listedLeaves } from "./listed-surveys.ts";
import { international, outlook, totalEnergy } from "./outlook-leaves.ts";
import { powerOperations, retailSales } from "./power-leaves.ts";
import { surveyLeaves } from "./survey-leaves.ts";
import { tableLeaves } from "./tables.ts";

export const leaves: readonly Leaf[] = [
  retailSales,
  powerOperations,
  ...gridLeaves,
  international,
  ...surveyLeaves,
  ...listedLeaves,
  outlook,
  totalEnergy,
  ...tableLeaves,
];
