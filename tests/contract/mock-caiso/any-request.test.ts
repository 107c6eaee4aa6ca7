/** Whatever a client sends, the mock answers as OASIS does, and at once. */
import { array, assert, asyncProperty, constantFrom, oneof, string, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { groupBundles } from "../../../mock-providers/caiso/groups.ts";
import { reports } from "../../../mock-providers/caiso/feeds.ts";
import { tableReports } from "../../../mock-providers/caiso/table-reports.ts";
import {
  ask,
  createTestProvider,
  datasetQueries,
  entriesOf,
  errorCodeOf,
  window,
} from "./ask-caiso.ts";

const provider = createTestProvider();

const names = [...reports, ...tableReports].map((report) => report.name);
const stamps = [
  "20260310T07:00-0000",
  "20260311T07:00-0000",
  "20260308T08:00-0000",
  "20251102T07:00-0000",
  "20270101T08:00-0000",
  "20200101T08:00-0000",
  "20260230T08:00-0000",
  "20260310T07:00",
];
const known: Readonly<Record<string, readonly string[]>> = {
  queryname: names,
  groupid: groupBundles.map((bundle) => bundle.id),
  startdatetime: stamps,
  enddatetime: stamps,
  version: ["1", "3", "5", "12", "0"],
  resultformat: ["5", "6", "7"],
  market_run_id: ["DAM", "RTM", "RTPD", "RTD", "HASP", "RUC", "2DA", "7DA", "ACTUAL", "ALL"],
  node: ["TH_NP15_GEN-APND", "MALIN_5_N101", "ALL", "NONE", ",", "A,B,C,D,E,F,G,H,I,J,K"],
  grp_type: ["ALL", "ALL_APNODES", "NONE"],
  opr_hr: ["ALL", "1", "25", "1,2", "x"],
  anc_type: ["ALL", "RU", "XX"],
};

const parameter = oneof(
  ...Object.entries(known).map(([name, values]) =>
    tuple(
      constantFrom(name, name.toUpperCase()),
      oneof({ weight: 9, arbitrary: constantFrom(...values) }, string()),
    ),
  ),
);
/** What a valid request would say; parameters before it change it, as the first of equal names counts. */
const valid = constantFrom(
  "",
  ...[...Object.values(datasetQueries), "queryname=PRC_SPTIE_LMP&version=5&resultformat=6"].map(
    (one) =>
      `${one}&node=TH_NP15_GEN-APND,MALIN_5_N101&${window("2026-03-10T07:00", "2026-03-11T07:00")}`,
  ),
  ...groupBundles.map(({ id }) => `groupid=${id}&version=1&startdatetime=20260310T07:00-0000`),
);
const query = tuple(array(parameter, { maxLength: 4 }), valid).map(([parameters, rest]) =>
  [...parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`), rest].join("&"),
);

describe("any request", () => {
  const outcomes = new Map<string, number>();

  it("gets a zip with data that is on record, a refusal with a known code, or the 404 page", async () => {
    await assert(
      asyncProperty(constantFrom("SingleZip", "GroupZip"), query, async (service, text) => {
        const answer = await ask(provider, text, { path: `/oasisapi/${service}` });
        if (answer.status === 404) return;
        expect(answer.status).toBe(200);
        const code = errorCodeOf(answer);
        outcomes.set(code ?? "data", (outcomes.get(code ?? "data") ?? 0) + 1);
        if (code !== undefined) {
          expect(Number(code)).toBeGreaterThanOrEqual(1000);
          expect(Number(code)).toBeLessThanOrEqual(1020);
          expect(answer.served).toBeUndefined();
          return;
        }
        for (const [name, content] of entriesOf(answer)) {
          expect(name).toMatch(/^\d{8}_\d{8}_[A-Z_]+.*\.(csv|xml)$/);
          expect(content.length).toBeGreaterThan(50);
        }
        const ranges = answer.served?.ranges ?? [];
        const counted = ranges.reduce((sum, range) => sum + range.count, 0);
        expect(counted).toBe(answer.served?.observations ?? 0);
      }),
      { numRuns: 400, seed: 7 },
    );
    // The requests were not all turned away at the door.
    expect(outcomes.get("data")).toBeGreaterThan(40);
    expect(outcomes.size).toBeGreaterThan(6);
  });

  it("below any other path gets the 404 page", async () => {
    await assert(
      asyncProperty(string(), async (rest) => {
        const path = `/${encodeURIComponent(rest)}`;
        expect((await ask(provider, "", { path })).status).toBe(404);
        expect((await ask(provider, "", { path: `/outlook${path}` })).status).toBe(404);
      }),
    );
  });
});
