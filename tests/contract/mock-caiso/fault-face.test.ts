import { describe, expect, it } from "vitest";
import { caisoFaultFace } from "../../../mock-providers/caiso/fault-face.ts";
import type { MockRequest } from "../../../mock-providers/kit/types.ts";
import {
  anchorMs,
  ask,
  createTestProvider,
  datasetQueries,
  entriesOf,
  window,
} from "./ask-caiso.ts";

const provider = createTestProvider();
const day = window("2026-03-10T07:00", "2026-03-11T07:00");
const nodes = "node=TH_NP15_GEN-APND,MALIN_5_N101";

async function readRows(path: string, query: string) {
  const changes: Partial<MockRequest> = { path };
  const answer = await ask(provider, query, changes);
  const truth = (answer.served?.ranges ?? []).flatMap((range) => [
    ...provider.expand(range, anchorMs),
  ]);
  const [format] = caisoFaultFace.formats;
  const request = {
    ...{ method: "GET", path, query, headers: {}, body: Buffer.alloc(0) },
    ...{ client: "127.0.0.1", nowMs: anchorMs },
  };
  const document = format?.read({ request, content: Buffer.from(answer.body), truth });
  return { answer, document, truth };
}

const answers = [
  ...Object.entries(datasetQueries).map(([dataset, query]) => [
    dataset,
    "/oasisapi/SingleZip",
    `${query}&${nodes}&${day}`,
  ]),
  [
    "every load market",
    "/oasisapi/SingleZip",
    `QueryName=SLD_FCST&version=1&resultformat=6&${day}`,
  ],
  [
    "a bundle",
    "/oasisapi/GroupZip",
    "groupid=DAM_LMP_GRP&version=12&resultformat=6&startdatetime=20260310T07:00-0000",
  ],
];

describe.each([
  ["CSV", "6"],
  ["XML", "5"],
])("the fault layer's view of an answer in %s", (form, resultformat) => {
  const inForm = (query: string): string =>
    query.replace(/resultformat=\d/i, `resultformat=${resultformat}`);

  it.each(answers)(
    "knows which observation each row of %s means",
    async (_name, path = "", query = "") => {
      const { document, truth } = await readRows(path, inForm(query));
      const rows = document?.rows ?? [];
      const [value = ""] = document?.fields.value ?? [];
      const [time = ""] = document?.fields.time ?? [];
      const [series = ""] = document?.fields.series ?? [];
      expect(truth.length).toBeGreaterThan(23);
      const meant = rows.filter((row) => row.truth !== undefined);
      expect(meant).toHaveLength(truth.length);
      expect(new Set(meant.map((row) => row.truth)).size).toBe(truth.length);
      for (const { cells, truth: observation } of meant) {
        expect(Number(cells[value])).toBe(observation?.value);
        expect(cells[series]).toBe(observation?.location);
        expect(String(cells[time]).slice(0, 19)).toBe(
          new Date(observation?.intervalStartMs ?? 0).toISOString().slice(0, 19),
        );
      }
    },
  );

  it.each(answers)("writes the rows of %s as they were", async (_name, path = "", query = "") => {
    const { answer, document } = await readRows(path, inForm(query));
    const cells = document?.rows.map((row) => row.cells) ?? [];
    expect(cells.length).toBeGreaterThan(23);
    const written = document?.write(cells, {}) ?? Buffer.alloc(0);
    expect(entriesOf({ ...answer, body: written })).toEqual(entriesOf(answer));
    expect([...entriesOf(answer).keys()][0]).toMatch(form === "CSV" ? /\.csv$/ : /\.xml$/);
  });
});
