/**
 * What is known of a station: its place and calendar are facts, its climate is what the weather is made of.
 */
import type { StationZone } from "./station-time.ts";

/** Rounded normals of a place. Temperatures in °C. */
export interface Climate {
  /** Mean of the year. */
  readonly meanC: number;
  /** Half the difference between the warmest and the coldest month. */
  readonly swingC: number;
  /** Mean difference between a day's extremes. */
  readonly rangeC: number;
  /** How far weather takes a day from its season: about the standard deviation. */
  readonly weatherC: number;
  /** Degrees that each step of a warm spell beyond the usual adds: desert winds at a cool coast. */
  readonly heatC?: number;
  /** Share of days with rain, and how much more of them lie in winter (1: all, −1: all in summer). */
  readonly wetShare: number;
  readonly winterWet: number;
  /** Millimetres on a typical wet day. */
  readonly wetDayMm: number;
  readonly windMs: number;
  /** Day of the year that is warmest. */
  readonly warmestDay: number;
  /** Stations of one region share their weather. */
  readonly region: string;
}

export interface Station {
  /** `GHCND:USW00023174`. */
  readonly id: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly elevationM: number;
  /** Day number of the first report. */
  readonly firstDay: number;
  /** Day number of the last report of a closed station. */
  readonly lastDay?: number;
  /** A day's report is out this many days after the day began: 2 or 3, more for slow observers. */
  readonly lateDays: number;
  readonly coverage: number;
  readonly datasets: readonly string[];
  /** Datatypes of GHCND it reports; the others follow from them. */
  readonly dailyTypes: readonly string[];
  /** Ids of the locations that hold it. */
  readonly locations: readonly string[];
  /** Source flag and observation time in the attributes of its values. */
  readonly source: string;
  readonly observedAt: string;
  readonly climate?: Climate;
  readonly nws?: NwsPlace;
}

/** What api.weather.gov says about a station. */
export interface NwsPlace {
  readonly icao: string;
  readonly name: string;
  readonly city: string;
  readonly state: string;
  readonly zone: StationZone;
  readonly office: string;
  readonly radar: string;
  readonly forecastZone: string;
  readonly county: string;
}

export const allDailyTypes = ["AWND", "PRCP", "SNOW", "SNWD", "TAVG", "TMAX", "TMIN"] as const;
