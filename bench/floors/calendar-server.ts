/** The barest honest calendar: Node's http, the same questions by name through `pg`, one string; unchanged, all but the last. */
import { createServer } from 'node:http';
import pg from 'pg';

interface Query {
  text: string;
  values: unknown[];
}

const queries = JSON.parse(process.env['FLOOR_QUERIES'] ?? '[]') as Query[];
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const escape = (value: unknown) =>
  String(value)
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
const utc = (at: Date) => at.toISOString().replace(/[-:]|\.\d{3}/g, '');

interface Row {
  id: string;
  title: string;
  placeName: string;
  startsAt: Date;
  endsAt: Date;
}

async function ask(asked: Query[]): Promise<Row[]> {
  let rows: Row[] = [];
  for (const [n, query] of asked.entries())
    rows = (await pool.query<Row>({ name: `calendar ${n}`, ...query })).rows;
  return rows;
}

const entry = (row: Row) =>
  `BEGIN:VEVENT\r\nUID:${row.id}\r\nDTSTAMP:${utc(row.startsAt)}\r\nDTSTART:${utc(row.startsAt)}\r\nDTEND:${utc(row.endsAt)}\r\nSUMMARY:${escape(row.title)}\r\nLOCATION:${escape(row.placeName)}\r\nEND:VEVENT\r\n`;

const httpServer = createServer((request, response) => {
  if (request.headers['if-none-match'])
    return void ask(queries.slice(0, -1)).then(() => response.writeHead(304).end());
  void ask(queries).then((rows) =>
    response
      .writeHead(200, { 'content-type': 'text/calendar; charset=utf-8' })
      .end(`BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${rows.map(entry).join('')}END:VCALENDAR\r\n`),
  );
});
httpServer.listen(0, '127.0.0.1', () => {
  const address = httpServer.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
});
process.on('disconnect', () => process.exit());
