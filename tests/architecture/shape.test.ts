import { ESLint, type Linter } from 'eslint';
import { expect, test } from 'vitest';
import { features, homeOf, isTest, read, sourcesBelow } from './source.ts';

/** Tables of examples may run longer than code. */
const alarmOf = (file: string): number => (/\.(test|spec)\.ts$/.test(file) ? 600 : 250);

const FORBIDDEN_NAMES =
  /(^|[/.-])(utils?|helpers?|common|managers?|services?|types|lib|misc|shared)([/.]|$)/i;

const code = ['src', 'tests', 'migrations'].flatMap((folder) => sourcesBelow(folder));
const components = sourcesBelow('src', /\.svelte$/);

test('no file is longer than 250 lines, no file of tests than 600', () => {
  const long = code
    .map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }))
    .filter(({ file, lines }) => lines > alarmOf(file))
    .map(({ file, lines }) => `${file} has ${lines} lines: it holds more than one thing`);
  expect(long).toEqual([]);
});

test('no file is named for being a drawer', () => {
  const drawers = code.map(({ file }) => file).filter((file) => FORBIDDEN_NAMES.test(file));
  expect(drawers).toEqual([]);
});

test('what things are called for people stands in words.ts, in every feature', () => {
  const elsewhere = code.map(({ file }) => file).filter((file) => /(labels|texts)\.ts$/.test(file));
  expect(elsewhere).toEqual([]);
});

test('no style attribute anywhere: the content security policy blocks it', () => {
  const styled = components
    .filter(({ text }) => /\sstyle(=|:[a-z-]+=)/.test(text.replace(/<style[\s\S]*<\/style>/, '')))
    .map(({ file }) => `${file} has a style attribute: use a class, or an attribute of its own`);
  expect(styled).toEqual([]);
});

test('no handler in markup as text', () => {
  const inline = components.filter(({ text }) => /\son[a-z]+="/.test(text)).map(({ file }) => file);
  expect(inline).toEqual([]);
});

test('only Svelte and configuration export by default', () => {
  const found = sourcesBelow('src', /\.ts$/)
    .filter(({ text }) => /^export default /m.test(text))
    .map(({ file }) => file);
  expect(found).toEqual([]);
});

test('nothing is left for later, and no type is switched off: lint refuses both', async () => {
  const lint = new ESLint();
  for (const file of ['src/gateway.server.ts', 'src/ui/Icon.svelte', 'tests/run.ts']) {
    const { rules } = (await lint.calculateConfigForFile(file)) as Linter.Config;
    expect(rules?.['no-warning-comments'], file).toMatchObject([2, { location: 'anywhere' }]);
    expect([rules?.['@typescript-eslint/ban-ts-comment']].flat()[0], file).toBe(2);
  }
});

test('a verb that leaves by a server door says what it does', () => {
  const silent = features.flatMap((feature) =>
    sourcesBelow(`src/${feature}`, /index\.server\.ts$/).flatMap(({ file, text }) =>
      exportsOf(text).flatMap(({ names, from }) => {
        const { text: body, file: home } = read(`src/${feature}/${from}`);
        return names
          .filter((name) => isSilentFunction(body, name))
          .map((name) => `${home}: ${name} leaves by ${file} without a docstring`);
      }),
    ),
  );
  expect(silent).toEqual([]);
});

function exportsOf(text: string): { names: string[]; from: string }[] {
  return [...text.matchAll(/export \{([^}]+)\} from '\.\/([^']+)'/g)].map(
    ([, names = '', from = '']) => ({
      names: names
        .split(',')
        .map((name) => name.trim().split(' as ')[0] ?? '')
        .filter((name) => name && !name.startsWith('type ')),
      from,
    }),
  );
}

function isSilentFunction(body: string, name: string): boolean {
  const defined = new RegExp(
    `(\\*/\\n)?export (async )?(function ${name}\\b|const ${name}\\b[^=]*= (async )?(\\(|[a-z]+ =>))`,
  ).exec(body);
  return defined !== null && defined[1] === undefined;
}

test('tests are sentences: no file of tests stands without one', () => {
  const empty = sourcesBelow('tests', /\.(test|spec)\.ts$/)
    .concat(sourcesBelow('src').filter(isTest))
    .filter(({ text }) => !/\b(test|it)(\.\w+)*(\(|`)/.test(text))
    .map(({ file }) => file);
  expect(empty).toEqual([]);
  expect(features.every((feature) => homeOf(`src/${feature}/index.ts`) === feature)).toBe(true);
});
