import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ProviderName, providerNames } from "../../services/core/observation.ts";
import { describeSandbox } from "../../services/runner/commands/status.ts";
import type { Endpoints } from "../../services/stack/stack.ts";
import {
  type PyIceberg,
  icebergPython,
  noPythonReason,
  startPyIceberg,
} from "../support/iceberg-python.ts";
import { withDatabase } from "../support/landed-data.ts";
import { createTestSandbox, runCli } from "../support/run-cli.ts";

const columns = [
  ...["provider", "dataset", "series_id", "interval_start", "interval_end", "value", "unit"],
  ...["location", "as_of", "retrieved_at", "run_id", "page_id"],
] as const;
type Row = Readonly<Record<(typeof columns)[number], string | number | null>>;

const series = 12;
const points = 500;

/** Where tests must not be skipped, a missing Python fails them. */
const skipped = icebergPython === undefined && process.env["CI"] !== "true";

describe.skipIf(skipped)(
  `Iceberg tables as PyIceberg reads them${skipped ? ` (${noPythonReason})` : ""}`,
  () => {
    const sandbox = createTestSandbox("iceberg-equals-postgres");
    let endpoints: Endpoints;
    let pyiceberg: PyIceberg;

    beforeAll(async () => {
      const size = ["--series", String(series), "--points", String(points), "--seed", "11"];
      const all = ["--providers", providerNames.join(",")];
      const run = await runCli(["run", "--keep", "--json", "--dir", sandbox.dir, ...all, ...size]);
      expect(run.code, run.stderr).toBe(0);
      // Proof for the cast: the native stack that is up has all of them.
      endpoints = describeSandbox(sandbox.dir).endpoints as Endpoints;
      pyiceberg = startPyIceberg(endpoints.postgres, fileURLToPath(endpoints.warehouse));
    });
    afterAll(async () => {
      await pyiceberg.stop();
      await sandbox.remove();
    });

    it.each(providerNames)(
      "of %s hold, row by row and in all twelve columns, what PostgreSQL holds",
      async (provider) => {
        // Proof for the cast: the script writes each row as an object of its columns.
        const iceberg = sorted((await pyiceberg.call(provider, "rows")) as Row[]);
        const postgres = sorted(await readPostgres(provider));
        expect(postgres).toHaveLength(series * points);
        expect(Object.keys(iceberg[0] ?? {}).sort()).toEqual([...columns].sort());
        expect(iceberg).toHaveLength(postgres.length);
        const differing = postgres.flatMap((row, index) =>
          columns
            .filter((column) => iceberg[index]?.[column] !== row[column])
            .map((column) => ({ column, postgres: row, iceberg: iceberg[index] })),
        );
        expect(differing.slice(0, 3)).toEqual([]);
      },
    );

    it("name the catalog's tables as documented, one snapshot or more each", async () => {
      for (const provider of providerNames) {
        const snapshots = (await pyiceberg.call(provider, "snapshots")) as {
          readonly summary: Readonly<Record<string, string>>;
        }[];
        const newest = snapshots.at(-1);
        expect(newest?.summary["total-records"]).toBe(String(series * points));
      }
      const names = await withDatabase(endpoints.postgres, (client) =>
        client.query(
          "select catalog_name, table_namespace, table_name from public.iceberg_tables order by 3",
        ),
      );
      expect(names.rows).toEqual(
        providerNames
          .map((name) => `external_${name}_sandbox`)
          .sort()
          .map((table_name) => ({
            catalog_name: "iceberg",
            table_namespace: "sandbox",
            table_name,
          })),
      );
    });

    function readPostgres(provider: ProviderName): Promise<Row[]> {
      const instants = ["interval_start", "interval_end", "as_of", "retrieved_at"];
      const selected = columns.map((column) =>
        instants.includes(column)
          ? `(extract(epoch from ${column}) * 1000)::float8 as ${column}`
          : column,
      );
      return withDatabase(endpoints.postgres, async (client) => {
        const { rows } = await client.query<Row>(
          `select ${selected.join(", ")} from sandbox.observations where provider = $1`,
          [provider],
        );
        return rows;
      });
    }
  },
);

function sorted(rows: readonly Row[]): Row[] {
  const identity = ({ dataset, series_id, interval_start, as_of }: Row): string =>
    [dataset, series_id, interval_start, as_of].join("|");
  return rows
    .map((row) => ({ row, key: identity(row) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ row }) => row);
}
