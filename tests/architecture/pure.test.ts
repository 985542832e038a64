import { expect, test } from 'vitest';
import { features, homeOf, isTest, sourcesBelow } from './source.ts';

/** A feature's files that are neither server, component, client state nor test: same answer for the same question. */
const pure = sourcesBelow('src', /\.ts$/).filter(
  (source) =>
    features.includes(homeOf(source.file) ?? '') &&
    !isTest(source) &&
    !/\.(server|svelte|client)\.ts$/.test(source.file) &&
    source.file !== 'src/rooms/log/client-id.ts', // The client draws its messages' ids.
);

const IMPURE_IMPORT =
  /(\.server(\.ts)?$|\/server$|^\$app|^@sveltejs|^node:|^kysely|^pg$|^#platform\/(db|log|config|secrets|sessions|cookies|jobs|closing))/;
const IMPURE_CODE: [RegExp, string][] = [
  [/\bDate\.now\(/, 'reads the clock: take `now` as an argument'],
  [/\bnew Date\(\)/, 'reads the clock: take `now` as an argument'],
  [
    /\bMath\.random\b|\brandomBytes\b|\brandomUUID\b/,
    'draws lots: take what was drawn as an argument',
  ],
  [/\bprocess\.env\b/, 'reads the environment: take the value as an argument'],
  [/\bfetch\(/, 'asks the network'],
];

test('pure files import only pure things', () => {
  const found = pure.flatMap(({ file, text, imports }) =>
    imports
      .filter((name) => IMPURE_IMPORT.test(name) && !isTypeOnly(text, name))
      .map((name) => `${file} imports ${name}: move what needs it to a *.server.ts file`),
  );
  expect(found).toEqual([]);
});

test('pure files read no clock, no chance, no environment', () => {
  const found = pure.flatMap(({ file, text }) =>
    IMPURE_CODE.filter(([code]) => code.test(text)).map(([, what]) => `${file} ${what}`),
  );
  expect(found).toEqual([]);
});

test('server code takes its time from #platform/clock', () => {
  const found = sourcesBelow('src', /\.server\.ts$/)
    .filter(({ text }) => /\bDate\.now\(|\bnew Date\(\)/.test(text))
    .map(({ file }) => `${file} reads the machine's clock: use now() of #platform/clock`)
    .filter((line) => !LIBRARY_CLOCKS.some((file) => line.startsWith(file)));
  expect(found).toEqual([]);
});

/** Lucia compares with the machine's clock and cannot be given ours. */
const LIBRARY_CLOCKS = ['src/participants/device.server.ts'];

const isTypeOnly = (text: string, name: string): boolean =>
  !new RegExp(`import (?!type)[^;]*'${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}'`).test(text);
