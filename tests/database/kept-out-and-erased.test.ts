/** TRUST §2, the marker of a ban: erasing everything lifts none, an organisation's or the operator's, and leaves nothing of the person. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { organisationScope } from '#participants';
import {
  derivedPseudonym,
  forgetPerson,
  identifyParticipant,
  pseudonymsOf,
  startSession,
} from '#participants/server';
import { days, later, minutes, now } from '#platform/clock';
import {
  bansOf,
  deviceIsKeptOutAt,
  isKeptOut,
  liftBan,
  liftSiteBan,
  SITE,
  siteBansOf,
} from '#rooms/server';
import type { SessionCookie } from '#platform/cookies';
import { brokenConstraint, db, inTransaction } from '#platform/db';
import { newFormToken, takeSignUp } from '#signup/server';
import { pressTalk } from '#urgent/server';
import { HOLDINGS } from '../../src/forgetting.server.ts';
import { banFace } from '../../src/rooms/safety/bans.server.ts';
import { banOnSite } from '../../src/rooms/safety/site-bans.server.ts';
import { anOperator } from '../support/applications.ts';
import { useFakeClock } from '../support/clock.ts';
import { createParticipant } from '../support/participants.ts';
import { purgeAll } from '../support/purges.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { signedUp } from '../support/signup.ts';
import { everythingStored, tracesOf } from '../support/traces.ts';
import { aPress } from '../support/contacts.ts';

const START = '2026-11-22T10:00:00+09:00';
/** Twelve months on. */
const OVER = new Date('2027-11-22T10:00:00+09:00');

const headerOf = ({ name, value }: SessionCookie) => `${name}=${value}`;
const marks = () => db.selectFrom('barred_devices').selectAll().execute();

async function anEvening() {
  const organisation_id = await anOrganisation();
  const series_id = await aSeries({ organisation_id });
  const id = await anOccurrence({ series_id, starts_at: later(now(), days(3)) });
  return { id, organisation_id };
}

async function signsUp(cookies: string | undefined, at?: { id: string }): Promise<string> {
  const form = new FormData();
  const { id } = at ?? (await anEvening());
  const fields = { formToken: newFormToken(), nickname: 'また来た人', partySize: '1', way: 'text' };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const outcome = await takeSignUp(null, id, form, { address: '', cookies });
  return 'refused' in outcome ? (outcome.refused.refusal ?? 'problems') : 'signed up';
}

/** Somebody with two devices, whom the operator, or the organisation of the evening, keeps out from now on. */
async function keptOut(by: 'site' | 'organisation' = 'site') {
  const evening = await anEvening();
  const admin = await anAccount(evening.organisation_id, 'admin');
  const { viewer } = await signedUp(evening.id, { nickname: 'あらし' });
  const devices = [
    await startSession(viewer.participantId, 'this_browser_session'),
    await startSession(viewer.participantId, 'remembered'),
  ];
  const face = derivedPseudonym(viewer, organisationScope(evening.organisation_id));
  const of = { organisationId: evening.organisation_id, pseudonym: face, nickname: 'あらし' };
  await inTransaction((trx, afterCommit) =>
    by === 'site'
      ? banOnSite(trx, admin, of, afterCommit)
      : banFace(trx, admin, { ...of, reason: 'ひどい言葉のため' }),
  );
  const headers = devices.map(({ cookie }) => headerOf(cookie));
  const [first = '', second = ''] = headers;
  const keys = devices.map((one) => one.viewer.sessionKey);
  const faces = (await pseudonymsOf(viewer)).map(({ pseudonym }) => pseudonym);
  return {
    viewer,
    evening,
    admin,
    first,
    second,
    marks: [viewer.participantId, ...keys, ...faces, 'あらし', 'ひどい言葉'],
  };
}

test('who is kept out and erases everything stays out at each of their devices, and is nowhere', async () => {
  useFakeClock(START);
  const { viewer, first, second, marks: own } = await keptOut();
  expect(await forgetPerson(viewer, HOLDINGS)).toBe('kept_out');
  expect(await identifyParticipant(first)).toBeNull();
  expect([await signsUp(first), await signsUp(second)]).toEqual(['barred', 'barred']);
  const stored = await everythingStored(process.env['DATABASE_URL'] ?? '');
  expect(tracesOf(own, stored)).toEqual([]);
});

test('whom an organisation keeps out stays out there, and is somebody new everywhere else', async () => {
  useFakeClock(START);
  const { viewer, evening, first, second, marks: own } = await keptOut('organisation');
  expect(await isKeptOut(viewer)).toBe(true);
  expect(await forgetPerson(viewer, HOLDINGS)).toBe('kept_out');
  expect([await signsUp(first, evening), await signsUp(second, evening)]).toEqual([
    'banned',
    'banned',
  ]);
  expect(await signsUp(first)).toBe('signed up');
  const stored = await everythingStored(process.env['DATABASE_URL'] ?? '');
  expect(tracesOf(own, stored)).toEqual([]);
});

test('nobody else is taken for them: not at another device, nor who clears it; and a desk is open to all', async () => {
  useFakeClock(START);
  const { viewer, evening, first } = await keptOut();
  const other = await createParticipant();
  await forgetPerson(viewer, HOLDINGS);
  expect(await signsUp(undefined, evening)).toBe('signed up');
  expect(await signsUp(headerOf(other.cookie), evening)).toBe('signed up');
  expect(await deviceIsKeptOutAt(first)).toEqual(new Set([SITE]));
  expect(await pressTalk(null, aPress(null))).toHaveProperty('contactId');
});

test.each(['site', 'organisation'] as const)(
  'by the %s: who is kept out no more leaves no mark',
  async (by) => {
    const clock = useFakeClock(START);
    await db.deleteFrom('barred_devices').execute();
    const { viewer } = await createParticipant();
    expect(await forgetPerson(viewer, HOLDINGS)).toBe('forgotten');
    const over = await keptOut(by);
    clock.set(OVER);
    expect(await isKeptOut(over.viewer)).toBe(false);
    expect(await forgetPerson(over.viewer, HOLDINGS)).toBe('forgotten');
    expect(await marks()).toEqual([]);
  },
);

test('the operator finds them on the list, without a name, and lets them come again; others stay out', async () => {
  useFakeClock(START);
  const operator = await anOperator();
  const [one, another] = [await keptOut(), await keptOut()];
  const before = await siteBansOf(operator);
  if (before === 'not_found') throw new Error(before);
  await forgetPerson(another.viewer, HOLDINGS);
  await forgetPerson(one.viewer, HOLDINGS);
  const after = await siteBansOf(operator);
  expect(after).toHaveLength(before.length);
  const [ban] = await db
    .selectFrom('site_bans')
    .select('id')
    .where('organisation_id', '=', one.evening.organisation_id)
    .execute();
  expect(after).toContainEqual(
    expect.objectContaining({ id: ban?.id, nickname: '', lifted: null }),
  );
  const lift = { banId: ban?.id ?? '', because: '話し合いました' };
  expect(await liftSiteBan(operator, lift)).toBe('lifted');
  expect([await signsUp(one.first), await signsUp(one.second)]).toEqual(['signed up', 'signed up']);
  expect(await signsUp(another.first)).toBe('barred');
});

test('the admin finds them on theirs, and lets them come again', async () => {
  useFakeClock(START);
  const { viewer, evening, admin, first } = await keptOut('organisation');
  await forgetPerson(viewer, HOLDINGS);
  const bans = await bansOf(admin, evening.organisation_id);
  expect(bans).toMatchObject([{ nickname: '', reason: '' }]);
  expect(await liftBan(admin, bans === 'not_found' ? '' : (bans[0]?.id ?? ''))).toBe('lifted');
  expect(await signsUp(first, evening)).toBe('signed up');
});

test('the mark is a keyed hash, and goes with the ban when that is over', async () => {
  const clock = useFakeClock(START);
  await db.deleteFrom('barred_devices').execute();
  for (const by of ['site', 'organisation'] as const)
    await forgetPerson((await keptOut(by)).viewer, HOLDINGS);
  const kept = await marks();
  expect(kept.map(({ mark }) => mark.length)).toEqual(kept.map(() => 32));
  clock.set(later(OVER, -minutes(1)));
  await purgeAll(now());
  expect(await marks()).toHaveLength(kept.length);
  clock.set(OVER);
  await purgeAll(now());
  expect(await marks()).toEqual([]);
});

test.each([
  ['barred_devices_mark_is_a_hash', { mark: Buffer.from('あらし'), ban_id: randomUUID() }],
  ['barred_devices_of_one_ban', { mark: Buffer.alloc(32) }],
  ['barred_devices_ban', { mark: Buffer.alloc(32), ban_id: randomUUID() }],
  ['barred_devices_site_ban', { mark: Buffer.alloc(32), site_ban_id: randomUUID() }],
])('the table holds to %s', async (constraint, row) => {
  const tried = db.insertInto('barred_devices').values(row).execute();
  expect(await tried.then(() => 'taken', brokenConstraint)).toBe(constraint);
});
