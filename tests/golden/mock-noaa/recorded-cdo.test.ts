import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  writeDataRow,
  writeDated,
  writeResults,
  type DescribedPlace,
} from "../../../mock-providers/noaa/cdo/documents.ts";
import { createNoaaProvider } from "../../../mock-providers/noaa/provider.ts";
import { shapeOf } from "./shape-of.ts";

/** The day the recorded metadata was made: its radar data is of the day before. */
const madeMs = Date.parse("2018-11-27T12:00:00Z");
const provider = createNoaaProvider({
  seed: 42,
  seriesCount: 50,
  pointsPerSeries: 10,
  anchorMs: madeMs,
  scope: "full",
});
provider.throttled = false;

function sample(name: string): string {
  return readFileSync(new URL(`samples/cdo_${name}.json`, import.meta.url), "utf8").trimEnd();
}

async function get(target: string): Promise<string> {
  const [path = "", query = ""] = target.split("?");
  const answer = await provider.answer({
    method: "GET",
    path: `/cdo-web/api/v2/${path}`,
    query,
    headers: { token: "sandbox_key" },
    body: Buffer.alloc(0),
    client: "127.0.0.1",
    nowMs: madeMs,
  });
  expect(answer.status).toBe(200);
  return String(answer.body);
}

interface Recorded<Row> {
  readonly metadata: { readonly resultset: { offset: number; count: number; limit: number } };
  readonly results: readonly Row[];
}

describe("recorded metadata", () => {
  it.each([
    ["datasets", "datasets"],
    ["datacategories?limit=25", "datacategories"],
    ["datacategories/ANNAGR?limit=25", "datacategory_ANNAGR"],
    ["locationcategories", "locationcategories"],
    ["locationcategories/CLIM_REG", "locationcategory_CLIM_REG"],
    ["locations?locationcategoryid=ST&limit=52", "locations_states"],
    ["stations/COOP:010008", "station_COOP-010008"],
    ["stations/GHCND:USW00014895", "station_GHCND-USW00014895"],
    ["stations?locationid=FIPS:12017", "stations_FIPS-12017"],
  ])("is answered byte by byte: %s", async (target, name) => {
    expect(await get(target)).toBe(sample(name));
  });

  it("has the recorded datatypes of ANNUAL, though not all that were counted", async () => {
    const recorded = JSON.parse(sample("datatypes_ANNUAL")) as Recorded<unknown>;
    const answered = JSON.parse(
      await get("datatypes?limit=25&datasetid=ANNUAL"),
    ) as Recorded<unknown>;
    expect(answered.results).toEqual(recorded.results);
    expect(shapeOf(answered)).toEqual(shapeOf(recorded));
  });

  it("describes places within a dataset as recorded", async () => {
    const recorded = sample("locations_NORMAL_DLY");
    const { metadata, results } = JSON.parse(recorded) as Recorded<DescribedPlace>;
    const { offset, count, limit } = metadata.resultset;
    const rows = results.map(writeDated);
    expect(writeResults({ offset, limit, withMetadata: true }, count, rows)).toBe(recorded);
    const answered = JSON.parse(
      await get("locations?datasetid=NORMAL_DLY&limit=25"),
    ) as Recorded<DescribedPlace>;
    expect(shapeOf(answered)).toEqual(shapeOf(JSON.parse(recorded)));
    const days = new Set(answered.results.map(({ mindate, maxdate }) => `${mindate} ${maxdate}`));
    expect(days).toEqual(new Set(results.map(({ mindate, maxdate }) => `${mindate} ${maxdate}`)));
    // Washington is in both.
    const washington = results.find(({ id }) => id === "CITY:US000001");
    expect(washington).toBeDefined();
    expect(answered.results).toContainEqual(washington);
  });
});

interface RecordedRow {
  readonly date: string;
  readonly datatype: string;
  readonly station: string;
  readonly attributes: string;
  readonly value: number;
}

describe("recorded data", () => {
  it.each(["data_GHCND_PRCP", "data_GSOM", "data_NORMAL_DLY"])(
    "written again from its own rows gives every byte of %s",
    (name) => {
      const recorded = sample(name);
      const { metadata, results } = JSON.parse(recorded) as Recorded<RecordedRow>;
      const { offset, count, limit } = metadata.resultset;
      const rows = results.map(({ date, ...row }) =>
        writeDataRow({ date: date.slice(0, 10), ...row }),
      );
      expect(writeResults({ offset, limit, withMetadata: true }, count, rows)).toBe(recorded);
    },
  );

  it.each([
    [
      "data?datasetid=GHCND&startdate=2013-09-03&enddate=2013-09-30&limit=30&includemetadata=TRUE&stationid=GHCND%3AUSC00200230&datatypeid=PRCP",
      "data_GHCND_PRCP",
    ],
    [
      "data?datasetid=GSOM&startdate=2013-10-01&enddate=2013-12-01&limit=25&includemetadata=TRUE&stationid=GHCND%3AUSW00094728",
      "data_GSOM",
    ],
    [
      "data?datasetid=NORMAL_DLY&startdate=2010-05-01&enddate=2010-05-10&limit=25&includemetadata=TRUE&datatypeid=dly-tmax-normal",
      "data_NORMAL_DLY",
    ],
  ])(
    "has the keys, types and formats of what the same request recorded: %s",
    async (target, name) => {
      const recorded = JSON.parse(sample(name)) as Recorded<RecordedRow>;
      const answered = JSON.parse(await get(target)) as Recorded<RecordedRow>;
      expect(shapeOf(answered)).toEqual(shapeOf(recorded));
      expect(answered.metadata.resultset.offset).toBe(1);
      const order = ({ results }: Recorded<RecordedRow>): string[] =>
        results.map(({ date, datatype, station }) => `${date} ${datatype} ${station}`);
      // The recordings are sorted by date, datatype and station, and so is the answer.
      for (const page of [recorded, answered]) expect(order(page)).toEqual(order(page).toSorted());
    },
  );

  it("answers the recorded month of rain with the recorded days and flags", async () => {
    const recorded = JSON.parse(sample("data_GHCND_PRCP")) as Recorded<RecordedRow>;
    const answered = JSON.parse(
      await get(
        "data?datasetid=GHCND&startdate=2013-09-03&enddate=2013-09-30&limit=30&stationid=GHCND:USC00200230&datatypeid=PRCP",
      ),
    ) as Recorded<RecordedRow>;
    const forms = (page: Recorded<RecordedRow>) =>
      new Set(page.results.map(({ attributes }) => attributes.replace(/^T/, "")));
    expect(forms(answered)).toEqual(forms(recorded));
    expect(answered.results.length).toBeGreaterThan(25);
    expect(answered.results.every(({ value }) => Number.isInteger(value))).toBe(true);
  });

  it("flags months as recorded: counts, extremes with their day, means", async () => {
    const recorded = JSON.parse(sample("data_GSOM")) as Recorded<RecordedRow>;
    const pattern = (attributes: string): string =>
      attributes.replaceAll(/\d+/g, "#").replaceAll(/[A-Z]/g, "S");
    const wanted = new Map(
      recorded.results.map(({ datatype, attributes }) => [datatype, pattern(attributes)]),
    );
    const answered = JSON.parse(
      await get(
        "data?datasetid=GSOM&startdate=2013-01-01&enddate=2018-10-01&limit=1000&stationid=GHCND:USW00094728",
      ),
    ) as Recorded<RecordedRow>;
    for (const [datatype, form] of wanted) {
      const own = answered.results.filter((row) => row.datatype === datatype);
      // Only a month that lacks days says how many, as the recorded one does.
      expect(new Set(own.map(({ attributes }) => pattern(attributes))), datatype).toContain(form);
    }
  });
});
