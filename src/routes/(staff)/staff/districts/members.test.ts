import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { Area, Street } from '#areas';
import { readStreets, readTownNames, streetsInWords } from './members.ts';

const street = (name: string, postalPrefix: string | null = null): Street => ({
  name,
  postalPrefix,
});

test.each([
  ['朝日町', [street('朝日町')]],
  ['朝日町 192-0001', [street('朝日町', '1920001')]],
  ['朝日町、丸山1〜3丁目　〒１９２－０００１', [street('朝日町、丸山1〜3丁目', '1920001')]],
  ['192-0001、192-0002', [street('', '1920001'), street('', '1920002')]],
  ['北町 192-00', [street('北町', '19200')]],
  ['1920001 南町', [street('南町', '1920001')]],
  ['丸山１〜３丁目', [street('丸山１〜３丁目')]],
  ['東\u202e町\u200b\n\n 西町 ', [street('東町'), street('西町')]],
  ['', []],
])('%j is read line by line, by name, postal code or both', (text, streets) => {
  expect(readStreets(text)).toEqual(streets);
});

test.each(['朝日町 192-000', '〒192', '12345678', '朝日町 19-20001'])(
  '%j holds a number that is no postal code: it stays, for the verb to refuse',
  (text) => {
    expect(readStreets(text)).toEqual([street(text)]);
  },
);

const names = fc.constantFrom('朝日町', '丸山1〜3丁目', '北町、南町', '');
const prefixes = fc.option(fc.stringMatching(/^(\d{5}|\d{7})$/));

test('what was read is written, and read again, the same', () => {
  const streets = fc
    .array(fc.record({ name: names, postalPrefix: prefixes }))
    .map((some) => some.filter(({ name, postalPrefix }) => name !== '' || postalPrefix !== null));
  fc.assert(
    fc.property(streets, (some) => {
      expect(readStreets(streetsInWords(some))).toEqual(some);
    }),
  );
});

const area = (code5: string, name: string, kana: string): Area => ({
  ...{ code5, name, kana, prefCode: '13', prefecture: '東京都', prefectureEn: 'Tokyo' },
  kind: 'city',
});

test('towns are read by name, reading or code, whatever stands between them; others stay as written', () => {
  const there = [area('13206', '府中市', 'ふちゅうし'), area('13208', '調布市', 'ちょうふし')];
  expect(readTownNames('府中市、 ちょうふし\n東京都 府中市，13208、尼崎市', there)).toEqual([
    '13206',
    '13208',
    '13206',
    '13208',
    '尼崎市',
  ]);
  expect(readTownNames(' \n、', there)).toEqual([]);
});
