/** 「急がない手紙」: words that wait for a window, opened, answered and written back to; nothing rings but what is late. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { auditOf } from '#organisations/server';
import { days, hours, later } from '#platform/clock';
import { brokenConstraint, db, sql } from '#platform/db';
import { latestMessages, roomOf } from '#rooms/server';
import {
  answerContact,
  callAgain,
  deskOf,
  endTalk,
  leaveContact,
  leaveWords,
  letterAnsweredBy,
  letterDeskFor,
  nearestLetterDesk,
  openedLetter,
  openLetter,
  openTalksOf,
  quietenLetter,
  replyToLetter,
  reportStaff,
  talkOf,
  writeBack,
  writeLetter,
  type Answered,
} from '#urgent/server';
import { useFakeClock, useNightClock } from '../support/clock.ts';
import { createParticipant } from '../support/participants.ts';
import { anAccount } from '../support/organisations.ts';
import {
  aCaller,
  aLetterAt,
  aSecondPasses,
  contactRow,
  faults,
  logOf,
  ringingFor,
} from '../support/contacts.ts';
import { onDutyAt, worksAt } from '../support/staff.ts';
import { aTown, aWindow, organisationAt } from '../support/towns.ts';

/** The end of the third day from then on which offices are open: a Thursday, then a weekend. */
const DUE = new Date('2026-12-01T23:59:00+09:00');
const MORNING = new Date('2026-12-02T07:00:00+09:00');

const aLetter = () => ({
  ...{ formToken: randomUUID(), nickname: 'ナギ', words: '息子のことです', wish: 'text' as const },
  language: 'ja' as const,
});

/** A window with somebody who writes back, and the person who has left a letter there. */
async function leftAtAWindow(over = {}) {
  const town = await aTown();
  const organisationId = await organisationAt(town.own);
  const staff = await anAccount(organisationId, 'window_staff');
  const { viewer } = await createParticipant();
  const contactId = await aLetterAt(town.own, viewer, over);
  return { town, organisationId, staff, viewer, contactId };
}

async function textsOf(viewer: Parameters<typeof talkOf>[0]): Promise<string[]> {
  const roomId = (await talkOf(viewer))?.roomId ?? '';
  const page = await latestMessages(viewer, roomId);
  if (page === 'not_found') throw new Error('no room');
  return page.messages.filter(({ kind }) => kind === 'text').map(({ text }) => text);
}

describe('a letter', () => {
  test('waits for its window until a day that is said, and rings nowhere', async () => {
    useNightClock();
    const { town, contactId, viewer } = await leftAtAWindow({ wish: 'room' });
    const onDuty = await onDutyAt(town.own);
    await aSecondPasses();
    expect(await contactRow(contactId)).toMatchObject({
      ...{ state: 'message', wish: 'room', answer_by: DUE, due_at: MORNING, code5: null },
    });
    expect(await ringingFor(contactId)).toEqual([]);
    expect(await logOf(contactId)).toEqual(['letter_written']);
    expect(await talkOf(viewer)).toMatchObject({ state: 'message', answerBy: DUE.getTime() });
    expect((await deskOf(onDuty.viewer)).letters).toMatchObject([
      { contactId, name: 'ナギ', area: null, wish: 'room', answerBy: DUE.getTime(), late: false },
    ]);
  });

  test('is answered by a day counted in its window’s own: not its days off, nor holidays, nor the year’s end', async () => {
    useFakeClock('2026-12-24T12:00:00+09:00');
    const town = await aTown();
    expect(await letterAnsweredBy(town.own)).toBeUndefined();
    const { contactId } = await leftAtAWindow();
    const day = async () => (await contactRow(contactId)).answer_by;
    // A Friday, then Monday the 28th, then Monday the 4th.
    expect(await day()).toEqual(new Date('2027-01-04T23:59:00+09:00'));
    const { town: other, viewer } = await leftAtAWindow();
    const rules = [{ weekdays: [6, 7], opens: 600, closes: 900, except: ['year_end'] }];
    await sql`update windows set hours = ${JSON.stringify(rules)} where id = ${other.own}`.execute(
      db,
    );
    await sql`insert into window_exceptions (window_id, on_date, hours, note)
      values (${other.own}, '2026-12-26', '[]', '')`.execute(db);
    const written = await writeLetter(viewer, other.own, aLetter());
    const id = written === 'window' ? '' : written.contactId;
    expect(await letterAnsweredBy(other.own)).toEqual(new Date('2026-12-27T23:59:00+09:00'));
    expect((await contactRow(id)).answer_by).toEqual(new Date('2026-12-27T23:59:00+09:00'));
  });

  test('sent twice by one form, also without a cookie, is one letter of one person', async () => {
    useNightClock();
    const { town } = await leftAtAWindow();
    const form = aLetter();
    const [one, two] = [
      await writeLetter(null, town.own, form),
      await writeLetter(null, town.own, form),
    ];
    expect(one).not.toBe('window');
    expect(two).toMatchObject({ contactId: (one as { contactId: string }).contactId });
  });

  test('is no press: whoever talks already may write one, and is brought back to the talk', async () => {
    useNightClock();
    const { town, staff } = await leftAtAWindow();
    const caller = await aCaller(town);
    const written = await writeLetter(caller.viewer, town.own, aLetter());
    expect(written).toMatchObject({ contactId: expect.not.stringMatching(caller.contactId) });
    expect(await talkOf(caller.viewer)).toMatchObject({ contactId: caller.contactId });
    expect((await deskOf(staff)).letters).toHaveLength(2);
  });

  test('is taken only where somebody can write back; elsewhere the nearest window that can is named', async () => {
    useNightClock();
    const town = await aTown();
    expect(await letterDeskFor(town.own)).toBeUndefined();
    expect(await writeLetter(null, town.own, aLetter())).toBe('window');
    expect(await writeLetter(null, randomUUID(), aLetter())).toBe('window');
    await worksAt(town.centre);
    expect(await letterDeskFor(town.own)).toEqual({ id: town.centre, name: '青葉県のセンター' });
    // Who only supervises, or stands by as a peer, writes no answers.
    await worksAt(town.own, 'supervisor', 'peer_supporter');
    expect(await nearestLetterDesk(town)).toMatchObject({ id: town.centre });
    await worksAt(town.own);
    expect(await nearestLetterDesk(town)).toMatchObject({ id: town.own });
    const ownerless = await aWindow({ level: 'town', code5: town.code5, organisation_id: null });
    expect(await writeLetter(null, ownerless, aLetter())).toBe('window');
  });
});

describe('who reads it', () => {
  test('is whoever of its window opens it, and the log of the organisation says who did', async () => {
    useNightClock();
    const { staff, contactId, organisationId } = await leftAtAWindow();
    expect(JSON.stringify(await deskOf(staff))).not.toContain('息子');
    expect(await openedLetter(staff, contactId)).toBeUndefined();
    expect(await openLetter(staff, contactId)).toBe('opened');
    expect(await openedLetter(staff, contactId)).toMatchObject({
      ...{ words: '', texts: [{ text: '息子のことです', host: false }] },
    });
    const admin = await anAccount(organisationId, 'admin');
    expect(await auditOf(admin, organisationId)).toContainEqual(
      expect.objectContaining({ act: 'letter.read', subject: `contact:${contactId}` }),
    );
    // Looking at what one has opened is no second opening, and neither is opening it once more.
    await openLetter(staff, contactId);
    const spans = await sql`select from contact_spans where contact_id = ${contactId}`.execute(db);
    expect(spans.rows).toHaveLength(1);
  });

  test.each(['admin', 'publisher', 'peer_supporter', 'supervisor', 'expert'] as const)(
    'is no %s of the same organisation while it is not late',
    async (role) => {
      useNightClock();
      const { contactId, organisationId } = await leftAtAWindow();
      const other = await anAccount(organisationId, role);
      expect((await deskOf(other)).letters).toEqual([]);
      expect(await openLetter(other, contactId)).toBe('not_found');
      expect(await openedLetter(other, contactId)).toBeUndefined();
    },
  );

  test('is nobody of another window: a try stands in the log of this one', async () => {
    useNightClock();
    const { town, contactId, organisationId, staff } = await leftAtAWindow();
    const stranger = await worksAt(town.nearby);
    await openLetter(staff, contactId);
    for (const attempt of [
      openLetter(stranger, contactId),
      replyToLetter(stranger, { contactId, words: 'x' }),
      quietenLetter(stranger, contactId),
    ])
      expect(await attempt).toBe('not_found');
    expect(await openedLetter(stranger, contactId)).toBeUndefined();
    expect((await deskOf(stranger)).letters).toEqual([]);
    const admin = await anAccount(organisationId, 'admin');
    const acts = await auditOf(admin, organisationId);
    expect(acts).toContainEqual(
      expect.objectContaining({ act: 'letter.refused', subject: `contact:${contactId}` }),
    );
  });

  test('loses sight of it with the role', async () => {
    useNightClock();
    const { staff, contactId } = await leftAtAWindow();
    await openLetter(staff, contactId);
    const gone: AccountViewer = { ...staff, memberships: [] };
    expect(await openedLetter(gone, contactId)).toBeUndefined();
    expect(await replyToLetter(gone, { contactId, words: 'x' })).toBe('not_found');
  });
});

describe('an answer', () => {
  test('is written only by who has opened the letter, once, and read by its writer', async () => {
    useNightClock();
    const { staff, viewer, contactId } = await leftAtAWindow();
    const words = '読みました。ゆっくりで大丈夫です';
    expect(await replyToLetter(staff, { contactId, words })).toBe('not_found');
    await openLetter(staff, contactId);
    expect(await replyToLetter(staff, { contactId, words })).toBe('replied');
    expect(await replyToLetter(staff, { contactId, words })).toBe('not_found');
    expect(await talkOf(viewer)).toMatchObject({ state: 'answered' });
    expect(await textsOf(viewer)).toEqual(['息子のことです', words]);
    expect((await deskOf(staff)).letters).toEqual([]);
    expect(await logOf(contactId)).toEqual(['letter_written', 'replied']);
  });

  test('is reported by its reader like what is written in a talk', async () => {
    useNightClock();
    const { staff, viewer, contactId } = await leftAtAWindow();
    await openLetter(staff, contactId);
    await replyToLetter(staff, { contactId, words: 'ひどいことば' });
    const roomId = (await talkOf(viewer))?.roomId ?? '';
    const page = await latestMessages(viewer, roomId);
    const seq = page === 'not_found' ? 0 : (page.messages.findLast(({ host }) => host)?.seq ?? 0);
    const report = { roomId, seq, why: 'attack' as const, words: '' };
    expect(await reportStaff(viewer, report)).toBe('reported');
  });

  test('leaves its writer no way into the room: what comes later is read by who opens it', async () => {
    useNightClock();
    const { staff, viewer, contactId, organisationId } = await leftAtAWindow();
    await openLetter(staff, contactId);
    await replyToLetter(staff, { contactId, words: '読みました' });
    const roomId = (await talkOf(viewer))?.roomId ?? '';
    expect(await roomOf(staff, roomId)).toBeUndefined();
    expect(await writeBack(viewer, { contactId, words: 'また書きます' })).toBe('kept');
    const colleague = await anAccount(organisationId, 'window_staff');
    await openLetter(colleague, contactId);
    expect(await faults()).toEqual([]);
    const read = await openedLetter(colleague, contactId);
    // The first words, and what nobody has answered: not what was told to another before.
    expect(read?.words).toBe('息子のことです');
    expect(read?.texts.map(({ text }) => text)).toEqual(['また書きます']);
    await openLetter(staff, contactId);
    const own = await openedLetter(staff, contactId);
    expect(own?.texts.map(({ text }) => text)).toEqual([
      '息子のことです',
      '読みました',
      'また書きます',
    ]);
  });

  test('written back to waits again, with a day of its own', async () => {
    const clock = useNightClock();
    const { staff, viewer, contactId } = await leftAtAWindow();
    await openLetter(staff, contactId);
    await replyToLetter(staff, { contactId, words: '読みました' });
    clock.advance(days(2));
    expect(await writeBack(viewer, { contactId, words: '' })).toBe('no_words');
    expect(await writeBack(viewer, { contactId, words: 'また書きます' })).toBe('kept');
    expect(await writeBack(viewer, { contactId, words: '二度目' })).toBe('not_found');
    expect(await talkOf(viewer)).toMatchObject({
      ...{ state: 'message', answerBy: new Date('2026-12-02T23:59:00+09:00').getTime() },
    });
    const { viewer: stranger } = await createParticipant();
    expect(await writeBack(stranger, { contactId, words: 'x' })).toBe('not_found');
  });

  test('ends when its reader says so, or ninety days later, and stays readable for a while', async () => {
    const clock = useNightClock();
    const { staff, viewer, contactId } = await leftAtAWindow();
    await openLetter(staff, contactId);
    await replyToLetter(staff, { contactId, words: '読みました' });
    expect(await endTalk(staff, contactId)).toBe('not_found');
    expect(await endTalk(viewer, contactId)).toBe('ended');
    const other = await leftAtAWindow();
    await openLetter(other.staff, other.contactId);
    await replyToLetter(other.staff, { contactId: other.contactId, words: '読みました' });
    clock.advance(days(90) - 1);
    await aSecondPasses();
    expect(await contactRow(other.contactId)).toMatchObject({ state: 'answered' });
    clock.advance(1);
    await aSecondPasses();
    expect(await contactRow(other.contactId)).toMatchObject({ state: 'ended' });
    expect(await textsOf(other.viewer)).toContain('読みました');
    expect(await faults()).toEqual([]);
  });

  test('stopped by 「やめる」 is erased with all that was written', async () => {
    useNightClock();
    const { staff, viewer, contactId } = await leftAtAWindow();
    await openLetter(staff, contactId);
    await replyToLetter(staff, { contactId, words: '読みました' });
    expect(await leaveContact(viewer, contactId)).toBe('left');
    expect(await contactRow(contactId)).toMatchObject({ first_words: '', answer_by: null });
    const left = await sql`select from messages m join rooms r on r.id = m.room_id
      where r.contact_id = ${contactId}`.execute(db);
    expect(left.rows).toEqual([]);
    expect(await faults()).toEqual([]);
  });
});

describe('a letter past its day', () => {
  test('rings at the supervisor once a day, without its words, until somebody answers', async () => {
    const clock = useNightClock();
    const { staff, viewer, contactId, organisationId, town } = await leftAtAWindow();
    const supervisor = await anAccount(organisationId, 'supervisor');
    const elsewhere = await worksAt(town.nearby, 'supervisor');
    const ringsAt = async (viewer: AccountViewer) =>
      (await deskOf(viewer)).lateLetters.first.map((letter) => letter.contactId);
    clock.set(new Date(DUE.getTime() - 1));
    expect(await ringsAt(supervisor)).toEqual([]);
    clock.set(DUE);
    await aSecondPasses();
    expect(await ringsAt(supervisor)).toEqual([contactId]);
    expect(await ringsAt(elsewhere)).toEqual([]);
    expect(await ringsAt(staff)).toEqual([]);
    expect(JSON.stringify(await deskOf(supervisor))).not.toContain('息子');
    expect(await quietenLetter(supervisor, contactId)).toBe('quiet');
    for (const morning of [MORNING, later(MORNING, days(1))]) {
      clock.set(later(morning, -1));
      await aSecondPasses();
      expect(await ringsAt(supervisor)).toEqual([]);
      clock.set(morning);
      await aSecondPasses();
      await aSecondPasses();
      expect(await ringsAt(supervisor)).toEqual([contactId]);
      expect(await quietenLetter(supervisor, contactId)).toBe('quiet');
    }
    expect(await logOf(contactId)).toEqual(['letter_written', 'overdue', 'overdue']);
    expect(await openTalksOf(viewer)).toMatchObject([{ at: DUE.getTime() }]);
    expect(await openLetter(supervisor, contactId)).toBe('opened');
    expect(await replyToLetter(supervisor, { contactId, words: 'お待たせしました' })).toBe(
      'replied',
    );
    expect(await ringsAt(supervisor)).toEqual([]);
    expect(await logOf(contactId)).toEqual(['letter_written', 'overdue', 'overdue', 'replied']);
  });

  test('is never long past due, however long nobody looks', async () => {
    const clock = useNightClock();
    const { contactId } = await leftAtAWindow();
    clock.set(DUE);
    clock.advance(hours(1));
    await aSecondPasses();
    const row = await contactRow(contactId);
    expect(row.due_at?.getTime()).toBeGreaterThan(clock.now.getTime());
    expect(await faults()).toEqual([]);
  });
});

describe('calling after all', () => {
  test('leads on from the window like a press, and who answers reads the first words', async () => {
    useNightClock();
    const { town, viewer, contactId, staff } = await leftAtAWindow();
    await openLetter(staff, contactId);
    await replyToLetter(staff, { contactId, words: '読みました' });
    const centre = await onDutyAt(town.centre);
    expect(await callAgain(viewer, contactId)).toBe('calling');
    expect(await ringingFor(contactId)).toEqual([centre.viewer.accountId]);
    const answered: Answered = await answerContact(centre.viewer, contactId);
    if (answered.is !== 'answered') throw new Error(answered.is);
    const page = await latestMessages(centre.viewer, answered.roomId);
    expect(JSON.stringify(page)).not.toContain('読みました');
    expect((await deskOf(centre.viewer)).talks).toMatchObject([{ words: '息子のことです' }]);
    expect(await textsOf(viewer)).toEqual(['息子のことです', '読みました']);
    expect(await faults()).toEqual([]);
  });
});

describe('words left at the end of a route', () => {
  test('wait in the same queue, at each window of the route', async () => {
    useNightClock();
    const town = await aTown();
    const staff = await onDutyAt(town.centre);
    const { viewer, contactId } = await aCaller(town);
    expect(await leaveWords(viewer, { contactId, words: 'あす読んでください' })).toBe('kept');
    expect(await ringingFor(contactId)).toEqual([]);
    await openLetter(staff.viewer, contactId);
    expect(await replyToLetter(staff.viewer, { contactId, words: '読みました' })).toBe('replied');
    expect(await textsOf(viewer)).toEqual(['あす読んでください', '読みました']);
  });

  test('have no day where nobody on the route writes back; they are kept until somebody can', async () => {
    useNightClock();
    const town = await aTown();
    const { viewer, contactId } = await aCaller(town);
    expect(await talkOf(viewer)).toMatchObject({ atEnd: true, answerBy: null });
    expect(await leaveWords(viewer, { contactId, words: 'あす読んでください' })).toBe('kept');
    expect(await talkOf(viewer)).toMatchObject({ state: 'message', answerBy: null });
    await worksAt(town.centre);
    expect(await talkOf(viewer)).toMatchObject({
      answerBy: (await contactRow(contactId)).answer_by?.getTime(),
    });
    expect(await faults()).toEqual([]);
  });
});

test.each([
  ['contacts_words_have_their_day', { answer_by: null }],
  ['contacts_wish', { wish: 'voice' }],
])('the database itself refuses what breaks %s', async (constraint, change) => {
  useNightClock();
  const { contactId } = await leftAtAWindow();
  const broken = await db
    .updateTable('contacts')
    .set(change)
    .where('id', '=', contactId)
    .execute()
    .catch((error: unknown) => brokenConstraint(error));
  expect(broken).toBe(constraint);
});

test('what somebody opened of words that wait has an end', async () => {
  useNightClock();
  const { staff, contactId } = await leftAtAWindow();
  await openLetter(staff, contactId);
  const broken = await db
    .updateTable('contact_spans')
    .set({ to_seq: null })
    .where('contact_id', '=', contactId)
    .execute()
    .catch((error: unknown) => brokenConstraint(error));
  expect(broken).toBe('contact_spans_opened_end');
});

test('nobody is reminded of what does not wait', async () => {
  useNightClock();
  const { contactId } = await aCaller(await aTown());
  const broken = await db
    .updateTable('contacts')
    .set({ reminded_at: new Date() })
    .where('id', '=', contactId)
    .execute()
    .catch((error: unknown) => brokenConstraint(error));
  expect(broken).toBe('contacts_reminded_of_words');
});
