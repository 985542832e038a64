/** The barest path from a press to a ring: HTTP, two commits (the contact; the claim of a free person), one emit. */
import { createServer } from 'node:http';
import pg from 'pg';
import { Server } from 'socket.io';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
await pool.query(`
  drop schema if exists floor cascade;
  create schema floor;
  create table floor.contacts (id bigint generated always as identity primary key, words text not null, state text not null, at timestamptz not null default now());
  create table floor.staff (id int primary key, busy int not null default 0);
  insert into floor.staff values (1);
`);

const httpServer = createServer((request, response) => {
  if (request.url?.startsWith('/socket.io')) return;
  void press(request).then(() => response.writeHead(303, { location: '/' }).end());
});
const io = new Server(httpServer, { serveClient: false });
io.on('connection', (socket) => void socket.join('staff'));

async function press(request: NodeJS.ReadableStream): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const words = new URLSearchParams(body).get('words') ?? '';
  const { rows } = await pool.query<{ id: string }>({
    name: 'contact',
    text: `insert into floor.contacts (words, state) values ($1, 'waiting') returning id`,
    values: [words],
  });
  const id = rows[0]?.id;
  await pool.query({
    name: 'claim',
    text: `with claimed as (
             update floor.contacts set state = 'ringing'
             where id = (select id from floor.contacts where id = $1 and state = 'waiting' for update skip locked) returning id)
           update floor.staff set busy = busy + 1 where id = 1 and exists (select from claimed)`,
    values: [id],
  });
  io.to('staff').emit('ring', { id });
}

httpServer.listen(0, '127.0.0.1', () => {
  const address = httpServer.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
});
process.on('disconnect', () => process.exit());
