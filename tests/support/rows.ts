/** Statements on a running portal's database: what a journey needs and no page shows, or begins with. */
import pg from 'pg';

export async function rowsOf<T extends object>(
  databaseUrl: string,
  statement: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<T>(statement, values)).rows;
  } finally {
    await client.end();
  }
}
