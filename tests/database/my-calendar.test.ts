/** The secret address of a person's own calendar. */
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import {
  endCalendar,
  forgetBuried,
  giveCalendar,
  identifyParticipant,
  recoverByPhrase,
  rotatePhrase,
} from '#participants/server';
import { days, hours, later, now } from '#platform/clock';
import { db } from '#platform/db';
import { buriedSince } from '#platform/tombstones';
import { localDate } from '#platform/tokyo';
import { cancelOccurrence, moveOccurrence } from '#schedule/server';
import { calendarFileOf, cancelSignup, ownCalendar, signUp } from '#signup/server';
import { GET } from '../../src/routes/feeds/mine/[secret].ics/+server.ts';
import { useFakeClock } from '../support/clock.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { filledForm, signedUp } from '../support/signup.ts';

const SOURCE = 'https://tsudoi.example/feeds/mine/x.ics';

async function anEvening(over: { title?: string; capacity?: number } = {}) {
  const organisationId = await anOrganisation();
  const series = await aSeries({
    organisation_id: organisationId,
    title: over.title ?? '夜の家族のつどい',
  });
  const starts_at = later(now(), hours(48));
  const id = await anOccurrence({ series_id: series, starts_at, capacity: over.capacity ?? 10 });
  return { id, publisher: await anAccount(organisationId, 'publisher') };
}

async function entriesAt(secret: string) {
  const text = await ownCalendar(secret, SOURCE);
  if (text === 'not_found') throw new Error(text);
  return new ICAL.Component(ICAL.parse(text) as unknown[])
    .getAllSubcomponents('vevent')
    .map((found) => {
      const { uid, sequence, summary } = new ICAL.Event(found);
      return { uid, sequence, summary, status: found.getFirstPropertyValue('status') };
    });
}

const asked = (secret: string, headers: Record<string, string> = {}) => {
  const url = new URL(`http://localhost/feeds/mine/${secret}.ics`);
  const event = { params: { secret }, url, request: new Request(url, { headers }) };
  return Promise.resolve(GET(event as never)).catch((thrown: unknown) => thrown as Response);
};

test('tells the hours of all that the person signed up for, by neutral names', async () => {
  const { id } = await anEvening();
  const other = await anEvening();
  const { viewer, receipt } = await signedUp(id);
  await signUp(viewer, filledForm(other.id));
  await signedUp(id);
  const secret = await giveCalendar(viewer, 'neutral');
  const entries = await entriesAt(secret);
  expect(entries).toHaveLength(2);
  expect(entries.map(({ uid }) => uid)).toContain(`${receipt}@tsudoi`);
  expect(new Set(entries.map(({ summary }) => summary))).toEqual(new Set(['予定（つどい）']));
});

test('bears the session’s own title on request, but never one that tells what it is about', async () => {
  const { id } = await anEvening({ title: '夜のお茶の会' });
  const telling = await anEvening({ title: 'ひきこもり家族の会' });
  const { viewer } = await signedUp(id);
  await signUp(viewer, filledForm(telling.id));
  const secret = await giveCalendar(viewer, 'own');
  const titles = (await entriesAt(secret)).map(({ summary }) => summary);
  expect(titles.sort()).toEqual(['予定（つどい）', '夜のお茶の会'].sort());
});

test('follows what becomes of them: moved, called off, given up, moved up from the queue', async () => {
  const { id, publisher } = await anEvening({ capacity: 1 });
  const first = await signedUp(id);
  const second = await signedUp(id);
  const secret = await giveCalendar(second.viewer, 'neutral');
  const states = [await entriesAt(secret)];
  await cancelSignup(first.viewer, first.receipt);
  states.push(await entriesAt(secret));
  const to = { date: '2099-01-05', startsAt: '20:00', endsAt: '21:30' };
  await moveOccurrence(publisher, id, to);
  states.push(await entriesAt(secret));
  await cancelOccurrence(publisher, id, '会場の都合');
  states.push(await entriesAt(secret));
  const [, ...changes] = states.flat().map(({ status }) => status);
  expect(states.flat()[0]?.status).toBe('TENTATIVE');
  expect(changes).toEqual(['CONFIRMED', 'CONFIRMED', 'CANCELLED']);
  const sequences = states.flat().map(({ sequence }) => sequence);
  expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
  expect((await entriesAt(await giveCalendar(first.viewer, 'neutral')))[0]?.status).toBe(
    'CANCELLED',
  );
});

test('keeps what is over for a month, then it goes', async () => {
  const clock = useFakeClock('2026-11-22T00:00:00Z');
  const { id } = await anEvening();
  const { viewer } = await signedUp(id);
  const secret = await giveCalendar(viewer, 'neutral');
  clock.advance(days(31));
  expect(await entriesAt(secret)).toHaveLength(1);
  clock.advance(days(3));
  expect(await entriesAt(secret)).toHaveLength(0);
});

test('an address holds until it is replaced or ended; new words change nothing of it', async () => {
  const { viewer } = await signedUp((await anEvening()).id);
  const first = await giveCalendar(viewer, 'neutral');
  await rotatePhrase(viewer);
  expect(await entriesAt(first)).toHaveLength(1);
  const second = await giveCalendar(viewer, 'own');
  expect(await ownCalendar(first, SOURCE)).toBe('not_found');
  expect(await entriesAt(second)).toHaveLength(1);
  await endCalendar(viewer);
  expect(await ownCalendar(second, SOURCE)).toBe('not_found');
});

test('what is stored opens nothing, and the address itself opens nothing but the hours', async () => {
  const { viewer } = await signedUp((await anEvening()).id);
  const secret = await giveCalendar(viewer, 'neutral');
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  const row = await db
    .selectFrom('calendar_secrets')
    .selectAll()
    .where('participant_id', '=', viewer.participantId)
    .executeTakeFirstOrThrow();
  for (const encoding of ['hex', 'base64', 'base64url'] as const)
    expect(await ownCalendar(row.secret_hash.toString(encoding), SOURCE)).toBe('not_found');
  expect(await ownCalendar(viewer.participantId, SOURCE)).toBe('not_found');
  expect(await identifyParticipant(`did=${secret}`)).toBeNull();
  expect(await recoverByPhrase(secret)).toBe('unknown');
});

test('asking again says that nothing changed; nobody on the way may keep it, and no link takes the address along', async () => {
  const { viewer, receipt } = await signedUp((await anEvening()).id);
  const secret = await giveCalendar(viewer, 'neutral');
  const first = await asked(secret);
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  expect(first.headers.get('referrer-policy')).toBe('no-referrer');
  const etag = first.headers.get('etag') ?? '';
  expect((await asked(secret, { 'if-none-match': etag })).status).toBe(304);
  await cancelSignup(viewer, receipt);
  expect((await asked(secret, { 'if-none-match': etag })).status).toBe(200);
  expect((await asked('A'.repeat(43))).status).toBe(404);
});

test('asking for it is no use of the portal by the person', async () => {
  const clock = useFakeClock('2026-11-22T00:00:00Z');
  const { viewer } = await signedUp((await anEvening()).id);
  const secret = await giveCalendar(viewer, 'neutral');
  clock.advance(days(5));
  await ownCalendar(secret, SOURCE);
  const { last_used_on } = await db
    .selectFrom('participants')
    .select('last_used_on')
    .where('id', '=', viewer.participantId)
    .executeTakeFirstOrThrow();
  expect(last_used_on).toBe('2026-11-22');
});

test('one sign-up as a file has the same identity; nobody else’s is given', async () => {
  const { id } = await anEvening();
  const { viewer, receipt } = await signedUp(id);
  const stranger = await signedUp(id);
  expect(await calendarFileOf(viewer, receipt)).toContain(`UID:${receipt}@tsudoi\r\n`);
  expect(await calendarFileOf(stranger.viewer, receipt)).toBeUndefined();
});

test('the table holds one hash a person and two ways to call an entry', async () => {
  const { viewer } = await signedUp((await anEvening()).id);
  await giveCalendar(viewer, 'neutral');
  const set = (to: object) => db.updateTable('calendar_secrets').set(to).execute().catch(String);
  expect(await set({ titles: 'loud' })).toContain('calendar_secrets_titles');
  expect(await set({ secret_hash: Buffer.from('short') })).toContain('calendar_secrets_hashed');
});

test('an address that was ended or replaced opens nothing again after a restore', async () => {
  const { id } = await anEvening();
  const [ends, replaces, keeps] = [await signedUp(id), await signedUp(id), await signedUp(id)];
  const people = [ends.viewer, replaces.viewer, keeps.viewer];
  const secrets = await Promise.all(people.map((viewer) => giveCalendar(viewer, 'neutral')));
  const ids = people.map(({ participantId }) => participantId);
  const rows = db.selectFrom('calendar_secrets').selectAll().where('participant_id', 'in', ids);
  const before = await rows.execute();
  await endCalendar(ends.viewer);
  await giveCalendar(replaces.viewer, 'neutral');

  await db.deleteFrom('calendar_secrets').where('participant_id', 'in', ids).execute();
  await db.insertInto('calendar_secrets').values(before).execute();
  await forgetBuried([], await buriedSince(localDate(now())));
  const opened = await Promise.all(secrets.map((secret) => ownCalendar(secret, SOURCE)));
  expect(opened.map((one) => one === 'not_found')).toEqual([true, true, false]);
});
