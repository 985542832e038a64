/** 振り返り: whoever held a talk says how it ended, at the end or within a day; counts alone are kept. */
import { expect, test } from 'vitest';
import { auditOf } from '#organisations/server';
import { hours, later, minutes } from '#platform/clock';
import { db } from '#platform/db';
import {
  answerContact,
  boardOf,
  deskOf,
  endTalk,
  endTalkAtDesk,
  leaveContact,
  urgentTasks,
  wrapUp,
} from '#urgent/server';
import { anAccount } from '../support/organisations.ts';
import { type OnDuty, onDutyAt, supervisorOf } from '../support/staff.ts';
import { aTalkAtADesk } from '../support/talk-at-desk.ts';
import { aSecondPasses } from '../support/contacts.ts';

async function aTalk() {
  const talk = await aTalkAtADesk();
  const said = { contactId: talk.contactId, outcome: 'talked', teller: 'family' } as const;
  return { ...talk, said };
}

const askedAt = async (desk: OnDuty) => (await deskOf(desk.viewer)).wrapUps;
const countsOf = async (desk: OnDuty) => {
  const window = (await boardOf(await supervisorOf(desk)))?.windows[0];
  return { ...window?.outcomes, ...window?.tellers };
};

test('where the person ends the talk its desk is asked how it ended, and what it says is counted once', async () => {
  const { clock, desk, person, contactId, said } = await aTalk();
  expect(await askedAt(desk)).toEqual([]);
  await endTalk(person, contactId);
  expect(await askedAt(desk)).toEqual([
    { contactId, name: 'ナギ', overAt: +clock.now, handedOnTo: null },
  ]);
  expect(await wrapUp(desk.viewer, said)).toBe('wrapped_up');
  expect(await wrapUp(desk.viewer, said)).toBe('not_found');
  expect(await askedAt(desk)).toEqual([]);
  expect(await countsOf(desk)).toEqual({ talked: 1, family: 1 });
});

test('whoever was lost is asked too, but not while they hold the talk again', async () => {
  const { town, desk, contactId } = await aTalk();
  await desk.goes();
  await aSecondPasses();
  expect(await askedAt(desk)).toMatchObject([{ contactId }]);
  await desk.comesBack();
  await aSecondPasses();
  await answerContact(desk.viewer, contactId);
  expect(await askedAt(desk)).toEqual([]);
  await desk.goes();
  await aSecondPasses();
  const next = await onDutyAt(town.own);
  await aSecondPasses();
  await answerContact(next.viewer, contactId);
  await endTalkAtDesk(next.viewer, { contactId, outcome: 'unsaid', teller: 'unsaid' });
  // Who said nothing at the end has answered; who was lost has not.
  expect([await askedAt(next), await askedAt(desk)]).toMatchObject([[], [{ contactId }]]);
});

test('who stops with everything erased leaves no name to look back on', async () => {
  const { desk, person, contactId } = await aTalk();
  await leaveContact(person, contactId);
  expect(await askedAt(desk)).toMatchObject([{ contactId, name: '' }]);
});

test('nobody is asked about another’s talk; the try counts nothing and is in the log of who held it', async () => {
  const { town, desk, person, contactId, said } = await aTalk();
  const elsewhere = await onDutyAt(town.nearby);
  const colleague = await onDutyAt(town.own);
  await endTalk(person, contactId);
  for (const other of [elsewhere, colleague]) {
    expect(await askedAt(other)).toEqual([]);
    expect(await wrapUp(other.viewer, said)).toBe('not_found');
  }
  expect(await countsOf(desk)).toEqual({});
  const admin = await anAccount(desk.organisationId, 'admin');
  expect(await auditOf(admin, desk.organisationId)).toMatchObject([
    { act: 'talk.refused' },
    { act: 'talk.refused' },
  ]);
});

test('after a day nobody is asked any more, and that anybody was is forgotten', async () => {
  const { clock, desk, person, contactId, said } = await aTalk();
  await endTalk(person, contactId);
  const over = clock.now;
  clock.set(later(over, hours(24) - minutes(1)));
  expect(await askedAt(desk)).toHaveLength(1);
  clock.set(later(over, hours(24)));
  expect(await askedAt(desk)).toEqual([]);
  expect(await wrapUp(desk.viewer, said)).toBe('not_found');
  for (const task of urgentTasks) if (task.purges) await task.run(clock.now);
  expect(await db.selectFrom('wrap_ups').selectAll().execute()).toEqual([]);
});
