/** What staff keep of a talk for themselves: notes, what was asked for safety, the procedure for danger, phrases. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { auditOf } from '#organisations/server';
import { days, later, now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { latestMessages } from '#rooms/server';
import {
  answerContact,
  deskOf,
  deskWordsToKeep,
  endTalk,
  keepDeskWords,
  leaveContact,
  openProcedure,
  talkOf,
  tick,
  urgentTasks,
  writeNote,
} from '#urgent/server';
import { anAccount } from '../support/organisations.ts';
import { type OnDuty, onDutyAt, supervisorOf } from '../support/staff.ts';
import { aTalkAtADesk } from '../support/talk-at-desk.ts';
import { aSecondPasses, logOf } from '../support/contacts.ts';

const note = (contactId: string, text: string, noteId = randomUUID()) => ({
  contactId,
  noteId,
  note: text,
});

const recordAt = async (desk: OnDuty) => (await deskOf(desk.viewer)).talks[0]?.record;

/** The words of a note, anywhere in the database. */
async function isAnywhere(text: string): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from desk_notes where text like ${`%${text}%`})
      + (select count(*) from messages where body like ${`%${text}%`}) as count`.execute(db);
  return Number(rows[0]?.count) > 0;
}

test('a note stands at the desk after what was said last, and nowhere that the person reads', async () => {
  const { desk, person, contactId } = await aTalkAtADesk();
  const id = randomUUID();
  expect(await writeNote(desk.viewer, note(contactId, '本人。平日夜を希望', id))).toBe('noted');
  expect(await writeNote(desk.viewer, note(contactId, '本人。平日夜を希望', id))).toBe('noted');
  const talk = (await deskOf(desk.viewer)).talks[0];
  expect(talk?.record.notes).toMatchObject([
    { id, text: '本人。平日夜を希望', afterSeq: talk?.room.seq, who: desk.viewer.displayName },
  ]);
  const seen = JSON.stringify([
    await talkOf(person),
    await latestMessages(person, talk?.room.id ?? ''),
  ]);
  expect(seen).toContain('夜しか話せないです');
  expect(seen).not.toContain('平日夜を希望');
});

test('a colleague of the same organisation who takes the talk over reads its notes and ticks, another organisation does not', async () => {
  const { town, desk, contactId } = await aTalkAtADesk();
  await writeNote(desk.viewer, note(contactId, '家族には知られたくない'));
  await tick(desk.viewer, { contactId, item: 'asked_about_dying', on: true });
  const colleague = await onDutyAt(town.own);
  await desk.goes();
  await aSecondPasses();
  await answerContact(colleague.viewer, contactId);
  expect(await recordAt(colleague)).toMatchObject({
    notes: [{ text: '家族には知られたくない' }],
    checks: [{ item: 'asked_about_dying', who: desk.viewer.displayName }],
  });
  const elsewhere = await onDutyAt(town.nearby);
  await colleague.goes();
  await aSecondPasses();
  await answerContact(elsewhere.viewer, contactId);
  expect(await recordAt(elsewhere)).toEqual({ notes: [], checks: [] });
});

test('whoever does not hold the talk writes, ticks and opens nothing; the try is in the log of who does', async () => {
  const { town, desk, contactId } = await aTalkAtADesk();
  const other = await onDutyAt(town.nearby);
  expect(await writeNote(other.viewer, note(contactId, 'よそから'))).toBe('not_found');
  expect(await tick(other.viewer, { contactId, item: 'named_numbers', on: true })).toBe(
    'not_found',
  );
  expect(await openProcedure(other.viewer, contactId)).toBe('not_found');
  expect(await recordAt(desk)).toEqual({ notes: [], checks: [] });
  expect(await logOf(contactId)).not.toContain('procedure_opened');
  const admin = await anAccount(desk.organisationId, 'admin');
  expect(await auditOf(admin, desk.organisationId)).toMatchObject([{ act: 'talk.refused' }]);
});

test('a tick is a fact with its time, made once, and taken back where it was a slip', async () => {
  const { clock, desk, contactId } = await aTalkAtADesk();
  const at = clock.now.getTime();
  await tick(desk.viewer, { contactId, item: 'alone_and_safe', on: true });
  clock.advance(60_000);
  await tick(desk.viewer, { contactId, item: 'alone_and_safe', on: true });
  expect((await recordAt(desk))?.checks).toMatchObject([{ item: 'alone_and_safe', at }]);
  await tick(desk.viewer, { contactId, item: 'alone_and_safe', on: false });
  expect((await recordAt(desk))?.checks).toEqual([]);
});

test('notes and ticks are kept for a year after the end, and no minute longer', async () => {
  const { clock, desk, person, contactId } = await aTalkAtADesk();
  await writeNote(desk.viewer, note(contactId, 'かなりあの手帳'));
  await tick(desk.viewer, { contactId, item: 'named_numbers', on: true });
  await endTalk(person, contactId);
  const purge = async () => {
    for (const task of urgentTasks) if (task.purges) await task.run(now());
  };
  const ended = clock.now;
  clock.set(later(ended, days(365) - 60_000));
  await purge();
  expect(await isAnywhere('かなりあの手帳')).toBe(true);
  clock.set(later(ended, days(365) + 60_000));
  await purge();
  expect(await isAnywhere('かなりあの手帳')).toBe(false);
  expect(
    await db.selectFrom('safety_checks').where('contact_id', '=', contactId).execute(),
  ).toEqual([]);
});

test('who stops with everything erased leaves no note behind either', async () => {
  const { desk, person, contactId } = await aTalkAtADesk();
  await writeNote(desk.viewer, note(contactId, 'すずめの手帳'));
  await tick(desk.viewer, { contactId, item: 'named_numbers', on: true });
  await leaveContact(person, contactId);
  expect(await isAnywhere('すずめの手帳')).toBe(false);
  expect(
    await db.selectFrom('safety_checks').where('contact_id', '=', contactId).execute(),
  ).toEqual([]);
});

test('the procedure for danger stands in the log, and who supervises the window sees so until the talk is over', async () => {
  const { town, desk, person, contactId } = await aTalkAtADesk();
  const supervisor = await supervisorOf(desk);
  const elsewhere = await onDutyAt(town.nearby);
  const foreign = await supervisorOf(elsewhere);
  expect((await deskOf(supervisor)).alarms).toEqual([]);
  expect(await openProcedure(desk.viewer, contactId)).toBe('opened');
  expect(await logOf(contactId)).toContain('procedure_opened');
  expect((await deskOf(supervisor)).alarms).toMatchObject([
    { contactId, window: '青葉市の窓口', who: desk.viewer.displayName },
  ]);
  expect((await deskOf(foreign)).alarms).toEqual([]);
  expect((await deskOf(desk.viewer)).alarms).toEqual([]);
  await endTalk(person, contactId);
  expect((await deskOf(supervisor)).alarms).toEqual([]);
});

test('a desk begins with phrases in the person’s language, and its staff keep their own; the procedure is the admin’s', async () => {
  const { town, desk } = await aTalkAtADesk();
  const phrases = async () => (await deskOf(desk.viewer)).talks[0]?.phrases;
  expect(await phrases()).toContain('ゆっくりで大丈夫です。返事は急ぎません。');
  const own = {
    phrases: { ja: 'ようこそ\nここにいます', en: 'Welcome' },
    procedure: '夜は係長へ',
    edition: 0,
  };
  expect(await keepDeskWords(desk.viewer, town.own, own)).toBe('kept');
  expect(await phrases()).toEqual(['ようこそ', 'ここにいます']);
  expect((await deskOf(desk.viewer)).talks[0]?.procedure).toBe('');
  expect(await keepDeskWords(desk.viewer, town.own, own)).toBe('changed_meanwhile');
  const admin = await anAccount(desk.organisationId, 'admin');
  expect(await keepDeskWords(admin, town.own, { ...own, edition: 1 })).toBe('kept');
  expect((await deskOf(desk.viewer)).talks[0]?.procedure).toBe('夜は係長へ');
  expect(await deskWordsToKeep(desk.viewer, town.own)).toMatchObject({ mayWriteProcedure: false });
  expect(await deskWordsToKeep(desk.viewer, town.nearby)).toBe('not_found');
  expect(await keepDeskWords(desk.viewer, town.nearby, own)).toBe('not_found');
});

test('somebody who writes in English is offered phrases in English', async () => {
  const { desk } = await aTalkAtADesk({ language: 'en' });
  expect((await deskOf(desk.viewer)).talks[0]?.phrases).toContain('Thank you for writing to us.');
});
