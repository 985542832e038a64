import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  cancelSignup,
  changeSignup,
  enterOccurrenceRoom,
  hostOccurrenceRoom,
  mySignups,
  newFormToken,
  promoteWhereFree,
  receiptOf,
  signupsAt,
  signUp,
} from '#signup/server';
import type { RoomId } from '#rooms';
import { isRoomRefusal } from '#signup';
import type { ParticipantViewer } from '#participants';
import { messagesAfter, openRoom, postMessage, removeMember, roomOf } from '#rooms/server';
import { hours, later, minutes, now } from '#platform/clock';
import { db } from '#platform/db';
import { cancelOccurrence } from '#schedule/server';
import { useFakeClock } from '../support/clock.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { filledForm, signedUp, viewerOf } from '../support/signup.ts';
import { createParticipant } from '../support/participants.ts';

const inTwoDays = () => later(now(), hours(48));
const anEvening = (capacity = 10) => anOccurrence({ starts_at: inTwoDays(), capacity });

const countersOf = (id: string) =>
  db
    .selectFrom('occurrences')
    .select(['taken', 'waiting'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
const rowsOf = (id: string) =>
  db
    .selectFrom('signups')
    .selectAll()
    .where('occurrence_id', '=', id)
    .orderBy('queue_no')
    .execute();
const countOf = async (table: 'participants' | 'signups' | 'pseudonyms') => {
  const { n } = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
};

describe('signing up', () => {
  test('takes a nickname and gives a place, a receipt and a device', async () => {
    const id = await anEvening();
    const outcome = await signUp(null, filledForm(id));
    if (typeof outcome === 'string' || !('receipt' in outcome) || !outcome.cookie)
      throw new Error(JSON.stringify(outcome));
    const receipt = await receiptOf(await viewerOf(outcome.cookie), outcome.receipt);
    expect(receipt).toMatchObject({ nickname: 'ひだまり', state: 'confirmed', position: null });
    expect(await countersOf(id)).toEqual({ taken: 1, waiting: 0 });
  });

  test('beside somebody who cannot be booked works all the same', async () => {
    const id = await anEvening();
    const { viewer: erased } = await createParticipant();
    await db.deleteFrom('participants').where('id', '=', erased.participantId).execute();
    const [, , third, ...others] = await Promise.all(
      [null, null, erased, null].map((viewer) => signUp(viewer, filledForm(id))),
    );
    expect(third).toBe('form_expired');
    expect(others).toEqual([expect.objectContaining({ cookie: expect.anything() as unknown })]);
    expect(await countersOf(id)).toEqual({ taken: 3, waiting: 0 });
  });

  test('at many occurrences at once gives each its own places', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => anEvening(2)));
    const everywhere = [...ids, ...ids, ...ids];
    await Promise.all(everywhere.map((id) => signUp(null, filledForm(id))));
    for (const id of ids) expect(await countersOf(id)).toEqual({ taken: 2, waiting: 1 });
  });

  test('of 200 at once for 10 places gives exactly 10, and 190 wait in order', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await anEvening(10);
      await Promise.all(Array.from({ length: 200 }, () => signUp(null, filledForm(id))));
      expect(await countersOf(id)).toEqual({ taken: 10, waiting: 190 });
      const rows = await rowsOf(id);
      expect(rows.filter(({ state }) => state === 'confirmed')).toHaveLength(10);
      expect(rows.map(({ queue_no }) => queue_no)).toEqual(rows.map((_, i) => i + 1));
    }
  });

  test('twenty times with one form and no cookie gives one sign-up, one person, one receipt', async () => {
    const id = await anEvening();
    const people = await countOf('participants');
    const form = filledForm(id);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => signUp(null, form)));
    const receipts = outcomes.map((o) => (typeof o === 'object' && 'receipt' in o ? o.receipt : o));
    expect(new Set(receipts).size).toBe(1);
    expect(await rowsOf(id)).toHaveLength(1);
    expect(await countOf('participants')).toBe(people + 1);
    for (const outcome of outcomes) {
      if (typeof outcome === 'string' || !('receipt' in outcome) || !outcome.cookie)
        throw new Error();
      expect(await receiptOf(await viewerOf(outcome.cookie), outcome.receipt)).toBeDefined();
    }
  });

  test('again by the same person, with another form, gives the first receipt', async () => {
    const id = await anEvening();
    const { viewer, receipt } = await signedUp(id);
    const again = () => signUp(viewer, filledForm(id, { nickname: 'べつの名' }));
    expect(await Promise.all([again(), again()])).toEqual([{ receipt }, { receipt }]);
    expect(await countersOf(id)).toEqual({ taken: 1, waiting: 0 });
  });

  test('twenty times at once by one person with twenty forms gives one sign-up', async () => {
    const id = await anEvening();
    const { viewer } = await createParticipant();
    await Promise.all(Array.from({ length: 20 }, () => signUp(viewer, filledForm(id))));
    expect(await rowsOf(id)).toHaveLength(1);
    expect(await countersOf(id)).toEqual({ taken: 1, waiting: 0 });
  });

  test('with the last form filled with other words does not become the other person', async () => {
    const id = await anEvening();
    const formToken = newFormToken();
    const first = await signUp(null, filledForm(id, { formToken }));
    const second = await signUp(null, filledForm(id, { formToken, nickname: 'はなこ' }));
    expect(first).not.toMatchObject({ receipt: (second as { receipt: string }).receipt });
  });

  test('with a form that is old, foreign or touched asks for another press', async () => {
    const clock = useFakeClock('2026-11-21T09:00:00Z');
    const id = await anEvening();
    const form = filledForm(id);
    clock.advance(minutes(10));
    expect(await signUp(null, form)).toBe('form_expired');
    const [random, , mark] = newFormToken().split('.');
    const longer = `${random}.${later(now(), hours(9)).getTime().toString(36)}.${mark}`;
    for (const formToken of ['', 'a.b.c', '..', longer])
      expect(await signUp(null, filledForm(id, { formToken }))).toBe('form_expired');
    expect(await rowsOf(id)).toHaveLength(0);
  });

  test('is refused before it opens, after it closes, where none is taken, where a talk comes first', async () => {
    const of = async (series: Parameters<typeof aSeries>[0], over = {}) =>
      signUp(
        null,
        filledForm(
          await anOccurrence({ series_id: await aSeries(series), starts_at: inTwoDays(), ...over }),
        ),
      );
    const people = await countOf('participants');
    expect(await of({ sign_up_opens_minutes: 60 })).toBe('not_yet');
    expect(await of({ sign_up_closes_minutes: 60 * 72 })).toBe('closed');
    expect(await of({}, { state: 'cancelled' })).toBe('closed');
    expect(await of({ sign_up_policy: 'none' })).toBe('not_found');
    expect(await of({ sign_up_policy: 'ask' })).toBe('ask');
    expect(await of({ state: 'draft' })).toBe('not_found');
    for (const unknown of ['', 'x', '00000000-0000-4000-8000-000000000000'])
      expect(await signUp(null, filledForm(unknown))).toBe('not_found');
    expect(await countOf('participants')).toBe(people);
  });

  test('by a party takes places all or none', async () => {
    const id = await anEvening(5);
    await signedUp(id, { partySize: 3 });
    const larger = await signedUp(id, { partySize: 3 });
    expect(await receiptOf(larger.viewer, larger.receipt)).toMatchObject({
      state: 'waiting',
      position: 1,
    });
    const fits = await signedUp(id, { partySize: 2 });
    expect(await receiptOf(fits.viewer, fits.receipt)).toMatchObject({ state: 'confirmed' });
    expect(await countersOf(id)).toEqual({ taken: 5, waiting: 1 });
    expect(await signUp(null, filledForm(await anEvening(2), { partySize: 3 }))).toEqual({
      problems: { partySize: 'party_too_large' },
    });
  });
});

describe('a name to be called by', () => {
  const tryName = async (nickname: string) =>
    signUp(null, filledForm(await anEvening(), { nickname }));

  test.each([
    ['empty', '', 'nickname_empty'],
    ['spaces of every kind', ' \u3000\t\n', 'nickname_empty'],
    ['nothing but zero-width and direction marks', '\u200b\u202e\u2066\ufeff', 'nickname_empty'],
    ['letters drawn as nothing', '\u3164\u2800\u115f', 'nickname_empty'],
    ['ten thousand letters', 'あ'.repeat(10_000), 'nickname_long'],
    ['thirty-one letters', 'あ'.repeat(31), 'nickname_long'],
    ['one letter under a tower of marks', `あ${'\u0301'.repeat(500)}`, 'nickname_long'],
    ['the site itself', '運営', 'nickname_of_staff'],
    ['the site itself, disguised', '運\u200b 営\u3000本部', 'nickname_of_staff'],
    ['staff in wide letters', 'ＳＴＡＦＦ', 'nickname_of_staff'],
    ['a counsellor', '相談員の山田', 'nickname_of_staff'],
  ])('is asked for again when it is %s', async (_, nickname, problem) => {
    expect(await tryName(nickname)).toEqual({ problems: { nickname: problem } });
  });

  test.each([
    ['one letter', 'K', 'K'],
    ['markup, as plain text', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['a reversed name, set straight', '\u202eまり\u200b', 'まり'],
    ['a family as one sign', '👨‍👩‍👧', '👨‍👩‍👧'],
    ['Hebrew', 'שלום', 'שלום'],
    ['thirty letters with voicing marks apart', 'か\u3099'.repeat(30), 'が'.repeat(30)],
  ])('may be %s', async (_, nickname, kept) => {
    const { viewer, receipt } = await signedUp(await anEvening(), { nickname });
    expect(await receiptOf(viewer, receipt)).toMatchObject({ nickname: kept });
  });

  test('comes back with all other problems at once', async () => {
    const problems = {
      nickname: 'nickname_empty',
      message: 'message_long',
      partySize: 'party_too_large',
      way: 'way_unknown',
    };
    const wrong = {
      nickname: '',
      message: 'あ'.repeat(1_001),
      partySize: 5,
      way: 'shout' as 'text',
    };
    expect(await signUp(null, filledForm(await anEvening(), wrong))).toEqual({ problems });
  });
});

describe('cancelling', () => {
  test('lets the first who fits move up, in the same moment', async () => {
    const id = await anEvening(3);
    const leaving = await signedUp(id, { partySize: 1 });
    await signedUp(id, { partySize: 2 });
    const pair = await signedUp(id, { partySize: 2 });
    const single = await signedUp(id, { partySize: 1 });
    expect(await receiptOf(single.viewer, single.receipt)).toMatchObject({ position: 2 });
    expect(await cancelSignup(leaving.viewer, leaving.receipt)).toBe('cancelled');
    expect(await receiptOf(single.viewer, single.receipt)).toMatchObject({ state: 'confirmed' });
    expect(await receiptOf(pair.viewer, pair.receipt)).toMatchObject({
      state: 'waiting',
      position: 1,
    });
    expect(await countersOf(id)).toEqual({ taken: 3, waiting: 1 });
  });

  test('twice, or twenty times at once, frees one place', async () => {
    const id = await anEvening(2);
    const { viewer, receipt } = await signedUp(id);
    await signedUp(id);
    await Promise.all(Array.from({ length: 20 }, () => cancelSignup(viewer, receipt)));
    expect(await countersOf(id)).toEqual({ taken: 1, waiting: 0 });
  });

  test('moves nobody up in the last hour, and the place is open to all', async () => {
    const clock = useFakeClock('2026-11-21T09:00:00Z');
    const id = await anOccurrence({ starts_at: later(now(), hours(3)), capacity: 1 });
    const first = await signedUp(id);
    const second = await signedUp(id);
    clock.advance(hours(2));
    await cancelSignup(first.viewer, first.receipt);
    expect(await receiptOf(second.viewer, second.receipt)).toMatchObject({ state: 'waiting' });
    const newcomer = await signedUp(id);
    expect(await receiptOf(newcomer.viewer, newcomer.receipt)).toMatchObject({
      state: 'confirmed',
    });
  });

  test('of another person, of nothing, or of what is over is refused', async () => {
    const clock = useFakeClock('2026-11-21T09:00:00Z');
    const { viewer, receipt } = await signedUp(await anEvening());
    const stranger = await createParticipant();
    expect(await cancelSignup(stranger.viewer, receipt)).toBe('not_found');
    expect(await receiptOf(stranger.viewer, receipt)).toBeUndefined();
    expect(await cancelSignup(viewer, 'x')).toBe('not_found');
    clock.advance(hours(60));
    expect(await cancelSignup(viewer, receipt)).toBe('over');
  });

  test('leaves the way open to sign up again', async () => {
    const id = await anEvening();
    const { viewer, receipt } = await signedUp(id);
    await cancelSignup(viewer, receipt);
    const again = await signUp(viewer, filledForm(id));
    expect(again).toMatchObject({ receipt: expect.not.stringMatching(receipt) });
    expect(await mySignups(viewer)).toMatchObject({ coming: [{}], past: [{ state: 'cancelled' }] });
  });
});

describe('changing', () => {
  const details = {
    nickname: 'そら',
    partySize: 1,
    way: 'watch' as const,
    message: 'すこし遅れます',
  };

  test('keeps the place and takes the new words', async () => {
    const { viewer, receipt } = await signedUp(await anEvening());
    expect(await changeSignup(viewer, receipt, details)).toBe('changed');
    expect(await receiptOf(viewer, receipt)).toMatchObject(details);
    expect(await changeSignup(viewer, receipt, { ...details, nickname: '' })).toEqual({
      problems: { nickname: 'nickname_empty' },
    });
  });

  test('to more people needs places for all, to fewer lets others in', async () => {
    const id = await anEvening(3);
    const pair = await signedUp(id, { partySize: 2 });
    await signedUp(id);
    const waiting = await signedUp(id);
    expect(await changeSignup(pair.viewer, pair.receipt, { ...details, partySize: 3 })).toBe(
      'full',
    );
    expect(await changeSignup(pair.viewer, pair.receipt, details)).toBe('changed');
    expect(await receiptOf(waiting.viewer, waiting.receipt)).toMatchObject({ state: 'confirmed' });
    expect(await countersOf(id)).toEqual({ taken: 3, waiting: 0 });
  });

  test('of capacity to more lets those who wait in before anybody new', async () => {
    const id = await anEvening(1);
    await signedUp(id);
    const pair = await signedUp(id, { partySize: 1 });
    await db.updateTable('occurrences').set({ capacity: 2 }).where('id', '=', id).execute();
    await promoteWhereFree();
    const late = await signedUp(id);
    expect(await receiptOf(pair.viewer, pair.receipt)).toMatchObject({ state: 'confirmed' });
    expect(await receiptOf(late.viewer, late.receipt)).toMatchObject({ state: 'waiting' });
    expect(await countersOf(id)).toEqual({ taken: 2, waiting: 1 });
  });

  test('a waiting party to a size that fits gives it its place', async () => {
    const id = await anEvening(3);
    await signedUp(id, { partySize: 2 });
    const pair = await signedUp(id, { partySize: 2 });
    await changeSignup(pair.viewer, pair.receipt, details);
    expect(await receiptOf(pair.viewer, pair.receipt)).toMatchObject({ state: 'confirmed' });
    expect(await countersOf(id)).toEqual({ taken: 3, waiting: 0 });
  });
});

describe('the organisation', () => {
  test('sees who comes, and its log says that it looked; another sees nothing', async () => {
    const organisationId = await anOrganisation();
    const series_id = await aSeries({ organisation_id: organisationId });
    const id = await anOccurrence({ series_id, starts_at: inTwoDays(), capacity: 1 });
    await signedUp(id, { message: '声は出せません' });
    await signedUp(id);
    const publisher = await anAccount(organisationId, 'publisher');
    const signups = await signupsAt(publisher, id);
    expect(signups).toMatchObject([
      { nickname: 'ひだまり', message: '声は出せません', state: 'confirmed' },
      { state: 'waiting' },
    ]);
    const log = await db.selectFrom('audit_entries').select(['act', 'subject']).execute();
    expect(log).toContainEqual({ act: 'roster.read', subject: `occurrence:${id}` });
    const stranger = await anAccount(await anOrganisation(), 'admin');
    expect(await signupsAt(stranger, id)).toBe('not_found');
    expect(await signupsAt(await anAccount(organisationId, 'window_staff'), id)).toBe('not_found');
  });

  test('cancels a day, and each person sees it with the reason', async () => {
    const organisationId = await anOrganisation();
    const series_id = await aSeries({ organisation_id: organisationId });
    const id = await anOccurrence({ series_id, starts_at: inTwoDays() });
    const { viewer } = await signedUp(id);
    await cancelOccurrence(await anAccount(organisationId, 'admin'), id, '台風のため');
    const { coming } = await mySignups(viewer);
    expect(coming).toMatchObject([
      { state: 'confirmed', occurrence: { state: 'cancelled', cancelledReason: '台風のため' } },
    ]);
  });
});

describe('the room', () => {
  test('is entered by the confirmed from a quarter of an hour before', async () => {
    const clock = useFakeClock('2026-11-21T09:00:00Z');
    const id = await anOccurrence({ starts_at: later(now(), hours(2)), capacity: 1 });
    const inside = await signedUp(id);
    const outside = await signedUp(id);
    const stranger = await createParticipant();
    expect(await enterOccurrenceRoom(inside.viewer, id)).toBe('too_early');
    clock.advance(minutes(105));
    const room = await enterOccurrenceRoom(inside.viewer, id);
    expect(room).toMatch(/^[0-9a-f-]{36}$/);
    expect(await enterOccurrenceRoom(inside.viewer, id)).toBe(room);
    expect(await enterOccurrenceRoom(outside.viewer, id)).toBe('not_found');
    expect(await enterOccurrenceRoom(stranger.viewer, id)).toBe('not_found');
    clock.advance(hours(4));
    expect(await enterOccurrenceRoom(inside.viewer, id)).toBe('closed');
  });
});

describe('whoever gave the place up', () => {
  const inTheRoom = async () => {
    useFakeClock('2026-11-21T09:00:00Z');
    const organisationId = await anOrganisation();
    const series_id = await aSeries({ organisation_id: organisationId });
    const id = await anOccurrence({ series_id, starts_at: later(now(), minutes(10)) });
    const person = await signedUp(id);
    const host = await anAccount(organisationId, 'publisher');
    const roomId = await enterOccurrenceRoom(person.viewer, id);
    if (isRoomRefusal(roomId)) throw new Error(roomId);
    await hostOccurrenceRoom(host, id);
    await openRoom(host, roomId);
    return { id, host, roomId, ...person };
  };
  const say = (viewer: ParticipantViewer, roomId: RoomId) =>
    postMessage(viewer, { roomId, clientId: randomUUID(), text: 'まだいます' });

  test('neither reads nor writes on in its room', async () => {
    const { viewer, receipt, roomId } = await inTheRoom();
    expect(await say(viewer, roomId)).toMatchObject({ seq: expect.any(Number) });
    await cancelSignup(viewer, receipt);
    expect(await roomOf(viewer, roomId)).toBeUndefined();
    expect(await messagesAfter(viewer, { roomId, after: 0 })).toBe('not_found');
    expect(await say(viewer, roomId)).toBe('not_found');
  });

  test('comes back with a new place', async () => {
    const { id, viewer, receipt, roomId } = await inTheRoom();
    await cancelSignup(viewer, receipt);
    expect(await enterOccurrenceRoom(viewer, id)).toBe('not_found');
    await db.updateTable('series').set({ sign_up_closes_minutes: 0 }).execute();
    await signUp(viewer, filledForm(id));
    expect(await enterOccurrenceRoom(viewer, id)).toBe(roomId);
    expect(await say(viewer, roomId)).toMatchObject({ seq: expect.any(Number) });
  });

  test('after a host put them out does not come back by signing up anew', async () => {
    const { id, host, viewer, receipt, roomId } = await inTheRoom();
    const { me } = (await roomOf(viewer, roomId)) ?? {};
    if (!me) throw new Error('not in the room');
    await removeMember(host, { roomId, memberId: me.memberId });
    await cancelSignup(viewer, receipt);
    await signUp(viewer, filledForm(id));
    expect(await enterOccurrenceRoom(viewer, id)).toBe('kept_out');
  });
});

describe('the database itself refuses', () => {
  let id: string;
  beforeEach(async () => {
    id = await anEvening(2);
    await signedUp(id);
  });
  const broken = (work: Promise<unknown>) =>
    work.then(
      () => 'allowed',
      (error: { constraint?: string }) => error.constraint,
    );
  const set = (values: object) => broken(db.updateTable('signups').set(values).execute());
  const setPlaces = (values: object) =>
    broken(db.updateTable('occurrences').set(values).where('id', '=', id).execute());

  test('more taken than there are, less than none, fewer waiting than none', async () => {
    expect(await setPlaces({ taken: 3 })).toBe('occurrences_never_oversold');
    expect(await setPlaces({ taken: -1 })).toBe('occurrences_never_oversold');
    expect(await setPlaces({ capacity: 0 })).toBe('occurrences_capacity');
    expect(await setPlaces({ waiting: -1 })).toBe('occurrences_waiting_counted');
  });

  test('a second live sign-up of one person, a queue number given twice', async () => {
    const [row] = await rowsOf(id);
    if (!row) throw new Error('no sign-up');
    const copy = { ...row, id: undefined, queue_no: 99 };
    const insert = (over: object) =>
      broken(
        db
          .insertInto('signups')
          .values({ ...copy, ...over })
          .execute(),
      );
    expect(await insert({})).toBe('signups_once_a_person');
    expect(await insert({ state: 'cancelled', queue_no: row.queue_no })).toBe('signups_in_order');
    expect(await insert({ pseudonym: '00000000-0000-4000-8000-000000000000' })).toBe(
      'signups_pseudonym',
    );
    expect(await insert({ state: 'cancelled' })).toBe('allowed');
  });

  test('values that nothing of ours writes', async () => {
    expect(await set({ party_size: 5 })).toBe('signups_party');
    expect(await set({ party_size: 0 })).toBe('signups_party');
    expect(await set({ seen_sequence: -1 })).toBe('signups_seen_counted');
    expect(await set({ way: 'shout' })).toBe('signups_way');
    expect(await set({ state: 'maybe' })).toBe('signups_state');
    expect(await set({ nickname: 'あ'.repeat(81) })).toBe('signups_nickname_length');
    expect(await set({ nickname: '', message: 'はじめてです' })).toBe('signups_erased_whole');
    expect(await set({ message: 'あ'.repeat(4_001) })).toBe('signups_message_length');
  });

  test('a form used twice', async () => {
    const [form] = await db.selectFrom('used_forms').selectAll().execute();
    if (!form) throw new Error('no form');
    expect(await broken(db.insertInto('used_forms').values(form).execute())).toBe(
      'used_forms_pkey',
    );
  });
});
