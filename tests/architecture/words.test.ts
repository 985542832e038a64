import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root, sourcesBelow } from './source.ts';

const { locales } = JSON.parse(
  readFileSync(path.join(root, 'project.inlang/settings.json'), 'utf8'),
) as { locales: string[] };
const messageFiles = sourcesBelow('src', /\/messages\/\w+\.json$/);
const homes = [...new Set(messageFiles.map(({ file }) => path.posix.dirname(file)))];

const keysOf = (file: string): string[] =>
  Object.keys(JSON.parse(readFileSync(path.join(root, file), 'utf8')) as object).filter(
    (key) => key !== '$schema',
  );

test.each(homes)('%s says everything in every language', (home) => {
  const said = locales.map((locale) => keysOf(`${home}/${locale}.json`).sort());
  for (const keys of said) expect(keys).toEqual(said[0]);
  expect(locales).toContain('ja');
});

test.each(messageFiles)('$file says nothing twice: the later would silently win', ({ text }) => {
  const keys = [...text.matchAll(/^ {2}"([^"]+)":/gm)].map(([, key]) => key);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test('no two features use the same key', () => {
  const all = homes.flatMap((home) => keysOf(`${home}/ja.json`));
  expect(all.filter((key, at) => all.indexOf(key) !== at)).toEqual([]);
});

test('every message that is asked for exists', () => {
  const known = new Set(homes.flatMap((home) => keysOf(`${home}/ja.json`)));
  const speaking = sourcesBelow('src').filter(({ imports }) =>
    imports.includes('#paraglide/messages'),
  );
  const missing = speaking.flatMap(({ file, text }) =>
    [...text.matchAll(/\bm\.([a-z][a-z0-9_]+)\(/g)]
      .map(([, key = '']) => key)
      .filter((key) => !known.has(key))
      .map((key) => `${file}: ${key}`),
  );
  expect(missing).toEqual([]);
});

test('every message is asked for somewhere', () => {
  const texts = sourcesBelow('src').map(({ text }) => text);
  const asked = new Set(texts.flatMap((text) => text.match(/\b[a-z]+(_[a-z0-9]+)+\b/g) ?? []));
  const idle = homes.flatMap((home) => keysOf(`${home}/ja.json`)).filter((key) => !asked.has(key));
  expect(idle).toEqual([]);
});

test('in English a 窓口 is a desk everywhere: a window is what a browser opens', () => {
  const found = messageFiles
    .filter(({ file }) => file.endsWith('/en.json'))
    .flatMap(({ text }) => [...text.matchAll(/^\s*"(.+?)": "(.*)",?$/gm)])
    .filter(([, , words = '']) =>
      /\bwindows?\b/i.test(words.replace(/\{\w+\}|in a new window/g, '')),
    )
    .map(([, key]) => key);
  expect(found).toEqual([]);
});

/** Telephone numbers change: they are rows with a source and a date, never words of ours. */
const PHONE = /\b0\d{1,4}-\d{1,4}-\d{3,4}\b|\b0(120|570|800)\d{6}\b|#\d{4}\b(?=[^0-9a-fA-F;])/;

test('no telephone number stands in code or messages', () => {
  const found = sourcesBelow('src', /\.(ts|svelte|json)$/)
    .filter(({ file }) => !file.endsWith('.test.ts') && !file.includes('/data/'))
    .flatMap(({ file, text }) => {
      const number = PHONE.exec(text.replace(/<style[\s\S]*<\/style>/, ''))?.[0];
      return number ? [`${file}: ${number}`] : [];
    });
  expect(found).toEqual([]);
});

test('no address carries a word that tells what it is about', () => {
  const told = sourcesBelow('src/routes', /\+(page|server|layout)/)
    .map(({ file }) => file)
    .filter((file) => /hikikomori|withdraw|illness|mental/i.test(file));
  expect(told).toEqual([]);
});
