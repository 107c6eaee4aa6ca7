import { describe, expect, it } from "vitest";
import { askCdo, createTestProvider, idsOf, losAngeles, newYork, pageOf } from "./ask-noaa.ts";

const provider = createTestProvider();
const ids = (path: string) => idsOf(provider, path);

describe("the lists of Climate Data Online", () => {
  it.each([
    ["datasets", "GHCND", 11],
    ["datacategories", "ANNAGR", 42],
    ["datatypes", "AWND", 21],
    ["locationcategories", "CITY", 12],
  ])("%s begin with %s and count %i", async (path, first, count) => {
    const page = await pageOf(provider, path);
    expect(page.metadata?.resultset).toEqual({ offset: 1, count, limit: 25 });
    expect(page.results?.[0]?.id).toBe(first);
    expect(page.results).toHaveLength(Math.min(count, 25));
  });

  it("are sorted by id, other fields and backwards when asked", async () => {
    const sorted = await ids("stations?limit=1000");
    expect(sorted).toEqual([...sorted].sort());
    expect(await ids("stations?limit=1000&sortorder=desc")).toEqual([...sorted].reverse());
    const oldest = await pageOf(provider, "stations?sortfield=mindate&limit=3");
    expect(oldest.results?.map(({ mindate }) => mindate)).toEqual([
      "1869-01-01",
      "1891-10-01",
      "1899-02-01",
    ]);
    const named = (await pageOf(provider, "datatypes?sortfield=name&limit=1000")).results ?? [];
    const names = named.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
  });

  it("count pages from 1; 0 is the first row as well", async () => {
    const all = await ids("stations?limit=1000");
    const read: string[] = [];
    for (let offset = 1; read.length < all.length; offset += 7) {
      read.push(...(await ids(`stations?limit=7&offset=${offset}`)));
    }
    expect(read).toEqual(all);
    expect(await ids("stations?limit=7&offset=0")).toEqual(all.slice(0, 7));
    const { metadata } = await pageOf(provider, "stations?limit=7&offset=8");
    expect(metadata?.resultset).toEqual({ offset: 8, count: all.length, limit: 7 });
  });

  it.each(["TRUE", "true", "False", "false"])("includemetadata=%s", async (flag) => {
    const page = await pageOf(provider, `datasets?includemetadata=${flag}`);
    expect(Object.keys(page)).toEqual(
      flag.toLowerCase() === "true" ? ["metadata", "results"] : ["results"],
    );
  });

  it.each([
    ["nothing fits", "stations?locationid=FIPS:99"],
    ["the page lies behind the end", "stations?offset=5000"],
    ["an id is unknown", "stations/GHCND:NOPE"],
    ["a dataset is unknown", "datatypes?datasetid=NOPE"],
    ["a category has no place here", "locations?locationcategoryid=HYD_REG"],
  ])("are an empty object with status 200 when %s", async (_, path) => {
    const { status, body } = await askCdo(provider, path);
    expect([status, body]).toEqual([200, "{}"]);
  });

  it("answer one element bare, its id in any case", async () => {
    const { body } = await askCdo(provider, "datacategories/temp");
    expect(body).toBe('{"name":"Air Temperature","id":"TEMP"}');
    const station = await askCdo(provider, "stations/GHCND%3AUSW00023174/");
    expect(JSON.parse(String(station.body))).toMatchObject({ id: losAngeles, latitude: 33.938 });
  });
});

describe("their filters", () => {
  it.each([
    ["datasets?datatypeid=TMAX", ["GHCND", "GSOM", "GSOY"]],
    ["datasets?datatypeid=SNWD", ["GHCND"]],
    [`datasets?stationid=${newYork}`, ["GHCND", "GSOM", "GSOY", "NORMAL_DLY"]],
    ["datasets?stationid=COOP:010008", ["PRECIP_HLY"]],
    ["datasets?locationid=FIPS:01", ["PRECIP_HLY"]],
    ["datasets?startdate=2020-01-01", ["GHCND", "GSOM", "GSOY", "NEXRAD2", "NEXRAD3"]],
    ["datasets?enddate=1800-01-01", ["GHCND", "GSOM", "GSOY"]],
    ["datasets?datasetid=GSOM&datasetid=gsoy", ["GSOM", "GSOY"]],
    ["datatypes?datasetid=NORMAL_DLY", ["DLY-TAVG-NORMAL", "DLY-TMAX-NORMAL", "DLY-TMIN-NORMAL"]],
    ["datatypes?stationid=GHCND:US1FLCT0007", ["PRCP"]],
    ["datatypes?datacategoryid=WIND", ["AWND"]],
    ["datatypes?datasetid=GHCND&datacategoryid=PRCP", ["PRCP", "SNOW", "SNWD"]],
    ["datacategories?datasetid=GHCND", ["PRCP", "TEMP", "WIND"]],
    ["datacategories?stationid=GHCND:US1FLCT0007", ["PRCP"]],
    ["locationcategories?datasetid=PRECIP_HLY", ["CNTRY", "CNTY", "ST"]],
    ["locations?locationcategoryid=CNTRY", ["FIPS:US"]],
    ["locations?locationcategoryid=ST&datasetid=PRECIP_HLY", ["FIPS:01"]],
    ["stations?locationid=CITY:US060013", [losAngeles]],
    ["stations?locationid=ZIP:10024", [newYork]],
    ["stations?datasetid=PRECIP_HLY", ["COOP:010008"]],
    ["stations?datatypeid=SNWD&locationid=FIPS:26", ["GHCND:USC00200230"]],
    ["stations?datatypeid=TMAX&locationid=FIPS:12017", ["GHCND:USC00084289"]],
    ["stations?extent=40,-75,41,-73", [newYork]],
    [`stations?extent=33.9,-118.5,34,-118.3&startdate=2026-01-01`, [losAngeles]],
    [
      "stations?locationid=FIPS:12017&enddate=2000-01-01",
      ["GHCND:US1FLCT0012", "GHCND:USC00084289"],
    ],
  ])("%s", async (path, expected) => {
    expect(await ids(path)).toEqual(expected);
  });

  it("leave out stations that closed before the start", async () => {
    const open = await ids("stations?locationid=FIPS:12017&startdate=2020-01-01");
    expect(open).toContain("GHCND:US1FLCT0007");
    expect(open).not.toContain("GHCND:US1FLCT0002");
  });

  it("show the days of the dataset that was asked for", async () => {
    const normals = await pageOf(
      provider,
      "locations?datasetid=NORMAL_DLY&locationcategoryid=CITY",
    );
    for (const { mindate, maxdate } of normals.results ?? []) {
      expect([mindate, maxdate]).toEqual(["2010-01-01", "2010-12-31"]);
    }
    expect(normals.results?.length).toBeGreaterThan(10);
  });

  it("move on with the clock", async () => {
    const later = { nowMs: Date.parse("2026-04-20T12:00:00Z") };
    const [daily, monthly] = (await pageOf(provider, "datasets", later)).results ?? [];
    expect([daily?.maxdate, monthly?.maxdate]).toEqual(["2026-04-18", "2026-03-01"]);
  });
});
