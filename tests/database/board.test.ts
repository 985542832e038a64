/** The supervisor's board: counts and waits of their own windows, and no word of anybody's. */
import { expect, test } from 'vitest';
import { hours, seconds } from '#platform/clock';
import { db } from '#platform/db';
import {
  answerContact,
  boardOf,
  endTalkAtDesk,
  leaveWords,
  openProcedure,
  passContact,
} from '#urgent/server';
import { useFakeClock } from '../support/clock.ts';
import { anAccount } from '../support/organisations.ts';
import { onDutyAt, supervisorOf } from '../support/staff.ts';
import { aCaller, contactRow } from '../support/contacts.ts';
import { aTown } from '../support/towns.ts';

async function scene() {
  const clock = useFakeClock('2026-11-26T20:00:00+09:00');
  const town = await aTown();
  const desk = await onDutyAt(town.own);
  const { organisationId } = desk;
  const supervisor = await supervisorOf(desk);
  const own = async () => (await boardOf(supervisor))?.windows[0];
  return { clock, town, desk, organisationId, supervisor, own };
}

test('is there for who supervises alone, and shows the windows of their organisation alone', async () => {
  const { town, desk, organisationId, supervisor } = await scene();
  expect(await boardOf(desk.viewer)).toBeUndefined();
  expect(await boardOf(await anAccount(organisationId, 'admin'))).toBeUndefined();
  expect((await boardOf(supervisor))?.windows.map(({ windowId }) => windowId)).toEqual([town.own]);
});

test('who is on duty, with how much to do, and whether their desk is open', async () => {
  const { desk, own, town } = await scene();
  expect(await own()).toMatchObject({
    onDuty: [{ name: desk.viewer.displayName, talking: 0, capacity: 2, there: true }],
  });
  const { contactId } = await aCaller(town);
  await answerContact(desk.viewer, contactId);
  expect(await own()).toMatchObject({
    standing: { talking: [{ who: [desk.viewer.displayName] }] },
    onDuty: [{ talking: 1 }],
  });
  await desk.goes();
  expect(await own()).toMatchObject({ onDuty: [{ there: false }] });
});

test('what rings since when, who waits, whose words are late, and how long people waited today', async () => {
  const { clock, town, desk, own } = await scene();
  const pressed = clock.now.getTime();
  const { contactId } = await aCaller(town, { words: 'ひみつのことば' });
  clock.advance(seconds(12));
  await desk.acknowledges();
  expect(await own()).toMatchObject({ waits: { count: 0, p50: null, p90: null } });
  expect((await own())?.standing).toEqual({
    ringing: [{ kind: 'ringing', at: pressed, who: [desk.viewer.displayName] }],
  });
  await answerContact(desk.viewer, contactId);
  await passContact(desk.viewer, (await aCaller(town)).contactId);
  expect((await own())?.standing).toMatchObject({
    talking: [{ at: clock.now.getTime() }],
    waiting: [{ at: clock.now.getTime(), who: [] }],
  });
  const { viewer, contactId: left } = await aCaller(town);
  await leaveWords(viewer, { contactId: left, words: 'のちほど' });
  const before = await own();
  expect(before).toMatchObject({ late: 0, waits: { count: 1, p50: 12, p90: 12 } });
  expect(Object.keys(before?.standing ?? {}).sort()).toEqual(['letters', 'talking', 'waiting']);
  clock.advance(hours(24 * 20));
  expect(await own()).toMatchObject({ late: 1, waits: { count: 0 } });
});

test('of very many it is told how many, and of the first since when', async () => {
  const { town, desk, own } = await scene();
  const first = await aCaller(town);
  for (let n = 0; n < 24; n += 1) await aCaller(town);
  await desk.acknowledges();
  const { standing, counts } = (await own()) ?? {};
  expect(counts).toEqual({ ringing: 25 });
  expect(standing?.ringing).toHaveLength(20);
  expect(standing?.ringing?.[0]?.at).toBe(+(await contactRow(first.contactId)).created_at);
});

test('no word of anybody’s is on it, and the procedure for danger is told', async () => {
  const { town, desk, supervisor } = await scene();
  const { contactId } = await aCaller(town, { words: 'ひみつのことば', nickname: 'かくしな' });
  await answerContact(desk.viewer, contactId);
  await openProcedure(desk.viewer, contactId);
  const board = await boardOf(supervisor);
  expect(board?.alarms).toMatchObject([{ contactId, who: desk.viewer.displayName }]);
  expect(JSON.stringify(board)).not.toMatch(/ひみつ|かくしな/);
});

test('how talks ended is counted by window and month, leads to no talk, and need not be said', async () => {
  const { town, desk, own } = await scene();
  const end = async (outcome: 'talked' | 'unsaid', teller: 'family' | 'unsaid') => {
    const { contactId } = await aCaller(town);
    await answerContact(desk.viewer, contactId);
    expect(await endTalkAtDesk(desk.viewer, { contactId, outcome, teller })).toBe('ended');
    // A page that has grown old counts nothing twice.
    expect(await endTalkAtDesk(desk.viewer, { contactId, outcome, teller })).toBe('not_found');
  };
  await end('talked', 'family');
  await end('talked', 'unsaid');
  await end('unsaid', 'unsaid');
  expect(await own()).toMatchObject({ outcomes: { talked: 2 }, tellers: { family: 1 } });
  const rows = await db.selectFrom('talk_outcomes').selectAll().execute();
  expect(rows.map(({ window_id, talks }) => ({ window_id, talks }))).toEqual([
    { window_id: town.own, talks: 1 },
    { window_id: town.own, talks: 1 },
  ]);
});
