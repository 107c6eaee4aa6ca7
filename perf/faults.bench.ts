/**
 * What the fault layer costs a request nothing is done to: without faults, and with faults that match other requests.
 * Target: below 5 % of an answer.
 */
import { bench, do_not_optimize, run, summary } from "mitata";
import { createDisturber } from "../mock-providers/kit/faults/disturb.ts";
import { type FaultPlan, createFaultPlan } from "../mock-providers/kit/faults/fault-plan.ts";
import { parseFault } from "../mock-providers/kit/faults/fault-schema.ts";
import type { MockAnswer, MockRequest } from "../mock-providers/kit/types.ts";
import { createMockProvider, mockTable } from "../mock-providers/provider-table.ts";

const nowMs = Date.parse("2026-03-15T12:00:00Z");
const provider = createMockProvider("eia", {
  seed: 42,
  seriesCount: 50,
  pointsPerSeries: 1_000,
  anchorMs: nowMs,
  scope: "catalogue",
});
provider.throttled = false;
const face = mockTable.eia.faultFace;

function planOf(count: number): FaultPlan {
  const plan = createFaultPlan({
    seed: 42,
    clock: { startMs: nowMs, nowMs: () => nowMs },
    faces: { eia: face },
  });
  for (let at = 0; at < count; at++) {
    plan.install(
      parseFault({ kind: "server-error", provider: "eia", path: `/v2/elsewhere/${at}/*` }),
    );
  }
  return plan;
}

function requestOf(path: string, query: string): MockRequest {
  return {
    method: "GET",
    path,
    query,
    headers: {},
    body: Buffer.alloc(0),
    client: "127.0.0.1",
    nowMs,
  };
}

const requests = {
  "a small answer": requestOf("/v2/petroleum/", "api_key=sandbox_key"),
  "a page of 1,000 rows": requestOf(
    "/v2/electricity/rto/region-data/data",
    "api_key=sandbox_key&frequency=hourly&data[0]=value&facets[respondent][]=CISO&facets[type][]=D&length=1000",
  ),
};

for (const [name, request] of Object.entries(requests)) {
  summary(() => {
    bench(`${name}: the provider alone`, () => {
      do_not_optimize(provider.answer(request));
    });
    for (const count of [0, 1, 10]) {
      const plan = planOf(count);
      const disturb = createDisturber({ provider, face, plan });
      const answer = (): unknown => {
        if (plan.hasFaultsFor("eia")) return disturb(request);
        const plain: MockAnswer | Promise<MockAnswer> = provider.answer(request);
        return plain;
      };
      bench(`${name}: ${count} faults for other requests`, () => {
        do_not_optimize(answer());
      });
    }
  });
}
await run();
