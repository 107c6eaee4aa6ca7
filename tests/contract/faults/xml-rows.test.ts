/**
 * Every fault of rows on the XML forms, as a client reads them with a parser of its own, and beside it the same fault on
 * the form the other tests look at (JSON, or CSV): both say the same on the wire and on the ledger. The table has a line
 * for every kind, or it does not compile.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JudgedGroup } from "../../../mock-providers/kit/faults/disturbance.ts";
import { type FaultPlan, createFaultPlan } from "../../../mock-providers/kit/faults/fault-plan.ts";
import { parseFault } from "../../../mock-providers/kit/faults/fault-schema.ts";
import type { FaultKind, KindOf } from "../../../mock-providers/kit/faults/fault-table.ts";
import { openLedger } from "../../../mock-providers/kit/ledger-writer.ts";
import { createMockClock } from "../../../mock-providers/kit/mock-clock.ts";
import { type MockServer, startMockServer } from "../../../mock-providers/kit/server.ts";
import type { WorldOptions } from "../../../mock-providers/kit/types.ts";
import { createMockProvider, mockTable } from "../../../mock-providers/provider-table.ts";

type Provider = "caiso" | "eia" | "fred" | "worldbank";
/** Cells as text: nothing for what is missing, elements with attributes and objects alike. */
type Row = Readonly<Record<string, string>>;

interface Form {
  /** The XML form, and what is added for the other one. */
  readonly path: string;
  readonly other: string;
  /** Where the hour is doubled; absent where rows have no hours. */
  readonly autumn?: string;
  readonly value: string;
  readonly time: string;
  readonly series: string;
  /** The list of rows in the parsed document. */
  rowsOf(document: Parsed): unknown;
  readonly missing: string;
  readonly lateSeconds: number;
}

type Parsed = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const caisoPath = "/oasisapi/SingleZip?queryname=SLD_FCST&market_run_id=ACTUAL&version=1";
const eiaPath =
  "/v2/electricity/rto/region-data/data?api_key=sandbox_key&out=xml&frequency=hourly&data[0]=value&facets[respondent][]=CISO&facets[type][]=D&facets[type][]=NG&sort[0][column]=period&sort[0][direction]=asc";
const yearSeconds = 31_622_400;
/** To the middle of the windows in March. */
const marchSeconds = (Date.parse("2026-11-02T12:00Z") - Date.parse("2026-03-09T00:00Z")) / 1_000;

const forms: Readonly<Record<Provider, Form>> = {
  caiso: {
    path: `${caisoPath}&startdatetime=20260308T06:00-0000&enddatetime=20260309T06:00-0000`,
    other: "&resultformat=6",
    autumn: `${caisoPath}&startdatetime=20261101T06:00-0000&enddatetime=20261101T15:00-0000`,
    ...{ value: "VALUE", time: "INTERVAL_START_GMT", series: "RESOURCE_NAME" },
    missing: "",
    rowsOf: ({ OASISReport }) => {
      const { RTO } = OASISReport?.["MessagePayload"] as Parsed;
      const items = RTO?.["REPORT_ITEM"] as Record<string, unknown>[] | undefined;
      return items?.flatMap((item) => item["REPORT_DATA"] ?? []);
    },
    lateSeconds: marchSeconds,
  },
  eia: {
    path: `${eiaPath}&start=2026-03-07T00&end=2026-03-09T23`,
    other: "&out=json",
    autumn: `${eiaPath}&start=2026-11-01T06&end=2026-11-01T15`,
    ...{ value: "value", time: "period", series: "type" },
    missing: "",
    rowsOf: ({ eia_api }) => (eia_api?.["response"] as Parsed)["row"],
    lateSeconds: marchSeconds,
  },
  fred: {
    path: "/fred/series/observations?api_key=sandbox_key&series_id=GDP&observation_start=2016-01-01",
    other: "&file_type=json",
    ...{ value: "value", time: "date", series: "none" },
    missing: ".",
    rowsOf: ({ observations }) => observations?.["observation"],
    lateSeconds: yearSeconds,
  },
  worldbank: {
    path: "/v2/country/BRA;USA/indicator/NY.GDP.MKTP.CD?date=2010:2025&per_page=100",
    other: "&format=json",
    ...{ value: "value", time: "date", series: "countryiso3code" },
    missing: "",
    rowsOf: ({ data }) => data?.["data"],
    lateSeconds: yearSeconds,
  },
};
const providers = Object.keys(forms) as Provider[];

interface Mock {
  readonly server: MockServer;
  readonly faults: FaultPlan;
  readonly ledger: string;
}

const directory = mkdtempSync(join(tmpdir(), "xml-rows-"));
const mocks = new Map<Provider, Mock>();

beforeAll(async () => {
  for (const provider of providers) mocks.set(provider, await start(provider));
});
afterAll(async () => {
  await Promise.all([...mocks.values()].map(({ server }) => server.close(0)));
  rmSync(directory, { recursive: true });
});

async function start(provider: Provider): Promise<Mock> {
  const clock = createMockClock({ SANDBOX_CLOCK_START: "2026-11-02T12:00:00Z" }, () => 0);
  const atMs = clock.startMs;
  const world: WorldOptions = {
    ...{ seed: 42, seriesCount: 40, pointsPerSeries: 40, anchorMs: atMs },
    scope: provider === "caiso" ? "catalogue" : "full",
  };
  const declaration = mockTable[provider];
  const mock = createMockProvider(provider, world);
  mock.throttled = false;
  const faults = createFaultPlan({ seed: 42, clock, faces: { [provider]: declaration.faultFace } });
  const server = await startMockServer({
    ...{ provider: mock, declaration, world, clock, faults, host: "127.0.0.1", port: 0 },
    ledger: openLedger({ directory, provider, world, atMs }),
    adminToken: "t",
    onError: (error) => {
      throw error;
    },
  });
  return { server, faults, ledger: join(directory, `${provider}.jsonl`) };
}

function mockOf(provider: Provider): Mock {
  const mock = mocks.get(provider);
  if (mock === undefined) throw new Error(`There is no mock of ${provider}`);
  return mock;
}

interface Seen {
  readonly rows: readonly Row[];
  readonly text: string;
  readonly mark: string | null;
  /** What the ledger says of the answer. */
  readonly line: Line;
}

interface Line {
  readonly digest?: string;
  readonly observations?: number;
  readonly faults?: readonly string[];
  readonly judged?: readonly JudgedGroup[];
  readonly withheld?: object;
}

async function see(provider: Provider, path: string): Promise<Seen> {
  const { server, ledger } = mockOf(provider);
  const response = await fetch(server.url + path);
  expect(response.status).toBe(200);
  const bytes = Buffer.from(await response.arrayBuffer());
  const [file = bytes] = provider === "caiso" ? Object.values(unzipSync(bytes)) : [];
  const text = Buffer.from(file).toString("utf8");
  const id = response.headers.get("x-sandbox-request-id") ?? "";
  const lines = readFileSync(ledger, "utf8").trim().split("\n");
  const line = lines.map((one) => JSON.parse(one) as Line & { id?: string; type: string });
  return {
    rows: parseRows(provider, text),
    text,
    mark: response.headers.get("x-sandbox-fault"),
    line: line.find((one) => one.id === id && one.type !== "end") ?? {},
  };
}

const parser = new XMLParser({
  ...{ ignoreAttributes: false, attributeNamePrefix: "", removeNSPrefix: true },
  ...{ parseTagValue: false, parseAttributeValue: false },
  ignoreDeclaration: true,
  isArray: (name, path) =>
    ["REPORT_ITEM", "REPORT_DATA", "row", "observation"].includes(name) || path === "data.data",
});

function parseRows(provider: Provider, text: string): Row[] {
  if (/^\uFEFF?</.test(text)) {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is a package of its own with the same code
    expect(XMLValidator.validate(text)).toBe(true);
    return listOf(forms[provider].rowsOf(parser.parse(text) as Parsed));
  }
  if (provider !== "caiso") {
    // Proof for the cast: the mocks' own documents.
    const document = JSON.parse(text) as {
      response?: { data: unknown };
      observations?: unknown;
      1?: unknown;
    };
    return listOf(document.response?.data ?? document.observations ?? document[1]);
  }
  const [header = "", ...lines] = text.trim().split("\n");
  const names = header.split(",").map((name) => xmlNames[name] ?? name);
  return lines.map((line) =>
    Object.fromEntries(line.split(",").map((cell, at) => [names[at] ?? `extra ${at}`, cell])),
  );
}

/** The columns both forms of CAISO have. */
const xmlNames: Readonly<Record<string, string>> = {
  TAC_AREA_NAME: "RESOURCE_NAME",
  INTERVALSTARTTIME_GMT: "INTERVAL_START_GMT",
  INTERVALENDTIME_GMT: "INTERVAL_END_GMT",
  XML_DATA_ITEM: "DATA_ITEM",
  OPR_DT: "OPR_DATE",
  MW: "VALUE",
};

function listOf(list: unknown): Row[] {
  return ((list ?? []) as Record<string, unknown>[]).map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, textOf(cell)])),
  );
}

function textOf(cell: unknown): string {
  if (typeof cell === "string") return cell;
  if (cell === null) return "";
  if (typeof cell !== "object") return JSON.stringify(cell);
  const { "#text": value, ...rest } = cell as Record<string, unknown>;
  return JSON.stringify(Object.entries(value === undefined ? rest : { ...rest, value }).toSorted());
}

type RowKind = KindOf<"rows">;

interface Look {
  readonly parameters?: (form: Form) => object;
  /** Only where rows have hours. Elsewhere the fault is not done. */
  readonly hours?: "spring" | "autumn";
  see(look: {
    readonly rows: readonly Row[];
    readonly plain: readonly Row[];
    readonly form: Form;
    readonly provider: Provider;
    readonly text: string;
  }): void;
}

const numbers = (rows: readonly Row[], { value }: Form): number[] =>
  rows.map((row) => Number(row[value]));
const sortedText = (rows: readonly Row[]): string[] =>
  rows.map((row) => JSON.stringify(row)).toSorted();
const without = (row: Row, name: string): Row =>
  Object.fromEntries(Object.entries(row).filter(([known]) => known !== name));
/** The hour of a row as EIA writes it: by its end. */
const hourText = (provider: Provider, startIso: string, endIso: string): string =>
  provider === "caiso" ? `${startIso}:00:00-00:00` : endIso;

const looks: Readonly<Record<RowKind, Look>> = {
  "duplicate-rows": {
    parameters: () => ({ share: 0.5 }),
    see({ rows, plain }) {
      expect(rows.length).toBeGreaterThan(plain.length);
      expect([...new Set(sortedText(rows))]).toEqual(sortedText(plain));
    },
  },
  "rows-out-of-order": {
    see({ rows, plain }) {
      expect(rows).not.toEqual(plain);
      expect(sortedText(rows)).toEqual(sortedText(plain));
    },
  },
  "field-renamed": {
    parameters: () => ({ to: "amount" }),
    see({ rows, plain, form: { value } }) {
      expect(rows.map(({ amount = "", ...row }) => ({ ...row, [value]: amount }))).toEqual(plain);
      expect(rows.some((row) => value in row)).toBe(false);
    },
  },
  "field-added": {
    parameters: () => ({ name: "extra" }),
    see({ rows, plain }) {
      expect(rows.every(({ extra }) => /^new \d$/.test(extra ?? ""))).toBe(true);
      expect(rows.map((row) => without(row, "extra"))).toEqual(plain);
    },
  },
  "field-dropped": {
    parameters: () => ({ field: "time" }),
    see({ rows, plain, form: { time } }) {
      expect(rows).toEqual(plain.map((row) => without(row, time)));
    },
  },
  "type-changed": {
    see({ rows, plain, form: { value } }) {
      const bracketed = plain.map((row) => `[${row[value] ?? ""}]`);
      expect(rows.map((row) => row[value]?.replace("null", ""))).toEqual(bracketed);
    },
  },
  "unit-changed": {
    parameters: () => ({ unit: "kWh & more", factor: 1_000 }),
    see({ rows, plain, form, provider, text }) {
      expect(numbers(rows, form)).toEqual(numbers(plain, form).map((one) => one * 1_000));
      const units = {
        caiso: [...text.matchAll(/<UOM>(.*?)<\/UOM>/g)].map(([, unit]) => unit),
        eia: rows.map((row) => row["value-units"]?.replace("&", "&amp;")),
        fred: [/ units="(.*?)"/.exec(text)?.[1]],
        worldbank: rows.map((row) => row["unit"]),
      }[provider];
      // World Bank rows have a cell of that name, and it never says anything.
      const unit = provider === "worldbank" ? "" : "kWh &amp; more";
      expect(new Set(units)).toEqual(new Set([unit]));
    },
  },
  "null-value": {
    parameters: () => ({ share: 1 }),
    see({ rows, plain, form: { value, missing } }) {
      expect(rows).toEqual(plain.map((row) => ({ ...row, [value]: missing })));
    },
  },
  "nan-value": {
    parameters: () => ({ share: 1 }),
    see({ rows, plain, form: { value } }) {
      expect(rows).toEqual(plain.map((row) => ({ ...row, [value]: "NaN" })));
    },
  },
  spike: {
    parameters: () => ({ share: 0.5 }),
    see({ rows, plain, form }) {
      const spikes = numbers(rows, form).filter((one) => Math.abs(one) >= 1e18);
      expect(spikes.length).toBeGreaterThan(0);
      expect(spikes.length).toBeLessThan(plain.length);
    },
  },
  "stuck-value": {
    see({ rows, plain, form: { value, series, missing } }) {
      for (const [name, own] of Map.groupBy(rows, (row) => row[series])) {
        const first = plain.find((row) => row[series] === name && row[value] !== missing);
        const stuck = own.map((row) =>
          Number(row[value] === missing ? first?.[value] : row[value]),
        );
        expect(new Set(stuck)).toEqual(new Set([Number(first?.[value])]));
      }
    },
  },
  "sign-flip": {
    parameters: () => ({ share: 1 }),
    see({ rows, plain, form }) {
      expect(numbers(rows, form)).toEqual(
        numbers(plain, form).map((one) => (one === 0 ? 0 : -one)),
      );
    },
  },
  "local-time": {
    see({ rows, plain, provider, form: { time } }) {
      const instant = (row: Row | undefined): number => {
        const text = String(row?.[time]).replace("-00:00", "Z");
        return Date.parse(text.length === 13 ? `${text}:00Z` : text);
      };
      // A year has no hours: what comes is the day eight hours before it began.
      const hours = { caiso: 8, eia: 8, fred: 24, worldbank: 24 }[provider];
      for (const [at, row] of rows.entries())
        expect(instant(plain[at]) - instant(row)).toBe(hours * 3_600_000);
    },
  },
  "missing-hour": {
    hours: "spring",
    see({ rows, plain, provider, form: { time } }) {
      const hour = hourText(provider, "2026-03-08T10", "2026-03-08T11");
      expect(plain.some((row) => row[time] === hour)).toBe(true);
      expect(rows).toEqual(plain.filter((row) => row[time] !== hour));
    },
  },
  "doubled-hour": {
    hours: "autumn",
    see({ rows, plain, provider, form: { time, series } }) {
      const times = rows.map((row) => row[time]);
      const ids = new Set(plain.map((row) => row[series]));
      const twice = times.filter(
        (one) => one === hourText(provider, "2026-11-01T08", "2026-11-01T09"),
      );
      expect(twice).toHaveLength(2 * ids.size);
      expect(times).not.toContain(hourText(provider, "2026-11-01T09", "2026-11-01T10"));
      expect(rows).toHaveLength(plain.length);
    },
  },
  "late-data": {
    parameters: ({ lateSeconds }) => ({ delaySeconds: lateSeconds }),
    see({ rows, plain }) {
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.length).toBeLessThan(plain.length);
      for (const row of rows) expect(plain).toContainEqual(row);
    },
  },
  "restated-history": {
    parameters: () => ({ share: 1, factor: 1.5 }),
    see({ rows, plain, form }) {
      const restated = numbers(plain, form).map((one) => (one === 0 ? 1.5 : one * 1.5));
      expect(numbers(rows, form)).toEqual(restated);
    },
  },
};

/** Both forms of an answer, without and with a fault. */
async function compare(provider: Provider, kind: FaultKind, path: string, fault: object) {
  const { faults } = mockOf(provider);
  const { other } = forms[provider];
  const otherPath = path.replace("&out=xml", "") + other;
  const plain = await see(provider, path);
  faults.install(parseFault({ provider, id: "x", kind, ...fault }));
  try {
    return { plain, xml: await see(provider, path), other: await see(provider, otherPath) };
  } finally {
    faults.clear();
  }
}

/** Rulings one by one, in an order of their own. */
function rulingsOf(groups: readonly JudgedGroup[] = []): string[] {
  return groups
    .flatMap(({ rows, ...group }) => rows.map((row) => JSON.stringify([group, row])))
    .toSorted();
}

/** What the two forms of CAISO make different: CSV names columns for the whole file, and no unit. */
function inXml(provider: Provider, kind: FaultKind, groups: readonly JudgedGroup[] = []) {
  if (provider !== "caiso") return groups;
  if (kind === "unit-changed") {
    const classes = ["unit", "page-unreadable"] as const;
    return groups.map(
      (group) => ({ ...group, say: "quarantine", classes, unit: "kWh & more" }) as const,
    );
  }
  return groups.map((group) => ({
    ...group,
    classes: group.classes.filter((one) => one !== "page-unreadable"),
  }));
}

const rowKinds = Object.keys(looks) as RowKind[];

describe.each(providers)("the XML form of %s", (provider) => {
  const form = forms[provider];

  it.each(rowKinds)("%s: reads as the fault says, and as in the other form", async (kind) => {
    const look = looks[kind];
    const path = look.hours === "autumn" ? (form.autumn ?? form.path) : form.path;
    const parameters = look.parameters?.(form) ?? {};
    const { plain, xml, other } = await compare(provider, kind, path, { parameters });
    expect(plain.rows.length).toBeGreaterThan(8);
    if (look.hours !== undefined && form.autumn === undefined) {
      for (const seen of [xml, other])
        expect([seen.mark, seen.line.faults]).toEqual([null, undefined]);
      expect(xml.text).toBe(plain.text);
      return;
    }
    expect([xml.mark, other.mark]).toEqual([`${kind}#x`, `${kind}#x`]);
    look.see({ rows: xml.rows, plain: plain.rows, form, provider, text: xml.text });

    if (provider === "caiso") {
      const shared = (rows: readonly Row[]): Row[] =>
        rows.map(({ INTERVAL_NUM: _, ...row }) => row);
      const names = new Set(shared(plain.rows).flatMap((row) => Object.keys(row)));
      const cut = (rows: readonly Row[]): string[] =>
        sortedText(
          rows.map((row) =>
            Object.fromEntries(
              Object.entries(row)
                .toSorted()
                .filter(([name]) => names.has(name)),
            ),
          ),
        );
      expect(cut(shared(xml.rows))).toEqual(cut(other.rows));
    } else {
      expect(xml.rows).toEqual(other.rows);
    }
    expect([xml.line.digest, xml.line.observations, xml.line.faults]).toEqual([
      other.line.digest,
      other.line.observations,
      other.line.faults,
    ]);
    expect(rulingsOf(xml.line.judged)).toEqual(rulingsOf(inXml(provider, kind, other.line.judged)));
    expect(xml.line.withheld).toEqual(other.line.withheld);
  });

  it("keeps the bytes of everything that no fault touches", async () => {
    const series = { caiso: "PGE-TAC", eia: "CISO.NG.*", fred: "GDP", worldbank: "*.USA.*" };
    const fault = {
      parameters: { share: provider === "fred" ? 0.3 : 1 },
      series: series[provider],
    };
    const { plain, xml } = await compare(provider, "nan-value", form.path, fault);
    expect(xml.mark).toBe("nan-value#x");
    // Rows may stand on one line: each element begins a piece.
    const pieces = xml.text.split("<");
    const before = plain.text.split("<");
    expect(pieces).toHaveLength(before.length);
    const changed = pieces.flatMap((piece, at) => (piece === before[at] ? [] : [piece]));
    expect(changed.length).toBeGreaterThan(2);
    expect(changed.length).toBeLessThan(plain.rows.length);
    for (const piece of changed)
      expect(piece).toMatch(/^([\w:]*value>NaN$|observation .* value="NaN"\/>)/i);
  });

  it("empty-answer: says in its own words that there is nothing", async () => {
    const { plain, xml, other } = await compare(provider, "empty-answer", form.path, {});
    expect([xml.mark, other.mark]).toEqual(["empty-answer#x", "empty-answer#x"]);
    if (provider === "caiso") expect(xml.text).toContain(">1000<");
    else expect(xml.rows).toEqual([]);
    expect(plain.rows.length).toBeGreaterThan(0);
    expect(xml.line.observations).toBe(0);
    expect(xml.line.withheld).toBeDefined();
  });
});

describe.each(providers.filter((one) => one !== "caiso"))(
  "the XML form of %s, which states a total",
  (provider) => {
    it("total-lies: states another total and sends the same rows", async () => {
      const { plain, xml } = await compare(provider, "total-lies", forms[provider].path, {
        parameters: { factor: 3 },
      });
      const total = (text: string): number =>
        Number(/(?:<total>| total="| count=")(\d+)/.exec(text)?.[1]);
      expect(total(xml.text)).toBe(3 * total(plain.text));
      expect(xml.rows).toEqual(plain.rows);
      expect(xml.mark).toBe("total-lies#x");
    });
  },
);
