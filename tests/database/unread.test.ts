/** A change of a date, and the people nobody can write to. */
import { beforeAll, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { hours, later, now } from '#platform/clock';
import { db } from '#platform/db';
import { cancelOccurrence, changeDates } from '#schedule/server';
import {
  cancelSignup,
  dayAheadOf,
  enterOccurrenceRoom,
  mySignups,
  promoteWaiting,
  readMySignups,
  readReceipt,
  receiptOf,
  unreadAt,
} from '#signup/server';
import type { DateChange } from '#schedule';
import { markSeen } from '../../src/signup/news/seen-queries.server.ts';
import { loadPlaces } from '../support/places.ts';
import { useFakeClock } from '../support/clock.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { signedUp } from '../support/signup.ts';

beforeAll(loadPlaces);

interface Evening {
  organisationId: OrganisationId;
  series: string;
  id: string;
  publisher: AccountViewer;
}

async function anEvening(starts_at = later(now(), hours(48))): Promise<Evening> {
  const organisationId = await anOrganisation();
  const series = await aSeries({
    ...{
      organisation_id: organisationId,
      format: 'hybrid',
      pref_code: '13',
      code5: '13116',
      place_name: '公会堂',
    },
  });
  const id = await anOccurrence({ series_id: series, starts_at });
  return { organisationId, series, id, publisher: await anAccount(organisationId, 'publisher') };
}

const change = ({ publisher, id }: Evening, input: DateChange) =>
  changeDates(publisher, [id], input, promoteWaiting);
const unread = async ({ publisher, id }: Evening) => (await unreadAt(publisher, [id])).get(id);

test('a cancellation is unread by all until each opens their own page, and by each alone', async () => {
  const evening = await anEvening();
  const [mother, father] = [await signedUp(evening.id), await signedUp(evening.id)];
  expect(await unread(evening)).toEqual({ people: 2, unread: 0 });
  await cancelOccurrence(evening.publisher, evening.id, '会場の都合');
  expect(await unread(evening)).toEqual({ people: 2, unread: 2 });

  expect(await readReceipt(mother.viewer, mother.receipt)).toMatchObject({ news: 'called_off' });
  expect(await unread(evening)).toEqual({ people: 2, unread: 1 });
  expect(await readReceipt(mother.viewer, mother.receipt)).toMatchObject({ news: null });

  expect((await readMySignups(father.viewer)).coming).toMatchObject([{ news: 'called_off' }]);
  expect(await unread(evening)).toEqual({ people: 2, unread: 0 });
});

test('a page that only reads itself again, or somebody else’s try, reads nothing for the person', async () => {
  const evening = await anEvening();
  const [mother, stranger] = [await signedUp(evening.id), await signedUp(evening.id)];
  await cancelOccurrence(evening.publisher, evening.id, '会場の都合');
  await receiptOf(mother.viewer, mother.receipt);
  await mySignups(mother.viewer);
  await dayAheadOf(mother.viewer);
  expect(await readReceipt(stranger.viewer, mother.receipt)).toBeUndefined();
  expect(await unread(evening)).toEqual({ people: 2, unread: 2 });
});

test('another day, another place, a note and a change of the series are news; the number of seats is none', async () => {
  const evening = await anEvening();
  const { viewer, receipt } = await signedUp(evening.id);
  const news = async () => (await readReceipt(viewer, receipt))?.news;
  await change(evening, { act: 'resize', capacity: 20 });
  expect(await news()).toBeNull();
  await change(evening, { act: 'note', note: '今月は和室です' });
  expect(await news()).toBe('changed');
  await change(evening, { act: 'place', placeName: '市民会館', code5: null });
  expect(await news()).toBe('elsewhere');
  await change(evening, { act: 'shift', minutes: 60 });
  expect(await news()).toBe('moved');
  await db
    .updateTable('series')
    .set({ place_name: '公民館' })
    .where('id', '=', evening.series)
    .execute();
  expect(await news()).not.toBeNull();
  expect(await news()).toBeNull();
});

test('whoever comes after a change, or enters the room, knows of it', async () => {
  const clock = useFakeClock('2026-11-26T04:00:00Z');
  const evening = await anEvening(new Date('2026-11-26T05:00:00Z'));
  const early = await signedUp(evening.id);
  await change(evening, { act: 'note', note: '今月は和室です' });
  await signedUp(evening.id);
  expect(await unread(evening)).toEqual({ people: 2, unread: 1 });
  clock.advance(50 * 60_000);
  await enterOccurrenceRoom(early.viewer, evening.id);
  expect(await unread(evening)).toEqual({ people: 2, unread: 0 });
});

test('an older page read late takes nothing back', async () => {
  const evening = await anEvening();
  const { viewer, receipt } = await signedUp(evening.id);
  await change(evening, { act: 'note', note: 'い' });
  await change(evening, { act: 'note', note: 'ろ' });
  const read = [readReceipt(viewer, receipt), readMySignups(viewer), readReceipt(viewer, receipt)];
  await Promise.all(read);
  expect(await unread(evening)).toEqual({ people: 1, unread: 0 });
});

test('how many have read is told to whoever may read who signed up, and to nobody else', async () => {
  const evening = await anEvening();
  await signedUp(evening.id);
  await cancelOccurrence(evening.publisher, evening.id, '会場の都合');
  const elsewhere = await anAccount(await anOrganisation(), 'admin', 'publisher');
  const colleague = await anAccount(evening.organisationId, 'expert');
  for (const viewer of [elsewhere, colleague])
    expect((await unreadAt(viewer, [evening.id])).size).toBe(0);
});

test('on the day every page tells the hour, and that it does not take place, until it is over', async () => {
  const clock = useFakeClock('2026-11-26T00:00:00Z');
  const evening = await anEvening(new Date('2026-11-26T05:00:00Z'));
  const { viewer, receipt } = await signedUp(evening.id);
  expect(await dayAheadOf(viewer)).toMatchObject({ says: 'today', signupId: receipt });
  await cancelOccurrence(evening.publisher, evening.id, '会場の都合');
  await readReceipt(viewer, receipt);
  expect(await dayAheadOf(viewer)).toMatchObject({ says: 'called_off_today' });
  clock.set(new Date('2026-11-26T06:30:00Z'));
  expect(await dayAheadOf(viewer)).toBeNull();
});

test('a place that came from the queue is news to its person, told on every page, and counted until they read it', async () => {
  const organisationId = await anOrganisation();
  const series = await aSeries({ organisation_id: organisationId });
  const id = await anOccurrence({
    series_id: series,
    starts_at: later(now(), hours(48)),
    capacity: 1,
  });
  const publisher = await anAccount(organisationId, 'publisher');
  const evening = { organisationId, series, id, publisher };
  const [mother, father] = [await signedUp(id), await signedUp(id)];
  await readReceipt(father.viewer, father.receipt);
  await cancelSignup(mother.viewer, mother.receipt);
  expect(await unread(evening)).toEqual({ people: 1, unread: 1 });
  expect(await dayAheadOf(father.viewer)).toMatchObject({
    says: 'changed',
    signupId: father.receipt,
  });
  expect(await dayAheadOf(mother.viewer)).toBeNull();
  expect(await receiptOf(father.viewer, father.receipt)).toMatchObject({ news: 'moved_up' });
  expect((await readMySignups(father.viewer)).coming).toMatchObject([{ news: 'moved_up' }]);
  expect(await unread(evening)).toEqual({ people: 1, unread: 0 });
  expect(await readReceipt(father.viewer, father.receipt)).toMatchObject({ news: null });
});

test('whoever read that they wait has not read of the place that came meanwhile', async () => {
  const { id } = await anEvening();
  const { receipt } = await signedUp(id);
  const at = { id: receipt, sequence: 1 };
  await db.updateTable('signups').set({ place_unread: true }).where('id', '=', receipt).execute();
  const isUnread = async () =>
    (
      await db
        .selectFrom('signups')
        .select('place_unread')
        .where('id', '=', receipt)
        .executeTakeFirstOrThrow()
    ).place_unread;
  await markSeen(db, [{ ...at, state: 'waiting' }]);
  expect(await isUnread()).toBe(true);
  await markSeen(db, [{ ...at, state: 'confirmed' }]);
  expect(await isUnread()).toBe(false);
});
