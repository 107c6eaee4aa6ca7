/**
 * Notices which part of the pipeline stands still although something waits for it, and since when. Pure but for the real
 * clock it is given.
 *
 * A part that has nothing to do does not stand still; one that moves from time to time does not either.
 */
import { SandboxError } from "../core/errors.ts";

export interface WatchedPart {
  /** As people read it: `landing of caiso`. */
  readonly name: string;
  /** What waits for it, `1,200 messages wait`; null when it has nothing to do. */
  readonly waiting: string | null;
  /** Changes whenever it moves. */
  readonly mark: string;
  /** Whose standing still is told, and ends nothing: a provider may be away for as long as it likes. */
  readonly isPatient?: boolean;
}

export interface StandstillWatch {
  saw(parts: readonly WatchedPart[]): void;
  /** Nothing could be seen: Kafka or PostgreSQL is away, for a moment or for good. */
  sawNothing(reason: string): void;
  /** One sentence per part that has stood still for a while by now. */
  describe(): readonly string[];
  /** Throws RUN_TIMED_OUT once a part has stood still, or nothing could be seen, for too long. */
  check(): void;
}

/** How long a part may stand still, in real milliseconds. Restarts of Kafka take seconds. */
const limitMs = 120_000;
/** From when on it is worth a word: a commit or a rebalance takes some seconds on a busy machine. */
const tellMs = 15_000;

export function createStandstillWatch(realNowMs: () => number = Date.now): StandstillWatch {
  interface Known extends WatchedPart {
    readonly movedMs: number;
  }
  let known = new Map<string, Known>();
  let blind: { readonly sinceMs: number; readonly reason: string } | undefined;

  function standing(forMs: number): Known[] {
    const nowMs = realNowMs();
    return [...known.values()].filter(
      ({ waiting, movedMs }) => waiting !== null && nowMs - movedMs >= forMs,
    );
  }

  return {
    saw(parts) {
      const nowMs = realNowMs();
      // While nobody could look, nobody could see it move.
      const excusedMs = blind === undefined ? 0 : nowMs - blind.sinceMs;
      blind = undefined;
      known = new Map(
        parts.map((part) => {
          const before = known.get(part.name);
          const stands = part.waiting !== null && before?.mark === part.mark;
          return [part.name, { ...part, movedMs: stands ? before.movedMs + excusedMs : nowMs }];
        }),
      );
    },
    sawNothing(reason) {
      blind = { sinceMs: blind?.sinceMs ?? realNowMs(), reason };
    },
    describe: () => standing(tellMs).map((part) => sentence(part, realNowMs())),
    check() {
      const nowMs = realNowMs();
      if (blind !== undefined && nowMs - blind.sinceMs >= limitMs) {
        throw new SandboxError(
          "RUN_TIMED_OUT",
          `Nothing could be seen for ${seconds(nowMs - blind.sinceMs)}, since ${instant(blind.sinceMs)}: ${blind.reason}`,
        );
      }
      const stuck =
        blind === undefined ? standing(limitMs).find((one) => !one.isPatient) : undefined;
      if (stuck !== undefined) throw new SandboxError("RUN_TIMED_OUT", sentence(stuck, nowMs));
    },
  };
}

function sentence({ name, waiting, movedMs }: WatchedPart & { movedMs: number }, nowMs: number) {
  return `${name} stands still for ${seconds(nowMs - movedMs)}, since ${instant(movedMs)}: ${waiting ?? ""}`;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1_000)} s`;
}

function instant(realMs: number): string {
  return `${new Date(realMs).toISOString().slice(0, 19)}Z`;
}
