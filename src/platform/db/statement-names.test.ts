import { expect, test } from 'vitest';
import { StatementNames } from './statement-names.ts';

test('a statement is named from the second time on, and keeps its name', () => {
  const names = new StatementNames(10);
  expect(names.nameOf('select 1')).toBeUndefined();
  const name = names.nameOf('select 1');
  expect(name).toBeDefined();
  expect(names.nameOf('select 1')).toBe(name);
});

test('two statements never share a name, not even after renewing', () => {
  const names = new StatementNames(10);
  const twice = (text: string) => [names.nameOf(text), names.nameOf(text)][1];
  const before = [twice('a'), twice('b')];
  names.renew();
  const after = [twice('a'), twice('b')];
  expect(new Set([...before, ...after]).size).toBe(4);
});

test('lists of any length do not fill the server: names end, statements go on', () => {
  const names = new StatementNames(10);
  for (let length = 0; length < 1_000; length += 1) {
    names.nameOf(`in (${'?'.repeat(length)})`);
    names.nameOf(`in (${'?'.repeat(length)})`);
  }
  expect(names.nameOf('in ()')).toBeDefined();
  expect(names.nameOf(`in (${'?'.repeat(10)})`)).toBeUndefined();
});

test('statements that come only once leave the names to others', () => {
  const names = new StatementNames(10);
  for (let n = 0; n < 1_000; n += 1) names.nameOf(`once ${n}`);
  names.nameOf('often');
  expect(names.nameOf('often')).toBeDefined();
});
