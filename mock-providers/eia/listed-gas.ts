/**
 * Natural gas: series of the survey routes beside the catalogued ones, as the provider's metadata names them. Before the
 * series of a route, its frequencies, the default one and the first period; a last period where the route has
 * ended. Of a series: id, description, area, product, process, unit and an order of magnitude.
 */
export const gasList = `
# natural-gas/cons/acct annual annual 1982 2024
NA_EPG0_VRT_SKS_MMCF|Kansas Natural Gas Delivered to Residential Consumers for the Account of Others (Million Cubic Feet)|SKS|EPG0|VRT|MMCF|2000
NGA_EPG0_VRT_SME_MMCF|Maine Natural Gas Delivered to Residential Consumers for the Account of Others (Million Cubic Feet)|SME|EPG0|VRT|MMCF|2000
NGM_EPG0_VRT_SMS_MMCF|Mississippi Natural Gas Delivered to Residential Consumers for the Account of Others (Million Cubic Feet)|SMS|EPG0|VRT|MMCF|2000
NGA_EPG0_VRT_SNH_MMCF|New Hampshire Natural Gas Delivered to Residential Consumers for the Account of Others (Million Cubic Feet)|SNH|EPG0|VRT|MMCF|2000
# natural-gas/cons/num annual annual 1967 2024
NA1531_NUS_8|U.S. Natural Gas Number of Commercial Consumers (Count)|NUS|EPG0|VN5|COUNT|250
NA1538_NUS_8|U.S. Natural Gas Number of Commercial Consumers - Sales (Count)|NUS|EPG0|VN6|COUNT|250
NA1539_NUS_8|U.S. Natural Gas Number of Commercial Consumers - Transported (Count)|NUS|EPG0|VNC|COUNT|250
NA1561_NUS_8|U.S. Natural Gas Number of Industrial Consumers (Count)|NUS|EPG0|VN7|COUNT|250
NA1568_NUS_8|U.S. Natural Gas Number of Industrial Consumers - Sales (Count)|NUS|EPG0|VN8|COUNT|250
NA1569_NUS_8|U.S. Natural Gas Number of Industrial Consumers - Transported (Count)|NUS|EPG0|VN9|COUNT|250
# natural-gas/cons/pns annual annual 1993 2024
NA1530_NUS_4|U.S. Natural Gas % Total Commercial Deliveries (Percent)|NUS|EPG0|VF5|%|6
NA1560_NUS_4|U.S. Natural Gas % Total Industrial Deliveries (Percent)|NUS|EPG0|VF7|%|6
# natural-gas/cons/sum monthly,annual monthly 1973-01
N9140US2|U.S. Natural Gas Total Consumption (MMcf)|NUS|EPG0|VC0|MMCF|2740000
N3010US2|U.S. Natural Gas Residential Consumption (MMcf)|NUS|EPG0|VRS|MMCF|385000
N3035US2|U.S. Natural Gas Industrial Consumption (MMcf)|NUS|EPG0|VIN|MMCF|700000
N3045US2|U.S. Natural Gas Deliveries to Electric Power Consumers (MMcf)|NUS|EPG0|VEU|MMCF|1090000
N3025US2|U.S. Natural Gas Vehicle Fuel Consumption (MMcf)|NUS|EPG0|VDV|MMCF|5600
N9160US2|U.S. Natural Gas Lease and Plant Fuel Consumption (MMcf)|NUS|EPG0|VGL|MMCF|165000
# natural-gas/enr/adng annual annual 1979 2021
R_EPG0_R47A_NUS_BCF|U.S. Associated-Dissolved Natural Gas, Wet After Lease Separation, Reserves Extensions and Discoveries (Billion Cubic Feet)|NUS|EPG0|R47A|BCF|9000
RES_EPG0_R47A_SAL_BCF|Alabama Associated-Dissolved Natural Gas, Wet After Lease Separation, Reserves Extensions and Discoveries (Billion Cubic Feet)|SAL|EPG0|R47A|BCF|450
RES_EPG0_R47A_SAK_BCF|Alaska Associated-Dissolved Natural Gas, Wet After Lease Separation, Reserves Extensions and Discoveries (Billion Cubic Feet)|SAK|EPG0|R47A|BCF|450
RES_EPG0_R47A_SAR_BCF|Arkansas Associated-Dissolved Natural Gas, Wet After Lease Separation, Reserves Extensions and Discoveries (Billion Cubic Feet)|SAR|EPG0|R47A|BCF|450
RES_EPG0_R47A_RCAC_BCF|California - Coastal Region Onshore Associated-Dissolved Natural Gas, Wet After Lease Separation, Reserves Extensions and Discoveries (Billion Cubic Feet)|RCAC|EPG0|R47A|BCF|450
RES_EPG0_R47A_RCAL_BCF|California - Los Angeles Basin Onshore Associated-Dissolved Natural Gas, Wet After Lease Separation, Reserves Extensions and Discoveries (Billion Cubic Feet)|RCAL|EPG0|R47A|BCF|450
# natural-gas/enr/coalbed annual annual 1989 2019
RES_EPG0_R5106_NUS_BCF|U.S. Coalbed Methane Proved Reserves Acquisitions (Billion Cubic Feet)|NUS|EPG0|R5106|BCF|9000
RES_EPG0_R5102_NUS_BCF|U.S. Coalbed Methane Proved Reserves Adjustments (Billion Cubic Feet)|NUS|EPG0|R5102|BCF|9000
RES_EPG0_R5105_NUS_BCF|U.S. Coalbed Methane Proved Reserves Divestitures (Billion Cubic Feet)|NUS|EPG0|R5105|BCF|9000
RES_EPG0_R5107_NUS_BCF|U.S. Coalbed Methane Proved Reserves Extensions (Billion Cubic Feet)|NUS|EPG0|R5107|BCF|9000
R_EPG0_R5107A_NUS_BCF|U.S. Coalbed Methane Proved Reserves Extensions and Discoveries (Billion Cubic Feet)|NUS|EPG0|R5107A|BCF|9000
RES_EPG0_R5108_NUS_BCF|U.S. Coalbed Methane Proved Reserves New Field Discoveries (Billion Cubic Feet)|NUS|EPG0|R5108|BCF|9000
# natural-gas/enr/cplc annual annual 2009 2021
RES_EPCCOND_R10_NUS_MMBBL|U.S. Crude Oil + Lease Condensate Estimated Production from Reserves (Million Barrels)|NUS|EPCCOND|R10|MMBBL|900
RES_EPCCOND_R09_NUS_MMBBL|U.S. Crude Oil + Lease Condensate New Reservoir Discoveries in Old Fields (Million Barrels)|NUS|EPCCOND|R09|MMBBL|900
RES_EPCCOND_R01_NUS_MMBBL|U.S. Crude Oil + Lease Condensate Proved Reserves (Million Barrels)|NUS|EPCCOND|R01|MMBBL|900
RES_EPCCOND_R06_NUS_MMBBL|U.S. Crude Oil + Lease Condensate Reserves Acquisitions (Million Barrels)|NUS|EPCCOND|R06|MMBBL|900
RES_EPCCOND_R02_NUS_MMBBL|U.S. Crude Oil + Lease Condensate Reserves Adjustments (Million Barrels)|NUS|EPCCOND|R02|MMBBL|900
RES_EPCCOND_R05_NUS_MMBBL|U.S. Crude Oil + Lease Condensate Reserves Divestitures (Million Barrels)|NUS|EPCCOND|R05|MMBBL|900
# natural-gas/enr/drill monthly,annual monthly 1973-01
E_ERTRRO_XR0_NUS_C|U.S. Crude Oil Rotary Rigs in Operation (Count)|NUS|ERTRRO|XR0|COUNT|440
E_ERTRRG_XR0_NUS_C|U.S. Natural Gas Rotary Rigs in Operation (Count)|NUS|ERTRRG|XR0|COUNT|120
E_ERTS0_XRS_NUS_C|U.S. Crude Oil and Natural Gas Active Well Service Rigs in operation (Count)|NUS|ERTS0|XRS|COUNT|250
E_ERTRR0_XR0_NUS_C|U.S. Crude Oil and Natural Gas Rotary Rigs in Operation (Count)|NUS|ERTRR0|XR0|COUNT|250
E_ERTRR0_XR0_RUSOF_C|U.S. Offshore Crude Oil and Natural Gas Rotary Rigs in Operation (Count)|RUSOF|ERTRR0|XR0|COUNT|12
E_ERTRR0_XR0_RUSON_C|U.S. Onshore Crude Oil and Natural Gas Rotary Rigs in Operation (Count)|RUSON|ERTRR0|XR0|COUNT|12
# natural-gas/enr/dry annual annual 1925 2021
R_EPG0_R17A_NUS_BCF|U.S. Dry Natural Gas Reserves Extensions and Discoveries (Billion Cubic Feet)|NUS|EPG0|R17A|BCF|9000
RES_EPG0_R17A_SAL_BCF|Alabama Dry Natural Gas Reserves Extensions and Discoveries (Billion Cubic Feet)|SAL|EPG0|R17A|BCF|450
RES_EPG0_R17A_SAK_BCF|Alaska Dry Natural Gas Reserves Extensions and Discoveries (Billion Cubic Feet)|SAK|EPG0|R17A|BCF|450
RES_EPG0_R17A_SAR_BCF|Arkansas Dry Natural Gas Reserves Extensions and Discoveries (Billion Cubic Feet)|SAR|EPG0|R17A|BCF|450
RES_EPG0_R17A_RCAC_BCF|California - Coastal Region Onshore Dry Natural Gas Reserves Extensions and Discoveries (Billion Cubic Feet)|RCAC|EPG0|R17A|BCF|450
RES_EPG0_R17A_RCAL_BCF|California - Los Angeles Basin Onshore Dry Natural Gas Reserves Extensions and Discoveries (Billion Cubic Feet)|RCAL|EPG0|R17A|BCF|450
# natural-gas/enr/lc annual annual 1979 2021
RES_EPL0_R5606_NUS_MMBBL|U.S. Natural Gas Liquids Lease Condensate, Proved Reserves Acquisitions Acquisitions (Million Barrels)|NUS|EPL0|R5606|MMBBL|900
RES_EPL0_R5602_NUS_MMBBL|U.S. Natural Gas Liquids Lease Condensate, Proved Reserves Adjustments (Million Barrels)|NUS|EPL0|R5602|MMBBL|900
RES_EPL0_R5604_NUS_MMBBL|U.S. Natural Gas Liquids Lease Condensate, Proved Reserves Decreases (Million Barrels)|NUS|EPL0|R5604|MMBBL|900
RES_EPL0_R5605_NUS_MMBBL|U.S. Natural Gas Liquids Lease Condensate, Proved Reserves Divestitures (Million Barrels)|NUS|EPL0|R5605|MMBBL|900
RES_EPL0_R5607_NUS_MMBBL|U.S. Natural Gas Liquids Lease Condensate, Proved Reserves Extensions (Million Barrels)|NUS|EPL0|R5607|MMBBL|900
R_EPL0_R5607A_NUS_MMBBL|U.S. Natural Gas Liquids Lease Condensate, Proved Reserves Extensions and Discoveries (Million Barrels)|NUS|EPL0|R5607A|MMBBL|900
# natural-gas/enr/nang annual annual 1979 2021
R_EPG0_R37A_NUS_BCF|U.S. Nonassociated Natural Gas, Wet After Lease Separation, Reserves Extensions and Discoveries (Billion Cubic Feet)|NUS|EPG0|R37A|BCF|9000
RES_EPG0_R37A_SAL_BCF|Alabama Nonassociated Natural Gas, Wet After Lease Separation, Reserves Extensions and Discoveries (Billion Cubic Feet)|SAL|EPG0|R37A|BCF|450
RES_EPG0_R37A_SAK_BCF|Alaska Nonassociated Natural Gas, Wet After Lease Separation, Reserves Extensions and Discoveries (Billion Cubic Feet)|SAK|EPG0|R37A|BCF|450
RES_EPG0_R37A_SAR_BCF|Arkansas Nonassociated Natural Gas, Wet After Lease Separation, Reserves Extensions and Discoveries (Billion Cubic Feet)|SAR|EPG0|R37A|BCF|450
RES_EPG0_R37A_RCAC_BCF|California - Coastal Region Onshore Nonassociated Natural Gas, Wet After Lease Separation, Reserves Extensions and Discoveries (Billion Cubic Feet)|RCAC|EPG0|R37A|BCF|450
RES_EPG0_R37A_RCAL_BCF|California - Los Angeles Basin Onshore Nonassociated Natural Gas, Wet After Lease Separation, Reserves Extensions and Discoveries (Billion Cubic Feet)|RCAL|EPG0|R37A|BCF|450
# natural-gas/enr/ngl annual annual 1979 2008
RES_EPL0_R06_SUT_MMBBL|Utah Natural Gas Plant Liquids, Reserves Acquisitions (Million Barrels)|SUT|EPL0|R06|MMBBL|45
RES_EPL0_R05_SUT_MMBBL|Utah Natural Gas Plant Liquids, Reserves Divestitures (Million Barrels)|SUT|EPL0|R05|MMBBL|45
RES_EPL0_R06_SWY_MMBBL|Wyoming Natural Gas Plant Liquids, Reserves Acquisitions (Million Barrels)|SWY|EPL0|R06|MMBBL|45
RES_EPL0_R05_SWY_MMBBL|Wyoming Natural Gas Plant Liquids, Reserves Divestitures (Million Barrels)|SWY|EPL0|R05|MMBBL|45
# natural-gas/enr/nprod annual annual 1996 2021
RCRR9907SCO_1|Colorado Crude Oil Reserves in Nonproducing Reservoirs (Million Barrels)|SCO|EPC0|R9907|MMBBL|45
RCRR9907SFL_1|Florida Crude Oil Reserves in Nonproducing Reservoirs (Million Barrels)|SFL|EPC0|R9907|MMBBL|45
RES_EPL0_R9911_R44F_MMBBL|Gulf of America Federal Offshore (Western) Natural Gas Liquids Lease Condensate, Reserves in Nonproducing Reservoirs (Million Barrels)|R44F|EPL0|R9911|MMBBL|45
RES_EPL0_R9911_RUSF_MMBBL|Lower 48 Federal Offshore Natural Gas Liquids Lease Condensate, Reserves in Nonproducing Reservoirs (Million Barrels)|RUSF|EPL0|R9911|MMBBL|45
RCRR9907SNY_1|New York Crude Oil Reserves in Nonproducing Reservoirs (Million Barrels)|SNY|EPC0|R9907|MMBBL|45
RCRR9907SOH_1|Ohio Crude Oil Reserves in Nonproducing Reservoirs (Million Barrels)|SOH|EPC0|R9907|MMBBL|45
# natural-gas/enr/seis monthly monthly 2000-01 2011-07
E_ERTCES_XS0_NUS_C|U.S. Maximum Number of Active Crews Engaged in Seismic Surveying (Count)|NUS|ERTCES|XS0|COUNT|250
E_ERTCES_XS4_SAK_C|Alaska Maximum Number of Active Crews Engaged in Four-Dimensional Seismic Surveying (Count)|SAK|ERTCES|XS4|COUNT|12
E_ERTCES_XS0_SAK_C|Alaska Maximum Number of Active Crews Engaged in Seismic Surveying (Count)|SAK|ERTCES|XS0|COUNT|12
E_ERTCES_XS3_SAK_C|Alaska Maximum Number of Active Crews Engaged in Three-Dimensional Seismic Surveying (Count)|SAK|ERTCES|XS3|COUNT|12
E_ERTCES_XS2_SAK_C|Alaska Maximum Number of Active Crews Engaged in Two-Dimensional Seismic Surveying (Count)|SAK|ERTCES|XS2|COUNT|12
E_ERTCES_XS0_R48F_C|U.S. Lower 48 States Offshore Maximum Number of Active Crews Engaged in Seismic Surveying (Count)|R48F|ERTCES|XS0|COUNT|12
# natural-gas/enr/shalegas annual annual 2007 2021
RES_EPG0_R5302_NUS_BCF|U.S. Shale Production (Billion Cubic Feet)|NUS|EPG0|R5302|BCF|9000
RES_EPG0_R5301_NUS_BCF|U.S. Shale Proved Reserves (Billion Cubic Feet)|NUS|EPG0|R5301|BCF|9000
RES_EPG0_R5306_NUS_BCF|U.S. Shale Proved Reserves Acquisitions (Billion Cubic Feet)|NUS|EPG0|R5306|BCF|9000
RES_EPG0_R53R02_NUS_BCF|U.S. Shale Proved Reserves Adjustments (Billion Cubic Feet)|NUS|EPG0|R53R02|BCF|9000
RES_EPG0_R5305_NUS_BCF|U.S. Shale Proved Reserves Divestitures (Billion Cubic Feet)|NUS|EPG0|R5305|BCF|9000
RES_EPG0_R5307_NUS_BCF|U.S. Shale Proved Reserves Extensions (Billion Cubic Feet)|NUS|EPG0|R5307|BCF|9000
# natural-gas/enr/sum annual annual 1925 2021
RES_EPG0_R41_SNE_BCF|Nebraska Associated-Dissolved Natural Gas, Wet After Lease Separation, Proved Reserves (Billion Cubic Feet)|SNE|EPG0|R41|BCF|450
RES_EPG0_R31_SNE_BCF|Nebraska Nonassociated Natural Gas, Wet After Lease Separation, Proved Reserves (Billion Cubic Feet)|SNE|EPG0|R31|BCF|450
# natural-gas/enr/wals annual annual 1979 2021
R_EPG0_R27A_NUS_BCF|U.S. Natural Gas, Wet After Lease Separation Reserves Extensions and Discoveries (Billion Cubic Feet)|NUS|EPG0|R27A|BCF|9000
RES_EPG0_R27A_SAL_BCF|Alabama Natural Gas, Wet After Lease Separation Reserves Extensions and Discoveries (Billion Cubic Feet)|SAL|EPG0|R27A|BCF|450
RES_EPG0_R27A_SAK_BCF|Alaska Natural Gas, Wet After Lease Separation Reserves Extensions and Discoveries (Billion Cubic Feet)|SAK|EPG0|R27A|BCF|450
RES_EPG0_R27A_SAR_BCF|Arkansas Natural Gas, Wet After Lease Separation Reserves Extensions and Discoveries (Billion Cubic Feet)|SAR|EPG0|R27A|BCF|450
RES_EPG0_R27A_RCAC_BCF|California - Coastal Region Onshore Natural Gas, Wet After Lease Separation Reserves Extensions and Discoveries (Billion Cubic Feet)|RCAC|EPG0|R27A|BCF|450
RES_EPG0_R27A_RCAL_BCF|California - Los Angeles Basin Onshore Natural Gas, Wet After Lease Separation Reserves Extensions and Discoveries (Billion Cubic Feet)|RCAL|EPG0|R27A|BCF|450
# natural-gas/enr/wellend monthly,annual monthly 1973-01 2012-12
E_ERTWO_XWCD_NUS_C|U.S. Crude Oil Developmental Wells Drilled (Count)|NUS|ERTWO|XWCD|COUNT|250
E_ERTWO_XWCE_NUS_C|U.S. Crude Oil Exploratory Wells Drilled (Count)|NUS|ERTWO|XWCE|COUNT|250
E_ERTWO_XWC0_NUS_C|U.S. Crude Oil Exploratory and Developmental Wells Drilled (Count)|NUS|ERTWO|XWC0|COUNT|250
E_ERTW0_XWCD_NUS_C|U.S. Crude Oil, Natural Gas, and Dry Developmental Wells Drilled (Count)|NUS|ERTW0|XWCD|COUNT|250
E_ERTW0_XWCE_NUS_C|U.S. Crude Oil, Natural Gas, and Dry Exploratory Wells Drilled (Count)|NUS|ERTW0|XWCE|COUNT|250
E_ERTW0_XWC0_NUS_C|U.S. Crude Oil, Natural Gas, and Dry Exploratory and Developmental Wells Drilled (Count)|NUS|ERTW0|XWC0|COUNT|250
# natural-gas/move/expc monthly,annual monthly 1973-01
N9130US2|U.S. Natural Gas Exports (MMcf)|NUS-Z00|EPG0|EEX|MMCF|690000
N9132US2|U.S. Natural Gas Pipeline Exports (MMcf)|NUS-Z00|EPG0|ENP|MMCF|275000
N9132CN2|U.S. Natural Gas Pipeline Exports to Canada (MMcf)|NUS-NCA|EPG0|ENP|MMCF|82000
N9132MX2|U.S. Natural Gas Pipeline Exports to Mexico (MMcf)|NUS-NMX|EPG0|ENP|MMCF|193000
NGM_EPG0_ERE_NUS-NSP_MMCF|U.S. Liquefied Natural Gas Re-Exports to Spain (Million Cubic Feet)|NUS-NSP|EPG0|ERE|MMCF|40000
NGM_EPG0_ENC_NUS-Z00_MMCF|Compressed U.S. Natural Gas Exports (Million Cubic Feet)|NUS-Z00|EPG0|ENC|MMCF|40000
# natural-gas/move/impc monthly,annual monthly 1973-01
N9102US2|U.S. Natural Gas Pipeline Imports (MMcf)|NUS-Z00|EPG0|IRP|MMCF|262000
N9102CN2|U.S. Natural Gas Pipeline Imports From Canada (MMcf)|NUS-NCA|EPG0|IRP|MMCF|261000
N9103US2|U.S. Liquefied Natural Gas Imports (MMcf)|NUS-Z00|EPG0|IML|MMCF|1500
NGM_EPG0_INC_NUS-Z00_MMCF|Compressed U.S. Natural Gas Imports (Million Cubic Feet)|NUS-Z00|EPG0|INC|MMCF|40000
NGM_EPG0_INC_NUS-NCA_MMCF|Compressed U.S. Natural Gas Imports from Canada (Million Cubic Feet)|NUS-NCA|EPG0|INC|MMCF|40000
NGM_EPG0_PIC_NUS-Z00_DMCF|Price of Compressed U.S. Natural Gas Imports (Dollars per Thousand Cubic Feet)|NUS-Z00|EPG0|PIC|$/MCF|6
# natural-gas/move/poe1 monthly,annual monthly 1973-01
NGM_EPG0_INC_NUS-Z00_MMCF|Compressed U.S. Natural Gas Imports (Million Cubic Feet)|NUS-Z00|EPG0|INC|MMCF|40000
NGM_EPG0_INC_NUS-NCA_MMCF|Compressed U.S. Natural Gas Imports from Canada (Million Cubic Feet)|NUS-NCA|EPG0|INC|MMCF|40000
NGM_EPG0_PIC_NUS-Z00_DMCF|Price of Compressed U.S. Natural Gas Imports (Dollars per Thousand Cubic Feet)|NUS-Z00|EPG0|PIC|$/MCF|6
NGM_EPG0_PIC_NUS-NCA_DMCF|Price of Compressed U.S. Natural Gas Imports from Canada (Dollars per Thousand Cubic Feet)|NUS-NCA|EPG0|PIC|$/MCF|6
NGM_EPG0_PML_NUS-NFR_DMCF|Price of U.S. Liquefied Natural Gas Imports From France (Dollars per Thousand Cubic Feet)|NUS-NFR|EPG0|PML|$/MCF|6
NGM_EPG0_PML_NUS-NUK_DMCF|Price of U.S. Liquefied Natural Gas Imports From United Kingdom (Dollars per Thousand Cubic Feet)|NUS-NUK|EPG0|PML|$/MCF|6
# natural-gas/move/poe2 monthly,annual monthly 1973-01
NGM_EPG0_ENC_NUS-Z00_MMCF|Compressed U.S. Natural Gas Exports (Million Cubic Feet)|NUS-Z00|EPG0|ENC|MMCF|40000
NGM_EPG0_ENG_NUS-NBE_MMCF|Liquefied U.S. Natural Gas Exports to Belgium (Million Cubic Feet)|NUS-NBE|EPG0|ENG|MMCF|40000
NGM_EPG0_ENG_NUS-NBR_MMCF|Liquefied U.S. Natural Gas Exports to Brazil (Million Cubic Feet)|NUS-NBR|EPG0|ENG|MMCF|40000
NGM_EPG0_ENG_NUS-NCO_MMCF|Liquefied U.S. Natural Gas Exports to Colombia (Million Cubic Feet)|NUS-NCO|EPG0|ENG|MMCF|40000
NGM_EPG0_ENG_NUS-NFR_MMCF|Liquefied U.S. Natural Gas Exports to France (Million Cubic Feet)|NUS-NFR|EPG0|ENG|MMCF|40000
NGM_EPG0_ENG_NUS-NHA_MMCF|Liquefied U.S. Natural Gas Exports to Haiti (Million Cubic Feet)|NUS-NHA|EPG0|ENG|MMCF|40000
# natural-gas/move/state monthly,annual monthly 1973-01
N9100US2|U.S. Natural Gas Imports (MMcf)|NUS-Z00|EPG0|IM0|MMCF|265000
N9130US2|U.S. Natural Gas Exports (MMcf)|NUS-Z00|EPG0|EEX|MMCF|690000
# natural-gas/pri/sum monthly,annual monthly 1973-01
N3010US3|U.S. Price of Natural Gas Delivered to Residential Consumers (Dollars per Thousand Cubic Feet)|NUS|EPG0|PRS|$/MCF|15.2
N3010CA3|California Price of Natural Gas Delivered to Residential Consumers (Dollars per Thousand Cubic Feet)|SCA|EPG0|PRS|$/MCF|22.1
N3010TX3|Texas Price of Natural Gas Delivered to Residential Consumers (Dollars per Thousand Cubic Feet)|STX|EPG0|PRS|$/MCF|17.9
N3010NY3|New York Price of Natural Gas Delivered to Residential Consumers (Dollars per Thousand Cubic Feet)|SNY|EPG0|PRS|$/MCF|16.8
N3020US3|U.S. Price of Natural Gas Sold to Commercial Consumers (Dollars per Thousand Cubic Feet)|NUS|EPG0|PCS|$/MCF|10.6
N3050US3|U.S. Natural Gas Citygate Price (Dollars per Thousand Cubic Feet)|NUS|EPG0|PG1|$/MCF|4.6
# natural-gas/prod/coalbed annual annual 1989 2019
RES_EPG0_R52_SAK_BCF|Alaska (with Total Offshore) Coalbed Methane Production (Billion Cubic Feet)|SAK|EPG0|R52|BCF|450
RES_EPG0_R52_SAR_BCF|Arkansas Coalbed Methane Production (Billion Cubic Feet)|SAR|EPG0|R52|BCF|450
RES_EPG0_R52_SCA_BCF|California (with State off) Coalbed Methane Production (Billion Cubic Feet)|SCA|EPG0|R52|BCF|450
RES_EPG0_R52_SFL_BCF|Florida Coalbed Methane Production (Billion Cubic Feet)|SFL|EPG0|R52|BCF|450
RES_EPG0_R52_SKS_BCF|Kansas Coalbed Methane Production (Billion Cubic Feet)|SKS|EPG0|R52|BCF|450
RES_EPG0_R52_SKY_BCF|Kentucky Coalbed Methane Production (Billion Cubic Feet)|SKY|EPG0|R52|BCF|450
# natural-gas/prod/oilwells annual annual 2011 2020
NGM_EPG0_XDC_NUS_COUNT|U.S. Natural Gas Number of Oil Wells (Count)|NUS|EPG0|XDC|COUNT|250
NGM_EPG0_XDC_SAL_COUNT|Alabama Natural Gas Number of Oil Wells (Count)|SAL|EPG0|XDC|COUNT|12
NGM_EPG0_XDC_SAK_COUNT|Alaska Natural Gas Number of Oil Wells (Count)|SAK|EPG0|XDC|COUNT|12
NGM_EPG0_XDC_SAZ_COUNT|Arizona Natural Gas Number of Oil Wells (Count)|SAZ|EPG0|XDC|COUNT|12
NGM_EPG0_XDC_SAR_COUNT|Arkansas Natural Gas Number of Oil Wells (Count)|SAR|EPG0|XDC|COUNT|12
NGM_EPG0_XDC_SCA_COUNT|California Natural Gas Number of Oil Wells (Count)|SCA|EPG0|XDC|COUNT|12
# natural-gas/prod/pp monthly,annual monthly 1973-01
NGM_EPG0_VG9_R3FM_MMCF|Gulf of America Natural Gas Plant Liquids Production (Million Cubic Feet)|R3FM|EPG0|VG9|MMCF|2000
NGA_EPG0_VG9_STN_MMCF|Tennessee Natural Gas Plant Liquids Production (Million Cubic Feet)|STN|EPG0|VG9|MMCF|2000
# natural-gas/prod/shalegas annual annual 2007 2021
RES_EPG0_R5302_NUS_BCF|U.S. Shale Production (Billion Cubic Feet)|NUS|EPG0|R5302|BCF|9000
RES_EPG0_R5302_SAL_BCF|Alabama (with State Offshore) Shale Production (Billion Cubic Feet)|SAL|EPG0|R5302|BCF|450
RES_EPG0_R5302_SAK_BCF|Alaska (with Total Offshore) Shale Production (Billion Cubic Feet)|SAK|EPG0|R5302|BCF|450
RES_EPG0_R5302_SAR_BCF|Arkansas Shale Production (Billion Cubic Feet)|SAR|EPG0|R5302|BCF|450
RES_EPG0_R5302_SCA_BCF|California (with State off) Shale Production (Billion Cubic Feet)|SCA|EPG0|R5302|BCF|450
RES_EPG0_R5302_SCO_BCF|Colorado Shale Production (Billion Cubic Feet)|SCO|EPG0|R5302|BCF|450
# natural-gas/prod/sum monthly,annual monthly 1973-01
N9010US2|U.S. Natural Gas Gross Withdrawals (MMcf)|NUS|EPG0|FGW|MMCF|3880000
N9050US2|U.S. Natural Gas Marketed Production (MMcf)|NUS|EPG0|VGM|MMCF|3480000
N9070US2|U.S. Dry Natural Gas Production (MMcf)|NUS|EPG0|FPD|MMCF|3190000
N9040US2|U.S. Natural Gas Vented and Flared (MMcf)|NUS|EPG0|VGV|MMCF|28000
N9020US2|U.S. Natural Gas Repressuring (MMcf)|NUS|EPG0|VGQ|MMCF|340000
NGM_EPG0_FGS_NUS_MMCF|U.S. Natural Gas Gross Withdrawals from Shale Gas (Million Cubic Feet)|NUS|EPG0|FGS|MMCF|40000
# natural-gas/prod/wells annual annual 1989 2020
NA1170_NUS_8|U.S. Natural Gas Number of Gas and Gas Condensate Wells (Count)|NUS|EPG0|XDG|COUNT|250
NA1170_SCA_8|California Natural Gas Number of Gas and Gas Condensate Wells (Count)|SCA|EPG0|XDG|COUNT|12
NA1170_SCO_8|Colorado Natural Gas Number of Gas and Gas Condensate Wells (Count)|SCO|EPG0|XDG|COUNT|12
NGM_EPG0_XDG_SFL_COUNT|Florida Natural Gas Number of Gas and Gas Condensate Wells (Count)|SFL|EPG0|XDG|COUNT|12
NA1170_SNY_8|New York Natural Gas Number of Gas and Gas Condensate Wells (Count)|SNY|EPG0|XDG|COUNT|12
NA1170_SOH_8|Ohio Natural Gas Number of Gas and Gas Condensate Wells (Count)|SOH|EPG0|XDG|COUNT|12
# natural-gas/stor/cap monthly,annual monthly 1989-01
NA1394_NUS_8|U.S. Natural Gas Count of Underground Storage Capacity (Count)|NUS|EPG0|SAD|COUNT|250
NGM_EPG0_SAD_R88_COUNT|AGA Eastern Consuming Region Natural Gas Count of Underground Storage Capacity (Count)|R88|EPG0|SAD|COUNT|12
NGM_EPG0_SAD_R87_COUNT|AGA Producing Region Natural Gas Count of Underground Storage Capacity (Count)|R87|EPG0|SAD|COUNT|12
NGM_EPG0_SAD_R89_COUNT|AGA Western Consuming Region Natural Gas Count of Underground Storage Capacity (Count)|R89|EPG0|SAD|COUNT|12
NGM_EPG0_SAD_SAL_COUNT|Alaska Natural Gas Count of Underground Storage Capacity (Count)|SAL|EPG0|SAD|COUNT|12
NA1394_SCA_8|California Natural Gas Count of Underground Storage Capacity (Count)|SCA|EPG0|SAD|COUNT|12
# natural-gas/stor/lng annual annual 1969 2024
NA1330_NUS_2|U.S. Natural Gas LNG Storage Additions (MMcf)|NUS|EPG0|SLI|MMCF|52000
NA1340_NUS_2|U.S. Natural Gas LNG Storage Withdrawals (MMcf)|NUS|EPG0|SLW|MMCF|48000
NA1350_NUS_2|U.S. Natural Gas LNG Storage Net Withdrawals (MMcf)|NUS|EPG0|SAL|MMCF|4000
# natural-gas/stor/sum monthly,annual monthly 1973-01
N5020US2|U.S. Total Natural Gas in Underground Storage (Working Gas) (MMcf)|NUS|EPG0|SAO|MMCF|2850000
N5010US2|U.S. Total Natural Gas in Underground Storage (Base Gas) (MMcf)|NUS|EPG0|SAB|MMCF|4460000
N5030US2|U.S. Natural Gas Underground Storage Volume (MMcf)|NUS|EPG0|SAT|MMCF|7310000
N5050US2|U.S. Total Natural Gas Injections into Underground Storage (MMcf)|NUS|EPG0|SAI|MMCF|300000
N5060US2|U.S. Natural Gas Underground Storage Withdrawals (MMcf)|NUS|EPG0|SAW|MMCF|290000
# natural-gas/stor/type monthly,annual monthly 1973-01
N5510US2|U.S. Natural Gas Non-Salt Underground Storage - Working Gas (MMcf)|NUS|EPG0|SNO|MMCF|2500000
N5410US2|U.S. Natural Gas Salt Underground Storage - Working Gas (MMcf)|NUS|EPG0|SSO|MMCF|340000
N5020US2|U.S. Total Natural Gas in Underground Storage (Working Gas) (MMcf)|NUS|EPG0|SAO|MMCF|2850000
# natural-gas/sum/sndm monthly monthly 1973-01
N9010US1|U.S. Natural Gas Gross Withdrawals (Bcf)|NUS|EPG0|FGW|BCF|3880
N9070US1|U.S. Dry Natural Gas Production (Bcf)|NUS|EPG0|FPD|BCF|3190
N9140US1|U.S. Natural Gas Total Consumption (Bcf)|NUS|EPG0|VC0|BCF|2740
`;
