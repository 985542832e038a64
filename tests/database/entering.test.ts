import { expect, test } from 'vitest';
import { later, minutes, now } from '#platform/clock';
import { inTransaction, sql } from '#platform/db';
import { roomOf } from '#rooms/server';
import { lockForSignUp } from '#schedule/server';
import { enterOccurrenceRoom } from '#signup/server';
import { somebodyWaits } from '../support/locks.ts';
import { anOccurrence } from '../support/schedule.ts';
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
