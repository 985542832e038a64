/** What a press costs until it rings: each statement is a way to the database and back. */
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { hours, later, now } from '#platform/clock';
import { answerContact, passContact, pressTalk } from '#urgent/server';
import { aCaller, aPress, aTown, onDutyAt, ringingFor } from '../support/urgent.ts';
import { createParticipant } from '../support/participants.ts';

/** The statements that `act` sends, each by how it begins. */
async function statementsOf(act: () => Promise<unknown>): Promise<string[]> {
  const query = vi.spyOn(pg.Client.prototype, 'query');
  await act();
  const sent = query.mock.calls.map(([statement]) => textOf(statement).trim().slice(0, 40));
  query.mockRestore();
  return sent;
}

const textOf = (statement: unknown): string =>
  typeof statement === 'string' ? statement : (statement as { text: string }).text;

const untilMidnight = () => ({ until: later(now(), hours(1)) });

test('a stranger rings after nine statements: four find the route, one the roster, two write', async () => {
  const town = await aTown();
  const staff = await onDutyAt(town.own, untilMidnight());
  await pressTalk(null, aPress(town));
  let contactId = '';
  const sent = await statementsOf(async () => {
    ({ contactId } = await pressTalk(null, aPress(town)));
  });
  expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
  expect(sent.length, sent.join('\n')).toBeLessThanOrEqual(9);
  expect(sent.filter((text) => text.startsWith('with '))).toHaveLength(2);
});

test('somebody known rings after no more than four others, which hold them and look for a talk under way and for doubts', async () => {
  const town = await aTown();
  await onDutyAt(town.own, untilMidnight());
  const { viewer } = await createParticipant();
  const sent = await statementsOf(() => pressTalk(viewer, aPress(town)));
  expect(sent.length, sent.join('\n')).toBeLessThanOrEqual(13);
});

test('a pass rings the next after seven statements', async () => {
  const town = await aTown();
  const [own, nearby] = [
    await onDutyAt(town.own, untilMidnight()),
    await onDutyAt(town.nearby, untilMidnight()),
  ];
  const { contactId } = await aCaller(town);
  const sent = await statementsOf(() => passContact(own.viewer, contactId));
  expect(await ringingFor(contactId)).toEqual([nearby.viewer.accountId]);
  expect(sent.length, sent.join('\n')).toBeLessThanOrEqual(7);
});

test('an answer is given after a bounded number of statements', async () => {
  const town = await aTown();
  const staff = await onDutyAt(town.own, untilMidnight());
  const { contactId } = await aCaller(town);
  const sent = await statementsOf(() => answerContact(staff.viewer, contactId));
  expect(sent.length, sent.join('\n')).toBeLessThanOrEqual(28);
});
