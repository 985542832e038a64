/** What a press costs until it rings: each statement is a way to the database and back. */
import { expect, test } from 'vitest';
import { hours, later, now } from '#platform/clock';
import { answerContact, passContact, pressTalk } from '#urgent/server';
import { aCaller, aPress, ringingFor } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';
import { statementsOf, type Statement } from '../support/statements.ts';
import { createParticipant } from '../support/participants.ts';

const textsOf = (sent: Statement[]) => sent.map(({ text }) => text).join('\n');
const untilMidnight = () => ({ until: later(now(), hours(1)) });

test('a stranger rings after five statements: three find the route, one who is there, one writes', async () => {
  const town = await aTown();
  const staff = await onDutyAt(town.own, untilMidnight());
  await pressTalk(null, aPress(town));
  let contactId = '';
  const sent = await statementsOf(async () => {
    ({ contactId } = await pressTalk(null, aPress(town)));
  });
  expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
  expect(sent.length, textsOf(sent)).toBeLessThanOrEqual(5);
});

test('a hundred strangers who press together for one town ring after no more statements than a few', async () => {
  const town = await aTown();
  const staff = await onDutyAt(town.own, untilMidnight());
  let pressed: { contactId: string }[] = [];
  const sent = await statementsOf(async () => {
    pressed = await Promise.all(Array.from({ length: 100 }, () => pressTalk(null, aPress(town))));
  });
  for (const { contactId } of pressed)
    expect(await ringingFor(contactId)).toEqual([staff.viewer.accountId]);
  expect(sent.length, textsOf(sent)).toBeLessThanOrEqual(10);
});

test('somebody known rings after no more than four others, which hold them and look for a talk under way and for doubts', async () => {
  const town = await aTown();
  await onDutyAt(town.own, untilMidnight());
  const { viewer } = await createParticipant();
  const sent = await statementsOf(() => pressTalk(viewer, aPress(town)));
  expect(sent.length, textsOf(sent)).toBeLessThanOrEqual(11);
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
  expect(sent.length, textsOf(sent)).toBeLessThanOrEqual(7);
});

test('an answer is given after a bounded number of statements', async () => {
  const town = await aTown();
  const staff = await onDutyAt(town.own, untilMidnight());
  const { contactId } = await aCaller(town);
  const sent = await statementsOf(() => answerContact(staff.viewer, contactId));
  expect(sent.length, textsOf(sent)).toBeLessThanOrEqual(28);
});
