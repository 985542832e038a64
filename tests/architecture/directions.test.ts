import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { MAY_USE } from './may-use.ts';
import { features, homeOf, isTest, read, root, sourcesBelow, type Source } from './source.ts';

const { imports: doors } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  imports: Record<string, string>;
};
const doorPatterns = Object.keys(doors).map(
  (door) => new RegExp(`^${door.replaceAll('*', '.+')}$`),
);

const sources = sourcesBelow('src').filter((source) => !isTest(source));

function complaints(judge: (source: Source, imported: string) => string | undefined): string[] {
  return sources.flatMap((source) =>
    source.imports
      .map((imported) => judge(source, imported))
      .filter((complaint) => complaint !== undefined)
      .map((complaint) => `${source.file} ${complaint}`),
  );
}

const featureOf = (imported: string) =>
  features.find((one) => imported.split('/')[0] === `#${one}`);

test('every feature stands in the table of directions', () => {
  expect(Object.keys(MAY_USE).sort()).toEqual([...features].sort());
});

test('a feature uses others only in the allowed directions', () => {
  expect(
    complaints(({ file }, imported) => {
      const [from, to] = [homeOf(file) ?? '', featureOf(imported)];
      if (!to || !features.includes(from) || from === to || MAY_USE[from]?.includes(to)) return;
      return `uses ${to}: ${from} may use only ${MAY_USE[from]?.join(', ') || 'no other feature'}.`;
    }),
  ).toEqual([]);
});

test('the directions have no circle', () => {
  const reaches = (from: string, seen: string[] = []): string[] =>
    seen.includes(from)
      ? [...seen, from]
      : (MAY_USE[from] ?? []).flatMap((to) => reaches(to, [...seen, from]));
  const circles = features.filter((feature) =>
    (MAY_USE[feature] ?? []).some((next) => reaches(next).includes(feature)),
  );
  expect(circles).toEqual([]);
});

test('platform and ui know no feature', () => {
  expect(
    complaints(({ file }, imported) =>
      ['platform', 'ui'].includes(homeOf(file) ?? '') && featureOf(imported)
        ? `imports ${imported}: what knows a feature belongs to it or to an entrance.`
        : undefined,
    ),
  ).toEqual([]);
});

test('what lies behind a # is a door of package.json', () => {
  expect(
    complaints((_source, imported) =>
      imported.startsWith('#') && !doorPatterns.some((door) => door.test(imported))
        ? `imports ${imported}, which package.json does not list among its doors.`
        : undefined,
    ),
  ).toEqual([]);
});

test('nobody climbs over a fence: relative imports stay at home', () => {
  expect(
    complaints(({ file }, imported) => {
      if (!imported.startsWith('.')) return;
      const target = homeOf(path.posix.join(path.posix.dirname(file), imported));
      const home = homeOf(file);
      if (home === target || target === undefined || home === undefined) return;
      if (target === 'paraglide' || home === 'commands') return;
      return `imports ${imported}: go through #${target}.`;
    }),
  ).toEqual([]);
});

test('only entrances know SvelteKit’s error and redirect', () => {
  expect(
    complaints((source, imported) =>
      imported === '@sveltejs/kit' &&
      features.includes(homeOf(source.file) ?? '') &&
      /import \{[^}]*\b(error|redirect)\b[^}]*\} from '@sveltejs\/kit'/.test(source.text)
        ? 'imports error or redirect: a refusal is a value, the entrance makes a status of it.'
        : undefined,
    ),
  ).toEqual([]);
});

test('server code cannot reach a browser: no component or browser-safe file imports a server door', () => {
  const serverSide =
    /(\/server$|\.server(\.ts)?$|^#platform\/(db|log|config|secrets|sessions|cookies|jobs)\b)/;
  expect(
    complaints(({ file }, imported) =>
      /\.svelte(\.ts)?$/.test(file) && serverSide.test(imported)
        ? `imports ${imported}, which only the server has.`
        : undefined,
    ),
  ).toEqual([]);
});

test('what decodes pictures is loaded with the first picture: an idle portal is small', () => {
  const eager = sources.filter(({ text }) => /^import (?!type )[^;]*'sharp'/m.test(text));
  expect(eager.map(({ file }) => file)).toEqual([]);
});

test('migrations import nothing of ours', () => {
  const strangers = sourcesBelow('migrations').flatMap(({ file, imports }) =>
    imports.filter((name) => name !== 'kysely').map((name) => `${file} imports ${name}`),
  );
  expect(strangers).toEqual([]);
  expect(read('package.json').text).toContain('"imports"');
});
