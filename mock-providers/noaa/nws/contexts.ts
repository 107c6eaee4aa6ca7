/** The JSON-LD contexts of recorded answers. They name vocabularies, so their addresses stay the original's. */
import type { Json } from "./php-json.ts";

const geometry = { "@id": "s:GeoCoordinates", "@type": "geo:wktLiteral" };
const terms = {
  city: "s:addressLocality",
  state: "s:addressRegion",
  distance: { "@id": "s:Distance", "@type": "s:QuantitativeValue" },
  bearing: { "@type": "s:QuantitativeValue" },
  value: { "@id": "s:value" },
  unitCode: { "@id": "s:unitCode", "@type": "@id" },
  forecastOffice: { "@type": "@id" },
  forecastGridData: { "@type": "@id" },
  publicZone: { "@type": "@id" },
  county: { "@type": "@id" },
};
const ontology = "https://api.weather.gov/ontology#";
const names = {
  wx: ontology,
  s: "https://schema.org/",
  geo: "http://www.opengis.net/ont/geosparql#",
  unit: "http://codes.wmo.int/common/unit/",
  "@vocab": ontology,
};
const geoJson = "https://geojson.org/geojson-ld/geojson-context.jsonld";
const olderGeoJson =
  "https://raw.githubusercontent.com/geojson/geojson-ld/master/contexts/geojson-base.jsonld";

/** Points, stations and observations. */
export const placeContext: Json = [geoJson, { "@version": "1.1", ...names, geometry, ...terms }];

/** Lists of stations name their order as well. */
export const stationsContext: Json = [
  geoJson,
  {
    "@version": "1.1",
    ...names,
    geometry,
    ...terms,
    observationStations: { "@container": "@list", "@type": "@id" },
  },
];

/** Lists of observations. */
export const observationsContext: Json = [olderGeoJson, { ...names, geometry, ...terms }];

export const forecastContext: Json = [
  olderGeoJson,
  { wx: names.wx, geo: names.geo, unit: names.unit, "@vocab": ontology },
];

export const alertsContext: Json = [olderGeoJson, { wx: ontology, "@vocab": ontology }];
