import { expect, test } from 'vitest';
import { addDays } from '#platform/tokyo';
import { answerDay } from './answer-by.ts';

const daily = Array.from({ length: 30 }, (_, n) => addDays('2026-12-01', n));

test.each([
  ['the third of its open days after today', daily, '2026-12-01', '2026-12-04'],
  [
    'the third, over a weekend that is not counted',
    ['2026-12-04', '2026-12-07', '2026-12-08', '2026-12-09'],
    '2026-12-04',
    '2026-12-09',
  ],
  [
    'the last within a fortnight, open once a week',
    ['2026-12-02', '2026-12-09', '2026-12-16'],
    '2026-12-01',
    '2026-12-09',
  ],
  ['the next, open once a month', ['2026-12-30', '2027-01-27'], '2026-12-01', '2026-12-30'],
  ['the fourteenth day, open never', [], '2026-12-01', '2026-12-15'],
])('words are answered by %s', (_, open, today, day) => {
  expect(answerDay(open, today)).toBe(day);
});
