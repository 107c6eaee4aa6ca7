/**
 * Which providers date what they publish. Where they do not, as_of is nominal and a changed value
 * arrives under the identity of the old one (`docs/data-model.md`).
 */
import { providerFacts } from "../core/provider-table.ts";

export const publishesVintages = providerFacts("publishesVintages");
