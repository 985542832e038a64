import { expect, test } from 'vitest';
import { instantOf } from '#platform/tokyo';
import { leavingInWords } from './words.ts';

const at = (day: string) => Number(instantOf(day, '10:00'));
const appointed = { at: at('2026-11-26'), window: null, byDesk: true };

test('words left beside an agreed time are said to be read then, though a window would answer before', () => {
  const said = leavingInWords({ appointed, answerBy: at('2026-11-24') }, at('2026-11-23'));
  expect(said).toContain('11月26日（木） 10:00');
  expect(said).not.toContain('11月24日');
});

test('once the time has come, or without one, the day of the windows counts; without one of these that is said', () => {
  const answerBy = at('2026-11-29');
  const now = at('2026-11-27');
  for (const talk of [
    { appointed, answerBy },
    { appointed: null, answerBy },
  ])
    expect(leavingInWords(talk, now)).toContain('11月29日（日）までに');
  expect(leavingInWords({ appointed: null, answerBy: null }, now)).toContain(
    '返事を書ける人のいる窓口がありません',
  );
});
