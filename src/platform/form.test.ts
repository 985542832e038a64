import { expect, test } from 'vitest';
import { fieldsOf, textOf, textsOf } from './form.ts';

const form = new FormData();
form.append('name', 'ゆき');
form.append('day', '1');
form.append('day', '3');
form.append('words', new File(['…'], 'words.txt'));

test('a file where text was asked for counts as nothing typed', () => {
  expect(textOf(form, 'words')).toBe('');
  expect(textsOf(form, 'words')).toEqual([]);
  expect(fieldsOf(form)).not.toHaveProperty('words');
});

test('a field that was not sent counts as nothing typed', () => {
  expect(textOf(form, 'absent')).toBe('');
});

test('boxes of one name are read together', () => {
  expect(textsOf(form, 'day')).toEqual(['1', '3']);
  expect(fieldsOf(form)).toEqual({ name: 'ゆき', day: '3' });
});
