/** Changes of a series that meet other changes of its dates. */
import { expect, test } from 'vitest';
import { db, inTransaction, sql } from '#platform/db';
import type { SeriesInput } from '#schedule';
import { endSeries, lockForSignUp, publishSeries, reviseSeries } from '#schedule/server';
import { promoteWaiting } from '#signup/server';
import { materialiseAll } from '../../src/schedule/materialise.server.ts';
import { useFakeClock } from '../support/clock.ts';
import { somebodyWaits } from '../support/locks.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

const thursdays = (startsAt: string): SeriesInput['rules'] => [
  { repeats: 'week', weekdays: [4], from: '2026-11-21', startsAt, endsAt: '21:30' },
];

async function aPublishedSeries() {
  useFakeClock('2026-11-21T12:00:00+09:00');
  const organisationId = await anOrganisation();
  const viewer = await anAccount(organisationId, 'publisher');
  const input: SeriesInput = {
    organisationId,
    kind: 'group_session',
    title: '夜のオンライン家族のつどい',
    format: 'online',
    capacity: 10,
    signUpPolicy: 'open',
    rules: thursdays('20:00'),
  };
  const id = await publishSeries(viewer, input);
  if (typeof id !== 'string') throw new Error('not published');
  return { viewer, input, id };
}

const datesOf = (seriesId: string) =>
  db
    .selectFrom('occurrences')
    .select(['id', 'starts_at'])
    .where('series_id', '=', seriesId)
    .where('state', '=', 'scheduled')
    .orderBy('id')
    .execute();

type Series = Awaited<ReturnType<typeof aPublishedSeries>>;
const changes: [string, (series: Series) => Promise<unknown>, string][] = [
  [
    'a revision',
    ({ viewer, id, input }) =>
      reviseSeries(viewer, id, input, { publish: true, promote: promoteWaiting }),
    'saved',
  ],
  ['the end', ({ viewer, id }) => endSeries(viewer, id, '部屋が使えません'), 'ended'],
];

test.each(changes)(
  '%s of a series and sign-ups to two of its dates wait for each other in turn',
  async (_, change, outcome) => {
    const series = await aPublishedSeries();
    const dates = await datesOf(series.id);
    // Neighbours by id that come the other way round in time: nobody may take dates in the order of time.
    const at = dates.findIndex(
      (date, n) => date.starts_at < (dates[n - 1]?.starts_at ?? date.starts_at),
    );
    const [last, earlier] = [dates[at - 1], dates[at]];
    if (!last || !earlier) throw new Error('the ids happen to follow the dates');
    let changing: Promise<unknown> | undefined;
    await inTransaction(async (trx) => {
      await lockForSignUp(trx, [last.id]);
      changing = change(series);
      await somebodyWaits();
      await lockForSignUp(trx, [earlier.id]);
    });
    expect(await changing).toBe(outcome);
  },
);

test('dates of rules read just before a revision, or the end, do not come back after it', async () => {
  const series = await aPublishedSeries();
  const [one] = await datesOf(series.id);
  await db
    .deleteFrom('occurrences')
    .where('series_id', '=', series.id)
    .where('id', '<>', one?.id ?? '')
    .execute();
  let adding: Promise<void> | undefined;
  await inTransaction(async (trx) => {
    await sql`select from series where id = ${series.id}::uuid for update`.execute(trx);
    adding = materialiseAll();
    await somebodyWaits();
    await sql`update series set state = 'ended' where id = ${series.id}::uuid`.execute(trx);
  });
  await adding;
  expect(await datesOf(series.id)).toHaveLength(1);
});
