/** `zones/{type}/{id}`: the zones that stations, points and alerts link to, without their outlines. */
import { zoneNames } from "../world/station-time.ts";
import { placeContext } from "./contexts.ts";
import type { NwsStation } from "./grid.ts";
import type { Json } from "./php-json.ts";

export function answerZone(
  type: string,
  id: string,
  stations: readonly NwsStation[],
  base: string,
): Json | undefined {
  const wanted = id.toUpperCase();
  const found = stations.find(({ place }) =>
    type === "county"
      ? place.county === wanted
      : (type === "forecast" || type === "fire") && place.forecastZone === wanted,
  );
  if (found === undefined) return undefined;
  const { place } = found;
  const self = `${base}/zones/${type}/${wanted}`;
  return {
    "@context": placeContext,
    id: self,
    type: "Feature",
    geometry: null,
    properties: {
      "@id": self,
      "@type": "wx:Zone",
      id: wanted,
      type: type === "forecast" ? "public" : type,
      name: place.city,
      state: place.state,
      cwa: [place.office],
      forecastOffices: [`${base}/offices/${place.office}`],
      timeZone: [zoneNames[place.zone]],
      observationStations: [`${base}/stations/${place.icao}`],
      radarStation: place.radar,
    },
  };
}
