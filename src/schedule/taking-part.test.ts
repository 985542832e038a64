import { expect, test } from 'vitest';
import { allParts } from './taking-part.ts';

const own = { id: 'own', name: '親の会' };

test('alone, an organisation is the organiser', () => {
  expect(allParts(own, [])).toEqual([{ part: 'organiser', ...own }]);
});

test('where another is the organiser it runs the series, and each stands in its place', () => {
  const others = [
    { part: 'commissioner', name: '県', id: null },
    { part: 'organiser', name: '区', id: 'ward' },
  ] as const;
  expect(allParts(own, [...others]).map(({ part, name }) => `${part} ${name}`)).toEqual([
    'organiser 区',
    'commissioner 県',
    'operating 親の会',
  ]);
});
