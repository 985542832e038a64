/** A room at a time: chosen by the person or set by a window, moved, dropped, and kept when it comes. */
import { describe, expect, test } from 'vitest';
import { days, hours, later, minutes, now, seconds } from '#platform/clock';
import { brokenConstraint, db, sql } from '#platform/db';
import { instantOf } from '#platform/tokyo';
import { latestMessages } from '#rooms/server';
import {
  answerContact,
  boardOf,
  callAgain,
  chooseTime,
  deskOf,
  dropTime,
  endTalk,
  leaveContact,
  leaveWords,
  letGoOfTime,
  noteSeen,
  openAtTheTime,
  openLetter,
  passContact,
  replyToLetter,
  setTime,
  talkOf,
  whenExpectedFor,
} from '#urgent/server';
import { useNightClock } from '../support/clock.ts';
import { createParticipant } from '../support/participants.ts';
import { say } from '../support/rooms.ts';
import { onDutyAt, supervisorOf, worksAt } from '../support/staff.ts';
import { aTalkAtADesk } from '../support/talk-at-desk.ts';
import {
  aCaller,
  aLetterAt,
  aSecondPasses,
  contactRow,
  faults,
  logOf,
  ringingFor,
} from '../support/contacts.ts';
import { aTown } from '../support/towns.ts';

const MORNING = instantOf('2026-11-27', '08:30');

/** Somebody who will be on duty in the morning, until noon. */
async function inTheMorningAt(windowId: string) {
  const viewer = await worksAt(windowId);
  await db
    .insertInto('shifts')
    .values({
      ...{ window_id: windowId, account_id: viewer.accountId, role: 'window_staff' },
      ...{ starts_at: MORNING, ends_at: instantOf('2026-11-27', '12:00') },
      ...{ origin: 'planned', capacity: 2 },
    })
    .execute();
  return viewer;
}

/** Nobody is there, and the person has chosen the morning. */
async function chosenForTheMorning() {
  const town = await aTown();
  const staff = await inTheMorningAt(town.own);
  const { viewer, contactId } = await aCaller(town);
  expect(await chooseTime(viewer, { contactId, meetsAt: MORNING })).toBe('chosen');
  return { town, staff, viewer, contactId };
}

describe('what is offered to whoever waits while nobody is there', () => {
  test('is when somebody is expected next, where, and times from then', async () => {
    useNightClock();
    const town = await aTown();
    await inTheMorningAt(town.own);
    const { viewer, contactId } = await aCaller(town);
    expect(await whenExpectedFor(viewer, contactId)).toEqual({
      next: { from: +MORNING, window: '青葉市の窓口' },
      times: ['08:30', '10:00', '11:30'].map((time) => +instantOf('2026-11-27', time)),
    });
  });

  test('comes from published hours where no shift is planned and somebody answers', async () => {
    useNightClock();
    const town = await aTown();
    await sql`update windows set hours = ${JSON.stringify([
      { weekdays: [5], opens: 13 * 60, closes: 14 * 60 },
    ])} where id in (${town.own}, ${town.centre})`.execute(db);
    const { viewer, contactId } = await aCaller(town);
    expect((await whenExpectedFor(viewer, contactId)).times).toEqual([]);
    await worksAt(town.centre);
    expect(await whenExpectedFor(viewer, contactId)).toMatchObject({
      ...{
        next: { window: '青葉県のセンター' },
        times: ['13:00', '13:30'].map((time) => +instantOf('2026-11-27', time)),
      },
    });
  });

  test('is nobody of a window that has ended since the press, or will have by then', async () => {
    useNightClock();
    const town = await aTown();
    await inTheMorningAt(town.own);
    const { viewer, contactId } = await aCaller(town);
    await sql`update windows set ended_on = '2026-11-27' where id = ${town.own}`.execute(db);
    expect(await whenExpectedFor(viewer, contactId)).toEqual({ next: null, times: [] });
  });

  test('is told to nobody else', async () => {
    useNightClock();
    const town = await aTown();
    await inTheMorningAt(town.own);
    const { contactId } = await aCaller(town);
    const { viewer: stranger } = await createParticipant();
    expect((await whenExpectedFor(stranger, contactId)).times).toEqual([]);
    expect(await chooseTime(stranger, { contactId, meetsAt: MORNING })).toBe('not_found');
    expect(await dropTime(stranger, contactId)).toBe('not_found');
  });
});

describe('a time that the person chose', () => {
  test('stops the ringing, waits, and stands on the desks of the route', async () => {
    useNightClock();
    const town = await aTown();
    const there = await onDutyAt(town.centre);
    const { viewer, contactId } = await aCaller(town);
    expect(await ringingFor(contactId)).toHaveLength(1);
    const meetsAt = instantOf('2026-11-26', '23:30');
    expect(await chooseTime(viewer, { contactId, meetsAt })).toBe('chosen');
    expect(await ringingFor(contactId)).toEqual([]);
    expect(await contactRow(contactId)).toMatchObject({ state: 'callback', due_at: meetsAt });
    expect(await talkOf(viewer)).toMatchObject({
      appointed: { at: +meetsAt, window: null, byDesk: false },
    });
    expect((await deskOf(there.viewer)).callbacks).toMatchObject([
      { contactId, at: +meetsAt, window: null },
    ]);
    expect(await faults()).toEqual([]);
  });

  test('is one of those offered: no other is taken', async () => {
    useNightClock();
    const { viewer, contactId } = await chosenForTheMorning();
    for (const meetsAt of [now(), later(MORNING, minutes(10)), instantOf('2026-11-27', '23:00')])
      expect(await chooseTime(viewer, { contactId, meetsAt })).toBe('not_offered');
    const other = instantOf('2026-11-27', '10:00');
    expect(await chooseTime(viewer, { contactId, meetsAt: other })).toBe('chosen');
    expect(await contactRow(contactId)).toMatchObject({ due_at: other });
  });

  test('is what they wait since on the board where nobody takes it, not the evening before', async () => {
    const clock = useNightClock();
    const { town, contactId } = await chosenForTheMorning();
    clock.set(MORNING);
    const staff = await onDutyAt(town.own);
    await noteSeen(contactId);
    await aSecondPasses();
    expect(await passContact(staff.viewer, contactId)).toBe('passed');
    const board = await boardOf(await supervisorOf(staff));
    expect(board?.windows[0]?.standing.waiting).toMatchObject([{ at: +MORNING, who: [] }]);
  });

  test('rings when it comes at whoever is there, and both meet', async () => {
    const clock = useNightClock();
    const { town, viewer, contactId } = await chosenForTheMorning();
    clock.set(later(MORNING, -seconds(1)));
    const staff = await onDutyAt(town.own);
    await noteSeen(contactId);
    await aSecondPasses();
    expect(await ringingFor(contactId)).toEqual([]);
    clock.advance(seconds(1));
    await staff.acknowledges();
    await aSecondPasses();
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
    expect(await logOf(contactId)).toContain('callback_due');
    // Not since the press of the evening before.
    expect((await deskOf(staff.viewer)).rings).toMatchObject([{ agreed: true, since: +MORNING }]);
    expect(await answerContact(staff.viewer, contactId)).toMatchObject({ is: 'answered' });
    expect(await talkOf(viewer)).toMatchObject({ state: 'talking', appointed: null });
    expect(await faults()).toEqual([]);
  });

  test('that rang an hour early, by a clock that was set back since, stands as it was agreed', async () => {
    const clock = useNightClock();
    const { town, viewer, contactId } = await chosenForTheMorning();
    clock.set(later(MORNING, -hours(1)));
    const staff = await onDutyAt(town.own);
    clock.set(MORNING);
    await staff.acknowledges();
    await noteSeen(contactId);
    await aSecondPasses();
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
    clock.advance(-hours(1));
    expect(await answerContact(staff.viewer, contactId)).toMatchObject({ is: 'answered' });
    expect(await endTalk(viewer, contactId)).toBe('ended');
    expect(await contactRow(contactId)).toMatchObject({ state: 'callback', due_at: MORNING });
  });

  test('rings on where it comes and nobody does, and the page knows until the end of the search that it was theirs', async () => {
    const clock = useNightClock();
    const { town, viewer, contactId } = await chosenForTheMorning();
    clock.set(MORNING);
    await noteSeen(contactId);
    await aSecondPasses();
    const theirs = { appointed: { at: +MORNING, window: null } };
    expect(await talkOf(viewer)).toMatchObject({ state: 'waiting', atEnd: true, ...theirs });
    expect(await whenExpectedFor(viewer, contactId)).toMatchObject({
      next: { from: +MORNING, window: '青葉市の窓口' },
    });
    expect(await callAgain(viewer, contactId)).toBe('calling');
    expect(await talkOf(viewer)).toMatchObject(theirs);
    const late = await onDutyAt(town.own);
    await aSecondPasses();
    expect(await ringingFor(contactId)).toEqual([late.viewer.accountId]);
    expect(await talkOf(viewer)).toMatchObject({ state: 'ringing', ...theirs });
    await answerContact(late.viewer, contactId);
    expect(await talkOf(viewer)).toMatchObject({ state: 'talking', appointed: null });
    expect(await faults()).toEqual([]);
  });

  test('that has passed without anybody leaves no promise behind', async () => {
    const clock = useNightClock();
    const { viewer, contactId } = await chosenForTheMorning();
    clock.set(MORNING);
    await aSecondPasses();
    clock.advance(minutes(17));
    await aSecondPasses();
    expect(await talkOf(viewer)).toMatchObject({ state: 'message', appointed: null });
    expect(await callAgain(viewer, contactId)).toBe('calling');
    expect(await talkOf(viewer)).toMatchObject({ appointed: null });
  });

  test('that has come is forgotten where words are left instead: nobody is told of it days later', async () => {
    const clock = useNightClock();
    const { town, viewer, contactId } = await chosenForTheMorning();
    const staff = await onDutyAt(town.own);
    await setTime(staff.viewer, { contactId, meetsAt: MORNING });
    clock.set(MORNING);
    await noteSeen(contactId);
    await aSecondPasses();
    const board = await boardOf(await supervisorOf(staff));
    expect(board?.windows[0]?.standing.callbacks).toBeUndefined();
    expect(await leaveWords(viewer, { contactId, words: 'またにします' })).toBe('kept');
    expect(await talkOf(viewer)).toMatchObject({ state: 'message', appointed: null });
    clock.advance(hours(48));
    expect(await callAgain(viewer, contactId)).toBe('calling');
    expect(await talkOf(viewer)).toMatchObject({ appointed: null });
  });

  test('goes on along the route where its window has nobody then', async () => {
    const clock = useNightClock();
    const { town, contactId } = await chosenForTheMorning();
    clock.set(MORNING);
    const centre = await onDutyAt(town.centre);
    await aSecondPasses();
    expect(await ringingFor(contactId)).toEqual([centre.viewer.accountId]);
  });

  test('keeps a place for fifteen minutes for who is not there; then the words wait for a window', async () => {
    const clock = useNightClock();
    const { town, viewer, contactId } = await chosenForTheMorning();
    clock.set(MORNING);
    const staff = await onDutyAt(town.own);
    await aSecondPasses();
    clock.advance(minutes(10));
    await staff.acknowledges();
    await aSecondPasses();
    expect(await ringingFor(contactId)).toEqual([]);
    await staff.acknowledges();
    await noteSeen(contactId);
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
    clock.advance(minutes(17));
    await aSecondPasses();
    await aSecondPasses();
    expect(await contactRow(contactId)).toMatchObject({ state: 'message' });
    expect((await deskOf(staff.viewer)).letters).toMatchObject([{ contactId }]);
    expect(await talkOf(viewer)).toMatchObject({ words: '夜しか話せないです' });
  });

  test('dropped leaves the words waiting; where nothing was written, nothing is kept', async () => {
    useNightClock();
    const { town, viewer, contactId } = await chosenForTheMorning();
    expect(await dropTime(viewer, contactId)).toBe('dropped');
    expect(await contactRow(contactId)).toMatchObject({ state: 'message' });
    const silent = await aCaller(town, { words: '' });
    await chooseTime(silent.viewer, { contactId: silent.contactId, meetsAt: MORNING });
    expect(await dropTime(silent.viewer, silent.contactId)).toBe('dropped');
    expect(await contactRow(silent.contactId)).toMatchObject({ state: 'left', pseudonym: null });
    expect(await dropTime(silent.viewer, silent.contactId)).toBe('not_found');
    expect(await faults()).toEqual([]);
  });

  test('is forgotten with 「やめる」 and by calling now', async () => {
    useNightClock();
    const { viewer, contactId } = await chosenForTheMorning();
    expect(await callAgain(viewer, contactId)).toBe('calling');
    await chooseTime(viewer, { contactId, meetsAt: MORNING });
    await leaveContact(viewer, contactId);
    const rows = await sql`select from callbacks where contact_id = ${contactId}`.execute(db);
    expect(rows.rows).toEqual([]);
    expect(await faults()).toEqual([]);
  });
});

describe('before the time', () => {
  test('the room is opened from five minutes before, by who is on duty at the window', async () => {
    const clock = useNightClock();
    const { town, viewer, contactId, staff: morning } = await chosenForTheMorning();
    const staff = await onDutyAt(town.own, { until: later(MORNING, hours(1)) });
    clock.set(later(MORNING, -minutes(5) - 1));
    await staff.comesBack();
    expect(await openAtTheTime(staff.viewer, contactId)).toEqual({ is: 'over' });
    clock.advance(1);
    // A role alone is no desk.
    expect(await openAtTheTime(morning, contactId)).toEqual({ is: 'full' });
    const opened = await openAtTheTime(staff.viewer, contactId);
    expect(opened).toMatchObject({ is: 'answered' });
    expect(await talkOf(viewer)).toMatchObject({ state: 'talking', answeredBy: { name: 'ゆき' } });
    expect(await openAtTheTime(staff.viewer, contactId)).toEqual({ is: 'not_found' });
    expect(await faults()).toEqual([]);
  });

  test('let go of, it is opened at any window of the way where the one who opens it is on duty', async () => {
    const clock = useNightClock();
    const { town, contactId } = await chosenForTheMorning();
    const staff = await onDutyAt(town.centre, { until: later(MORNING, hours(1)) });
    // Of the same house, and before it on the way.
    await sql`update windows set organisation_id = ${staff.organisationId} where id = ${town.own}`.execute(
      db,
    );
    clock.set(MORNING);
    clock.advance(-minutes(5));
    await staff.comesBack();
    expect(await openAtTheTime(staff.viewer, contactId)).toMatchObject({ is: 'answered' });
    expect(await contactRow(contactId)).toMatchObject({ owner_window_id: town.centre });
  });

  test('a window moves it, and the person is told by whom; one that cannot keep it leaves it to the route', async () => {
    useNightClock();
    const { staff, viewer, contactId } = await chosenForTheMorning();
    const moved = instantOf('2026-11-27', '11:05');
    expect(await setTime(staff, { contactId, meetsAt: moved })).toBe('set');
    expect(await talkOf(viewer)).toMatchObject({
      appointed: { at: +moved, window: '青葉市の窓口', byDesk: true },
    });
    expect((await deskOf(staff)).callbacks).toMatchObject([{ known: false }]);
    for (const meetsAt of [now(), later(now(), days(31))])
      expect(await setTime(staff, { contactId, meetsAt })).toBe('out_of_range');
    expect(await letGoOfTime(staff, contactId)).toBe('let_go');
    expect(await talkOf(viewer)).toMatchObject({ appointed: { at: +moved, window: null } });
  });

  test('in the second in which it comes a window cannot let go of it any more', async () => {
    const clock = useNightClock();
    const { staff, contactId } = await chosenForTheMorning();
    clock.set(MORNING);
    expect(await letGoOfTime(staff, contactId)).toBe('not_found');
  });

  test('what one window promised is no other’s to move, to open or to see', async () => {
    useNightClock();
    const { town, staff, contactId } = await chosenForTheMorning();
    await setTime(staff, { contactId, meetsAt: instantOf('2026-11-27', '11:00') });
    const other = await worksAt(town.centre);
    expect((await deskOf(other)).callbacks).toEqual([]);
    expect(await setTime(other, { contactId, meetsAt: MORNING })).toBe('not_found');
    expect(await letGoOfTime(other, contactId)).toBe('not_found');
    expect(await openAtTheTime(other, contactId)).toEqual({ is: 'not_found' });
  });
});

describe('a time for the next talk', () => {
  test('set in a talk outlives its end, and the same two read on where they were', async () => {
    const { clock, desk: staff, person: viewer, contactId, roomId } = await aTalkAtADesk();
    await say(staff.viewer, roomId, 'またあした');
    const meetsAt = later(now(), hours(2));
    expect(await setTime(staff.viewer, { contactId, meetsAt })).toBe('set');
    expect(await talkOf(viewer)).toMatchObject({ state: 'talking', appointed: { at: +meetsAt } });
    expect((await deskOf(staff.viewer)).talks).toMatchObject([{ next: { at: +meetsAt } }]);
    expect(await endTalk(viewer, contactId)).toBe('ended');
    expect(await contactRow(contactId)).toMatchObject({ state: 'callback', due_at: meetsAt });
    expect(await latestMessages(staff.viewer, roomId)).toBe('not_found');
    expect(await latestMessages(viewer, roomId)).not.toBe('not_found');
    expect(await faults()).toEqual([]);

    clock.set(meetsAt);
    await staff.comesBack();
    await noteSeen(contactId);
    await aSecondPasses();
    await answerContact(staff.viewer, contactId);
    const page = await latestMessages(staff.viewer, roomId);
    expect(JSON.stringify(page)).toContain('またあした');
    expect(JSON.stringify(page)).not.toContain('staff_changed');
  });

  test('stands where the desk is lost and words are left until then', async () => {
    const { clock, desk: staff, person: viewer, contactId } = await aTalkAtADesk();
    const meetsAt = later(now(), hours(2));
    await setTime(staff.viewer, { contactId, meetsAt });
    await staff.goes();
    await aSecondPasses();
    expect(await leaveWords(viewer, { contactId, words: 'またあとで' })).toBe('kept');
    expect(await talkOf(viewer)).toMatchObject({
      ...{ state: 'callback', words: 'またあとで', appointed: { at: +meetsAt } },
    });
    clock.set(meetsAt);
    await staff.comesBack();
    await aSecondPasses();
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
    expect(await faults()).toEqual([]);
  });

  test('is set by nobody but who talks, and not kept where it is taken back', async () => {
    const { town, desk: staff, person: viewer, contactId } = await aTalkAtADesk();
    const colleague = await onDutyAt(town.own);
    const meetsAt = later(now(), hours(2));
    expect(await setTime(colleague.viewer, { contactId, meetsAt })).toBe('not_found');
    await setTime(staff.viewer, { contactId, meetsAt });
    expect(await letGoOfTime(staff.viewer, contactId)).toBe('let_go');
    await endTalk(viewer, contactId);
    expect(await contactRow(contactId)).toMatchObject({ state: 'ended' });
  });

  test('comes with the answer to a letter, and dropping it leaves the answer to be read', async () => {
    useNightClock();
    const town = await aTown();
    const staff = await worksAt(town.own);
    const { viewer } = await createParticipant();
    const contactId = await aLetterAt(town.own, viewer, { wish: 'room' });
    await openLetter(staff, contactId);
    const reply = { contactId, words: 'あす話しましょう' };
    expect(await replyToLetter(staff, { ...reply, meetsAt: now() })).toBe('out_of_range');
    expect(await replyToLetter(staff, { ...reply, meetsAt: MORNING })).toBe('replied');
    expect(await talkOf(viewer)).toMatchObject({
      ...{ state: 'callback', appointed: { at: +MORNING, window: '青葉市の窓口' } },
    });
    expect(await dropTime(viewer, contactId)).toBe('dropped');
    expect(await contactRow(contactId)).toMatchObject({ state: 'answered' });
    expect(await faults()).toEqual([]);
  });
});

test('the database itself refuses a time that was over when it was set', async () => {
  useNightClock();
  const { contactId } = await chosenForTheMorning();
  const broken = await sql`update callbacks set meets_at = set_at where contact_id = ${contactId}`
    .execute(db)
    .catch((error: unknown) => brokenConstraint(error));
  expect(broken).toBe('callbacks_ahead');
});

test('the auditor sees a time that nobody knows, and one that outlived its contact', async () => {
  useNightClock();
  const { contactId } = await chosenForTheMorning();
  await sql`delete from callbacks where contact_id = ${contactId}`.execute(db);
  expect(await faults()).toEqual(['time_unknown']);
  const other = await chosenForTheMorning();
  await sql`update contacts set state = 'ended', ended_at = ${now()}, due_at = null
    where id = ${other.contactId}`.execute(db);
  expect(await faults()).toEqual(['time_though_over', 'time_unknown']);
});
