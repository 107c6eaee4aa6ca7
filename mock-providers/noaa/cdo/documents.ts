/** The JSON of Climate Data Online: compact, keys in the order of recorded answers. */
import type { Paging } from "./parameters.ts";

/** No result is an empty object, with the status of success. */
export const emptyDocument = "{}";

/** `rows` come already written. */
export function writeResults(
  { offset, limit, withMetadata }: Paging,
  count: number,
  rows: readonly string[],
): string {
  if (rows.length === 0) return emptyDocument;
  const results = `"results":[${rows.join(",")}]`;
  if (!withMetadata) return `{${results}}`;
  return `{"metadata":{"resultset":{"offset":${offset},"count":${count},"limit":${limit}}},${results}}`;
}

export interface DataRow {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly datatype: string;
  readonly station: string;
  readonly attributes: string;
  readonly value: number;
}

/** The hot path: ids and flags hold nothing that JSON would have to escape. */
export function writeDataRow({ date, datatype, station, attributes, value }: DataRow): string {
  return `{"date":"${date}T00:00:00","datatype":"${datatype}","station":"${station}","attributes":"${attributes}","value":${value}}`;
}

export interface DescribedDataset {
  readonly uid: string;
  readonly mindate: string;
  readonly maxdate: string;
  readonly name: string;
  readonly datacoverage: number;
  readonly id: string;
}

export function writeDataset(row: DescribedDataset): string {
  const { uid, mindate, maxdate, name, datacoverage, id } = row;
  return JSON.stringify({ uid, mindate, maxdate, name, datacoverage, id });
}

export type DescribedPlace = Omit<DescribedDataset, "uid">;

/** Datatypes and locations. */
export function writeDated({ mindate, maxdate, name, datacoverage, id }: DescribedPlace): string {
  return JSON.stringify({ mindate, maxdate, name, datacoverage, id });
}

/** Categories. */
export function writeNamed({ name, id }: { readonly name: string; readonly id: string }): string {
  return JSON.stringify({ name, id });
}

export interface DescribedStation extends DescribedPlace {
  readonly elevation: number;
  readonly latitude: number;
  readonly elevationUnit: string;
  readonly longitude: number;
}

export function writeStation(row: DescribedStation): string {
  const { elevation, mindate, maxdate, latitude, name } = row;
  const { datacoverage, id, elevationUnit, longitude } = row;
  return JSON.stringify({
    elevation,
    mindate,
    maxdate,
    latitude,
    name,
    datacoverage,
    id,
    elevationUnit,
    longitude,
  });
}
