/** TRUST §2, the marker of a ban: erasing everything lifts none of the operator's, and leaves nothing of the person. */
import { expect, test } from 'vitest';
import { organisationScope } from '#participants';
import {
  barBehind,
  derivedPseudonym,
  deviceIsKeptOut,
  forgetPerson,
  identifyParticipant,
  letBehind,
  pseudonymsOf,
  startSession,
} from '#participants/server';
import { days, later, minutes, now } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { brokenConstraint, db, inTransaction } from '#platform/db';
import { newFormToken, takeSignUp } from '#signup/server';
import { pressTalk } from '#urgent/server';
import { HOLDINGS } from '../../src/forgetting.server.ts';
import { useFakeClock } from '../support/clock.ts';
import { createParticipant } from '../support/participants.ts';
import { purgeAll } from '../support/purges.ts';
import { anOccurrence, anOrganisation, aSeries } from '../support/schedule.ts';
import { signedUp } from '../support/signup.ts';
import { everythingStored, tracesOf } from '../support/traces.ts';
import { aPress } from '../support/urgent.ts';

const START = '2026-11-22T10:00:00+09:00';
const LASTS = days(300);

const headerOf = ({ name, value }: SessionCookie) => `${name}=${value}`;
const marks = () => db.selectFrom('barred_devices').selectAll().execute();

async function anEvening() {
  const organisation_id = await anOrganisation();
  const series_id = await aSeries({ organisation_id });
  const id = await anOccurrence({ series_id, starts_at: later(now(), days(3)) });
  return { id, organisation_id };
}

async function signsUp(cookies: string | undefined): Promise<string> {
  const form = new FormData();
  const { id } = await anEvening();
  const fields = { formToken: newFormToken(), nickname: 'また来た人', partySize: '1', way: 'text' };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const outcome = await takeSignUp(null, id, form, { address: '', cookies });
  return 'refused' in outcome ? (outcome.refused.refusal ?? 'problems') : 'signed up';
}

/** Somebody with two devices, whom the operator keeps out from now on. */
async function keptOut() {
  const evening = await anEvening();
  const { viewer } = await signedUp(evening.id, { nickname: 'あらし' });
  const devices = [
    await startSession(viewer.participantId, 'this_browser_session'),
    await startSession(viewer.participantId, 'remembered'),
  ];
  const face = derivedPseudonym(viewer, organisationScope(evening.organisation_id));
  await inTransaction((trx) => barBehind(trx, face, later(now(), LASTS)));
  const headers = devices.map(({ cookie }) => headerOf(cookie));
  const [first = '', second = ''] = headers;
  const keys = devices.map((one) => one.viewer.sessionKey);
  const faces = (await pseudonymsOf(viewer)).map(({ pseudonym }) => pseudonym);
  return {
    viewer,
    face,
    first,
    second,
    marks: [viewer.participantId, ...keys, ...faces, 'あらし'],
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

test('nobody else is taken for them: not at another device, nor who clears it; and a desk is open to all', async () => {
  useFakeClock(START);
  const { viewer, first } = await keptOut();
  const other = await createParticipant();
  await forgetPerson(viewer, HOLDINGS);
  expect(await signsUp(undefined)).toBe('signed up');
  expect(await signsUp(headerOf(other.cookie))).toBe('signed up');
  expect(await deviceIsKeptOut(first)).toBe(true);
  expect(await pressTalk(null, aPress(null))).toHaveProperty('contactId');
});

test('who is not kept out, or no more, leaves no mark', async () => {
  const clock = useFakeClock(START);
  await db.deleteFrom('barred_devices').execute();
  const { viewer } = await createParticipant();
  expect(await forgetPerson(viewer, HOLDINGS)).toBe('forgotten');
  const over = await keptOut();
  clock.advance(LASTS + minutes(1));
  expect(await forgetPerson(over.viewer, HOLDINGS)).toBe('forgotten');
  expect(await marks()).toEqual([]);
});

test('the operator lets them come again by any face of before, and others stay out', async () => {
  useFakeClock(START);
  const [one, another] = [await keptOut(), await keptOut()];
  await forgetPerson(one.viewer, HOLDINGS);
  await forgetPerson(another.viewer, HOLDINGS);
  await inTransaction((trx) => letBehind(trx, one.face));
  expect([await signsUp(one.first), await signsUp(one.second)]).toEqual(['signed up', 'signed up']);
  expect(await signsUp(another.first)).toBe('barred');
});

test('the mark is a keyed hash and a day, and goes the day after the ban is over', async () => {
  const clock = useFakeClock(START);
  await db.deleteFrom('barred_devices').execute();
  const { viewer, first } = await keptOut();
  await forgetPerson(viewer, HOLDINGS);
  expect((await marks()).map(({ until }) => String(until))).toContain('2027-09-18');
  clock.set(new Date('2027-09-18T23:59:00+09:00'));
  await purgeAll(now());
  expect(await deviceIsKeptOut(first)).toBe(true);
  clock.set(new Date('2027-09-19T00:00:00+09:00'));
  expect(await deviceIsKeptOut(first)).toBe(false);
  await purgeAll(now());
  expect(await marks()).toEqual([]);
});

test('the table takes nothing that is no hash', async () => {
  const row = { mark: Buffer.from('あらし'), face_marks: [], until: '2027-01-01' };
  const tried = db.insertInto('barred_devices').values(row).execute();
  expect(await tried.then(() => 'taken', brokenConstraint)).toBe('barred_devices_mark_is_a_hash');
});
