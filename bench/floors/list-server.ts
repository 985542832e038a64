/** The barest honest list page: Node's http, the same questions by name through `pg`, one string of HTML. */
import { createServer } from 'node:http';
import pg from 'pg';

interface Query {
  text: string;
  values: unknown[];
}

const queries = JSON.parse(process.env['FLOOR_QUERIES'] ?? '[]') as Query[];
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const escape = (value: unknown) => String(value).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** The portal's search answers in one row: the dates of the page, and each of their series once. */
interface Answer {
  dates: (Record<string, unknown> & { series_id: string })[];
  series: (Record<string, unknown> & { id: string })[];
}

async function page(): Promise<string> {
  let found: Answer = { dates: [], series: [] };
  for (const [n, query] of queries.entries()) {
    const { rows } = await pool.query<Answer>({ name: `list ${n}`, ...query });
    if (rows[0] && 'dates' in rows[0]) found = rows[0];
  }
  const series = new Map(found.series.map((one) => [one.id, Object.values(one)]));
  const items = found.dates.map((date) => {
    const said = [...Object.values(date), ...(series.get(date.series_id) ?? [])];
    return `<li>${said.map(escape).join(' ')}</li>`;
  });
  return `<!doctype html><html lang="ja"><title>list</title><ul>${items.join('')}</ul></html>`;
}

const httpServer = createServer((_request, response) => {
  void page().then((html) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html),
  );
});
httpServer.listen(0, '127.0.0.1', () => {
  const address = httpServer.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
});
process.on('disconnect', () => process.exit());
