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

/** The portal's search answers in one row: the lines of the page, and what is counted beside the boxes. */
interface Answer {
  lines: Record<string, unknown>[];
}

async function page(): Promise<string> {
  let lines: Answer['lines'] = [];
  for (const [n, query] of queries.entries()) {
    const { rows } = await pool.query<Answer>({ name: `list ${n}`, ...query });
    lines = rows[0]?.lines ?? [];
  }
  const items = lines.map((row) => `<li>${Object.values(row).map(escape).join(' ')}</li>`).join('');
  return `<!doctype html><html lang="ja"><title>list</title><ul>${items}</ul></html>`;
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
