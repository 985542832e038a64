/** TRUST P5: what is past its limit is nowhere any more, in no table and no queue; a minute before it is there. */
import { describe, expect, test } from 'vitest';
import {
  contactScope,
  IDLE_KEPT_DAYS,
  organisationScope,
  type ParticipantViewer,
} from '#participants';
import {
  derivedPseudonym,
  forgetIdlePeople,
  forgetPerson,
  identifyParticipant,
  pseudonymsOf,
} from '#participants/server';
import { days, hours, later, minutes, now, replaceClock } from '#platform/clock';
import { brokenConstraint, db, sql } from '#platform/db';
import { slowJobs } from '#platform/jobs/slow';
import { localDate } from '#platform/tokyo';
import { CONTACT_TEXTS_KEPT_DAYS, SESSION_TEXTS_KEPT_DAYS, type RoomId } from '#rooms';
import { closeRoom, openRoom, postMessage } from '#rooms/server';
import { isRoomRefusal, SIGN_UP_NAMES_KEPT_DAYS } from '#signup';
import { cancelSignup, enterOccurrenceRoom, hostOccurrenceRoom, signUp } from '#signup/server';
import { CONTACT_LOG_KEPT_DAYS, UNANSWERED_WORDS_KEPT_DAYS } from '#urgent';
import { answerContact, endTalk, leaveContact, leaveWords, pressTalk } from '#urgent/server';
import { HOLDINGS } from '../../src/forgetting.server.ts';
import { byTheDatabasesClock, PURGES } from '../../src/timers.server.ts';
import { useFakeClock } from '../support/clock.ts';
import { createParticipant } from '../support/participants.ts';
import { purgeAll } from '../support/purges.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { filledForm, signedUp } from '../support/signup.ts';
import { everythingStored, tracesOf } from '../support/traces.ts';
import { aCaller, aPress, contactRow } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';

const START = '2026-11-22T10:00:00+09:00';

const stored = () => everythingStored(process.env['DATABASE_URL'] ?? '');
const stillThere = async (secrets: string[]) => tracesOf(secrets, await stored());

/** An evening of an organisation of its own, with a host. */
async function anEvening(startsAt: Date, capacity = 10) {
  const organisation_id = await anOrganisation();
  const series_id = await aSeries({ organisation_id, capacity });
  const id = await anOccurrence({ series_id, starts_at: startsAt, capacity });
  return {
    id,
    organisationId: organisation_id,
    host: await anAccount(organisation_id, 'publisher'),
  };
}

async function entered(viewer: ParticipantViewer, occurrenceId: string): Promise<RoomId> {
  const room = await enterOccurrenceRoom(viewer, occurrenceId);
  if (isRoomRefusal(room)) throw new Error(room);
  return room;
}

const takenAt = async (id: string) =>
  (
    await db
      .selectFrom('occurrences')
      .select('taken')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).taken;

/** Everything by which a row could still be this person's. */
async function marksOf(viewer: ParticipantViewer): Promise<string[]> {
  const faces = await pseudonymsOf(viewer);
  return [viewer.participantId, viewer.sessionKey, ...faces.map(({ pseudonym }) => pseudonym)];
}

describe('whoever comes no more', () => {
  test('is kept through the last day, and is nowhere the minute after it', async () => {
    const clock = useFakeClock(START);
    const evening = await anEvening(later(now(), hours(1)));
    const { viewer, receipt } = await signedUp(evening.id, {
      nickname: 'かなりあ零',
      message: 'かなりあ零のことば',
    });
    clock.advance(minutes(50));
    const room = await entered(viewer, evening.id);
    await hostOccurrenceRoom(evening.host, evening.id);
    await openRoom(evening.host, room);
    await postMessage(viewer, { roomId: room, clientId: receipt, text: 'かなりあ零の声' });
    const marks = [...(await marksOf(viewer)), receipt, 'かなりあ零'];
    expect(await stillThere(marks)).toEqual(marks);

    const lastUsed = localDate(now());
    for (const day of [1, 40]) {
      clock.advance(days(day));
      await purgeAll(now());
    }
    clock.set(new Date(`${lastUsed}T23:59:00+09:00`));
    clock.advance(days(IDLE_KEPT_DAYS));
    await purgeAll(now());
    expect(await stillThere([viewer.participantId, receipt])).toEqual([
      viewer.participantId,
      receipt,
    ]);
    expect(await stillThere(['かなりあ零'])).toEqual([]);
    clock.advance(minutes(1));
    await purgeAll(now());
    expect(await stillThere(marks)).toEqual([]);
    expect(await takenAt(evening.id)).toBe(1);
  });

  test('is kept while a place is still to come, and deleted once that is over', async () => {
    const clock = useFakeClock(START);
    const evening = await anEvening(later(now(), days(200)));
    const { viewer } = await signedUp(evening.id);
    clock.advance(days(190));
    await purgeAll(now());
    expect(await stillThere([viewer.participantId])).not.toEqual([]);
    expect(await takenAt(evening.id)).toBe(1);
    clock.advance(days(11));
    await purgeAll(now());
    expect(await stillThere([viewer.participantId])).toEqual([]);
  });

  test('is deleted though the place to come was given back', async () => {
    const clock = useFakeClock(START);
    const evening = await anEvening(later(now(), days(200)));
    const { viewer, receipt } = await signedUp(evening.id);
    await cancelSignup(viewer, receipt);
    clock.advance(days(IDLE_KEPT_DAYS + 1));
    await purgeAll(now());
    expect(await stillThere([viewer.participantId, receipt])).toEqual([]);
  });

  test('stays when they come on the very last day', async () => {
    const clock = useFakeClock(START);
    const evening = await anEvening(later(now(), hours(1)));
    const outcome = await signUp(null, filledForm(evening.id));
    if (typeof outcome === 'string' || 'problems' in outcome || !outcome.cookie) throw new Error();
    const { name, value } = outcome.cookie;
    await sql`update participant_sessions set remembered = true, expires_at = ${later(now(), days(400))}
      where id_hash = (select id_hash from participant_sessions order by expires_at desc limit 1)`.execute(
      db,
    );
    clock.advance(days(IDLE_KEPT_DAYS));
    const viewer = await identifyParticipant(`${name}=${value}`);
    clock.advance(days(1));
    await purgeAll(now());
    expect(await identifyParticipant(`${name}=${value}`)).toEqual(viewer);
  });

  test('is deleted once, by whichever of two processes comes first, among more than one look lists', async () => {
    const clock = useFakeClock(START);
    const many = 601;
    await sql`insert into participants (last_used_on)
      select ${localDate(now())}::date from generate_series(1, ${many})`.execute(db);
    clock.advance(days(IDLE_KEPT_DAYS + 1));
    const [first, second] = await Promise.all([
      forgetIdlePeople(HOLDINGS),
      forgetIdlePeople(HOLDINGS),
    ]);
    expect(first + second).toBeGreaterThanOrEqual(many);
    expect(await forgetIdlePeople(HOLDINGS)).toBe(0);
  });
});

describe('whoever erases everything', () => {
  test('is nowhere at once: places go to who waits, the talk ends, no face is left', async () => {
    useFakeClock(START);
    const [evening, past] = [
      await anEvening(later(now(), days(3)), 1),
      await anEvening(later(now(), -days(3))),
    ];
    const { viewer } = await signedUp(evening.id, {
      nickname: 'かなりあ壱',
      message: 'かなりあ壱の願い',
    });
    const next = await signedUp(evening.id, { nickname: 'つぎの人' });
    await signUp(viewer, filledForm(past.id));
    const town = await aTown();
    const desk = await onDutyAt(town.own);
    const { contactId } = await pressTalk(viewer, aPress(town, { words: 'かなりあ壱の夜' }));
    await answerContact(desk.viewer, contactId);
    const marks = [...(await marksOf(viewer)), 'かなりあ壱'];
    expect(await forgetPerson(viewer, HOLDINGS)).toBe('forgotten');
    expect(await stillThere(marks)).toEqual([]);
    expect(await contactRow(contactId)).toMatchObject({ state: 'left', pseudonym: null });
    const { rows } = await sql<{ state: string }>`
      select state from signups where id = ${next.receipt}`.execute(db);
    expect(rows).toEqual([{ state: 'confirmed' }]);
    expect(await takenAt(evening.id)).toBe(1);
    expect(await forgetPerson(viewer, HOLDINGS)).toBe('not_found');
  });

  test('leaves in a group’s talk what they said and their name there, under no face; others stay whole', async () => {
    const clock = useFakeClock(START);
    const evening = await anEvening(later(now(), minutes(5)));
    const { viewer } = await signedUp(evening.id, { nickname: 'かなりあ弐' });
    const other = await signedUp(evening.id, { nickname: 'となりの人' });
    const room = await entered(viewer, evening.id);
    await enterOccurrenceRoom(other.viewer, evening.id);
    await hostOccurrenceRoom(evening.host, evening.id);
    await openRoom(evening.host, room);
    await postMessage(viewer, { roomId: room, clientId: other.receipt, text: 'かなりあ弐の話' });
    const marks = await marksOf(viewer);
    const others = await marksOf(other.viewer);
    await forgetPerson(viewer, HOLDINGS);
    expect(await stillThere(marks)).toEqual([]);
    expect(await stillThere(['かなりあ弐の話', 'かなりあ弐'])).toHaveLength(2);
    expect(await stillThere(others)).toEqual(others);
    await closeRoom(evening.host, room);
    clock.advance(days(SESSION_TEXTS_KEPT_DAYS) + 1);
    await purgeAll(now());
    expect(await stillThere(['かなりあ弐の話', 'かなりあ弐'])).toEqual([]);
  });

  test('takes along a talk that was over, words that were left, and a first talk', async () => {
    useFakeClock(START);
    const town = await aTown();
    const desk = await onDutyAt(town.own);
    const { viewer, contactId } = await aCaller(town, {
      words: 'かなりあ参',
      nickname: 'かなりあ参',
    });
    await answerContact(desk.viewer, contactId);
    await endTalk(viewer, contactId);
    const again = await pressTalk(viewer, aPress(null, { words: 'かなりあ参ふたたび' }));
    await leaveWords(viewer, { contactId: again.contactId, words: 'かなりあ参の手紙' });
    const face = derivedPseudonym(viewer, contactScope(contactId));
    await sql`insert into first_talks values (${face})`.execute(db);
    const marks = [...(await marksOf(viewer)), 'かなりあ参'];
    await forgetPerson(viewer, HOLDINGS);
    expect(await stillThere(marks)).toEqual([]);
    expect([
      (await contactRow(contactId)).state,
      (await contactRow(again.contactId)).state,
    ]).toEqual(['ended', 'left']);
  });

  test('at the moment of another sign-up of theirs leaves either both or none of it, and a form to send again', async () => {
    useFakeClock(START);
    const answers = new Set<string>();
    const marks: string[] = [];
    for (let round = 0; round < 12; round += 1) {
      const first = await anEvening(later(now(), days(3)));
      // Where they are known already, and where they come for the first time.
      const second = round % 2 === 0 ? await anEvening(later(now(), days(3))) : first;
      const { viewer, receipt } = await signedUp(first.id);
      if (second === first) await cancelSignup(viewer, receipt);
      const [answer] = await Promise.all([
        signUp(viewer, filledForm(second.id, { every: round % 4 === 3 })),
        forgetPerson(viewer, HOLDINGS),
      ]);
      answers.add(typeof answer === 'string' ? answer : 'signed up');
      const faces = [first, second].map(({ organisationId }) =>
        derivedPseudonym(viewer, organisationScope(organisationId)),
      );
      marks.push(viewer.participantId, ...faces);
      expect([await takenAt(first.id), await takenAt(second.id)]).toEqual([0, 0]);
    }
    expect(await stillThere(marks)).toEqual([]);
    expect(
      [...answers].filter((answer) => !['signed up', 'form_expired'].includes(answer)),
    ).toEqual([]);
  });

  test('and sends a form of before is asked for a new one', async () => {
    useFakeClock(START);
    const evening = await anEvening(later(now(), days(3)));
    const { viewer } = await createParticipant();
    await forgetPerson(viewer, HOLDINGS);
    expect(await signUp(viewer, filledForm(evening.id))).toBe('form_expired');
    expect(await stillThere([viewer.participantId])).toEqual([]);
  });

  test('and presses for somebody at that moment is somebody new, and is led to a desk', async () => {
    useFakeClock(START);
    const { viewer } = await createParticipant();
    await forgetPerson(viewer, HOLDINGS);
    const { contactId, cookie } = await pressTalk(viewer, aPress(null));
    expect(cookie).toBeDefined();
    expect(await contactRow(contactId)).toMatchObject({ pseudonym: expect.any(String) as string });
    expect(await stillThere([viewer.participantId])).toEqual([]);
  });
});

test('of a sign-up the name and what was told go after the date, cancelled or not; that it was stays', async () => {
  const clock = useFakeClock(START);
  const evening = await anEvening(later(now(), hours(2)));
  const held = await signedUp(evening.id, { nickname: 'かなりあ四', message: 'かなりあ四の願い' });
  const given = await signedUp(evening.id, { nickname: 'かなりあ五' });
  await cancelSignup(given.viewer, given.receipt);
  const coming = await anEvening(later(now(), days(120)));
  await signedUp(coming.id, { nickname: 'これからの人' });
  clock.advance(hours(3.5) + days(SIGN_UP_NAMES_KEPT_DAYS) - minutes(1));
  await purgeAll(now());
  expect(await stillThere(['かなりあ四の願い', 'かなりあ五'])).toHaveLength(2);
  clock.advance(minutes(2));
  await purgeAll(now());
  expect(await stillThere(['かなりあ四', 'かなりあ五'])).toEqual([]);
  expect(await stillThere([held.receipt, given.receipt, 'これからの人'])).toHaveLength(3);
});

describe('of a contact', () => {
  test('the words, the name, the route and the face go when the room does; the log and the hour later; the count stays', async () => {
    const clock = useFakeClock(START);
    const town = await aTown();
    const desk = await onDutyAt(town.own);
    const { viewer, contactId } = await aCaller(town, {
      words: 'かなりあ六の夜',
      nickname: 'かなりあ六',
    });
    const face = derivedPseudonym(viewer, contactScope(contactId));
    clock.advance(10_000);
    await answerContact(desk.viewer, contactId);
    await endTalk(viewer, contactId);
    const told = [face, 'かなりあ六', 'かなりあ六の夜'];
    clock.advance(days(CONTACT_TEXTS_KEPT_DAYS) - minutes(1));
    await purgeAll(now());
    expect(await stillThere(told)).toEqual(told);
    clock.advance(minutes(2));
    await purgeAll(now());
    expect(await stillThere(told)).toEqual([]);
    expect(await contactRow(contactId)).toMatchObject({ state: 'ended', route: [] });
    const logged = async () =>
      (
        await db
          .selectFrom('contact_events')
          .select('kind')
          .where('contact_id', '=', contactId)
          .execute()
      ).length;
    clock.advance(days(CONTACT_LOG_KEPT_DAYS - CONTACT_TEXTS_KEPT_DAYS) - minutes(2));
    await purgeAll(now());
    expect(await logged()).toBeGreaterThan(0);
    clock.advance(minutes(2));
    await purgeAll(now());
    await purgeAll(now());
    expect(await logged()).toBe(0);
    const { created_at, answered_at, code5 } = await contactRow(contactId);
    expect(created_at).toEqual(new Date('2026-11-01T00:00:00+09:00'));
    expect(Number(answered_at) - Number(created_at)).toBe(10_000);
    expect(code5).toBe(town.code5);
  });

  test('that was stopped no face is left at once', async () => {
    useFakeClock(START);
    const { viewer, contactId } = await aCaller(null, {
      words: 'かなりあ七',
      nickname: 'かなりあ七',
    });
    const face = derivedPseudonym(viewer, contactScope(contactId));
    await leaveContact(viewer, contactId);
    expect(await stillThere([face, 'かなりあ七'])).toEqual([]);
    expect(await stillThere([viewer.participantId])).not.toEqual([]);
  });

  test('words that nobody answered go when their writer has not looked for long', async () => {
    const clock = useFakeClock(START);
    const { viewer, contactId } = await aCaller(null, { words: 'かなりあ八' });
    await leaveWords(viewer, { contactId, words: 'かなりあ八の手紙' });
    clock.advance(days(UNANSWERED_WORDS_KEPT_DAYS) - minutes(1));
    await purgeAll(now());
    expect(await stillThere(['かなりあ八の手紙'])).not.toEqual([]);
    clock.advance(minutes(2));
    await purgeAll(now());
    expect(await stillThere(['かなりあ八'])).toEqual([]);
    expect(await contactRow(contactId)).toMatchObject({ state: 'left' });
  });
});

describe('F11: a clock that is set', () => {
  test.each([
    ['an hour ahead', 1],
    ['an hour back', -1],
  ])('%s deletes nothing early, and nothing is kept beyond its time', async (_how, step) => {
    const ends = (ago: number) => anEvening(later(new Date(), -hours(1.5) - ago));
    const kept = days(SIGN_UP_NAMES_KEPT_DAYS);
    const [soon, past] = [await ends(kept - minutes(30)), await ends(kept + minutes(30))];
    await namedAt(soon.id, `まだの人${step}`);
    await namedAt(past.id, `すぎた人${step}`);
    const restore = replaceClock(() => Date.now() + hours(step));
    try {
      const purge = PURGES.find(({ name }) => name === 'old-names');
      await (purge && byTheDatabasesClock(purge))?.run(now());
    } finally {
      restore();
    }
    expect(await stillThere([`まだの人${step}`])).not.toEqual([]);
    expect(await stillThere([`すぎた人${step}`])).toEqual([]);
  });

  /** A sign-up of a date that is over. */
  async function namedAt(occurrence_id: string, nickname: string): Promise<void> {
    const { viewer } = await createParticipant();
    const other = await anEvening(later(new Date(), days(1)));
    await signUp(viewer, filledForm(other.id));
    const { rows } = await sql<{ organisationId: string }>`
      select organisation_id as "organisationId" from series s join occurrences o on o.series_id = s.id
      where o.id = ${other.id}`.execute(db);
    const scope = organisationScope(rows[0]?.organisationId ?? '');
    const pseudonym = derivedPseudonym(viewer, scope);
    await db
      .insertInto('signups')
      .values({ occurrence_id, pseudonym, nickname, state: 'confirmed', queue_no: 1 })
      .execute();
  }
});

test('no queue of jobs ever names anybody: deletions are found by the rows themselves', async () => {
  const jobs = slowJobs([{ name: 'a.nightly.purge', cron: '40 3 * * *', run: async () => {} }]);
  await jobs.task.run(now());
  const { rows } = await sql<{ data: unknown }>`
    select data from pgboss.job where data is not null
    union all select data from pgboss.schedule where data is not null`.execute(db);
  await jobs.stop();
  expect(rows.filter(({ data }) => data !== null && JSON.stringify(data).length > 2)).toEqual([]);
});

describe('the database itself refuses', () => {
  test('an open contact without a face, and words or a name that are nobody’s', async () => {
    const { contactId } = await aCaller(null, { words: 'かなりあ九' });
    const set = (change: { pseudonym: null; first_words?: string; nickname?: string }) =>
      db
        .updateTable('contacts')
        .set(change)
        .where('id', '=', contactId)
        .execute()
        .then(() => 'taken', brokenConstraint);
    expect(await set({ pseudonym: null, first_words: '', nickname: '' })).toBe(
      'contacts_open_have_a_face',
    );
    await db
      .updateTable('contacts')
      .set({ state: 'ended', ended_at: now(), due_at: null })
      .where('id', '=', contactId)
      .execute();
    expect(await set({ pseudonym: null })).toBe('contacts_faceless_are_erased');
    expect(await set({ pseudonym: null, first_words: '', nickname: '' })).toBe('taken');
  });
});
