import { expect, test } from 'vitest';
import { readCode } from './code.ts';

test.each(['482913', ' 482 913 ', '４８２９１３', '482-913', '48 29 13'])(
  'a number is read as it was meant: %s',
  (typed) => expect(readCode(typed)).toBe('482913'),
);

test('what holds no digit is none', () => expect(readCode('わからない')).toBe(''));
