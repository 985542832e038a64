/** A window ends, or its organisation is withdrawn: whoever talks there is not left alone, and what waited there goes on. */
import { expect, test } from 'vitest';
import { auditOf } from '#organisations/server';
import { minutes } from '#platform/clock';
import { inTransaction, sql } from '#platform/db';
import {
  callAgain,
  deskOf,
  endTalk,
  leaveWords,
  openedLetter,
  openLetter,
  replyToLetter,
  setTime,
  talkOf,
  urgentTasks,
} from '#urgent/server';
import { useNightClock } from '../support/clock.ts';
import { runDue } from '../support/due.ts';
import { somebodyWaits } from '../support/locks.ts';
import { createParticipant } from '../support/participants.ts';
import { say } from '../support/rooms.ts';
import { anAccount } from '../support/organisations.ts';
import { aTalkAtADesk } from '../support/talk-at-desk.ts';
import {
  aCaller,
  aLetterAt,
  aSecondPasses,
  contactRow,
  logOf,
  ringingFor,
} from '../support/contacts.ts';
import { onDutyAt, worksAt } from '../support/staff.ts';
import { aTown, aWindow, ends } from '../support/towns.ts';

test('a talk under way goes on to its end by whoever holds it, and no new one rings there', async () => {
  const { clock, town, desk, person, contactId, roomId } = await aTalkAtADesk();
  await ends(town.own);
  clock.advance(minutes(1));
  await desk.acknowledges();
  await aSecondPasses();
  const { contactId: other } = await aCaller(town);
  expect(await ringingFor(other)).toEqual([]);
  expect(await say(desk.viewer, roomId, 'まだいます')).toMatchObject({ seq: 3 });
  const next = { contactId, meetsAt: new Date(+clock.now + minutes(60)) };
  expect(await setTime(desk.viewer, next)).toBe('set');
  expect(await talkOf(person)).toMatchObject({ state: 'talking' });
  expect(await endTalk(desk.viewer, contactId)).toBe('ended');
});

test('a letter that waits there is read by the next on the way that writes back, as its writer is told', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const [before, after] = [await onDutyAt(town.own), await onDutyAt(town.centre)];
  const { viewer } = await createParticipant();
  const contactId = await aLetterAt(town.own, viewer);
  const follow = () => runDue(urgentTasks, 'stranded-letters', clock.now);
  await follow();
  expect(await openLetter(after.viewer, contactId)).toBe('not_found');

  await ends(town.own);
  clock.advance(minutes(1));
  await follow();
  expect(await openLetter(before.viewer, contactId)).toBe('not_found');
  expect((await deskOf(before.viewer)).letters).toEqual([]);
  expect((await deskOf(after.viewer)).letters).toMatchObject([{ contactId }]);
  const names = ['青葉市の窓口', '青葉県のセンター'];
  expect((await talkOf(viewer))?.stages).toMatchObject([{ stage: 'chosen', windows: names }]);
  const stranger = await worksAt(town.nearby);
  expect(await openLetter(stranger, contactId)).toBe('not_found');
  const admin = await anAccount(after.organisationId, 'admin');
  expect(await auditOf(admin, after.organisationId)).toContainEqual(
    expect.objectContaining({ by: stranger.displayName, subject: `contact:${contactId}` }),
  );
  await openLetter(after.viewer, contactId);
  expect(await openedLetter(after.viewer, contactId)).toMatchObject({
    texts: [{ text: '息子のことです' }],
  });
  expect(await replyToLetter(after.viewer, { contactId, words: '読みました' })).toBe('replied');
  await after.acknowledges();
  await callAgain(viewer, contactId);
  expect(await ringingFor(contactId)).toEqual([after.viewer.accountId]);
});

test('words left along a route whose windows have all ended since are read by one that is there now', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const { viewer, contactId } = await aCaller(town);
  await leaveWords(viewer, { contactId, words: '夜に書きました' });
  const follow = () => runDue(urgentTasks, 'stranded-letters', clock.now);
  for (const windowId of [town.own, town.nearby, town.centre]) await ends(windowId);
  const opened = await aWindow({ level: 'prefecture', pref_code: town.prefCode });
  const later = await onDutyAt(opened);
  await follow();
  expect((await deskOf(later.viewer)).letters).toMatchObject([{ contactId }]);
  expect((await talkOf(viewer))?.stages.at(-1)).toMatchObject({ stage: 'prefecture' });
  await later.acknowledges();
  await callAgain(viewer, contactId);
  expect(await ringingFor(contactId)).toEqual([later.viewer.accountId]);
});

test('where nobody on the way writes back it waits, and goes on once somebody can', async () => {
  const clock = useNightClock();
  const town = await aTown();
  await worksAt(town.own);
  const { viewer } = await createParticipant();
  const contactId = await aLetterAt(town.own, viewer);
  await ends(town.own);
  const follow = () => runDue(urgentTasks, 'stranded-letters', clock.now);
  const { version } = await contactRow(contactId);
  await follow();
  expect(await contactRow(contactId)).toMatchObject({ state: 'message', version });
  expect(await talkOf(viewer)).toMatchObject({ answerBy: null });
  const centre = await worksAt(town.centre);
  await follow();
  expect((await deskOf(centre)).letters).toMatchObject([{ contactId }]);
});

test('a window that goes on again before its letter is led on keeps it; a process that comes second changes nothing', async () => {
  const clock = useNightClock();
  const town = await aTown();
  for (const windowId of [town.own, town.centre]) await worksAt(windowId);
  const contactId = await aLetterAt(town.own, null);
  await ends(town.own);
  const [led] = await inTransaction(async (trx) => {
    await sql`lock table contacts in exclusive mode`.execute(trx);
    const led = [runDue(urgentTasks, 'stranded-letters', clock.now)] as const;
    await somebodyWaits();
    await sql`update windows set ended_on = null where id = ${town.own}`.execute(trx);
    return led;
  });
  await led;
  expect(await logOf(contactId)).toEqual(['letter_written']);
});
