import { expect, test } from 'vitest';
import { romanName } from './roman.ts';

test.each([
  ['としまく', 'Toshima-ku'],
  ['さっぽろし', 'Sapporo-shi'],
  ['おおさかし', 'Osaka-shi'],
  ['こうちし', 'Kochi-shi'],
  ['きょうとし', 'Kyoto-shi'],
  ['いけだちょう', 'Ikeda-cho'],
  ['おくたままち', 'Okutama-machi'],
  ['はっちょうむら', 'Hatcho-mura'],
  ['ひのえまたむら', 'Hinoemata-mura'],
  ['あしょろちょう', 'Ashoro-cho'],
  ['にせこちょう', 'Niseko-cho'],
  ['ちゅうおうく', 'Chuo-ku'],
])('%s reads %s', (kana, roman) => {
  expect(romanName({ kana })).toBe(roman);
});
