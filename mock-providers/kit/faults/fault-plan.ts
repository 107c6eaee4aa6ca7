/**
 * The faults of one mock process: which are installed, and which a request gets. All servers of the process share it.
 *
 * waiting (its time has not come) → active → ended (its time is over, or its requests are used up). Ended faults stay
 * in the list until they are removed, and cost nothing. Same seed, same order of requests, same faults.
 */
import { seedOf, uniform } from "../random.ts";
import { readInstant } from "../read-instant.ts";
import type { MockRequest, Served } from "../types.ts";
import type { FaultFace } from "./fault-face.ts";
import { FaultRefusal, type FaultSpec } from "./fault-schema.ts";
import { shown } from "../../../wording/schema-refusal.ts";
import { faultTable } from "./fault-table.ts";
import { type Matches, compileGlob } from "./glob.ts";

export interface InstalledFault {
  readonly id: string;
  /** `<kind>#<id>`: what headers, the ledger and the journal call it. */
  readonly label: string;
  readonly spec: FaultSpec;
  readonly fromMs: number;
  /** Infinity when nothing but a removal ends it. */
  readonly untilMs: number;
  /** It hits every matching request and never ends by itself: asking again cannot help. */
  readonly isEndless: boolean;
  /** For everything it decides by chance. */
  readonly seed: number;
  /** Matching requests so far, and those it was done to. */
  matched: number;
  injected: number;
  /** What a kind remembers between requests. */
  memory: unknown;
  readonly matchesPath: Matches;
  readonly matchesDataset: Matches;
  readonly matchesSeries: Matches;
}

export interface FaultPlan {
  /** The mocks this process serves: faults for others are refused. */
  readonly providers: readonly string[];
  /** Whether any fault may hit the provider now or later: the one question an undisturbed request asks. */
  hasFaultsFor(provider: string): boolean;
  /**
   * Those that hit a request as far as it alone can tell, in the order they were installed. A fault that is given
   * back was not done: tell `release`.
   */
  active(provider: string, nowMs: number): readonly InstalledFault[];
  /** Asks a fault for one request; false when its rate or its number of requests says no. */
  claim(fault: InstalledFault): boolean;
  release(fault: InstalledFault): void;
  /** Throws a FaultRefusal and changes nothing when it cannot be. `atMs`: when it was asked for, now if absent. */
  install(spec: FaultSpec, atMs?: number): InstalledFault;
  list(): readonly InstalledFault[];
  /** False when there is none of that id. */
  remove(id: string): boolean;
  /** Returns how many were removed. */
  clear(): number;
}

export interface PlanClock {
  readonly startMs: number;
  nowMs(): number;
}

const faultsMax = 1_000;

export function createFaultPlan(options: {
  readonly seed: number;
  readonly clock: PlanClock;
  /** Face per provider of this process; undefined: nothing is known about its answers. */
  readonly faces: Readonly<Record<string, FaultFace | undefined>>;
}): FaultPlan {
  const { seed, clock, faces } = options;
  const providers = Object.keys(faces);
  const installed = new Map<string, InstalledFault>();
  let lively = new Map<string, readonly InstalledFault[]>();
  let lastId = 0;

  function hits(fault: InstalledFault, provider: string): boolean {
    if (fault.spec.provider === provider) return true;
    return fault.spec.provider === "*" && misfit(fault.spec, faces[provider]) === undefined;
  }

  /** Leaves out what has ended, so that ended faults cost nothing. */
  function refresh(): void {
    const nowMs = clock.nowMs();
    const faults = [...installed.values()].filter((fault) => stateOf(fault, nowMs) !== "ended");
    lively = new Map(
      providers
        .map((provider) => [provider, faults.filter((fault) => hits(fault, provider))] as const)
        .filter(([, own]) => own.length > 0),
    );
  }

  return {
    providers,
    hasFaultsFor: (provider) => lively.has(provider),
    active(provider, nowMs) {
      const faults = lively.get(provider) ?? [];
      if (faults.some((fault) => stateOf(fault, nowMs) === "ended")) refresh();
      return faults.filter((fault) => stateOf(fault, nowMs) === "active");
    },
    claim(fault) {
      const { requests = Number.POSITIVE_INFINITY, rate } = fault.spec;
      if (fault.injected >= requests) return false;
      if (rate < 1 && uniform(fault.seed, fault.matched++) >= rate) return false;
      if (rate === 1) fault.matched++;
      fault.injected++;
      return true;
    },
    release(fault) {
      const { requests = Number.POSITIVE_INFINITY } = fault.spec;
      const wasUsedUp = fault.injected >= requests;
      fault.injected--;
      // Another request may have seen it used up meanwhile, and left it out.
      if (wasUsedUp) refresh();
    },
    install(spec, atMs = clock.nowMs()) {
      if (spec.provider !== "*" && !providers.includes(spec.provider)) {
        throw new FaultRefusal(
          "provider",
          `Cannot use the fault's field "provider": there is no provider ${shown(spec.provider)} here, expected ${[...providers, "*"].join(", ")}`,
        );
      }
      const touched = spec.provider === "*" ? providers : [spec.provider];
      const reasons = touched.map((provider) => misfit(spec, faces[provider]));
      const [reason] = reasons;
      if (reason !== undefined && reasons.every((one) => one !== undefined)) {
        throw new FaultRefusal(
          "kind",
          `Cannot use the fault's field "kind": ${spec.kind} needs ${reason}, and answers of ${touched.join(", ")} have none`,
        );
      }
      if (installed.size >= faultsMax) {
        throw new FaultRefusal(
          "",
          `Cannot add the fault: there are ${faultsMax} already, expected fewer`,
        );
      }
      let id = spec.id;
      while (id === undefined || (spec.id === undefined && installed.has(id))) id = `f${++lastId}`;
      if (installed.has(id)) {
        throw new FaultRefusal(
          "id",
          `Cannot use the fault's field "id": there is a fault ${shown(id)} already, expected another name`,
        );
      }
      const fault = place(spec, id, { seed, startMs: clock.startMs, nowMs: atMs });
      installed.set(id, fault);
      refresh();
      return fault;
    },
    list: () => [...installed.values()],
    remove(id) {
      const removed = installed.delete(id);
      refresh();
      return removed;
    },
    clear() {
      const count = installed.size;
      installed.clear();
      refresh();
      return count;
    },
  };
}

export type FaultState = "waiting" | "active" | "ended";

export function stateOf(fault: InstalledFault, nowMs: number): FaultState {
  const { requests = Number.POSITIVE_INFINITY } = fault.spec;
  if (nowMs >= fault.untilMs || fault.injected >= requests) return "ended";
  return nowMs < fault.fromMs ? "waiting" : "active";
}

/** What a request alone tells: who asks, and for which path. */
export function matchesRequest(fault: InstalledFault, request: MockRequest): boolean {
  const { client } = fault.spec;
  if (client !== undefined && client !== request.client && `::ffff:${client}` !== request.client) {
    return false;
  }
  return fault.matchesPath(request.path);
}

/** Whether the fault asks what the answer carries. */
export function looksAtData({ spec }: InstalledFault): boolean {
  return spec.dataset !== undefined || spec.series !== undefined;
}

export function matchesServed(fault: InstalledFault, served: Served | undefined): boolean {
  if (!looksAtData(fault)) return true;
  const fits = ({ dataset, seriesId }: { dataset: string; seriesId: string }): boolean =>
    fault.matchesDataset(dataset) && fault.matchesSeries(seriesId);
  return served !== undefined && (served.ranges.some(fits) || served.rows.some(fits));
}

/** What the kind needs and the provider's answers lack; undefined when it fits. */
function misfit({ kind }: FaultSpec, face: FaultFace | undefined): string | undefined {
  const { needs } = faultTable[kind] as { needs?: keyof typeof needWords };
  if (needs === undefined || face?.has.includes(needs) === true) return undefined;
  return needWords[needs];
}

const needWords = {
  zip: "zip archives",
  json: "JSON",
  xml: "XML",
  csv: "CSV",
  pages: "pages",
  rows: "rows that can be read",
  total: "a total of rows",
  key: "keys",
} as const;

function place(
  spec: FaultSpec,
  id: string,
  at: { readonly seed: number; readonly startMs: number; readonly nowMs: number },
): InstalledFault {
  const fromMs = spec.from === undefined ? at.nowMs : instantOf("from", spec.from, at.startMs);
  if (spec.until !== undefined && spec.forSeconds !== undefined) {
    throw new FaultRefusal(
      "forSeconds",
      'Cannot use the fault\'s field "forSeconds": "until" says already when it ends, expected one of the two',
    );
  }
  const untilMs =
    spec.until !== undefined
      ? instantOf("until", spec.until, at.startMs)
      : spec.forSeconds !== undefined
        ? fromMs + spec.forSeconds * 1_000
        : Number.POSITIVE_INFINITY;
  if (untilMs <= at.nowMs) {
    const field = spec.until === undefined ? "forSeconds" : "until";
    throw new FaultRefusal(
      field,
      `Cannot use the fault's field "${field}": it ends at ${iso(untilMs)}, which is past, expected an end after ${iso(at.nowMs)}`,
    );
  }
  if (untilMs <= fromMs) {
    throw new FaultRefusal(
      "until",
      `Cannot use the fault's field "until": ${iso(untilMs)} is not after "from", ${iso(fromMs)}, expected a later instant`,
    );
  }
  const endsByItself =
    untilMs < Number.POSITIVE_INFINITY ||
    spec.requests !== undefined ||
    spec.rate < 1 ||
    spec.kind === "fail-then-recover" ||
    spec.kind === "shared-quota";
  return {
    id,
    label: `${spec.kind}#${id}`,
    spec,
    fromMs,
    untilMs,
    isEndless: !endsByItself,
    seed: seedOf(at.seed, `fault ${spec.kind} ${id}`),
    matched: 0,
    injected: 0,
    memory: undefined,
    matchesPath: compileGlob(spec.path),
    matchesDataset: compileGlob(spec.dataset),
    matchesSeries: compileGlob(spec.series),
  };
}

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function instantOf(field: string, text: string, startMs: number): number {
  const offset = /^\+([\d.]+)([smhd])$/.exec(text);
  // Proof for the cast: the pattern takes these four letters alone.
  const ms =
    offset === null
      ? readInstant(text)
      : startMs + Number(offset[1]) * unitMs[offset[2] as keyof typeof unitMs];
  if (!Number.isNaN(ms)) return ms;
  throw new FaultRefusal(
    field,
    `Cannot use the fault's field "${field}": there is no instant "${text}", expected one on the calendar`,
  );
}

function iso(ms: number): string {
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : String(ms);
}
