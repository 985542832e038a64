import { expect, test } from 'vitest';
import { sourcesBelow } from './source.ts';

const STYLE = /<style[^>]*>([\s\S]*)<\/style>/;
const components = sourcesBelow('src', /\.svelte$/).map(({ file, text }) => ({
  file,
  markup: text.replace(STYLE, ''),
  style: STYLE.exec(text)?.[1] ?? '',
}));
const sheets = sourcesBelow('src/ui', /\.css$/);

/** Classes of elements, as text or by name (`class:off`); lists and objects reckon them from what is the case. */
const classesIn = (markup: string): string[] => [
  ...[...markup.matchAll(/\bclass="([^"]*)"/g)].flatMap(([, names = '']) =>
    names.replace(/\{[^}]*\}/g, ' ').split(/\s+/),
  ),
  ...[...markup.matchAll(/\bclass:([\w-]+)/g)].map(([, name = '']) => name),
];

const selectedIn = (css: string): string[] =>
  [...css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/\.([a-z][\w-]*)/gi)].map(
    ([, name = '']) => name,
  );

/** A style of `:global` reaches into other components. */
const everywhere = new Set(
  [
    ...sheets.map(({ text }) => text),
    ...components.map(({ style }) => style).filter((style) => style.includes(':global(')),
  ].flatMap(selectedIn),
);

test('an element bears no class that no style knows', () => {
  const idle = components.flatMap(({ file, markup, style }) => {
    const own = new Set(selectedIn(style));
    return classesIn(markup)
      .filter((name) => name && !own.has(name) && !everywhere.has(name))
      .map((name) => `${file}: ${name}`);
  });
  expect(idle).toEqual([]);
});

test('the sheets of the house name no class that no element bears', () => {
  const born = new Set(components.flatMap(({ markup }) => markup.match(/[\w-]+/g) ?? []));
  const idle = sheets.flatMap(({ file, text }) =>
    selectedIn(text)
      .filter((name) => !born.has(name))
      .map((name) => `${file}: ${name}`),
  );
  expect(idle).toEqual([]);
});

test('a class that stands in a text or by its name is seen', () => {
  expect(classesIn('<p class="a b-{c} d"><i class:e={f}><b class:g>')).toEqual(
    expect.arrayContaining(['a', 'd', 'e', 'g']),
  );
  expect(selectedIn('.a, /* .b */ p.c > .d:hover {}')).toEqual(['a', 'c', 'd']);
});
