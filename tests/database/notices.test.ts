/** Who is told of what, once, through a push service of the test's own; what is stored of it opens nothing. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { forgetDevice, startSession } from '#participants/server';
import { days, hours, later, minutes, now, seconds } from '#platform/clock';
import { db, inTransaction } from '#platform/db';
import { buriedSince } from '#platform/tombstones';
import { localDate } from '#platform/tokyo';
import {
  endBuriedDevices,
  noticeFor,
  noticeForAccounts,
  noticesHere,
  noticeTasks,
  stillTold,
  tellHere,
  tellNoMore,
} from '#notices/server';
import { admitMember, reportMessage } from '#rooms/server';
import type { SeriesInput } from '#schedule';
import { cancelOccurrence, changeDates, moveOccurrence, reviseSeries } from '#schedule/server';
import { cancelSignup, promoteWaiting, signupTasks } from '#signup/server';
import { organisationScope } from '#participants';
import { comeBackHere, forgetHere, rememberHere } from '../../src/this-device.server.ts';
import { useFakeClock, useNightClock } from '../support/clock.ts';
import { aListener, slotRowsOf } from '../support/consultations.ts';
import { runDue } from '../support/due.ts';
import { createParticipant, showIn } from '../support/participants.ts';
import { newBrowser, readMessage, SILENT } from '../support/pushed.ts';
import { aRoom, say } from '../support/rooms.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { signedUp } from '../support/signup.ts';
import { aWeeklySeries } from '../support/weekly.ts';
import { everythingStored } from '../support/traces.ts';

const service = await vi.hoisted(async () => {
  const { offerNotices } = await import('../support/notices-offered.ts');
  return offerNotices();
});

beforeEach(async () => {
  service.pushed.length = 0;
  await db.deleteFrom('notices').execute();
  await db.deleteFrom('push_subscriptions').execute();
  await db.updateTable('occurrences').set({ untold: false }).execute();
});

const NOON = new Date('2026-11-26T12:00:00+09:00');

/** Everything that falls due until then, as one process does it. */
async function untilThen(at: Date): Promise<void> {
  for (const name of ['told-changes', 'told-openings']) await runDue(signupTasks, name, at);
  for (const name of ['notices', 'pushes']) await runDue(noticeTasks, name, at);
}

/** A person with a face in an organisation, told at one device. */
async function someoneTold() {
  const { viewer } = await createParticipant();
  const face = await showIn(organisationScope(await anOrganisation()), viewer);
  return { viewer, face, browser: await service.toldAt(viewer) };
}

const pathsPushed = () => service.pushed.map(({ path }) => path);

describe('what a device is sent', () => {
  test('is its language alone, readable by that device, urgent and kept for a day', async () => {
    const clock = useFakeClock(NOON);
    const { face, browser } = await someoneTold();
    await noticeFor(db, [face], 'at_once');
    await untilThen(clock.now);
    const [sent] = service.pushed;
    expect(sent && readMessage(browser, sent.body)).toBe('ja');
    expect(sent?.headers).toMatchObject({ ttl: '86400', urgency: 'high' });
    expect(sent?.headers['content-encoding']).toBe('aes128gcm');
    expect(sent?.headers['topic']).toBeUndefined();
    expect(sent?.headers['authorization']).toMatch(/^vapid t=.+, k=.+/);
    expect(sent && (() => readMessage(newBrowser(service.url), sent.body))).toThrow();
  });

  test('comes once, also where two processes look at the same moment', async () => {
    const clock = useFakeClock(NOON);
    const people = await Promise.all(Array.from({ length: 25 }, someoneTold));
    await noticeFor(
      db,
      people.map(({ face }) => face),
      'at_once',
    );
    const work = (name: string) => runDue(noticeTasks, name, clock.now);
    await Promise.all([work('notices'), work('notices')]);
    await Promise.all([work('pushes'), work('pushes'), work('pushes')]);
    expect(pathsPushed().sort()).toEqual(people.map(({ browser }) => browser.path).sort());
    await work('pushes');
    expect(service.pushed).toHaveLength(25);
  });

  test('is one notice, whatever happens within the quiet minute, and another one later', async () => {
    const clock = useFakeClock(NOON);
    const { face } = await someoneTold();
    for (const _change of [1, 2, 3]) {
      await noticeFor(db, [face], 'by_day');
      clock.advance(seconds(10));
      await untilThen(clock.now);
    }
    expect(service.pushed).toHaveLength(0);
    clock.advance(minutes(2));
    await untilThen(clock.now);
    expect(service.pushed).toHaveLength(1);
    await noticeFor(db, [face], 'by_day');
    clock.advance(minutes(2));
    await untilThen(clock.now);
    expect(service.pushed).toHaveLength(2);
  });

  test('waits for the morning where it happened at night', async () => {
    const clock = useNightClock();
    const { face } = await someoneTold();
    await noticeFor(db, [face], { before: later(clock.now, days(3)) });
    clock.advance(hours(7) + minutes(59));
    await untilThen(clock.now);
    expect(service.pushed).toHaveLength(0);
    clock.advance(minutes(1));
    await untilThen(clock.now);
    expect(service.pushed).toHaveLength(1);
  });

  test('is nothing where what happened did not happen after all', async () => {
    const { face } = await someoneTold();
    await inTransaction(async (trx) => {
      await noticeFor(trx, [face], 'at_once');
      throw new Error('undone');
    }).catch(() => undefined);
    await untilThen(later(now(), minutes(5)));
    expect(service.pushed).toHaveLength(0);
  });
});

describe('a push service that gives no good answer', () => {
  test('is asked again, ever later, and then no more; the device stays', async () => {
    const clock = useFakeClock(NOON);
    const { face, browser } = await someoneTold();
    service.answer(browser.path, 503);
    await noticeFor(db, [face], 'at_once');
    const waits: number[] = [];
    for (let minute = 0; minute < 180; minute += 1) {
      const before = service.pushed.length;
      await untilThen(clock.now);
      if (service.pushed.length > before) waits.push(minute);
      clock.advance(minutes(1));
    }
    expect(waits).toEqual([0, 2, 6, 14, 30, 62]);
    service.answer(browser.path, 201);
    await noticeFor(db, [face], 'at_once');
    await untilThen(clock.now);
    expect(service.pushed).toHaveLength(7);
  });

  test.each([404, 410])('says %i: the device has ended it, and is forgotten', async (status) => {
    const { face, browser } = await someoneTold();
    service.answer(browser.path, status);
    await noticeFor(db, [face], 'at_once');
    await untilThen(now());
    expect(await db.selectFrom('push_subscriptions').select('id').execute()).toEqual([]);
  });

  test('and the process dies before the answer: another sends it, a minute later', async () => {
    const clock = useFakeClock(NOON);
    const { face, browser } = await someoneTold();
    service.answer(browser.path, SILENT);
    await noticeFor(db, [face], 'at_once');
    await runDue(noticeTasks, 'notices', clock.now);
    const dying = runDue(noticeTasks, 'pushes', clock.now);
    await vi.waitFor(() => expect(service.pushed).toHaveLength(1));
    service.answer(browser.path, 201);
    await untilThen(clock.now);
    expect(service.pushed).toHaveLength(1);
    clock.advance(minutes(1));
    await untilThen(clock.now);
    expect(service.pushed).toHaveLength(2);
    service.cut();
    await dying;
    await untilThen(later(clock.now, hours(3)));
    expect(service.pushed).toHaveLength(2);
  });
});

describe('who is told', () => {
  test('by the organiser: whoever holds a place at what is cancelled or moved, and nobody else', async () => {
    const clock = useFakeClock(NOON);
    const organisation_id = await anOrganisation();
    const staff = await anAccount(organisation_id, 'publisher');
    const series_id = await aSeries({ organisation_id });
    const [here, there] = [
      await anOccurrence({ series_id, starts_at: later(clock.now, days(1)) }),
      await anOccurrence({ series_id, starts_at: later(clock.now, days(2)) }),
    ];
    const holder = await service.toldAt((await signedUp(here)).viewer);
    const other = await service.toldAt((await signedUp(there)).viewer);
    const gone = await signedUp(here);
    await service.toldAt(gone.viewer);
    await cancelSignup(gone.viewer, gone.receipt);
    expect(await moveOccurrence(staff, here, moved)).toBe('moved');
    await untilThen(clock.now);
    clock.advance(minutes(2));
    await untilThen(clock.now);
    expect(pathsPushed()).toEqual([holder.path]);
    expect(await cancelOccurrence(staff, there, '会場の都合で')).toBe('cancelled');
    await untilThen(clock.now);
    clock.advance(minutes(2));
    await untilThen(clock.now);
    expect(pathsPushed()).toEqual([holder.path, other.path]);
    await untilThen(later(clock.now, hours(1)));
    expect(service.pushed).toHaveLength(2);
  });
  const moved = { date: '2026-11-28', startsAt: '14:00', endsAt: '15:30' };

  test('is whoever holds a date of a series that meets elsewhere from now on, and nobody when its title changes', async () => {
    const { viewer, id, input, first } = await aWeeklySeries();
    const holder = await service.toldAt((await signedUp(first, { way: 'onsite' })).viewer);
    const revise = async (over: Partial<SeriesInput>) => {
      const revising = { publish: true, promote: promoteWaiting };
      expect(await reviseSeries(viewer, id, { ...input, ...over }, revising)).toBe('saved');
      await untilThen(now());
      await untilThen(later(now(), hours(1)));
    };
    await revise({ title: '木曜の夜のつどい' });
    expect(service.pushed).toHaveLength(0);
    await revise({ title: '木曜の夜のつどい', placeName: '東公民館' });
    expect(pathsPushed()).toEqual([holder.path]);
  });

  test('is nobody where only the number of places changes', async () => {
    const clock = useFakeClock(NOON);
    const organisation_id = await anOrganisation();
    const staff = await anAccount(organisation_id, 'publisher');
    const series_id = await aSeries({ organisation_id });
    const id = await anOccurrence({ series_id, starts_at: later(clock.now, days(1)) });
    await service.toldAt((await signedUp(id)).viewer);
    const resize = { act: 'resize', capacity: 20 } as const;
    expect(await changeDates(staff, [id], resize, promoteWaiting)).toBe('changed');
    await untilThen(clock.now);
    await untilThen(later(clock.now, hours(1)));
    expect(service.pushed).toHaveLength(0);
  });

  test('gets a place from the waiting list, and with them nobody who still waits', async () => {
    const clock = useFakeClock(NOON);
    const series_id = await aSeries({ capacity: 1 });
    const id = await anOccurrence({ series_id, capacity: 1, starts_at: later(clock.now, days(1)) });
    const first = await signedUp(id);
    const next = await service.toldAt((await signedUp(id)).viewer);
    await service.toldAt((await signedUp(id)).viewer);
    await cancelSignup(first.viewer, first.receipt);
    clock.advance(minutes(2));
    await untilThen(clock.now);
    expect(pathsPushed()).toEqual([next.path]);
  });

  test('enters a room that opens, where they wished to hear of it; once, and again where it moves', async () => {
    const clock = useFakeClock(NOON);
    const id = await anOccurrence({ starts_at: later(clock.now, minutes(20)) });
    const wishing = await signedUp(id);
    const quiet = await signedUp(id);
    const browser = await service.toldAt(wishing.viewer);
    await service.toldAt(quiet.viewer);
    await db
      .updateTable('push_subscriptions')
      .set({ wants_openings: true })
      .where('participant_id', '=', wishing.viewer.participantId)
      .execute();
    await untilThen(clock.now);
    expect(service.pushed).toHaveLength(0);
    clock.advance(minutes(5));
    await untilThen(clock.now);
    await untilThen(later(clock.now, seconds(15)));
    expect(pathsPushed()).toEqual([browser.path]);
  });

  test('listens at the slot that somebody takes', async () => {
    const clock = useFakeClock('2026-11-24T12:00:00+09:00');
    const { supporter, seriesId } = await aListener();
    const browser = await service.toldAt(supporter);
    const [slot] = await slotRowsOf(seriesId);
    await signedUp(slot?.id ?? '');
    clock.advance(minutes(2));
    await untilThen(clock.now);
    expect(pathsPushed()).toEqual([browser.path]);
  });

  test('decides what becomes of a message that somebody reports, but for whoever wrote it', async () => {
    const room = await aRoom();
    const guest = await room.guest('K');
    const [admin, writing] = [
      await anAccount(room.organisationId, 'admin', 'publisher'),
      await anAccount(room.organisationId, 'admin', 'publisher'),
    ];
    const browser = await service.toldAt(admin);
    await service.toldAt(writing);
    await inTransaction((trx) =>
      admitMember(trx, room.roomId, { ...writing, nickname: 'のぶ', role: 'host' }),
    );
    const said = await say(writing, room.roomId, 'ひどい言葉');
    const seq = typeof said === 'object' && 'seq' in said ? said.seq : 0;
    const report = { roomId: room.roomId, seq, why: 'attack', words: '' } as const;
    expect(await reportMessage(guest.viewer, report)).toBe('reported');
    await untilThen(now());
    expect(pathsPushed()).toEqual([browser.path]);
  });

  test('is nobody whose account is closed', async () => {
    const staff = await anAccount(await anOrganisation(), 'publisher');
    await service.toldAt(staff);
    await db
      .updateTable('accounts')
      .set({ disabled_at: now() })
      .where('id', '=', staff.accountId)
      .execute();
    await runDue(noticeTasks, 'silent-devices', now());
    await noticeForAccounts(db, [{ account: staff.accountId, haste: 'at_once' }]);
    await untilThen(now());
    expect(service.pushed).toHaveLength(0);
  });
});

describe('a device', () => {
  test('is told for the last who asked at it, and then no more for who asked before', async () => {
    const first = await someoneTold();
    const second = await createParticipant();
    const face = await showIn(organisationScope(await anOrganisation()), second.viewer);
    expect(await tellHere(second.viewer, first.browser.subscription)).toBe('told');
    await noticeFor(db, [first.face], 'at_once');
    await untilThen(now());
    expect(service.pushed).toHaveLength(0);
    await noticeFor(db, [face], 'at_once');
    await untilThen(now());
    expect(service.pushed).toHaveLength(1);
  });

  test('is one of five at most: a sixth takes the place of the one silent longest', async () => {
    const clock = useFakeClock(NOON);
    const { viewer } = await createParticipant();
    const paths: string[] = [];
    for (let n = 0; n < 6; n++) {
      const session = await startSession(viewer.participantId, 'remembered');
      paths.push((await service.toldAt(session.viewer)).path);
      clock.advance(days(1));
    }
    const face = await showIn(organisationScope(await anOrganisation()), viewer);
    await noticeFor(db, [face], 'at_once');
    await untilThen(clock.now);
    expect(pathsPushed().sort()).toEqual(paths.slice(1).sort());
  });

  test('that forgets whose it was lights up no more; one that remembers does', async () => {
    const { viewer, face } = await someoneTold();
    const { cookie } = await rememberHere(viewer);
    expect(cookie.attributes.maxAge).toBeGreaterThan(0);
    await noticeFor(db, [face], 'at_once');
    await untilThen(now());
    expect(service.pushed).toHaveLength(1);
    const other = await someoneTold();
    await forgetHere(other.viewer);
    await noticeFor(db, [other.face], 'at_once');
    await untilThen(now());
    expect(service.pushed).toHaveLength(1);
  });

  test('is known again to its person alone, after another sign-in', async () => {
    const { viewer, browser } = await someoneTold();
    await forgetDevice(viewer);
    const back = await startSession(viewer.participantId, 'this_browser_session');
    expect((await noticesHere(back.viewer))?.on).toBe(false);
    const stranger = await createParticipant();
    expect(await stillTold(stranger.viewer, browser.subscription.endpoint)).toBe(false);
    expect(await stillTold(back.viewer, browser.subscription.endpoint)).toBe(true);
    expect((await noticesHere(back.viewer))?.on).toBe(true);
    await tellNoMore(stranger.viewer);
    expect((await noticesHere(back.viewer))?.on).toBe(true);
  });

  test('that nobody looked from for half a year is forgotten, a day before it is not', async () => {
    const clock = useFakeClock(NOON);
    const { viewer } = await someoneTold();
    clock.advance(days(100));
    const session = await startSession(viewer.participantId, 'this_browser_session');
    await service.toldAt(session.viewer);
    const left = async () =>
      (await db.selectFrom('push_subscriptions').select('id').execute()).length;
    await runDue(noticeTasks, 'silent-devices', later(NOON, days(180)));
    expect(await left()).toBe(2);
    await runDue(noticeTasks, 'silent-devices', later(NOON, days(181)));
    expect(await left()).toBe(1);
  });

  test('goes with its person', async () => {
    const { viewer } = await someoneTold();
    await db.deleteFrom('participants').where('id', '=', viewer.participantId).execute();
    expect(await db.selectFrom('push_subscriptions').select('id').execute()).toEqual([]);
  });

  test.each([
    [
      'an address of our own network',
      { endpoint: 'https://169.254.169.254/latest/' },
      'unknown_service',
    ],
    ['this machine', { endpoint: 'http://127.0.0.1:1/' }, 'unknown_service'],
    ['a key that is none', { p256dh: 'AAAA' }, 'invalid'],
    ['a secret that is too short', { auth: 'AAAA' }, 'invalid'],
    ['nothing', { endpoint: '' }, 'invalid'],
    ['more than is asked', { more: 'x' }, 'invalid'],
  ])('that hands in %s is refused', async (_what, over, refusal) => {
    const { viewer } = await createParticipant();
    const { subscription } = newBrowser(service.url);
    expect(await tellHere(viewer, { ...subscription, ...over })).toBe(refusal);
  });
});

test('a thief of the database learns neither where a device is reached nor who is told', async () => {
  const { viewer, face, browser } = await someoneTold();
  await noticeFor(db, [face], 'by_day');
  const stored = await everythingStored(process.env['DATABASE_URL'] ?? '');
  const { endpoint, p256dh, auth } = browser.subscription;
  expect(stored).toContain('push_subscriptions');
  for (const secret of [endpoint, browser.path, p256dh, auth])
    for (const form of [secret, Buffer.from(secret).toString('hex')])
      expect(stored).not.toContain(form);
  const [notice] = await db.selectFrom('notices').selectAll().execute();
  expect(JSON.stringify(notice)).not.toContain(face);
  expect(JSON.stringify(notice)).not.toContain(viewer.participantId);
});

test('what is stored opens nothing where it is handed in again', async () => {
  await someoneTold();
  const { viewer } = await createParticipant();
  const row = await db.selectFrom('push_subscriptions').selectAll().executeTakeFirstOrThrow();
  for (const value of [row.endpoint_hash, row.sealed_device, row.session_hash])
    for (const form of ['hex', 'base64', 'base64url'] as const)
      expect(await stillTold(viewer, value.toString(form))).toBe(false);
});

test('a notice for whoever has no device is gone as soon as it was looked at', async () => {
  const { viewer } = await createParticipant();
  const face = await showIn(organisationScope(await anOrganisation()), viewer);
  await noticeFor(db, [face], 'by_day');
  await untilThen(now());
  expect(await db.selectFrom('notices').select('id').execute()).toEqual([]);
});

test('a device that has forgotten whose it was stays dark after a restore; the others are told on', async () => {
  useFakeClock(NOON);
  const [gone, stays] = [await someoneTold(), await someoneTold()];
  const before = await db.selectFrom('push_subscriptions').selectAll().execute();
  await forgetHere(gone.viewer);
  await db.deleteFrom('push_subscriptions').execute();
  await db.insertInto('push_subscriptions').values(before).execute();
  await endBuriedDevices(await buriedSince(localDate(now())));
  expect(await noticesHere(gone.viewer)).toMatchObject({ on: false });
  expect(await noticesHere(stays.viewer)).toMatchObject({ on: true });
});

test('who moves up in a course is told once, not for each of its dates', async () => {
  const clock = useFakeClock(NOON);
  const series_id = await aSeries({ all_dates: true });
  const [first = ''] = await Promise.all(
    [7, 14, 21].map((ahead) =>
      anOccurrence({ series_id, starts_at: later(now(), days(ahead)), capacity: 1 }),
    ),
  );
  const seated = await signedUp(first);
  const waiting = await signedUp(first, { nickname: 'そら' });
  const browser = await service.toldAt(waiting.viewer);
  await cancelSignup(seated.viewer, seated.receipt);
  clock.advance(minutes(3));
  await untilThen(clock.now);
  expect(pathsPushed()).toEqual([browser.path]);
});

test('at a device of two, who comes back by their words darkens it for the other; the same person is told on', async () => {
  useFakeClock(NOON);
  const [mother, child] = [await someoneTold(), await createParticipant()];
  await comeBackHere(mother.viewer, child.viewer);
  expect(await db.selectFrom('push_subscriptions').selectAll().execute()).toEqual([]);

  const { viewer } = await someoneTold();
  const again = await startSession(viewer.participantId, 'this_browser_session');
  await comeBackHere(viewer, again.viewer);
  expect(await noticesHere(again.viewer)).toMatchObject({ on: true });
});
