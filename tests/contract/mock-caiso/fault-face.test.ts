import { describe, expect, it } from "vitest";
import { caisoFaultFace } from "../../../mock-providers/caiso/fault-face.ts";
import type { MockRequest } from "../../../mock-providers/kit/types.ts";
import { anchorMs, ask, createTestProvider, datasetQueries, window } from "./ask-caiso.ts";

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
  return { document, truth };
}

describe("the fault layer's view of an answer", () => {
  it.each([
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
  ])("knows which observation each row of %s means", async (_name, path = "", query = "") => {
    const { document, truth } = await readRows(path, query);
    const rows = document?.rows ?? [];
    const [value = ""] = document?.fields.value ?? [];
    expect(truth.length).toBeGreaterThan(23);
    const meant = rows.filter((row) => row.truth !== undefined);
    expect(meant).toHaveLength(truth.length);
    expect(new Set(meant.map((row) => row.truth)).size).toBe(truth.length);
    for (const { cells, truth: observation } of meant) {
      expect(Number(cells[value])).toBe(observation?.value);
      expect(String(cells["INTERVALSTARTTIME_GMT"]).slice(0, 19)).toBe(
        new Date(observation?.intervalStartMs ?? 0).toISOString().slice(0, 19),
      );
    }
  });
});
