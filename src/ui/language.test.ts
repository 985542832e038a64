import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

test('what others wrote is marked as Japanese', () => {
  expect(languageOf('KHJ徳島県つばめの会')).toBe('ja');
  expect(languageOf('無料')).toBe('ja');
});

test('our own sentence around a name, and text without Japanese letters, are not', () => {
  expect(languageOf('Listening: たける')).toBeUndefined();
  expect(languageOf('03-4566-2427')).toBeUndefined();
  expect(languageOf('')).toBeUndefined();
});
