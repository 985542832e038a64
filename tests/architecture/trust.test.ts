/** docs/trust.md says to an auditor what shows each promise: each number stands there, and each test it names is there. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './source.ts';

const count = (prefix: string, most: number) =>
  Array.from({ length: most }, (_, n) => `${prefix}${n + 1}`);
const NUMBERS = [...count('P', 16), ...count('F', 12), ...count('', 30)];

/** What a number still lacks, and why it does today. */
const TO_COME = 'to come: ';

interface Entry {
  number: string;
  shownBy: { file: string; title: string }[];
  toCome: string[];
}

function entriesIn(text: string): Entry[] {
  const [, ...sections] = text.split(/^### /m);
  return sections.map((section) => {
    const lines = section.split('\n');
    const points = lines.filter((line) => line.startsWith('- ')).map((line) => line.slice(2));
    return {
      number: section.split(' ')[0] ?? '',
      shownBy: points.flatMap((point) => {
        const [, file, title] = /^`([^`]+)` (.+)$/.exec(point) ?? [];
        return file && title ? [{ file, title }] : [];
      }),
      toCome: points.filter((point) => point.startsWith(TO_COME)),
    };
  });
}

const entries = entriesIn(readFileSync(path.join(root, 'docs/trust.md'), 'utf8'));

/** As a test's title in any quotes; one that goes on with values of its own is named up to them. */
const isTitledIn = (text: string, title: string): boolean =>
  [`'${title}'`, `"${title}"`, `\`${title}\``, `\`${title} (\${`, `\`${title} \${`].some((quoted) =>
    text.includes(quoted),
  );

test('every promise, failure and attack stands there once, in order', () => {
  expect(entries.map(({ number }) => number)).toEqual(NUMBERS);
});

test('each is shown by a test, or says with what it is to come', () => {
  const empty = entries.filter(({ shownBy, toCome }) => shownBy.length + toCome.length === 0);
  expect(empty.map(({ number }) => number)).toEqual([]);
});

test('each test it names is there, under that title', () => {
  const named = entries.flatMap(({ number, shownBy }) =>
    shownBy.map((one) => ({ number, ...one })),
  );
  expect(named.length).toBeGreaterThan(NUMBERS.length);
  const missing = named.filter(({ file, title }) => {
    const full = path.join(root, file);
    return !existsSync(full) || !isTitledIn(readFileSync(full, 'utf8'), title);
  });
  expect(missing.map(({ number, file, title }) => `${number}: ${file} ${title}`)).toEqual([]);
});

test('a title that no test has would be found', () => {
  const [entry] = entriesIn('### P1 · We\n- `tests/a.test.ts` is kept\n- to come: later\n');
  expect(entry).toEqual({
    number: 'P1',
    shownBy: [{ file: 'tests/a.test.ts', title: 'is kept' }],
    toCome: ['to come: later'],
  });
  expect(isTitledIn("test('is kept', () => {", 'is kept')).toBe(true);
  expect(isTitledIn("test('is kept', () => {", 'is kept for long')).toBe(false);
});
