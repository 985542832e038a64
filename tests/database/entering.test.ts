import { expect, test } from 'vitest';
import { hours, later, minutes, now } from '#platform/clock';
import { db, inTransaction, sql } from '#platform/db';
import { forgetPerson, type Holding } from '#participants/server';
import { roomOf } from '#rooms/server';
import { lockForSignUp } from '#schedule/server';
import { enterOccurrenceRoom, hostOccurrenceRoom } from '#signup/server';
import { HOLDINGS } from '../../src/forgetting.server.ts';
import { somebodyWaits } from '../support/locks.ts';
import { beside } from '../support/one-connection.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { signedUp } from '../support/signup.ts';

test('whoever gives the place up in one tab while coming in by another stays outside', async () => {
  const occurrenceId = await anOccurrence({ starts_at: later(now(), minutes(10)) });
  const first = await signedUp(occurrenceId);
  const roomId = await enterOccurrenceRoom(first.viewer, occurrenceId);
  const { viewer, receipt } = await signedUp(occurrenceId);
  let entering: Promise<string> | undefined;
  await inTransaction(async (trx) => {
    await lockForSignUp(trx, [occurrenceId]);
    entering = enterOccurrenceRoom(viewer, occurrenceId);
    await somebodyWaits();
    await sql`update signups set state = 'cancelled' where id = ${receipt}::uuid`.execute(trx);
  });
  expect(await entering).toBe('not_found');
  expect(await roomOf(viewer, roomId)).toBeUndefined();
});

test.each([
  ['called off', sql`state = 'cancelled', cancelled_reason = '台風'`, 'closed'],
  ['moved on', sql`starts_at = starts_at + '1 day', ends_at = ends_at + '1 day'`, 'too_early'],
])(
  'a date %s while somebody is at the door lets nobody in, its host neither',
  async (_, to, why) => {
    const organisation_id = await anOrganisation();
    const series_id = await aSeries({ organisation_id });
    const id = await anOccurrence({ series_id, starts_at: later(now(), minutes(10)) });
    const { viewer } = await signedUp(id);
    const host = await anAccount(organisation_id, 'publisher');
    let entering: Promise<string>[] = [];
    await inTransaction(async (trx) => {
      await lockForSignUp(trx, [id]);
      entering = [enterOccurrenceRoom(viewer, id), hostOccurrenceRoom(host, id)];
      await somebodyWaits(2);
      await sql`update occurrences set ${to} where id = ${id}::uuid`.execute(trx);
    });
    expect(await Promise.all(entering)).toEqual([why, why]);
  },
);

test.each([
  ['before its end', -minutes(10)],
  ['after it', -hours(2)],
])(
  'whoever comes in at the moment of erasing everything is told that there is no such place: %s',
  async (_, from) => {
    const id = await anOccurrence({ starts_at: later(now(), minutes(10)) });
    const { viewer } = await signedUp(id);
    await sql`update occurrences set starts_at = ${later(now(), from)},
    ends_at = ${later(now(), from + minutes(90))} where id = ${id}::uuid`.execute(db);
    let entering: Promise<string> | undefined;
    const meanwhile: Holding = {
      forget: () =>
        beside(async () => {
          entering ??= enterOccurrenceRoom(viewer, id);
          await somebodyWaits();
        }),
    };
    expect(await forgetPerson(viewer, [meanwhile, ...HOLDINGS])).toBe('forgotten');
    expect(await entering).toBe('not_found');
  },
);
