/**
 * Petroleum: series of the survey routes beside the catalogued ones, as the provider's metadata names them. Before the
 * series of a route, its frequencies, the default one and the first period; a last period where the route has
 * ended. Of a series: id, description, area, product, process, unit and an order of magnitude.
 */
export const petroleumList = `
# petroleum/cons/psup monthly,annual monthly 1936-01
M_EPLLCS_VPP_NUS_MBBLD|U.S. Product Supplied of Condensate and Scrubber Oil (Thousand Barrels per Day)|NUS|EPLLCS|VPP|MBBL/D|400
M_EPLLCS_VPP_NUS_MBBL|U.S. Product Supplied of Condensate and Scrubber Oil (Thousand Barrels)|NUS|EPLLCS|VPP|MBBL|9000
MAPUPUS2|U.S. Product Supplied of Asphalt and Road Oil (Thousand Barrels per Day)|NUS|EPPA|VPP|MBBL/D|400
MAPUPUS1|U.S. Product Supplied of Asphalt and Road Oil (Thousand Barrels)|NUS|EPPA|VPP|MBBL|9000
MGAUPUS2|U.S. Product Supplied of Aviation Gasoline (Thousand Barrels per Day)|NUS|EPPV|VPP|MBBL/D|400
MGAUPUS1|U.S. Product Supplied of Aviation Gasoline (Thousand Barrels)|NUS|EPPV|VPP|MBBL|9000
# petroleum/cons/wpsup weekly,four-week-average weekly 1990-11-09
WDIUPUS2|U.S. Product Supplied of Distillate Fuel Oil (Thousand Barrels per Day)|NUS|EPD0|VPP|MBBL/D|3800
WGFUPUS2|U.S. Product Supplied of Finished Motor Gasoline (Thousand Barrels per Day)|NUS|EPM0F|VPP|MBBL/D|8850
WKJUPUS2|U.S. Product Supplied of Kerosene-Type Jet Fuel (Thousand Barrels per Day)|NUS|EPJK|VPP|MBBL/D|1680
WWOUP_NUS_2|U.S. Product Supplied of Other Oils (Thousand Barrels per Day)|NUS|EPPO4|VPP|MBBL/D|4600
WPRUP_NUS_2|U.S. Product Supplied of Propane and Propylene (Thousand Barrels per Day)|NUS|EPLLPZ|VPP|MBBL/D|1050
WREUPUS2|U.S. Product Supplied of Residual Fuel Oil (Thousand Barrels per Day)|NUS|EPPR|VPP|MBBL/D|290
# petroleum/crd/api monthly monthly 2015-01 2024-02
M_EPC30L_FPF_SAR_MBBLD|Arkansas Crude Oil and Lease Condensate Production for 30.0 or Lower Degrees API Gravity (Thousand Barrels per Day)|SAR|EPC30L|FPF|MBBL/D|20
M_EPC43B_FPF_SAR_MBBLD|Arkansas Crude Oil and Lease Condensate Production for 30.1 to 40.0 Degrees API Gravity (Thousand Barrels per Day)|SAR|EPC43B|FPF|MBBL/D|20
M_EPC54B_FPF_SAR_MBBLD|Arkansas Crude Oil and Lease Condensate Production for 40.1 to 50.0 Degrees API Gravity (Thousand Barrels per Day)|SAR|EPC54B|FPF|MBBL/D|20
M_EPC50G_FPF_SAR_MBBLD|Arkansas Crude Oil and Lease Condensate Production for 50.1 or Higher Degrees API Gravity (Thousand Barrels per Day)|SAR|EPC50G|FPF|MBBL/D|20
M_EPC99A_FPF_SAR_MBBLD|Arkansas Crude Oil and Lease Condensate Production for all API Gravity (Thousand Barrels per Day)|SAR|EPC99A|FPF|MBBL/D|20
M_EPC30L_FPF_SCA_MBBLD|California Crude Oil and Lease Condensate Production for 30.0 or Lower Degrees API Gravity (Thousand Barrels per Day)|SCA|EPC30L|FPF|MBBL/D|20
# petroleum/crd/cplc annual annual 2009 2021
RES_EPCCOND_R10_NUS_MMBBL|U.S. Crude Oil + Lease Condensate Estimated Production from Reserves (Million Barrels)|NUS|EPCCOND|R10|MMBBL|900
RES_EPCCOND_R09_NUS_MMBBL|U.S. Crude Oil + Lease Condensate New Reservoir Discoveries in Old Fields (Million Barrels)|NUS|EPCCOND|R09|MMBBL|900
RES_EPCCOND_R01_NUS_MMBBL|U.S. Crude Oil + Lease Condensate Proved Reserves (Million Barrels)|NUS|EPCCOND|R01|MMBBL|900
RES_EPCCOND_R06_NUS_MMBBL|U.S. Crude Oil + Lease Condensate Reserves Acquisitions (Million Barrels)|NUS|EPCCOND|R06|MMBBL|900
RES_EPCCOND_R02_NUS_MMBBL|U.S. Crude Oil + Lease Condensate Reserves Adjustments (Million Barrels)|NUS|EPCCOND|R02|MMBBL|900
RES_EPCCOND_R05_NUS_MMBBL|U.S. Crude Oil + Lease Condensate Reserves Divestitures (Million Barrels)|NUS|EPCCOND|R05|MMBBL|900
# petroleum/crd/crpdn monthly,annual monthly 1920-01
MCRFPUS2|U.S. Field Production of Crude Oil (Thousand Barrels per Day)|NUS|EPC0|FPF|MBBL/D|13400
MCRFPUS1|U.S. Field Production of Crude Oil (Thousand Barrels)|NUS|EPC0|FPF|MBBL|408000
MCRFPCA2|California Field Production of Crude Oil (Thousand Barrels per Day)|SCA|EPC0|FPF|MBBL/D|280
MCRFPCA1|California Field Production of Crude Oil (Thousand Barrels)|SCA|EPC0|FPF|MBBL|450
MCRFPCO2|Colorado Field Production of Crude Oil (Thousand Barrels per Day)|SCO|EPC0|FPF|MBBL/D|20
MCRFPCO1|Colorado Field Production of Crude Oil (Thousand Barrels)|SCO|EPC0|FPF|MBBL|450
# petroleum/crd/drill monthly,annual monthly 1973-01
E_ERTRRO_XR0_NUS_C|U.S. Crude Oil Rotary Rigs in Operation (Count)|NUS|ERTRRO|XR0|COUNT|440
E_ERTRRG_XR0_NUS_C|U.S. Natural Gas Rotary Rigs in Operation (Count)|NUS|ERTRRG|XR0|COUNT|120
E_ERTS0_XRS_NUS_C|U.S. Crude Oil and Natural Gas Active Well Service Rigs in operation (Count)|NUS|ERTS0|XRS|COUNT|250
E_ERTRR0_XR0_NUS_C|U.S. Crude Oil and Natural Gas Rotary Rigs in Operation (Count)|NUS|ERTRR0|XR0|COUNT|250
E_ERTRR0_XR0_RUSOF_C|U.S. Offshore Crude Oil and Natural Gas Rotary Rigs in Operation (Count)|RUSOF|ERTRR0|XR0|COUNT|12
E_ERTRR0_XR0_RUSON_C|U.S. Onshore Crude Oil and Natural Gas Rotary Rigs in Operation (Count)|RUSON|ERTRR0|XR0|COUNT|12
# petroleum/crd/nprod annual annual 1996 2021
RCRR9907SCO_1|Colorado Crude Oil Reserves in Nonproducing Reservoirs (Million Barrels)|SCO|EPC0|R9907|MMBBL|45
RCRR9907SFL_1|Florida Crude Oil Reserves in Nonproducing Reservoirs (Million Barrels)|SFL|EPC0|R9907|MMBBL|45
RES_EPL0_R9911_R44F_MMBBL|Gulf of America Federal Offshore (Western) Natural Gas Liquids Lease Condensate, Reserves in Nonproducing Reservoirs (Million Barrels)|R44F|EPL0|R9911|MMBBL|45
RES_EPL0_R9911_RUSF_MMBBL|Lower 48 Federal Offshore Natural Gas Liquids Lease Condensate, Reserves in Nonproducing Reservoirs (Million Barrels)|RUSF|EPL0|R9911|MMBBL|45
RCRR9907SNY_1|New York Crude Oil Reserves in Nonproducing Reservoirs (Million Barrels)|SNY|EPC0|R9907|MMBBL|45
RCRR9907SOH_1|Ohio Crude Oil Reserves in Nonproducing Reservoirs (Million Barrels)|SOH|EPC0|R9907|MMBBL|45
# petroleum/crd/pres annual annual 1899 2021
RCRR01NUS_1|U.S. Crude Oil Proved Reserves (Million Barrels)|NUS|EPC0|R01|MMBBL|900
RCRR06NUS_1|U.S. Crude Oil Reserves Acquisitions (Million Barrels)|NUS|EPC0|R06|MMBBL|900
RCRR02NUS_1|U.S. Crude Oil Reserves Adjustments (Million Barrels)|NUS|EPC0|R02|MMBBL|900
RCRR07NUS_1|U.S. Crude Oil Reserves Extensions (Million Barrels)|NUS|EPC0|R07|MMBBL|900
RES_EPC0_R07A_NUS_MMBBL|U.S. Crude Oil Reserves Extensions and Discoveries (Million Barrels)|NUS|EPC0|R07A|MMBBL|900
RCRR08NUS_1|U.S. Crude Oil Reserves New Field Discoveries (Million Barrels)|NUS|EPC0|R08|MMBBL|900
# petroleum/crd/seis monthly monthly 2000-01 2011-07
E_ERTCES_XS0_NUS_C|U.S. Maximum Number of Active Crews Engaged in Seismic Surveying (Count)|NUS|ERTCES|XS0|COUNT|250
E_ERTCES_XS4_SAK_C|Alaska Maximum Number of Active Crews Engaged in Four-Dimensional Seismic Surveying (Count)|SAK|ERTCES|XS4|COUNT|12
E_ERTCES_XS0_SAK_C|Alaska Maximum Number of Active Crews Engaged in Seismic Surveying (Count)|SAK|ERTCES|XS0|COUNT|12
E_ERTCES_XS3_SAK_C|Alaska Maximum Number of Active Crews Engaged in Three-Dimensional Seismic Surveying (Count)|SAK|ERTCES|XS3|COUNT|12
E_ERTCES_XS2_SAK_C|Alaska Maximum Number of Active Crews Engaged in Two-Dimensional Seismic Surveying (Count)|SAK|ERTCES|XS2|COUNT|12
E_ERTCES_XS0_R48F_C|U.S. Lower 48 States Offshore Maximum Number of Active Crews Engaged in Seismic Surveying (Count)|R48F|ERTCES|XS0|COUNT|12
# petroleum/crd/wellend monthly,annual monthly 1973-01 2012-12
E_ERTWO_XWCD_NUS_C|U.S. Crude Oil Developmental Wells Drilled (Count)|NUS|ERTWO|XWCD|COUNT|250
E_ERTWO_XWCE_NUS_C|U.S. Crude Oil Exploratory Wells Drilled (Count)|NUS|ERTWO|XWCE|COUNT|250
E_ERTWO_XWC0_NUS_C|U.S. Crude Oil Exploratory and Developmental Wells Drilled (Count)|NUS|ERTWO|XWC0|COUNT|250
E_ERTW0_XWCD_NUS_C|U.S. Crude Oil, Natural Gas, and Dry Developmental Wells Drilled (Count)|NUS|ERTW0|XWCD|COUNT|250
E_ERTW0_XWCE_NUS_C|U.S. Crude Oil, Natural Gas, and Dry Exploratory Wells Drilled (Count)|NUS|ERTW0|XWCE|COUNT|250
E_ERTW0_XWC0_NUS_C|U.S. Crude Oil, Natural Gas, and Dry Exploratory and Developmental Wells Drilled (Count)|NUS|ERTW0|XWC0|COUNT|250
# petroleum/move/exp monthly,annual monthly 1920-01
M_EPLLNG_EEX_NUS-Z00_MBBLD|U.S. Exports Natural Gasoline (Thousand Barrels per Day)|NUS-Z00|EPLLNG|EEX|MBBL/D|400
MAPEXUS2|U.S. Exports of Asphalt and Road Oil (Thousand Barrels per Day)|NUS-Z00|EPPA|EEX|MBBL/D|400
MAPEXUS1|U.S. Exports of Asphalt and Road Oil (Thousand Barrels)|NUS-Z00|EPPA|EEX|MBBL|9000
MGAEXUS2|U.S. Exports of Aviation Gasoline (Thousand Barrels per Day)|NUS-Z00|EPPV|EEX|MBBL/D|400
MGAEXUS1|U.S. Exports of Aviation Gasoline (Thousand Barrels)|NUS-Z00|EPPV|EEX|MBBL|9000
MBAEXUS2|U.S. Exports of Aviation Gasoline Blending Components (Thousand Barrels per Day)|NUS-Z00|EPOBV|EEX|MBBL/D|400
# petroleum/move/imp monthly,annual monthly 1920-01
M_EPL2_IM0_NUS-Z00_MBBLD|U.S. Imports From U.S. of Natural Gas Liquids (Thousand Barrels per Day)|NUS-Z00|EPL2|IM0|MBBL/D|400
M_EPL2_IM0_NUS-Z00_MBBL|U.S. Imports From U.S. of Natural Gas Liquids (Thousand Barrels)|NUS-Z00|EPL2|IM0|MBBL|9000
M_EPOBGRR_IM0_NUS-Z00_MBBLD|U.S. Imports from All Countries of Motor Gasoline Blending Components, RBOB (Thousand Barrels per Day)|NUS-Z00|EPOBGRR|IM0|MBBL/D|400
M_EPOBGRR_IM0_NUS-Z00_MBBL|U.S. Imports from All Countries of Motor Gasoline Blending Components, RBOB (Thousand Barrels)|NUS-Z00|EPOBGRR|IM0|MBBL|9000
M_EPM0CAL55_IM0_NUS-Z00_MBBLD|U.S. Imports from All Countries of Motor Gasoline, Finished, Conventional, Ed55 and Lower (Thousand Barrels per Day)|NUS-Z00|EPM0CAL55|IM0|MBBL/D|400
M_EPM0CAL55_IM0_NUS-Z00_MBBL|U.S. Imports from All Countries of Motor Gasoline, Finished, Conventional, Ed55 and Lower (Thousand Barrels)|NUS-Z00|EPM0CAL55|IM0|MBBL|9000
# petroleum/move/imp2 monthly,annual monthly 1981-01
MCRIPP12|East Coast (PADD 1) Imports by PADD of Processing of Crude Oil (Thousand Barrels per Day)|R10-Z00|EPC0|IP0|MBBL/D|100
MCRIPP11|East Coast (PADD 1) Imports by PADD of Processing of Crude Oil (Thousand Barrels)|R10-Z00|EPC0|IP0|MBBL|2250
MHOIPP12|East Coast (PADD 1) Imports by PADD of Processing of Heavy Gas Oils (Thousand Barrels per Day)|R10-Z00|EPOUH|IP0|MBBL/D|100
MHOIPP11|East Coast (PADD 1) Imports by PADD of Processing of Heavy Gas Oils (Thousand Barrels)|R10-Z00|EPOUH|IP0|MBBL|2250
MKOIPP12|East Coast (PADD 1) Imports by PADD of Processing of Kerosene and Light Oils (Thousand Barrels per Day)|R10-Z00|EPOUK|IP0|MBBL/D|100
MKOIPP11|East Coast (PADD 1) Imports by PADD of Processing of Kerosene and Light Oils (Thousand Barrels)|R10-Z00|EPOUK|IP0|MBBL|2250
# petroleum/move/impcus monthly,annual monthly 1920-01
MCRIMUS2|U.S. Imports of Crude Oil (Thousand Barrels per Day)|NUS-Z00|EPC0|IM0|MBBL/D|6200
MCRIMUSCA2|U.S. Imports from Canada of Crude Oil (Thousand Barrels per Day)|NUS-NCA|EPC0|IM0|MBBL/D|3950
MCRIMUSMX2|U.S. Imports from Mexico of Crude Oil (Thousand Barrels per Day)|NUS-NMX|EPC0|IM0|MBBL/D|420
MCRIMUSSA2|U.S. Imports from Saudi Arabia of Crude Oil (Thousand Barrels per Day)|NUS-NSA|EPC0|IM0|MBBL/D|290
MCRIMUSIZ2|U.S. Imports from Iraq of Crude Oil (Thousand Barrels per Day)|NUS-NIZ|EPC0|IM0|MBBL/D|210
# petroleum/move/netr monthly,annual monthly 1981-01
M_EPLLEY_TNR_R10-Z0P_MBBL|East Coast (PADD 1) Receipts by Pipeline, Tanker, Barge and Rail From Other PADDs of Ethylene (Thousand Barrels)|R10-Z0P|EPLLEY|TNR|MBBL|2250
M_EPLLBYI_TNR_R10-Z0P_MBBL|East Coast (PADD 1) Receipts by Pipeline, Tanker, Barge and Rail From Other PADDs of Isobutylene (Thousand Barrels)|R10-Z0P|EPLLBYI|TNR|MBBL|2250
M_EPL2_TNR_R10-Z0P_MBBL|East Coast (PADD 1) Receipts by Pipeline, Tanker, Barge and Rail From Other PADDs of Natural Gas Liquids (Thousand Barrels)|R10-Z0P|EPL2|TNR|MBBL|2250
M_EPLLNG_TNR_R10-Z0P_MBBL|East Coast (PADD 1) Receipts by Pipeline, Tanker, Barge and Rail From Other PADDs of Natural Gasoline (Thousand Barrels)|R10-Z0P|EPLLNG|TNR|MBBL|2250
M_EPLLBYN_TNR_R10-Z0P_MBBL|East Coast (PADD 1) Receipts by Pipeline, Tanker, Barge and Rail From Other PADDs of Normal Butylene (Thousand Barrels)|R10-Z0P|EPLLBYN|TNR|MBBL|2250
M_EPLLPY_TNR_R10-Z0P_MBBL|East Coast (PADD 1) Receipts by Pipeline, Tanker, Barge and Rail From Other PADDs of Propylene (Thousand Barrels)|R10-Z0P|EPLLPY|TNR|MBBL|2250
# petroleum/move/ptb monthly,annual monthly 1986-01
M_EPL2_TNR_R10-R30_MBBL|East Coast (PADD 1) Receipts by Pipeline, Tanker, Barge and Rail From Gulf Coast (PADD 3) of Natural Gas Liquids (Thousand Barrels)|R10-R30|EPL2|TNR|MBBL|2250
M_EPLLNG_TNR_R10-R30_MBBL|East Coast (PADD 1) Receipts by Pipeline, Tanker, Barge and Rail From Gulf Coast (PADD 3) of Natural Gasoline (Thousand Barrels)|R10-R30|EPLLNG|TNR|MBBL|2250
M_EPL2_TNR_R10-R20_MBBL|East Coast (PADD 1) Receipts by Pipeline, Tanker, Barge and Rail From Midwest (PADD 2) of Natural Gas Liquids (Thousand Barrels)|R10-R20|EPL2|TNR|MBBL|2250
M_EPLLNG_TNR_R10-R20_MBBL|East Coast (PADD 1) Receipts by Pipeline, Tanker, Barge and Rail From Midwest (PADD 2) of Natural Gasoline (Thousand Barrels)|R10-R20|EPLLNG|TNR|MBBL|2250
M_EPLLPY_TNR_R10-R20_MBBL|East Coast (PADD 1) Receipts by Pipeline, Tanker, Barge and Rail From Midwest (PADD 2) of Propylene (Thousand Barrels)|R10-R20|EPLLPY|TNR|MBBL|2250
M_EPLOLE_TNR_R10-R20_MBBL|East Coast (PADD 1) Receipts by Pipeline, Tanker, Barge and Rail From Midwest (PADD 2) of Refinery Olefins (Thousand Barrels)|R10-R20|EPLOLE|TNR|MBBL|2250
# petroleum/move/rail monthly,annual monthly 2010-01
M_EPPA_RAIL_R10-R30_MBBL|East Coast (PADD 1) Receipts by Rail From Gulf Coast (PADD 3) of Asphalt and Road Oil (Thousand Barrels)|R10-R30|EPPA|RAIL|MBBL|2250
M_EPPA_RAIL_R10-R20_MBBL|East Coast (PADD 1) Receipts by Rail From Midwest (PADD 2) of Asphalt and Road Oil (Thousand Barrels)|R10-R20|EPPA|RAIL|MBBL|2250
M_EPPA_RAIL_R10-R40_MBBL|East Coast (PADD 1) Receipts by Rail From Rocky Mountain (PADD 4) of Asphalt and Road Oil (Thousand Barrels)|R10-R40|EPPA|RAIL|MBBL|2250
M_EPPA_RAIL_R10-R50_MBBL|East Coast (PADD 1) Receipts by Rail From West Coast (PADD 5) of Asphalt and Road Oil (Thousand Barrels)|R10-R50|EPPA|RAIL|MBBL|2250
M_EPPCM_RAIL_R10-R40_MBBL|East Coast (PADD 1) Receipts by Rail from Rocky Mountain (PADD 4) of Petroleum Coke Marketable (Thousand Barrels)|R10-R40|EPPCM|RAIL|MBBL|2250
ESM_EPOORDB_RAIL_R10-R30_MBBL|East Coast (PADD 1) Receipts by Rail from Gulf Coast (PADD 3) of Biodiesel (Thousand Barrels)|R10-R30|EPOORDB|RAIL|MBBL|2250
# petroleum/move/railNA monthly,annual monthly 2010-01
ESM_EPOORDB_RAIL_NUS-NUS_MBBL|U.S. Biodiesel by Rail (Thousand Barrels)|NUS-NUS|EPOORDB|RAIL|MBBL|9000
ESM_EPC0_RAIL_NUS-NUS_MBBL|U.S. Crude Oil by Rail (Thousand Barrels)|NUS-NUS|EPC0|RAIL|MBBL|9000
ESM_EPOOXE_RAIL_NUS-NUS_MBBL|U.S. Fuel Ethanol by Rail (Thousand Barrels)|NUS-NUS|EPOOXE|RAIL|MBBL|9000
ESM_EPLLBAI_RAIL_NUS-NUS_MBBL|U.S. Isobutane by Rail (Thousand Barrels)|NUS-NUS|EPLLBAI|RAIL|MBBL|9000
ESM_EPLLBAN_RAIL_NUS-NUS_MBBL|U.S. Normal Butane by Rail (Thousand Barrels)|NUS-NUS|EPLLBAN|RAIL|MBBL|9000
ESM_EPLLPA_RAIL_NUS-NUS_MBBL|U.S. Propane by Rail (Thousand Barrels)|NUS-NUS|EPLLPA|RAIL|MBBL|9000
# petroleum/move/res monthly,annual monthly 1936-01
MREIMUS2|U.S. Imports of Residual Fuel Oil (Thousand Barrels per Day)|NUS-Z00|EPPR|IM0|MBBL/D|400
MREIMUS1|U.S. Imports of Residual Fuel Oil (Thousand Barrels)|NUS-Z00|EPPR|IM0|MBBL|9000
MRYIMUS2|U.S. Imports of Residual Fuel Oil, 0.31 to 1.00% Sulfur (Thousand Barrels per Day)|NUS-Z00|EPPRY|IM0|MBBL/D|400
MRYIMUS1|U.S. Imports of Residual Fuel Oil, 0.31 to 1.00% Sulfur (Thousand Barrels)|NUS-Z00|EPPRY|IM0|MBBL|9000
MRZIMUS2|U.S. Imports of Residual Fuel Oil, Greater Than 1% Sulfur (Thousand Barrels per Day)|NUS-Z00|EPPRH|IM0|MBBL/D|400
MRZIMUS1|U.S. Imports of Residual Fuel Oil, Greater Than 1% Sulfur (Thousand Barrels)|NUS-Z00|EPPRH|IM0|MBBL|9000
# petroleum/move/tb monthly,annual monthly 1986-01
M_EPOBGRR_BMV_R1Y-R30_MBBL|Central Atlantic (PADD 1B) Movements by Tanker and Barge from Gulf Coast (PADD III) of Motor Gasoline Blending Components, RBOB (Thousand Barrels)|R1Y-R30|EPOBGRR|BMV|MBBL|450
M_EPM0CAL55_BMV_R1Y-R30_MBBL|Central Atlantic (PADD 1B) Movements by Tanker and Barge from Gulf Coast (PADD III) of Motor Gasoline, Finished, Conventional, Ed55 and Lower (Thousand Barrels)|R1Y-R30|EPM0CAL55|BMV|MBBL|450
M_EPOORDB_BMV_R1Y-R30_MBBL|Central Atlantic (PADD 1B) Receipts by Tanker and Barge from Gulf Coast (PADD 3) of Biodiesel (Thousand Barrels)|R1Y-R30|EPOORDB|BMV|MBBL|450
M_EPOORD_BMV_R1Y-R30_MBBL|Central Atlantic (PADD 1B) Receipts by Tanker and Barge from Gulf Coast (PADD 3) of Biodiesel/Renewable Diesel Fuel (Thousand Barrels)|R1Y-R30|EPOORD|BMV|MBBL|450
M_EPOOR_BMV_R1Y-R30_MBBL|Central Atlantic (PADD 1B) Receipts by Tanker and Barge from Gulf Coast (PADD 3) of Biofuels (incl. Fuel Ethanol) (Thousand Barrels)|R1Y-R30|EPOOR|BMV|MBBL|450
M_EPOORDO_BMV_R1Y-R30_MBBL|Central Atlantic (PADD 1B) Receipts by Tanker and Barge from Gulf Coast (PADD 3) of Other Renewable Diesel Fuel (Thousand Barrels)|R1Y-R30|EPOORDO|BMV|MBBL|450
# petroleum/move/wimpc weekly,four-week-average weekly 2010-06-04
W_EPC0_IM0_NUS-NCA_MBBLD|U.S. Imports from Canada of Crude Oil (Thousand Barrels per Day)|NUS-NCA|EPC0|IM0|MBBL/D|3800
W_EPC0_IM0_NUS-NAG_MBBLD|U.S. Imports from Algeria of Crude Oil (Thousand Barrels per Day)|NUS-NAG|EPC0|IM0|MBBL/D|400
W_EPC0_IM0_NUS-NAO_MBBLD|U.S. Imports from Angola of Crude Oil (Thousand Barrels per Day)|NUS-NAO|EPC0|IM0|MBBL/D|400
W_EPC0_IM0_NUS-NBR_MBBLD|U.S. Imports from Brazil of Crude Oil (Thousand Barrels per Day)|NUS-NBR|EPC0|IM0|MBBL/D|400
W_EPC0_IM0_NUS-NCO_MBBLD|U.S. Imports from Colombia of Crude Oil (Thousand Barrels per Day)|NUS-NCO|EPC0|IM0|MBBL/D|400
W_EPC0_IM0_NUS-NCF_MBBLD|U.S. Imports from Congo (Brazzaville) of Crude Oil (Thousand Barrels per Day)|NUS-NCF|EPC0|IM0|MBBL/D|400
# petroleum/move/wkly weekly,four-week-average weekly 1982-08-20
WCREXUS2|U.S. Exports of Crude Oil (Thousand Barrels per Day)|NUS-Z00|EPC0|EEX|MBBL/D|4050
WTTEXUS2|U.S. Exports of Crude Oil and Petroleum Products (Thousand Barrels per Day)|NUS-Z00|EP00|EEX|MBBL/D|10800
WRPEXUS2|U.S. Exports of Total Petroleum Products (Thousand Barrels per Day)|NUS-Z00|EPP0|EEX|MBBL/D|6750
WCRIMUS2|U.S. Imports of Crude Oil (Thousand Barrels per Day)|NUS-Z00|EPC0|IM0|MBBL/D|6250
WTTIMUS2|U.S. Imports of Crude Oil and Petroleum Products (Thousand Barrels per Day)|NUS-Z00|EP00|IM0|MBBL/D|8200
WRPIMUS2|U.S. Imports of Total Petroleum Products (Thousand Barrels per Day)|NUS-Z00|EPP0|IM0|MBBL/D|1950
# petroleum/pnp/gp monthly,annual monthly 1973-01
M_EPLLCS_FPF_NUS_MBBLD|U.S. Field Production of Condensate and Scrubber Oil (Thousand Barrels per Day)|NUS|EPLLCS|FPF|MBBL/D|400
M_EPLLCS_FPF_NUS_MBBL|U.S. Field Production of Condensate and Scrubber Oil (Thousand Barrels)|NUS|EPLLCS|FPF|MBBL|9000
M_EPLLEA_FPF_NUS_MBBLD|U.S. Field Production of Ethane (Thousand Barrels per Day)|NUS|EPLLEA|FPF|MBBL/D|400
M_EPLLEA_FPF_NUS_MBBL|U.S. Field Production of Ethane (Thousand Barrels)|NUS|EPLLEA|FPF|MBBL|9000
M_EPLLBAI_FPF_NUS_MBBLD|U.S. Field Production of Isobutane (Thousand Barrels per Day)|NUS|EPLLBAI|FPF|MBBL/D|400
M_EPLLBAI_FPF_NUS_MBBL|U.S. Field Production of Isobutane (Thousand Barrels)|NUS|EPLLBAI|FPF|MBBL|9000
# petroleum/pnp/inpt3 monthly,annual monthly 2005-01
M_EPOORDB_YIB_NUS_MBBLD|U.S. Blender Net Input of Biodiesel (Thousand Barrels per Day)|NUS|EPOORDB|YIB|MBBL/D|400
M_EPOORDB_YIB_NUS_MBBL|U.S. Blender Net Input of Biodiesel (Thousand Barrels)|NUS|EPOORDB|YIB|MBBL|9000
M_EPOORD_YIB_NUS_MBBLD|U.S. Blender Net Input of Biodiesel/Renewable Diesel Fuel (Thousand Barrels per Day)|NUS|EPOORD|YIB|MBBL/D|400
M_EPOORD_YIB_NUS_MBBL|U.S. Blender Net Input of Biodiesel/Renewable Diesel Fuel (Thousand Barrels)|NUS|EPOORD|YIB|MBBL|9000
M_EPOORXFE_YIB_NUS_MBBLD|U.S. Blender Net Input of Biofuels (excluding Fuel Ethanol) (Thousand Barrels per Day)|NUS|EPOORXFE|YIB|MBBL/D|400
M_EPOORXFE_YIB_NUS_MBBL|U.S. Blender Net Input of Biofuels (excluding Fuel Ethanol) (Thousand Barrels)|NUS|EPOORXFE|YIB|MBBL|9000
# petroleum/pnp/oxy monthly,annual monthly 1981-01
M_EPOOXO_YNP_NUS_MBBLD|U.S. Biofuels Plant Net Production of Other Oxygenates (Thousand Barrels per Day)|NUS|EPOOXO|YNP|MBBL/D|400
M_EPOOXO_YNP_NUS_MBBL|U.S. Biofuels Plant Net Production of Other Oxygenates (Thousand Barrels)|NUS|EPOOXO|YNP|MBBL|9000
M_EPOOXT_YPC_NUS_2|U.S. MTBE Oxygenate Captive Facilities Production (Thousand Barrels per Day)|NUS|EPOOXT|YPC|MBBL/D|400
M_EPOOXT_YPC_NUS_1|U.S. MTBE Oxygenate Captive Facilities Production (Thousand Barrels)|NUS|EPOOXT|YPC|MBBL|9000
M_EPOOXT_YPM_NUS_2|U.S. MTBE Oxygenate Merchant Facilities Production (Thousand Barrels per Day)|NUS|EPOOXT|YPM|MBBL/D|400
M_EPOOXT_YPM_NUS_1|U.S. MTBE Oxygenate Merchant Facilities Production (Thousand Barrels)|NUS|EPOOXT|YPM|MBBL|9000
# petroleum/pnp/pct monthly,annual monthly 1993-01
MAPRYUS3|U.S. Refinery Yield of Asphalt and Road Oil (Percent)|NUS|EPPA|YRY|%|6
MGARYUS3|U.S. Refinery Yield of Aviation Gasoline (Percent)|NUS|EPPV|YRY|%|6
MDIRYUS3|U.S. Refinery Yield of Distillate Fuel Oil (Percent)|NUS|EPD0|YRY|%|6
MGFRYUS3|U.S. Refinery Yield of Finished Motor Gasoline (Percent)|NUS|EPM0F|YRY|%|6
M_EPL0_YRY_NUS_PER|U.S. Refinery Yield of Hydrocarbon Gas Liquids (Percent)|NUS|EPL0|YRY|%|6
MKERYUS3|U.S. Refinery Yield of Kerosene (Percent)|NUS|EPPK|YRY|%|6
# petroleum/pnp/refp3 monthly,annual monthly 2005-01
M_EPPG_YPB_NUS_MBBLD|U.S. Blender Net Production Processing Gain (Thousand Barrels per Day)|NUS|EPPG|YPB|MBBL/D|400
M_EPPG_YPB_NUS_MBBL|U.S. Blender Net Production Processing Gain (Thousand Barrels)|NUS|EPPG|YPB|MBBL|9000
M_EPPA_YPB_NUS_MBBLD|U.S. Blender Net Production of Asphalt and Road Oil (Thousand Barrels per Day)|NUS|EPPA|YPB|MBBL/D|400
M_EPPA_YPB_NUS_MBBL|U.S. Blender Net Production of Asphalt and Road Oil (Thousand Barrels)|NUS|EPPA|YPB|MBBL|9000
M_EPPV_YPB_NUS_MBBLD|U.S. Blender Net Production of Aviation Gasoline (Thousand Barrels per Day)|NUS|EPPV|YPB|MBBL/D|400
M_EPPV_YPB_NUS_MBBL|U.S. Blender Net Production of Aviation Gasoline (Thousand Barrels)|NUS|EPPV|YPB|MBBL|9000
# petroleum/pnp/unc monthly,annual monthly 1985-01
MGIRIUS2|U.S. Gross Inputs to Refineries (Thousand Barrels Per Day)|NUS|EPXXX2|YIY|MBBL/D|16600
MOPUEUS2|U.S. Percent Utilization of Refinery Operable Capacity|NUS|EPXXX2|YUP|%|91
# petroleum/pnp/wprodb weekly,four-week-average weekly 2010-06-04
W_EPM0C_YPB_NUS_MBBLD|U.S. Blender Net Production of Conventional Motor Gasoline (Thousand Barrels per Day)|NUS|EPM0C|YPB|MBBL/D|400
W_EPM0CA_YPB_NUS_MBBLD|U.S. Blender Net Production of Conventional Motor Gasoline with Fuel Ethanol (Thousand Barrels per Day)|NUS|EPM0CA|YPB|MBBL/D|400
W_EPD0_YPB_NUS_MBBLD|U.S. Blender Net Production of Distillate Fuel Oil (Thousand Barrels per Day)|NUS|EPD0|YPB|MBBL/D|400
W_EPDXL0_YPB_NUS_MBBLD|U.S. Blender Net Production of Distillate Fuel Oil, 0 to 15 ppm Sulfur (Thousand Barrels per Day)|NUS|EPDXL0|YPB|MBBL/D|400
W_EPD00H_YPB_NUS_MBBLD|U.S. Blender Net Production of Distillate Fuel Oil, Greater Than 500 ppm Sulfur (Thousand Barrels per Day)|NUS|EPD00H|YPB|MBBL/D|400
W_EPDM10_YPB_NUS_MBBLD|U.S. Blender Net Production of Distillate Fuel Oil, Greater than 15 to 500 ppm Sulfur (Thousand Barrels per Day)|NUS|EPDM10|YPB|MBBL/D|400
# petroleum/pnp/wprode weekly,four-week-average weekly 2010-06-04
W_EPOOXE_YOP_NUS_MBBLD|U.S. Oxygenate Plant Production of Fuel Ethanol (Thousand Barrels per Day)|NUS|EPOOXE|YOP|MBBL/D|1075
W_EPOOXE_YOP_R10_MBBLD|East Coast (PADD 1) Oxygenate Plant Production of Fuel Ethanol (Thousand Barrels per Day)|R10|EPOOXE|YOP|MBBL/D|100
W_EPOOXE_YOP_R30_MBBLD|Gulf Coast (PADD 3) Oxygenate Plant Production of Fuel Ethanol (Thousand Barrels per Day)|R30|EPOOXE|YOP|MBBL/D|100
W_EPOOXE_YOP_R20_MBBLD|Midwest (PADD 2) Oxygenate Plant Production of Fuel Ethanol (Thousand Barrels per Day)|R20|EPOOXE|YOP|MBBL/D|100
W_EPOOXE_YOP_R40_MBBLD|Rocky Mountain (PADD 4) Oxygenate Plant Production of Fuel Ethanol (Thousand Barrels per Day)|R40|EPOOXE|YOP|MBBL/D|100
W_EPOOXE_YOP_R50_MBBLD|West Coast (PADD 5) Oxygenate Plant Production of Fuel Ethanol (Thousand Barrels per Day)|R50|EPOOXE|YOP|MBBL/D|100
# petroleum/pnp/wprodr weekly,four-week-average weekly 2010-06-04
W_EPM0C_YPY_NUS_MBBLD|U.S. Refiner Net Production of Conventional Motor Gasoline (Thousand Barrels per Day)|NUS|EPM0C|YPY|MBBL/D|400
W_EPM0CA_YPY_NUS_MBBLD|U.S. Refiner Net Production of Conventional Motor Gasoline with Fuel Ethanol (Thousand Barrels per Day)|NUS|EPM0CA|YPY|MBBL/D|400
W_EPD0_YPY_NUS_MBBLD|U.S. Refiner Net Production of Distillate Fuel Oil (Thousand Barrels per Day)|NUS|EPD0|YPY|MBBL/D|400
W_EPDXL0_YPY_NUS_MBBLD|U.S. Refiner Net Production of Distillate Fuel Oil, 0 to 15 ppm Sulfur (Thousand Barrels per Day)|NUS|EPDXL0|YPY|MBBL/D|400
W_EPD00H_YPY_NUS_MBBLD|U.S. Refiner Net Production of Distillate Fuel Oil, Greater Than 500 ppm Sulfur (Thousand Barrels per Day)|NUS|EPD00H|YPY|MBBL/D|400
W_EPDM10_YPY_NUS_MBBLD|U.S. Refiner Net Production of Distillate Fuel Oil, Greater than 15 to 500 ppm Sulfur (Thousand Barrels per Day)|NUS|EPDM10|YPY|MBBL/D|400
# petroleum/pnp/wprodrb weekly,four-week-average weekly 1982-08-20
W_EPM0F_YPR_NUS_MBBLD|U.S. Refiner and Blender Net Production of Finished Motor Gasoline (Thousand Barrels per Day)|NUS|EPM0F|YPR|MBBL/D|9500
WD1TP_NUS_2|U.S. Production of Distillate Fuel Oil, Greater than 15 to 500 ppm Sulfur (Thousand Barrels per Day)|NUS|EPDM10|YPT|MBBL/D|400
W_EPM0CAL55_YPT_NUS_MBBLD|U.S. Refiner and Blender Net Production of Finished Conventional Motor Gasoline, Ed 55 and Lower (Thousand Barrels per Day)|NUS|EPM0CAL55|YPT|MBBL/D|400
W_EPM0CAG55_YPT_NUS_MBBLD|U.S. Refiner and Blender Net Production of Finished Conventional Motor Gasoline, Greater than Ed 55 (Thousand Barrels per Day)|NUS|EPM0CAG55|YPT|MBBL/D|400
W_EPM0RO_YPT_NUS_MBBLD|U.S. Refiner and Blender Net Production of Other Finished Reformulated Motor Gasoline (Thousand Barrels per Day)|NUS|EPM0RO|YPT|MBBL/D|400
W_EPM0F_VUA_NUS_MBBLD|U.S. Supply Adjustment of Finished Motor Gasoline (Thousand Barrels per Day)|NUS|EPM0F|VUA|MBBL/D|400
# petroleum/pri/dfp1 monthly,annual monthly 1974-01
F000000__3|U.S. Crude Oil First Purchase Price (Dollars per Barrel)|NUS|EPC0|FWA|$/BBL|67
F005071__3|Alaska North Slope First Purchase Price (Dollars per Barrel)|SAK|EPC0|FWA|$/BBL|66
F003001__3|Alabama Crude Oil First Purchase Price (Dollars per Barrel)|SAL|EPC0|FWA|$/BBL|65
# petroleum/pri/dist monthly,annual monthly 1983-01 2022-03
EMA_EPD2D_PCS_NUS_DPG|U.S. No 2 Diesel Commercial Price by All Sellers (Dollars per Gallon)|NUS|EPD2D|PCS|$/GAL|3.2
EMA_EPD2DH_PCS_NUS_DPG|U.S. No 2 Diesel High Sulfur Commercial Price by All Sellers (Dollars per Gallon)|NUS|EPD2DH|PCS|$/GAL|3.2
EMA_EPD2DH_PIN_NUS_DPG|U.S. No 2 Diesel High Sulfur Industrial Price by All Sellers (Dollars per Gallon)|NUS|EPD2DH|PIN|$/GAL|3.2
EMA_EPD2DH_POA_NUS_DPG|U.S. No 2 Diesel High Sulfur Other End Users Price by All Sellers (Dollars per Gallon)|NUS|EPD2DH|POA|$/GAL|3.2
EMA_EPD2DH_PTA_NUS_DPG|U.S. No 2 Diesel High Sulfur Retail Sales by All Sellers (Dollars per Gallon)|NUS|EPD2DH|PTA|$/GAL|3.2
EMA_EPD2DH_PWA_NUS_DPG|U.S. No 2 Diesel High Sulfur Wholesale/Resale Price by All Sellers (Dollars per Gallon)|NUS|EPD2DH|PWA|$/GAL|3.2
# petroleum/pri/fut monthly,weekly,annual,daily weekly 1986-01-03 2024-04-05
RCLC1|Cushing, OK Crude Oil Future Contract 1 (Dollars per Barrel)|YCUOK|EPC0|PE1|$/BBL|1
RCLC2|Cushing, OK Crude Oil Future Contract 2 (Dollars per Barrel)|YCUOK|EPC0|PE2|$/BBL|1
RCLC3|Cushing, OK Crude Oil Future Contract 3 (Dollars per Barrel)|YCUOK|EPC0|PE3|$/BBL|1
RCLC4|Cushing, OK Crude Oil Future Contract 4 (Dollars per Barrel)|YCUOK|EPC0|PE4|$/BBL|1
EER_EPD2F_PE1_Y35NY_DPG|New York Harbor No. 2 Heating Oil Future Contract 1 (Dollars per Gallon)|Y35NY|EPD2F|PE1|$/GAL|1.33
EER_EPD2F_PE2_Y35NY_DPG|New York Harbor No. 2 Heating Oil Future Contract 2 (Dollars per Gallon)|Y35NY|EPD2F|PE2|$/GAL|1.33
EER_EPD2F_PE3_Y35NY_DPG|New York Harbor No. 2 Heating Oil Future Contract 3 (Dollars per Gallon)|Y35NY|EPD2F|PE3|$/GAL|1.33
EER_EPD2F_PE4_Y35NY_DPG|New York Harbor No. 2 Heating Oil Future Contract 4 (Dollars per Gallon)|Y35NY|EPD2F|PE4|$/GAL|1.33
EER_EPMRR_PE1_Y35NY_DPG|New York Harbor Reformulated RBOB Regular Gasoline Future Contract 1 (Dollars per Gallon)|Y35NY|EPMRR|PE1|$/GAL|1.2
EER_EPMRR_PE2_Y35NY_DPG|New York Harbor Reformulated RBOB Regular Gasoline Future Contract 2 (Dollars per Gallon)|Y35NY|EPMRR|PE2|$/GAL|1.2
EER_EPMRR_PE3_Y35NY_DPG|New York Harbor Reformulated RBOB Regular Gasoline Future Contract 3 (Dollars per Gallon)|Y35NY|EPMRR|PE3|$/GAL|1.2
EER_EPMRR_PE4_Y35NY_DPG|New York Harbor Reformulated RBOB Regular Gasoline Future Contract 4 (Dollars per Gallon)|Y35NY|EPMRR|PE4|$/GAL|1.2
EER_EPLLPA_PE1_Y44MB_DPG|Mont Belvieu, Tx Propane Future Contract 1 (Dollars per Gallon)|Y44MB|EPLLPA|PE1|$/GAL|0.45
EER_EPLLPA_PE2_Y44MB_DPG|Mont Belvieu, Tx Propane Future Contract 2 (Dollars per Gallon)|Y44MB|EPLLPA|PE2|$/GAL|0.45
EER_EPLLPA_PE3_Y44MB_DPG|Mont Belvieu, Tx Propane Future Contract 3 (Dollars per Gallon)|Y44MB|EPLLPA|PE3|$/GAL|0.45
EER_EPLLPA_PE4_Y44MB_DPG|Mont Belvieu, Tx Propane Future Contract 4 (Dollars per Gallon)|Y44MB|EPLLPA|PE4|$/GAL|0.45
# petroleum/pri/gnd monthly,weekly,annual weekly 1990-08-20
EMM_EPM0_PTE_NUS_DPG|U.S. All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|NUS|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_NUS_DPG|U.S. Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|NUS|EPMM|PTE|$/GAL|3.75
EMD_EPD2D_PTE_NUS_DPG|U.S. No 2 Diesel Retail Prices (Dollars per Gallon)|NUS|EPD2D|PTE|$/GAL|3.75
EMM_EPMP_PTE_NUS_DPG|U.S. Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|NUS|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_NUS_DPG|U.S. Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|NUS|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_YBOS_DPG|Boston, MA All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|YBOS|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_YBOS_DPG|Boston, MA Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|YBOS|EPMM|PTE|$/GAL|3.75
EMM_EPMP_PTE_YBOS_DPG|Boston, MA Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|YBOS|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_YBOS_DPG|Boston, MA Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|YBOS|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_SCA_DPG|California All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|SCA|EPM0|PTE|$/GAL|4.76
EMM_EPMM_PTE_SCA_DPG|California Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|SCA|EPMM|PTE|$/GAL|5.32
EMD_EPD2D_PTE_SCA_DPG|California No 2 Diesel Retail Prices (Dollars per Gallon)|SCA|EPD2D|PTE|$/GAL|5.32
EMM_EPMP_PTE_SCA_DPG|California Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|SCA|EPMP|PTE|$/GAL|5.75
EMM_EPMR_PTE_SCA_DPG|California Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|SCA|EPMR|PTE|$/GAL|4.54
EMM_EPM0_PTE_R1Y_DPG|Central Atlantic (PADD 1B) All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|R1Y|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_R1Y_DPG|Central Atlantic (PADD 1B) Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|R1Y|EPMM|PTE|$/GAL|3.75
EMD_EPD2D_PTE_R1Y_DPG|Central Atlantic (PADD 1B) No 2 Diesel Retail Prices (Dollars per Gallon)|R1Y|EPD2D|PTE|$/GAL|3.75
EMM_EPMP_PTE_R1Y_DPG|Central Atlantic (PADD 1B) Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|R1Y|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_R1Y_DPG|Central Atlantic (PADD 1B) Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|R1Y|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_YORD_DPG|Chicago All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|YORD|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_YORD_DPG|Chicago Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|YORD|EPMM|PTE|$/GAL|3.75
EMM_EPMP_PTE_YORD_DPG|Chicago Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|YORD|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_YORD_DPG|Chicago Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|YORD|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_YCLE_DPG|Cleveland, OH All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|YCLE|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_YCLE_DPG|Cleveland, OH Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|YCLE|EPMM|PTE|$/GAL|3.75
EMM_EPMP_PTE_YCLE_DPG|Cleveland, OH Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|YCLE|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_YCLE_DPG|Cleveland, OH Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|YCLE|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_SCO_DPG|Colorado All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|SCO|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_SCO_DPG|Colorado Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|SCO|EPMM|PTE|$/GAL|3.75
EMM_EPMP_PTE_SCO_DPG|Colorado Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|SCO|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_SCO_DPG|Colorado Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|SCO|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_YDEN_DPG|Denver All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|YDEN|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_YDEN_DPG|Denver Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|YDEN|EPMM|PTE|$/GAL|3.75
EMM_EPMP_PTE_YDEN_DPG|Denver Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|YDEN|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_YDEN_DPG|Denver Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|YDEN|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_R10_DPG|East Coast All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|R10|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_R10_DPG|East Coast Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|R10|EPMM|PTE|$/GAL|3.75
EMD_EPD2D_PTE_R10_DPG|East Coast No 2 Diesel Retail Prices (Dollars per Gallon)|R10|EPD2D|PTE|$/GAL|3.75
EMM_EPMP_PTE_R10_DPG|East Coast Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|R10|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_R10_DPG|East Coast Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|R10|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_SFL_DPG|Florida All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|SFL|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_SFL_DPG|Florida Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|SFL|EPMM|PTE|$/GAL|3.75
EMM_EPMP_PTE_SFL_DPG|Florida Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|SFL|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_SFL_DPG|Florida Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|SFL|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_R30_DPG|Gulf Coast All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|R30|EPM0|PTE|$/GAL|2.91
EMM_EPMM_PTE_R30_DPG|Gulf Coast Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|R30|EPMM|PTE|$/GAL|3.26
EMD_EPD2D_PTE_R30_DPG|Gulf Coast No 2 Diesel Retail Prices (Dollars per Gallon)|R30|EPD2D|PTE|$/GAL|3.75
EMM_EPMP_PTE_R30_DPG|Gulf Coast Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|R30|EPMP|PTE|$/GAL|3.52
EMM_EPMR_PTE_R30_DPG|Gulf Coast Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|R30|EPMR|PTE|$/GAL|2.78
EMM_EPM0_PTE_Y44HO_DPG|Houston All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y44HO|EPM0|PTE|$/GAL|2.85
EMM_EPMM_PTE_Y44HO_DPG|Houston Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y44HO|EPMM|PTE|$/GAL|3.19
EMM_EPMP_PTE_Y44HO_DPG|Houston Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y44HO|EPMP|PTE|$/GAL|3.44
EMM_EPMR_PTE_Y44HO_DPG|Houston Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y44HO|EPMR|PTE|$/GAL|2.72
EMM_EPM0_PTE_Y05LA_DPG|Los Angeles All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y05LA|EPM0|PTE|$/GAL|4.76
EMM_EPMM_PTE_Y05LA_DPG|Los Angeles Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y05LA|EPMM|PTE|$/GAL|5.32
EMM_EPMP_PTE_Y05LA_DPG|Los Angeles Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y05LA|EPMP|PTE|$/GAL|5.75
EMM_EPMR_PTE_Y05LA_DPG|Los Angeles Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y05LA|EPMR|PTE|$/GAL|4.54
EMM_EPM0_PTE_R1Z_DPG|Lower Atlantic (PADD 1C) All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|R1Z|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_R1Z_DPG|Lower Atlantic (PADD 1C) Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|R1Z|EPMM|PTE|$/GAL|3.75
EMD_EPD2D_PTE_R1Z_DPG|Lower Atlantic (PADD 1C) No 2 Diesel Retail Prices (Dollars per Gallon)|R1Z|EPD2D|PTE|$/GAL|3.75
EMM_EPMP_PTE_R1Z_DPG|Lower Atlantic (PADD 1C) Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|R1Z|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_R1Z_DPG|Lower Atlantic (PADD 1C) Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|R1Z|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_SMA_DPG|Massachusetts All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|SMA|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_SMA_DPG|Massachusetts Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|SMA|EPMM|PTE|$/GAL|3.75
EMM_EPMP_PTE_SMA_DPG|Massachusetts Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|SMA|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_SMA_DPG|Massachusetts Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|SMA|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_YMIA_DPG|Miami, FL All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|YMIA|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_YMIA_DPG|Miami, FL Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|YMIA|EPMM|PTE|$/GAL|3.75
EMM_EPMP_PTE_YMIA_DPG|Miami, FL Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|YMIA|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_YMIA_DPG|Miami, FL Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|YMIA|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_R20_DPG|Midwest All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|R20|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_R20_DPG|Midwest Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|R20|EPMM|PTE|$/GAL|3.75
EMD_EPD2D_PTE_R20_DPG|Midwest No 2 Diesel Retail Prices (Dollars per Gallon)|R20|EPD2D|PTE|$/GAL|3.75
EMM_EPMP_PTE_R20_DPG|Midwest Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|R20|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_R20_DPG|Midwest Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|R20|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_SMN_DPG|Minnesota All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|SMN|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_SMN_DPG|Minnesota Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|SMN|EPMM|PTE|$/GAL|3.75
EMM_EPMP_PTE_SMN_DPG|Minnesota Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|SMN|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_SMN_DPG|Minnesota Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|SMN|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_R1X_DPG|New England (PADD 1A) All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|R1X|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_R1X_DPG|New England (PADD 1A) Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|R1X|EPMM|PTE|$/GAL|3.75
EMD_EPD2D_PTE_R1X_DPG|New England (PADD 1A) No 2 Diesel Retail Prices (Dollars per Gallon)|R1X|EPD2D|PTE|$/GAL|3.75
EMM_EPMP_PTE_R1X_DPG|New England (PADD 1A) Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|R1X|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_R1X_DPG|New England (PADD 1A) Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|R1X|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_SNY_DPG|New York All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|SNY|EPM0|PTE|$/GAL|3.35
EMM_EPM0_PTE_Y35NY_DPG|New York City All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y35NY|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_Y35NY_DPG|New York City Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y35NY|EPMM|PTE|$/GAL|3.75
EMM_EPMP_PTE_Y35NY_DPG|New York City Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y35NY|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_Y35NY_DPG|New York City Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y35NY|EPMR|PTE|$/GAL|3.2
EMM_EPMM_PTE_SNY_DPG|New York Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|SNY|EPMM|PTE|$/GAL|3.75
EMM_EPMP_PTE_SNY_DPG|New York Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|SNY|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_SNY_DPG|New York Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|SNY|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_SOH_DPG|Ohio All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|SOH|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_SOH_DPG|Ohio Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|SOH|EPMM|PTE|$/GAL|3.75
EMM_EPMP_PTE_SOH_DPG|Ohio Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|SOH|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_SOH_DPG|Ohio Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|SOH|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_R40_DPG|Rocky Mountain All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|R40|EPM0|PTE|$/GAL|3.35
EMM_EPMM_PTE_R40_DPG|Rocky Mountain Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|R40|EPMM|PTE|$/GAL|3.75
EMD_EPD2D_PTE_R40_DPG|Rocky Mountain No 2 Diesel Retail Prices (Dollars per Gallon)|R40|EPD2D|PTE|$/GAL|3.75
EMM_EPMP_PTE_R40_DPG|Rocky Mountain Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|R40|EPMP|PTE|$/GAL|4.05
EMM_EPMR_PTE_R40_DPG|Rocky Mountain Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|R40|EPMR|PTE|$/GAL|3.2
EMM_EPM0_PTE_Y05SF_DPG|San Francisco All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y05SF|EPM0|PTE|$/GAL|4.86
EMM_EPMM_PTE_Y05SF_DPG|San Francisco Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y05SF|EPMM|PTE|$/GAL|5.44
EMM_EPMP_PTE_Y05SF_DPG|San Francisco Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y05SF|EPMP|PTE|$/GAL|5.87
EMM_EPMR_PTE_Y05SF_DPG|San Francisco Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y05SF|EPMR|PTE|$/GAL|4.64
EMM_EPM0_PTE_Y48SE_DPG|Seattle, WA All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y48SE|EPM0|PTE|$/GAL|4.46
EMM_EPMM_PTE_Y48SE_DPG|Seattle, WA Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y48SE|EPMM|PTE|$/GAL|4.99
EMM_EPMP_PTE_Y48SE_DPG|Seattle, WA Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y48SE|EPMP|PTE|$/GAL|5.39
EMM_EPMR_PTE_Y48SE_DPG|Seattle, WA Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|Y48SE|EPMR|PTE|$/GAL|4.26
EMM_EPM0_PTE_STX_DPG|Texas All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|STX|EPM0|PTE|$/GAL|2.88
EMM_EPMM_PTE_STX_DPG|Texas Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|STX|EPMM|PTE|$/GAL|3.23
EMM_EPMP_PTE_STX_DPG|Texas Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|STX|EPMP|PTE|$/GAL|3.48
EMM_EPMR_PTE_STX_DPG|Texas Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|STX|EPMR|PTE|$/GAL|2.75
EMM_EPM0_PTE_SWA_DPG|Washington All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|SWA|EPM0|PTE|$/GAL|4.36
EMM_EPMM_PTE_SWA_DPG|Washington Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|SWA|EPMM|PTE|$/GAL|4.88
EMM_EPMP_PTE_SWA_DPG|Washington Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|SWA|EPMP|PTE|$/GAL|5.26
EMM_EPMR_PTE_SWA_DPG|Washington Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|SWA|EPMR|PTE|$/GAL|4.16
EMM_EPM0_PTE_R5XCA_DPG|West Coast (PADD 5) Except California All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|R5XCA|EPM0|PTE|$/GAL|3.85
EMM_EPMM_PTE_R5XCA_DPG|West Coast (PADD 5) Except California Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|R5XCA|EPMM|PTE|$/GAL|4.31
EMD_EPD2D_PTE_R5XCA_DPG|West Coast (PADD 5) Except California No 2 Diesel Retail Prices (Dollars per Gallon)|R5XCA|EPD2D|PTE|$/GAL|3.75
EMM_EPMP_PTE_R5XCA_DPG|West Coast (PADD 5) Except California Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|R5XCA|EPMP|PTE|$/GAL|4.66
EMM_EPMR_PTE_R5XCA_DPG|West Coast (PADD 5) Except California Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|R5XCA|EPMR|PTE|$/GAL|3.68
EMM_EPM0_PTE_R50_DPG|West Coast All Grades All Formulations Retail Gasoline Prices (Dollars per Gallon)|R50|EPM0|PTE|$/GAL|4.29
EMM_EPMM_PTE_R50_DPG|West Coast Midgrade All Formulations Retail Gasoline Prices (Dollars per Gallon)|R50|EPMM|PTE|$/GAL|4.8
EMD_EPD2D_PTE_R50_DPG|West Coast No 2 Diesel Retail Prices (Dollars per Gallon)|R50|EPD2D|PTE|$/GAL|4.8
EMM_EPMP_PTE_R50_DPG|West Coast Premium All Formulations Retail Gasoline Prices (Dollars per Gallon)|R50|EPMP|PTE|$/GAL|5.18
EMM_EPMR_PTE_R50_DPG|West Coast Regular All Formulations Retail Gasoline Prices (Dollars per Gallon)|R50|EPMR|PTE|$/GAL|4.1
# petroleum/pri/prop monthly,annual monthly 1993-10 2022-03
EMA_EPLLPA_PCS_NUS_DPG|U.S. Propane Commercial Price by All Sellers (Dollars per Gallon)|NUS|EPLLPA|PCS|$/GAL|3.2
EMA_EPLLPA_PIN_NUS_DPG|U.S. Propane Industrial Price by All Sellers (Dollars per Gallon)|NUS|EPLLPA|PIN|$/GAL|3.2
EMA_EPLLPA_POA_NUS_DPG|U.S. Propane Other End Users Price by All Sellers (Dollars per Gallon)|NUS|EPLLPA|POA|$/GAL|3.2
EMA_EPLLPA_PRT_NUS_DPG|U.S. Propane Residential Price by All Sellers (Dollars per Gallon)|NUS|EPLLPA|PRT|$/GAL|3.2
EMA_EPLLPA_PTA_NUS_DPG|U.S. Propane Retail Sales by All Sellers (Dollars per Gallon)|NUS|EPLLPA|PTA|$/GAL|3.2
EMA_EPLLPA_PPL_NUS_DPG|U.S. Propane Sales to Petrochemical Plants Price by All Sellers (Dollars per Gallon)|NUS|EPLLPA|PPL|$/GAL|3.2
# petroleum/pri/rac2 monthly,annual monthly 1974-01
R0000____3|U.S. Crude Oil Composite Acquisition Cost by Refiners (Dollars per Barrel)|NUS|EPC0|PCT|$/BBL|68
R1200____3|U.S. Crude Oil Domestic Acquisition Cost by Refiners (Dollars per Barrel)|NUS|EPC0|PDT|$/BBL|69
R1300____3|U.S. Crude Oil Imported Acquisition Cost by Refiners (Dollars per Barrel)|NUS|EPC0|PFT|$/BBL|65.5
# petroleum/pri/refmg monthly,annual monthly 1983-01 2022-03
EMA_EPMM_PBR_NUS_DPG|U.S. Gasoline Midgrade Bulk Sales Price by Refiners (Dollars per Gallon)|NUS|EPMM|PBR|$/GAL|3.2
EMA_EPMM_PDR_NUS_DPG|U.S. Gasoline Midgrade DTW Sales Price by Refiners (Dollars per Gallon)|NUS|EPMM|PDR|$/GAL|3.2
EMA_EPMM_POR_NUS_DPG|U.S. Gasoline Midgrade Other End Users Price by Refiners (Dollars per Gallon)|NUS|EPMM|POR|$/GAL|3.2
EMA_EPMM_PRG_NUS_DPG|U.S. Gasoline Midgrade Rack Sales Price by Refiners (Dollars per Gallon)|NUS|EPMM|PRG|$/GAL|3.2
EMA_EPMM_PTG_NUS_DPG|U.S. Gasoline Midgrade Retail Sales by Refiners (Dollars per Gallon)|NUS|EPMM|PTG|$/GAL|3.2
EMA_EPMM_PTR_NUS_DPG|U.S. Gasoline Midgrade Through Company Outlets Price by Refiners (Dollars per Gallon)|NUS|EPMM|PTR|$/GAL|3.2
# petroleum/pri/refmg2 monthly,annual monthly 1994-01 2022-03
EMA_EPM0U_PBR_NUS_DPG|U.S. Conventional Gasoline Bulk Sales Price by Refiners (Dollars per Gallon)|NUS|EPM0U|PBR|$/GAL|3.2
EMA_EPM0U_PDR_NUS_DPG|U.S. Conventional Gasoline DTW Sales Price by Refiners (Dollars per Gallon)|NUS|EPM0U|PDR|$/GAL|3.2
EMA_EPMMU_PBR_NUS_DPG|U.S. Conventional Gasoline Midgrade Bulk Sales Price by Refiners (Dollars per Gallon)|NUS|EPMMU|PBR|$/GAL|3.2
EMA_EPMMU_PDR_NUS_DPG|U.S. Conventional Gasoline Midgrade DTW Sales Price by Refiners (Dollars per Gallon)|NUS|EPMMU|PDR|$/GAL|3.2
EMA_EPMMU_PRG_NUS_DPG|U.S. Conventional Gasoline Midgrade Rack Sales Price by Refiners (Dollars per Gallon)|NUS|EPMMU|PRG|$/GAL|3.2
EMA_EPMMU_PTG_NUS_DPG|U.S. Conventional Gasoline Midgrade Retail Sales by Refiners (Dollars per Gallon)|NUS|EPMMU|PTG|$/GAL|3.2
# petroleum/pri/refoth monthly,annual monthly 1975-07 2022-03
EMA_EPPV_PTG_NUS_DPG|U.S. Aviation Gasoline Retail Sales by Refiners (Dollars per Gallon)|NUS|EPPV|PTG|$/GAL|3.2
EMA_EPPV_PWG_NUS_DPG|U.S. Aviation Gasoline Wholesale/Resale Price by Refiners (Dollars per Gallon)|NUS|EPPV|PWG|$/GAL|3.2
EMA_EPPK_PTG_NUS_DPG|U.S. Kerosene Retail Sales by Refiners (Dollars per Gallon)|NUS|EPPK|PTG|$/GAL|3.2
EMA_EPPK_PWG_NUS_DPG|U.S. Kerosene Wholesale/Resale Price by Refiners (Dollars per Gallon)|NUS|EPPK|PWG|$/GAL|3.2
EMA_EPJK_PTG_NUS_DPG|U.S. Kerosene-Type Jet Fuel Retail Sales by Refiners (Dollars per Gallon)|NUS|EPJK|PTG|$/GAL|3.2
EMA_EPJK_PWG_NUS_DPG|U.S. Kerosene-Type Jet Fuel Wholesale/Resale Price by Refiners (Dollars per Gallon)|NUS|EPJK|PWG|$/GAL|3.2
# petroleum/pri/resid monthly,annual monthly 1983-01 2022-03
EMA_EPPR_PTA_NUS_DPG|U.S. Residual Fuel Oil Retail Sales by All Sellers (Dollars per Gallon)|NUS|EPPR|PTA|$/GAL|3.2
EMA_EPPRH_PTA_NUS_DPG|U.S. Residual Fuel Oil Sulfur Greater Than 1% Retail Sales by All Sellers (Dollars per Gallon)|NUS|EPPRH|PTA|$/GAL|3.2
EMA_EPPRH_PWA_NUS_DPG|U.S. Residual Fuel Oil Sulfur Greater Than 1% Wholesale/Resale Price by All Sellers (Dollars per Gallon)|NUS|EPPRH|PWA|$/GAL|3.2
EMA_EPPRL_PTA_NUS_DPG|U.S. Residual Fuel Oil Sulfur Less Than or Equal to 1% Retail Sales by All Sellers (Dollars per Gallon)|NUS|EPPRL|PTA|$/GAL|3.2
EMA_EPPRL_PWA_NUS_DPG|U.S. Residual Fuel Oil Sulfur Less Than or Equal to 1% Wholesale/Resale Price by All Sellers (Dollars per Gallon)|NUS|EPPRL|PWA|$/GAL|3.2
EMA_EPPR_PWA_NUS_DPG|U.S. Residual Fuel Oil Wholesale/Resale Price by All Sellers (Dollars per Gallon)|NUS|EPPR|PWA|$/GAL|3.2
# petroleum/pri/wfr monthly,weekly weekly 1990-10-01
W_EPD2F_PWR_NUS_DPG|U.S. No. 2 Heating Oil Wholesale/Resale Price (Dollars per Gallon)|NUS|EPD2F|PWR|$/GAL|3.2
W_EPLLPA_PRS_NUS_DPG|U.S. Propane Residential Price (Dollars per Gallon)|NUS|EPLLPA|PRS|$/GAL|3.2
W_EPLLPA_PWR_NUS_DPG|U.S. Propane Wholesale/Resale Price (Dollars per Gallon)|NUS|EPLLPA|PWR|$/GAL|3.2
W_EPD2F_PRS_NUS_DPG|U.S. Weekly No. 2 Heating Oil Residential Price (Dollars per Gallon)|NUS|EPD2F|PRS|$/GAL|3.2
W_EPLLPA_PRS_SAL_DPG|Alabama Propane Residential Price (Dollars per Gallon)|SAL|EPLLPA|PRS|$/GAL|3.2
W_EPLLPA_PWR_SAL_DPG|Alabama Propane Wholesale/Resale Price (Dollars per Gallon)|SAL|EPLLPA|PWR|$/GAL|3.2
# petroleum/stoc/gp monthly,annual monthly 1993-01
M_EPLLCS_SKN_NUS_MBBL|U.S. Natural Gas Plant Stocks of Condensate and Scrubber Oil (Thousand Barrels)|NUS|EPLLCS|SKN|MBBL|9000
M_EPLLEA_SKN_NUS_MBBL|U.S. Natural Gas Plant Stocks of Ethane (Thousand Barrels)|NUS|EPLLEA|SKN|MBBL|9000
M_EPLLBAI_SKN_NUS_MBBL|U.S. Natural Gas Plant Stocks of Isobutane (Thousand Barrels)|NUS|EPLLBAI|SKN|MBBL|9000
M_EPL2_SKN_NUS_MBBL|U.S. Natural Gas Plant Stocks of Natural Gas Liquids (Thousand Barrels)|NUS|EPL2|SKN|MBBL|9000
M_EPLLNG_SKN_NUS_MBBL|U.S. Natural Gas Plant Stocks of Natural Gasoline (Thousand Barrels)|NUS|EPLLNG|SKN|MBBL|9000
M_EPLLBAN_SKN_NUS_MBBL|U.S. Natural Gas Plant Stocks of Normal Butane (Thousand Barrels)|NUS|EPLLBAN|SKN|MBBL|9000
# petroleum/stoc/st monthly,annual monthly 1993-01
E_EPOBGC0_STR_NUS_MBBL|U.S. Conventional Gasoline Blending Components Stocks at Refineries, Bulk Terminals, and Natural Gas Plants (Thousand Barrels)|NUS|EPOBGC0|STR|MBBL|9000
MG4SX_NUS_1|U.S. Conventional Motor Gasoline Stocks at Refineries, Bulk Terminals, and Natural Gas Plants (Thousand Barrels)|NUS|EPM0C|STR|MBBL|9000
MDISXUS1|U.S. Distillate Fuel Oil Stocks at Refineries, Bulk Terminals, and Natural Gas Plants (Thousand Barrels)|NUS|EPD0|STR|MBBL|9000
MD0S3_NUS_1|U.S. Distillate Fuel Oil, 0 to 15 ppm Sulfur Stocks at Refineries, Bulk Terminals, and Natural Gas Plants (Thousand Barrels)|NUS|EPDXL0|STR|MBBL|9000
MDGSXUS1|U.S. Distillate Fuel Oil, Greater Than 500 ppm Sulfur Stocks at Refineries, Bulk Terminals, and Natural Gas Plants (Thousand Barrels)|NUS|EPD00H|STR|MBBL|9000
MD1S3_NUS_1|U.S. Distillate Fuel Oil, Greater than 15 to 500 ppm Sulfur Stocks at Refineries, Bulk Terminals, and Natural Gas Plants (Thousand Barrels)|NUS|EPDM10|STR|MBBL|9000
# petroleum/stoc/ts monthly,annual monthly 1936-01
MDISTUS1|U.S. Ending Stocks of Distillate Fuel Oil (Thousand Barrels)|NUS|EPD0|SAE|MBBL|9000
MD0ST_NUS_1|U.S. Ending Stocks of Distillate Fuel Oil, 0 to 15 ppm Sulfur (Thousand Barrels)|NUS|EPDXL0|SAE|MBBL|9000
MDGSTUS1|U.S. Ending Stocks of Distillate Fuel Oil, Greater Than 500 ppm Sulfur (Thousand Barrels)|NUS|EPD00H|SAE|MBBL|9000
MD1ST_NUS_1|U.S. Ending Stocks of Distillate Fuel Oil, Greater than 15 to 500 ppm Sulfur (Thousand Barrels)|NUS|EPDM10|SAE|MBBL|9000
MPRSTUS1|U.S. Ending Stocks of Propane and Propylene (Thousand Barrels)|NUS|EPLLPZ|SAE|MBBL|9000
MRESTUS1|U.S. Ending Stocks of Residual Fuel Oil (Thousand Barrels)|NUS|EPPR|SAE|MBBL|9000
# petroleum/stoc/typ monthly,annual monthly 1920-01
MCESTUS1|U.S. Ending Stocks excluding SPR of Crude Oil (Thousand Barrels)|NUS|EPC0|SAX|MBBL|432000
MCSSTUS1|U.S. Ending Stocks of Crude Oil in SPR (Thousand Barrels)|NUS|EPC0|SAS|MBBL|398000
MCRSTUS1|U.S. Ending Stocks of Crude Oil (Thousand Barrels)|NUS|EPC0|SAE|MBBL|830000
MDISTUS1|U.S. Ending Stocks of Distillate Fuel Oil (Thousand Barrels)|NUS|EPD0|SAE|MBBL|116000
MTTSTUS1|U.S. Ending Stocks of Crude Oil and Petroleum Products (Thousand Barrels)|NUS|EP00|SAE|MBBL|1640000
# petroleum/sum/crdsnd monthly,annual monthly 1920-01
M_EPC0_YRSD_NUS_MBBL|U.S. Crude Oil, SPR Receipts Detail, Domestic (Thousand Barrels)|NUS|EPC0|YRSD|MBBL|9000
M_EPC0_YRS_NUS_MBBL|U.S. Crude Oil, SPR Receipts Detail, Receipts (Thousand Barrels)|NUS|EPC0|YRS|MBBL|9000
M_EPC0_SPC_NUS_PER|U.S. Percent of Crude Oil Stocks Held in SPR (Percent)|NUS|EPC0|SPC|%|6
M_EPC0_SPT_NUS_PER|U.S. Percent of Total Petroleum Stocks Held in SPR (Percent)|NUS|EPC0|SPT|%|6
# petroleum/sum/snd monthly,annual monthly 1920-01
MCRFPUS1|U.S. Field Production of Crude Oil (Thousand Barrels)|NUS|EPC0|FPF|MBBL|408000
MCRFPUS2|U.S. Field Production of Crude Oil (Thousand Barrels per Day)|NUS|EPC0|FPF|MBBL/D|13400
MCRIMUS2|U.S. Imports of Crude Oil (Thousand Barrels per Day)|NUS-Z00|EPC0|IM0|MBBL/D|6200
MCRSTUS1|U.S. Ending Stocks of Crude Oil (Thousand Barrels)|NUS|EPC0|SAE|MBBL|830000
MTTUPUS2|U.S. Product Supplied of Crude Oil and Petroleum Products (Thousand Barrels per Day)|NUS|EP00|VPP|MBBL/D|20300
`;
