import { unzipSync, zipSync } from "fflate";
import { caisoConnector } from "../../../services/providers/caiso/connector.ts";
import { eiaConnector } from "../../../services/providers/eia/connector.ts";
import { fredConnector } from "../../../services/providers/fred/connector.ts";
import { noaaConnector } from "../../../services/providers/noaa/connector.ts";
import { worldbankConnector } from "../../../services/providers/worldbank/connector.ts";
import { describeConnectorContract } from "./connector-contract.ts";
import {
  createFakeCaiso,
  createFakeEia,
  createFakeFred,
  createFakeNoaa,
  createFakeWorldBank,
  type EiaRow,
  type Fact,
  type NoaaRow,
} from "./fakes.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** 12 nodes over 33 winter days: two node groups, two windows. */
{
  const startMs = Date.UTC(2026, 0, 1, 8);
  const endMs = startMs + 33 * dayMs;
  const nodes = Array.from({ length: 12 }, (_, index) => `NODE_${index}`);
  const components = ["LMP", "MCE", "MCC", "MCL", "MGHG"];
  const price = (node: string, component: string, ms: number): number =>
    Number(node.slice(5)) + components.indexOf(component) / 8 - ((ms / hourMs) % 24);
  const facts = nodes.flatMap((node) =>
    components.flatMap((component) =>
      Array.from({ length: 33 * 24 }, (_, hour): Fact => {
        const intervalStartMs = startMs + hour * hourMs;
        const day = Math.floor(hour / 24);
        return {
          seriesId: `${node}.${component}`,
          intervalStartMs,
          // 13:00 PST on the day before is 21:00 UTC.
          asOfMs: Date.UTC(2026, 0, day, 21),
          value: price(node, component, intervalStartMs),
        };
      }),
    ),
  );
  describeConnectorContract("CAISO", {
    connector: caisoConnector,
    planned: {
      provider: "caiso",
      dataset: "PRC_LMP/DAM",
      series: nodes.flatMap((node) =>
        components.map((lmp_type) => ({
          seriesId: `${node}.${lmp_type}`,
          params: { node, lmp_type },
          startMs,
          endMs,
        })),
      ),
    },
    answer: createFakeCaiso(price),
    facts,
    dataCursor: null,
    spoil: (body) => {
      const text = Buffer.from(unzipSync(body)["report.csv"] ?? []).toString();
      const spoilt = text.replace(/^(.*\n.*),[^,\n]*\n/, "$1,0x1F\n");
      return { body: Buffer.from(zipSync({ "report.csv": Buffer.from(spoilt) })), named: "0x1F" };
    },
  });
}

/** Respondents with different sets of types: no single request may answer them all. */
{
  const startMs = Date.UTC(2026, 10, 1);
  const hours = 700;
  const endMs = startMs + hours * hourMs;
  const typesOf: Readonly<Record<string, readonly string[]>> = {
    CISO: ["D", "DF", "NG", "TI"],
    ERCO: ["D", "DF", "NG", "TI"],
    PJM: ["D", "DF", "NG", "TI"],
    BPAT: ["D"],
    MISO: ["D"],
    NYIS: ["D", "NG"],
  };
  const pairs = Object.entries(typesOf).flatMap(([respondent, types]) =>
    types.map((type) => ({ respondent, type })),
  );
  const valueOf = (hour: number): number | null => (hour % 50 === 7 ? null : hour - 300);
  const cells = pairs.flatMap((pair) =>
    Array.from({ length: hours }, (_, hour) => ({ ...pair, hour, value: valueOf(hour) })),
  );
  // Every respondent has every type at the provider: a request wider than the plan would bring phantoms.
  const everything = Object.keys(typesOf).flatMap((respondent) =>
    ["D", "DF", "NG", "TI"].flatMap((type) =>
      Array.from({ length: hours + 48 }, (_, hour): EiaRow => {
        const value = valueOf(hour - 24);
        const period = new Date(startMs + (hour - 23) * hourMs).toISOString().slice(0, 13);
        return { period, respondent, type, value: value === null ? null : String(value) };
      }),
    ),
  );
  describeConnectorContract("EIA", {
    connector: eiaConnector,
    planned: {
      provider: "eia",
      dataset: "electricity/rto/region-data",
      series: pairs.map(({ respondent, type }) => ({
        seriesId: `${respondent}.${type}.hourly`,
        params: { respondent, type, frequency: "hourly" },
        startMs,
        endMs,
      })),
    },
    answer: createFakeEia(everything),
    facts: cells.map(({ respondent, type, hour, value }): Fact => {
      const intervalStartMs = startMs + hour * hourMs;
      const asOfMs = type === "DF" ? intervalStartMs - dayMs : intervalStartMs + hourMs;
      return { seriesId: `${respondent}.${type}.hourly`, intervalStartMs, asOfMs, value };
    }),
    dataCursor: null,
    spoil: (body) => ({
      body: Buffer.from(body.toString().replace('"value":"-300"', '"value":"1,234"')),
      named: "1,234",
    }),
  });
}

/** 4,500 consecutive daily vintages, each revising one date: three windows, the limit as in the original. */
{
  const firstMs = Date.UTC(2010, 0, 1);
  const vintages = 4500;
  const day = (index: number): string =>
    new Date(firstMs + index * dayMs).toISOString().slice(0, 10);
  const dates = Array.from(
    { length: 30 },
    (_, index) =>
      `20${String(10 + (index % 10)).padStart(2, "0")}-${String(Math.floor(index / 10) + 1).padStart(2, "0")}-01`,
  );
  const facts = dates.flatMap((date, which) =>
    Array.from({ length: vintages / 30 }, (_, round) => {
      const at = round * 30 + which;
      const final = round === vintages / 30 - 1;
      return {
        date,
        realtimeStart: day(at),
        realtimeEnd: final ? "9999-12-31" : day(at + 29),
        value: round % 40 === 3 ? "." : String(at / 4),
      };
    }),
  );
  describeConnectorContract("FRED", {
    connector: fredConnector,
    planned: {
      provider: "fred",
      dataset: "series/observations",
      series: [
        {
          seriesId: "X",
          params: { series_id: "X", realtime_end: "9999-12-31" },
          startMs: Date.UTC(2000, 0),
          endMs: Date.UTC(2030, 0),
        },
      ],
    },
    answer: createFakeFred({
      facts,
      vintageDates: Array.from({ length: vintages }, (_, index) => day(index)),
      vintagesMax: 2000,
      frequencyShort: "M",
    }),
    facts: facts.map(({ date, realtimeStart, value }): Fact => ({
      seriesId: "X",
      intervalStartMs: Date.parse(date),
      asOfMs: Date.parse(realtimeStart),
      value: value === "." ? null : Number(value),
    })),
    dataCursor: {
      step: "observations",
      units: "Percent",
      frequency: "M",
      offset: 0,
      windowStarts: [day(1900), day(3800)],
      window: 0,
    },
    spoil: (body) => ({
      body: Buffer.from(body.toString().replace('"value":"0"', '"value":"NaN"')),
      named: "NaN",
    }),
  });
}

/** Stations with different sets of datatypes over 500 days, some of them missing: windows of a year, several pages. */
{
  const startMs = Date.UTC(2024, 9, 1);
  const days = 500;
  const typesOf: Readonly<Record<string, readonly string[]>> = {
    "GHCND:USW1": ["TMAX", "TMIN", "PRCP"],
    "GHCND:USW2": ["TMAX", "TMIN", "PRCP"],
    "GHCND:USW3": ["TMAX", "TMIN", "PRCP"],
    "GHCND:USW4": ["TMAX", "TMIN", "PRCP"],
    "GHCND:USW5": ["AWND"],
    "GHCND:USW6": ["TMAX", "SNOW"],
  };
  const pairs = Object.entries(typesOf).flatMap(([station, types]) =>
    types.map((datatype) => ({ station, datatype })),
  );
  const isMissing = (day: number): boolean => day % 97 === 13;
  const valueOf = (day: number): number => (day - 250) / 10;
  const dateOf = (day: number): string =>
    new Date(startMs + day * dayMs).toISOString().slice(0, 10);
  // Every station has every datatype at the provider, and more days than are planned.
  const everything = Object.keys(typesOf).flatMap((station) =>
    ["AWND", "PRCP", "SNOW", "TMAX", "TMIN"].flatMap((datatype) =>
      Array.from({ length: days + 20 }, (_, index): NoaaRow => {
        const day = index - 10;
        return { date: dateOf(day), datatype, station, value: valueOf(day) };
      }).filter((_, index) => !isMissing(index - 10)),
    ),
  );
  describeConnectorContract("NOAA", {
    connector: noaaConnector,
    planned: {
      provider: "noaa",
      dataset: "GHCND",
      series: pairs.map(({ station, datatype }) => ({
        seriesId: `${station}.${datatype}`,
        params: { datasetid: "GHCND", stationid: station, datatypeid: datatype },
        startMs,
        endMs: startMs + days * dayMs,
      })),
    },
    answer: createFakeNoaa(everything),
    facts: pairs.flatMap(({ station, datatype }) =>
      Array.from({ length: days }, (_, day): Fact => {
        const intervalStartMs = startMs + day * dayMs;
        return {
          seriesId: `${station}.${datatype}`,
          intervalStartMs,
          asOfMs: intervalStartMs + dayMs,
          value: valueOf(day),
        };
      }).filter((_, day) => !isMissing(day)),
    ),
    dataCursor: null,
    spoil: (body) => ({
      body: Buffer.from(body.toString().replace('"value":-25', '"value":"trace"')),
      named: "trace",
    }),
  });
}

/** 13 economies over 300 months: two units, three pages and one. */
{
  const indicator = "TOTRESV";
  const firstYear = 2000;
  const countries = Array.from(
    { length: 13 },
    (_, index) => `C${String.fromCharCode(65 + index)}X`,
  );
  const valueOf = (month: number): number | null => (month % 40 === 9 ? null : month / 8);
  const cells = countries.flatMap((country, which) =>
    Array.from({ length: 300 }, (_, month) => ({
      country,
      month,
      value: valueOf(month + which * 1000),
    })),
  );
  const date = (month: number): string =>
    `${firstYear + Math.floor(month / 12)}M${String((month % 12) + 1).padStart(2, "0")}`;
  // The provider has more months and economies than the plan: a wider request would bring phantoms.
  const everything = [...countries, "ZZZ"].flatMap((country) => {
    const known = cells.filter((cell) => cell.country === country);
    const later = { country, month: 300, value: 1 };
    return [...known, later].map(({ month, value }) => ({ country, date: date(month), value }));
  });
  const startMs = Date.UTC(firstYear, 0);
  const endMs = Date.UTC(firstYear + 25, 0);
  describeConnectorContract("World Bank", {
    connector: worldbankConnector,
    planned: {
      provider: "worldbank",
      dataset: "country/indicator",
      series: countries.map((country) => ({
        seriesId: `${indicator}.${country}.monthly`,
        params: { indicator, country, frequency: "monthly", source: "15" },
        startMs,
        endMs,
      })),
    },
    answer: createFakeWorldBank(indicator, everything),
    facts: cells.map(({ country, month, value }): Fact => ({
      seriesId: `${indicator}.${country}.monthly`,
      intervalStartMs: Date.UTC(firstYear, month),
      asOfMs: Date.UTC(firstYear, month + 1),
      value,
    })),
    dataCursor: null,
    spoil: (body) => ({
      body: Buffer.from(body.toString().replace(/"value":37\.375,/, '"value":"1,234",')),
      named: "1,234",
    }),
  });
}
