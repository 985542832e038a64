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

test('the sign of nothing, which the database would fail on, is nowhere in what was typed', () => {
  const sent = new FormData();
  sent.append('place', '\0豊島区\0');
  expect(textOf(sent, 'place')).toBe('豊島区');
  expect(textsOf(sent, 'place')).toEqual(['豊島区']);
  expect(fieldsOf(sent)).toEqual({ place: '豊島区' });
});

test('boxes of one name are read together', () => {
  expect(textsOf(form, 'day')).toEqual(['1', '3']);
  expect(fieldsOf(form)).toEqual({ name: 'ゆき', day: '3' });
});
