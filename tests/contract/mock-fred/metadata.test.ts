import { describe, expect, it } from "vitest";
import { seriesTable } from "../../../mock-providers/fred/series-table.ts";
import { bodyOf, createTestProvider } from "./ask-fred.ts";

const provider = createTestProvider();
const everyId = seriesTable.map(({ id }) => id).toSorted();

function idsOf(rows: readonly Readonly<Record<string, unknown>>[]): unknown[] {
  return rows.map(({ id }) => id);
}

describe("the FRED mock's metadata", () => {
  it("lists every series under the release it names, and nowhere else", async () => {
    const { releases } = await bodyOf(provider, "releases");
    const listed: unknown[] = [];
    for (const { id } of releases) {
      const { count, seriess } = await bodyOf(provider, "release/series", { release_id: id });
      expect(seriess).toHaveLength(count);
      listed.push(...idsOf(seriess));
      for (const one of seriess) {
        const own = await bodyOf(provider, "series/release", { series_id: one["id"] ?? "" });
        expect(idsOf(own.releases)).toEqual([id]);
      }
    }
    expect(listed.toSorted()).toEqual(everyId);
  });

  it("lists every series under its categories, which lead to the root", async () => {
    const visited: unknown[] = [];
    const open = [0];
    const listed: unknown[] = [];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      visited.push(id);
      const { categories } = await bodyOf(provider, "category/children", { category_id: id });
      for (const child of categories) expect(child.parent_id).toBe(id);
      open.push(...categories.map((child) => child.id));
      const { seriess } = await bodyOf(provider, "category/series", { category_id: id });
      for (const one of seriess) {
        const own = await bodyOf(provider, "series/categories", { series_id: one["id"] ?? "" });
        expect(idsOf(own.categories)).toContain(id);
      }
      listed.push(...idsOf(seriess));
    }
    expect(new Set(visited).size).toBe(visited.length);
    expect(listed.toSorted()).toEqual(everyId);
  });

  it("counts each tag as often as tags/series finds series", async () => {
    const { tags, count } = await bodyOf(provider, "tags");
    expect(tags).toHaveLength(count);
    expect(tags.length).toBeGreaterThan(100);
    for (const { name, series_count } of tags) {
      const found = await bodyOf(provider, "tags/series", { tag_names: name });
      expect([name, found.count]).toEqual([name, series_count]);
      const [first] = found.seriess;
      const own = await bodyOf(provider, "series/tags", { series_id: first?.["id"] ?? "" });
      expect(own.tags).toContainEqual(tags.find((tag) => tag.name === name));
    }
  });

  it("makes every source's releases those that name the source", async () => {
    const { sources } = await bodyOf(provider, "sources");
    let named = 0;
    for (const { id } of sources) {
      const { releases } = await bodyOf(provider, "source/releases", { source_id: id });
      expect(releases.length).toBeGreaterThan(0);
      for (const release of releases) {
        const own = await bodyOf(provider, "release/sources", { release_id: release.id });
        expect(idsOf(own.sources)).toContain(id);
        named++;
      }
    }
    const { releases } = await bodyOf(provider, "releases");
    const all = await Promise.all(
      releases.map(({ id }) => bodyOf(provider, "release/sources", { release_id: id })),
    );
    expect(all.flatMap(({ sources: own }) => own)).toHaveLength(named);
  });

  it("says the same of a series in every list", async () => {
    const { seriess } = await bodyOf(provider, "tags/series", { tag_names: "usa" });
    for (const row of seriess) {
      const { group_popularity: _, ...listed } = row;
      const own = await bodyOf(provider, "series", {
        series_id: row["id"] ?? "",
        realtime_start: "2026-03-15",
        realtime_end: "2026-03-15",
      });
      expect(own.seriess).toEqual([listed]);
    }
  });

  it("names as related what names it back", async () => {
    const related = async (category_id: number) =>
      (await bodyOf(provider, "category/related", { category_id })).categories.map(({ id }) => id);
    const [other = 0] = await related(115);
    expect(await related(other)).toContain(115);
    expect(await related(106)).toEqual([]);
  });

  it("gives a release's tables the series of the release", async () => {
    const table = await bodyOf(provider, "release/tables", { release_id: 10, element_id: 34481 });
    // Proof for the cast: elements are objects, or the comparison fails.
    const { elements } = table as unknown as { elements: Record<string, { series_id: string }> };
    const { seriess } = await bodyOf(provider, "release/series", { release_id: 10 });
    expect(
      Object.values(elements)
        .map(({ series_id }) => series_id)
        .toSorted(),
    ).toEqual(idsOf(seriess));
  });

  it("shows made-up series in its lists when the catalogue has them", async () => {
    const long = createTestProvider({ seriesCount: 75 });
    const made = long.catalogue.filter(({ seriesId }) => seriesId.startsWith("SANDBOX"));
    expect(made.length).toBeGreaterThan(5);
    const { seriess } = await bodyOf(long, "release/series", { release_id: 900_001 });
    expect(idsOf(seriess)).toEqual(made.map(({ seriesId }) => seriesId).toSorted());
  });
});
