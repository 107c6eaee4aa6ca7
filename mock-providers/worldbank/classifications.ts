/**
 * The groups economies belong to, as the API lists them. Sources: recorded answers of `/v2/region`,
 * `/v2/incomeLevels` and `/v2/lendingTypes` (June 2024). Two region names end with a space in the original.
 */
export interface Group {
  readonly id: string;
  readonly iso2: string;
  readonly name: string;
}

/** `number` is the id some regions carry besides their code. */
export interface Region extends Group {
  readonly number: string;
}

const regionLines = `
AFE|ZH|Africa Eastern and Southern|
AFR|A9|Africa|
AFW|ZI|Africa Western and Central|
ARB|1A|Arab World|
CAA|C9|Sub-Saharan Africa (IFC classification)|
CEA|C4|East Asia and the Pacific (IFC classification)|
CEB|B8|Central Europe and the Baltics|
CEU|C5|Europe and Central Asia (IFC classification)|
CLA|C6|Latin America and the Caribbean (IFC classification)|
CME|C7|Middle East and North Africa (IFC classification)|
CSA|C8|South Asia (IFC classification)|
CSS|S3|Caribbean small states|
EAP|4E|East Asia & Pacific (excluding high income)|
EAR|V2|Early-demographic dividend|
EAS|Z4|East Asia & Pacific|1
ECA|7E|Europe & Central Asia (excluding high income)|
ECS|Z7|Europe & Central Asia|2
EMU|XC|Euro area|
EUU|EU|European Union|
FCS|F1|Fragile and conflict affected situations|
HPC|XE|Heavily indebted poor countries (HIPC)|
LAC|XJ|Latin America & Caribbean (excluding high income)|
LCN|ZJ|Latin America & Caribbean |3
LDC|XL|Least developed countries: UN classification|
LTE|V3|Late-demographic dividend|
MDE|M1|Middle East (developing only)|
MEA|ZQ|Middle East & North Africa|4
MNA|XQ|Middle East & North Africa (excluding high income)|
NAC|XU|North America|6
NAF|M2|North Africa|
NRS|6X|Non-resource rich Sub-Saharan Africa countries|
OED|OE|OECD members|
OSS|S4|Other small states|
PRE|V1|Pre-demographic dividend|
PSS|S2|Pacific island small states|
PST|V4|Post-demographic dividend|
RRS|R6|Resource rich Sub-Saharan Africa countries|
SAS|8S|South Asia|8
SSA|ZF|Sub-Saharan Africa (excluding high income)|
SSF|ZG|Sub-Saharan Africa |9
SST|S1|Small states|
SXZ|A4|Sub-Saharan Africa excluding South Africa|
WLD|1W|World|
XZN|A5|Sub-Saharan Africa excluding South Africa and Nigeria|
`;

export const regions: readonly Region[] = regionLines
  .trim()
  .split("\n")
  .map((line) => {
    const [id = "", iso2 = "", name = "", number = ""] = line.split("|");
    return { id, iso2, name, number };
  });

export const incomeLevels: readonly Group[] = [
  { id: "HIC", iso2: "XD", name: "High income" },
  { id: "INX", iso2: "XY", name: "Not classified" },
  { id: "LIC", iso2: "XM", name: "Low income" },
  { id: "LMC", iso2: "XN", name: "Lower middle income" },
  { id: "LMY", iso2: "XO", name: "Low & middle income" },
  { id: "MIC", iso2: "XP", name: "Middle income" },
  { id: "UMC", iso2: "XT", name: "Upper middle income" },
];

export const lendingTypes: readonly Group[] = [
  { id: "IBD", iso2: "XF", name: "IBRD" },
  { id: "IDB", iso2: "XH", name: "Blend" },
  { id: "IDX", iso2: "XI", name: "IDA" },
  { id: "LNX", iso2: "XX", name: "Not classified" },
];
