import { expect, test } from 'vitest';
import { phrasesIn, phrasesWith } from './desk-words.ts';
import { STARTING_PHRASES } from './starting-phrases.ts';

test('a phrase is a line that says something', () => {
  expect(phrasesIn('ゆっくりで大丈夫です。\n\n  ここにいます。  \n')).toEqual([
    'ゆっくりで大丈夫です。',
    'ここにいます。',
  ]);
});

test('phrases are found by any of their words, whatever the width of the letters', () => {
  const phrases = ['119に電話します', 'Take your time.', 'ここにいます'];
  expect(phrasesWith(phrases, '１１９')).toEqual(['119に電話します']);
  expect(phrasesWith(phrases, 'time TAKE')).toEqual(['Take your time.']);
  expect(phrasesWith(phrases, '  ')).toEqual(phrases);
});

test('a desk begins with as many phrases in either language, none that urges or shouts', () => {
  expect(STARTING_PHRASES.en).toHaveLength(STARTING_PHRASES.ja.length);
  for (const phrase of [...STARTING_PHRASES.ja, ...STARTING_PHRASES.en])
    expect(phrase).not.toMatch(/頑張|がんばって|[!！]/);
});
