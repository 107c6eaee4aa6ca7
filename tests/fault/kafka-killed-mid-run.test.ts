import { describe, it } from "vitest";
import { expectNothingWrong, runWithKill } from "../support/fault-run.ts";

describe("Kafka killed with -9 in the middle of a run", () => {
  it("comes back, and the run ends with nothing lost, doubled, altered or invented", async () => {
    expectNothingWrong(await runWithKill({ kill: "kafka" }), "kafka");
  });
});
