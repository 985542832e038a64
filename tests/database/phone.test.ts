/** Somebody phones: staff enter them, and lose every hold on the sign-up once the person has come by their own words. */
import { expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import type { ParticipantViewer } from '#participants';
import { issuePhrase, notePhrase, recoverByPhrase } from '#participants/server';
import { days, hours, later, now } from '#platform/clock';
import { db, sql } from '#platform/db';
import type { SignUpInput, SignupId } from '#signup';
import {
  cancelByPhone,
  changeByPhone,
  enterByPhone,
  mySignups,
  reprintSlip,
  signupsAt,
  slipOf,
} from '#signup/server';
import { aConsultation } from '../support/consultations.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { filledForm, signedUp } from '../support/signup.ts';

interface Evening {
  organisationId: OrganisationId;
  id: string;
  staff: AccountViewer;
}

async function anEvening(capacity = 10, policy = 'open'): Promise<Evening> {
  const organisationId = await anOrganisation();
  const series = await aSeries({ organisation_id: organisationId, sign_up_policy: policy });
  const id = await anOccurrence({
    series_id: series,
    starts_at: later(now(), hours(48)),
    capacity,
  });
  return { organisationId, id, staff: await anAccount(organisationId, 'publisher', 'admin') };
}

const calling = (id: string, over: Partial<SignUpInput> & { talked?: boolean } = {}) => ({
  talked: false,
  ...filledForm(id, over),
});

async function entered({ id, staff }: Evening, over: Partial<SignUpInput> = {}): Promise<SignupId> {
  const outcome = await enterByPhone(staff, calling(id, over));
  if (typeof outcome === 'string' || !('entered' in outcome))
    throw new Error(JSON.stringify(outcome));
  return outcome.entered;
}

async function wordsOf({ id, staff }: Evening, signupId: SignupId): Promise<string> {
  const slip = await slipOf(staff, { occurrenceId: id, signupId });
  if (slip === 'not_found' || !slip.words) throw new Error('no words on the slip');
  return slip.words.join(' ');
}

async function comeBack(words: string): Promise<{ viewer: ParticipantViewer; renewed: boolean }> {
  const back = await recoverByPhrase(words);
  if (typeof back === 'string') throw new Error(back);
  return back;
}

const actsIn = async ({ organisationId }: Evening) =>
  (
    await db
      .selectFrom('audit_entries')
      .select(['act', 'subject'])
      .where('organisation_id', '=', organisationId)
      .orderBy('at')
      .execute()
  ).map(({ act, subject }) => `${act} ${subject}`);

test('takes a place like any other, or the end of the queue, and stands on the list as 電話で', async () => {
  const evening = await anEvening(1);
  await entered(evening, { nickname: 'でんわの方', message: '耳が遠い' });
  await entered(evening);
  expect(await signupsAt(evening.staff, evening.id)).toMatchObject([
    { nickname: 'でんわの方', message: '耳が遠い', state: 'confirmed', byPhone: true },
    { state: 'waiting', byPhone: true },
  ]);
  expect(await enterByPhone(evening.staff, calling(evening.id, { nickname: ' ' }))).toEqual({
    problems: { nickname: 'nickname_empty' },
  });
});

test('a course is on the slip with all of its dates', async () => {
  const evening = await anEvening();
  const series_id = await aSeries({ organisation_id: evening.organisationId, all_dates: true });
  const starts = [days(2), days(9)].map((ahead) => later(now(), ahead));
  const ids: string[] = [];
  for (const starts_at of starts) ids.push(await anOccurrence({ series_id, starts_at }));
  const [id = ''] = ids;
  const signupId = await entered({ ...evening, id });
  expect(await slipOf(evening.staff, { occurrenceId: id, signupId })).toMatchObject({
    beside: { every: false, dates: [{ startsAt: starts[1], waiting: false }] },
  });
});

test('pressed twice it is one sign-up and one slip, in the log once and without a word of the person', async () => {
  const evening = await anEvening();
  const form = calling(evening.id, { nickname: 'でんわの方' });
  const both = await Promise.all([
    enterByPhone(evening.staff, form),
    enterByPhone(evening.staff, form),
  ]);
  expect(both[0]).toEqual(both[1]);
  expect(await enterByPhone(evening.staff, form)).toEqual(both[0]);
  expect(await actsIn(evening)).toEqual([`signup.entered occurrence:${evening.id}`]);
});

test('makes a person without a device, who has that one sign-up', async () => {
  const evening = await anEvening();
  const signup = await entered(evening);
  const { viewer, renewed } = await comeBack(await wordsOf(evening, signup));
  expect(renewed).toBe(true);
  expect(await mySignups(viewer)).toMatchObject({ coming: [{ id: signup }], past: [] });
  const sessions = await db
    .selectFrom('participant_sessions')
    .select('id_hash')
    .where('participant_id', '=', viewer.participantId)
    .execute();
  expect(sessions).toHaveLength(1);
});

test('the printed words open once: whoever comes back has others at that moment, and only those', async () => {
  const evening = await anEvening();
  const printed = await wordsOf(evening, await entered(evening));
  const { viewer } = await comeBack(printed);
  const own = await issuePhrase(viewer);
  if (!Array.isArray(own)) throw new Error(own);
  expect(own.join(' ')).not.toBe(printed);
  await notePhrase(viewer, own.join(' '));
  expect(await recoverByPhrase(printed)).toBe('unknown');
  expect(await comeBack(own.join(' '))).toMatchObject({ renewed: false });
});

test('of two who come at once with the same slip one comes in', async () => {
  const evening = await anEvening();
  const printed = await wordsOf(evening, await entered(evening));
  const both = await Promise.all([recoverByPhrase(printed), recoverByPhrase(printed)]);
  expect(both.filter((back) => back === 'unknown')).toHaveLength(1);
});

test('a slip is printed again with new words only, and that is in the log', async () => {
  const evening = await anEvening();
  const signupId = await entered(evening);
  const lost = await wordsOf(evening, signupId);
  expect(await reprintSlip(evening.staff, { occurrenceId: evening.id, signupId })).toBe('printed');
  expect(await recoverByPhrase(lost)).toBe('unknown');
  await comeBack(await wordsOf(evening, signupId));
  expect(await actsIn(evening)).toContain(`signup.reprinted occurrence:${evening.id}`);
});

test('once the person has come, staff neither make words nor see any, nor change or cancel', async () => {
  const evening = await anEvening();
  const signupId = await entered(evening);
  const asked = { occurrenceId: evening.id, signupId };
  const { viewer } = await comeBack(await wordsOf(evening, signupId));
  expect(await reprintSlip(evening.staff, asked)).toBe('theirs');
  expect(await cancelByPhone(evening.staff, asked)).toBe('theirs');
  const details = { nickname: 'べつの名', partySize: 1, way: 'text', message: '' } as const;
  expect(await changeByPhone(evening.staff, asked, details)).toBe('theirs');
  expect(await slipOf(evening.staff, asked)).toMatchObject({ words: null, kept: false });
  await issuePhrase(viewer);
  expect(await slipOf(evening.staff, asked)).toMatchObject({ words: null });
  expect((await mySignups(viewer)).coming).toMatchObject([{ nickname: 'ひだまり' }]);
});

test('until then staff change and cancel for whoever phones again, and the next in the queue moves up', async () => {
  const evening = await anEvening(1);
  const signupId = await entered(evening);
  const waiting = await signedUp(evening.id);
  const asked = { occurrenceId: evening.id, signupId };
  const details = { nickname: 'ゆき', partySize: 1, way: 'watch', message: '' } as const;
  expect(await changeByPhone(evening.staff, asked, details)).toBe('changed');
  expect(await cancelByPhone(evening.staff, asked)).toBe('cancelled');
  expect((await mySignups(waiting.viewer)).coming).toMatchObject([{ state: 'confirmed' }]);
  expect(await actsIn(evening)).toEqual(
    ['entered', 'changed_by_phone', 'cancelled_by_phone'].map(
      (act) => `signup.${act} occurrence:${evening.id}`,
    ),
  );
});

test('what staff do on the phone and the line of the log stand together or not at all', async () => {
  const evening = await anEvening();
  const signupId = await entered(evening);
  const asked = { occurrenceId: evening.id, signupId };
  const words = await wordsOf(evening, signupId);
  const details = { nickname: 'ゆき', partySize: 1, way: 'watch', message: '' } as const;
  await sql`create function refuse_lines() returns trigger language plpgsql as
    $$ begin raise exception 'no line'; end $$`.execute(db);
  await sql`create trigger no_lines before insert on audit_entries execute function refuse_lines()`.execute(
    db,
  );
  const acts = [
    () => changeByPhone(evening.staff, asked, details),
    () => cancelByPhone(evening.staff, asked),
    () => reprintSlip(evening.staff, asked),
    () => enterByPhone(evening.staff, calling(evening.id)),
  ];
  for (const act of acts) await expect(act()).rejects.toThrow();
  await sql`drop function refuse_lines() cascade`.execute(db);
  expect(await signupsAt(evening.staff, evening.id)).toMatchObject([
    { id: signupId, nickname: 'ひだまり', way: 'text' },
  ]);
  expect(await recoverByPhrase(words)).toHaveProperty('viewer');
});

test('of a sign-up that a person made themselves staff get no words and do nothing, and the try is in the log', async () => {
  const evening = await anEvening();
  const { viewer, receipt } = await signedUp(evening.id);
  const own = await issuePhrase(viewer);
  const asked = { occurrenceId: evening.id, signupId: receipt };
  expect(await slipOf(evening.staff, asked)).toBe('not_found');
  expect(await reprintSlip(evening.staff, asked)).toBe('not_found');
  expect(await cancelByPhone(evening.staff, asked)).toBe('not_found');
  expect(await issuePhrase(viewer)).toEqual(own);
  expect(await actsIn(evening)).toEqual([`signup.refused occurrence:${evening.id}`]);
});

test('another organisation’s staff, a colleague without the right, and an id from another date find nothing', async () => {
  const evening = await anEvening();
  const other = await anEvening();
  const signupId = await entered(evening);
  const asked = { occurrenceId: evening.id, signupId };
  const reader = await anAccount(evening.organisationId, 'expert');
  for (const intruder of [other.staff, reader]) {
    expect(await enterByPhone(intruder, calling(evening.id))).toBe('not_found');
    expect(await slipOf(intruder, asked)).toBe('not_found');
    expect(await reprintSlip(intruder, asked)).toBe('not_found');
    expect(await cancelByPhone(intruder, asked)).toBe('not_found');
  }
  expect(await reprintSlip(other.staff, { occurrenceId: other.id, signupId })).toBe('not_found');
  await comeBack(await wordsOf(evening, signupId));
});

test('a supporter enters whoever phones for their own slot, and a colleague’s is not theirs', async () => {
  const organisationId = await anOrganisation();
  const [own, colleague] = [
    await anAccount(organisationId, 'peer_supporter'),
    await anAccount(organisationId, 'peer_supporter'),
  ];
  const slot = await anOccurrence({
    series_id: await aConsultation(organisationId),
    kind: 'peer_consultation',
    supporter_account_id: own.accountId,
    starts_at: later(now(), hours(48)),
    capacity: 1,
  });
  expect(await enterByPhone(colleague, calling(slot))).toBe('not_found');
  expect(await enterByPhone(own, calling(slot))).toHaveProperty('entered');
});

test('where a first talk comes first, it may have been had on that very call', async () => {
  const evening = await anEvening(10, 'ask');
  expect(await enterByPhone(evening.staff, calling(evening.id))).toBe('ask');
  expect(await enterByPhone(evening.staff, calling(evening.id, { talked: true }))).toHaveProperty(
    'entered',
  );
  expect(await signupsAt(evening.staff, evening.id)).toMatchObject([{ talked: true }]);
});

test('the table holds nobody at once in the hands of staff and their own', async () => {
  await entered(await anEvening());
  const both = db
    .updateTable('participants')
    .set({ phrase_noted: true })
    .where('kept_by_staff', '=', true)
    .execute();
  await expect(both).rejects.toThrow('participants_kept_has_not_noted');
});
