/** Looks at what landed, past all code that landed it. */
import pg from "pg";

/** Runs `work` on a connection of its own. */
export async function withDatabase<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A digest of every observation's identity, value, unit and location; not of when and by which page it came. */
export function digestLanded(url: string): Promise<string> {
  return withDatabase(url, async (client) => {
    const { rows } = await client.query<{ digest: string }>(
      `select md5(string_agg(row_text, E'\\n' order by row_text)) as digest from (
         select concat_ws('|', provider, dataset, series_id, extract(epoch from interval_start),
           extract(epoch from interval_end), extract(epoch from as_of), coalesce(value::text, 'missing'),
           unit, coalesce(location, 'nowhere')) as row_text
         from sandbox.observations) rows`,
    );
    return rows[0]?.digest ?? "nothing landed";
  });
}
