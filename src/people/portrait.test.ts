import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatOf, HEAD, LARGEST_PICTURE, problemAtSight } from './portrait.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test.each([
  ['\xff\xd8\xff\xe1\0\x18Exif', 'jpeg'],
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'png'],
  ['RIFF\x24\0\0\0WEBPVP8 ', 'webp'],
  ['\0\0\0\x24ftypheic\0\0\0\0', 'heic'],
  ['\0\0\0\x1cftypmif1\0\0\0\0', 'heic'],
  ['\0\0\0\x1cftypavif\0\0\0\0', undefined],
  ['RIFF\x24\0\0\0WAVEfmt ', undefined],
  ['GIF89a\x01\0\x01\0', undefined],
  ['<svg xmlns="http://www.w3.org/2000/svg">', undefined],
  ['<?xml version="1.0"?><svg>', undefined],
  ['%PDF-1.7', undefined],
  ['', undefined],
])('%j is told by its bytes: %s', (head, format) => {
  expect(formatOf(bytes(head))).toBe(format);
});

test('nothing but a known beginning is taken, and what follows it changes nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (tail) => {
      const jpeg = new Uint8Array([0xff, 0xd8, 0xff, ...tail]);
      expect(problemAtSight(jpeg.length, jpeg.subarray(0, HEAD))).toBeUndefined();
      const text = new Uint8Array([0x3c, ...tail]);
      expect(problemAtSight(text.length, text.subarray(0, HEAD))).toMatch(/format|heic/);
    }),
  );
});

test('a file is refused for its size before its bytes are looked at', () => {
  expect(problemAtSight(0, bytes(''))).toBe('missing');
  expect(problemAtSight(LARGEST_PICTURE + 1, bytes('\xff\xd8\xff'))).toBe('large');
  expect(problemAtSight(LARGEST_PICTURE, bytes('\xff\xd8\xff'))).toBeUndefined();
});
