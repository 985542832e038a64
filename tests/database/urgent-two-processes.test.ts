/**
 * What people and desks do at two processes at once, each of them killed in the middle of it again and again. After every
 * moment the auditor looks. The clock is the test's; desks are rows of the test's own process.
 */
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import type { ParticipantViewer } from '#participants';
import { seconds } from '#platform/clock';
import { db } from '#platform/db';
import { auditContacts } from '#urgent/server';
import { useNightClock } from '../support/clock.ts';
import { createParticipant } from '../support/participants.ts';
import { aPress, contactRow, ringingFor } from '../support/contacts.ts';
import { onDutyAt, type OnDuty } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';
import { OtherProcess } from '../support/other-process.ts';

const CAPACITY = 2;
const RUNS = 2;

const whose = { process: fc.nat(1), staff: fc.nat(3), caller: fc.nat(20) };
const TALKS = ['pass', 'end', 'stop', 'words', 'again', 'seen'] as const;
const HAND_OVERS = ['ask', 'keep', 'allow', 'refuse'] as const;
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ...whose, do: fc.constant('press' as const) }) },
  { weight: 6, arbitrary: fc.record({ ...whose, do: fc.constant('answer' as const) }) },
  { weight: 6, arbitrary: fc.record({ ...whose, do: fc.constantFrom(...TALKS) }) },
  { weight: 6, arbitrary: fc.record({ ...whose, do: fc.constantFrom(...HAND_OVERS) }) },
  { weight: 3, arbitrary: fc.record({ ...whose, do: fc.constantFrom('dies', 'returns') }) },
  { weight: 5, arbitrary: fc.record({ ...whose, do: fc.constant('wait' as const) }) },
);
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

const killing = fc.record({ process: fc.nat(1), afterMs: fc.integer({ min: 0, max: 12 }) });
const SOON = { process: 0, afterMs: 4 };
const ALWAYS_KILLS = 9;
const ALWAYS_HANDS_OVER = 12;
/** What comes at once, and which process is killed how soon after. */
const moment = fc.record({
  acts: fc.array(act, { minLength: 1, maxLength: 4 }),
  kill: fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: killing },
  ),
});

const ANSWERS = new Map<Act['do'], 'yes' | 'no'>([
  ['allow', 'yes'],
  ['refuse', 'no'],
]);

const handOverOf = async (contactId: string): Promise<string | undefined> => {
  const asked = db.selectFrom('contact_hand_overs').select('id');
  return (await asked.where('contact_id', '=', contactId).executeTakeFirst())?.id;
};

const timesHandedOver = async (): Promise<number> =>
  (await db.selectFrom('contact_events').select('no').where('kind', '=', 'handed_over').execute())
    .length;

interface Caller {
  viewer: ParticipantViewer;
  contactId: string;
}

test('two processes, killed in the middle of things again and again, leave no contact with nobody or with two', async () => {
  const clock = useNightClock();
  const start = () => OtherProcess.start(clock.now);
  const processes = await Promise.all([start(), start()]);
  onTestFinished(async () => void (await Promise.all(processes.map((each) => each.kill()))));
  const at = (n: number) => processes[n] as OtherProcess; // There are two, always.
  let kills = 0;
  let talks = 0;

  await fc.assert(
    fc.asyncProperty(fc.array(moment, { minLength: 15, maxLength: 20 }), async (moments) => {
      const town = await aTown();
      const desks = [town.own, town.own, town.nearby, town.centre];
      const staff = await Promise.all(desks.map((desk) => onDutyAt(desk, { capacity: CAPACITY })));
      const present = new Set(staff);
      const callers: Caller[] = [];
      for (const [n, { acts, kill = n === ALWAYS_KILLS && SOON }] of moments.entries()) {
        const doing = acts.map(perform);
        if (kill) await killAndStart(kill);
        await Promise.all(doing);
        if (n === ALWAYS_HANDS_OVER) await handOverOne();
        await holds();
      }
      for (const one of present) await one.goes();

      async function perform(next: Act): Promise<void> {
        const one = staff[next.staff];
        const caller = callers[next.caller % callers.length];
        if (next.do === 'press') return press(at(next.process));
        if (next.do === 'wait') return wait();
        if (!one) return;
        if (next.do === 'dies' || next.do === 'returns') return moveDesk(one, next.do);
        if (!caller) return;
        // Rather somebody at whom it rings.
        const rung = await ringingFor(caller.contactId);
        const ringing = staff.filter(({ viewer }) => rung.includes(viewer.accountId));
        const { viewer } = ringing[next.staff % ringing.length] ?? one;
        await between(next.do, at(next.process), viewer, caller);
        await handOver(next.do, at(next.process), caller, desks[next.staff] ?? town.centre);
      }

      /** One talk that surely changes hands, each step at the other process. */
      async function handOverOne(): Promise<void> {
        for (const one of staff) await moveDesk(one, 'returns');
        await press(at(0));
        const caller = callers.at(-1);
        if (!caller) return;
        const answer = async (process: OtherProcess) => {
          const [rung] = await ringingFor(caller.contactId);
          const one = staff.find(({ viewer }) => viewer.accountId === rung);
          if (one) await between('answer', process, one.viewer, caller);
        };
        await answer(at(1));
        for (const other of [town.centre, town.nearby]) await handOver('ask', at(0), caller, other);
        await handOver('allow', at(1), caller, town.centre);
        await answer(at(0));
      }

      async function handOver(
        what: Act['do'],
        process: OtherProcess,
        { viewer, contactId }: Caller,
        windowId: string,
      ): Promise<void> {
        const { owner_account_id: owner } = await contactRow(contactId);
        const holds = staff.find((one) => one.viewer.accountId === owner)?.viewer;
        if (what === 'ask' && holds)
          await process.ask('askToHandOver', holds, { contactId, windowId, accountId: null });
        if (what === 'keep' && holds) await process.ask('keepTalk', holds, contactId);
        const answer = ANSWERS.get(what);
        const handOverId = answer && (await handOverOf(contactId));
        if (!handOverId) return;
        const given = { contactId, handOverId, answer, passes: 'talk', days: 30 } as const;
        await process.ask('answerHandOver', viewer, given);
      }

      async function press(process: OtherProcess): Promise<void> {
        const { viewer } = await createParticipant();
        const pressed = await process.ask('pressTalk', viewer, aPress(town));
        if (pressed !== 'killed') callers.push({ viewer, contactId: pressed.contactId });
      }

      async function wait(): Promise<void> {
        clock.advance(seconds(5));
        for (const one of present) await one.acknowledges();
        await Promise.all(processes.map((each) => each.ask('setClock', clock.now.getTime())));
        await Promise.all(processes.map((each) => each.ask('look')));
      }

      async function moveDesk(one: OnDuty, how: 'dies' | 'returns'): Promise<void> {
        if (how === 'dies' && present.delete(one)) await one.goes();
        if (how === 'returns' && !present.has(one)) {
          present.add(one);
          await one.comesBack();
        }
      }
    }),
    // Smaller ones would take as many new processes.
    { numRuns: RUNS, endOnFailure: true },
  );
  expect(kills).toBeGreaterThanOrEqual(RUNS);
  expect(talks).toBeGreaterThan(0);
  expect(await timesHandedOver()).toBeGreaterThanOrEqual(RUNS);

  async function between(
    what: Act['do'],
    process: OtherProcess,
    staff: AccountViewer,
    { viewer, contactId }: Caller,
  ): Promise<void> {
    if (what === 'answer') {
      const answered = await process.ask('answerContact', staff, contactId);
      if (answered !== 'killed' && answered.is === 'answered') talks += 1;
    }
    if (what === 'pass') await process.ask('passContact', staff, contactId);
    if (what === 'end') await process.ask('endTalk', staff, contactId);
    if (what === 'stop') await process.ask('leaveContact', viewer, contactId);
    if (what === 'words') await process.ask('leaveWords', viewer, { contactId, words: 'あす' });
    if (what === 'again') await process.ask('callAgain', viewer, contactId);
    if (what === 'seen') await process.ask('noteSeen', contactId);
  }

  async function holds(): Promise<void> {
    expect(await auditContacts(db, clock.now)).toEqual([]);
    await at(0).ask('look');
    expect(await auditContacts(db, clock.now)).toEqual([]);
  }

  async function killAndStart({ process, afterMs }: { process: number; afterMs: number }) {
    await pause(afterMs);
    await at(process).kill();
    processes[process] = await start();
    kills += 1;
  }
});
