import { describe, it } from "vitest";
import { expectNothingWrong } from "../support/fault-run.ts";
import { expectNothingMissed, streamWithKill } from "../support/stream-with-kill.ts";

describe("PostgreSQL killed with -9 in the middle of a stream", () => {
  it("comes back, the scheduler takes its lock again, and nothing is lost or missed", async () => {
    const run = await streamWithKill("postgres", 2_000);
    expectNothingWrong(run, "postgres");
    expectNothingMissed(run);
  });
});
