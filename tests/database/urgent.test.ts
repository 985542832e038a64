import { describe, expect, test } from 'vitest';
import { createParticipant, pseudonymsOf } from '#participants/server';
import { days, hours, minutes, seconds } from '#platform/clock';
import { db, sql } from '#platform/db';
import { latestMessages, postMessage } from '#rooms/server';
import {
  answerContact,
  auditContacts,
  callAgain,
  deskOf,
  endTalk,
  eraseOldWords,
  leaveContact,
  leaveWords,
  noteSeen,
  passContact,
  pressTalk,
  talkOf,
  writeWhileWaiting,
} from '#urgent/server';
import { useFakeClock } from '../support/clock.ts';
import {
  aCaller,
  aPress,
  aSecondPasses,
  aTown,
  aWindow,
  contactRow,
  logOf,
  onDutyAt,
  ringingFor,
} from '../support/urgent.ts';

const night = '2026-11-26T23:00:00+09:00';
const start = () => useFakeClock(night);

describe('a press', () => {
  test('rings at the own town, with everything kept', async () => {
    start();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const { contactId } = await aCaller(town);
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
    expect(await contactRow(contactId)).toMatchObject({
      state: 'ringing',
      first_words: '夜しか話せないです',
      code5: town.code5,
    });
    expect(await logOf(contactId)).toEqual(['pressed', 'rang']);
  });

  test('goes past an empty town and neighbour to the centre at once', async () => {
    start();
    const town = await aTown();
    const staff = await onDutyAt(town.centre);
    const { contactId } = await aCaller(town);
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
    expect(await logOf(contactId)).toEqual(['pressed', 'widened', 'widened', 'rang']);
  });

  test('with nobody anywhere tells the person, and is looked at again', async () => {
    const clock = start();
    const { viewer, contactId } = await aCaller(await aTown());
    expect(await contactRow(contactId)).toMatchObject({ state: 'waiting' });
    expect((await contactRow(contactId)).due_at?.getTime()).toBeGreaterThan(clock.now.getTime());
    expect(await talkOf(viewer)).toMatchObject({ atEnd: true, state: 'waiting' });
  });

  test('that skips what is near never rings there', async () => {
    start();
    const town = await aTown();
    await onDutyAt(town.own);
    await onDutyAt(town.nearby);
    const centre = await onDutyAt(town.centre);
    const { contactId } = await aCaller(town, { skipsNearby: true });
    expect(await ringingFor(contactId)).toEqual([centre.viewer.accountId]);
  });

  test('without an area, or with one that does not exist, is told where to turn', async () => {
    start();
    await onDutyAt((await aTown()).own);
    for (const code5 of [null, '99999']) {
      const { contactId } = await aCaller(null, { code5 });
      expect(await contactRow(contactId)).toMatchObject({ state: 'waiting', code5: null });
    }
  });

  test('with only a prefecture begins at its centre', async () => {
    start();
    const town = await aTown();
    const centre = await onDutyAt(town.centre);
    const { contactId } = await aCaller(null, { prefCode: town.prefCode });
    expect(await ringingFor(contactId)).toEqual([centre.viewer.accountId]);
  });

  test('sent twice at once without a cookie is one contact of one person', async () => {
    start();
    const press = aPress(await aTown());
    const taps = await Promise.all(Array.from({ length: 5 }, () => pressTalk(null, press)));
    expect(new Set(taps.map((tap) => tap.contactId)).size).toBe(1);
    expect(taps.every((tap) => tap.cookie)).toBe(true);
    const rows = await db.selectFrom('used_presses').select('contact_id').execute();
    expect(rows.filter((row) => row.contact_id === taps[0]?.contactId)).toHaveLength(1);
    const people = await sql<{ count: number }>`
      select count(*)::int as count from pseudonyms where scope = ${`contact:${taps[0]?.contactId}`}`.execute(
      db,
    );
    expect(people.rows[0]?.count).toBe(1);
  });

  test.each(['with the cookie', 'without'])(
    'from a form that was used before 「やめる」 begins anew, %s',
    async (cookie) => {
      start();
      const town = await aTown();
      const press = aPress(town);
      const { viewer } = await createParticipant();
      const first = await pressTalk(viewer, press);
      await leaveContact(viewer, first.contactId);
      const who = cookie === 'without' ? null : viewer;
      const taps = await Promise.all([1, 2, 3].map(() => pressTalk(who, press)));
      expect(new Set(taps.map((tap) => tap.contactId)).size).toBe(1);
      expect(taps[0]?.contactId).not.toBe(first.contactId);
      expect(await contactRow(taps[0]?.contactId ?? '')).toMatchObject({
        state: 'waiting',
        first_words: '夜しか話せないです',
      });
    },
  );

  test('from a form that stood open for an hour after its use begins anew', async () => {
    const clock = start();
    const press = aPress(await aTown());
    const first = await pressTalk(null, press);
    clock.advance(hours(1));
    expect((await pressTalk(null, press)).contactId).not.toBe(first.contactId);
  });

  test('by somebody who already waits leads back to the same contact', async () => {
    start();
    const town = await aTown();
    const { viewer, contactId } = await aCaller(town);
    expect(await pressTalk(viewer, aPress(town))).toEqual({ contactId });
  });

  test('gives the contact a face of its own', async () => {
    start();
    const { viewer, contactId } = await aCaller(await aTown());
    expect((await pseudonymsOf(viewer)).map((face) => face.scope)).toEqual([
      `contact:${contactId}`,
    ]);
  });
});

describe('a ring that nobody answers', () => {
  test('is joined by the next stage after thirty seconds', async () => {
    const clock = start();
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
    start();
    const town = await aTown();
    const own = await onDutyAt(town.own);
    const nearby = await onDutyAt(town.nearby);
    const { contactId } = await aCaller(town);
    expect(await passContact(own.viewer, contactId)).toBe('passed');
    expect(await ringingFor(contactId)).toEqual([nearby.viewer.accountId]);
    expect(await passContact(own.viewer, contactId)).toBe('not_found');
  });

  test('stops where the desk closes, and rings elsewhere at once', async () => {
    start();
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
    start();
    const town = await aTown();
    await aSecondPasses();
    const { contactId } = await aCaller(town);
    const staff = await onDutyAt(town.own);
    await aSecondPasses();
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
    expect(await contactRow(contactId)).toMatchObject({ state: 'ringing' });
  });

  test('stops when the shift ends', async () => {
    const clock = start();
    const town = await aTown();
    const staff = await onDutyAt(town.own, { until: new Date('2026-11-26T23:00:08+09:00') });
    const { contactId } = await aCaller(town);
    clock.advance(seconds(8));
    await staff.acknowledges();
    await aSecondPasses();
    expect(await ringingFor(contactId)).toEqual([]);
  });
});

describe('answering', () => {
  test('opens a room where both write, with the first words in it', async () => {
    start();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const { viewer, contactId } = await aCaller(town);
    const answered = await answerContact(staff.viewer, contactId);
    if (answered.is !== 'answered') throw new Error(answered.is);
    const { roomId } = answered;
    await postMessage(staff.viewer, { roomId, clientId: crypto.randomUUID(), text: 'こんばんは' });
    const page = await latestMessages(viewer, roomId);
    if (page === 'not_found') throw new Error('not found');
    expect(page.messages.map((m) => m.text || m.kind)).toEqual([
      'opened',
      '夜しか話せないです',
      'こんばんは',
    ]);
    expect(await talkOf(viewer)).toMatchObject({ state: 'talking', answeredBy: { name: 'ゆき' } });
  });

  test('by two at once has one owner, and the other hears who it was', async () => {
    start();
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
    start();
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
    start();
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
    start();
    const town = await aTown();
    await onDutyAt(town.own);
    const stranger = await onDutyAt((await aTown()).own);
    const { contactId } = await aCaller(town);
    expect(await answerContact(stranger.viewer, contactId)).toEqual({ is: 'not_found' });
    expect(await passContact(stranger.viewer, contactId)).toBe('not_found');
    expect(await endTalk(stranger.viewer, contactId)).toBe('not_found');
    expect(await deskOf(stranger.viewer)).toMatchObject({ rings: [], talks: [], waiting: [] });
  });

  test('a peer supporter rings beside a staff, never alone', async () => {
    start();
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
    const clock = start();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const other = await onDutyAt(town.nearby);
    const caller = await aCaller(town);
    const answered = await answerContact(staff.viewer, caller.contactId);
    if (answered.is !== 'answered') throw new Error(answered.is);
    return { clock, town, staff, other, caller, roomId: answered.roomId };
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
    const say = (text: string) =>
      postMessage(caller.viewer, { roomId, clientId: crypto.randomUUID(), text });
    await say('前の話');
    await staff.goes();
    await aSecondPasses();
    expect(await latestMessages(staff.viewer, roomId)).toBe('not_found');
    await answerContact(other.viewer, caller.contactId);
    await say('あとの話');
    const page = await latestMessages(other.viewer, roomId);
    if (page === 'not_found') throw new Error('not found');
    expect(page.messages.map((m) => m.text || m.kind)).toEqual(['staff_changed', 'あとの話']);
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
    const clock = start();
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
    const clock = start();
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
    const clock = start();
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
    const clock = start();
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
    const clock = start();
    const { contactId } = await aCaller(await aTown(), { words: '' });
    clock.advance(minutes(16));
    await aSecondPasses();
    expect(await contactRow(contactId)).toMatchObject({ state: 'left', nickname: '' });
  });
});

describe('words', () => {
  test('written while waiting are read by those at whom it rings, and by nobody else', async () => {
    start();
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
    start();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const { viewer, contactId } = await aCaller(town);
    expect(await leaveWords(viewer, { contactId, words: 'あす読んでください' })).toBe('kept');
    expect(await ringingFor(contactId)).toEqual([]);
    expect((await deskOf(staff.viewer)).messages).toMatchObject([{ words: 'あす読んでください' }]);
    expect(await callAgain(viewer, contactId)).toBe('calling');
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
  });

  test('of somebody else cannot be changed, left or erased', async () => {
    start();
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
    start();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const { viewer, contactId } = await aCaller(town);
    const answered = await answerContact(staff.viewer, contactId);
    if (answered.is !== 'answered') throw new Error(answered.is);
    const { roomId } = answered;
    await postMessage(viewer, { roomId, clientId: crypto.randomUUID(), text: '消えてほしい言葉' });
    expect(await leaveContact(viewer, contactId)).toBe('left');
    const left = await sql<{ found: string }>`
      select body as found from messages where room_id = ${roomId}
      union all select first_words || nickname from contacts where id = ${contactId} and first_words || nickname <> ''
      union all select nickname from room_members where room_id = ${roomId}`.execute(db);
    expect(left.rows).toEqual([]);
    expect(await contactRow(contactId)).toMatchObject({ state: 'left', owner_account_id: null });
    expect(await talkOf(viewer)).toBeUndefined();
    expect(await latestMessages(staff.viewer, roomId)).toBe('not_found');
  });
});

describe('the auditor', () => {
  test.each([
    ['long_past_due', sql`update contacts set due_at = due_at - interval '2 minutes'`],
    ['ringing_without_a_ring', sql`delete from offers`],
    ['without_a_room', sql`delete from rooms`],
    [
      'left_but_not_erased',
      sql`update contacts set state = 'left', first_words = '', nickname = '', ended_at = now(), due_at = null`,
    ],
    [
      'open_room_though_over',
      sql`update contacts set state = 'ended', ended_at = now(), due_at = null`,
    ],
  ])('finds a contact that is %s', async (fault, plant) => {
    const clock = start();
    const town = await aTown();
    await onDutyAt(town.own);
    await aCaller(town);
    const faults = await db
      .transaction()
      .execute(async (trx) => {
        const before = await auditContacts(trx, clock.now);
        await plant.execute(trx);
        const after = await auditContacts(trx, clock.now);
        throw { before, after };
      })
      .catch((thrown: { before: { fault: string }[]; after: { fault: string }[] }) => thrown);
    expect(faults.before.map((f) => f.fault)).not.toContain(fault);
    expect(faults.after.map((f) => f.fault)).toContain(fault);
  });

  test('finds a talk whose owner has no desk, and one with another reader', async () => {
    const clock = start();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    const other = await onDutyAt(town.own);
    const { contactId } = await aCaller(town);
    await answerContact(staff.viewer, contactId);
    expect(await auditContacts(db, clock.now)).toEqual([]);
    await sql`update contact_spans set account_id = ${other.viewer.accountId} where contact_id = ${contactId}`.execute(
      db,
    );
    clock.advance(hours(1));
    const faults = (await auditContacts(db, clock.now)).map((finding) => finding.fault);
    expect(faults).toContain('owner_without_desk');
    expect(faults).toContain('reader_is_not_owner');
    await endTalk(staff.viewer, contactId);
  });
});

describe('the database refuses', () => {
  const planted = async () => {
    start();
    const town = await aTown();
    const staff = await onDutyAt(town.own);
    return { staff, town, ...(await aCaller(town)) };
  };

  test('an open contact that is nobody’s', async () => {
    const { contactId } = await planted();
    await expect(
      sql`update contacts set due_at = null where id = ${contactId}`.execute(db),
    ).rejects.toMatchObject({ constraint: 'contacts_open_has_owner_or_due' });
  });
  test('a talk without an owner, and an owner without a talk', async () => {
    const { contactId, staff, town } = await planted();
    await expect(
      sql`update contacts set state = 'talking' where id = ${contactId}`.execute(db),
    ).rejects.toMatchObject({ constraint: 'contacts_talking_has_owner' });
    await expect(
      sql`update contacts set owner_account_id = ${staff.viewer.accountId}, owner_window_id = ${town.own}
        where id = ${contactId}`.execute(db),
    ).rejects.toMatchObject({ constraint: 'contacts_talking_has_owner' });
  });
  test('two rings of one contact at one account', async () => {
    const { contactId } = await planted();
    await expect(
      sql`insert into offers (contact_id, account_id, window_id, stage, offered_at)
        select contact_id, account_id, window_id, stage, now() from offers where contact_id = ${contactId}`.execute(
        db,
      ),
    ).rejects.toMatchObject({ constraint: 'offers_ring_once' });
  });
  test('two readers of one talk', async () => {
    const { contactId, staff } = await planted();
    await answerContact(staff.viewer, contactId);
    await expect(
      sql`insert into contact_spans (contact_id, account_id, from_seq) values (${contactId}, ${staff.viewer.accountId}, 1)`.execute(
        db,
      ),
    ).rejects.toMatchObject({ constraint: 'contact_spans_one_open' });
  });
  test('a left contact with words', async () => {
    const { contactId } = await planted();
    await expect(
      sql`update contacts set state = 'left', ended_at = now() where id = ${contactId}`.execute(db),
    ).rejects.toMatchObject({ constraint: 'contacts_left_is_erased' });
  });
});

test('a nationwide body rings last, for whoever gave no area too', async () => {
  start();
  const nationwide = await aWindow({ level: 'nationwide' });
  const staff = await onDutyAt(nationwide);
  const { contactId } = await aCaller(null);
  expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
  await sql`update windows set ended_on = '2026-01-01' where id = ${nationwide}`.execute(db);
});
