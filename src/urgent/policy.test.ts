import { describe, expect, it } from 'vitest';
import { later, minutes, seconds } from '#platform/clock';
import { calling, now, pass, person, route, whoRings } from '../../tests/support/calling.ts';
import { lookAgainAt, nextStep, RINGS_AT_ONE, settle, take, type Step } from './policy.ts';

const done = (steps: Step[]) => steps.map((step) => `${step.do}: ${step.reason}`);

describe('a press', () => {
  it('rings the town first, for thirty seconds', () => {
    const { calling: after, steps } = settle(
      calling(),
      [person('a', 'town'), person('b', 'centre')],
      now,
    );
    expect(whoRings(after)).toEqual(['a']);
    expect(after.stageDueAt).toEqual(later(now, seconds(30)));
    expect(done(steps)).toEqual(['ring: fits', 'wait: ringing']);
  });

  it('skips empty stages at once', () => {
    const { calling: after, steps } = settle(calling(), [person('b', 'centre')], now);
    expect(whoRings(after)).toEqual(['b']);
    expect(done(steps)).toEqual([
      'widen: nobody_there',
      'widen: nobody_there',
      'ring: fits',
      'wait: ringing',
    ]);
  });

  it('tells the person at once when nobody is there at all', () => {
    const { calling: after, steps } = settle(calling(), [], now);
    expect(after.stage).toBe(route.length);
    expect(done(steps)).toEqual([
      'widen: nobody_there',
      'widen: nobody_there',
      'fall_back: nobody_there',
      'wait: nobody_there',
    ]);
  });

  it('rings five together, the least busy first', () => {
    const there = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, i) =>
      person(name, 'town', { talking: i < 2 ? 1 : 0 }),
    );
    expect(whoRings(settle(calling(), there, now).calling)).toEqual(['c', 'd', 'e', 'f', 'g']);
  });

  it('rings an account of two windows once, for the nearer', () => {
    const there = [person('a', 'town'), person('a', 'next-town')];
    const { calling: after } = settle(calling({ stage: 1 }), there, now);
    expect(after.rings).toMatchObject([{ accountId: 'a', windowId: 'town', stage: 0 }]);
  });

  it('gives a stage the longest time that its windows ask for', () => {
    const there = [
      person('a', 'town', { ringSeconds: 15 }),
      person('b', 'town', { ringSeconds: 60 }),
    ];
    expect(settle(calling(), there, now).calling.stageDueAt).toEqual(later(now, seconds(60)));
  });
});

describe('whoever fits the person better', () => {
  const [fits, other] = [person('a', 'town'), person('b', 'town', { misfit: 2 })];
  const there = [other, fits];

  it('rings first, however busy, and alone for the time of the stage', () => {
    const { calling: after } = settle(calling(), [other, { ...fits, talking: 1 }], now);
    expect(whoRings(after)).toEqual(['a']);
    const up = settle(after, there, later(now, seconds(30)));
    expect(whoRings(up.calling)).toEqual(['a', 'b']);
    expect(done(up.steps)).toContain('ring: others_too');
  });
  it('is not waited for: where they are not there or pass, the others ring at once', () => {
    expect(done(settle(calling(), [other], now).steps)).toContain('ring: others_too');
    const passed = pass(settle(calling(), there, now).calling, 'a');
    expect(whoRings(settle(passed, there, now).calling)).toEqual(['b']);
  });
  it('joins the others when they come', () => {
    const rung = settle(calling(), [other], now).calling;
    expect(whoRings(settle(rung, there, now).calling)).toEqual(['b', 'a']);
  });
});

describe('a stage whose time is up', () => {
  const there = [person('a', 'town'), person('b', 'next-town')];
  const rung = settle(calling(), there, now).calling;
  const at = later(now, seconds(30));

  it('waits until the last moment', () =>
    expect(nextStep(rung, there, later(at, -1))).toEqual({ do: 'wait', reason: 'ringing' }));
  it('keeps ringing while the next joins', () => {
    const { calling: after, steps } = settle(rung, there, at);
    expect(whoRings(after)).toEqual(['a', 'b']);
    expect(done(steps)).toEqual(['widen: time_is_up', 'ring: fits', 'wait: ringing']);
  });
  it('tells the person at the end of the route, and rings on', () => {
    const last = settle(calling({ stage: 2 }), [person('c', 'centre')], now).calling;
    const { calling: after, steps } = settle(last, [person('c', 'centre')], at);
    expect(done(steps)).toEqual(['fall_back: time_is_up', 'wait: ringing']);
    expect(whoRings(after)).toEqual(['c']);
  });
});

describe('a pass', () => {
  const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => person(name, 'town'));
  it('rings the next in the same stage, without more time', () => {
    const passed = pass(settle(calling(), six, now).calling, 'b');
    const { calling: after } = settle(passed, six, later(now, seconds(10)));
    expect(whoRings(after)).toEqual(['a', 'c', 'd', 'e', 'f']);
    expect(after.stageDueAt).toEqual(later(now, seconds(30)));
  });
  it('of everybody widens at once', () => {
    const there = [person('a', 'town'), person('b', 'next-town')];
    const passed = pass(settle(calling(), there, now).calling, 'a');
    expect(done(settle(passed, there, now).steps)).toEqual([
      'widen: all_passed',
      'ring: fits',
      'wait: ringing',
    ]);
  });
});

it('withdraws from who is no longer there, and widens at once', () => {
  const rung = settle(calling(), [person('a', 'town')], now).calling;
  expect(done(settle(rung, [person('b', 'next-town')], now).steps)).toEqual([
    'withdraw: not_there',
    'widen: nobody_there',
    'ring: fits',
    'wait: ringing',
  ]);
});

it('rings whoever arrives at an earlier stage, even after the end of the route', () => {
  const told = settle(calling(), [], now).calling;
  expect(whoRings(settle(told, [person('a', 'town')], later(now, seconds(5))).calling)).toEqual([
    'a',
  ]);
});

describe('at whom ten ring already', () => {
  const there = [person('a', 'town', { ringing: RINGS_AT_ONE })];

  it('a press rings all the same', () =>
    expect(whoRings(settle(calling(), there, now).calling)).toEqual(['a']));
  it('those in line are not rung for, but those who ring there ring on', () => {
    const told = settle(calling(), [], now).calling;
    expect(whoRings(settle(told, there, now).calling)).toEqual([]);
    const rung = settle(told, [person('a', 'town')], now).calling;
    expect(whoRings(settle(rung, there, now).calling)).toEqual(['a']);
  });
});

describe('a person gone from the page', () => {
  const there = [person('a', 'town')];
  const rung = settle(calling(), there, now).calling;
  const after = (ms: number) => later(now, ms);

  it('is still rung for after 59 seconds', () =>
    expect(settle(rung, there, after(seconds(59))).steps.map((s) => s.do)).not.toContain(
      'withdraw',
    ));
  it('is rung for no longer after 60, the place is kept', () => {
    const { calling: kept, steps } = settle(rung, there, after(seconds(60)));
    expect(done(steps)).toEqual(['withdraw: person_gone', 'wait: person_gone']);
    expect(lookAgainAt(kept, undefined, after(seconds(60)))).toEqual(after(minutes(16)));
  });
  it('is rung for again at once on coming back', () => {
    const kept = settle(rung, there, after(seconds(60))).calling;
    const back = { ...kept, seenAt: after(minutes(3)) };
    expect(whoRings(settle(back, there, after(minutes(3))).calling)).toEqual(['a']);
  });
  it('is given up after fifteen more minutes', () => {
    const kept = settle(rung, there, after(seconds(60))).calling;
    expect(done(settle(kept, there, after(minutes(16))).steps)).toEqual(['give_up: person_gone']);
  });
});

it('taking no step changes nothing', () => {
  const settled = settle(calling(), [person('a', 'town')], now).calling;
  expect(take(settled, { do: 'wait', reason: 'ringing' })).toBe(settled);
});
