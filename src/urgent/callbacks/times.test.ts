import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { later, minutes } from '#platform/clock';
import { nextExpected, timesToMeet, type Expected } from './times.ts';

const at = (text: string) => new Date(`2026-11-${text}:00+09:00`);
const expected = (from: string, to: string): Expected => ({
  windowId: 'w',
  startsAt: at(from),
  endsAt: at(to),
});
const times = (spans: Expected[], now: string) =>
  timesToMeet(spans, at(now)).map((time) =>
    later(time, minutes(9 * 60))
      .toISOString()
      .slice(8, 16),
  );

describe('a room at a time is offered', () => {
  test.each([
    [
      'from the hour somebody comes until half an hour before they go',
      [expected('27T08:30', '27T12:00')],
      '26T23:00',
      ['27T08:30', '27T10:00', '27T11:30'],
    ],
    [
      'not sooner than in half an hour, on the half hour',
      [expected('26T20:00', '26T22:30')],
      '26T20:40',
      ['26T21:30', '26T22:00'],
    ],
    ['only while half an hour is left', [expected('26T20:00', '26T21:00')], '26T20:10', []],
    [
      'well apart where somebody is there all day',
      [expected('27T00:00', '27T23:30')],
      '26T23:00',
      ['27T00:00', '27T11:30', '27T23:00'],
    ],
    [
      'over midnight',
      [expected('26T23:00', '27T01:00')],
      '26T22:00',
      ['26T23:00', '26T23:30', '27T00:00', '27T00:30'],
    ],
    [
      'once, where two windows have the same hours',
      [expected('27T10:00', '27T10:30'), expected('27T10:00', '27T10:30')],
      '26T23:00',
      ['27T10:00'],
    ],
    ['never where nobody is expected', [], '26T23:00', []],
  ] as const)('%s', (_, spans, now, offered) => {
    expect(times([...spans], now)).toEqual(offered);
  });

  test('always ahead, within somebody’s hours, in order', () => {
    const instant = fc.date({ min: at('01T00:00'), max: at('30T00:00'), noInvalidDate: true });
    const span = fc
      .tuple(instant, fc.integer({ min: 1, max: 1_000 }))
      .map(([startsAt, length]) => ({
        ...{ windowId: 'w', startsAt, endsAt: later(startsAt, minutes(length)) },
      }));
    fc.assert(
      fc.property(fc.array(span), instant, (spans, now) => {
        const offered = timesToMeet(spans, now);
        expect(offered).toEqual(offered.toSorted((a, b) => +a - +b));
        for (const time of offered) {
          expect(+time).toBeGreaterThan(+now);
          expect(spans.some(({ startsAt, endsAt }) => startsAt <= time && time < endsAt)).toBe(
            true,
          );
        }
      }),
    );
  });
});

describe('who is expected next', () => {
  const now = expected('26T20:00', '26T24:00');
  const following = expected('27T00:00', '27T06:00');
  const morning = expected('27T08:30', '27T12:00');
  const elsewhere = { ...following, windowId: 'other' };

  test('is whoever should be there already, until whoever follows on them goes', () => {
    const whole = { ...now, endsAt: following.endsAt };
    expect(nextExpected([morning, elsewhere, following, now], at('26T21:00'))).toEqual(whole);
  });

  test('is whoever comes, where those who should be there have no time left to give', () => {
    expect(nextExpected([morning, now], at('26T23:20'))).toEqual(morning);
    expect(nextExpected([now], at('26T23:20'))).toBeUndefined();
  });

  test('is whoever comes sooner than the next half hour of those who should be there', () => {
    expect(nextExpected([elsewhere, now], at('26T23:10'))).toEqual(elsewhere);
  });

  test('is never later than the first time that is offered', () => {
    const instant = fc.date({ min: at('01T00:00'), max: at('30T00:00'), noInvalidDate: true });
    const span = fc.record({
      windowId: fc.constantFrom('one', 'other'),
      startsAt: instant,
      hours: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(span), instant, (spans, now) => {
        const all = spans.map(({ windowId, startsAt, hours }) => ({
          ...{ windowId, startsAt, endsAt: later(startsAt, minutes(hours * 60)) },
        }));
        const [first] = timesToMeet(all, now);
        const next = nextExpected(all, now);
        if (first) expect(+(next?.startsAt ?? Infinity)).toBeLessThanOrEqual(+first);
      }),
    );
  });
});
