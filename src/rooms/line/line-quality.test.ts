import { describe, expect, test } from 'vitest';
import { later, seconds } from '#platform/clock';
import {
  ANSWER_WITHIN_MS,
  ASK_EVERY_MS,
  comesBackUnstable,
  LineJudgement,
} from './line-quality.ts';

const PROMPT = 700;
const SLOW = 2_500;
const NONE = undefined;

/** What the line is held for after each answer. */
function judged(answers: (number | undefined)[], unstable = false): boolean[] {
  const judgement = new LineJudgement(unstable);
  return answers.map((answer) => {
    judgement.hear(answer);
    return judgement.unstable;
  });
}

describe('a line', () => {
  test('of 600 ms there and back is a good one', () => {
    expect(judged([600, 700, 1_900, 600])).toEqual([false, false, false, false]);
  });

  test('that is late once may be so by chance; late twice of three, it is unstable', () => {
    expect(judged([SLOW, PROMPT, PROMPT, SLOW])).toEqual([false, false, false, false]);
    expect(judged([SLOW, PROMPT, SLOW])).toEqual([false, false, true]);
  });

  test('that does not answer at all is unstable at once, within twenty seconds of its breaking', () => {
    expect(judged([PROMPT, NONE])).toEqual([false, true]);
    expect(ASK_EVERY_MS + ANSWER_WITHIN_MS).toBeLessThan(seconds(20) / 2);
  });

  test('is good again after three prompt answers, not before', () => {
    expect(judged([NONE, PROMPT, PROMPT, PROMPT])).toEqual([true, true, true, false]);
    expect(judged([PROMPT, PROMPT, PROMPT], true)).toEqual([true, true, false]);
    expect(judged([PROMPT, SLOW, PROMPT, PROMPT], true)).toEqual([true, true, true, true]);
  });
});

describe('a line that comes back', () => {
  const AT = new Date('2026-11-22T21:00:00+09:00');
  const ago = (n: number) => later(AT, -seconds(n));
  const cut = { unstable: false, cutAt: ago(1), returnedAt: null };

  test('a moment after its page was loaded anew is as good as before', () => {
    expect(comesBackUnstable([], AT)).toBe(false);
    expect(comesBackUnstable([cut], AT)).toBe(false);
    expect(comesBackUnstable([{ ...cut, returnedAt: ago(300) }], AT)).toBe(false);
  });

  test('after a while, from a bad state, or for the second time in a minute is watched first', () => {
    expect(comesBackUnstable([{ ...cut, cutAt: ago(10) }], AT)).toBe(true);
    expect(comesBackUnstable([{ ...cut, unstable: true }], AT)).toBe(true);
    expect(comesBackUnstable([{ ...cut, returnedAt: ago(40) }], AT)).toBe(true);
  });
});
