import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { features, homeOf, isTest, read, root, sourcesBelow } from './source.ts';

const { imports } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  imports: Record<string, string>;
};

/** What works for people; a verb that only tests call is no verb. */
const inUse = ['src', 'bench'].flatMap((folder) => sourcesBelow(folder)).concat(read('server.ts'));
const code = inUse.filter((source) => !isTest(source));

const doors = Object.values(imports)
  .filter((file) => /\/index(\.server)?\.ts$/.test(file))
  .map((file) => read(path.posix.normalize(file)));

/** Names that leave by a door: its own, and those it hands on. */
function namesOf({ file, text }: (typeof doors)[number]): string[] {
  const own = [...text.matchAll(/^export (?:async )?(?:const|function|class) (\w+)/gm)];
  const handed = [...text.matchAll(/export \{([^}]+)\} from/g)].flatMap(([, names = '']) =>
    names
      .split(',')
      .map((name) => name.trim().split(' as ').at(-1) ?? '')
      .filter((name) => name && !name.startsWith('type ')),
  );
  const all = [...text.matchAll(/export \* from '\.\/([^']+)'/g)].flatMap(([, from = '']) =>
    namesOf(read(path.posix.join(path.posix.dirname(file), from))),
  );
  return [...own.map(([, name = '']) => name), ...handed, ...all];
}

const withoutHandedOn = (text: string) => text.replace(/export (\{[^}]+\}|\*) from .*$/gm, '');
/** A name that only a comment mentions is not in use. */
const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|^\s*\/\/.*$/gm, '');

/** How often each name stands in the texts, counted once for all names. */
function mentionsIn(texts: string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const text of texts)
    for (const [name] of text.matchAll(/\w+/g)) times.set(name, (times.get(name) ?? 0) + 1);
  return times;
}

test.each(doors.map((door) => ({ door: door.file, names: namesOf(door) })))(
  '$door lets out nothing that nobody uses',
  ({ door, names }) => {
    const texts = code
      .map(({ file, text }) => (file === door ? withoutHandedOn(text) : text))
      .map(withoutComments);
    // Once is where it is defined.
    const times = mentionsIn(texts);
    expect(names.filter((name) => (times.get(name) ?? 0) < 2)).toEqual([]);
  },
);

test('no feature keeps a verb for tests alone', () => {
  const times = mentionsIn(code.map(({ text }) => withoutComments(withoutHandedOn(text))));
  const own = code.filter(({ file }) => features.includes(homeOf(file) ?? ''));
  const idle = own.flatMap((source) =>
    namesOf({ ...source, text: withoutHandedOn(source.text) })
      .filter((name) => (times.get(name) ?? 0) < 2)
      .map((name) => `${source.file}: ${name}`),
  );
  expect(idle).toEqual([]);
});

/** What SvelteKit calls by its name. */
const ROUTE = /\/(\+[\w@.]+|hooks[\w.]*)$/;

test('what only its own file uses is not exported', () => {
  const all = [...inUse, ...sourcesBelow('tests'), read('vite.config.ts')];
  const files = mentionsIn(
    all.map(({ text }) => [...new Set(withoutComments(text).match(/\w+/g))].join(' ')),
  );
  const kept = all
    .filter(({ file }) => !ROUTE.test(file))
    .flatMap((source) =>
      namesOf({ ...source, text: withoutHandedOn(source.text) })
        .filter((name) => (files.get(name) ?? 0) < 2)
        .map((name) => `${source.file}: ${name}`),
    );
  expect(kept).toEqual([]);
});

/** Columns that the database reads itself, or that an operator asks for by hand. */
const READ_ELSEWHERE = new Set(['open_ended', 'loaded_at', 'undone_at']);

test('no column is written for nobody: what is held is read', () => {
  const [schema = ''] = read('src/platform/db/schema.generated.ts').text.split('interface DB ');
  const columns = new Set([...schema.matchAll(/^ {2}(\w+): /gm)].map(([, column = '']) => column));
  const times = mentionsIn(code.map(({ text }) => withoutComments(text)));
  const idle = [...columns].filter((column) => !READ_ELSEWHERE.has(column));
  expect(idle.filter((column) => (times.get(column) ?? 0) < 2)).toEqual([]);
  expect(columns.size).toBeGreaterThan(200);
});
