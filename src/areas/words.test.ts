import { afterEach, expect, test } from 'vitest';
import { overwriteGetLocale } from '#paraglide/runtime';
import { areaWord, prefectureWord } from './words.ts';

const speaking = (locale: 'ja' | 'en') => overwriteGetLocale(() => locale);
afterEach(() => speaking('ja'));

test('a place is named in the language of the page', () => {
  const toshima = {
    ...{ code5: '13116', prefCode: '13', kind: 'special_ward' as const },
    ...{ prefecture: '東京都', prefectureEn: 'Tokyo', name: '豊島区', kana: 'としまく' },
  };
  const tokyo = { name: '東京都', nameEn: 'Tokyo' };
  speaking('ja');
  expect([areaWord(toshima), prefectureWord(tokyo)]).toEqual(['東京都豊島区', '東京都']);
  speaking('en');
  expect([areaWord(toshima), prefectureWord(tokyo)]).toEqual(['Toshima-ku, Tokyo', 'Tokyo']);
});
