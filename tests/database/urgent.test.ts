import { describe, expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { setMemberRoles } from '#organisations/server';
import { days, later, minutes, now, seconds } from '#platform/clock';
import { db, sql } from '#platform/db';
import { latestMessages } from '#rooms/server';
import {
  answerContact,
  callAgain,
  declareDanger,
  deskOf,
  endedTalksOf,
  endTalk,
  eraseOldWords,
  leaveContact,
  leaveWords,
  noteSeen,
  openEndedTalk,
  passContact,
  talkOf,
  writeNote,
  writeWhileWaiting,
} from '#urgent/server';
import { leaving } from '../../src/leaving.server.ts';
import { useNightClock } from '../support/clock.ts';
import { say } from '../support/rooms.ts';
import { aTalkAtADesk } from '../support/talk-at-desk.ts';
import { aCaller, aSecondPasses, contactRow, logOf, ringingFor } from '../support/contacts.ts';
import { onDutyAt, worksAt } from '../support/staff.ts';
import { aTown, aWindow } from '../support/towns.ts';
import { createParticipant } from '../support/participants.ts';

describe('a ring that nobody answers', () => {
  test('is joined by the next stage after thirty seconds', async () => {
    const clock = useNightClock();
    const town = await aTown();
    const own = await onDutyAt(town.own);
    const centre = await onDutyAt(town.centre);
    const { contactId } = await aCaller(town);
    clock.advance(seconds(15) - 1);
    for (const staff of [own, centre]) await staff.acknowledges();
    clock.advance(seconds(15));
    for (const staff of [own, centre]) await staff.acknowledges();
    await aSecondPasses();
    expect(await ringingFor(contactId)).toEqual([own.viewer.accountId]);
    clock.advance(1);
    await aSecondPasses();
    expect((await ringingFor(contactId)).sort()).toEqual(
      [own.viewer.accountId, centre.viewer.accountId].sort(),
    );
  });

  test('is passed on at once when passed', async () => {
    useNightClock();
    const town = await aTown();
    const own = await onDutyAt(town.own);
    const nearby = await onDutyAt(town.nearby);
    const { contactId } = await aCaller(town);
    expect(await passContact(own.viewer, contactId)).toBe('passed');
    expect(await ringingFor(contactId)).toEqual([nearby.viewer.accountId]);
    expect(await passContact(own.viewer, contactId)).toBe('not_found');
  });

  test('stops where the desk closes, and rings elsewhere at once', async () => {
    useNightClock();
    const town = await aTown();
    const own = await onDutyAt(town.own);
    const nearby = await onDutyAt(town.nearby);
    await aSecondPasses();
    const { contactId } = await aCaller(town);
    await own.goes();
    await aSecondPasses();
    expect(await ringingFor(contactId)).toEqual([nearby.viewer.accountId]);
  });

  test('rings at whoever comes on duty meanwhile', async () => {
    useNightClock();
    const town = await aTown();
    await aSecondPasses();
    const { contactId } = await aCaller(town);
    const staff = await onDutyAt(town.own);
    await aSecondPasses();
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
    expect(await contactRow(contactId)).toMatchObject({ state: 'ringing' });
  });

  test('stops when the shift ends', async () => {
    const clock = useNightClock();
    const town = await aTown();
    const staff = await onDutyAt(town.own, { until: new Date('2026-11-26T23:00:08+09:00') });
    const { contactId } = await aCaller(town);
    clock.advance(seconds(8));
    await staff.acknowledges();
    await aSecondPasses();
    expect(await ringingFor(contactId)).toEqual([]);
  });
});

describe('whoever reads the pages in English', () => {
  test('is first rung for where English is spoken, then anywhere, and both sides read why', async () => {
    const clock = useNightClock();
    const town = await aTown();
    const english = await aWindow({
      ...{ level: 'prefecture', pref_code: town.prefCode, name: '青葉県の国際センター' },
      ...{ languages: ['ja', 'en'], methods: ['phone'] },
    });
    const [japanese, both] = [await onDutyAt(town.centre), await onDutyAt(english)];
    const { contactId, viewer } = await aCaller(town, { language: 'en' });
    expect(await ringingFor(contactId)).toEqual([both.viewer.accountId]);
    expect((await talkOf(viewer))?.stages.at(-1)).toMatchObject({ otherLanguage: false });
    clock.advance(seconds(10));
    expect(await passContact(both.viewer, contactId)).toBe('passed');
    expect(await ringingFor(contactId)).toEqual([japanese.viewer.accountId]);
    expect((await talkOf(viewer))?.stages.at(-1)).toMatchObject({ otherLanguage: true });
    const [ring] = (await deskOf(japanese.viewer)).rings;
    const told = ring?.route.map(({ kind, reason }) => [kind, reason]);
    expect(told?.filter(([kind]) => kind === 'rang')).toEqual([
      ['rang', 'fits'],
      ['rang', 'others_too'],
    ]);
    const { contactId: japaneseOne } = await aCaller(town);
    expect((await ringingFor(japaneseOne)).toSorted()).toEqual([japanese.viewer.accountId]);
  });
});

describe('answering', () => {
  test('opens a room where both write, with the first words in it', async () => {
    const { desk, person, roomId } = await aTalkAtADesk();
    await say(desk.viewer, roomId, 'こんばんは');
    const page = await latestMessages(person, roomId);
    if (page === 'not_found') throw new Error('not found');
    expect(page.messages.map((m) => m.text || m.kind)).toEqual([
      'opened',
      '夜しか話せないです',
      'こんばんは',
    ]);
    expect(await talkOf(person)).toMatchObject({ state: 'talking', answeredBy: { name: 'ゆき' } });
  });

  test('by two at once has one owner, and the other hears who it was', async () => {
    useNightClock();
    const town = await aTown();
    const staff = await Promise.all([1, 2, 3].map(() => onDutyAt(town.own)));
    for (let round = 0; round < 3; round += 1) {
      const { viewer, contactId } = await aCaller(town);
      const answers = await Promise.all(staff.map((s) => answerContact(s.viewer, contactId)));
      expect(answers.map((a) => a.is).sort()).toEqual(['answered', 'taken', 'taken']);
      expect(answers.find((a) => a.is === 'taken')).toEqual({ is: 'taken', by: 'ゆき' });
      await endTalk(viewer, contactId);
    }
  });

  test('never goes beyond what somebody can hold, even at once', async () => {
    useNightClock();
    const town = await aTown();
    const staff = await onDutyAt(town.own, { capacity: 2 });
    const callers = await Promise.all([1, 2, 3, 4].map(() => aCaller(town)));
    const answers = await Promise.all(
      callers.map((caller) => answerContact(staff.viewer, caller.contactId)),
    );
    expect(answers.map((a) => a.is).sort()).toEqual(['answered', 'answered', 'full', 'full']);
    await aSecondPasses();
    for (const [i, caller] of callers.entries()) {
      if (answers[i]?.is === 'full') expect(await ringingFor(caller.contactId)).toEqual([]);
    }
  });

  test('rings the next in line when a talk has ended', async () => {
    useNightClock();
    const town = await aTown();
    const staff = await onDutyAt(town.own, { capacity: 1 });
    const first = await aCaller(town);
    await answerContact(staff.viewer, first.contactId);
    const second = await aCaller(town);
    await aSecondPasses();
    expect(await ringingFor(second.contactId)).toEqual([]);
    await endTalk(staff.viewer, first.contactId);
    await aSecondPasses();
    expect(await ringingFor(second.contactId)).toEqual([staff.viewer.accountId]);
  });

  test('is not for a colleague of another town, who cannot tell that there is a contact', async () => {
    useNightClock();
    const town = await aTown();
    await onDutyAt(town.own);
    const stranger = await onDutyAt((await aTown()).own);
    const { contactId } = await aCaller(town);
    expect(await answerContact(stranger.viewer, contactId)).toEqual({ is: 'not_found' });
    expect(await passContact(stranger.viewer, contactId)).toBe('not_found');
    expect(await endTalk(stranger.viewer, contactId)).toBe('not_found');
    expect(await deskOf(stranger.viewer)).toMatchObject({
      rings: [],
      talks: [],
      waiting: { count: 0 },
    });
  });

  test('a peer supporter rings beside a staff, never alone', async () => {
    useNightClock();
    const town = await aTown();
    const peer = await onDutyAt(town.own, { role: 'peer_supporter' });
    await aSecondPasses();
    const { contactId } = await aCaller(town);
    expect(await ringingFor(contactId)).toEqual([]);
    await onDutyAt(town.own);
    await aSecondPasses();
    expect(await ringingFor(contactId)).toContain(peer.viewer.accountId);
  });
});

describe('a staff member lost in the middle of a talk', () => {
  const lostTalk = async () => {
    const { desk: staff, person: viewer, contactId, ...talk } = await aTalkAtADesk();
    const other = await onDutyAt(talk.town.nearby);
    return { ...talk, staff, other, caller: { viewer, contactId } };
  };

  test('hands the person on within the lease, first in line, never to the one who vanished', async () => {
    const { clock, other, caller, staff } = await lostTalk();
    clock.advance(seconds(15));
    await other.acknowledges();
    await aSecondPasses();
    expect(await ringingFor(caller.contactId)).toEqual([other.viewer.accountId]);
    expect(await talkOf(caller.viewer)).toMatchObject({ staffLost: true, answeredBy: null });
    expect(await logOf(caller.contactId)).toContain('staff_lost');
    expect(await answerContact(staff.viewer, caller.contactId)).toEqual({ is: 'not_found' });
  });

  test('or works there no more, hands the person on all the same, and reads nothing of it: not in danger either, nor once it is over', async () => {
    const { other, staff, caller, roomId, town } = await lostTalk();
    const { contactId } = caller;
    await writeNote(staff.viewer, { contactId, noteId: crypto.randomUUID(), note: '折り返す' });
    const { organisationId } = staff;
    const { accountId } = staff.viewer;
    const admin = await worksAt(town.own, 'admin');
    expect(await setMemberRoles(admin, { organisationId, accountId }, [], leaving)).toBe('set');
    expect(await latestMessages(staff.viewer, roomId)).toBe('not_found');
    const gone: AccountViewer = { ...staff.viewer, memberships: [] };
    const danger = { danger: 'life' as const, reason: '橋の上' };
    expect(await declareDanger(gone, contactId, danger)).toBe('not_found');
    await aSecondPasses();
    expect(await ringingFor(contactId)).toEqual([other.viewer.accountId]);
    await answerContact(other.viewer, contactId);
    await endTalk(other.viewer, contactId);
    expect(await endedTalksOf(gone, later(now(), 1))).toEqual([]);
    expect(await openEndedTalk(gone, contactId)).toBe('not_found');
  });

  test('leaves the talk with its owner while one desk is open', async () => {
    const { clock, staff, caller } = await lostTalk();
    clock.advance(seconds(14));
    await staff.acknowledges();
    clock.advance(seconds(14));
    await aSecondPasses();
    expect(await contactRow(caller.contactId)).toMatchObject({ state: 'talking' });
  });

  test('may answer again once back', async () => {
    const { staff, other, caller } = await lostTalk();
    await staff.goes();
    await other.goes();
    await aSecondPasses();
    expect(await ringingFor(caller.contactId)).toEqual([]);
    await staff.comesBack();
    await aSecondPasses();
    expect(await ringingFor(caller.contactId)).toEqual([staff.viewer.accountId]);
  });

  test('reads nothing of what is said afterwards, and the next nothing of what was said before', async () => {
    const { staff, other, caller, roomId } = await lostTalk();
    await say(caller.viewer, roomId, '前の話');
    await staff.goes();
    await aSecondPasses();
    expect(await latestMessages(staff.viewer, roomId)).toBe('not_found');
    await say(caller.viewer, roomId, 'だれもいない間の話');
    await answerContact(other.viewer, caller.contactId);
    await say(caller.viewer, roomId, 'あとの話');
    const page = await latestMessages(other.viewer, roomId);
    if (page === 'not_found') throw new Error('not found');
    expect(page.messages.map((m) => m.text || m.kind)).toEqual([
      'だれもいない間の話',
      'staff_changed',
      'あとの話',
    ]);
  });

  test('keeps the person before those who pressed later', async () => {
    const { staff, other, town, caller } = await lostTalk();
    await aCaller(town);
    await staff.goes();
    await aSecondPasses();
    const desk = await deskOf(other.viewer);
    expect(desk.rings[0]).toMatchObject({ contactId: caller.contactId, again: true });
  });
});

describe('a person who is gone', () => {
  test('is rung for no longer after a minute, and again on coming back', async () => {
    const clock = useNightClock();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const { contactId } = await aCaller(town);
    for (let i = 0; i < 6; i += 1) {
      clock.advance(seconds(10));
      await staff.acknowledges();
    }
    await aSecondPasses();
    expect(await ringingFor(contactId)).toEqual([]);
    expect(await contactRow(contactId)).toMatchObject({ state: 'waiting' });
    await noteSeen(contactId);
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
    expect(await logOf(contactId)).toEqual([
      'pressed',
      'rang',
      'person_gone',
      'person_back',
      'rang',
    ]);
  });

  test('leaves words behind after fifteen minutes', async () => {
    const clock = useNightClock();
    const { contactId } = await aCaller(await aTown());
    clock.advance(minutes(15) + seconds(59));
    await aSecondPasses();
    expect(await contactRow(contactId)).toMatchObject({ state: 'waiting' });
    clock.advance(seconds(1));
    await aSecondPasses();
    expect(await contactRow(contactId)).toMatchObject({
      state: 'message',
      first_words: '夜しか話せないです',
    });
  });

  test('that cannot be looked at keeps nobody else waiting', async () => {
    const clock = useNightClock();
    const broken = await aCaller(await aTown());
    const other = await aCaller(await aTown());
    await sql`update contacts set route = '[{"stage": "gone"}]' where id = ${broken.contactId}`.execute(
      db,
    );
    clock.advance(seconds(11));
    await aSecondPasses();
    const { due_at } = await db
      .selectFrom('contacts')
      .select('due_at')
      .where('id', '=', other.contactId)
      .executeTakeFirstOrThrow();
    expect(due_at && due_at > clock.now).toBe(true);
    await db.deleteFrom('contacts').where('id', '=', broken.contactId).execute();
  });

  test('loses its words ninety days after its end, and keeps its count', async () => {
    const clock = useNightClock();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const { contactId } = await aCaller(town, { words: '夜しか話せない', nickname: 'ひだまり' });
    await answerContact(staff.viewer, contactId);
    await endTalk(staff.viewer, contactId);
    clock.advance(days(89));
    await eraseOldWords(clock.now);
    expect(await contactRow(contactId)).toMatchObject({ first_words: '夜しか話せない' });
    clock.advance(days(2));
    await eraseOldWords(clock.now);
    expect(await contactRow(contactId)).toMatchObject({
      first_words: '',
      nickname: '',
      state: 'ended',
    });
  });

  test('leaves nothing behind where nothing was written', async () => {
    const clock = useNightClock();
    const { contactId } = await aCaller(await aTown(), { words: '' });
    clock.advance(minutes(16));
    await aSecondPasses();
    expect(await contactRow(contactId)).toMatchObject({ state: 'left', nickname: '' });
  });
});

describe('words', () => {
  test('written while waiting are read by those at whom it rings, and by nobody else', async () => {
    useNightClock();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const nearby = await onDutyAt(town.nearby);
    const { viewer, contactId } = await aCaller(town);
    await writeWhileWaiting(viewer, { contactId, words: '息子のことです' });
    expect((await deskOf(staff.viewer)).rings[0]?.words).toBe('息子のことです');
    const others = await deskOf(nearby.viewer);
    expect(others.rings).toEqual([]);
    expect(JSON.stringify(others.waiting)).not.toContain('息子');
  });

  test('left for a window stop the ringing and stay on its desk', async () => {
    useNightClock();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const { viewer, contactId } = await aCaller(town);
    expect(await leaveWords(viewer, { contactId, words: 'あす読んでください' })).toBe('kept');
    expect(await ringingFor(contactId)).toEqual([]);
    expect((await deskOf(staff.viewer)).letters).toMatchObject([{ contactId, late: false }]);
    expect(await callAgain(viewer, contactId)).toBe('calling');
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
  });

  test('of somebody else cannot be changed, left or erased', async () => {
    useNightClock();
    const { contactId } = await aCaller(await aTown());
    const { viewer: stranger } = await createParticipant();
    expect(await writeWhileWaiting(stranger, { contactId, words: 'x' })).toBe('not_found');
    expect(await leaveWords(stranger, { contactId, words: 'x' })).toBe('not_found');
    expect(await leaveContact(stranger, contactId)).toBe('not_found');
    expect(await callAgain(stranger, contactId)).toBe('not_found');
    expect(await talkOf(stranger)).toBeUndefined();
  });
});

describe('「やめる」', () => {
  test('erases everything that was written, in a talk too; only the count remains', async () => {
    const { desk, person, contactId, roomId } = await aTalkAtADesk();
    await say(person, roomId, '消えてほしい言葉');
    expect(await leaveContact(person, contactId)).toBe('left');
    const left = await sql<{ found: string }>`
      select body as found from messages where room_id = ${roomId}
      union all select first_words || nickname from contacts where id = ${contactId} and first_words || nickname <> ''
      union all select nickname from room_members where room_id = ${roomId}`.execute(db);
    expect(left.rows).toEqual([]);
    expect(await contactRow(contactId)).toMatchObject({ state: 'left', owner_account_id: null });
    expect(await talkOf(person)).toBeUndefined();
    expect(await latestMessages(desk.viewer, roomId)).toBe('not_found');
  });
});
