import { expect, test } from 'vitest';
import { shownOf } from './desk.ts';

const many = (from: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${from}${n}`);

test('a desk is shown first whoever calls by themselves, then a few of each place from where many do', () => {
  const shown = shownOf(
    new Map([
      [0, many('first', 300)],
      [null, ['one', 'two']],
      [1, many('second', 7)],
    ]),
  );
  expect(shown).toEqual(['one', 'two', ...many('first', 5), ...many('second', 5)]);
});

test('from however many places, the list stays one that somebody can look through', () => {
  const places = Array.from({ length: 1_000 }, (_, n): [number, string[]] => [n, many(`${n}-`, 6)]);
  const shown = shownOf(new Map([[null, many('alone', 500)], ...places]));
  expect(shown).toHaveLength(60);
  expect(shown.slice(0, 20)).toEqual(many('alone', 20));
});
