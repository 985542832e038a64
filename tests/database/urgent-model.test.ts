import fc from 'fast-check';
import { expect, test } from 'vitest';
import { later, seconds } from '#platform/clock';
import { db } from '#platform/db';
import { whoIsThereAt } from '#duty/server';
import {
  answerContact,
  auditContacts,
  callAgain,
  endTalk,
  leaveContact,
  leaveWords,
  noteSeen,
  passContact,
} from '#urgent/server';
import { useNightClock } from '../support/clock.ts';
import { aCaller, aSecondPasses, contactRow, ringingFor } from '../support/contacts.ts';
import { onDutyAt, type OnDuty } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';

type Caller = Awaited<ReturnType<typeof aCaller>>;

const act = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ do: 'press' as const }) },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constantFrom('answer', 'pass', 'end', 'stop', 'words', 'again', 'seen'),
      who: fc.nat(4),
      staff: fc.nat(3),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('dies', 'returns'), staff: fc.nat(3) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('wait'), seconds: fc.integer({ min: 1, max: 20 }) }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

test('whatever people, desks and the clock do, every contact is somebody’s and nobody has too many', async () => {
  const clock = useNightClock();
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 40 }), async (acts) => {
      const town = await aTown();
      const staff = [
        await onDutyAt(town.own),
        await onDutyAt(town.own, { capacity: 1 }),
        await onDutyAt(town.nearby),
        await onDutyAt(town.centre, { capacity: 1 }),
      ];
      const present = new Set(staff);
      const callers: Caller[] = [];
      for (const next of acts) {
        await perform(next);
        if (next.do === 'wait') await holdsFor(callers);
      }
      for (const caller of callers) await leaveContact(caller.viewer, caller.contactId);
      for (const one of present) await one.goes();

      async function perform(next: Act): Promise<void> {
        if (next.do === 'press') return void callers.push(await aCaller(town));
        if ('seconds' in next) return wait(next.seconds);
        const one = staff[next.staff];
        if (one && !('who' in next)) return moveDesk(one, next.do);
        const caller = 'who' in next ? callers[next.who] : undefined;
        if (one && caller) await between(next.do, one, caller);
      }

      async function moveDesk(one: OnDuty, how: string): Promise<void> {
        if (how === 'dies' && present.delete(one)) await one.goes();
        else if (how === 'returns' && !present.has(one)) {
          await one.comesBack();
          present.add(one);
        }
      }

      async function wait(howLong: number): Promise<void> {
        for (let passed = 0; passed < howLong; passed += 5) {
          clock.advance(seconds(5));
          for (const one of present) await one.acknowledges();
        }
        await aSecondPasses();
      }
    }),
    { numRuns: 12 },
  );

  async function between(what: string, { viewer }: OnDuty, caller: Caller): Promise<void> {
    const { contactId } = caller;
    if (what === 'answer') await answerContact(viewer, contactId);
    if (what === 'pass') await passContact(viewer, contactId);
    if (what === 'end') await endTalk(viewer, contactId);
    if (what === 'stop') await leaveContact(caller.viewer, contactId);
    if (what === 'words') await leaveWords(caller.viewer, { contactId, words: 'あす' });
    if (what === 'again') await callAgain(caller.viewer, contactId);
    if (what === 'seen') await noteSeen(contactId);
  }

  async function holdsFor(callers: Caller[]): Promise<void> {
    expect(await auditContacts(db, clock.now)).toEqual([]);
    const present = await whoIsThereAt('all', later(clock.now, 0));
    const free = new Set<string>(present.map((p) => p.accountId));
    for (const { contactId } of callers) {
      const contact = await contactRow(contactId);
      const rung = await ringingFor(contactId);
      for (const account of rung) expect(free).toContain(account);
      if (contact.state === 'ringing') expect(rung.length).toBeGreaterThan(0);
      if (contact.state === 'waiting' || contact.state === 'ringing')
        expect(contact.due_at && contact.due_at > clock.now).toBe(true);
    }
    const busiest = await db.selectFrom('talks_by_account').selectAll().execute();
    for (const row of busiest) expect(row.talking).toBeLessThanOrEqual(2);
  }
});
