import type { Question } from "./ask-mock.ts";
import type { SampleCase } from "./sample-case.ts";

const oasis = (query: string): Question => ({ path: "/oasisapi/SingleZip", query });

export const caisoCases: readonly SampleCase[] = [
  {
    sample: "20250204_20250211_SLD_REN_FCST_DAM_20250214_04_52_10_v1.zip",
    format: "zip",
    ...oasis(
      "queryname=SLD_REN_FCST&market_run_id=DAM&resultformat=6&version=1&startdatetime=20250204T08:00-0000&enddatetime=20250211T08:00-0000",
    ),
  },
  {
    sample: "20250219_20250227_SLD_FCST_7DA_20250221_01_09_58_v1.zip",
    format: "zip",
    ...oasis(
      "queryname=SLD_FCST&market_run_id=7DA&resultformat=6&version=1&startdatetime=20250219T08:00-0000&enddatetime=20250227T08:00-0000",
    ),
  },
  {
    sample: "SLD_FCST_ACTUAL_20251102_25h_first_hours.csv",
    format: "csv",
    member: "csv",
    ...oasis(
      "queryname=SLD_FCST&market_run_id=ACTUAL&resultformat=6&version=1&startdatetime=20251102T07:00-0000&enddatetime=20251103T08:00-0000",
    ),
  },
  {
    sample: "SLD_FCST_DAM_20260720_excerpt.csv",
    format: "csv",
    member: "csv",
    ...oasis(
      "queryname=SLD_FCST&market_run_id=DAM&resultformat=6&version=1&startdatetime=20260401T07:00-0000&enddatetime=20260402T07:00-0000",
    ),
  },
  {
    sample: "PRC_LMP_DAM_TH_SP15_excerpt.csv",
    format: "csv",
    member: "csv",
    ...oasis(
      "queryname=PRC_LMP&market_run_id=DAM&resultformat=6&version=1&node=TH_SP15_GEN-APND&startdatetime=20260401T07:00-0000&enddatetime=20260402T07:00-0000",
    ),
  },
  {
    sample: "ATL_RESOURCE_first_200_rows.csv",
    format: "csv",
    member: "csv",
    ...oasis(
      "queryname=ATL_RESOURCE&resultformat=6&version=1&startdatetime=20260401T07:00-0000&enddatetime=20260402T07:00-0000",
    ),
  },
  {
    sample: "INVALID_REQUEST_1001.xml",
    format: "xml",
    member: "xml",
    ...oasis(
      "queryname=NO_SUCH_REPORT&resultformat=6&version=1&startdatetime=20260401T07:00-0000&enddatetime=20260402T07:00-0000",
    ),
  },
  {
    sample: "pyiso_ene_slrs.xml",
    format: "xml",
    member: "xml",
    accepted: [
      {
        difference: /DISCLAIMER_ITEM/,
        because:
          "its origin cut the end of the last REPORT_ITEM, so the disclaimer stands inside it",
      },
    ],
    ...oasis(
      "queryname=ENE_SLRS&market_run_id=RTM&version=1&tac_zone_name=ALL&schedule=ALL&startdatetime=20260401T07:00-0000&enddatetime=20260401T09:00-0000",
    ),
  },
  {
    sample: "pyiso_sld_forecast.xml",
    format: "xml",
    member: "xml",
    ...oasis(
      "queryname=SLD_FCST&market_run_id=RTM&execution_type=RTD&version=1&startdatetime=20260401T07:00-0000&enddatetime=20260401T09:00-0000",
    ),
  },
  {
    sample: "pyiso_sld_ren_forecast.xml",
    format: "xml",
    member: "xml",
    ...oasis(
      "queryname=SLD_REN_FCST&market_run_id=DAM&version=1&startdatetime=20260401T07:00-0000&enddatetime=20260401T09:00-0000",
    ),
  },
];
