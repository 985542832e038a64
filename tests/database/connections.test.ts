/** What the pool promises to everything above it. */
import { connect, createServer, type Socket } from 'node:net';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import {
  ENDLESS,
  openPool,
  withReserve,
  type TimeLimits,
} from '../../src/platform/db/connections.server.ts';

const url = process.env['DATABASE_URL'] ?? '';
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function openDatabase(limits: TimeLimits = ENDLESS, at = url) {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: openPool(at, limits) }),
  });
  closing.push(() => db.destroy());
  return db;
}
type Opened = ReturnType<typeof openDatabase>;

const namesIn = async (db: Opened) => {
  const names = sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements`;
  return (await names.execute(db)).rows[0]?.n;
};
const plus = async (db: Opened, n: number) =>
  (await sql<{ sum: number }>`select ${n}::int + 1 as sum`.execute(db)).rows[0]?.sum;

test('a statement asked again is kept by name, and still takes each its own values', async () => {
  const db = openDatabase();
  expect([await plus(db, 1), await plus(db, 2), await plus(db, 3)]).toEqual([2, 3, 4]);
  expect(await namesIn(db)).toBe(1);
});

test('lists of every length do not fill the connection', async () => {
  const db = openDatabase();
  for (let length = 1; length <= 400; length += 1) {
    const list = sql.join(Array.from({ length }, (_, n) => n));
    for (let times = 0; times < 2; times += 1) await sql`select 1 where 1 in (${list})`.execute(db);
  }
  expect(await namesIn(db)).toBeLessThanOrEqual(250);
});

test('a lost connection costs nothing later: the next one learns the names again', async () => {
  const db = openDatabase();
  await plus(db, 1);
  await plus(db, 2);
  await expect(
    sql`select pg_terminate_backend(pg_backend_pid()) where ${true}`.execute(db),
  ).rejects.toThrow();
  await expect.poll(() => plus(db, 3).catch(() => 'not yet')).toBe(4);
});

test('a migration that changes what a statement returns is not noticed by its askers', async () => {
  const db = openDatabase();
  const rows = () => sql`select * from moving where id > ${0}`.execute(db);
  await sql`create table moving (id int)`.execute(db);
  await sql`insert into moving values (1)`.execute(db);
  await rows();
  await rows();
  await sql`alter table moving add column name text`.execute(db);
  expect((await rows()).rows).toEqual([{ id: 1, name: null }]);
  expect((await rows()).rows).toEqual([{ id: 1, name: null }]);
});

test('a statement that takes too long is given up by the server', async () => {
  const db = openDatabase({ statementMs: 200, answerMs: 5_000 });
  await expect(sql`select pg_sleep(10)`.execute(db)).rejects.toThrow('statement timeout');
  expect(await plus(db, 1)).toBe(2);
});

test('what somebody holds who says nothing more is free again, and whoever held it hears so', async () => {
  const [silent, other] = [openDatabase({ statementMs: 300, answerMs: 5_000 }), openDatabase()];
  await sql`create table held (id int); insert into held values (1)`.execute(other);
  const row = sql`select from held for update`;
  const holding = silent.transaction().execute(async (trx) => {
    await row.execute(trx);
    await row.execute(other);
    await plus(trx, 1);
  });
  await expect(holding).rejects.toThrow();
  expect(await plus(silent, 1)).toBe(2);
});

test('while every usual connection is lent, what cannot wait goes on, and only that', async () => {
  const db = openDatabase();
  const busy = Promise.all(Array.from({ length: 12 }, () => sql`select pg_sleep(1)`.execute(db)));
  const order: string[] = [];
  const usual = plus(db, 1).then(() => order.push('usual'));
  const urgent = Array.from({ length: 20 }, (_, n) => withReserve(() => plus(db, n)));
  expect(await Promise.all(urgent)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  order.push('urgent');
  await Promise.all([usual, busy]);
  expect(order).toEqual(['urgent', 'usual']);
});

test('a database that says nothing at all hangs nobody, and is used again when it speaks', async () => {
  const line = await openLine();
  const db = openDatabase({ statementMs: 5_000, answerMs: 300 }, line.url);
  await plus(db, 1);
  line.fallSilent();
  await expect(plus(db, 1)).rejects.toThrow('timeout');
  await expect(db.transaction().execute((trx) => plus(trx, 1))).rejects.toThrow();
  line.speak();
  expect(await plus(db, 2)).toBe(3);
});

/** A line to the database that can be cut without being closed. */
async function openLine() {
  const { port, hostname } = new URL(url);
  let isSilent = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    const pass = (from: Socket, to: Socket) =>
      from.on('data', (data) => (isSilent ? undefined : to.write(data)));
    pass(near, far);
    pass(far, near);
    for (const socket of [near, far])
      sockets.add(
        socket.on('error', () => undefined).on('close', () => (near.destroy(), far.destroy())),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  const address = server.address();
  const near = new URL(url);
  near.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    url: near.href,
    fallSilent: () => (isSilent = true),
    speak: () => (isSilent = false),
  };
}
