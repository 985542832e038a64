/** 200 callers at once for 10 places, round after round, through the sign-up verb: prints each count that is not ten. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { migrateUp } from '../../src/platform/db/migrate.server.ts';
import { administer, databaseUrl } from '../support/administer.ts';
import { testServer } from '../support/test-server.ts';

const ROUNDS = Number(process.argv[2] ?? 100);
const CALLERS = 200;
const PLACES = 10;
const name = `drill_places_${process.pid}`;

const { server, stop } = await testServer();
await administer(server, `create database ${name}`);
process.env['DATABASE_URL'] = databaseUrl(server, name);
process.env['ORIGIN'] ??= 'http://localhost';
process.env['SECRET'] ??= Buffer.alloc(32, 7).toString('base64');
process.env['LOG_LEVEL'] ??= 'silent';
const migrating = new Kysely<unknown>({
  dialect: new PostgresDialect({
    pool: new pg.Pool({ connectionString: process.env['DATABASE_URL'] }),
  }),
});
await migrateUp(migrating);
await migrating.destroy();

const { closeDatabase, db } = await import('#platform/db');
const { hours, later, now } = await import('#platform/clock');
const { signUp } = await import('#signup/server');
const { anOccurrence } = await import('../support/schedule.ts');
const { filledForm } = await import('../support/signup.ts');

let wrong = 0;
const began = performance.now();
for (let round = 1; round <= ROUNDS; round += 1) {
  const id = await anOccurrence({ starts_at: later(now(), hours(48)), capacity: PLACES });
  await Promise.all(Array.from({ length: CALLERS }, () => signUp(null, filledForm(id))));
  const rows = await db
    .selectFrom('signups')
    .select('state')
    .where('occurrence_id', '=', id)
    .execute();
  const given = rows.filter(({ state }) => state === 'confirmed').length;
  if (given === PLACES && rows.length === CALLERS) continue;
  wrong += 1;
  console.log(`round ${round}: ${given} of ${PLACES} places given, ${rows.length} answered`);
}
const seconds = (performance.now() - began) / 1_000;
const each = ((ROUNDS * CALLERS) / seconds).toFixed(0);
console.log(
  `${ROUNDS} rounds of ${CALLERS} callers for ${PLACES} places: ${ROUNDS - wrong} exactly ${PLACES}, ${wrong} wrong (${seconds.toFixed(1)} s, ${each} sign-ups/s)`,
);

await closeDatabase();
await administer(server, `drop database ${name} with (force)`);
await stop();
process.exitCode = wrong === 0 ? 0 : 1;
