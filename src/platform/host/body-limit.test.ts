import { expect, test } from 'vitest';
import { bodyRefusal, LARGEST_BODY, LARGEST_FORM } from './body-limit.ts';

const bringing = (length: number | null) =>
  new Request('http://localhost/', {
    method: 'POST',
    body: 'x',
    headers: length === null ? {} : { 'content-length': String(length) },
  });

test('a form may be long, a file longer, and only where files are taken', () => {
  expect(bodyRefusal(bringing(LARGEST_FORM), false)).toBeUndefined();
  expect(bodyRefusal(bringing(LARGEST_FORM + 1), false)).toBe(413);
  expect(bodyRefusal(bringing(LARGEST_FORM + 1), true)).toBeUndefined();
  expect(bodyRefusal(bringing(LARGEST_BODY + 1), true)).toBe(413);
});

test('what does not say its length is not read', () => {
  expect(bodyRefusal(bringing(null), true)).toBe(411);
});

test('what brings nothing passes', () => {
  expect(bodyRefusal(new Request('http://localhost/'), false)).toBeUndefined();
});
