/** Two readings of the same documents: what the pipeline's pack reads is what the mock says it meant. */
import { describe, expect, it } from "vitest";
import type { MockProvider, TruthObservation } from "../../../mock-providers/kit/types.ts";
import type { Candidate, Cursor } from "../../../services/providers/connector.ts";
import { worldbankConnector } from "../../../services/providers/worldbank/connector.ts";
import { anchorMs, ask, createTestProvider } from "./ask-worldbank.ts";

const access = { baseUrl: "http://mock.test", apiKey: "" };

async function readAll(
  provider: MockProvider,
  nowMs: number,
): Promise<{ read: Candidate[]; meant: TruthObservation[]; requests: number }> {
  const read: Candidate[] = [];
  const meant: TruthObservation[] = [];
  let requests = 0;
  const units = worldbankConnector.plan({
    provider: "worldbank",
    dataset: "country/indicator",
    series: provider.catalogue,
  });
  for (const unit of units) {
    let cursor: Cursor | null = null;
    do {
      const { description } = worldbankConnector.request(unit, cursor, access);
      const answer = await ask(description, { nowMs }, provider);
      requests += 1;
      const page = worldbankConnector.parse(unit, cursor, {
        status: answer.status,
        headers: { "content-type": answer.headers["Content-Type"] },
        body: Buffer.from(answer.body),
      });
      expect(page.unreadable).toEqual([]);
      read.push(...page.candidates);
      for (const range of answer.served?.ranges ?? []) meant.push(...provider.expand(range, nowMs));
      meant.push(...(answer.served?.rows ?? []));
      cursor = page.next;
    } while (cursor !== null);
  }
  return { read, meant, requests };
}

type Comparable = Omit<Candidate, "index">;

function sorted(rows: readonly Comparable[]): string[] {
  return rows
    .map(({ seriesId, intervalStartMs, intervalEndMs, asOfMs, value, unit, location }) =>
      JSON.stringify([seriesId, intervalStartMs, intervalEndMs, asOfMs, value, unit, location]),
    )
    .toSorted();
}

describe("the pack against the mock", () => {
  it.each([
    { seriesCount: 50, pointsPerSeries: 1000 },
    { seriesCount: 61, pointsPerSeries: 40, seed: 7 },
    { seriesCount: 3, pointsPerSeries: 20_000 },
  ])("reads every catalogued observation once, as it was meant: %j", async (options) => {
    const provider = createTestProvider(options);
    const { read, meant } = await readAll(provider, anchorMs);
    expect(read).toHaveLength(options.seriesCount * options.pointsPerSeries);
    expect(sorted(read)).toEqual(sorted(meant));
    expect(
      new Set(read.map(({ seriesId, intervalStartMs }) => `${seriesId} ${intervalStartMs}`)).size,
    ).toBe(read.length);
  });

  it("asks for the economies of an indicator together", async () => {
    const provider = createTestProvider({ seriesCount: 50, pointsPerSeries: 1000 });
    // 12 + 12 + 26 series of a thousand rows in full pages, and for each of 17 units a look past the end: the last
    // page is full, and the number of pages is not to be trusted.
    expect((await readAll(provider, anchorMs)).requests).toBe(50 + 17);
    const small = createTestProvider({ seriesCount: 50, pointsPerSeries: 40 });
    expect((await readAll(small, anchorMs)).requests).toBeLessThan(20);
  });

  it("finds restated values under the same identities, and missing ones that came", async () => {
    const provider = createTestProvider({ seriesCount: 50, pointsPerSeries: 60 });
    const identity = ({ seriesId, intervalStartMs, asOfMs }: Candidate): string =>
      `${seriesId} ${intervalStartMs} ${asOfMs}`;
    const before = await readAll(provider, Date.parse("2026-07-10T00:00:00Z"));
    const after = await readAll(provider, Date.parse("2026-07-20T00:00:00Z"));
    expect(sorted(after.read)).toEqual(sorted(after.meant));
    expect(after.read.map(identity).toSorted()).toEqual(before.read.map(identity).toSorted());
    const values = new Map(before.read.map((one) => [identity(one), one.value]));
    const changed = after.read.filter((one) => values.get(identity(one)) !== one.value);
    expect(changed.length).toBeGreaterThan(100);
    const came = changed.filter((one) => values.get(identity(one)) === null);
    expect(came.map(({ seriesId }) => seriesId)).toContain("NY.GDP.MKTP.CD.MEX.annual");
    expect(changed.every(({ value }) => value !== null)).toBe(true);
    // The monthly database was not updated between the two.
    expect(changed.every(({ seriesId }) => seriesId.endsWith(".annual"))).toBe(true);
  });
});
