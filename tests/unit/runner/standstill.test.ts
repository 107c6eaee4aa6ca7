import { beforeEach, describe, expect, it } from "vitest";
import { SandboxError } from "../../../services/core/errors.ts";
import { fetchingParts, landingParts } from "../../../services/runner/pipeline-parts.ts";
import {
  type StandstillWatch,
  createStandstillWatch,
} from "../../../services/runner/standstill.ts";

const second = 1_000;
const beginMs = Date.parse("2026-11-25T08:00:00Z");

let realMs = 0;
let watch: StandstillWatch;
beforeEach(() => {
  realMs = beginMs;
  watch = createStandstillWatch(() => realMs);
});

function landing(landed: number, published: number) {
  return landingParts([{ provider: "caiso", landed, published }]);
}

function fetching(pages: number, open: number, due: string | null = null) {
  const units = { total: 10, done: 10 - open, failed: 0 };
  const provider = { units, pages, records: 0, quarantined: 0, errors: [] };
  return fetchingParts({ providers: { fred: provider } }, due, null);
}

function refusal(message: string) {
  return expect.objectContaining({ code: "RUN_TIMED_OUT", message }) as SandboxError;
}

describe("a stream whose landing is stuck", () => {
  it("says which part stands still and since when, and ends after two minutes, though polls go on", () => {
    for (let pages = 1; pages <= 119; pages++) {
      watch.saw([...fetching(pages, 1), ...landing(500, 1_734)]);
      watch.check();
      realMs += second;
    }
    expect(watch.describe()).toEqual([
      "landing of caiso stands still for 119 s, since 2026-11-25T08:00:00Z: 1,234 messages wait (see the log of landing)",
    ]);
    realMs += second;
    watch.saw([...fetching(200, 1), ...landing(500, 2_000)]);
    expect(() => {
      watch.check();
    }).toThrow(
      refusal(
        "landing of caiso stands still for 120 s, since 2026-11-25T08:00:00Z: 1,500 messages wait (see the log of landing)",
      ),
    );
  });

  it("is no standstill while it lands anything, or when nothing waits", () => {
    for (const [landed, published] of [[1, 10] as const, [2, 10] as const, [2, 2] as const]) {
      watch.saw(landing(landed, published));
      realMs += 100 * second;
      watch.check();
    }
    realMs += 1_000 * second;
    watch.saw(landing(2, 2));
    watch.check();
    // New messages begin to wait now, not when the last one landed.
    watch.saw(landing(2, 3));
    realMs += 100 * second;
    watch.saw(landing(2, 3));
    watch.check();
  });
});

describe("fetching", () => {
  it("stands still when units are open, or polls are due, and no page comes", () => {
    for (const parts of [fetching(5, 3), fetching(5, 0, "polls are due")]) {
      watch = createStandstillWatch(() => realMs);
      watch.saw(parts);
      realMs += 120 * second;
      watch.saw(parts);
      expect(() => {
        watch.check();
      }).toThrow(/^fetching stands still for 120 s, since .*: (3 units are open|polls are due) /);
    }
  });

  it("of one provider is told of and ends nothing while others go on: it may be away for long", () => {
    const both = (pages: number) =>
      fetchingParts(
        {
          providers: {
            fred: { units: { total: 1, done: 0, failed: 0 }, pages: 0, ...nothing },
            eia: { units: { total: 9, done: 1, failed: 0 }, pages, ...nothing },
          },
        },
        null,
        null,
      );
    for (let pages = 0; pages < 300; pages++) {
      watch.saw(both(pages));
      watch.check();
      realMs += second;
    }
    expect(watch.describe()).toEqual([
      "fetching from fred stands still for 300 s, since 2026-11-25T08:00:00Z: 1 unit is open",
    ]);
  });
});

const nothing = { records: 0, quarantined: 0, errors: [] } as const;

describe("while Kafka or PostgreSQL is away", () => {
  it("ends after two minutes with their reason", () => {
    watch.sawNothing("connect ECONNREFUSED");
    realMs += 119 * second;
    watch.sawNothing("connect ECONNREFUSED 127.0.0.1:5432");
    watch.check();
    realMs += second;
    expect(() => {
      watch.check();
    }).toThrow(
      refusal(
        "Nothing could be seen for 120 s, since 2026-11-25T08:00:00Z: connect ECONNREFUSED 127.0.0.1:5432",
      ),
    );
  });

  it("nobody is blamed for the time in which nothing could be seen", () => {
    watch.saw(landing(1, 2));
    realMs += 60 * second;
    watch.sawNothing("away");
    realMs += 100 * second;
    watch.check();
    watch.saw(landing(1, 2));
    watch.check();
    realMs += 60 * second;
    watch.saw(landing(1, 2));
    expect(() => {
      watch.check();
    }).toThrow(/^landing of caiso stands still for 120 s/);
  });
});
