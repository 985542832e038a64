/** What a thief of the whole database holds: each value of each column, in each form in which it could be a credential. */
import pg from 'pg';

interface StolenColumn {
  name: string;
  /** As PostgreSQL writes them. */
  values: string[];
}

/** Thousands of rows that everybody reads on public pages: of each column a hundred values are as good as all. */
const PUBLIC = ['areas', 'area_neighbours', 'postal_prefixes', 'occurrences'];
const SOME = 100;

interface Column {
  name: string;
  table: string;
  column: string;
  isPublic: boolean;
}

/** Of all tables of all schemas but PostgreSQL's own: a new column cannot stay out. */
export async function stolenColumns(databaseUrl: string): Promise<StolenColumn[]> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<Column>(
      `
      select format('%s.%s', table_name, column_name) as name, table_name = any($1) as "isPublic", format('%I.%I', table_schema, table_name) as table,
        quote_ident(column_name) as column
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
      [PUBLIC],
    );
    const stolen: StolenColumn[] = [];
    for (const { name, table, column, isPublic } of rows) {
      const { rows: kept } = await client.query<{ value: string }>(`
        select distinct ${column}::text as value from ${table} where ${column} is not null
        ${isPublic ? `limit ${SOME}` : ''}`);
      stolen.push({ name, values: kept.map(({ value }) => value) });
    }
    return stolen;
  } finally {
    await client.end();
  }
}

/** The value itself, its parts where it is a list or JSON, and its bytes in the alphabets that credentials are written in. */
export function formsOf(value: string): string[] {
  if (value.startsWith('\\x')) return ofBytes(Buffer.from(value.slice(2), 'hex'));
  if (/^[[{]/.test(value)) return [value, ...partsOf(value)];
  return /^[0-9a-f-]{36}$/.test(value) ? [value, value.replaceAll('-', '')] : [value];
}

const ofBytes = (bytes: Buffer): string[] =>
  (['hex', 'base64', 'base64url', 'utf8'] as const).map((alphabet) => bytes.toString(alphabet));

function partsOf(value: string): string[] {
  try {
    return leavesOf(JSON.parse(value));
  } catch {
    return value.slice(1, -1).split(',');
  }
}

function leavesOf(json: unknown): string[] {
  if (typeof json === 'object' && json !== null) return Object.values(json).flatMap(leavesOf);
  return json === null ? [] : [String(json)];
}
