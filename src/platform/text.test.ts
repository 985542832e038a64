import { expect, test } from 'vitest';
import { readableText } from './text.ts';

test('half a character, which no database takes, is left out; whole ones stay', () => {
  expect(readableText('わかる\uD83D👍\uDC4D')).toBe('わかる👍');
});
