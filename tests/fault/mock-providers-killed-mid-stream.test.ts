import { describe, it } from "vitest";
import { expectNothingWrong } from "../support/fault-run.ts";
import { expectNothingMissed, streamWithKill } from "../support/stream-with-kill.ts";

describe("the mock providers killed with -9 in the middle of a stream", () => {
  it("come back with the clock they were told, and nothing is lost, missed or taken back", async () => {
    const run = await streamWithKill("mock-providers", 0);
    expectNothingWrong(run, "mock-providers");
    expectNothingMissed(run);
  });
});
