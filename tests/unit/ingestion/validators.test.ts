import { describe, expect, it } from "vitest";
import { loadValidators } from "../../../services/ingestion/validators.ts";
import { createLogger } from "../../../services/telemetry/logger.ts";

const log = createLogger("test", "silent");
const record = {
  seriesId: "CISO.D.hourly",
  intervalStartMs: Date.UTC(2026, 0, 1),
  intervalEndMs: Date.UTC(2026, 0, 1, 1),
  asOfMs: Date.UTC(2026, 0, 1, 1),
  value: 25_000,
  unit: "furlongs",
  location: "CISO",
};
const now = Date.UTC(2026, 0, 2);

describe("loadValidators()", () => {
  it("rejects a record in another unit than its provider's suite expects", async () => {
    const find = await loadValidators("config/expectations", log);
    const reasons = find("eia", "electricity/rto/region-data").reasons(record, now);
    expect(reasons.map(({ sentence }) => sentence).join()).toContain("furlongs");
  });

  it("lets every record of an unvalidated provider pass, and no other's", async () => {
    const find = await loadValidators("config/expectations", log, ["eia"]);
    expect(find("eia", "electricity/rto/region-data").reasons(record, now)).toEqual([]);
    expect(find("caiso", "SLD_FCST/DAM").reasons(record, now)).not.toEqual([]);
  });
});
