/** The provider's names of the codes in `listed-petroleum.ts` and `listed-gas.ts`: areas, products and processes. */
export const listedCodes = `
area|NUS|U.S.
area|NUS-NAG|DZA
area|NUS-NAO|AGO
area|NUS-NBE|BEL
area|NUS-NBR|BRA
area|NUS-NCA|CAN
area|NUS-NCF|COG
area|NUS-NCO|COL
area|NUS-NFR|FRA
area|NUS-NHA|HTI
area|NUS-NIZ|IRQ
area|NUS-NMX|MEX
area|NUS-NSA|SAU
area|NUS-NSP|ESP
area|NUS-NUK|GBR
area|NUS-NUS|U.S.
area|NUS-Z00|U.S.
area|R10|PADD 1
area|R10-R20|PADD 2
area|R10-R30|PADD 3
area|R10-R40|PADD 4
area|R10-R50|PADD 5
area|R10-Z00|PADD 1
area|R10-Z0P|PADD 1
area|R1X|PADD 1A
area|R1Y|PADD 1B
area|R1Y-R30|PADD 1B
area|R1Z|PADD 1C
area|R20|PADD 2
area|R30|PADD 3
area|R3FM|NA
area|R40|PADD 4
area|R44F|NA
area|R48F|NA
area|R50|PADD 5
area|R5XCA|PADD 5 EXCEPT CALIFORNIA
area|R87|NA
area|R88|NA
area|R89|NA
area|RCAC|NA
area|RCAL|NA
area|RUSF|NA
area|RUSOF|NA
area|RUSON|NA
area|SAK|USA-AK
area|SAL|USA-AL
area|SAR|USA-AR
area|SAZ|USA-AZ
area|SCA|CALIFORNIA
area|SCO|COLORADO
area|SFL|FLORIDA
area|SKS|USA-KS
area|SKY|USA-KY
area|SMA|MASSACHUSETTS
area|SME|USA-ME
area|SMN|MINNESOTA
area|SMS|USA-MS
area|SNE|USA-NE
area|SNH|USA-NH
area|SNY|NEW YORK
area|SOH|OHIO
area|STN|USA-TN
area|STX|TEXAS
area|SUT|USA-UT
area|SWA|WASHINGTON
area|SWY|USA-WY
area|Y05LA|LOS ANGELES
area|Y05SF|SAN FRANCISCO
area|Y35NY|NEW YORK CITY
area|Y44HO|HOUSTON
area|Y44MB|NA
area|Y48SE|SEATTLE
area|YBOS|BOSTON
area|YCLE|CLEVELAND
area|YCUOK|NA
area|YDEN|DENVER
area|YMIA|MIAMI
area|YORD|CHICAGO
product|EP00|Crude Oil and Petroleum Products
product|EPC0|Crude Oil
product|EPC30L|Crude Gravity 30.0 percent or less
product|EPC43B|Crude Gravity 30.1 to 40.0 percent
product|EPC50G|Crude Gravity 50.1 percent or more
product|EPC54B|Crude Gravity 40.1 to 50.0 percent
product|EPC99A|Crude Gravity of All
product|EPCCOND|Crude Oil + Lease Condensate
product|EPD0|Distillate Fuel Oil
product|EPD00H|Distillate Fuel Oil, Greater Than 500 ppm Sulfur
product|EPD2D|No 2 Diesel
product|EPD2DH|No 2 Diesel High Sulfur
product|EPD2F|No 2 Fuel Oil / Heating Oil
product|EPDM10|Distillate Fuel Oil, Greater than 15 to 500 ppm Sulfur
product|EPDXL0|Distillate Fuel Oil, 0 to 15 ppm Sulfur
product|EPG0|Natural Gas
product|EPJK|Kerosene-Type Jet Fuel
product|EPL0|Natural Gas Liquids and Liquid Refinery Gases
product|EPL2|Natural Gas Plant Liquids
product|EPLLBAI|Isobutane
product|EPLLBAN|Normal Butane
product|EPLLBYI|Isobutylene
product|EPLLBYN|Normal Butylene
product|EPLLCS|Condensate and Scrubber Oil
product|EPLLEA|Ethane
product|EPLLEY|Ethylene
product|EPLLNG|Natural Gasoline
product|EPLLPA|Propane
product|EPLLPY|Propylene
product|EPLLPZ|Propane and Propylene
product|EPLOLE|Refinery Olefins
product|EPM0|Total Gasoline
product|EPM0C|Conventional Motor Gasoline
product|EPM0CA|Conventional Motor Gasoline with Alcohol
product|EPM0CAG55|Finished Motor Gasoline Conventional >55
product|EPM0CAL55|Motor Gasoline, Finished, Conventional, Ed55 and Lower
product|EPM0F|Finished Motor Gasoline
product|EPM0RO|Finished Motor Gasoline Reformulated Other
product|EPM0U|Conventional Gasoline (No Oxy)
product|EPMM|Midgrade Gasoline
product|EPMMU|Gasoline Conventional Midgrade
product|EPMP|Premium Gasoline
product|EPMR|Regular Gasoline
product|EPMRR|Reformulated Regular Gasoline
product|EPOBGC0|Conventional Gasoline Blending Components
product|EPOBGRR|Motor Gasoline Blending Components Reformulated RBOB
product|EPOBV|Aviation Gasoline Blending Components
product|EPOOR|Biofuel Fuels (including Fuel Ethanol)
product|EPOORD|Biodiesel/Renewable Diesel Fuel
product|EPOORDB|Biodiesel
product|EPOORDO|Renewable Diesel Fuel
product|EPOORXFE|Biofuel Fuels excluding Fuel Ethanol
product|EPOOXE|Fuel Ethanol
product|EPOOXO|Other Oxygenates
product|EPOOXT|MTBE
product|EPOUH|Heavy Gas Oils
product|EPOUK|Kerosene and Light Oils
product|EPP0|Total Petroleum Products
product|EPPA|Asphalt and Road Oil
product|EPPCM|Petroleum Coke Marketable
product|EPPG|Processing Gain
product|EPPK|Kerosene
product|EPPO4|Other Oils
product|EPPR|Residual Fuel Oil
product|EPPRH|Residual Fuel Oil, Greater Than 1% Sulfur
product|EPPRL|Residual Fuel Oil, 0 to 1.0% Sulfur
product|EPPRY|Residual Fuel Oil, 0.31 to 1.00% Sulfur
product|EPPV|Aviation Gasoline
product|EPXXX2|Gross Inputs
product|ERTCES|Crews Engaged in Seismic Exploration
product|ERTRR0|Rotary Rigs in Operation
product|ERTRRG|Rotary Rigs in Operation-Gas
product|ERTRRO|Rotary Rigs in Operation-Oil
product|ERTS0|Crude Oil and Natural Gas
product|ERTW0|Wells-Total
product|ERTWO|Wells-Oil
process|BMV|Movements by Tanker and Barge
process|EEX|Exports
process|ENC|Compressed Natural Gas Exports
process|ENG|Liquefied Natural Gas Exports
process|ENP|Pipeline Exports
process|ERE|Re-Exports
process|FGS|Withdrawals from Shale Gas
process|FGW|Gross Withdrawals
process|FPD|Dry Production
process|FPF|Field Production
process|FWA|Wellhead Acquisition Price
process|IM0|Imports
process|IML|Liquefied Natural Gas Imports
process|INC|Compressed Natural Gas Imports
process|IP0|Imports by PADD of Processing
process|IRP|Pipeline Imports
process|PBR|Bulk Sales (Price) by Refiners and Gas Plants
process|PCS|Price Delivered to Commercial Sectors
process|PCT|Composite Acquisition Cost
process|PDR|DTW Sales Price by Refiners and Gas Plants
process|PDT|Domestic Acquisition Cost
process|PE1|Future Contract 1
process|PE2|Future Contract 2
process|PE3|Future Contract 3
process|PE4|Future Contract 4
process|PFT|Imported Acquisition Cost
process|PG1|City Gate Price
process|PIC|Compressed Natural Gas Imports for Price
process|PIN|Industrial Price
process|PML|LNG Imports (Price)
process|POA|Other End Users (Price) by All Sellers
process|POR|Other End Users (Price) by Refiners and Gas Plants
process|PPL|Sales to Petrochemical Plants Price
process|PRG|Rack Sales Price by Refiners and Gas Plants
process|PRS|Price Delivered to Residential Consumers
process|PRT|Residential Price by All Sellers
process|PTA|Retail Sales by All Sellers
process|PTE|Retail Sales
process|PTG|Retail Sales by Refiners and Gas Plants
process|PTR|Through Company Outlets Price by Refiners and Gas Plants
process|PWA|Wholesale/Resale Price by All Sellers
process|PWG|Wholesale/Resale Price by Refiners and Gas Plants
process|PWR|Wholesale/Resale Price
process|R01|Proved Reserves
process|R02|Reserves Adjustments
process|R05|Reserves Sales
process|R06|Reserves Acquisitions
process|R07|Reserves Extensions
process|R07A|Reserves Extensions and Discoveries
process|R08|Reserves New Field Discoveries
process|R09|Reserves New Reservoir Discoveries in Old Fields
process|R10|Production from Reserves
process|R17A|Dry, Reserves Extensions and Discoveries
process|R27A|Wet After Lease Separation, Reserves Extensions and Discoveries
process|R31|Nonassociated, Proved Reserves
process|R37A|Nonassociated, Reserves Extensions and Discoveries
process|R41|Associated-Dissolved, Proved Reserves
process|R47A|Associated-Dissolved, Reserves Extensions and Discoveries
process|R5102|Coalbed Methane, Reserves Adjustments
process|R5105|Coalbed Methane, Reserves Sales
process|R5106|Coalbed Methane, Reserves Acquisitions
process|R5107|Coalbed Methane, Reserves Extensions
process|R5107A|Coalbed Methane, Reserves Extensions and Discoveries
process|R5108|Coalbed Methane, Reserves New Field Discoveries
process|R52|Coalbed Methane, Reserves Based Production
process|R5301|Shale, Proved Reserves
process|R5302|Shale, Reserves Based Production
process|R5305|Shale, Reserves Sales
process|R5306|Shale, Reserves Acquisitions
process|R5307|Shale, Reserves Extensions
process|R53R02|Shale, Reserves Adjustments
process|R5602|Lease Condensate, Reserves Adjustments
process|R5604|Lease Condensate, Reserves Revision Decreases
process|R5605|Lease Condensate, Reserves Sales
process|R5606|Lease Condensate, Reserves Acquisitions
process|R5607|Lease Condensate, Reserves Extensions
process|R5607A|Lease Condensate, Reserves Extensions and Discoveries
process|R9907|Reserves in Nonproducing Reservoirs
process|R9911|Lease Condensate, Reserves in Nonproducing Reservoirs
process|RAIL|Receipts by Rail
process|SAB|Underground Storage Base Gas
process|SAD|Count of Underground Storage Capacity
process|SAE|Ending Stocks
process|SAI|Underground Storage Injections
process|SAL|LNG Storage Net Withdrawals
process|SAO|Underground Storage Working Gas
process|SAS|Ending Stocks SPR
process|SAT|Total Underground Storage
process|SAW|Underground Storage Withdrawals
process|SAX|Ending Stocks Excluding SPR
process|SKN|Natural Gas Plant Stocks
process|SLI|LNG Storage Additions
process|SLW|LNG Storage Withdrawals
process|SNO|Non-Salt Underground Storage - Working Gas
process|SPC|Percent of Crude Oil Stocks
process|SPT|Percent of Total Petroleum Stocks
process|SSO|Salt Underground Storage - Working Gas
process|STR|Stocks at Refineries, Bulk Terminals, and Natural Gas Plants
process|TNR|Receipts by Pipeline, Tanker, Barge and Rail
process|VC0|Total Consumption
process|VDV|Vehicle Fuel Consumption
process|VEU|Electric Power Consumption
process|VF5|% Total Commercial Deliveries
process|VF7|% Total Industrial Deliveries
process|VG9|Extraction Loss
process|VGL|Lease and Plant Fuel Consumption
process|VGM|Marketed Production
process|VGQ|Repressuring
process|VGV|Vented and Flared
process|VIN|Industrial Consumption
process|VN5|Number of Commercial Consumers
process|VN6|Number of Commercial Consumers - Sales
process|VN7|Number of Industrial Consumers
process|VN8|Number of Industrial Consumers - Sales
process|VN9|Number of Industrial Consumers - Transported
process|VNC|Number of Commercial Consumers - Transported
process|VPP|Product Supplied
process|VRS|Residential Consumption
process|VRT|Residential Transported
process|VUA|Supply Adjustment
process|XDC|Number of Oil Wells
process|XDG|Number of Gas and Gas Condensate Wells
process|XR0|Rotary Rigs in Operation
process|XRS|Active Well Service Rigs in operation
process|XS0|Maximum Number of Active Crews Engaged in Sismic Surveying
process|XS2|Maximum Number of Active Crews Engaged in Two-Dimensional Seismic Surveying
process|XS3|Maximum Number of Active Crews Engaged in Three-Dimensional Seismic Surveying
process|XS4|Maximum Number of Active Crews Engaged in Four-Dimensional Seismic Surveying
process|XWC0|Exploratory and Developmental Wells Drilled
process|XWCD|Developmental Wells Drilled
process|XWCE|Exploratory Wells Drilled
process|YIB|Motor Gasoline Terminal Blenders Net Input
process|YIY|Refinery Net Input
process|YNP|Renewable Fuels Plant and Oxygenate Plant Net Production
process|YOP|Oxygenate Plant Production
process|YPB|Motor Gasoline Terminal Blenders Net Production
process|YPC|Captive Plants
process|YPM|Merchant Plants
process|YPR|Refinery and Blender Net Production
process|YPT|Production
process|YPY|Refinery Net Production
process|YRS|SPR Receipts Detail, Receipts
process|YRSD|SPR Receipts Detail, Domestic
process|YRY|Refinery Yield
process|YUP|% Utilization Refinery Operable Capacity
`;
