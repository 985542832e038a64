import { expect, test } from 'vitest';
import { read } from './source.ts';

interface Locked {
  packages: Record<string, { optionalDependencies?: Record<string, string> }>;
}

const { packages } = JSON.parse(read('package-lock.json').text) as Locked;
const locked = new Set(Object.keys(packages).map((place) => place.split('node_modules/').at(-1)));

/** A registry that lacks a platform's package makes npm drop it from the lock file, and `npm ci` then refuses. */
test('the lock file names the optional packages of every platform', () => {
  const missing = Object.values(packages)
    .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    .filter((name) => !locked.has(name));
  expect(missing).toEqual([]);
});
