import { expect, test } from 'vitest';
import { PAGES } from '../support/pages.ts';
import { sourcesBelow } from './source.ts';

const routes = sourcesBelow('src/routes', /\+page\.svelte$/).map(
  ({ file }) =>
    file
      .replace('src/routes', '')
      .replace(/\/\([a-z]+\)/g, '')
      .replace('/+page.svelte', '') || '/',
);

test('every page has its line in the table that axe follows', () => {
  expect(routes.filter((route) => !(route in PAGES))).toEqual([]);
});
