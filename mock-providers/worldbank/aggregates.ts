/**
 * The aggregates: which there are, and which economies each adds up. Codes and names: recorded answer of
 * `/v2/country` (June 2024). Members of the named lists are facts of 2024; groups the classification itself
 * decides (region, income, lending) follow it; the four stages of the demographic dividend follow the income level.
 * Aggregates without members are listed by the API and have no data, as in the original.
 */
export const aggregateLines = `
AFE|ZH|Africa Eastern and Southern
AFR|A9|Africa
AFW|ZI|Africa Western and Central
ARB|1A|Arab World
BEA|B4|East Asia & Pacific (IBRD-only countries)
BEC|B7|Europe & Central Asia (IBRD-only countries)
BHI|B1|IBRD countries classified as high income
BLA|B2|Latin America & the Caribbean (IBRD-only countries)
BMN|B3|Middle East & North Africa (IBRD-only countries)
BSS|B6|Sub-Saharan Africa (IBRD-only countries)
CAA|C9|Sub-Saharan Africa (IFC classification)
CEA|C4|East Asia and the Pacific (IFC classification)
CEB|B8|Central Europe and the Baltics
CEU|C5|Europe and Central Asia (IFC classification)
CLA|C6|Latin America and the Caribbean (IFC classification)
CME|C7|Middle East and North Africa (IFC classification)
CSA|C8|South Asia (IFC classification)
CSS|S3|Caribbean small states
DEA|D4|East Asia & Pacific (IDA-eligible countries)
DEC|D7|Europe & Central Asia (IDA-eligible countries)
DLA|D2|Latin America & the Caribbean (IDA-eligible countries)
DMN|D3|Middle East & North Africa (IDA-eligible countries)
DNS|N6|IDA countries in Sub-Saharan Africa not classified as fragile situations 
DSA|D5|South Asia (IDA-eligible countries)
DSF|F6|IDA countries in Sub-Saharan Africa classified as fragile situations 
DSS|D6|Sub-Saharan Africa (IDA-eligible countries)
EAP|4E|East Asia & Pacific (excluding high income)
EAR|V2|Early-demographic dividend
EAS|Z4|East Asia & Pacific
ECA|7E|Europe & Central Asia (excluding high income)
ECS|Z7|Europe & Central Asia
EMU|XC|Euro area
EUU|EU|European Union
FCS|F1|Fragile and conflict affected situations
FXS|6F|IDA countries classified as fragile situations, excluding Sub-Saharan Africa
HIC|XD|High income
HPC|XE|Heavily indebted poor countries (HIPC)
IBB|ZB|IBRD, including blend
IBD|XF|IBRD only
IBT|ZT|IDA & IBRD total
IDA|XG|IDA total
IDB|XH|IDA blend
IDX|XI|IDA only
INX|XY|Not classified
LAC|XJ|Latin America & Caribbean (excluding high income)
LCN|ZJ|Latin America & Caribbean 
LDC|XL|Least developed countries: UN classification
LIC|XM|Low income
LMC|XN|Lower middle income
LMY|XO|Low & middle income
LTE|V3|Late-demographic dividend
MDE|M1|Middle East (developing only)
MEA|ZQ|Middle East & North Africa
MIC|XP|Middle income
MNA|XQ|Middle East & North Africa (excluding high income)
NAC|XU|North America
NAF|M2|North Africa
NRS|6X|Non-resource rich Sub-Saharan Africa countries
NXS|6N|IDA countries not classified as fragile situations, excluding Sub-Saharan Africa
OED|OE|OECD members
OSS|S4|Other small states
PRE|V1|Pre-demographic dividend
PSS|S2|Pacific island small states
PST|V4|Post-demographic dividend
RRS|R6|Resource rich Sub-Saharan Africa countries
SAS|8S|South Asia
SSA|ZF|Sub-Saharan Africa (excluding high income)
SSF|ZG|Sub-Saharan Africa 
SST|S1|Small states
SXZ|A4|Sub-Saharan Africa excluding South Africa
TEA|T4|East Asia & Pacific (IDA & IBRD countries)
TEC|T7|Europe & Central Asia (IDA & IBRD countries)
TLA|T2|Latin America & the Caribbean (IDA & IBRD countries)
TMN|T3|Middle East & North Africa (IDA & IBRD countries)
TSA|T5|South Asia (IDA & IBRD)
TSS|T6|Sub-Saharan Africa (IDA & IBRD countries)
UMC|XT|Upper middle income
WLD|1W|World
XZN|A5|Sub-Saharan Africa excluding South Africa and Nigeria
`;

/** ISO 3166 alpha-3 codes. */
export const namedMembers: Readonly<Record<string, string>> = {
  AFE: "AGO BWA BDI COM COD ERI SWZ ETH KEN LSO MDG MWI MUS MOZ NAM RWA STP SYC SOM ZAF SSD SDN TZA UGA ZMB ZWE",
  AFW: "BEN BFA CPV CMR CAF TCD COG CIV GNQ GAB GMB GHA GIN GNB LBR MLI MRT NER NGA SEN SLE TGO",
  ARB: "DZA BHR COM DJI EGY IRQ JOR KWT LBN LBY MRT MAR OMN PSE QAT SAU SOM SDN SYR TUN ARE YEM",
  CEB: "BGR HRV CZE EST HUN LVA LTU POL ROU SVK SVN",
  CSS: "ATG BHS BRB BLZ DMA GRD GUY JAM KNA LCA VCT SUR TTO",
  PSS: "FJI KIR MHL FSM NRU PLW WSM SLB TON TUV VUT",
  OSS: "BHR BTN BWA BRN CPV COM CYP DJI GNQ EST SWZ GAB GMB GNB ISL JAM LSO MDV MLT MUS MNE NAM QAT SMR STP SYC TLS",
  EMU: "AUT BEL HRV CYP EST FIN FRA DEU GRC IRL ITA LVA LTU LUX MLT NLD PRT SVK SVN ESP",
  EUU: "AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP SWE",
  OED: "AUS AUT BEL CAN CHL COL CRI CZE DNK EST FIN FRA DEU GRC HUN ISL IRL ISR ITA JPN KOR LVA LTU LUX MEX NLD NZL NOR POL PRT SVK SVN ESP SWE CHE TUR GBR USA",
  LDC: "AFG AGO BGD BEN BFA BDI KHM CAF TCD COM COD DJI ERI ETH GMB GIN GNB HTI KIR LAO LSO LBR MDG MWI MLI MRT MOZ MMR NPL NER RWA STP SEN SLE SLB SOM SSD SDN TZA TLS TGO TUV UGA YEM ZMB",
  HPC: "AFG BEN BOL BFA BDI CMR CAF TCD COM COD COG CIV ERI ETH GMB GHA GIN GNB GUY HTI HND LBR MDG MWI MLI MRT MOZ NIC NER RWA STP SEN SLE SOM SDN TZA TGO UGA ZMB",
  FCS: "AFG BFA BDI CMR CAF TCD COM COG COD ERI ETH GNB HTI IRQ KIR XKX LBN LBY MLI MHL FSM MOZ MMR NER NGA PNG STP SLB SOM SSD SDN SYR TLS TUV UKR VEN PSE YEM ZWE",
};

/** A member has the given value in each of the named fields. */
export interface MemberRule {
  readonly region?: string;
  readonly adminRegion?: string;
  readonly incomeLevels?: readonly string[];
  readonly lendingTypes?: readonly string[];
}

const lowAndMiddle = ["LIC", "LMC", "UMC"] as const;
const borrowers = ["IBD", "IDB", "IDX"] as const;

export const ruledMembers: Readonly<Record<string, MemberRule>> = {
  WLD: {},
  EAS: { region: "EAS" },
  ECS: { region: "ECS" },
  LCN: { region: "LCN" },
  MEA: { region: "MEA" },
  NAC: { region: "NAC" },
  SAS: { region: "SAS" },
  SSF: { region: "SSF" },
  EAP: { adminRegion: "EAP" },
  ECA: { adminRegion: "ECA" },
  LAC: { adminRegion: "LAC" },
  MNA: { adminRegion: "MNA" },
  SSA: { adminRegion: "SSA" },
  HIC: { incomeLevels: ["HIC"] },
  UMC: { incomeLevels: ["UMC"] },
  LMC: { incomeLevels: ["LMC"] },
  LIC: { incomeLevels: ["LIC"] },
  INX: { incomeLevels: ["INX"] },
  MIC: { incomeLevels: ["LMC", "UMC"] },
  LMY: { incomeLevels: lowAndMiddle },
  PRE: { incomeLevels: ["LIC"] },
  EAR: { incomeLevels: ["LMC"] },
  LTE: { incomeLevels: ["UMC"] },
  PST: { incomeLevels: ["HIC"] },
  IBD: { lendingTypes: ["IBD"] },
  IDB: { lendingTypes: ["IDB"] },
  IDX: { lendingTypes: ["IDX"] },
  IDA: { lendingTypes: ["IDB", "IDX"] },
  IBT: { lendingTypes: borrowers },
  TEA: { region: "EAS", lendingTypes: borrowers },
  TEC: { region: "ECS", lendingTypes: borrowers },
  TLA: { region: "LCN", lendingTypes: borrowers },
  TMN: { region: "MEA", lendingTypes: borrowers },
  TSA: { region: "SAS", lendingTypes: borrowers },
  TSS: { region: "SSF", lendingTypes: borrowers },
};
