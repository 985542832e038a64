/** The first talk that some series ask for: who marks it, what it opens, and that nothing else is known of it. */
import { expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { auditOf } from '#organisations/server';
import { organisationScope, type ParticipantViewer } from '#participants';
import { derivedPseudonym } from '#participants/server';
import { days, hours, later, now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { cancelOccurrence, findOccurrence } from '#schedule/server';
import {
  asksForTalks,
  cancelSignup,
  markFirstTalk,
  mySignups,
  openSinceTalk,
  signupsAt,
  signUp,
} from '#signup/server';
import { facesTalkedWith } from '../../src/signup/first-talk/first-talk-queries.server.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { useFakeClock } from '../support/clock.ts';
import { filledForm, signedUp } from '../support/signup.ts';

/** Nothing that anybody is shown tells: it stands in the organisation's marks alone. */
async function hasTalked(viewer: ParticipantViewer, organisationId: OrganisationId) {
  const face = derivedPseudonym(viewer, organisationScope(organisationId));
  return (await facesTalkedWith([face])).has(face);
}

interface Circle {
  organisationId: OrganisationId;
  /** An evening to which anybody comes, where the first talk takes place. */
  talk: string;
  /** The series that asks for it, and its date. */
  seriesId: string;
  asking: string;
  staff: AccountViewer;
}

async function aCircle(asks: Parameters<typeof aSeries>[0] = {}): Promise<Circle> {
  const organisation_id = await anOrganisation();
  const series_id = await aSeries({ organisation_id, sign_up_policy: 'ask', ...asks });
  return {
    organisationId: organisation_id,
    seriesId: series_id,
    talk: await anOccurrence({
      series_id: await aSeries({ organisation_id }),
      starts_at: later(now(), hours(2)),
    }),
    asking: await anOccurrence({ series_id, starts_at: later(now(), days(3)) }),
    staff: await anAccount(organisation_id, 'publisher'),
  };
}

const markAt = ({ talk, staff }: Circle, signupId: string, done = true) =>
  markFirstTalk(staff, { occurrenceId: talk, signupId, done });

test('who has talked signs up where a talk comes first, at every such series of the organisation', async () => {
  const circle = await aCircle();
  const { viewer, receipt } = await signedUp(circle.talk);
  expect(await signUp(viewer, filledForm(circle.asking))).toBe('ask');
  expect(await markAt(circle, receipt)).toBe('marked');
  expect(await signUp(viewer, filledForm(circle.asking))).toMatchObject({
    receipt: expect.any(String) as string,
  });
  const other = await aSeries({ organisation_id: circle.organisationId, sign_up_policy: 'ask' });
  const there = await anOccurrence({ series_id: other, starts_at: later(now(), days(5)) });
  expect(await signUp(viewer, filledForm(there))).toMatchObject({
    receipt: expect.any(String) as string,
  });
});

test('whoever has talked joins what is left of a course, also from a date of it that was called off', async () => {
  const circle = await aCircle({ all_dates: true });
  const { viewer, receipt } = await signedUp(circle.talk);
  await markAt(circle, receipt);
  const off = await anOccurrence({ series_id: circle.seriesId, starts_at: later(now(), days(9)) });
  const whole = await signUp(viewer, filledForm(circle.asking));
  if (typeof whole === 'string' || 'problems' in whole) throw new Error('not joined');
  await cancelOccurrence(circle.staff, off, '都合により');
  await cancelSignup(viewer, whole.receipt);
  await signUp(viewer, filledForm(off));
  const { coming } = await mySignups(viewer);
  expect(coming.map(({ occurrence }) => occurrence.id)).toContain(circle.asking);
});

test('a talk with one organisation is none with another', async () => {
  const [one, other] = [await aCircle(), await aCircle()];
  const { viewer, receipt } = await signedUp(one.talk);
  await markAt(one, receipt);
  expect(await signUp(viewer, filledForm(other.asking))).toBe('ask');
  expect([
    await hasTalked(viewer, one.organisationId),
    await hasTalked(viewer, other.organisationId),
  ]).toEqual([true, false]);
});

test('the door that a talk opens has the hours of every other', async () => {
  const clock = useFakeClock(new Date());
  const circle = await aCircle({ sign_up_opens_minutes: 60, sign_up_closes_minutes: 10 });
  const { viewer, receipt } = await signedUp(circle.talk);
  await markAt(circle, receipt);
  expect(await signUp(viewer, filledForm(circle.asking))).toBe('not_yet');
  clock.advance(days(3) - hours(1));
  expect(await signUp(null, filledForm(circle.asking))).toBe('ask');
  expect(await signUp(viewer, filledForm(circle.asking))).toMatchObject({
    receipt: expect.any(String) as string,
  });
  clock.advance(hours(1));
  expect(await signUp(null, filledForm(circle.asking))).toBe('closed');
});

test('a mark by mistake is taken back; a place that is held by then stays', async () => {
  const circle = await aCircle();
  const { viewer, receipt } = await signedUp(circle.talk);
  await markAt(circle, receipt);
  await markAt(circle, receipt);
  await signUp(viewer, filledForm(circle.asking));
  await markAt(circle, receipt, false);
  expect(await hasTalked(viewer, circle.organisationId)).toBe(false);
  expect(await findOccurrence(circle.asking)).toMatchObject({ taken: 1 });
});

test('no other organisation, and no role that reads no sign-ups, marks anybody; the owner hears of the try', async () => {
  const circle = await aCircle();
  const { viewer, receipt } = await signedUp(circle.talk);
  const stranger = await anAccount(await anOrganisation(), 'admin', 'publisher');
  const expert = await anAccount(circle.organisationId, 'expert');
  for (const staff of [stranger, expert])
    expect(await markAt({ ...circle, staff }, receipt)).toBe('not_found');
  expect(await hasTalked(viewer, circle.organisationId)).toBe(false);
  const admin = await anAccount(circle.organisationId, 'admin');
  const acts = await auditOf(admin, circle.organisationId);
  expect(acts).toMatchObject([{ act: 'first_talk.refused' }, { act: 'first_talk.refused' }]);
});

test('a sign-up of another date cannot be marked through one’s own, nor can what is no id', async () => {
  const [mine, theirs] = [await aCircle(), await aCircle()];
  const { viewer, receipt } = await signedUp(theirs.talk);
  for (const signupId of [receipt, '', 'x', '00000000-0000-4000-8000-000000000000'])
    expect(await markAt(mine, signupId)).toBe('not_found');
  expect(await hasTalked(viewer, theirs.organisationId)).toBe(false);
});

test('each mark is in the log by the sign-up’s id, and nothing of the talk is held anywhere', async () => {
  const circle = await aCircle();
  const { receipt } = await signedUp(circle.talk);
  await markAt(circle, receipt);
  await markAt(circle, receipt, false);
  const admin = await anAccount(circle.organisationId, 'admin');
  const subject = `signup:${receipt}`;
  expect(await auditOf(admin, circle.organisationId)).toMatchObject([
    { act: 'first_talk.taken_back', subject },
    { act: 'first_talk.marked', subject },
  ]);
  const { rows } = await sql<{ column_name: string }>`
    select column_name from information_schema.columns where table_name = 'first_talks'`.execute(
    db,
  );
  expect(rows.map(({ column_name }) => column_name)).toEqual(['pseudonym']);
});

test('the list of sign-ups tells whom one has talked with, where anything asks for it', async () => {
  const circle = await aCircle();
  const { receipt } = await signedUp(circle.talk);
  await signedUp(circle.talk, { nickname: 'そら' });
  await markAt(circle, receipt);
  expect(await signupsAt(circle.staff, circle.talk)).toMatchObject([
    { nickname: 'ひだまり', talked: true },
    { nickname: 'そら', talked: false },
  ]);
  expect(await asksForTalks(circle.organisationId)).toBe(true);
  expect(await asksForTalks(await anOrganisation())).toBe(false);
});

test('the person is told what is open to them since, where they look', async () => {
  const circle = await aCircle();
  const { viewer, receipt } = await signedUp(circle.talk);
  expect(await openSinceTalk(viewer)).toEqual([]);
  await markAt(circle, receipt);
  expect(await openSinceTalk(viewer)).toMatchObject([{ id: circle.asking }]);
});

test('a talk goes with the person', async () => {
  const circle = await aCircle();
  const { receipt } = await signedUp(circle.talk);
  await markAt(circle, receipt);
  const { rows } = await sql<{ pseudonym: string }>`
    delete from signups where id = ${receipt} returning pseudonym`.execute(db);
  const face = rows[0]?.pseudonym ?? '';
  await sql`delete from pseudonyms where pseudonym = ${face}`.execute(db);
  const left = await sql`select from first_talks where pseudonym = ${face}`.execute(db);
  expect(left.rows).toEqual([]);
});
