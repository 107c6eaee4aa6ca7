import type { Question } from "./ask-mock.ts";
import type { SampleCase } from "./sample-case.ts";

const cdo = (path: string): Question => ({
  path: `/cdo-web/api/v2/${path.split("?")[0] ?? ""}`,
  query: path.split("?")[1] ?? "",
  headers: { token: "SandboxTokenSandboxTokenSandboxT" },
});
const weather = (path: string): Question => ({
  path: path.split("?")[0] ?? "",
  query: path.split("?")[1] ?? "",
  headers: { "user-agent": "drift test" },
});

/** The order of keys is arbitrary in the original. */
const unordered = { format: "json", ordered: false } as const;

export const noaaCases: readonly SampleCase[] = [
  {
    sample: "cdo_data_GHCND_PRCP.json",
    ...unordered,
    ...cdo(
      "data?datasetid=GHCND&datatypeid=PRCP&stationid=GHCND:USW00023174&startdate=2026-01-01&enddate=2026-01-31&limit=30",
    ),
  },
  {
    sample: "cdo_data_GSOM.json",
    ...unordered,
    ...cdo(
      "data?datasetid=GSOM&stationid=GHCND:USW00023174&startdate=2025-10-01&enddate=2025-12-01",
    ),
  },
  {
    sample: "cdo_data_NORMAL_DLY.json",
    ...unordered,
    ...cdo("data?datasetid=NORMAL_DLY&startdate=2010-05-01&enddate=2010-05-10"),
  },
  { sample: "cdo_datasets.json", ...unordered, ...cdo("datasets") },
  { sample: "cdo_datacategories.json", ...unordered, ...cdo("datacategories") },
  { sample: "cdo_datacategory_ANNAGR.json", ...unordered, ...cdo("datacategories/ANNAGR") },
  { sample: "cdo_datatypes_ANNUAL.json", ...unordered, ...cdo("datatypes?datasetid=ANNUAL") },
  { sample: "cdo_locationcategories.json", ...unordered, ...cdo("locationcategories") },
  {
    sample: "cdo_locationcategory_CLIM_REG.json",
    ...unordered,
    ...cdo("locationcategories/CLIM_REG"),
  },
  {
    sample: "cdo_locations_NORMAL_DLY.json",
    ...unordered,
    ...cdo("locations?datasetid=NORMAL_DLY"),
  },
  {
    sample: "cdo_locations_states.json",
    ...unordered,
    ...cdo("locations?locationcategoryid=ST&sortfield=name&limit=52"),
  },
  {
    sample: "cdo_station_COOP-010008.json",
    ...unordered,
    ...cdo("stations/COOP:010008"),
  },
  {
    sample: "cdo_station_GHCND-USW00014895.json",
    ...unordered,
    ...cdo("stations/GHCND:USW00014895"),
  },
  {
    sample: "cdo_stations_FIPS-12017.json",
    ...unordered,
    ...cdo("stations?locationid=FIPS:12017"),
  },
  { sample: "nws_points.json", ...unordered, ...weather("/points/33.9381,-118.3889") },
  {
    sample: "nws_gridpoints_stations.json",
    ...unordered,
    ...weather("/gridpoints/LOX/60,60/stations"),
  },
  {
    sample: "nws_gridpoints_forecast_hourly_us.json",
    ...unordered,
    ...weather("/gridpoints/LOX/60,60/forecast/hourly"),
  },
  {
    sample: "nws_stations_observations_latest.json",
    ...unordered,
    ...weather("/stations/KLAX/observations/latest"),
    accepted: [
      {
        difference: /^properties\.(heatIndex|windChill)\.value: (null|number)/,
        because: "which of the two has a value depends on the weather",
      },
    ],
  },
  {
    sample: "nws_alerts_active_zone.json",
    ...unordered,
    ...weather("/alerts/active?zone=GAZ033"),
    accepted: [
      {
        difference: /references: an empty list/,
        because: "alerts here are never updates of others",
      },
    ],
  },
];
