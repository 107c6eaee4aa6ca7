/**
 * Does the faults that hit a request: first those that come in place of an answer, then pages, rows, bodies and labels,
 * and at last what happens to the bytes. What was really meant, and what must become of it, is written down beside.
 */
import { gunzipSync, gzipSync } from "node:zlib";
import { TruthDigest } from "../digest.ts";
import type { MockAnswer, MockProvider, MockRequest, Served, TruthObservation } from "../types.ts";
import { type Content, type PageKind, bodyFaults, isZip, pageShifts } from "./answer-faults.ts";
import { type Disturbance, type WithheldObservations, groupJudged } from "./disturbance.ts";
import { act, isKindIn } from "./fault-context.ts";
import type { FaultFace } from "./fault-face.ts";
import {
  type FaultPlan,
  type InstalledFault,
  looksAtData,
  matchesRequest,
  matchesServed,
} from "./fault-plan.ts";
import type { FaultKindText } from "./fault-kind.ts";
import { type FaultKind, type ParametersOf, faultTable } from "./fault-table.ts";
import { type DisturbedRow, rowFaults } from "./row-faults.ts";
import type { RowDocument } from "./row-format.ts";
import {
  type Delivery,
  addDelivery,
  deliveries,
  needsNoAnswer,
  refusals,
} from "./transport-faults.ts";

export interface DisturbedAnswer {
  readonly answer: MockAnswer;
  readonly delivery: Delivery;
  /** Undefined when no fault hit the request. */
  readonly disturbance: Disturbance | undefined;
  /** The answer's observations need not arrive: it was shortened, spoilt or is another page's. */
  readonly cut: boolean;
}

export type Disturb = (request: MockRequest) => DisturbedAnswer | Promise<DisturbedAnswer>;

export function createDisturber(options: {
  readonly provider: MockProvider;
  readonly face: FaultFace | undefined;
  readonly plan: FaultPlan;
}): Disturb {
  const { provider, face, plan } = options;
  return (request) => {
    const faults = plan
      .active(provider.name, request.nowMs)
      .filter((fault) => matchesRequest(fault, request));
    if (faults.length > 0) return disturb({ provider, face, plan, request, faults });
    const answer = provider.answer(request);
    return answer instanceof Promise ? answer.then(undisturbed) : undisturbed(answer);
  };
}

function undisturbed(answer: MockAnswer): DisturbedAnswer {
  return { answer, delivery: {}, disturbance: undefined, cut: false };
}

interface Work {
  readonly provider: MockProvider;
  readonly face: FaultFace | undefined;
  readonly plan: FaultPlan;
  readonly request: MockRequest;
  readonly faults: readonly InstalledFault[];
}

/** What is known so far about the answer. Faults replace its parts one after the other. */
interface State {
  answer: MockAnswer;
  readonly done: InstalledFault[];
  delivery: Delivery;
  judged: Disturbance["judged"];
  withheld: WithheldObservations | undefined;
  cut: boolean;
}

const nothing: MockAnswer = { status: 503, headers: {}, body: "" };

async function disturb(work: Work): Promise<DisturbedAnswer> {
  const { provider, request, faults } = work;
  const state: State = {
    answer: nothing,
    done: [],
    delivery: {},
    judged: [],
    withheld: undefined,
    cut: false,
  };
  const early = faults
    .filter(({ spec }) => needsNoAnswer(spec.kind))
    .filter((one) => !looksAtData(one));
  let isRefused = await refuse(work, state, early);
  if (!isRefused) {
    state.answer = await provider.answer(request);
    const { served } = state.answer;
    const late = faults.filter((fault) => !early.includes(fault) && matchesServed(fault, served));
    isRefused = await refuse(
      work,
      state,
      late.filter(({ spec }) => needsNoAnswer(spec.kind)),
    );
    if (!isRefused && state.answer.status === 200) {
      await changePage(work, state, late);
      await changeRows(work, state, late);
      changeBody(work, state, late);
    }
  }
  deliver(
    work,
    state,
    faults.filter((fault) => (isRefused ? !looksAtData(fault) : true)),
  );
  if (state.done.length === 0) return undisturbed(state.answer);
  return {
    answer: state.answer,
    delivery: state.delivery,
    cut: state.cut,
    disturbance: {
      faults: state.done.map(({ label }) => label),
      endless: state.done.some(neverEnds),
      judged: state.judged,
      withheld: state.withheld,
    },
  };
}

/** Whether a pipeline can wait as long as it likes without ever getting past the fault. */
function neverEnds({ isEndless, spec }: InstalledFault): boolean {
  const kind: FaultKindText = faultTable[spec.kind];
  return isEndless && kind.survivable !== true;
}

/** The first fault that refuses, or drops, the request decides. True when one did. */
async function refuse(
  { provider, face, plan, request }: Work,
  state: State,
  faults: readonly InstalledFault[],
): Promise<boolean> {
  for (const fault of faults) {
    const { kind } = fault.spec;
    if (!plan.claim(fault)) continue;
    if (isKindIn(refusals, kind)) {
      const ask = (other: MockRequest) => askUnthrottled(provider, other);
      const answer = await act(refusals, kind, { fault, face, request }, ask);
      if (answer === undefined) {
        plan.release(fault);
        continue;
      }
      state.answer = answer;
    } else {
      state.answer = nothing;
      if (isKindIn(deliveries, kind))
        state.delivery = addDelivery(
          state.delivery,
          act(deliveries, kind, { fault, face, request }, 0),
        );
    }
    state.done.push(fault);
    return true;
  }
  return false;
}

/** Sends another page's answer. What the page that was asked for meant is withheld, and the echo tells. */
async function changePage(
  { provider, face, plan, request }: Work,
  state: State,
  faults: readonly InstalledFault[],
): Promise<void> {
  const { served } = state.answer;
  if (face?.shiftPage === undefined || face.pageOf === undefined || served === undefined) return;
  for (const fault of faults) {
    const { kind } = fault.spec;
    if (!isKindIn(pageShifts, kind)) continue;
    const shift = act<PageKind, [number], number>(
      pageShifts,
      kind,
      { fault, face, request },
      face.pageOf(request),
    );
    const other = face.shiftPage(request, shift);
    if (other === undefined || !plan.claim(fault)) continue;
    const answer = await askUnthrottled(provider, other);
    if (answer.status !== 200) {
      plan.release(fault);
      continue;
    }
    // A page past the end carries nothing, and is on record for what it withheld.
    state.answer = { ...answer, served: answer.served ?? noObservations };
    const tells = face.emptyPagesTell === true || (answer.served?.observations ?? 0) > 0;
    state.withheld = { noticeable: tells, ranges: served.ranges, rows: served.rows };
    state.cut = true;
    state.done.push(fault);
    return;
  }
}

async function changeRows(
  work: Work,
  state: State,
  faults: readonly InstalledFault[],
): Promise<void> {
  const { provider, face, plan, request } = work;
  const wanted = faults.filter(
    ({ spec }) =>
      isKindIn(rowFaults, spec.kind) || spec.kind === "empty-answer" || spec.kind === "total-lies",
  );
  if (wanted.length === 0 || face === undefined) return;
  const { served } = state.answer;
  const content = contentOf(state.answer);
  const truth = served === undefined ? [] : expandServed(provider, served, request.nowMs);
  const source = { request, content: content.body, truth };
  let document: RowDocument | undefined;
  for (const format of face.formats) document ??= format.read(source);
  if (document === undefined) return;

  let rows: readonly DisturbedRow[] = document.rows.map(({ cells, truth: meant }) => ({
    cells,
    truth: meant,
    reads: meant,
    say: "land",
    classes: [],
  }));
  let changes: { total?: number; unit?: string } = {};
  const withheld: TruthObservation[] = [];
  let isRewritten = false;
  for (const fault of wanted) {
    const { kind } = fault.spec;
    const context = { fault, face, request };
    if (kind === "empty-answer") {
      if (served === undefined || !plan.claim(fault)) continue;
      state.answer =
        face.noData?.(request) ?? withBody(state.answer, content, document.write([], { total: 0 }));
      state.answer = { ...state.answer, served: noObservations };
      // Whoever believes it asks for none of the pages behind.
      const behind = await pagesBehind(work, document);
      const hidden = together(together(state.withheld, { noticeable: false, ...served }), behind);
      if (hidden !== undefined) state.withheld = { ...hidden, noticeable: false };
      state.done.push(fault);
      return;
    }
    if (kind === "total-lies") {
      if (document.total === undefined || !plan.claim(fault)) continue;
      // Proof for the cast: parameters were read by the kind's own schema.
      const { factor } = fault.spec.parameters as ParametersOf<"total-lies">;
      const total = Math.floor(document.total * factor);
      if (total === document.total) {
        plan.release(fault);
        continue;
      }
      changes = { ...changes, total };
      state.withheld = together(state.withheld, await hiddenBehind(work, document, total));
      state.done.push(fault);
      isRewritten = true;
      continue;
    }
    if (!isKindIn(rowFaults, kind) || rows.length === 0 || !plan.claim(fault)) continue;
    const changed = act(rowFaults, kind, context, rows, document);
    if (changed === undefined) {
      plan.release(fault);
      continue;
    }
    rows = changed.rows;
    withheld.push(...(changed.withheld ?? []));
    const hidden = changed.withheld?.length ?? 0;
    changes = {
      ...changes,
      ...(changed.unit === undefined ? {} : { unit: changed.unit }),
      // Rows that "are not there" are not counted either.
      ...(hidden === 0 || document.total === undefined
        ? {}
        : { total: (changes.total ?? document.total) - hidden }),
    };
    state.done.push(fault);
    isRewritten = true;
  }
  if (!isRewritten) return;
  const body = document.write(
    rows.map(({ cells }) => cells),
    changes,
  );
  state.answer = withBody(state.answer, content, body);
  state.judged = groupJudged(rows, withheld);
}

/** What another page's answer withheld is not forgotten because its total lies too. */
function together(
  left: WithheldObservations | undefined,
  right: WithheldObservations | undefined,
): WithheldObservations | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return {
    noticeable: left.noticeable || right.noticeable,
    ...(left.more === true || right.more === true ? { more: true } : {}),
    ranges: [...left.ranges, ...right.ranges],
    rows: [...left.rows, ...right.rows],
  };
}

/** The pages behind this one that a total too small keeps a client from asking for. */
async function hiddenBehind(
  work: Work,
  document: RowDocument,
  total: number,
): Promise<WithheldObservations | undefined> {
  const { face, request } = work;
  const { rowsMax = Number.POSITIVE_INFINITY, rows } = document;
  const reached = (face?.pageOf?.(request) ?? 0) * rowsMax + rows.length;
  return total > reached ? undefined : pagesBehind(work, document);
}

/** What stands on the pages behind a full one. */
async function pagesBehind(
  { provider, face, request }: Work,
  { rowsMax, rows }: RowDocument,
): Promise<WithheldObservations | undefined> {
  if (face?.shiftPage === undefined || face.pageOf === undefined || rowsMax === undefined)
    return undefined;
  if (rows.length < rowsMax) return undefined;
  const withheld: Pick<Served, "ranges" | "rows">[] = [];
  let more = false;
  for (let pages = 1; pages <= pagesBehindMax + 1; pages++) {
    const next = face.shiftPage(request, pages);
    const served = next && (await askUnthrottled(provider, next)).served;
    if (served === undefined || served.observations === 0) break;
    more = pages > pagesBehindMax;
    if (!more) withheld.push(served);
  }
  if (withheld.length === 0) return undefined;
  return {
    noticeable: true,
    ...(more ? { more } : {}),
    ranges: withheld.flatMap(({ ranges }) => ranges),
    rows: withheld.flatMap((served) => served.rows),
  };
}

/** Bounds what one lie can put on the ledger. Whoever believes it loses the pages next to it, which are named. */
const pagesBehindMax = 50;

function changeBody(
  { face, plan, request }: Work,
  state: State,
  faults: readonly InstalledFault[],
): void {
  for (const fault of faults) {
    const { kind } = fault.spec;
    if (!isKindIn(bodyFaults, kind) || !plan.claim(fault)) continue;
    const content = contentOf(state.answer);
    const context = { fault, face, request };
    const spoilt =
      isInFiles(kind) && face?.spoilFiles !== undefined && isZip(content.body)
        ? face.spoilFiles(
            content.body,
            (body) => act(bodyFaults, kind, context, { ...content, body })?.body,
            request.nowMs,
          )
        : act(bodyFaults, kind, context, content);
    if (spoilt === undefined) {
      plan.release(fault);
      continue;
    }
    state.answer = Buffer.isBuffer(spoilt)
      ? withBody(state.answer, content, spoilt)
      : withBody({ ...state.answer, headers: spoilt.headers }, spoilt, spoilt.body);
    state.cut = true;
    state.done.push(fault);
  }
}

/** Kinds of a document's syntax: in an archive it is that of the files. */
function isInFiles(kind: FaultKind): boolean {
  return kind === "malformed-csv" || kind === "malformed-xml" || kind === "malformed-json";
}

function deliver(
  { face, plan, request }: Work,
  state: State,
  faults: readonly InstalledFault[],
): void {
  const { body } = state.answer;
  const bytes = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  for (const fault of faults) {
    const { kind } = fault.spec;
    if (!isKindIn(deliveries, kind) || needsNoAnswer(kind)) continue;
    if (!matchesServed(fault, state.answer.served) || !plan.claim(fault)) continue;
    const delivery = act(deliveries, kind, { fault, face, request }, bytes);
    if (delivery === undefined) {
      plan.release(fault);
      continue;
    }
    state.delivery = addDelivery(state.delivery, delivery);
    if (delivery.cutAfterBytes !== undefined) state.cut = true;
    state.done.push(fault);
  }
}

/** A request of the plan's own: the client did not send it, so it does not count for the client's quota. */
function askUnthrottled(
  provider: MockProvider,
  request: MockRequest,
): MockAnswer | Promise<MockAnswer> {
  const { throttled } = provider;
  provider.throttled = false;
  try {
    // Throttles are asked before anything is awaited.
    return provider.answer(request);
  } finally {
    provider.throttled = throttled;
  }
}

function expandServed(provider: MockProvider, served: Served, atMs: number): TruthObservation[] {
  return [...served.ranges.flatMap((range) => [...provider.expand(range, atMs)]), ...served.rows];
}

const noObservations: Served = {
  ranges: [],
  rows: [],
  observations: 0,
  digest: new TruthDigest().toString(),
};

function contentOf({ body, headers }: MockAnswer): Content {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const isPacked = headers["Content-Encoding"] === "gzip" && bytes[0] === 0x1f && bytes[1] === 0x8b;
  return { body: isPacked ? gunzipSync(bytes) : bytes, headers, encode: isPacked };
}

function withBody(answer: MockAnswer, content: Content, body: Buffer): MockAnswer {
  return { ...answer, body: content.encode ? gzipSync(body, { level: 1 }) : body };
}
