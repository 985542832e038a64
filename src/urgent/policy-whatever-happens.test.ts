import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountId } from '#accounts';
import { later, seconds } from '#platform/clock';
import { calling, names, now, pass } from '../../tests/support/calling.ts';
import { lookAgainAt, ringing, RINGS_TOGETHER, settle } from './policy.ts';

describe('whatever happens', () => {
  const windows = ['w0', 'w1', 'w2', 'w3'];
  const accounts = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const routes = fc.array(fc.record({ windowIds: fc.subarray(windows) }), { maxLength: 4 });
  const there = fc.uniqueArray(
    fc.record({
      accountId: fc.constantFrom(...accounts).map((name) => name as AccountId),
      windowId: fc.constantFrom(...windows),
      talking: fc.nat(3),
      ringing: fc.nat(3),
      ringSeconds: fc.integer({ min: 15, max: 60 }),
    }),
    { selector: (t) => `${t.accountId} ${t.windowId}`, maxLength: 20 },
  );
  const happening = fc.record({
    passed: fc.integer({ min: 0, max: 90_000 }),
    there,
    seen: fc.boolean(),
    pass: fc.option(fc.constantFrom(...accounts), { nil: undefined }),
  });

  it('somebody rings or the person is told why, stages only widen, and the next look is ahead', () => {
    fc.assert(
      fc.property(routes, fc.array(happening, { maxLength: 30 }), (route, happenings) => {
        let at = now;
        let current = calling({ route });
        for (const happens of happenings) {
          at = later(at, happens.passed);
          if (happens.seen) current = { ...current, seenAt: at };
          if (happens.pass) current = pass(current, happens.pass);
          const before = current;
          const { calling: after, steps } = settle(current, happens.there, at);
          current = after;
          const last = steps.at(-1);
          if (last?.do === 'give_up') return;
          const rung = ringing(after);
          const gone = last?.do === 'wait' && last.reason === 'person_gone';
          expect(gone || rung.length > 0 || after.stage === route.length).toBe(true);
          expect(after.stage).toBeGreaterThanOrEqual(before.stage);
          expect(lookAgainAt(after, undefined, at) > at).toBe(true);
          for (const ring of rung) {
            expect(happens.there.some((t) => t.accountId === ring.accountId)).toBe(true);
            expect(route[ring.stage]?.windowIds).toContain(ring.windowId);
          }
          expect(new Set(rung.map((ring) => ring.accountId)).size).toBe(rung.length);
          route.forEach((_, stage) =>
            expect(rung.filter((ring) => ring.stage === stage).length).toBeLessThanOrEqual(
              RINGS_TOGETHER,
            ),
          );
          const passed = before.rings.filter((ring) => ring.state === 'passed');
          for (const ring of passed) expect(names(after)).not.toContain(ring.accountId);
        }
      }),
    );
  });

  it('the end of the route is reached in as many times of a stage as it has stages', () => {
    fc.assert(
      fc.property(routes, there, (route, there) => {
        let at = now;
        let current = settle(calling({ route }), there, at).calling;
        for (let i = 0; i < route.length; i += 1) {
          at = later(at, seconds(60));
          current = settle({ ...current, seenAt: at }, there, at).calling;
        }
        expect(current.stage).toBe(route.length);
      }),
    );
  });
});
