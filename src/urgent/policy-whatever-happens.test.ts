import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountId } from '#accounts';
import { later, minutes, seconds } from '#platform/clock';
import { calling, now, pass, whoRings } from '../../tests/support/calling.ts';
import {
  lookAgainAt,
  ringing,
  RINGS_TOGETHER,
  settle,
  type Calling,
  type Settled,
  type There,
} from './policy.ts';

const windows = ['w0', 'w1', 'w2', 'w3'];
const accounts = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as AccountId[];
const routes = fc.array(fc.record({ windowIds: fc.subarray(windows) }), { maxLength: 4 });
const there = fc.uniqueArray(
  fc.record({
    accountId: fc.constantFrom(...accounts),
    windowId: fc.constantFrom(...windows),
    talking: fc.nat(3),
    ringing: fc.nat(12),
    ringSeconds: fc.integer({ min: 15, max: 60 }),
    misfit: fc.nat(3),
  }),
  { selector: (t) => `${t.accountId} ${t.windowId}`, maxLength: 20 },
);
const happening = fc.record({
  /** The clock may also be set back. */
  passed: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 90_000 }) },
    { weight: 1, arbitrary: fc.constant(-minutes(60)) },
  ),
  there,
  seen: fc.boolean(),
  pass: fc.option(fc.constantFrom(...accounts), { nil: undefined }),
});
const histories = fc.record({ route: routes, happenings: fc.array(happening, { maxLength: 30 }) });

interface Moment extends Settled {
  before: Calling;
  there: There[];
  at: Date;
}

/** What each happening leads to, until the person is given up. */
function momentsOf({
  route,
  happenings,
}: typeof histories extends fc.Arbitrary<infer H> ? H : never) {
  const moments: Moment[] = [];
  let at = now;
  let current = calling({ route });
  for (const happens of happenings) {
    at = later(at, happens.passed);
    if (happens.passed < 0) current = pulledBack(current, at);
    if (happens.seen) current = { ...current, seenAt: at };
    if (happens.pass) current = pass(current, happens.pass);
    const settled = settle(current, happens.there, at);
    moments.push({ ...settled, before: current, there: happens.there, at });
    current = settled.calling;
    if (settled.steps.at(-1)?.do === 'give_up') break;
  }
  return moments;
}

/** As `noteLook` does with rows when it sees that the clock was set back. */
const pulledBack = (calling: Calling, at: Date): Calling => ({
  ...calling,
  seenAt: earlier(calling.seenAt, at),
  stageDueAt: calling.stageDueAt && earlier(calling.stageDueAt, later(at, minutes(1))),
});
const earlier = (a: Date, b: Date) => (a < b ? a : b);

const always = (what: string, holds: (moment: Moment) => void) =>
  it(what, () =>
    fc.assert(
      fc.property(histories, (history) => momentsOf(history).forEach(holds)),
      { numRuns: 2_000 },
    ),
  );

describe('whatever people, desks and the clock do', () => {
  always(
    'somebody rings, or the person is told that the route is at its end, or is not there',
    (moment) => {
      const last = moment.steps.at(-1);
      const isAway = last?.reason === 'person_gone';
      const { rings, stage, route } = moment.calling;
      expect(isAway || rings.some((r) => r.state === 'ringing') || stage === route.length).toBe(
        true,
      );
    },
  );

  always('stages only widen, one by one', ({ before, calling: after, steps }) => {
    const wider = steps.filter((step) => step.do === 'widen' || step.do === 'fall_back');
    expect(after.stage).toBe(before.stage + wider.length);
  });

  always('nobody rings who passed, is not free, or stands nowhere on the way so far', (moment) => {
    const { before, calling: after, there: free } = moment;
    const passed = before.rings.filter((ring) => ring.state === 'passed');
    for (const { accountId, windowId, stage } of ringing(after)) {
      expect(passed.map((ring) => ring.accountId)).not.toContain(accountId);
      expect(free).toContainEqual(expect.objectContaining({ accountId, windowId }));
      expect(after.route[stage]?.windowIds).toContain(windowId);
      expect(stage).toBeLessThanOrEqual(after.stage);
    }
  });

  always('nobody rings twice, and never more than five at a stage', ({ calling: after }) => {
    expect(new Set(whoRings(after)).size).toBe(whoRings(after).length);
    for (const stage of after.route.keys()) {
      const here = ringing(after).filter((ring) => ring.stage === stage);
      expect(here.length).toBeLessThanOrEqual(RINGS_TOGETHER);
    }
  });

  always('while a stage has its time, nobody joins beside whom somebody fits better', (moment) => {
    const { calling: after, steps, there: free } = moment;
    const misfitOf = (place: { accountId: string; windowId: string }) =>
      free.find((t) => t.accountId === place.accountId && t.windowId === place.windowId)?.misfit;
    const here = ringing(after).filter((ring) => ring.stage === after.stage);
    const best = Math.min(...here.map((ring) => misfitOf(ring) ?? Infinity));
    const joined = steps.flatMap((step) => (step.do === 'ring' ? step.at : []));
    for (const ring of joined.filter(({ stage }) => stage === after.stage))
      expect(misfitOf(ring)).toBe(best);
  });

  always('the next look is ahead', ({ calling: after, steps, at }) => {
    if (steps.at(-1)?.do !== 'give_up') expect(lookAgainAt(after, undefined, at) > at).toBe(true);
  });

  always(
    'once settled nothing is left to do at that moment',
    ({ calling: after, there: free, at }) => {
      expect(settle(after, free, at).steps).toHaveLength(1);
    },
  );
});

it('in whatever order people are read, the same ring', () => {
  const shuffled = there.chain((free) =>
    fc.tuple(fc.constant(free), fc.shuffledSubarray(free, { minLength: free.length })),
  );
  fc.assert(
    fc.property(routes, shuffled, (route, [free, anyOrder]) => {
      const search = calling({ route });
      expect(settle(search, anyOrder, now).steps).toEqual(settle(search, free, now).steps);
    }),
    { numRuns: 2_000 },
  );
});

it('the end of the route is reached in as many times of a stage as it has stages, also where the clock is set back', () => {
  fc.assert(
    fc.property(routes, there, fc.nat(4), (route, free, setBackAt) => {
      let at = now;
      let current = settle(calling({ route }), free, at).calling;
      for (let i = 0; i < route.length; i += 1) {
        if (i === setBackAt) current = pulledBack(current, (at = later(at, -minutes(60))));
        at = later(at, seconds(60));
        current = settle({ ...current, seenAt: at }, free, at).calling;
      }
      expect(current.stage).toBe(route.length);
    }),
    { numRuns: 2_000 },
  );
});
