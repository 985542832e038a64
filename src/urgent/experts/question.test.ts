import { expect, test } from 'vitest';
import { tellsWho } from './question.ts';

test.each([
  ['ナギさんは眠れないそうです', { nickname: 'ナギ', area: null }, true],
  ['青葉市の方です', { nickname: '', area: '青葉市' }, true],
  ['眠れない方に、どう話せばよいですか', { nickname: 'ナギ', area: '青葉市' }, false],
  // One letter stands in too many words.
  ['あすの朝まで', { nickname: 'あ', area: null }, false],
])('「%s」', (question, known, tells) => {
  expect(tellsWho(question, known)).toBe(tells);
});
