import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './source.ts';

/** The pages that families and organisations read before they trust us. */
const PROMISING = /^(welcome|privacy|rules|accessibility|publishers|apply)_/;

/** Numbers of the world around us, which no constant of ours decides. */
const OF_THE_WORLD = [
  /1対1|1回|1つ|1度|1行|1日分|第2・第4|Tabキーを2回|4\.5 to 1/g,
  /WCAG 2\.2|4\.5|200\s?[%％]|A4/g,
];

const NUMBER_WORD = /\b(two|three|four|five|six|seven|eight|nine|ten|twelve|thirty|ninety)\b/i;

const messages = (language: string): [string, string][] =>
  Object.entries(
    JSON.parse(
      readFileSync(path.join(root, `src/routes/messages/${language}.json`), 'utf8'),
    ) as Record<string, string>,
  ).filter(([key]) => PROMISING.test(key) && !key.endsWith('_hint'));

const ourNumberIn = (text: string): string | undefined => {
  const left = OF_THE_WORLD.reduce((rest, known) => rest.replace(known, ''), text);
  return (/[0-9０-９]+/.exec(left) ?? NUMBER_WORD.exec(left))?.[0];
};

describe.each(['ja', 'en'])('in %s', (language) => {
  test('a number that the code decides comes from the code, never from the words', () => {
    const typed = messages(language).flatMap(([key, text]) => {
      const number = ourNumberIn(text);
      return number ? [`${key}: ${number}`] : [];
    });
    expect(typed).toEqual([]);
  });
});

test('a number typed into a sentence is found, in figures and in words', () => {
  expect(ourNumberIn('閉じてから30日で消えます')).toBe('30');
  expect(ourNumberIn('gone after thirty days')).toBe('thirty');
  expect(ourNumberIn('閉じてから{days}日で消えます')).toBeUndefined();
});
