/** Verbs that reach the same rows from opposite ends: whom the database ends begins again, and both come through. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import {
  closeAccount,
  decideApplication,
  setMemberRoles,
  withdrawOrganisation,
} from '#organisations/server';
import { db, inTransaction, sql } from '#platform/db';
import { cancelOccurrence, endSeries, publishSeries, takeDownSeries } from '#schedule/server';
import { confirmWindow, endWindows } from '#windows/server';
import { leaving } from '../../src/leaving.server.ts';
import { anOperator, applied, verified } from '../support/applications.ts';
import { useFakeClock } from '../support/clock.ts';
import { somebodyWaits } from '../support/locks.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { aWindow } from '../support/towns.ts';

interface Published {
  admin: AccountViewer;
  series: string;
  date: string;
  window: string;
}

const acts: [string, (of: Published) => Promise<unknown>][] = [
  ['the end of a series', ({ admin, series }) => endSeries(admin, series, '会場の都合')],
  ['a date called off', ({ admin, date }) => cancelOccurrence(admin, date, '会場の都合')],
  ['a desk confirmed', ({ admin, window }) => confirmWindow(admin, window)],
];

test.each(acts)('%s while its organisation is withdrawn stops neither', async (_, act) => {
  useFakeClock('2026-11-21T12:00:00+09:00');
  const [operator, { id, admin }] = [await anOperator(), await applied()];
  await decideApplication(operator, id, verified);
  const series = await publishSeries(admin, {
    organisationId: id,
    kind: 'group_session',
    title: 'こもれびのつどい',
    format: 'online',
    rules: [{ repeats: 'once', from: '2026-12-16', startsAt: '20:00', endsAt: '21:00' }],
  });
  if (typeof series !== 'string') throw new Error(JSON.stringify(series));
  const { id: date } = await db
    .selectFrom('occurrences')
    .select('id')
    .where('series_id', '=', series)
    .executeTakeFirstOrThrow();
  const window = await aWindow({ level: 'nationwide', organisation_id: id });
  const both = await inTransaction(async (trx) => {
    await sql`select from organisations where id = ${id}::uuid for update`.execute(trx);
    const withdrawn = withdrawOrganisation(operator, id, 'おわり', [takeDownSeries, endWindows]);
    await somebodyWaits();
    const acted = act({ admin, series, date, window });
    await somebodyWaits(2);
    return [withdrawn, acted] as const;
  });
  expect(await both[0]).toBe('withdrawn');
  await expect(both[1]).resolves.toBeDefined();
});

test('an account that is closed while its roles change stops neither', async () => {
  const organisationId = await anOrganisation();
  const admin = await anAccount(organisationId, 'admin');
  const { accountId } = await anAccount(organisationId, 'peer_supporter', 'publisher');
  const login = `closing-${randomUUID().slice(0, 8)}`;
  await db.updateTable('accounts').set({ login }).where('id', '=', accountId).execute();
  const both = await inTransaction(async (trx) => {
    await sql`select from accounts where id = ${accountId}::uuid for update`.execute(trx);
    const closed = closeAccount(login, leaving);
    await somebodyWaits();
    const set = setMemberRoles(admin, { organisationId, accountId }, ['publisher'], leaving);
    await somebodyWaits(2);
    return [closed, set] as const;
  });
  expect(await both[0]).toBe('closed');
  expect(['set', 'not_found']).toContain(await both[1]);
});

/** As the database says it of the one that it ends. */
const DEADLOCK = `do $$ begin raise exception 'deadlock detected' using errcode = '40P01'; end $$`;

test.each([
  [2, 'through'],
  [3, 'ended'],
])(
  'what the database ends %i times is %s, and publishes once or not at all',
  async (ended, how) => {
    let begun = 0;
    const published: string[] = [];
    const done = inTransaction(async (trx, afterCommit) => {
      begun += 1;
      afterCommit(() => published.push('seats'));
      if (begun <= ended) await sql.raw(DEADLOCK).execute(trx);
    }).then(
      () => 'through',
      () => 'ended',
    );
    expect(await done).toBe(how);
    expect(begun).toBe(3);
    expect(published).toEqual(how === 'through' ? ['seats'] : []);
  },
);
